"""`holdfast assess`: what the record says about every obligation, reading and series."""

from datetime import date

import click

from holdfast.agreements import queries
from holdfast.cli.printing import json_option, say, say_json
from holdfast.cli.who import reader


class Day(click.ParamType):
    """A civil day, YYYY-MM-DD."""

    name = "DAY"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a date that does not exist is a usage error."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day such as 2025-12-09", param, ctx)


DAY = Day()


@click.command("assess")
@click.argument("agreement", required=False)
@click.option("--as-of", type=DAY, help="Up to this day; else today.")
@click.option("--said-by", type=DAY, help="Using only documents said by this day.")
@click.option("--known-on", type=DAY, help="Using only what was recorded here by the end of this day.")
@click.option(
    "--interval", is_flag=True, help="With the interval of each mean a day (needs the extra 'stats')."
)
@json_option
def assess_command(
    agreement: str | None,
    as_of: date | None,
    said_by: date | None,
    known_on: date | None,
    interval: bool,
    as_json: bool,
) -> None:
    """Assess every obligation of AGREEMENT, or of all agreements."""
    report = queries.assessments(
        reader(),
        agreement=agreement,
        as_of=as_of,
        said_by=said_by,
        known_on=known_on,
        intervals=interval,
    )
    if as_json:
        say_json(report.as_json())
        return
    for line in report.as_json()["assessments"]:
        where = "/".join(str(line[key]) for key in ("agreement", "obligation", "reading") if line[key])
        window = f"{line['from']} to {line['to']}" if line["from"] else ""
        say(f"{where} [{line['bearer']}] {line['series'] or 'no series'} {window}")
        say(f"    {line['state'].upper()}: {line['why']}")
        if "interval" in line:
            say(f"    {line['interval'].get('refused') or line['interval']['why']}")
