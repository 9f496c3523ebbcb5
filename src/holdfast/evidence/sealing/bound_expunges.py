"""Whether an expunge may take bytes from the store: the log and the journal say so, and no legal hold stands."""

from __future__ import annotations

import hashlib

from holdfast.evidence.engine.entries import NO_HASH, Entry, EntryUnfit, entry_leaf
from holdfast.evidence.models import Expunge, Hold, LogEntry, LogHead, Removal
from holdfast.evidence.sealing.checking_expunges import held_to, opened_content
from holdfast.evidence.types import Verb
from holdfast.journal import queries as journal

_FIELDS = ("seq", "at", "actor", "verb", "object_key", "commitment", "prev")


def removal_commitment(salt: bytes, sha256: str) -> str:
    """What the log's entry lists of an object to be removed; without the salt nobody can try a guess on it."""
    return hashlib.sha256(salt + bytes.fromhex(sha256)).hexdigest()


def expunge_doubt(row: Expunge) -> str:
    """Why nothing of this expunge is removed, as a sentence; empty where it stands.

    It is bound to one opened entry "expunged" that hangs in the chain, to the journal's line of the second approval,
    and to all that it left in the store of rows. The whole chain is not followed: `verify_vault` does that.
    """
    key = row.capture.key
    if Hold.objects.filter(capture=row.capture, release=None).exists():
        return f"A legal hold stands on {key}."
    entries = list(LogEntry.objects.filter(verb=Verb.EXPUNGED, object_key=key))
    if len(entries) != 1:
        return f"The log has {len(entries)} entries that {key} was expunged."
    (entry,) = entries
    content = opened_content(entry)
    if content is None:
        return f"What entry {entry.seq}, that {key} was expunged, commits to is gone or was changed."
    problems: list[str] = []
    held_to(row, entry, content, problems)
    if problems:
        return problems[0]
    if not _hangs_in_the_chain(entry):
        return f"Entry {entry.seq}, that {key} was expunged, does not fit the entries beside it."
    said = journal.line_commits(
        entry.batch,
        verb="approve_expunge",
        actor=row.second_approver,
        object_key=f"capture:{key}",
        content=content,
    )
    if not said or entry.actor != row.second_approver or row.batch != entry.batch:
        return f"The journal does not say that {row.second_approver} approved the expunge of {key}."
    return ""


def removal_doubt(row: Removal) -> str:
    """Why this object is not removed: it is not the one that the entry lists."""
    try:
        if row.sha256 and removal_commitment(bytes(row.salt), row.sha256) == row.commitment:
            return ""
    except ValueError:
        pass
    return f"Removal {row.pk} names another object than the expunge of {row.expunge.capture.key} listed."


def _hangs_in_the_chain(row: LogEntry) -> bool:
    try:
        own = entry_leaf(Entry._make(getattr(row, name) for name in _FIELDS)).hex()
    except EntryUnfit:
        return False
    beside = LogEntry.objects.filter(seq__in=(row.seq - 1, row.seq + 1))
    near = {seq: (prev, hash_) for seq, prev, hash_ in beside.values_list("seq", "prev", "hash")}
    head = LogHead.objects.filter(id=1).values_list("seq", "hash").first()
    before = near[row.seq - 1][1] if row.seq - 1 in near else NO_HASH
    follows = near[row.seq + 1][0] == own if row.seq + 1 in near else head == (row.seq, own)
    return own == row.hash and row.prev == before and follows
