"""`holdfast decide`: say whether a counter that fell has restarted or was corrected."""

from datetime import date

import click

from holdfast.cli.agreements import DAY
from holdfast.cli.printing import json_option, say, say_json
from holdfast.cli.who import operator, writer
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
        waiting = queries.counters_that_fell(operator())
        if as_json:
            say_json({"waiting": [fall.as_dict() for fall in waiting]})
        for fall in [] if as_json else waiting:
            say(fall.sentence())
        if not waiting and not as_json:
            say("No counter waits for a decision.")
        return
    if day is None or ruling is None or not reason:
        raise click.UsageError(
            "Give SERIES DAY restart|correction --reason TEXT, or nothing to list what waits."
        )
    actions.decide_counter(writer(), series=series, day=day, ruling=CounterRuling(ruling), reason=reason)
    if as_json:
        say_json({"series": series, "day": day, "ruling": ruling, "reason": reason})
    else:
        say(
            f"{series}, {day.isoformat()}: {ruling}. Figures that rest on it are stale until published again."
        )
