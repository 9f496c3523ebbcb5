"""`holdfast export`: captures with their log and proofs, in a folder or a zip file that a stranger can check."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from holdfast.cases.queries import case_detail, case_documents
from holdfast.cli.printing import json_option, say, say_json, say_progress
from holdfast.cli.sealing import SealIncomplete
from holdfast.cli.who import writer
from holdfast.evidence.actions.export import export_captures
from holdfast.evidence.types import Exported
from holdfast.figures.queries import figure_detail, revision_rows
from holdfast.sources.queries import document_detail, document_ids

Command = Callable[..., None]


def _options(command: Command) -> Command:
    """What every kind of export can be told."""
    for option in reversed(
        [
            click.option(
                "--to",
                type=click.Path(path_type=Path),
                required=True,
                metavar="PATH",
                help="The folder (with --zip: the file) to make; nothing may lie there.",
            ),
            click.option("--zip", "as_zip", is_flag=True, help="One zip file instead of a folder."),
            click.option("--redacted-only", is_flag=True, help="Redacted copies and their records alone."),
            click.option(
                "--redaction",
                "redactions",
                multiple=True,
                metavar="R-…",
                help="Of the capture it is a copy of, give this redacted copy and no other one not named too.",
            ),
            click.option(
                "--with-restricted", is_flag=True, help="Also parts for fewer people than their capture."
            ),
            click.option("--title", default="", metavar="TEXT", help="What stands over the report."),
            json_option,
        ]
    ):
        command = option(command)
    return command


@click.group("export")
def export_command() -> None:
    """Write captures with their custody log, seals, proofs and a report, for a stranger to check without us."""


@export_command.command("case")
@click.argument("key")
@_options
def export_case(key: str, title: str, as_json: bool, **how: Any) -> None:
    """All captures of the documents of the loaded case KEY."""
    viewer = writer()
    words = case_detail(viewer, key).title
    documents = case_documents(viewer, key).values()
    made = export_captures(viewer, documents=frozenset(documents), title=title or words.get("en", key), **how)
    _say(made, as_json=as_json)


@export_command.command("figure")
@click.argument("key")
@_options
def export_figure(key: str, title: str, as_json: bool, **how: Any) -> None:
    """All captures of the documents that the rows of figure KEY (F-0001, or F-0001.r2) stand in."""
    viewer = writer()
    view = figure_detail(viewer, key, page=1)
    rows = revision_rows(viewer, view.revision_key) if view.published else ()
    keys = {row["document"]["key"] for row in rows if row["document"]}
    documents = document_ids(viewer, keys).values() if keys else ()
    made = export_captures(viewer, documents=frozenset(documents), title=title or view.revision_key, **how)
    _say(made, as_json=as_json)


@export_command.command("document")
@click.argument("keys", nargs=-1, required=True)
@_options
def export_document(keys: tuple[str, ...], as_json: bool, **how: Any) -> None:
    """All captures of the documents KEYS."""
    viewer = writer()
    documents = frozenset(document_detail(viewer, key).id for key in keys)
    _say(export_captures(viewer, documents=documents, **how), as_json=as_json)


@export_command.command("capture")
@click.argument("keys", nargs=-1, required=True)
@_options
def export_capture(keys: tuple[str, ...], as_json: bool, **how: Any) -> None:
    """The captures KEYS, such as E-0001."""
    _say(export_captures(writer(), keys=keys, **how), as_json=as_json)


def _say(made: Exported, *, as_json: bool) -> None:
    if as_json:
        say_json(exported_json(made))
    else:
        _say_in_words(made)
    if made.short:
        raise SealIncomplete(
            "The export is written, and fewer vouch for its log's head than desk.toml asks for: "
            + ("; ".join(f"{name}: {what}" for name, what in made.troubles) or "see holdfast seal"),
            untouched="What is in it holds, with the proofs that were given",
            next_step="Export again when they answer; holdfast seal asks them for what is missing",
        )


def _say_in_words(made: Exported) -> None:
    counts = [
        f"{len(keys)} {what}"
        for keys, what in (
            (made.whole, "capture in full" if len(made.whole) == 1 else "captures in full"),
            (made.redacted, "as redacted copies alone"),
            (made.expunged, "deleted, with the record of it"),
        )
        if keys
    ]
    say(f"{made.path}: {', '.join(counts)}; {made.files} files, {made.bytes:,} bytes.")
    if made.originals:
        one_only = len(made.originals) == 1
        say(
            f"! {', '.join(made.originals)} {'has' if one_only else 'have'} redacted copies; "
            f"the {'original goes' if one_only else 'originals go'} too. --redacted-only leaves "
            f"{'it' if one_only else 'them'} out."
        )
    for one in made.left_out:
        say(f"– left out: {one.what}; {one.why}.")
    for key in made.not_preserved:
        say(f"– not preserved: {key}; there is no capture of it.")
    say(f"Sealed at {made.size} entries of the log. The verifier says: {made.result}.")
    for name, result, why in made.checks:
        if result != "passed":
            say_progress(f"? {name}: {why}.")
    if made.path.is_dir():
        say(f"Anybody checks it with: python3 -I -S {made.path / 'verify.py'}")


def exported_json(made: Exported) -> dict[str, Any]:
    """An export as `--json` prints it."""
    return {
        "path": str(made.path),
        "captures": list(made.whole),
        "redacted": list(made.redacted),
        "expunged": list(made.expunged),
        "left_out": [{"what": one.what, "why": one.why} for one in made.left_out],
        "not_preserved": list(made.not_preserved),
        "originals_of_copies": list(made.originals),
        "log": {"size": made.size, "root": made.root},
        "files": made.files,
        "bytes": made.bytes,
        "result": made.result,
        "checks": [{"name": name, "result": result, "why": why} for name, result, why in made.checks],
        "complete": not made.short,
        "troubles": [{"name": name, "what": what} for name, what in made.troubles],
    }
