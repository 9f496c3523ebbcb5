"""What the commands print: text for people on stdout, JSON where asked, errors and progress on stderr."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from holdfast.base.canonical import readable_json
from holdfast.base.errors import HoldfastError


def say(text: str) -> None:
    """Print a line for a person."""
    click.echo(text)


def say_progress(text: str) -> None:
    """Tell a person what goes on, beside what is printed."""
    click.echo(text, err=True)


def say_json(value: Any) -> None:
    """Print a value as JSON by the rules of base.canonical: exact numbers, ISO dates."""
    click.echo(readable_json(value))


def say_error(error: HoldfastError, *, as_json: bool) -> None:
    """Print an error on stderr: what happened, what was left untouched, what to do next."""
    if as_json:
        click.echo(readable_json({"error": error.as_dict()}), err=True)
    else:
        click.echo(f"holdfast: {error}\n({error.code})", err=True)


def say_table(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> None:
    """Print rows as a plain table, each column as wide as its widest cell."""
    cells = [[("" if row.get(name) is None else str(row.get(name))) for name in columns] for row in rows]
    widths = [max([len(name), *(len(line[at]) for line in cells)]) for at, name in enumerate(columns)]
    for line in [list(columns), ["-" * width for width in widths], *cells]:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON (keys in docs/cli.md).")
