"""Keeping files that are no captures, so that they can be read again by their hash: what a case was loaded from."""

from __future__ import annotations

from collections.abc import Sequence

from holdfast.evidence.store import Content, open_store
from holdfast.people.permissions import require
from holdfast.people.types import Permission, Viewer


def keep_files(viewer: Viewer, *, files: Sequence[Content]) -> tuple[str, ...]:
    """Keep each file (bytes, or a path) in the store; the SHA-256 of each, in this order.

    No row is written and no line: the action that names the hashes writes both. Raises NotAllowed, StoreFailed.
    """
    require(viewer, Permission.LOAD_CASE, untouched="Nothing was kept")
    return tuple(stored.sha256 for stored in open_store().put_all(files)) if files else ()
