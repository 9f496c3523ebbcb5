"""The record that binds a redacted copy to its sealed original: its bytes, and what can be checked of it by whom.

A stranger holds the copy and the record: the copy has the record's `redacted.sha256`; the record's own SHA-256 stands
in the content of a `redacted` entry of the custody log, and so under a checkpoint. Nothing of the original is needed.
Whoever holds the original and the salt shows that it is the one meant: `original.commitment` is
SHA-256(salt || SHA-256(original)), which tells a stranger nothing, however small the original is.

The record does not carry the file name of the original, which can itself name a person, nor, for a text, how much was
taken out: `removed` gives the place of each mark in the redacted copy.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from holdfast.evidence.engine.results import Unreadable
from holdfast.evidence.engine.zips import parse_json

REDACTION_FORMAT = "holdfast redaction 1"
REDACTION_SALT_BYTES = 32
REDACTION_CAP = 4 << 20
REDACTION_FIELDS = frozenset(
    {"format", "key", "original", "redacted", "removed", "transform", "reason", "by", "approver", "at"}
)
REDACTION_TEXTS = ("key", "reason", "by", "approver", "at")
_HEX = re.compile(r"[0-9a-f]{64}")


class RedactionUnfit(ValueError):
    """These bytes are not the record of a redaction."""


def original_commitment(salt: bytes, sha256: str) -> str:
    """SHA-256(salt || SHA-256 of the original) in hex; RedactionUnfit for a salt or a digest that is none."""
    if len(salt) != REDACTION_SALT_BYTES or not _HEX.fullmatch(sha256):
        raise RedactionUnfit("a commitment takes a salt of 32 bytes and a SHA-256")
    return hashlib.sha256(salt + bytes.fromhex(sha256)).hexdigest()


def read_redaction(data: bytes) -> dict[str, Any]:
    """The record these bytes are; RedactionUnfit otherwise."""
    if len(data) > REDACTION_CAP:
        raise RedactionUnfit("it is longer than any record we read")
    try:
        record = parse_json(data, "it")
    except Unreadable as problem:
        raise RedactionUnfit(str(problem)) from None
    if not isinstance(record, dict) or record.get("format") != REDACTION_FORMAT:
        raise RedactionUnfit(f"it does not say that it is a {REDACTION_FORMAT}")
    if missing := REDACTION_FIELDS - record.keys():
        raise RedactionUnfit(f"it lacks {', '.join(sorted(missing))}")
    if not all(isinstance(record[field], str) for field in REDACTION_TEXTS):
        raise RedactionUnfit("a field of it is not text")
    original, redacted = record["original"], record["redacted"]
    for part, fields in (
        (original, ("capture", "role", "commitment")),
        (redacted, ("name", "sha256", "mime")),
    ):
        if not isinstance(part, dict) or not all(isinstance(part.get(field), str) for field in fields):
            raise RedactionUnfit("it does not name its original and its redacted copy")
    if not _HEX.fullmatch(original["commitment"]) or not _HEX.fullmatch(redacted["sha256"]):
        raise RedactionUnfit("a hash in it is not 64 hexadecimal digits")
    if not record["by"] or not record["approver"] or record["by"] == record["approver"]:
        raise RedactionUnfit("it does not name two people")
    return record


def redaction_problems(
    record_bytes: bytes, copy_sha256: str, entry_content: Mapping[str, Any] | None
) -> tuple[str, ...]:
    """What keeps a redacted copy from being the one its record and the log's entry name; empty when nothing does.

    `entry_content` is the opened content of the `redacted` entry; None where it was expunged, which is a problem too.
    """
    try:
        record = read_redaction(record_bytes)
    except RedactionUnfit as unfit:
        return (f"the record cannot be read: {unfit}",)
    found = []
    if record["redacted"]["sha256"] != copy_sha256:
        found.append("the copy is not the one its record names")
    if entry_content is None:
        found.append("no opened entry of the custody log names the record")
    elif (entry_content.get("redaction"), entry_content.get("record")) != (
        record["key"],
        hashlib.sha256(record_bytes).hexdigest(),
    ):
        found.append("the record is not the one the custody log committed to")
    return tuple(found)


def original_matches(record_bytes: bytes, salt: bytes, original_sha256: str) -> bool:
    """Whether the original with this digest is the one the redacted copy was made from, as its salt shows."""
    record = read_redaction(record_bytes)
    return bool(original_commitment(salt, original_sha256) == record["original"]["commitment"])
