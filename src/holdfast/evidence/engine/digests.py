"""Digests as WARC headers write them: algorithm, colon, value in hex, base32 or base64."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import Any

from holdfast.evidence.engine.results import Unreadable

DIGEST_SIZES = {"md5": 16, "sha1": 20, "sha224": 28, "sha256": 32, "sha384": 48, "sha512": 64}
DIGEST_TEXT = re.compile(r"([A-Za-z0-9][A-Za-z0-9_.-]*):([A-Za-z0-9+/=_-]+)")


class DigestUnknown(Unreadable):
    """An algorithm that is not known here."""


def new_digest(algorithm: str) -> Any:
    """A running hash; old algorithms are read because archives hold them, never written."""
    return hashlib.new(algorithm, usedforsecurity=False)


def parse_digest(text: str) -> tuple[str, bytes]:
    """The algorithm and the value; DigestUnknown for an algorithm of no name here, Unreadable for no digest."""
    found = DIGEST_TEXT.fullmatch(text.strip())
    if not found:
        raise Unreadable("it is not written as a digest is")
    algorithm = found[1].lower().replace("-", "").replace("_", "")
    size = DIGEST_SIZES.get(algorithm)
    if size is None:
        raise DigestUnknown(f"the algorithm {found[1]} is not known here")
    for decode in (_from_hex, _from_base32, _from_base64):
        value = decode(found[2])
        if value is not None and len(value) == size:
            return algorithm, value
    raise Unreadable(f"its length is not that of {algorithm}")


def _from_hex(text: str) -> bytes | None:
    return bytes.fromhex(text) if len(text) % 2 == 0 and re.fullmatch("[0-9A-Fa-f]+", text) else None


def _from_base32(text: str) -> bytes | None:
    bare = text.rstrip("=")
    if not re.fullmatch("[A-Z2-7]+", bare):
        return None
    try:
        return base64.b32decode(bare + "=" * (-len(bare) % 8))
    except binascii.Error:
        return None


def _from_base64(text: str) -> bytes | None:
    bare = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
