"""What this desk fetches and what not: its own hosts never, hosts opened for development by name alone."""

from __future__ import annotations

from django.conf import settings

from holdfast.desk import LOCAL_HOSTS
from holdfast.egress.types import Policy


def desk_policy() -> Policy:
    """What desk.toml says: `[egress] test_hosts = ["localhost:8000"]` are opened, its `hosts` are never fetched.

    Raises TestHostNotUnderstood.
    """
    opened = settings.DESK.tables.get("egress", {}).get("test_hosts", [])
    hosts = [host for host in settings.DESK.hosts if host not in LOCAL_HOSTS]
    listed = opened if isinstance(opened, list | tuple) else [opened]
    return Policy(test_hosts=frozenset(str(host) for host in listed), own_hosts=frozenset(hosts))
