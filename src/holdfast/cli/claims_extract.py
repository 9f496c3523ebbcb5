"""`holdfast extract`: the checkable figures, dates, ranks, bans, votes and rulings of a text, without a desk."""

import codecs
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from holdfast.base.errors import HoldfastError, shown
from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.languages import unread
from holdfast.claims.engine.lexis.packs import LANGUAGES
from holdfast.claims.engine.quoted import without_quote_marks
from holdfast.claims.reading import Draft, DraftKind, read_draft
from holdfast.claims.reading.encodings import decode
from holdfast.claims.reading.kinds import kind_of_file, kind_of_text
from holdfast.claims.types import item_json, manner_json
from holdfast.cli.given import read_named
from holdfast.cli.printing import json_option, say, say_json, say_progress, say_table

MOST = 64 * 1024 * 1024
MOST_CHARS = 1_000_000  # characters of one text, so that it answers within ten seconds
MOST_IN_LINES = 2_500_000  # characters of all the lines of one file together
MOST_NUMBERS = 30_000  # numbers in digits, of one text or of all the lines together
_LINES = (".jsonl", ".ndjson")
_DIGITS = re.compile(r"[0-9٠-٩۰-۹][0-9٠-٩۰-۹.,٬٫]*|\d")  # of another script, each digit
_OBJECT = re.compile(r"\ufeff?\s*\{")
_MARK = "\ufeff"
_NOTES = 20
_LONE = re.compile("[\ud800-\udfff]")
_UNTOUCHED = "Nothing was extracted"


class TextNotRead(HoldfastError):
    """A file that is neither a text nor lines of JSON that hold texts."""

    code = "text-not-read"


@dataclass(frozen=True, slots=True)
class Given:
    """One text to read; `name` is the id of its line, `line` its number, both None where the file is one text."""

    text: str
    lang: str | None = None
    published: date | None = None
    name: Any = None
    line: int | None = None


@click.command("extract")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of the text, where it is known.")
@click.option(
    "--published",
    metavar="DATE",
    help="The text's own date, such as 2025-11-22: what 'today' and a date without a year mean.",
)
@json_option
def extract_command(file: Path, lang: str | None, published: str | None, as_json: bool) -> None:
    """Print what can be checked in FILE: a text, or lines of JSON {"id", "lang", "text", "published"}; - is stdin.

    Of a file that is too long for one reading the first part is read, what was not is said, and the exit code is 1.
    """
    own = _day(published, "--published") if published else None
    rows: list[dict[str, object]] = []
    draft, notes = _decoded(file)
    budget = _Budget()
    for given in _texts(draft, file):
        words = budget.of(given)
        if not words and given.text:
            break
        try:
            said = without_quote_marks(words) if given.line is None and draft.plain else words
            items = extract(said, lang=given.lang or lang, published=given.published or own)
            if given.line is None and draft.kind is not DraftKind.TEXT:
                items = tuple(item for item in items if draft.in_body(item.start, item.end))
        except HoldfastError as error:
            if given.line is None:
                raise
            raise TextNotRead(
                f"Line {given.line}: {error.what_happened}", untouched=_UNTOUCHED, next_step=error.next_step
            ) from error
        identity = {} if given.line is None else {"id": given.name}
        rows += [{**identity, **item_json(item), **manner_json(item)} for item in items]
        if not (given.lang or lang) and (doubt := unread(words, (item.lang for item in items))):
            notes.append(doubt if given.line is None else f"Line {given.line}: {doubt}")
        if budget.left:
            break
    left = budget.left
    if as_json:
        say_json(
            {"items": rows, **({"notes": notes} if notes else {}), **({"not_read": left} if left else {})}
        )
    elif rows:
        say_table(
            [{**row, "text": " ".join(str(row["text"]).split())} for row in rows],
            [*(["id"] if "id" in rows[0] else []), "start", "text", "kind", "value", "high", "bound", "unit",
             "per", "as_of", "period_from", "period_to", "attribution", "ask"],
        )  # fmt: skip
    else:
        say("Nothing was found that can be checked: no figure, date, rank, ban, vote or ruling.")
    for note in notes[:_NOTES]:
        say_progress(note)
    if len(notes) > _NOTES:
        say_progress(f"… and {len(notes) - _NOTES:,} more such lines")
    if left:
        say_progress(str(left["why"]))
        raise SystemExit(1)


class _Budget:
    """How much of a file is read; `left` says what was not."""

    def __init__(self) -> None:
        self._chars, self._numbers = MOST_IN_LINES, MOST_NUMBERS
        self.left: dict[str, object] = {}

    def of(self, given: Given) -> str:
        """The part of the text that is read: all of it, its first part, or nothing where nothing is left."""
        text = given.text
        most = min(self._chars, MOST_CHARS)
        end = len(text) if len(text) <= most else _part_end(text, most)
        for number, met in enumerate(_DIGITS.finditer(text, 0, end)):
            if number >= self._numbers:
                end = _part_end(text, met.start())
                self._numbers = 0
                break
        else:
            self._numbers -= sum(1 for _ in _DIGITS.finditer(text, 0, end))
        self._chars -= end
        if end < len(text):
            where = f"character {end:,} of {len(text):,}" + (f" in line {given.line:,}" if given.line else "")
            self.left = {
                "line": given.line,
                "start": end,
                "why": f"Read up to {where}; the rest was not read. Split the file and extract each part.",
            }
        return text[:end]


def _part_end(text: str, most: int) -> int:
    """Where a part that may be so long ends: after a paragraph, a line or a word."""
    for mark in ("\n\n", "\n", " "):
        cut = text.rfind(mark, most // 2, most)
        if cut > 0:
            return cut + len(mark)
    return most


def read_texts(text: str, as_lines: bool) -> Iterator[Given]:
    """The texts of a file: itself, or one in each line where its lines are JSON; raises TextNotRead."""
    lines = [
        (number, line) for number, line in enumerate(text.removeprefix(_MARK).split("\n"), 1) if line.strip()
    ]
    if not as_lines and not _are_objects([line for _, line in lines]):
        yield Given(text)
        return
    for number, line in lines:
        yield _line(number, line)


def _are_objects(lines: Sequence[str]) -> bool:
    """Whether most lines begin as an object does and name a "text": one of them may be broken."""
    return 2 * sum(_OBJECT.match(line) is not None and '"text"' in line for line in lines) > len(lines)


def _holds_lines(text: str, file: Path) -> bool:
    if file.suffix.lower() in _LINES:
        return True
    return text[:100].lstrip(_MARK + " \t\r\n").startswith("{") and _are_objects(
        [line for line in text.split("\n") if line.strip()]
    )


def _line(number: int, line: str) -> Given:
    try:
        held = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _refused(number, f"is not JSON ({error})") from error
    if not isinstance(held, dict) or not isinstance(held.get("text"), str):
        raise _refused(number, 'is not an object with a "text"')
    name = held.get("id")
    if name is not None and not isinstance(name, str | int):
        raise _refused(number, f'has an "id" that is neither text nor a whole number: {shown(name)}')
    lang, day = held.get("lang"), held.get("published")
    if lang is not None and not isinstance(lang, str):
        raise _refused(number, f'has a "lang" that is no text: {shown(lang)}')
    if isinstance(name, str):
        name = _LONE.sub("\ufffd", name)
    published = _day(day, f'Line {number}: "published"') if day is not None else None
    return Given(_LONE.sub("\ufffd", held["text"]), lang or None, published, name, number)


def _refused(number: int, what: str) -> TextNotRead:
    return TextNotRead(
        f"Line {number} {what}",
        untouched=_UNTOUCHED,
        next_step='Write one object a line: {"id": "a", "lang": "en", "text": "…"}',
    )


def _day(written: object, where: str) -> date:
    try:
        return date.fromisoformat(str(written)[:10])
    except ValueError:
        raise TextNotRead(
            f"{where}: {shown(written)} is not a day",
            untouched=_UNTOUCHED,
            next_step="Write it like 2025-11-22",
        ) from None


def _texts(draft: Draft, file: Path) -> Iterator[Given]:
    if draft.kind is not DraftKind.TEXT:
        yield Given(draft.text)
        return
    yield from read_texts(draft.text, file.suffix.lower() in _LINES)


def _decoded(file: Path) -> tuple[Draft, list[str]]:
    """A file as `check` reads it, and what should be known of how it was read; of a text, all of it is its body."""
    data = read_named(file, MOST)
    if not data.strip(b" \t\r\n\x00") or kind_of_file(data):
        draft = read_draft(data, name=file.name)  # raises DraftEmpty
        return draft, list(draft.notes)
    text, notes = decode(data, markup=True)
    if not _holds_lines(text, file) and kind_of_text(text, file.name) is not DraftKind.TEXT:
        draft = read_draft(data, name=file.name)
        return draft, list(draft.notes)
    if not text.strip(" \t\r\n\x00\ufeff\xa0\u200b"):
        read_draft(data)  # raises DraftEmpty
    if data.startswith(codecs.BOM_UTF8):
        text = _MARK + text  # offsets count the mark, as they do for whoever reads the file as UTF-8
    return Draft(text, DraftKind.TEXT, None, ((0, len(text)),)), list(notes)
