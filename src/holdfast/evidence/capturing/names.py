"""File names that are safe on every system, made of names that strangers chose."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 150  # bytes of UTF-8
_UNFIT = re.compile(r'[<>:"|?*/\\]')
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}$")
OURS = frozenset(
    {
        "manifest.json",
        "metadata.json",
        "text.txt",
        "capture.warc.gz",
        "capture.wacz",
        "screenshot.png",
        "certificates.pem",
    }
)


def safe_name(given: str, *, fallback: str = "upload") -> str:
    """The last component of the name, in NFC, without what a file system or a reader could be fooled by.

    No separator, control, direction mark, leading or trailing dot; none of the names Windows reserves or a capture uses
    itself; at most LONGEST bytes, the extension kept.
    """
    text = unicodedata.normalize("NFC", given[-4096:].encode("utf-8", "replace").decode("utf-8"))
    last = re.split(r"[/\\]", text.rstrip("/\\"))[-1]
    kept = "".join(
        c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    )
    kept = " ".join(_UNFIT.sub("_", kept).split()).strip(". ")
    if not kept.strip("_. "):
        kept = fallback
    found = _EXTENSION.search(kept)
    extension = found[0] if found else ""
    stem = kept.removesuffix(extension)
    while len((stem + extension).encode()) > LONGEST:
        stem = stem[:-1]
    name = stem.rstrip(". ") + extension
    if name.lower() in OURS or _RESERVED.match(name):
        name = f"{fallback}-{name}"
    return name
