"""`holdfast check`: each figure, date, rank and ban of a draft held against the record, the worst lines first."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from holdfast.base.errors import HoldfastError, shown
from holdfast.claims.engine.judge import Checked, Reading, Speaker
from holdfast.claims.engine.lexis.packs import LANGUAGES
from holdfast.claims.queries.checking import draft_checked
from holdfast.claims.reading import MOST_FILE, Draft, read_draft
from holdfast.claims.types import CheckedDraft
from holdfast.cli.given import read_given
from holdfast.cli.printing import json_option, say, say_json
from holdfast.cli.who import reader

_SHOWN = 3
_ADDRESS = re.compile(r"https?://", re.I)


class DayNotRead(HoldfastError):
    """A day given to a check that is not one."""

    code = "day-not-read"


@click.command("check")
@click.argument("draft", metavar="DRAFT")
@click.option(
    "--as-of", metavar="DAY", help="Read the record as of this day; else of the text's day, else today."
)
@click.option(
    "--published", metavar="DAY", help="The text's own day, such as 2025-11-25: dates without a year mean it."
)
@click.option(
    "--side", default="", metavar="SOURCE", help="Whose text it is: its own count bears nothing out."
)
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of the text, where it is known.")
@json_option
def check_command(
    draft: str, as_of: str | None, published: str | None, side: str, lang: str | None, as_json: bool
) -> None:
    """Hold DRAFT against the record: a file, an address, or - for what is piped in. Nothing is stored.

    It says what the record holds, from whom and for when; it never says that something is true.
    """
    given = draft_given(draft)
    said = _day(published, "--published") if published else given.published
    found = draft_checked(
        reader(),
        given.text,
        spans=given.body,
        lang=lang,
        published=said,
        as_of=_day(as_of, "--as-of") if as_of else None,
        side=side,
    )
    if as_json:
        say_json(found.as_json())
        return
    tell(found)


def draft_given(named: str) -> Draft:
    """The draft that was named: what is piped in for "-", an address, else a file; raises the errors of reading."""
    if named == "-":
        return read_draft(read_given(Path(named), MOST_FILE))
    return read_draft(named if _ADDRESS.match(named) else Path(named))


def tell(found: CheckedDraft) -> None:
    """The lines for a press officer: the worst first, each with its reason, its link and what would change it."""
    if not found.lines:
        say("Nothing was found that can be checked: no figure, date, rank, ban, vote or ruling.")
        return
    for one in found.worst_first():
        say(told(one, found.text, found.speakers))
    counts = ", ".join(f"{count} {verdict}" for verdict, count in found.counts().items())
    say(f"{len(found.lines)} lines, the record read as of {found.as_of.isoformat()}: {counts}.")


def told(one: Checked, text: str, speakers: Mapping[str, Speaker]) -> str:
    """One line with what it rests on."""
    item = one.item
    start, end = item.sentence if item.sentence[1] else (item.start, item.end)
    around = " ".join(text[max(start, item.start - 60) : min(end, item.end + 60)].split())
    lines = [
        f"{one.verdict.value.upper()}: {' '.join(item.text.split())}   … {around} …",
        f"  {one.why.render('en')}",
    ]
    lines += [f"  In the text itself: {why.render('en')}" for why in one.warnings]
    lines += [f"  · {cited(row, speakers)}" for row in one.cited[:_SHOWN]]
    lines += [f"  · newer: {cited(row, speakers)}" for row in one.newer[:2]]
    if one.verdict.supports or one.cited:
        lines += [f"  {why.render('en')}" for why in one.missing]
    if one.would_change is not None:
        lines.append(f"  It would hold with: “{one.would_change.render('en')}”")
    return "\n".join([*lines, f"  (rule: {one.rule}; characters {item.start}–{item.end})", ""])


def cited(row: Reading, speakers: Mapping[str, Speaker]) -> str:
    """A row as a reader follows it: who, what, when, where, and whether a copy is kept."""
    speaker = speakers.get(row.source)
    name = (speaker.name.get("en") or speaker.key) if speaker else row.source
    kept = f", kept as {row.document.capture}" if row.document and row.document.capture else ", no copy kept"
    when = f" as of {row.last.isoformat()}" if row.last else ", without a window"
    where = (row.document.url or row.document.key) if row.document else ""
    return (
        f"{name}: {row.value:,}{' a ' + row.per if row.per else ''}{when} [{row.key}]{kept} {where}".rstrip()
    )


def _day(written: str, where: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise DayNotRead(
            f"{where}: {shown(written)} is not a day",
            untouched="Nothing was checked and nothing is stored",
            next_step="Write it like 2025-11-25",
        ) from None
