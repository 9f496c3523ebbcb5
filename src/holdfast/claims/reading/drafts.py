"""The door of the room: a file, bytes, a text or an address in, a draft with its body and its furniture out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from holdfast.base.errors import one_line
from holdfast.claims.engine.languages import language_of, plainly
from holdfast.claims.reading.addresses import ADDRESS, read_address
from holdfast.claims.reading.dated import dateline, stated_by_page
from holdfast.claims.reading.elements import HEADINGS
from holdfast.claims.reading.encodings import decode
from holdfast.claims.reading.errors import DraftEmpty, DraftNotFound, DraftTooLong
from holdfast.claims.reading.furniture import FIRST, Paragraph
from holdfast.claims.reading.kinds import kind_of_file, kind_of_text
from holdfast.claims.reading.markup import MOST_BLOCKS, Page, read_markup
from holdfast.claims.reading.page import judge_page
from holdfast.claims.reading.pdf import read_pdf
from holdfast.claims.reading.plain import NOT_READ, paragraphs_of, read_plain, without_struck
from holdfast.claims.reading.types import Draft, DraftKind, Span
from holdfast.claims.reading.word import read_docx
from holdfast.egress.actions import Fetcher

MOST_TEXT = 8 * 1024 * 1024  # bytes of text, Markdown or HTML
MOST_FILE = 32 * 1024 * 1024  # bytes of a DOCX or PDF file
_LONG = 500_000  # characters of a draft that is longer than one check takes
_TOLD_BY = 2000  # characters of the body that its language is told by


def read_draft(
    source: Path | bytes | str,
    *,
    kind: DraftKind | str | None = None,
    name: str = "",
    fetcher: Fetcher | None = None,
) -> Draft:
    """Read a draft; nothing is stored. A string is an address if it is one and nothing else, or else the text itself.

    `kind` overrules what the content shows; `name` is what the draft is called (".md" tells Markdown). Offsets of
    text and Markdown count characters of the text given; those of HTML lead back to its source by `source_offset`.
    Raises DraftNotFound, DraftEmpty, DraftTooLong, DraftKindNotRead, DraftBroken, DraftLocked, DraftOfPictures,
    DraftTookTooLong; for an address AddressRefused, DraftNotReached.
    """
    wanted = DraftKind(kind) if kind is not None else None
    if isinstance(source, Path):
        return _of_bytes(_of_file(source), wanted, name or source.name, "")
    if isinstance(source, bytes | bytearray | memoryview):
        return _of_bytes(bytes(source), wanted, name, "")
    if wanted is None and len(source) < 4000 and ADDRESS.fullmatch(source):
        data, declared, address = read_address(source, fetcher)
        return _of_bytes(data, None, name or address, declared)
    if len(source) > MOST_TEXT:
        raise _too_long(f"{len(source):,} characters", f"{MOST_TEXT:,}")
    return _of_text(source, wanted, name, ())


def _of_file(path: Path) -> bytes:
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):
            raise DraftNotFound(
                f"{one_line(str(path))} is {'a folder, ' if S_ISDIR(about.st_mode) else ''}not a file",
                untouched="Nothing was stored",
                next_step="Name a file, or give the text itself",
            )
        if about.st_size > MOST_FILE:
            raise _too_long(f"{about.st_size:,} bytes", f"{MOST_FILE:,}")
        with path.open("rb") as file:
            return file.read(MOST_FILE + 1)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise DraftNotFound(
            f"The draft {one_line(str(path))} cannot be opened: {said}",
            untouched="Nothing was stored",
            next_step="Look at its name and at who may read it",
        ) from None


def _of_bytes(data: bytes, wanted: DraftKind | None, name: str, declared: str) -> Draft:
    if len(data) > MOST_FILE:
        raise _too_long(f"{len(data):,} bytes", f"{MOST_FILE:,}")
    if not data.strip(b" \t\r\n\x00"):
        raise _empty()
    kind = wanted or kind_of_file(data)
    if kind is DraftKind.DOCX:
        read = read_docx(data)
        language = _language(read.text, read.body)
        return _filled(read, language, name)
    if kind is DraftKind.PDF:
        read = read_pdf(data)
        return _filled(read, _language(read.text, read.body), name)
    if len(data) > MOST_TEXT:
        raise _too_long(f"{len(data):,} bytes of text", f"{MOST_TEXT:,}")
    text, notes = decode(data, declared=declared, markup=True)
    return _of_text(text, kind, name, notes)


def _of_text(text: str, wanted: DraftKind | None, name: str, notes: tuple[str, ...]) -> Draft:
    kind = wanted or kind_of_text(text, name)
    if kind is DraftKind.HTML:
        draft = _of_markup(text, notes)
        return _filled(draft, _language(draft.text, draft.body), name)
    if not text.strip(" \t\r\n\x00\ufeff\xa0\u200b"):
        raise _empty()
    struck: tuple[str, ...] = ()
    if kind is DraftKind.MARKDOWN:
        text, struck = without_struck(text)
    body, furniture, said = read_plain(text, markdown=kind is DraftKind.MARKDOWN)
    opening = _opening(text, body, 0)
    when = dateline(text, opening)
    return Draft(
        text,
        kind,
        _language(text, body),
        body,
        furniture,
        _title(text, opening),
        when,
        "dateline" if when else "",
        notes=(*notes, *said, *struck, *_controls(text)),
        name=name,
    )


def _of_markup(source: str, notes: tuple[str, ...]) -> Draft:
    page = read_markup(source)
    title, when, stated_in, stated = stated_by_page(page)
    body, furniture = judge_page(page, stated)
    if not page.text.strip():
        raise _empty("The page has no text that a reader would see")
    headline = next((page.text[one.start : one.end] for one in page.blocks if one.tag == "h1"), "")
    if when is None:
        when = _dateline(page)
        stated_in = "dateline" if when else ""
    return Draft(
        page.text,
        DraftKind.HTML,
        None,
        body,
        furniture,
        " ".join((headline or title).split())[:300],
        when,
        stated_in,
        notes=(*notes, *_left_out(page)),
        headings=tuple(
            (one.start, one.end, 1 + HEADINGS.index(one.tag)) for one in page.blocks if one.tag in HEADINGS
        ),
        source_map=page.places,
    )


def _dateline(page: Page) -> date | None:
    headline = next((at for at, one in enumerate(page.blocks) if one.tag == "h1"), 0)
    near = page.blocks[headline : headline + 10]
    return dateline(page.text, [Paragraph(one.start, one.end) for one in near])


def _left_out(page: Page) -> list[str]:
    said = []
    skipped = page.skipped
    if count := skipped["picture"]:
        said.append(f"{_many(count, 'picture')}: what they show is not read")
    if skipped["hidden text"] or skipped["hidden element"]:
        said.append(
            "Text that a reader does not see at once (hidden elements, templates, noscript) is not read"
        )
    if skipped["struck"]:
        said.append(NOT_READ)
    if count := skipped["frame"]:
        said.append(f"{_many(count, 'frame')} with other pages in them: not read")
    for what in ("comment", "script", "style"):
        if skipped[f"unclosed {what}"]:
            said.append(f"A {what} is never closed: everything after it is not read")
    if skipped["block"]:
        said.append(f"The page has more than {MOST_BLOCKS:,} blocks: the rest is read as one")
    return said


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _opening(text: str, body: tuple[Span, ...], least: int) -> list[Paragraph]:
    start = body[0][0] if body else least
    stop = text.find("\n", min(len(text), start + 8000))
    return list(paragraphs_of(text, start, stop if stop > 0 else min(len(text), start + 200_000)))[:FIRST]


def _title(text: str, opening: list[Paragraph]) -> str:
    """The first line, where it is one of few words without the end of a sentence."""
    for one in opening[:2]:
        line = text[one.start : one.end].strip("#*_= \t\n\r")
        first = line.splitlines()[0] if line else ""
        if 0 < len(first) <= 200 and (
            one.heading or not first.rstrip().endswith((".", "؟!", "…", ":", ";", ","))
        ):
            return " ".join(first.split())
        return ""
    return ""


def _controls(text: str) -> list[str]:
    return ["The text holds NUL characters, which no reader sees"] if "\x00" in text else []


def _language(text: str, body: tuple[Span, ...]) -> str | None:
    """The language of most of the body's beginning; None where it is not one of those read, or is not sure."""
    said = ""
    for start, end in body:
        said += text[start : min(end, start + _TOLD_BY)] + " "
        if len(said) >= _TOLD_BY:
            break
    # py3langid's model takes 75 MB: of a text too long for one check it is not asked.
    told = language_of(said) if len(text) <= _LONG else plainly(said)
    return None if told is None or told[0] == "und" else told[0]


def _filled(draft: Draft, language: str | None, name: str) -> Draft:
    when = draft.published
    stated = draft.published_from
    if when is None and draft.kind in (DraftKind.DOCX, DraftKind.PDF):
        when = dateline(draft.text, _opening(draft.text, draft.body, 0))
        stated = "dateline" if when else ""
    return replace(draft, language=language, published=when, published_from=stated, name=name)


def _empty(what: str = "The draft has no text in it") -> DraftEmpty:
    return DraftEmpty(what, untouched="Nothing was stored", next_step="Give the text that is to be checked")


def _too_long(size: str, most: str) -> DraftTooLong:
    return DraftTooLong(
        f"The draft has {size}; at most {most} are read",
        untouched="Nothing was stored",
        next_step="Check it in parts",
    )
