"""The store of objects: every preserved byte under its SHA-256, written once."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from holdfast.base.errors import shown
from holdfast.evidence.errors import StoreNotUnderstood
from holdfast.evidence.store.contract import Content, ObjectStore, Stored, digest_and_size, read_whole
from holdfast.evidence.store.files import FileStore
from holdfast.evidence.store.s3 import S3Settings, S3Store

__all__ = ["Content", "ObjectStore", "Stored", "digest_and_size", "open_store", "read_whole"]


def open_store() -> ObjectStore:
    """The store that desk.toml names in [evidence]: files in the desk's folder unless it says `store = "s3"`.

    Raises StoreNotUnderstood for a table that is not written as docs/vault.md says.
    """
    said: Mapping[str, object] = settings.DESK.tables.get("evidence", {})
    kind = said.get("store", "files")
    if kind == "files":
        return FileStore(settings.DESK.folder / "objects")
    if kind != "s3":
        raise _not_understood(f"the store {shown(kind)} is neither files nor s3")
    bucket, endpoint, region = said.get("bucket"), said.get("endpoint_url"), said.get("region")
    days = said.get("lock_days", 0)
    if not isinstance(bucket, str) or not bucket:
        raise _not_understood("no bucket is named")
    if any(value is not None and not isinstance(value, str) for value in (endpoint, region)):
        raise _not_understood("endpoint_url and region are texts")
    if isinstance(days, bool) or not isinstance(days, int) or days < 0:
        raise _not_understood(f"lock_days is {shown(days)}, not a number of days")
    return S3Store(S3Settings(bucket, endpoint, region, days))  # type: ignore[arg-type]


def _not_understood(what: str) -> StoreNotUnderstood:
    return StoreNotUnderstood(
        f"The table [evidence] of desk.toml says where objects are kept, and {what}",
        untouched="Nothing was written",
        next_step='Write store = "files", or store = "s3" with bucket, endpoint_url, region and lock_days',
    )
