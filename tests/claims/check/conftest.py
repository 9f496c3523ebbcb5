"""Somebody who sees the loaded example, once for each module."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from holdfast.cases.actions import load_case
from holdfast.people.actions import add_account
from holdfast.people.types import Level, Role, Viewer

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def viewer(django_db_setup: None, django_db_blocker: Any) -> Iterator[Viewer]:
    """Someone who sees the loaded example."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = add_account(
            viewer=None, username="edda", name="Edda", role=Role.ADMIN, clearance=Level.RESTRICTED,
            password="a long enough invented phrase",
        )  # fmt: skip
        load_case(made, ROOT / "examples" / "gaza-ceasefire-2025")
        yield made
        transaction.set_rollback(True)
