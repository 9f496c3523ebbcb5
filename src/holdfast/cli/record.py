"""`holdfast decide`: say whether a counter that fell has restarted or was corrected."""

from datetime import date

import click

from holdfast.cli.agreements import DAY
from holdfast.cli.printing import json_option, say, say_json
from holdfast.cli.readings import renew_readings
from holdfast.cli.who import reader, writer
from holdfast.record import actions, queries
from holdfast.record.types import CounterRuling


@click.command("decide")
@click.argument("series", required=False)
@click.argument("day", type=DAY, required=False)
@click.argument("ruling", type=click.Choice([ruling.value for ruling in CounterRuling]), required=False)
@click.option("--reason", help="Why; kept with the decision.")
@json_option
def decide_command(
    series: str | None, day: date | None, ruling: str | None, reason: str | None, as_json: bool
) -> None:
    """Decide that SERIES, which fell on DAY, had a restart or a correction; without arguments, list what waits."""
    if series is None:
        list_waiting(as_json)
        return
    if day is None or ruling is None or not reason:
        raise click.UsageError(
            "Give SERIES DAY restart|correction --reason TEXT, or nothing to list what waits."
        )
    made = actions.decide_counter(
        writer(), series=series, day=day, ruling=CounterRuling(ruling), reason=reason
    )
    renew_readings()
    if as_json:
        stood = made.stood.ruling.value if made.stood else None
        say_json({"series": series, "day": day, "ruling": ruling, "reason": reason, "stood_before": stood})
    else:
        say(f"{made.sentence()} Figures that rest on it are stale until published again.")


def list_waiting(as_json: bool) -> None:
    """Print every counter that fell and waits for a decision."""
    waiting = queries.counter_falls(reader(), open_only=True)
    if as_json:
        rows = [
            {
                "series": fall.series,
                "day": fall.day,
                "before": fall.before,
                "after": fall.after,
                "row": fall.row.key,
            }
            for fall in waiting
        ]
        say_json({"waiting": rows})
        return
    for fall in waiting:
        say(
            f"{fall.series} fell on {fall.day.isoformat()}: {fall.before} before, {fall.after} after ({fall.row.key})."
        )
        say(f"    holdfast decide {fall.series} {fall.day.isoformat()} restart|correction --reason TEXT")
    if not waiting:
        say("No counter waits for a decision.")
