"""`holdfast load` and `holdfast case check`: a folder of files, into the store or against the format."""

from pathlib import Path

import click

from holdfast.cases import actions, queries
from holdfast.claims.queries.audit import audit_findings
from holdfast.cli.printing import json_option, say, say_json, say_progress
from holdfast.cli.readings import renew_readings
from holdfast.cli.who import reader, writer
from holdfast.figures.queries import stale_figures

FOLDER = click.Path(path_type=Path)


@click.command("load")
@click.argument("folder", type=FOLDER)
@json_option
def load_command(folder: Path, as_json: bool) -> None:
    """Load a case folder in one transaction; loading it twice changes nothing."""
    viewer = writer()
    say_progress(f"Loading {folder} as {viewer.key} …")
    loaded = actions.load_case(viewer, folder=folder)
    if loaded.wrote:
        renew_readings()
    found = audit_findings(reader(), case=loaded.key)
    if as_json:
        say_json({**loaded.as_dict(), "audit": {"findings": len(found)}})
        return
    say(loaded.sentence())
    if found:
        many = "finding" if len(found) == 1 else "findings"
        say(f"The audit of its stated numbers has {len(found)} {many}: holdfast audit {loaded.key}")
    stale = stale_figures(reader()) if loaded.wrote else ()
    if stale:
        say(f"Stale until published again: {', '.join(one.key for one in stale)}.")


@click.group("case")
def case_command() -> None:
    """Work with case folders."""


@case_command.command("check")
@click.argument("folder", type=FOLDER)
@json_option
def check(folder: Path, as_json: bool) -> None:
    """Say all that is wrong with a case folder at once, beside the desk's cases if one is named; nothing is written."""
    alone = click.get_current_context().meta.get("holdfast.no_desk")
    checked = queries.check_case(folder) if alone else queries.check_case_at_desk(folder)
    if as_json:
        say_json(checked.as_dict())
    else:
        say(checked.sentence())
