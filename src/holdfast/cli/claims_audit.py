"""`holdfast audit`: the stated numbers of a file, of a case folder, or of a loaded case, against each other."""

from pathlib import Path

import click

from holdfast.claims.engine.audit import Finding, audit
from holdfast.claims.engine.audit.reading import read_statements
from holdfast.cli.printing import json_option, say, say_json
from holdfast.record.mapping.declaration import ENCODINGS


@click.command("audit")
@click.argument("what", metavar="FILE|CASE")
@click.option(
    "--encoding", type=click.Choice(sorted(ENCODINGS)), default="utf-8", help="How a CSV file is encoded."
)
@click.option(
    "--sheet", default="", metavar="NAME", help="Which sheet of an XLSX file, where it has several."
)
@json_option
def audit_command(what: str, encoding: str, sheet: str, as_json: bool) -> None:
    """Find stated numbers that cannot all be right: a CSV or XLSX file, a case folder, or a loaded case by its key.

    Exit code 0 when the audit ran, whatever it found; 1 where nothing could be read; 2 for usage.
    """
    statements = read_statements(Path(what), encoding=encoding, sheet=sheet)
    rows, without = statements.rows, statements.without_value
    findings = audit(rows)
    if as_json:
        say_json({"findings": [one.as_json() for one in findings]})
        return
    for one in findings:
        say(told(one))
    held = len({row.statement for row in rows})
    say(f"{len(findings)} findings in {len(rows)} stated numbers of {held} statements.")
    if without:
        say(f"{without} rows state no number.")


def told(one: Finding) -> str:
    """One finding for the terminal: what and where, the sentence, the arithmetic with its tolerance."""
    relays = f" · relayed by {'; '.join(one.relayed_by)}" if one.relayed_by else ""
    lines = ", ".join(map(str, one.rows))
    return (
        f"{one.statement} · {one.kind.value} · {one.metric or 'the statement'}\n"
        f"  {one.why.render('en')}\n"
        f"  {one.arithmetic} (tolerance: {one.tolerance})\n"
        f"  {one.source}{relays} · rows {lines}\n"
    )
