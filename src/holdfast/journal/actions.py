"""Appending to the journal: every write of every room runs inside `recording`."""

import re
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction

from holdfast.base.canonical import digest as digest_of
from holdfast.base.clock import now
from holdfast.base.ids import new_batch
from holdfast.journal.chain import GENESIS, SALT_BYTES, commitment, line_hash
from holdfast.journal.errors import JournalMissing, LineIncomplete, NothingCommitted
from holdfast.journal.models import Head, Line, Salt

_DIGEST = re.compile(r"[0-9a-f]{64}")
_TICK = timedelta(microseconds=1)
_UNTOUCHED = "Nothing was written"


class _Voided(Exception):
    pass


class Entry:
    """One action on its way into the journal; rows written inside it store `batch`.

    `seq` is None until the action has ended, then the line's number (None again after `void`).
    """

    def __init__(self, batch: int) -> None:
        self.batch = batch
        self.seq: int | None = None
        self._digest: str | None = None
        self._count = 0
        self._void = False

    def commit_to(self, content: Any = None, *, digest: str | None = None, count: int = 1) -> None:
        """Say what the action wrote: JSON-able content, or the SHA-256 of it (64 hex digits), and how many rows.

        Called again, the last word counts; raises LineIncomplete for a malformed digest or count.
        """
        if digest is not None and not _DIGEST.fullmatch(digest):
            raise LineIncomplete("A digest is not 64 small hexadecimal digits", untouched=_UNTOUCHED)
        if count < 0:
            raise LineIncomplete(f"An action cannot have written {count} rows", untouched=_UNTOUCHED)
        self._digest = digest if digest is not None else digest_of(content)
        self._count = count

    def void(self) -> None:
        """Nothing changed: at the end of the block no line is written, and anything the block wrote is undone."""
        self._void = True


@contextmanager
def recording(*, actor: str, verb: str, object_key: str) -> Iterator[Entry]:
    """One transaction, one journal line: the block's writes and their line are stored together or not at all.

    The head row is locked only when the block has ended, so long loads do not hold other writers up. Raises
    NothingCommitted where the block never called `commit_to`, LineIncomplete for names the line cannot hold.
    """
    for what, text, limit in (("actor", actor, 50), ("verb", verb, 60), ("object", object_key, 200)):
        if not text or len(text) > limit:
            raise LineIncomplete(
                f"The {what} of a journal line has {len(text)} characters; it takes 1 to {limit}",
                untouched=_UNTOUCHED,
            )
    entry = Entry(new_batch())
    try:
        with transaction.atomic():
            yield entry
            if entry._void:
                raise _Voided  # rolls the block back; caught below, never seen outside
            if entry._digest is None:
                raise NothingCommitted(
                    f"The action '{verb}' ended without saying what it wrote",
                    untouched=_UNTOUCHED,
                    next_step="Report this as a defect: an action calls commit_to or void",
                )
            seq = _append(entry, actor=actor, verb=verb, object_key=object_key)
    except _Voided:
        return
    entry.seq = seq


def forget_contents(batches: Collection[int]) -> None:
    """Delete the salts of these lines: the chain holds as before, and nobody can try a guess at what they say.

    Call it inside a recording block, whose own line says why.
    """
    seqs = list(Line.objects.filter(batch__in=batches).values_list("seq", flat=True))
    for start in range(0, len(seqs), 500):
        Salt.objects.filter(line_seq__in=seqs[start : start + 500]).delete()


def _append(entry: Entry, *, actor: str, verb: str, object_key: str) -> int:
    head = _locked_head()
    seq, instant = head.seq + 1, now()
    at = instant if head.at is None else max(instant, head.at + _TICK)
    assert entry._digest is not None  # noqa: S101 - narrowed by the caller
    salt = secrets.token_bytes(SALT_BYTES)
    covered = {
        "seq": seq,
        "at": at,
        "actor": actor,
        "verb": verb,
        "object_key": object_key,
        "count": entry._count,
        "batch": entry.batch,
        "commitment": commitment(salt, entry._digest),
        "prev": head.hash,
    }
    line = Line(**covered, hash=line_hash(**covered))
    line.save(force_insert=True)
    Salt(line_seq=seq, salt=salt).save(force_insert=True)
    Head.objects.filter(id=1).update(seq=seq, hash=line.hash, at=at)
    return seq


def _locked_head() -> Head:
    head = Head.objects.select_for_update().filter(id=1).first()
    if head is None:
        if Line.objects.exists():
            raise JournalMissing(
                "The journal has lines but no head",
                untouched=_UNTOUCHED,
                next_step="Run: holdfast verify-journal, and restore the store from its last copy",
            )
        # The first write of a new store; where two writers meet here, one waits for the other.
        Head.objects.get_or_create(id=1, defaults={"seq": 0, "hash": GENESIS, "at": None})
        head = Head.objects.select_for_update().get(id=1)
    return head
