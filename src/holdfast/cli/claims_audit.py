"""`holdfast audit`: the stated numbers of a file, of a case folder, or of a loaded case, against each other."""

from collections.abc import Sequence
from pathlib import Path

import click

from holdfast.base.errors import shown
from holdfast.cases.errors import CaseUnknown
from holdfast.cases.queries import case_detail, check_case
from holdfast.cases.stated import stated_numbers
from holdfast.claims.engine.audit import Finding, StatedRow, audit
from holdfast.claims.engine.audit.errors import StatementsUnreadable
from holdfast.claims.engine.audit.reading import read_statements
from holdfast.claims.engine.audit.recorded import audit_recorded
from holdfast.cli.printing import json_option, say, say_json
from holdfast.cli.who import reader
from holdfast.record import queries as record
from holdfast.record.mapping.declaration import ENCODINGS
from holdfast.record.stated import StatedNumber

_UNTOUCHED = "Nothing was audited"


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
    findings, counted = _audited(what, encoding, sheet)
    if as_json:
        say_json({"findings": [one.as_json() for one in findings]})
        return
    for one in findings:
        say(told(one))
    many = "finding" if len(findings) == 1 else "findings"
    say(f"{len(findings)} {many} in {counted}.")


def _audited(what: str, encoding: str, sheet: str) -> tuple[tuple[Finding, ...], str]:
    """The findings, and what they were looked for in: a folder or a file where there is one, else a loaded case."""
    path = Path(what)
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:
        raise StatementsUnreadable(
            f"{shown(what)} cannot be looked at: {getattr(error, 'strerror', '') or error}",
            untouched=_UNTOUCHED,
            next_step="Look at its name and at who may read it",
        ) from None
    if is_folder:
        numbers = stated_numbers(check_case(path))
        return audit_recorded(numbers), _counted(numbers)
    if is_there or path.suffix or "/" in what or click.get_current_context().meta.get("holdfast.no_desk"):
        read = read_statements(path, encoding=encoding, sheet=sheet)
        without = f"; {read.without_value} rows state no number" if read.without_value else ""
        return audit(read.rows), _counted(read.rows) + without
    viewer = reader()
    try:
        case_detail(viewer, what)
    except CaseUnknown:
        raise StatementsUnreadable(
            f"There is no file, no folder and no loaded case {shown(what)}",
            untouched=_UNTOUCHED,
            next_step="Name a CSV or XLSX file, a case folder, or the key of a loaded case",
        ) from None
    numbers = record.stated_numbers(viewer, case=what)
    return audit_recorded(numbers), _counted(numbers)


def _counted(numbers: Sequence[StatedRow] | Sequence[StatedNumber]) -> str:
    held = len({one.statement for one in numbers})
    return f"{len(numbers)} stated numbers of {held} {'statement' if held == 1 else 'statements'}"


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
