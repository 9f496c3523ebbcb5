"""`holdfast update`: fetch what cases watch, load what came whole, say what did not; and the worker's part of it."""

from collections.abc import Sequence

import click

from holdfast.cases.errors import UpdatesRefused
from holdfast.cases.types import Came, UpdateDef, Watch, WatchedFile
from holdfast.cases.update_queries import watched_list
from holdfast.cases.updates import update_cases, update_due
from holdfast.cli.printing import json_option, say, say_json, say_progress
from holdfast.cli.readings import renew_readings
from holdfast.cli.who import reader, writer

_UNFIT = (Came.COLUMNS, Came.UNREADABLE)


@click.command("update")
@click.argument("case", required=False)
@click.option("--due", is_flag=True, help="Only what is due by its schedule.")
@click.option(
    "--dry-run",
    "dry",
    is_flag=True,
    help="Fetch and keep what came as a capture; write nothing else, and say what loading it would do.",
)
@click.option(
    "--accept-vanished", "accept", is_flag=True, help="Take rows that are gone as withdrawn: you decide."
)
@click.option("--list", "listed", is_flag=True, help="List what is watched and how it went; fetch nothing.")
@json_option
def update_command(case: str | None, due: bool, dry: bool, accept: bool, listed: bool, as_json: bool) -> None:
    """Fetch what CASE watches (without one, every case) and bring in what came whole."""
    if listed:
        _list(case, as_json)
        return
    if accept and case is None:
        raise click.UsageError("--accept-vanished is decided case by case: name the case.")
    viewer = writer()
    say_progress(f"Fetching as {viewer.key} …")
    done = update_cases(
        viewer,
        case=case,
        due=due,
        dry=dry,
        accept_vanished=accept,
        progress=None if as_json else lambda one: say(line_of(one)),
    )
    if any(one.outcome is Came.LOADED for one in done) and not dry:
        renew_readings()
    if as_json:
        say_json({"dry_run": dry, "updates": [one.as_dict() for one in done]})
    elif not done:
        say("Nothing is due." if due else "No case asks for anything to be fetched.")
    wrong = [one for one in done if not one.outcome.whole]
    if wrong:
        raise UpdatesRefused(
            f"{len(wrong)} of {len(done)} did not come as they should: "
            + "; ".join(f"{one.case} {one.name} ({one.outcome.value})" for one in wrong[:5]),
            untouched="Of these nothing was loaded and nothing withdrawn; what came is kept as a capture",
            next_step=_next_step(wrong),
        )


def _next_step(wrong: Sequence[UpdateDef]) -> str:
    decidable = sorted({one.case for one in wrong if one.outcome.decidable})
    unfit = any(one.outcome in _UNFIT and one.what is not Watch.FEED for one in wrong)
    steps = []
    if decidable:
        steps.append(f"if the rows were taken back: holdfast update {decidable[0]} --accept-vanished")
    if unfit:
        steps.append("where it does not fit: mend the mapping in the case and load it again")
    if steps:
        return f"Look at what came; {'; '.join(steps)}"
    return "Look at what came: holdfast update --list; it is fetched again at its next turn"


def work_updates(*, limit: int = 20) -> int:
    """Bring in what is due, as the background worker does; how many were looked at."""
    done = update_due(limit=limit, progress=lambda one: say(line_of(one)))
    if any(one.outcome is Came.LOADED for one in done):
        renew_readings()
    return len(done)


def line_of(one: UpdateDef) -> str:
    """What became of one thing watched, in a line or two."""
    capture = f" ({one.capture})" if one.capture else ""
    stale = f" Stale until published again: {', '.join(one.stale)}." if one.stale else ""
    what = f" {one.notes['what']}" if one.notes.get("what") else ""
    return (
        f"{one.case} {one.name}: {one.outcome.value}{capture}\n        {one.reason.render('en')}{what}{stale}"
    )


def _list(case: str | None, as_json: bool) -> None:
    found = watched_list(reader(), case)
    if as_json:
        say_json({"watched": [watched_json(one) for one in found]})
        return
    for one in found:
        say(watched_line(one))
    if not found:
        say("No case asks for anything to be fetched.")


def watched_line(one: WatchedFile) -> str:
    """One thing watched, in a few lines."""
    if one.last is None:
        how = "not fetched yet"
    elif one.silent_since is None:
        how = f"came whole on {one.last.at:%Y-%m-%d %H:%M} UTC{_kept_as(one.last)}"
    else:
        since = f"nothing new since {one.silent_since:%Y-%m-%d %H:%M} UTC"
        told = one.owed or one.last
        how = f"{since}: {told.reason.render('en')}{_kept_as(told)}"
        if told != one.last:
            how += f" At the last attempt: {one.last.reason.render('en')}{_kept_as(one.last)}"
    late = " Nobody has asked for twice its interval: is the worker running?" if one.overdue else ""
    return (
        f"{one.case} {one.name}  {one.address}\n        every {one.every_hours} h, next "
        f"{one.next_at:%Y-%m-%d %H:%M} UTC; {how}{late}"
    )


def _kept_as(one: UpdateDef) -> str:
    return f" ({one.capture})" if one.capture else ""


def watched_json(one: WatchedFile) -> dict[str, object]:
    """One thing watched, as `--json` prints it."""
    return {
        "case": one.case,
        "name": one.name,
        "what": one.what,
        "address": one.address,
        "every_hours": one.every_hours,
        "series": list(one.series),
        "source": one.source,
        "next_at": one.next_at,
        "asked_by": one.asked_by,
        "silent_since": one.silent_since,
        "overdue": one.overdue,
        **{
            name: told.as_dict() if told else None
            for name, told in (
                ("last", one.last),
                ("whole", one.whole),
                ("wrong", one.wrong),
                ("owed", one.owed),
            )
        },
    }
