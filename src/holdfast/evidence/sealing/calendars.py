"""OpenTimestamps calendars: a promise now, a Bitcoin block later, and the block's header from a file we were given."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from holdfast.evidence.errors import SealingSettingsUnfit, ServiceFailed, TimeProofUnfit
from holdfast.evidence.sealing.ots import (
    Branch,
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


@dataclass(frozen=True, slots=True)
class Block:
    """A Bitcoin block as far as a proof needs it."""

    height: int
    merkle_root: bytes  # as hashed, the reverse of how it is shown
    at: datetime


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


def anchored_at(proof: bytes, digest: bytes, known: dict[int, Block]) -> datetime | None:
    """The time of the earliest known block the proof leads to; None where it leads to none we know.

    Raises TimeProofUnfit for a proof of something else, and for one that contradicts a block we know.
    """
    root = _over(proof, digest)
    times = []
    for height, merkle_root in blocks(root):
        if height in known:
            if known[height].merkle_root != merkle_root:
                raise TimeProofUnfit(f"The proof does not lead to Bitcoin block {height}")
            times.append(known[height].at)
    return min(times, default=None)


def block_heights(proof: bytes, digest: bytes) -> tuple[int, ...]:
    """The Bitcoin blocks the proof claims; raises TimeProofUnfit for a proof of something else."""
    return tuple(sorted(height for height, _ in blocks(_over(proof, digest))))


def _over(proof: bytes, digest: bytes) -> Branch:
    root = read_proof(proof)
    if root.message != digest:
        raise TimeProofUnfit("The proof is of something else")
    return root


def known_blocks(path: Path | None) -> dict[int, Block]:
    """The blocks of a file of `height hash merkle-root time` lines (time in seconds since 1970); none without one.

    The operator vouches for this file; the hashes are written as block explorers show them.
    """
    if path is None:
        return {}
    found = {}
    try:
        for number, line in enumerate(path.read_text(encoding="ascii").splitlines(), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            height, _, merkle_root, at = line.split()
            root = bytes.fromhex(merkle_root)[::-1]
            if len(root) != 32:
                raise ValueError(f"line {number}: a Merkle root has 64 hexadecimal digits")
            found[int(height)] = Block(int(height), root, datetime.fromtimestamp(int(at), UTC))
    except (OSError, ValueError, OverflowError) as error:
        raise SealingSettingsUnfit(
            f"The file of Bitcoin blocks cannot be read: {path}: {error}",
            untouched="Nothing was written",
            next_step="Write one block a line: height hash merkle-root time",
        ) from error
    return found
