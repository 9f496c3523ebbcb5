"""`holdfast seal` and `holdfast witness`: sign the log's head, get it stamped and cosigned, cosign others' heads."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from holdfast.base.errors import HoldfastError
from holdfast.cli.given import read_given
from holdfast.cli.printing import json_option, say, say_json, say_progress, say_table
from holdfast.cli.who import reader, writer
from holdfast.evidence.actions import seal as sealing
from holdfast.evidence.actions import witness as witnessing
from holdfast.evidence.engine.notes import NoteKey, NoteUnfit, parse_vkey
from holdfast.evidence.queries import log
from holdfast.evidence.queries.vault import verify_vault
from holdfast.evidence.types import CheckpointDef, Sealed, StampDef, StampState, Trouble, Upgraded

LARGEST = 1_000_000  # bytes of a request or an answer in a file
NOBODY = "No authority is named in desk.toml: nobody outside this desk can say when."


class SealIncomplete(HoldfastError):
    """The head is signed and kept, and fewer vouch for it than desk.toml asks for."""

    code = "seal-incomplete"


class VaultBroken(HoldfastError):
    """Something in the vault is not as it was sealed or entered in the log."""

    code = "vault-broken"


@click.group("seal", invoke_without_command=True)
@json_option
@click.pass_context
def seal_command(ctx: click.Context, as_json: bool) -> None:
    """Sign the log's head; get it stamped and cosigned as desk.toml says."""
    if ctx.invoked_subcommand is None:
        _seal(as_json)


def _seal(as_json: bool) -> None:
    made = sealing.seal_log(viewer=writer())
    if as_json:
        say_json(
            {
                "checkpoint": checkpoint_json(made.checkpoint),
                "fresh": made.fresh,
                "authorities": made.authorities,
                "needed": made.needed,
                "stamped": made.stamped,
                "troubles": troubles_json(made.troubles),
                "complete": not made.short,
                "says": None if made.authorities else NOBODY,
            }
        )
    else:
        _say_sealed(made)
    if made.short:
        raise SealIncomplete(
            f"{made.stamped} of {made.authorities} authorities stamped the head, and {made.needed} are needed"
            if made.stamped < made.needed
            else "Not every calendar or witness that was asked gave what it was asked for",
            untouched="The head is signed and kept, with what was given",
            next_step="Run holdfast seal again later: only what is missing is asked for",
        )


def _say_sealed(made: Sealed) -> None:
    head = made.checkpoint
    begun = "Signed the head" if made.fresh else "The log did not grow; its last head is that"
    say(f"{begun} of {head.size} entries, root {head.root}.")
    for stamp in head.stamps:
        say(_stamp_text(stamp))
    for one in head.cosignatures:
        say(f"Cosigned by {one.witness}, which says it was {one.signed_at:%Y-%m-%d %H:%M:%S} UTC.")
    if not made.authorities:
        say(NOBODY)
    _say_troubles(made.troubles)


def _stamp_text(stamp: StampDef) -> str:
    if stamp.state is StampState.PENDING:
        return f"{stamp.authority} promises a Bitcoin block: pending. Ask later: holdfast seal upgrade"
    return f"It existed before {stamp.stamped_at:%Y-%m-%d %H:%M:%S} UTC, says {stamp.authority}."


def _say_troubles(troubles: tuple[Trouble, ...]) -> None:
    for one in troubles:
        say_progress(f"✕ {one.name}: {one.what}")


@seal_command.command("upgrade")
@json_option
def upgrade_command(as_json: bool) -> None:
    """Ask the calendars for the Bitcoin blocks they promised."""
    done = sealing.upgrade_stamps(viewer=writer())
    if as_json:
        say_json(_upgraded_json(done))
    else:
        for one in done.anchored:
            say(f"The head of {one.checkpoint} entries: {_stamp_text(one)}")
        for one in done.grown:
            say(
                f"The head of {one.checkpoint} entries: {one.authority} names a Bitcoin block; it stays pending "
                "until the block's header is in the file bitcoin_headers of desk.toml."
            )
        say(f"{len(done.anchored)} anchored, {done.waiting} still pending.")
        _say_troubles(done.troubles)
    if done.troubles:
        raise SealIncomplete(
            f"{len(done.troubles)} proofs could not be asked for",
            untouched="What was stored before is unchanged",
            next_step="Run holdfast seal upgrade again later",
        )


def _upgraded_json(done: Upgraded) -> Mapping[str, Any]:
    return {
        "anchored": [stamp_json(one) for one in done.anchored],
        "grown": [stamp_json(one) for one in done.grown],
        "waiting": done.waiting,
        "troubles": troubles_json(done.troubles),
    }


@seal_command.command("check")
@click.option("--quick", is_flag=True, help="Look for the objects, without reading their bytes.")
@json_option
def check_command(quick: bool, as_json: bool) -> None:
    """Hold the log and everything the vault keeps to the signed heads."""
    found = verify_vault(reader(), objects=not quick)
    if as_json:
        say_json(
            {
                "ok": found.ok,
                "entries": found.entries,
                "captures": found.captures,
                "objects": found.objects,
                "checkpoints": found.checkpoints,
                "problems": list(found.problems),
                "notes": list(found.notes),
            }
        )
    else:
        for text in found.problems:
            say(f"✕ {text}")
        for text in found.notes:
            say(f"? {text}")
        if found.ok:
            say(
                f"{found.entries} entries, {found.checkpoints} signed heads, {found.captures} captures and "
                f"{found.objects} objects are as they were entered."
            )
    if not found.ok:
        raise VaultBroken(
            f"{len(found.problems)} things in the vault are not as they were entered or sealed",
            untouched="Nothing was changed",
            next_step="Keep the store as it is, compare it with a copy, and tell the other people of the desk",
        )


@seal_command.command("rotate-key")
@json_option
def rotate_command(as_json: bool) -> None:
    """Bring in a new key, signed by the one before."""
    key = sealing.rotate_key(viewer=writer())
    if as_json:
        say_json({"key": key.note_key.vkey(), "from_seq": key.from_seq})
    else:
        say(f"From entry {key.from_seq} on, heads are signed by a new key: {key.note_key.vkey()}")
        say("Its private half is in the desk's folder keys: copy it where the desk's copies are kept.")
        say("Give the new key to the desks that witness this log.")


@seal_command.command("keys")
@json_option
def keys_command(as_json: bool) -> None:
    """The log's public keys, as witnesses and strangers need them."""
    found = log.log_keys(reader())
    if as_json:
        say_json(
            [{"key": one.note_key.vkey(), "from_seq": one.from_seq, "to_seq": one.to_seq} for one in found]
        )
        return
    for one in found:
        until = f"to entry {one.to_seq}" if one.to_seq else "on"
        say(f"{one.note_key.vkey()}  from entry {one.from_seq} {until}")
    if not found:
        say("This log has no key yet: the first holdfast seal makes it.")


@seal_command.command("list")
@click.option("--last", default=20, show_default=True, type=click.IntRange(1), help="How many.")
@json_option
def list_command(last: int, as_json: bool) -> None:
    """The signed heads, with who stamped and who cosigned them."""
    found = log.checkpoints(reader(), limit=last)
    if as_json:
        say_json([checkpoint_json(one) for one in found])
        return
    say_table(
        [
            {
                "entries": one.size,
                "signed": f"{one.at:%Y-%m-%d %H:%M}",
                "stamped": ", ".join(
                    f"{stamp.authority} {stamp.stamped_at:%Y-%m-%d %H:%M}"
                    if stamp.stamped_at
                    else f"{stamp.authority} pending"
                    for stamp in one.stamps
                ),
                "cosigned": ", ".join(line.witness for line in one.cosignatures),
            }
            for one in found
        ],
        ["entries", "signed", "stamped", "cosigned"],
    )


@seal_command.command("request")
@click.argument("witness")
@click.option("--old", type=click.IntRange(0), help="The size the witness says it cosigned last.")
def request_command(witness: str, old: int | None) -> None:
    """Print what WITNESS needs to cosign the last head."""
    click.echo(log.cosign_request(reader(), witness, old_size=old), nl=False)


@seal_command.command("accept")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def accept_command(file: Path, as_json: bool) -> None:
    """Keep a witness's cosignature that came in FILE."""
    found = sealing.accept_cosignature(
        viewer=writer(), text=read_given(file, LARGEST).decode("utf-8", "replace")
    )
    if as_json:
        say_json(
            {
                "witness": found.witness,
                "checkpoint": found.checkpoint,
                "signed_at": found.signed_at,
                "line": found.line,
            }
        )
    else:
        say(
            f"{found.witness} cosigned the head of {found.checkpoint} entries and says it was "
            f"{found.signed_at:%Y-%m-%d %H:%M:%S} UTC."
        )


@click.group("witness")
def witness_command() -> None:
    """Cosign the heads of other desks' logs."""


@witness_command.command("cosign")
@click.argument("request_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--key", "keys", multiple=True, metavar="NAME+ID+KEY", help="The log's key, beside those of desk.toml."
)
@json_option
def cosign_command(request_file: Path, keys: tuple[str, ...], as_json: bool) -> None:
    """Cosign the head in REQUEST_FILE if it continues the last one cosigned."""
    line = witnessing.cosign_checkpoint(
        viewer=writer(), body=read_given(request_file, LARGEST), logs=[_key(text) for text in keys]
    )
    if as_json:
        say_json({"line": line})
    else:
        click.echo(line, nl=False)


@witness_command.command("key")
@json_option
def key_command(as_json: bool) -> None:
    """Print the key this desk cosigns with."""
    vkey, public = witnessing.make_witness_key(viewer=writer())
    if as_json:
        say_json({"key": vkey, "public": public})
    else:
        say(vkey)
        say(f'For desk.toml of the other desk: {{name = "{vkey.split("+", 1)[0]}", public = "{public}"}}')


def checkpoint_json(found: CheckpointDef) -> Mapping[str, Any]:
    """A signed head as JSON carries it."""
    return {
        "size": found.size,
        "root": found.root,
        "note": found.note,
        "at": found.at,
        "stamps": [stamp_json(one) for one in found.stamps],
        "cosignatures": [
            {"witness": one.witness, "line": one.line, "signed_at": one.signed_at}
            for one in found.cosignatures
        ],
    }


def stamp_json(stamp: StampDef) -> Mapping[str, Any]:
    """A stamp as JSON carries it; the proof itself goes into exports."""
    return {
        "checkpoint": stamp.checkpoint,
        "kind": stamp.kind,
        "authority": stamp.authority,
        "state": stamp.state,
        "stamped_at": stamp.stamped_at,
    }


def troubles_json(troubles: tuple[Trouble, ...]) -> list[Mapping[str, str]]:
    """Who gave nothing, and what they said."""
    return [{"name": one.name, "what": one.what} for one in troubles]


def _key(text: str) -> NoteKey:
    try:
        return parse_vkey(text)
    except NoteUnfit as error:
        raise click.UsageError(
            f"--key is NAME+ID+KEY as the other desk's holdfast seal keys prints it: {error}"
        ) from None
