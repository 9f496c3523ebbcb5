"""The index of a large collection of claims, kept in the desk's folder, so that a new process need not build it.

The file is what the store holds already in another shape: it may be deleted at any time. It bears a seal made with the
desk's secret key over all of it, and it is taken only where that seal, the code and the claims are the same.
"""

from __future__ import annotations

import copyreg
import hashlib
import hmac
import pickle
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import IO

import numpy as np
from django.conf import settings

from holdfast.claims.engine.match.claims import Claim
from holdfast.claims.engine.match.index import Index

WORTH = 2000  # claims; an index of fewer is built in a tenth of a second
_PART = 1 << 20
_SEAL = 64


class _Pickler(pickle.Pickler):
    """Knows the two things of an index that have no bytes of their own: a store in memory, and a lock."""

    dispatch_table = {
        **copyreg.dispatch_table,
        sqlite3.Connection: lambda store: (_store_of, (store.serialize(),)),
        type(Lock()): lambda _: (Lock, ()),
    }


def index_kept(level: int, claims: Sequence[Claim]) -> Index | None:
    """The index of exactly these claims from the desk's folder; None where there is none that can be used."""
    if len(claims) < WORTH:
        return None
    with suppress(OSError), _file(level).open("rb") as kept:
        seal = kept.read(_SEAL)
        if not hmac.compare_digest(seal, _sealed(kept)):
            return None
        kept.seek(_SEAL)
        with suppress(pickle.UnpicklingError, AttributeError, ImportError, EOFError):
            index = pickle.load(kept)  # noqa: S301 - the seal was made by this desk
            if isinstance(index, Index) and index.claims == tuple(claims):
                return index
    return None


def keep_index(level: int, index: Index) -> None:
    """Write the index for the next process, readable by the desk's account alone.

    A folder that cannot be written to is left as it is, and the next process builds its own.
    """
    if len(index.claims) < WORTH:
        return
    place = _file(level)
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, exist_ok=True)
        with NamedTemporaryFile(dir=place.parent, prefix=place.name, delete=False) as made:
            try:
                made.write(bytes(_SEAL))
                _Pickler(made, protocol=pickle.HIGHEST_PROTOCOL).dump(index)
                made.seek(_SEAL)
                seal = _sealed(made)
                made.seek(0)
                made.write(seal)
                made.close()
                Path(made.name).replace(place)
            except BaseException:
                Path(made.name).unlink()
                raise


def _file(level: int) -> Path:
    folder: Path = settings.DESK.folder
    return folder / "cache" / f"claims-{level}"


def _sealed(written: IO[bytes]) -> bytes:
    """The seal of what the file holds from here on, under the desk's key and this very code."""
    seal = hmac.new(settings.SECRET_KEY.encode(), _code(), hashlib.blake2b)
    while part := written.read(_PART):
        seal.update(part)
    return seal.digest()


@cache
def _code() -> bytes:
    """What the shape of an index hangs on: the modules that make it, and the libraries whose bytes stand in it."""
    code = hashlib.sha256(f"{np.__version__} {sqlite3.sqlite_version}".encode())
    for part in sorted(files("holdfast.claims.engine.match").iterdir(), key=lambda one: one.name):
        if part.is_file():
            code.update(part.read_bytes())
    return code.digest()


def _store_of(held: bytes) -> sqlite3.Connection:
    store = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    store.deserialize(held)
    return store
