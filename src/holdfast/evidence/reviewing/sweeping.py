"""Taking expunged objects out of the store, after the transaction that decided it and never before."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from holdfast.base.clock import now
from holdfast.base.errors import HoldfastError
from holdfast.evidence.custody import hold_head
from holdfast.evidence.errors import StoreFailed
from holdfast.evidence.models import Capture, Part, Redaction, Removal
from holdfast.evidence.store import ObjectStore, open_store
from holdfast.evidence.types import Swept
from holdfast.journal.actions import recording

SWEEPER = "desk:sweep"  # no person's name: what it does was decided by the expunge


def sweep(actor: str = SWEEPER) -> Swept:
    """Remove from the store what expunges left to remove and nothing else names; again does nothing more.

    Each object is one transaction, in which no capture is acknowledged: the object is gone before it is marked so,
    and a crash between the two is mended by the next sweep.
    """
    waiting = list(Removal.objects.filter(done_at=None).order_by("id").values_list("id", flat=True))
    removed, kept, failed = 0, 0, []
    store = open_store() if waiting else None
    for number in waiting:
        assert store is not None  # noqa: S101 - narrowed by the list
        try:
            outcome = _removed(store, number, actor)
        except HoldfastError as error:
            failed.append(error.what_happened)
            continue
        removed += outcome is True
        kept += outcome is False
    return Swept(removed, kept, tuple(failed))


def _removed(store: ObjectStore, number: int, actor: str) -> bool | None:
    """Whether the object went; False where something else names it, None where another sweep was first."""
    outcome: bool | None = None
    with recording(actor=actor, verb="sweep_object", object_key=f"removal:{number}") as entry:
        hold_head()
        row = Removal.objects.select_for_update().filter(id=number, done_at=None).first()
        if row is None:
            entry.void()
            return None
        outcome = row.sha256 not in named([row.sha256])
        if outcome:
            store.remove(row.sha256)
        row.kept, row.done_at = not outcome, now()
        row.save()
        entry.commit_to({"sha256": row.sha256, "kept": row.kept})
    return outcome


def refuse_swept(store: ObjectStore, digests: Collection[str]) -> None:
    """Raises StoreFailed where a sweep took one of these objects between its keeping and its writing down.

    Call it with the log's head held: no sweep is under way then.
    """
    swept = Removal.objects.filter(sha256__in=digests, kept=False).exclude(done_at=None)
    for digest in set(swept.values_list("sha256", flat=True)):
        if not store.has(digest):
            raise StoreFailed(
                "The same bytes were expunged with another capture at this moment",
                untouched="Nothing was captured",
                next_step="Capture it again, if the expunge does not stand against it",
            )


def named(digests: Collection[str]) -> set[str]:
    """Those of the objects that a part, a manifest of a capture that stands, or a redacted copy still names."""
    found = set(Part.objects.filter(sha256__in=digests).values_list("sha256", flat=True))
    found |= set(
        Capture.objects.filter(manifest__in=digests, expunge=None).values_list("manifest", flat=True)
    )
    stands = Redaction.objects.filter(Q(capture__expunge=None) | Q(capture__expunge__kept_redactions=True))
    for copy, record in stands.filter(Q(sha256__in=digests) | Q(record__in=digests)).values_list(
        "sha256", "record"
    ):
        found |= {copy, record}
    return found
