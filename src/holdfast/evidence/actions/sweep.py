"""Clearing the store of what nothing names."""

from __future__ import annotations

from holdfast.evidence.custody import hold_head
from holdfast.evidence.reviewing.unnamed import IDLE_SECONDS, Unnamed, unnamed_in
from holdfast.evidence.store import open_store
from holdfast.journal.actions import recording
from holdfast.people.permissions import require
from holdfast.people.types import Permission, Viewer


def find_unnamed() -> Unnamed:
    """What lies in the store for more than a day and is named by nothing; it is left there."""
    found = unnamed_in(open_store())
    return Unnamed(len(found), sum(found.values()))


def sweep_unnamed(*, viewer: Viewer) -> Unnamed:
    """Remove it, with one line in the journal that says how many.

    No capture is acknowledged meanwhile, and what somebody is about to name is younger than a day: keeping a file
    that is there already makes it young again. Raises NotAllowed.
    """
    require(viewer, Permission.MANAGE_PEOPLE, untouched="Nothing was removed")
    store, removed = open_store(), list[str]()
    with recording(actor=viewer.key, verb="sweep_unnamed", object_key="objects") as entry:
        hold_head()
        found = unnamed_in(store)
        removed += [digest for digest in found if store.remove_idle(digest, IDLE_SECONDS)]
        if removed:
            # Not which: a guess could be tried on their hashes, and what was expunged can be among them.
            entry.commit_to({"objects": len(removed)}, count=len(removed))
        else:
            entry.void()
    return Unnamed(len(found), sum(found.values()), len(removed))
