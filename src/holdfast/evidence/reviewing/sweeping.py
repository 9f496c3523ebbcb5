"""Taking expunged objects out of the store, after the transaction that decided it and never before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta

from django.db.models import Q

from holdfast.base.clock import now
from holdfast.base.errors import HoldfastError
from holdfast.evidence.custody import hold_head
from holdfast.evidence.errors import StoreFailed
from holdfast.evidence.models import Capture, Expunge, Part, Redaction, Removal
from holdfast.evidence.sealing.bound_expunges import expunge_doubt, removal_doubt
from holdfast.evidence.store import ObjectStore, open_store
from holdfast.evidence.types import Swept
from holdfast.journal.actions import recording

SWEEPER = "desk:sweep"  # no person's name: what it does was decided by the expunge
_LATELY = timedelta(days=7)  # no capture takes longer from keeping its files to writing them down


def sweep(actor: str = SWEEPER) -> Swept:
    """Remove from the store what expunges left to remove and nothing else names; again does nothing more.

    Nothing goes of an expunge that the log and the journal do not bear out, or against which a legal hold stands: it
    is named among what failed. Each object is one transaction, in which no capture is acknowledged: the object is gone
    before it is marked so, and a crash between the two is mended by the next sweep.
    """
    waiting: dict[int, list[int]] = defaultdict(list)
    for number, expunge in (
        Removal.objects.filter(done_at=None).order_by("id").values_list("id", "expunge_id")
    ):
        waiting[expunge].append(number)
    removed, kept, failed = 0, 0, []
    store = open_store() if waiting else None
    for expunge, numbers in waiting.items():
        assert store is not None  # noqa: S101 - narrowed by the list
        doubt = expunge_doubt(Expunge.objects.select_related("capture").get(pk=expunge))
        if doubt:
            failed.append(f"{doubt} Nothing of it was removed.")
            continue
        for number in numbers:
            try:
                outcome = _removed(store, number, actor)
            except HoldfastError as error:
                failed.append(error.what_happened)
                continue
            removed += outcome is True
            kept += outcome is False
    return Swept(removed, kept, tuple(failed))


def waiting_removals() -> int:
    """How many objects wait to be taken from the store."""
    return Removal.objects.filter(done_at=None).count()


def _removed(store: ObjectStore, number: int, actor: str) -> bool | None:
    """Whether the object went; False where something else names it, None where another sweep was first."""
    outcome: bool | None = None
    with recording(actor=actor, verb="sweep_object", object_key=f"removal:{number}") as entry:
        hold_head()
        row = Removal.objects.select_for_update().filter(id=number, done_at=None).first()
        if row is None:
            entry.void()
            return None
        if doubt := removal_doubt(row):
            raise StoreFailed(doubt, untouched="Nothing of it was removed")
        outcome = row.sha256 not in named([row.sha256])
        if outcome:
            store.remove(row.sha256)
        # From here on nobody can tell even of a small file whether it was this one.
        row.kept, row.done_at, row.sha256, row.salt = not outcome, now(), "", b""
        row.save()
        entry.commit_to({"removal": row.commitment, "kept": row.kept})
    return outcome


def refuse_swept(store: ObjectStore, digests: Collection[str]) -> None:
    """Raises StoreFailed where a sweep took one of these objects between its keeping and its writing down.

    Call it with the log's head held: no sweep is under way then. Which objects were swept nobody knows any more, so
    all are looked for where anything was swept of late.
    """
    if not Removal.objects.filter(kept=False, done_at__gt=now() - _LATELY).exists():
        return
    for digest in set(digests):
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
