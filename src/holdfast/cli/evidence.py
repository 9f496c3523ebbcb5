"""`holdfast evidence`: a capture with its parts, who may see it, findings put away, the store of objects."""

import click

from holdfast.base.errors import HoldfastError
from holdfast.cli.capture import capture_json, why_of
from holdfast.cli.printing import json_option, say, say_json, say_table
from holdfast.cli.review import LEVELS, done, reason_option
from holdfast.cli.reviewed import level_word
from holdfast.cli.who import reader, writer
from holdfast.evidence.actions import findings, review_expunge, review_level, sweep
from holdfast.evidence.queries import captures


class SweepIncomplete(HoldfastError):
    """Objects that were expunged are still in the store."""

    code = "sweep-incomplete"


@click.group("evidence")
def evidence_command() -> None:
    """Show a capture with its parts, change who may see it, look after the vault's store of objects."""


@evidence_command.command("show")
@click.argument("key")
@json_option
def show_command(key: str, as_json: bool) -> None:
    """Show capture KEY: where it came from, how it ended, its parts by name."""
    found = captures.capture(reader(), key)
    if as_json:
        say_json(capture_json(found))
        return
    say(f"{found.key}  {found.address}")
    told = [found.outcome.value, f"status {found.status}" if found.status else "", found.mime]
    say(f"{', '.join(filter(None, told))}. {why_of(found).render('en')}")
    say(f"Collected by {found.collector} on {found.started:%Y-%m-%d %H:%M:%S} UTC with {found.tool}.")
    about = f", of the document {found.document}" if found.document else ""
    say(f"Entry {found.seq} of the custody log, for {level_word(found.level)}{about}.")
    if found.expunged:
        say(f"It was expunged: holdfast review show {found.key}")
        return
    say_table(
        [
            {"part": one.name, "is": one.role.value, "bytes": f"{one.size:,}", "sha256": one.sha256}
            for one in found.parts
        ],
        ["part", "is", "bytes", "sha256"],
    )
    say(f"What people said of it: holdfast review show {found.key}")


@evidence_command.command("level")
@click.argument("key")
@click.argument("level", type=click.Choice(list(LEVELS)))
@reason_option
@json_option
def level_command(key: str, level: str, reason: str, as_json: bool) -> None:
    """Change who may see capture KEY: fewer people at once, more people once another person approved."""
    wish = review_level.change_level(viewer=writer(), capture=key, level=LEVELS[level], reason=reason)
    said = (
        f"Asked as {wish}. Another reviewer approves it: holdfast review approve {wish}"
        if wish
        else f"{key} is for {level} from now on; what left the desk before is not called back."
    )
    done({"capture": key, "level": level, "request": wish}, said, as_json)


@evidence_command.command("away")
@click.argument("key")
@click.option("--back", is_flag=True, help="Put it back into the list.")
@reason_option
@json_option
def away_command(key: str, back: bool, reason: str, as_json: bool) -> None:
    """Put away what capture KEY found changed, grown or gone: it is listed as put away, and stands."""
    findings.put_away_finding(viewer=writer(), capture=key, reason=reason, away=not back)
    done(
        {"capture": key, "away": not back},
        f"What {key} found is {'back in the list' if back else 'put away'}.",
        as_json,
    )


@evidence_command.command("sweep")
@click.option("--unnamed", is_flag=True, help="Remove also what nothing names and nobody kept for a day.")
@json_option
def sweep_command(unnamed: bool, as_json: bool) -> None:
    """Take out of the store what was expunged and is still there; say what lies there that nothing names."""
    swept = review_expunge.sweep_expunged()
    left = sweep.sweep_unnamed(viewer=writer()) if unnamed else sweep.find_unnamed()
    found = f"{left.objects} objects ({left.size} bytes) are older than a day and named by nothing"
    if left.objects:
        found += f"; {left.removed} were removed" if unnamed else "; see docs/vault.md, then add --unnamed"
    done(
        {
            "removed": swept.removed,
            "kept": swept.kept,
            "failed": list(swept.failed),
            "unnamed": {"objects": left.objects, "bytes": left.size, "removed": left.removed},
        },
        f"{swept.removed} objects removed, {swept.kept} kept because another capture holds the same bytes.\n"
        f"{found}.",
        as_json,
    )
    if swept.failed:
        raise SweepIncomplete(
            f"{len(swept.failed)} objects could not be removed: {swept.failed[0]}",
            untouched="They are still in the store, and stay listed to be removed",
            next_step="See to the store, then: holdfast evidence sweep",
        )
