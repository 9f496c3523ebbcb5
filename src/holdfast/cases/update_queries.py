"""Reading what is watched, how each attempt went, and of which series nothing new comes."""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import QuerySet

from holdfast.base.clock import now
from holdfast.cases.models import UpdateRun, Watched
from holdfast.cases.types import Came, Silent, UpdateDef, UpdatesPage, Watch, WatchedFile
from holdfast.journal.queries import batch_seqs
from holdfast.people.types import Viewer

_OVERDUE = 2  # intervals


def updates_list(
    viewer: Viewer,
    *,
    case: str | None = None,
    name: str | None = None,
    outcome: Came | None = None,
    limit: int = 50,
    offset: int = 0,
) -> UpdatesPage:
    """The attempts, the newest first: all, or those of a case or of one thing it watches; two queries."""
    found = UpdateRun.objects.filter(level__lte=viewer.clearance).order_by("-id")
    if case is not None:
        found = found.filter(case=case)
    if name is not None:
        found = found.filter(name=name)
    if outcome is not None:
        found = found.filter(outcome=outcome.value)
    rows = list(found[offset : offset + limit])
    seqs = batch_seqs([row.batch for row in rows]) if rows else {}
    return UpdatesPage(tuple(update_def(row, seqs.get(row.batch)) for row in rows), found.count())


def watched_list(viewer: Viewer, case: str | None = None) -> tuple[WatchedFile, ...]:
    """Everything that is watched, by case and name: when it last came whole and what went wrong since.

    One query, and one more where something went wrong.
    """
    found = _watched(viewer)
    if case is not None:
        found = found.filter(case__key=case)
    rows = list(found.order_by("case__key", "name"))
    owed = _owed(viewer, rows)
    at = now()
    return tuple(
        WatchedFile(
            case=row.case.key,
            name=row.name,
            what=Watch(row.what),
            address=row.address,
            every_hours=row.every_hours,
            series=tuple(row.series),
            source=row.source,
            next_at=row.next_at,
            asked_by=row.asked_by,
            last=update_def(row.last) if row.last else None,
            whole=update_def(row.whole) if row.whole else None,
            wrong=update_def(row.wrong) if row.wrong else None,
            owed=update_def(owed[row.pk]) if row.pk in owed else None,
            overdue=at > row.next_at + timedelta(hours=(_OVERDUE - 1) * row.every_hours),
            level=row.level,
        )
        for row in rows
    )


def updates_of_captures(viewer: Viewer, captures: Collection[str]) -> dict[str, UpdateDef]:
    """By key of a capture: the attempt that made it, of those that an update made. One query."""
    rows = UpdateRun.objects.filter(level__lte=viewer.clearance, capture__in=list(captures) or ["-"])
    return {row.capture: update_def(row) for row in rows.order_by("id")}


def series_silent_since(viewer: Viewer, series: Collection[str] | None = None) -> tuple[Silent, ...]:
    """Series, all or these, whose file does not come as it should, the longest silent first; two queries.

    A series without an entry either comes as it should or is not watched. Where a person owes a decision, that is the
    reason, whatever later attempts met.
    """
    silent = []
    rows = list(_watched(viewer).filter(wrong__isnull=False, what=Watch.DATA.value))
    owed = _owed(viewer, rows)
    for row in rows:
        assert row.wrong is not None and row.last is not None  # noqa: S101 - filtered above; the two go together
        told = owed.get(row.pk, row.last)
        for key in row.series:
            if series is None or key in series:
                silent.append(
                    Silent(
                        series=key,
                        case=row.case.key,
                        name=row.name,
                        since=row.whole.at if row.whole else row.wrong.at,
                        ever=row.whole is not None,
                        outcome=Came(told.outcome),
                        why=told.why,
                        address=row.address,
                        level=row.level,
                    )
                )
    return tuple(sorted(silent, key=lambda one: (one.since, one.series)))


def _watched(viewer: Viewer) -> QuerySet[Watched]:
    seen = Watched.objects.filter(level__lte=viewer.clearance, case__level__lte=viewer.clearance)
    return seen.select_related("case", "last", "whole", "wrong")


def _owed(viewer: Viewer, rows: Collection[Watched]) -> dict[int, UpdateRun]:
    """By key of what is watched: the last attempt since it went wrong on which a person has to decide."""
    wrong = {(row.case.key, row.name): row for row in rows if row.wrong is not None}
    if not wrong:
        return {}
    since = min(row.wrong.pk for row in wrong.values() if row.wrong is not None)
    runs = UpdateRun.objects.filter(
        outcome__in=[one.value for one in Came if one.decidable],
        pk__gte=since,
        case__in={case for case, _ in wrong},
        level__lte=viewer.clearance,
    )
    owed = {}
    for run in runs.order_by("id"):
        row = wrong.get((run.case, run.name))
        if row is not None and row.wrong is not None and run.pk >= row.wrong.pk:
            owed[row.pk] = run
    return owed


def update_def(row: UpdateRun, seq: int | None = None) -> UpdateDef:
    """A stored attempt as the room hands it out."""
    return UpdateDef(
        case=row.case,
        name=row.name,
        what=Watch(row.what),
        address=row.address,
        at=row.at,
        outcome=Came(row.outcome),
        why=row.why,
        capture=row.capture,
        new=row.new,
        restated=row.restated,
        withdrawn=row.withdrawn,
        restored=row.restored,
        stale=tuple(row.stale),
        notes=row.notes,
        by=row.by,
        level=row.level,
        seq=seq,
    )
