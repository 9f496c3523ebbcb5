"""PDF as text: the lines of each page as pdfium gives them, joined to paragraphs, running heads set aside.

Offsets count characters of the text made here; a PDF has none of its own. A word parted at the end of a line is
joined where both parts are small letters and the word with its hyphen does not stand elsewhere in the text; else the
hyphen stays. Presentation forms of Arabic letters and Latin ligatures become the letters they show.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from holdfast.base.errors import shown
from holdfast.claims.reading.errors import DraftBroken, DraftLocked, DraftOfPictures, DraftTookTooLong
from holdfast.claims.reading.furniture import LAST, Paragraph, judge_ends
from holdfast.claims.reading.types import Draft, DraftKind, Furniture, Span

SECONDS = 9
# By its path and not as a module: the package around it would load what reading a PDF has no need of.
_PROGRAM = Path(__file__).with_name("pdf_lines.py")
_FORMS = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]+")
# pdfium turns the pair lam-alef of a ligature round; after an article's alef only one reading is a word.
_TURNED = re.compile(r"\bا([اأإآ])ل")
_NUMBERED = re.compile(r"^\d{1,4}[\s|·–—-]+|[\s|·–—-]+(?:\d{1,4}(?:\s*/\s*\d{1,4})?)$")
_ARABIC = re.compile("[\u0620-\u064a]")
_PAGE_NUMBER = re.compile(
    r"^[\s\-–—|]*(?:(?:page|p\.|pág(?:ina)?\.?|seite|صفحة|עמוד)\s*)?\d{1,4}(?:\s*(?:/|of|de|sur|من|מתוך)\s*\d{1,4})?[\s\-–—|]*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?:;؟…][\"'”’»)\]]*$")
_PARTED = re.compile(r"([^\W\d_]{2,})(?:\ufffe|[-\u2010\xad]\n|\xad)([^\W\d_]{2,})")
_HEADS = 2  # lines at the top and at the bottom of a page that may run through the document
_FEWEST = 12  # characters a page needs to count as one with text


def read_pdf(data: bytes) -> Draft:
    """The text of a PDF; raises DraftBroken, DraftLocked, DraftOfPictures, DraftTookTooLong."""
    said = _in_its_own_process(data)
    if said.get("error") == "locked":
        raise DraftLocked(
            "The PDF opens with a password only",
            untouched="Nothing was stored",
            next_step="Save it without a password",
        )
    if said.get("error"):
        raise DraftBroken(
            f"The PDF cannot be read: {shown(said.get('said', ''))}",
            untouched="Nothing was stored",
            next_step="Save it anew, or give its text",
        )
    pages = [_lines(page) for page in said["pages"]]
    if sum(len("".join(page)) for page in pages) < _FEWEST:
        raise DraftOfPictures(
            "This PDF holds pictures of text; the desk does not read pictures",
            untouched="Nothing was stored",
            next_step="Give the text itself, typed or read out by a program for scanned pages, and look it over",
        )
    text, paragraphs, furniture = _joined(pages)
    found = judge_ends(text, paragraphs[:LAST], paragraphs[-LAST:])
    body: list[Span] = [(one.start, one.end) for one in paragraphs if one.start not in found]
    furniture += [(one.start, one.end, found[one.start]) for one in paragraphs if one.start in found]
    return Draft(
        text,
        DraftKind.PDF,
        None,
        tuple(body),
        tuple(sorted(furniture)),
        " ".join(str(said["title"]).split()),
        file_says=_day(str(said["created"])),
        notes=tuple(_notes(said, pages)),
    )


def _in_its_own_process(data: bytes) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_PROGRAM)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        said: dict[str, Any] = json.loads(done.stdout)
        return said
    except (subprocess.TimeoutExpired, ValueError):
        raise DraftTookTooLong(
            "Reading the PDF took too much time or memory, or failed, and was stopped",
            untouched="Nothing was stored",
            next_step="Give its text",
        ) from None


def _lines(page: str) -> list[str]:
    said = _FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), page)
    said = _TURNED.sub(r"ال\1", said)
    said = said.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return [" ".join(line.split()) for line in said.split("\n") if line.strip()]


def _joined(pages: list[list[str]]) -> tuple[str, list[Paragraph], list[Furniture]]:
    """The text, its paragraphs, and the running heads and page numbers among them."""
    running = _running(pages)
    known = set(re.findall(r"[^\W\d_]+-[^\W\d_]+", "\n".join("\n".join(page) for page in pages)[:500_000]))
    widths = sorted(len(line) for page in pages for line in page)
    wide = widths[int(len(widths) * 0.8)] if widths else 0
    pieces: list[tuple[str, str]] = []  # text, reason
    held: list[str] = []

    def end() -> None:
        if held:
            pieces.append(
                (_PARTED.sub(lambda found: _part(found, known), "\n".join(held)).replace("\ufffe", "-"), "")
            )
            held.clear()

    for page in pages:
        turned = True
        for at, line in enumerate(page):
            edge = at < _HEADS or at >= len(page) - _HEADS
            if edge and (_PAGE_NUMBER.match(line) or _unnumbered(line) in running):
                if held and _SENTENCE_END.search(held[-1]):
                    end()
                pieces.append((line, "page number" if _PAGE_NUMBER.match(line) else "running head"))
                continue
            first, turned = turned, False
            if held and (_ends(held[-1], line, wide) or (first and not _goes_on(held[-1], line))):
                end()
            held.append(line)
    end()
    out, size = [], 0
    paragraphs: list[Paragraph] = []
    furniture: list[Furniture] = []
    for said, reason in pieces:
        if out:
            out.append("\n\n")
            size += 2
        if reason:
            furniture.append((size, size + len(said), reason))
        else:
            paragraphs.append(Paragraph(size, size + len(said)))
        out.append(said)
        size += len(said)
    return "".join(out), paragraphs, furniture


def _ends(line: str, after: str, wide: int) -> bool:
    """Whether a paragraph ends with the line: a short one that ends a sentence, or a title before a capital."""
    if len(line) >= 0.85 * wide:
        return False  # a full line: its paragraph goes on
    return bool(_SENTENCE_END.search(line)) or (len(line) < 0.6 * wide and not after[:1].islower())


def _goes_on(line: str, after: str) -> bool:
    """Whether a sentence runs over from one page to the next."""
    return not _SENTENCE_END.search(line) and (after[:1].islower() or line.endswith(("-", "\ufffe", ",")))


def _part(found: re.Match[str], known: set[str]) -> str:
    first, second = found[1], found[2]
    if first[-1].islower() and second[0].islower() and f"{first}-{second}" not in known:
        return first + second
    return f"{first}-{second}"


def _unnumbered(line: str) -> str:
    """A line without the number of its page; every other figure stays, since a row of figures is no running head."""
    return _NUMBERED.sub("", line)


def _running(pages: list[list[str]]) -> set[str]:
    """Lines, page numbers aside, that stand at the edge of most pages."""
    if len(pages) < 3:
        return set()
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update(
            {
                _unnumbered(line)
                for line in [*page[:_HEADS], *page[-_HEADS:]]
                if len(line) < 120 and not line.endswith((".", "؟", "!"))
            }
        )
    return {line for line, count in seen.items() if count > 2 and count >= 0.4 * len(pages)}


def _day(said: str) -> date | None:
    found = re.match(r"D:(\d{4})(\d\d)(\d\d)", said)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _notes(said: dict[str, Any], pages: list[list[str]]) -> list[str]:
    notes = [
        "Words parted at line ends are joined where that is safe; positions count characters of the text shown"
    ]
    if said["pictures"]:
        notes.append(
            f"{said['pictures']} of {len(pages)} pages hold no text, perhaps pictures of it: not read"
        )
    if any(_ARABIC.search(line) for page in pages for line in page[:5]):
        notes.append("Arabic letters of a PDF may come in another order than they show, lam-alef above all")
    if said["count"] > len(pages):
        notes.append(f"Only the first {len(pages)} of {said['count']} pages are read")
    if said["failed"]:
        notes.append(f"{said['failed']} pages could not be read")
    return notes
