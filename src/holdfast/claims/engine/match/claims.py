"""Claims and rumours in files: tab-separated, quoting off, a header or none, more columns than asked."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from holdfast.base.errors import HoldfastError, shown

MAX_TEXT = 20_000  # characters of one claim or rumour
_UNTOUCHED = "Nothing was matched and nothing was stored"
_HEADS = {"id": "id", "claim": "claim", "vclaim": "claim", "text": "text", "title": "title"}
_HEADS |= {"subtitle": "subtitle", "lang": "lang", "language": "lang"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


class ClaimsNotReadable(HoldfastError):
    """A file of claims or rumours that is not tab-separated text with the columns it needs."""

    code = "claims-not-readable"


class RumourNotReadable(HoldfastError):
    """A rumour that is empty, too long, or holds no words."""

    code = "rumour-not-readable"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim to be found: its id, its words, and the language where that is known."""

    id: str
    claim: str
    title: str = ""
    subtitle: str = ""
    lang: str | None = None

    @property
    def whole(self) -> str:
        """All the words under which it is found."""
        return " ".join(part for part in (self.claim, self.title, self.subtitle) if part)

    @property
    def stated(self) -> str:
        """The words that say it: claim and title."""
        return f"{self.claim} {self.title}".strip()


def checked_rumour(text: str) -> str:
    """The rumour as it can be asked; raises RumourNotReadable."""
    if _CONTROL.search(text):
        raise RumourNotReadable(
            f"{shown(text, 40)} holds control characters: it is not a text",
            untouched=_UNTOUCHED,
            next_step="Give the words of the rumour in UTF-8",
        )
    if len(text) > MAX_TEXT:
        raise RumourNotReadable(
            f"The text has {len(text):,} characters; one rumour has at most {MAX_TEXT:,}",
            untouched=_UNTOUCHED,
            next_step="Give the sentences that say it, or a file of rumours with --queries",
        )
    if not any(c.isalnum() for c in text):
        raise RumourNotReadable(
            "The text holds no words", untouched=_UNTOUCHED, next_step="Give the words of the rumour"
        )
    return text


def read_claims(data: bytes, name: str = "the file") -> tuple[Claim, ...]:
    """The claims of a file with the columns id, claim and, where there, title, subtitle and lang.

    Without a header the first columns are id, claim, title, subtitle. Raises ClaimsNotReadable.
    """
    found: dict[str, Claim] = {}
    for line, row in _rows(data, name, ("id", "claim"), ("id", "claim", "title", "subtitle")):
        if row["id"] in found:
            raise _broken(name, f"Line {line} gives the id {shown(row['id'])} a second time")
        lang = row.get("lang", "").lower() or None
        found[row["id"]] = Claim(row["id"], row["claim"], row.get("title", ""), row.get("subtitle", ""), lang)
    if not found:
        raise _broken(name, "It holds no claim")
    return tuple(found.values())


def read_rumours(data: bytes, name: str = "the file") -> dict[str, str]:
    """The rumours of a file with the columns id and text; raises ClaimsNotReadable or RumourNotReadable."""
    found: dict[str, str] = {}
    for line, row in _rows(data, name, ("id", "text"), ("id", "text")):
        if row["id"] in found:
            raise _broken(name, f"Line {line} gives the id {shown(row['id'])} a second time")
        try:
            found[row["id"]] = checked_rumour(row["text"])
        except RumourNotReadable as error:
            raise RumourNotReadable(
                f"{name}, line {line}: {error.what_happened}",
                untouched=_UNTOUCHED,
                next_step=error.next_step,
            ) from None
    if not found:
        raise _broken(name, "It holds no text to look for")
    return found


def _broken(name: str, what: str) -> ClaimsNotReadable:
    return ClaimsNotReadable(
        f"{name}: {what}",
        untouched=_UNTOUCHED,
        next_step="Give tab-separated text in UTF-8, one line each: id, claim, title (for rumours: id, text)",
    )


def _text(data: bytes, name: str) -> str:
    if b"\x00" in data[:1_000_000]:
        raise _broken(name, "It is not a text: it holds bytes that no text has")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _broken(name, f"It is not a text in UTF-8: byte {error.start:,} is not a letter") from None


def _rows(
    data: bytes, name: str, needed: tuple[str, ...], order: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line with its cells by column; a header is one whose cells name all that is needed."""
    lines = _text(data, name).split("\n")
    head = [_HEADS.get(cell.strip().lower(), "") for cell in lines[0].rstrip("\r").split("\t")]
    if needed[1] == "text" and "text" not in head:
        head = ["text" if cell == "claim" else cell for cell in head]
    has_head = "id" in head
    if has_head and not set(needed) <= set(head):
        missing = ", ".join(column for column in needed if column not in head)
        raise _broken(name, f"Its header has no column {missing}")
    columns: list[str] = head if has_head else list(order)
    clean: Callable[[str], str] = html.unescape
    for at, line in enumerate(lines[has_head:], 1 + has_head):
        line = line.rstrip("\r")
        if not line.strip():
            continue
        cells = line.split("\t")
        row = {column: clean(cell).strip() for column, cell in zip(columns, cells, strict=False) if column}
        if "claim" in needed and not row.get("claim"):
            row["claim"] = row.get("title", "")  # some lists hold a title alone
        for column in needed:
            if not row.get(column):
                raise _broken(name, f"Line {at} has no {column}: {shown(line, 60)}")
        if len(row[needed[1]]) > MAX_TEXT and needed[1] == "claim":
            raise _broken(name, f"Line {at} has a claim of {len(row['claim']):,} characters")
        yield at, row
