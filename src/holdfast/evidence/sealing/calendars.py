"""OpenTimestamps calendars: a promise now, a Bitcoin block later, and the block's header from a file we were given."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from holdfast.evidence.engine.ots import Header, judge_ots, read_headers
from holdfast.evidence.engine.results import FAILED, Unreadable
from holdfast.evidence.errors import SealingSettingsUnfit, ServiceFailed, TimeProofUnfit
from holdfast.evidence.sealing.ots import (
    blocks,
    pending,
    read_answer,
    read_proof,
    replace,
    write_proof,
)
from holdfast.evidence.sealing.services import call
from holdfast.evidence.sealing.settings import Calendar

ANSWER_BYTES = 10_000
_ACCEPT = {"Accept": "application/vnd.opentimestamps.v1"}


def ask_calendar(calendar: Calendar, digest: bytes) -> bytes:
    """The proof a calendar promises to complete; raises ServiceFailed, TimeProofUnfit."""
    said = call(f"{calendar.url}/digest", content=digest, headers=_ACCEPT, limit=ANSWER_BYTES)
    if said.status != 200:
        raise ServiceFailed(f"It answered with status {said.status}")
    root = read_answer(said.body, digest)
    if not pending(root) and not blocks(root):
        raise TimeProofUnfit("The calendar neither promises a block nor names one")
    return write_proof(root)


def completed(calendar: Calendar, proof: bytes) -> bytes | None:
    """The proof with what the calendar has meanwhile; None while it still waits. Raises as `ask_calendar`.

    The calendar is asked at the address the settings give it, never at one that stands in the proof.
    """
    root = read_proof(proof)
    grown = False
    for branch, promised in pending(root):
        said = call(f"{calendar.url}/timestamp/{branch.message.hex()}", headers=_ACCEPT, limit=ANSWER_BYTES)
        if said.status == 404:
            continue
        if said.status != 200:
            raise ServiceFailed(f"It answered with status {said.status}")
        onward = read_answer(said.body, branch.message)
        if blocks(onward):
            replace(branch, promised, onward)
            grown = True
    return write_proof(root) if grown else None


def anchored_at(proof: bytes, digest: bytes, headers: Mapping[int, Header]) -> datetime | None:
    """The time of the earliest known block the proof leads to; None where it leads to none we know.

    Raises TimeProofUnfit for a proof of something else, and for one that contradicts a block we know.
    """
    judged = judge_ots(proof, lambda _: digest, headers)
    if judged.result == FAILED:
        raise TimeProofUnfit(f"The proof is refused: {judged.why}")
    return judged.time


def names_block(proof: bytes) -> bool:
    """Whether the proof leads to a Bitcoin block already; raises TimeProofUnfit."""
    return bool(blocks(read_proof(proof)))


def known_blocks(path: Path | None) -> dict[int, Header]:
    """The blocks of a file of `height hash merkle-root time` lines, which the operator vouches for."""
    if path is None:
        return {}
    try:
        return read_headers(path.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError, Unreadable) as error:
        raise SealingSettingsUnfit(
            f"The file of Bitcoin blocks cannot be read: {path}: {error}",
            untouched="Nothing was written",
            next_step="Write one block a line: height hash merkle-root time",
        ) from error
