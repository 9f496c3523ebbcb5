"""`holdfast extract`: the checkable figures, dates, ranks, bans, votes and rulings of a text, without a desk."""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from holdfast.base.errors import HoldfastError, shown
from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.lexis.packs import LANGUAGES
from holdfast.claims.types import item_json, manner_json
from holdfast.cli.given import read_given
from holdfast.cli.printing import json_option, say, say_json, say_table

MOST = 64 * 1024 * 1024
_LINES = (".jsonl", ".ndjson")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONE = re.compile("[\ud800-\udfff]")
_UNTOUCHED = "Nothing was extracted"


class TextNotRead(HoldfastError):
    """A file that is neither a text in UTF-8 or UTF-16 nor lines of JSON that hold texts."""

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
@click.argument("file", type=click.Path(path_type=Path, exists=True, allow_dash=True))
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of the text, where it is known.")
@click.option(
    "--published",
    metavar="DATE",
    help="The text's own date, such as 2025-11-22: what 'today' and a date without a year mean.",
)
@json_option
def extract_command(file: Path, lang: str | None, published: str | None, as_json: bool) -> None:
    """Print what can be checked in FILE: a text, or lines of JSON {"id", "lang", "text", "published"}; - is stdin."""
    own = _day(published, "--published") if published else None
    rows: list[dict[str, object]] = []
    for given in read_texts(_decoded(file), file.suffix.lower() in _LINES):
        try:
            items = extract(given.text, lang=given.lang or lang, published=given.published or own)
        except HoldfastError as error:
            if given.line is None:
                raise
            raise TextNotRead(
                f"Line {given.line}: {error.what_happened}", untouched=_UNTOUCHED, next_step=error.next_step
            ) from error
        identity = {} if given.line is None else {"id": given.name}
        rows += [{**identity, **item_json(item), **manner_json(item)} for item in items]
    if as_json:
        say_json({"items": rows})
    elif rows:
        say_table(
            [{**row, "text": " ".join(str(row["text"]).split())} for row in rows],
            [*(["id"] if "id" in rows[0] else []), "start", "text", "kind", "value", "high", "bound", "unit",
             "per", "as_of", "period_from", "period_to", "attribution", "ask"],
        )  # fmt: skip
    else:
        say("Nothing was found that can be checked: no figure, date, rank, ban, vote or ruling.")


def read_texts(text: str, as_lines: bool) -> Iterator[Given]:
    """The texts of a file: itself, or one in each line where its lines are JSON; raises TextNotRead."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not as_lines and not (lines and _holds_text(lines[0][1])):
        yield Given(text)
        return
    for number, line in lines:
        yield _line(number, line)


def _holds_text(line: str) -> bool:
    if not line.lstrip().startswith("{"):
        return False
    try:
        held = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(held, dict) and isinstance(held.get("text"), str)


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


def _decoded(file: Path) -> str:
    data = read_given(file, MOST)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise TextNotRead(
            f"{file} is not a text in UTF-8 (byte {error.start} does not belong there)",
            untouched=_UNTOUCHED,
            next_step="Save it as UTF-8; for a PDF, a DOCX or a page use `holdfast check`",
        ) from None
