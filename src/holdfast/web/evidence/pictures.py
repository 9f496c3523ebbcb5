"""A picture as a page may show it: drawn again from its pixels, in a process of its own, without metadata.

What a hostile file breaks there breaks nothing here: the process has a ceiling on memory and time, no desk and no
secret. No reader of pictures or PDFs is imported here.
"""

import json
import os
import subprocess
import sys
from threading import BoundedSemaphore

MOST_BYTES = 64_000_000
SECONDS = 20
SHOWN = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})
_AT_ONCE = BoundedSemaphore(2)


def drawn(
    source: bytes, *, blurred: bool = False, ruled: bool = False, page: int = 0
) -> tuple[str, bytes] | None:
    """Type and bytes of the picture drawn again; None where the file is no picture that can be drawn here.

    `blurred` leaves a few smears of colour, in the bytes and not only to the eye; `ruled` lays a grid over it whose
    numbers are pixels of the original, or points of the `page` of a PDF.
    """
    kind, data = _asked(source, {"blurred": blurred, "ruled": ruled, "page": page})
    if kind not in (b"image/png", b"image/jpeg") or not data:
        return None
    return kind.decode("ascii"), data


def page_count(source: bytes) -> int:
    """How many pages a PDF has that can be opened here; 0 where it is none."""
    kind, data = _asked(source, {"blurred": False, "ruled": False, "page": -1})
    return int(data) if kind == b"pages" else 0


def _asked(source: bytes, wanted: dict[str, int]) -> tuple[bytes, bytes]:
    """The kind and the bytes that the process of its own answers; both empty where it made nothing."""
    if len(source) > MOST_BYTES:
        return b"", b""
    job = json.dumps(wanted)
    try:
        with _AT_ONCE:
            done = subprocess.run(
                [sys.executable, "-I", "-m", "holdfast.web.evidence.renderer", job],
                input=source,
                capture_output=True,
                timeout=SECONDS,
                check=False,
                env={"LC_ALL": "C.UTF-8", "PATH": os.defpath},
            )
    except subprocess.TimeoutExpired:
        return b"", b""
    kind, _, data = done.stdout.partition(b"\n")
    return (b"", b"") if done.returncode else (kind, data)
