"""Objects in an S3-compatible store whose versions are locked: nobody changes them before a date, not even us.

Needs the extra `s3`, so what that brings is imported where it is used. Credentials come from the environment alone
(AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import IO, Any

from holdfast.base.clock import now
from holdfast.base.extras import install_extra
from holdfast.evidence.errors import ExtraMissing, ObjectDamaged, ObjectLocked, ObjectMissing, StoreFailed
from holdfast.evidence.store.contract import PIECE, Content, Stored, digest_and_size, object_path

_UNTOUCHED = "Nothing of it was kept"
PREFIX = "objects/"


@dataclass(frozen=True, slots=True)
class S3Settings:
    """Where the bucket is; `lock_days` 0 for a bucket without object lock, said so by `doctor`."""

    bucket: str
    endpoint_url: str | None = None
    region: str | None = None
    lock_days: int = 0


class S3Store:
    """The objects in one bucket, through django-storages.

    An object that is there is compared, never written again; a new one is written under a lock in compliance mode
    for `lock_days` and read back in full.
    """

    def __init__(self, settings: S3Settings) -> None:
        self.settings = settings
        self._storage = _open_storage(settings)

    def put(self, content: Content) -> Stored:
        """Keep one object."""
        sha256, size = digest_and_size(content)
        name = PREFIX + object_path(sha256)
        if self.has(sha256):
            if not self.verify(sha256):
                raise _damaged(sha256)
            return Stored(sha256, size, fresh=False)
        with BytesIO(content) if isinstance(content, bytes) else content.open("rb") as file:
            self._reach(lambda: self._upload(name, file, sha256))
        if not self.verify(sha256):
            raise _damaged(sha256)
        return Stored(sha256, size)

    def put_all(self, contents: Sequence[Content]) -> tuple[Stored, ...]:
        """Keep several, one after the other."""
        return tuple(self.put(content) for content in contents)

    def open(self, sha256: str) -> IO[bytes]:
        """The object to read from its start."""
        name = PREFIX + object_path(sha256)
        if not self.has(sha256):
            raise ObjectMissing(f"The object {sha256} is not in the bucket {self.settings.bucket}")
        return self._reach(lambda: self._storage.open(name, "rb"))

    def has(self, sha256: str) -> bool:
        """Whether there is an object under this digest."""
        name = PREFIX + object_path(sha256)
        return bool(self._reach(lambda: self._storage.exists(name)))

    def verify(self, sha256: str) -> bool:
        """Whether its bytes have the digest they are stored under."""
        with self.open(sha256) as file:
            digest = hashlib.sha256()
            while piece := self._reach(lambda: file.read(PIECE)):
                digest.update(piece)
        return digest.hexdigest() == sha256

    def remove(self, sha256: str) -> bool:
        """Take every version of it away; raises ObjectLocked while the lock lasts."""
        if not self.has(sha256):
            return False
        name = PREFIX + object_path(sha256)
        until = self.locked_until(sha256)
        if until is not None and until > now():
            raise ObjectLocked(
                f"The object {sha256} is locked in its store until {until:%Y-%m-%d %H:%M} UTC",
                untouched="Nothing was removed",
                next_step="Expunge it after that day; the store takes no earlier request, from anybody",
            )

        def gone() -> None:
            self._storage.bucket.object_versions.filter(Prefix=name).delete()

        self._reach(gone)
        return True

    def sweep(self) -> int:
        """Nothing is left half-written: an upload is there whole or not at all."""
        return 0

    def idle(self, seconds: float) -> Iterable[tuple[str, int]]:
        """None: a bucket does not say when an object that is there was put once more."""
        return ()

    def remove_idle(self, sha256: str, seconds: float) -> bool:
        """Never: what is in a bucket goes by an expunge alone."""
        return False

    def locked_until(self, sha256: str) -> Any:
        """The instant the lock of the object ends, None for one without."""
        name = PREFIX + object_path(sha256)
        return self._reach(lambda: self._storage.bucket.Object(name).object_lock_retain_until_date)

    def _upload(self, name: str, file: IO[bytes], sha256: str) -> None:
        self._storage.object_parameters = self._lock_parameters()
        self._storage.save(name, file)

    def _lock_parameters(self) -> dict[str, Any]:
        # SHA256: the store itself compares what arrived, and a lock needs a checksum on the request.
        parameters: dict[str, Any] = {"ChecksumAlgorithm": "SHA256"}
        if self.settings.lock_days:
            parameters["ObjectLockMode"] = "COMPLIANCE"
            parameters["ObjectLockRetainUntilDate"] = now() + timedelta(days=self.settings.lock_days)
        return parameters

    def _reach(self, step: Any) -> Any:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return step()
        except (BotoCoreError, ClientError, OSError) as error:
            raise StoreFailed(
                f"The bucket {self.settings.bucket} did not do what was asked: {error}",
                untouched=_UNTOUCHED,
                next_step="Look at the address, the region and the credentials of the store",
            ) from error


def _open_storage(settings: S3Settings) -> Any:
    try:
        from storages.backends.s3 import S3Storage
    except ImportError as error:
        raise ExtraMissing(
            "The store is in a bucket, and what reaches it is not installed",
            untouched=_UNTOUCHED,
            next_step=f"Install it: {install_extra('s3')}",
        ) from error
    return S3Storage(
        bucket_name=settings.bucket,
        endpoint_url=settings.endpoint_url,
        region_name=settings.region,
        file_overwrite=True,  # names are digests: a second name for the same bytes would be lost
        default_acl=None,
        querystring_auth=True,
    )


def _damaged(sha256: str) -> ObjectDamaged:
    return ObjectDamaged(
        f"The object {sha256} is kept with other bytes than its name says",
        untouched="It was left as it is",
        next_step="Ask who runs the store what happened to it; an earlier version may still be there",
    )
