"""Run as a process of its own, under limits: the text of a PDF's pages, as JSON on the standard output.

A PDF is parsed by a large library in C++; whatever a hostile one does to it happens here and ends with the process.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib.metadata import version
from typing import Any

MEMORY, SECONDS = 768 * 1024 * 1024, 7
MOST_PAGES, MOST_CHARACTERS = 300, 4 * 1024 * 1024
_WALL = 6.0


def read_pages(data: bytes) -> dict[str, Any]:
    """Texts of the pages, how many there are, and what was left; `error` where the file cannot be opened."""
    import pypdfium2

    until = time.monotonic() + _WALL
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        said = str(error)
        return {"error": "locked" if "password" in said.lower() else "broken", "said": said[:200]}
    count, pages, size, pictures, failed = len(document), [], 0, 0, 0
    for number in range(min(count, MOST_PAGES)):
        try:
            page = document[number]
            textpage = page.get_textpage()
            text = textpage.get_text_range() if textpage.count_chars() else ""
            if not text.strip():
                pictures += 1
            textpage.close()
            page.close()
        except pypdfium2.PdfiumError:
            text, failed = "", failed + 1
        pages.append(text)
        size += len(text)
        if size > MOST_CHARACTERS or time.monotonic() > until:
            break
    info = document.get_metadata_dict(skip_empty=True)
    return {
        "count": count,
        "pages": pages,
        "pictures": pictures,
        "failed": failed,
        "title": info.get("Title", "")[:300],
        "created": info.get("ModDate") or info.get("CreationDate") or "",
        "read_by": f"pypdfium2 {version('pypdfium2')}",
    }


def _narrow() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    given = sys.stdin.buffer.read()
    _narrow()
    sys.stdout.buffer.write(json.dumps(read_pages(given)).encode("utf-8", "replace"))
