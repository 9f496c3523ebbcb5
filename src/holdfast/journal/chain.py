"""The arithmetic of the chain: what a commitment and a line's hash are made of."""

import hashlib
from datetime import datetime
from typing import Any

from holdfast.base.canonical import canonical_json

GENESIS = "0" * 64
SALT_BYTES = 32


def commitment(salt: bytes, digest: str) -> str:
    """SHA-256 of the salt followed by the content's SHA-256 digest (64 hex digits): nobody can guess the content."""
    return hashlib.sha256(salt + bytes.fromhex(digest)).hexdigest()


def line_hash(
    *,
    seq: int,
    at: datetime,
    actor: str,
    verb: str,
    object_key: str,
    count: int,
    batch: int,
    commitment: str,
    prev: str,
) -> str:
    """SHA-256 over the canonical JSON of a line, the hash of the line before it included."""
    covered: dict[str, Any] = {
        "seq": seq,
        "at": at,
        "actor": actor,
        "verb": verb,
        "object_key": object_key,
        "count": count,
        "batch": batch,
        "commitment": commitment,
        "prev": prev,
    }
    return hashlib.sha256(canonical_json(covered)).hexdigest()
