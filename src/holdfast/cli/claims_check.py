"""`holdfast check`: each figure, date, rank and ban of a draft held against the record, the worst lines first."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from holdfast.base.errors import HoldfastError, shown
from holdfast.claims.engine.judge import Checked, Reading, Speaker
from holdfast.claims.engine.lexis.packs import LANGUAGES
from holdfast.claims.queries.checking import draft_checked
from holdfast.claims.queries.seen import with_candidates
from holdfast.claims.reading import MOST_FILE, Draft, read_draft
from holdfast.claims.reading.errors import DraftNotFound
from holdfast.claims.types import CheckedDraft, SeenBefore
from holdfast.cli.given import read_named
from holdfast.cli.printing import json_option, say, say_json
from holdfast.cli.who import reader

_SHOWN = 3
_ADDRESS = re.compile(r"https?://", re.I)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.I)


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
@click.option(
    "--from",
    "start",
    type=click.IntRange(min=0),
    metavar="N",
    help="Of a text too long for one check, the part from character N on; it says where to go on.",
)
@json_option
def check_command(
    draft: str,
    as_of: str | None,
    published: str | None,
    side: str,
    lang: str | None,
    start: int | None,
    as_json: bool,
) -> None:
    """Hold DRAFT against the record: a file, an address, or - for what is piped in. Nothing is stored.

    It says what the record holds, from whom and for when; it never says that something is true.
    """
    given = draft_given(draft)
    said = _day(published, "--published") if published else given.published
    viewer = reader()
    found = draft_checked(
        viewer,
        given.text,
        spans=given.body,
        headings=given.headings,
        lang=lang,
        published=said,
        as_of=_day(as_of, "--as-of") if as_of else None,
        side=side,
        start=start,
        notes=given.notes,
        plain=given.plain,
    )
    found = with_candidates(viewer, found)
    if as_json:
        say_json(found.as_json())
        return
    tell(found)


def draft_given(named: str) -> Draft:
    """The draft that was named: what is piped in for "-", an address, else a file; raises the errors of reading."""
    if _ADDRESS.match(named):
        return read_draft(named)
    if _SCHEME.match(named) and not Path(named).exists():
        raise DraftNotFound(
            f"{shown(named)} is no address that is read here",
            untouched="Nothing was read and nothing was stored",
            next_step="Give one that begins with https:// or http://, or a file",
        )
    return read_draft(read_named(Path(named), MOST_FILE), name=Path(named).name if named != "-" else "")


def tell(found: CheckedDraft) -> None:
    """The lines for a press officer: the worst first, each with its reason, its link and what would change it."""
    if found.part is not None:
        read = f"Read: characters {found.part[0]:,} to {found.part[1]:,} of {len(found.text):,}."
        say(read + (f" The rest is not checked: go on with --from {found.rest}" if found.rest else ""))
    for note in found.notes:
        say(f"Note: {note}.")
    if not found.lines:
        say("Nothing was found that can be checked: no figure, date, rank, ban, vote or ruling.")
        return
    for one in found.worst_first():
        say(told(one, found.text, found.speakers, found.seen_before(one) or (), found.as_of))
    counts = ", ".join(f"{count} {verdict}" for verdict, count in found.counts().items())
    say(f"{len(found.lines)} lines, the record read as of {found.as_of.isoformat()}: {counts}.")


def _after(row: Reading, as_of: date | None) -> str:
    """That a row is of a day after the one as of which the record was read."""
    return ", of after the day read" if as_of and row.last and row.last > as_of else ""


def told(
    one: Checked,
    text: str,
    speakers: Mapping[str, Speaker],
    seen: Sequence[SeenBefore] = (),
    as_of: date | None = None,
) -> str:
    """One line with what it rests on, and the known claims that a person may want to compare it with."""
    item = one.item
    start, end = item.sentence if item.sentence[1] else (item.start, item.end)
    around = " ".join(text[max(start, item.start - 60) : min(end, item.end + 60)].split())
    lines = [
        f"{one.verdict.value.upper()}: {' '.join(item.text.split())}   … {around} …",
        f"  {one.why.render('en')}",
    ]
    lines += [f"  In the text itself: {why.render('en')}" for why in one.warnings]
    lines += [f"  · {cited(row, speakers)}" for row in one.cited[:_SHOWN]]
    lines += [f"  · newer{_after(row, as_of)}: {cited(row, speakers)}" for row in one.newer[:2]]
    if one.verdict.supports or one.cited:
        lines += [f"  {why.render('en')}" for why in one.missing]
    if one.would_change is not None:
        lines.append(f"  It would hold with: “{one.would_change.render('en')}”")
    if seen:
        lines.append(f"  Seen before, perhaps: {', '.join(claim.claim for claim in seen)}")
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
