"""Files kept by their hash, and whether an address would be gone to at all."""

from __future__ import annotations

from typing import IO

from holdfast.base.errors import shown
from holdfast.base.why import Why
from holdfast.egress.errors import AddressRefused
from holdfast.evidence.capturing.policy import desk_policy
from holdfast.evidence.errors import ObjectMissing
from holdfast.evidence.store import open_store
from holdfast.people.types import Viewer


def kept_file(viewer: Viewer, sha256: str, *, level: int) -> IO[bytes]:
    """A file that `actions.keeping.keep_files` kept, to read from its start; the reader closes it.

    `level` is that of the row which names it: the store knows none. Raises ObjectMissing.
    """
    if not viewer.sees(level):
        raise ObjectMissing(f"{shown(sha256)} is not the SHA-256 of an object")
    return open_store().open(sha256)


def address_refused(address: str) -> Why | None:
    """Why the fetcher would not go to this address, as far as its text alone tells; None where it would."""
    try:
        desk_policy().target(address)
    except AddressRefused as error:
        return error.why
    return None
