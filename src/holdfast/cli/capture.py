"""`holdfast capture`: preserve addresses and files."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from holdfast.base.errors import HoldfastError
from holdfast.base.why import Why
from holdfast.cli.given import read_given_text
from holdfast.cli.printing import json_option, say, say_json, say_progress
from holdfast.cli.who import writer
from holdfast.egress.errors import AddressRefused
from holdfast.evidence.actions.capture import Captured, capture_addresses, upload_file
from holdfast.evidence.actions.capture_requests import request_captures
from holdfast.evidence.actions.capture_work import work_lot
from holdfast.evidence.errors import GIVE_ANOTHER, CapturesFailed, NotReached, UploadRefused
from holdfast.evidence.types import CaptureDef, CaptureWish, Compared, Method, Outcome, Role
from holdfast.people.types import Level, Viewer
from holdfast.sources.queries import document_detail

LONGEST_LIST = 10_000_000  # bytes
NOT_WHAT_WAS_ASKED = (Outcome.FAILED, Outcome.BLOCKED, Outcome.CUT)
LEVELS = {level.name.lower(): level for level in Level}
_NEWS = {
    Compared.SAME: "the same as {earlier}",
    Compared.GREW: "grown since {earlier}, nothing in it altered",
    Compared.CHANGED: "changed since {earlier}",
    Compared.REMOVED: "removed since {earlier}",
    Compared.FAILED: "nothing to compare with {earlier}",
}


@click.command("capture")
@click.argument("addresses", nargs=-1, metavar="URL…")
@click.option(
    "--from",
    "listed",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="A file of addresses, one a line, each with the key of its document after a space if it has one.",
)
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Keep a file instead: photo, film, PDF, spreadsheet (repeat).",
)
@click.option("--method", type=click.Choice(["http", "browser"]), default="http", show_default=True)
@click.option(
    "--document", metavar="KEY", help="The document they preserve; alone, its own address is captured."
)
@click.option("--level", type=click.Choice(list(LEVELS)), help="Who may see it: the desk, if not said.")
@click.option("--resume", metavar="LOT", help="Take up a batch that was interrupted.")
@json_option
def capture_command(
    addresses: tuple[str, ...],
    listed: Path | None,
    files: tuple[Path, ...],
    method: str,
    document: str | None,
    level: str | None,
    resume: str | None,
    as_json: bool,
) -> None:
    """Preserve what stands at each URL: the answer as it came, its text, its certificates, entered in the log."""
    viewer = writer()
    narrowed = LEVELS[level] if level else None
    if files:
        if addresses or listed or resume:
            raise click.UsageError("--file keeps files; give no addresses with it.")
        print_results(_upload(viewer, files, document, narrowed), None, as_json=as_json)
        return
    if resume:
        if addresses or listed:
            raise click.UsageError("--resume takes up a batch; give no addresses with it.")
        print_results(_with_bar(viewer, resume, None), resume, as_json=as_json)
        return
    wishes = [CaptureWish(address, document) for address in addresses]
    if listed:
        wishes += read_list(listed)
    if document and not wishes:
        wishes = [CaptureWish(document_detail(viewer, document).url, document)]
    if not wishes:
        raise click.UsageError("Give URLs, --from FILE, --document KEY or --resume LOT.")
    if len(wishes) == 1:
        made = capture_addresses(
            viewer,
            addresses=[wishes[0].address],
            method=Method(method),
            document=wishes[0].document,
            level=narrowed,
        )
        print_results(made, None, as_json=as_json)
        return
    lot = request_captures(viewer, wishes=wishes, method=Method(method), level=narrowed)
    say_progress(f"Batch {lot.lot}: if it is interrupted, go on with: holdfast capture --resume {lot.lot}")
    print_results(_with_bar(viewer, lot.lot, lot.waiting), lot.lot, as_json=as_json)


def read_list(file: Path) -> list[CaptureWish]:
    """The wishes of a file: an address a line, a document's key after it; lines that begin with # are left out."""
    wishes = []
    for number, line in enumerate(read_given_text(file, LONGEST_LIST).split("\n"), 1):
        words = [] if line.lstrip().startswith("#") else line.split()
        if not words:
            continue
        if len(words) > 2:
            raise click.UsageError(f"{file}, line {number}: expected an address and at most one key.")
        wishes.append(CaptureWish(words[0], words[1] if len(words) > 1 else None))
    return wishes


def _upload(viewer: Viewer, files: Sequence[Path], document: str | None, level: int | None) -> list[Captured]:
    made = []
    for path in files:
        try:
            kept = upload_file(viewer, path=path, document=document, level=level)
            made.append(Captured(str(path), kept))
        except UploadRefused as refused:
            made.append(Captured(str(path), None, refused))
    return made


def _with_bar(viewer: Viewer, lot: str, length: int | None) -> tuple[Captured, ...]:
    with click.progressbar(length=length or 0, label="Capturing", file=sys.stderr, show_pos=True) as bar:

        def told(one: Captured, done: int) -> None:
            bar.update(1)

        return work_lot(viewer, lot=lot, progress=told)


def print_results(made: Sequence[Captured], lot: str | None, *, as_json: bool) -> None:
    """Print what became of each; raises CapturesFailed, naming those that did not come as asked."""
    if as_json:
        say_json(
            {
                "lot": lot,
                "captures": [capture_json(one.capture) for one in made if one.capture],
                "failed": [
                    {"address": one.address, "error": one.trouble.as_dict()} for one in made if one.trouble
                ],
            }
        )
    else:
        for one in made:
            say(line_of(one))
    short = [one for one in made if came_short(one)]
    if short:
        named = "; ".join(_short_of(one) for one in short[:5]) + ("; …" if len(short) > 5 else "")
        raise CapturesFailed(
            f"{len(short)} of {len(made)} did not come as asked: {named}",
            untouched=f"The other {len(made) - len(short)} are kept and in the log"
            if len(short) < len(made)
            else "What came of them, if anything, is kept and in the log",
            next_step=_next_step(short),
        )


def came_short(one: Captured) -> bool:
    """Whether it did not come as asked; that a document is gone since our last capture is a finding, and came."""
    if one.capture is None:
        return True
    return one.capture.outcome in NOT_WHAT_WAS_ASKED and one.capture.compared is not Compared.REMOVED


def _next_step(short: Sequence[Captured]) -> str:
    """What helps: no other way and no other hour where the desk itself refuses to go."""
    refused = [one for one in short if one.trouble is not None and _is_refusal(one.trouble)]
    steps = []
    if len(refused) < len(short):
        steps.append("Look at each, and capture it again by another way: --method browser, another hour")
    if refused:
        steps.append(f"What is refused is refused in every way and at every hour. {GIVE_ANOTHER}")
    return ". ".join(steps)


def _is_refusal(trouble: HoldfastError) -> bool:
    return isinstance(trouble, AddressRefused) or (isinstance(trouble, NotReached) and trouble.refused)


def _short_of(one: Captured) -> str:
    if one.capture is None:
        return f"{one.address} ({one.trouble.code if one.trouble else 'given up'})"
    return f"{one.address} ({one.capture.key}, {one.capture.outcome.value})"


def line_of(one: Captured) -> str:
    """What became of one address, in a line or two."""
    if one.capture is None:
        return f"–       {one.address}\n        {one.trouble}"
    made = one.capture
    own = [part for part in made.parts if part.role is Role.UPLOAD]
    size = sum(part.size for part in own or made.parts)
    news = _NEWS[made.compared].format(earlier=made.earlier) if made.compared in _NEWS else ""
    facts = [made.outcome.value, f"status {made.status}" if made.status else "", f"{size:,} bytes", news]
    return f"{made.key}  {one.address}\n        {', '.join(filter(None, facts))}. {why_of(made).render('en')}"


def why_of(made: CaptureDef) -> Why:
    """The stored reason of a capture's outcome."""
    return Why.from_json(made.why["code"], made.why["params"])


def capture_json(made: CaptureDef) -> dict[str, Any]:
    """A capture as `--json` prints it."""
    return {
        "key": made.key,
        "method": made.method,
        "address": made.address,
        "final_address": made.final_address,
        "document": made.document,
        "collector": made.collector,
        "tool": made.tool,
        "started": made.started,
        "ended": made.ended,
        "status": made.status,
        "mime": made.mime,
        "outcome": made.outcome,
        **why_of(made).as_json(),
        "compared": made.compared,
        "earlier": made.earlier,
        "manifest": made.manifest,
        "entry": made.seq,
        "level": Level(made.level).name.lower(),
        "parts": [
            {"role": part.role, "name": part.name, "sha256": part.sha256, "size": part.size}
            for part in made.parts
        ],
    }
