"""`holdfast figure`, `publish`, `rebuild`: published numbers, opened, renewed, recomputed."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice
from typing import Any

import click

from holdfast.base.errors import HoldfastError
from holdfast.cli.agreements import DAY
from holdfast.cli.printing import json_option, say, say_json
from holdfast.cli.who import operator, reader, writer
from holdfast.figures import actions, queries

ROWS_SHOWN = 100


class RevisionDiffers(HoldfastError):
    """A revision, recomputed, is not byte for byte what was published."""

    code = "revision-differs"


@click.command("figure")
@click.argument("key", required=False)
@json_option
def figure_command(key: str | None, as_json: bool) -> None:
    """Show figure KEY (F-0001, or F-0001.r2) with its rows and revisions; without KEY, list all."""
    if key is None:
        list_figures(as_json)
        return
    view = queries.figure_detail(reader(), key, page=None if as_json else 1)
    stale = next((one for one in queries.stale_figures(reader()) if one.key == view.key), None)
    if as_json:
        say_json({**view.as_json(), "stale": list(stale.because) if stale else []})
        return
    for line in view.as_lines():
        say(line)
    say_rows(queries.revision_rows(reader(), view.revision_key) if view.published else ())
    if stale:
        say(f"  STALE: its {' and '.join(stale.because)} changed since it was published.")


def reason_of_a_first(keys: Iterable[str]) -> str:
    """What a first revision says where nobody gave a reason; a usage error where a figure has one already."""
    listed = queries.figures_list(operator())
    again = {name for figure in listed if figure.revision for name in (figure.key, figure.slug)} & set(keys)
    if again:
        raise click.UsageError(f"Say why {', '.join(sorted(again))} is published again: --reason TEXT.")
    return "First publication"


def list_figures(as_json: bool) -> None:
    """Print every figure with its state, and whether it is stale."""
    listed = queries.figures_list(reader())
    stale = {one.key: list(one.because) for one in queries.stale_figures(reader())}
    if as_json:
        say_json({"figures": [{**figure.as_dict(), "stale": stale.get(figure.key, [])} for figure in listed]})
        return
    for figure in listed:
        note = f" (STALE: {', '.join(stale[figure.key])} changed)" if figure.key in stale else ""
        say(f"{figure.key}  {figure.state or 'not published'}{note}  {figure.question['en']}")


def say_rows(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print the rows under a revision, used ones first as they stand; a rejected one with its reason."""
    for row in islice(rows, ROWS_SHOWN):
        value = row["status"] if row["value"] is None else f"{row['qualifier']} {row['value']}".strip()
        because = "" if row["used"] else f"  (not used: {row['why']})"
        say(f"  {row['row']}  {row['about']}  {value}  {row['document']['key']}{because}")


@click.command("publish")
@click.argument("keys", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All figures that are new or stale.")
@click.option("--reason", help="Why; printed with the revision. Needed for every revision but the first.")
@click.option("--as-of", type=DAY, help="Up to this day; else the figure's own, else today.")
@click.option("--said-by", type=DAY, help="Using only documents said by this day.")
@click.option("--again", is_flag=True, help="Publish even where nothing changed.")
@json_option
def publish_command(
    keys: tuple[str, ...],
    everything: bool,
    reason: str | None,
    as_of: date | None,
    said_by: date | None,
    again: bool,
    as_json: bool,
) -> None:
    """Publish a new revision of the figures KEYS (F-0001 or the case's own name)."""
    viewer = writer()
    wanted = [*keys, *(queries.keys_to_publish(viewer) if everything else [])]
    if not wanted and not everything:
        raise click.UsageError("Name a figure, or give --all.")
    made = actions.publish_figures(
        viewer,
        keys=wanted,
        reason=reason or reason_of_a_first(wanted),
        as_of=as_of,
        said_by=said_by,
        even_unchanged=again,
    )
    if as_json:
        say_json({"published": [revision.as_dict() for revision in made]})
        return
    for revision in made:
        say(f"{revision.key}: {revision.answer}")
    if not made:
        say("Nothing to publish: no figure is new or stale.")


@click.command("rebuild")
@click.argument("key")
@json_option
def rebuild_command(key: str, as_json: bool) -> None:
    """Recompute revision KEY (F-0001.r2) from the rows as known then; say whether it is the same byte for byte."""
    rebuilt = queries.rebuild(reader(), key)
    if as_json:
        say_json(rebuilt.as_dict())
    elif rebuilt.same:
        say(f"{rebuilt.key}: the same, byte for byte ({rebuilt.digest}).")
    if not rebuilt.same:
        raise RevisionDiffers(
            f"{rebuilt.key} differs: " + "; ".join(rebuilt.sentences()[:5]),
            untouched="The published revision was left as it is",
            next_step="See which rows or software changed: holdfast verify-journal",
        )
