"""Working off what was asked for: a lot from the command line, all that waits from the background worker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from holdfast.base.clock import now
from holdfast.base.errors import HoldfastError, shown
from holdfast.evidence import custody
from holdfast.evidence.actions.capture import Captured, Progress, narrowed
from holdfast.evidence.capturing.acknowledging import Ready, acknowledge
from holdfast.evidence.capturing.running import Got, run
from holdfast.evidence.errors import CaptureGivenUp, LotUnknown
from holdfast.evidence.models import CaptureRequest
from holdfast.evidence.queries.captures import capture_def
from holdfast.evidence.store import ObjectStore, open_store
from holdfast.evidence.types import Event, Method, RequestState, Verb
from holdfast.journal.actions import recording
from holdfast.people.permissions import require
from holdfast.people.types import Level, Permission, Role, Viewer
from holdfast.sources.queries import documents_by_id
from holdfast.sources.types import DocumentDef

CLAIM = timedelta(minutes=10)
MOST_TRIES = 3  # of a request whose worker was killed: it may be what kills it
_AT_ONCE = 200
# Who asked could see the document, and its capture takes its level.
DESK_ITSELF = Viewer(key="", name="", role=Role.ADMIN, clearance=Level.RESTRICTED, signed_in=False)


@dataclass(frozen=True, slots=True)
class Worked:
    """What a round of work came to: captures acknowledged, wishes that came to nothing."""

    done: int = 0
    failed: int = 0


def work_lot(viewer: Viewer, *, lot: str, progress: Progress | None = None) -> tuple[Captured, ...]:
    """Capture now what still waits of a lot; whoever does is the collector. Raises NotAllowed, LotUnknown.

    A lot that was interrupted is taken up where it stopped, whoever was at it.
    """
    require(viewer, Permission.EDIT, untouched="Nothing was fetched")
    mine = CaptureRequest.objects.filter(lot=lot, level__lte=viewer.clearance)
    if not mine.exists():
        raise LotUnknown(f"There is no lot {shown(lot)}", untouched="Nothing was fetched")
    results: list[Captured] = []

    def told(one: Captured, _: int) -> None:
        results.append(one)
        if progress:
            progress(one, len(results))

    waiting = list(mine.filter(state=RequestState.WAITING).order_by("id").values_list("id", flat=True))
    for start in range(0, len(waiting), _AT_ONCE):
        rows = _claim(CaptureRequest.objects.filter(id__in=waiting[start : start + _AT_ONCE]), anyway=True)
        _work(rows, told, collector=viewer.key)
    given = {address: place for place, address in enumerate(_given(lot))}
    return tuple(sorted(results, key=lambda one: given[one.address]))


def _given(lot: str) -> list[str]:
    """The addresses of a lot in the order they were asked for."""
    return list(CaptureRequest.objects.filter(lot=lot).order_by("id").values_list("address", flat=True))


def work_requests(*, limit: int = _AT_ONCE, progress: Progress | None = None) -> Worked:
    """Capture what waits and nobody is at, for those who asked; a second run finds nothing to do.

    This is the background worker's: who asked was allowed to, and is named as the collector.
    """
    done = failed = 0

    def told(one: Captured, at: int) -> None:
        nonlocal done, failed
        done, failed = done + (one.capture is not None), failed + (one.capture is None)
        if progress:
            progress(one, at)

    free = CaptureRequest.objects.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lt=now()))
    _work(_claim(free, limit=limit), told)
    return Worked(done, failed)


def _claim(
    rows: QuerySet[CaptureRequest], *, limit: int = _AT_ONCE, anyway: bool = False
) -> list[CaptureRequest]:
    """Take waiting requests in hand for a while, so that two workers do not ask one server twice.

    Not a line in the journal: nothing is said by it, and it lapses by itself.
    """
    with transaction.atomic():
        found = list(rows.select_for_update().filter(state=RequestState.WAITING).order_by("id")[:limit])
        spent = [row for row in found if row.tries >= MOST_TRIES and not anyway]
        claimed = [row for row in found if row not in spent]
        CaptureRequest.objects.filter(id__in=[row.pk for row in claimed]).update(
            claimed_until=now() + CLAIM, tries=F("tries") + 1
        )
    for row in spent:
        _give_up(
            row,
            row.asked_by,
            CaptureGivenUp(
                f"The capture was begun {row.tries} times, and each time what did it was stopped",
                untouched="Nothing was kept",
                next_step="Capture it by hand, and look what stops it",
            ),
        )
    return claimed


def _work(rows: Sequence[CaptureRequest], told: Progress, *, collector: str | None = None) -> None:
    by_method: dict[Method, list[CaptureRequest]] = defaultdict(list)
    for row in rows:
        by_method[Method(row.method)].append(row)
    documents = _documents_of(rows)
    store = open_store()
    done = 0
    for method, asked in by_method.items():
        try:
            for got in run(method, [row.address for row in asked], store):
                for one in _settle(store, asked, got, documents, collector):
                    done += 1
                    told(one, done)
        finally:
            # What was not come to is free for the next at once.
            CaptureRequest.objects.filter(
                id__in=[row.pk for row in asked], state=RequestState.WAITING
            ).update(claimed_until=None)


def _documents_of(rows: Iterable[CaptureRequest]) -> dict[int, DocumentDef]:
    ids = {row.document_id for row in rows if row.document_id}
    # As the desk itself: who asked could see the document, and the capture takes its level.
    return documents_by_id(DESK_ITSELF, ids) if ids else {}


def _settle(
    store: ObjectStore,
    asked: Sequence[CaptureRequest],
    got: Sequence[Got],
    documents: dict[int, DocumentDef],
    collector: str | None,
) -> Iterable[Captured]:
    ready: dict[str, list[tuple[int, Ready]]] = defaultdict(list)
    for one in got:
        row = asked[one.place]
        by = collector or row.asked_by
        if one.kept is not None:
            about = documents.get(row.document_id or 0)
            ready[by].append((one.place, Ready(one.kept, by, narrowed(row.level, about), about, row.pk)))
        else:
            assert one.trouble is not None  # noqa: S101 - one or the other
            _give_up(row, by, one.trouble)
            yield Captured(row.address, None, one.trouble)
    for by, pairs in ready.items():
        kept = acknowledge(store, [each for _, each in pairs], actor=by)
        for (place, each), made in zip(pairs, kept, strict=True):
            if made is not None:
                yield Captured(asked[place].address, capture_def(made, each.kept.parts, each.document))


def _give_up(row: CaptureRequest, actor: str, trouble: HoldfastError) -> None:
    """Enter that a wish came to nothing, and why."""
    with recording(actor=actor, verb="fail_request", object_key=f"lot:{row.lot}") as entry:
        changed = CaptureRequest.objects.filter(id=row.pk, state=RequestState.WAITING).update(
            state=RequestState.FAILED, trouble=trouble.as_dict(), claimed_until=None
        )
        if not changed:
            entry.void()
            return
        content = {"address": row.address, "lot": row.lot, **trouble.as_dict()}
        custody.enter_event(entry, Event(Verb.FAILED, f"request-{row.pk}", content), actor=actor)
