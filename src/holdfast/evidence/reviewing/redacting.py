"""Making a redacted copy, in a process of its own: what a hostile file breaks there breaks nothing here.

`python -m holdfast.evidence.reviewing.redacting` reads a job on stdin and answers on stdout, both JSON. The process
has a ceiling on memory, time and what it may write; it holds no desk, no database and no secret.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from holdfast import __version__
from holdfast.base.errors import one_line
from holdfast.evidence.errors import RedactionInvalid
from holdfast.evidence.reviewing.wanted import DPI, USUAL_DPI, Kind, Region, Span, read_wanted, taken_out

MOST_BYTES = 500_000_000
MOST_TEXT = 20_000_000
MEMORY = 2_000_000_000
SECONDS, SECONDS_A_PAGE, SECONDS_IN_ALL = 40, 2, 600


@dataclass(frozen=True, slots=True)
class Made:
    """What came out: the type of the copy, what was taken out as its record says it, with what, and remarks."""

    mime: str
    removed: tuple[dict[str, int], ...]
    tool: str
    notes: tuple[str, ...]


def check_wanted(kind: Kind, removed: Sequence[Mapping[str, Any]], dpi: int | None) -> None:
    """That this can be meant at all, before any file is looked at; raises RedactionInvalid."""
    read_wanted(kind, removed)
    if dpi is not None and (kind is not Kind.PDF or not DPI[0] <= dpi <= DPI[1]):
        raise RedactionInvalid(f"A PDF is drawn at {DPI[0]} to {DPI[1]} dots an inch; {dpi} was given")


def make_copy(
    kind: Kind, source: Path, target: Path, removed: Sequence[Mapping[str, Any]], dpi: int | None = None
) -> Made:
    """Write the redacted copy of the file `source` to `target`, by a process of its own.

    Raises RedactionInvalid where nothing can be made of the file or the places; `target` is then not there.
    """
    check_wanted(kind, removed, dpi)
    if source.stat().st_size > MOST_BYTES:
        raise RedactionInvalid(
            f"The part has more than {MOST_BYTES // 1_000_000} MB; no copy of it is made here"
        )
    job = {"kind": kind.value, "source": str(source), "target": str(target), "dpi": dpi}
    job["removed"] = [dict(item) for item in removed]  # type: ignore[assignment]
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "holdfast.evidence.reviewing.redacting"],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=SECONDS_IN_ALL,
            check=False,
            env={"LC_ALL": "C.UTF-8", "PATH": os.defpath},
        )
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
    except subprocess.TimeoutExpired:
        answer = {}
    if "mime" in answer:
        return Made(answer["mime"], tuple(answer["removed"]), answer["tool"], tuple(answer["notes"]))
    target.unlink(missing_ok=True)
    said = answer.get(
        "refused", "The part could not be read: its reader gave up, or ran out of memory or time"
    )
    raise RedactionInvalid(said, untouched="No copy was made", next_step=answer.get("next_step", ""))


def made_here(job: Mapping[str, Any]) -> Made:
    """The job, done in this process; raises RedactionInvalid."""
    kind = Kind(job["kind"])
    wanted = read_wanted(kind, job["removed"])
    source, target = Path(job["source"]), Path(job["target"])
    tool = f"holdfast {__version__}"
    if kind is Kind.TEXT:
        marks = _text(source, target, [span for span in wanted if isinstance(span, Span)])
        removed = [{"mark_at": mark} for mark in marks]
        return Made(
            "text/plain", tuple(removed), tool, ("Every span became a mark of one length, whatever its own.",)
        )
    regions = [region for region in wanted if isinstance(region, Region)]
    tool += f", Pillow {version('pillow')}"
    # Each file's reader is imported where it is needed: the other one could not be broken by it.
    if kind is Kind.IMAGE:
        from holdfast.evidence.reviewing.pictures import redact_picture

        mime, painted, notes = redact_picture(source, target, regions)
    else:
        from holdfast.evidence.reviewing.pages_of_pdf import redact_pdf

        tool += f", pypdfium2 {version('pypdfium2')}"
        mime, painted, notes = redact_pdf(
            source, target, regions, job["dpi"] or USUAL_DPI, lambda pages: _allow(SECONDS_A_PAGE * pages)
        )
    return Made(mime, tuple(painted), tool, tuple(notes))


def _text(source: Path, target: Path, spans: list[Span]) -> tuple[int, ...]:
    if source.stat().st_size > MOST_TEXT:
        raise RedactionInvalid(f"The text has more than {MOST_TEXT // 1_000_000} MB")
    try:
        text = source.read_bytes().decode()
    except UnicodeDecodeError:
        raise RedactionInvalid("The text is not UTF-8, so its characters cannot be counted") from None
    left, marks = taken_out(text, spans)
    target.write_bytes(left.encode())
    return marks


def _allow(more: int) -> None:
    """Seconds of computing from the start; the process is ended after them."""
    limit = SECONDS + more
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def main() -> None:
    """Do the job on stdin under ceilings; answer on stdout what was made, or why nothing was."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * MOST_BYTES, 2 * MOST_BYTES))
    _allow(0)
    try:
        made = made_here(json.load(sys.stdin))
        answer = {"mime": made.mime, "removed": made.removed, "tool": made.tool, "notes": made.notes}
    except RedactionInvalid as error:
        answer = {"refused": one_line(error.what_happened), "next_step": error.next_step}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
