"""Bringing what cases watch up to date: fetched as a capture, judged, loaded in one transaction or left as it was."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import transaction

from holdfast.base.clock import now
from holdfast.base.errors import HoldfastError, Problems, one_line
from holdfast.base.why import Why
from holdfast.cases.actions import load_case
from holdfast.cases.errors import CaseMovedOn, NothingWatched
from holdfast.cases.feeding import feed_documents
from holdfast.cases.judging import Judged, counted, judge_problems, judge_trouble
from holdfast.cases.kept import kept_case
from holdfast.cases.looking import Look
from holdfast.cases.models import Case, UpdateRun, Watched
from holdfast.cases.queries import case_detail
from holdfast.cases.types import Came, CheckedCase, FeedRead, Loaded, UpdateDef, Watch
from holdfast.evidence.actions.capture import capture_addresses
from holdfast.figures.queries import stale_figures
from holdfast.journal.actions import recording
from holdfast.people.errors import NotAllowed, PersonUnknown
from holdfast.people.permissions import require
from holdfast.people.queries import viewer_for
from holdfast.people.types import Level, Permission, Viewer

CLAIM = timedelta(minutes=10)
_TRIES = 3  # where the case is loaded anew at the same moment
Progress = Callable[[UpdateDef], None]


@dataclass(frozen=True, slots=True)
class _Way:
    dry: bool = False  # captured, and nothing of it loaded
    accept: bool = False  # a person takes what vanished


def update_cases(
    viewer: Viewer,
    *,
    case: str | None = None,
    due: bool = False,
    dry: bool = False,
    accept_vanished: bool = False,
    progress: Progress | None = None,
) -> tuple[UpdateDef, ...]:
    """Fetch what one case watches, or all of them, now (with `due`, what is due) and load what came whole.

    Every fetch is a capture, sealed like any other; with `dry` that is all that is written, and the counts say what
    would be. With `accept_vanished` this person takes rows that are gone, or a range that shrank, as withdrawn. Raises
    NotAllowed, CaseUnknown, NothingWatched; whatever happens to one thing watched is its outcome, not an error.
    """
    require(viewer, Permission.LOAD_CASE)
    rows = Watched.objects.filter(level__lte=viewer.clearance, case__level__lte=viewer.clearance)
    if case is not None:
        rows = rows.filter(case__key=case_detail(viewer, case).key)
        if not rows.exists():
            raise NothingWatched(
                f"The case {case} asks for nothing to be fetched",
                untouched="Nothing was fetched",
                next_step="Give a data file an address: [data.fetch], docs/keep-watching.md",
            )
    if due:
        rows = rows.filter(next_at__lte=now())
    ids = list(rows.order_by("case__key", "name").values_list("pk", flat=True))
    if due and not dry:
        ids = _claimed(ids)
    return tuple(_each(ids, lambda row: viewer, _Way(dry, accept_vanished), progress))


def update_due(*, limit: int = 20, progress: Progress | None = None) -> tuple[UpdateDef, ...]:
    """The background worker's: what is due now, for those who last loaded each case; again finds nothing due.

    One whose worker was killed is due again ten minutes later.
    """
    ids = _claimed(list(Watched.objects.order_by("next_at", "id").values_list("pk", flat=True)), limit)
    return tuple(_each(ids, lambda row: viewer_for(row.asked_by), _Way(), progress))


def _claimed(ids: list[int], limit: int | None = None) -> list[int]:
    """Those that are due and nobody is at, taken in hand; it lapses by itself."""
    with transaction.atomic():
        due = Watched.objects.select_for_update().filter(pk__in=ids, next_at__lte=now())
        found = list(due.order_by("next_at", "id").values_list("pk", flat=True)[:limit])
        Watched.objects.filter(pk__in=found).update(next_at=now() + CLAIM)
    return found


def _each(
    ids: Iterable[int], who: Callable[[Watched], Viewer], way: _Way, progress: Progress | None
) -> Iterable[UpdateDef]:
    for id_ in ids:
        row = Watched.objects.select_related("case").filter(pk=id_).first()
        if row is None:  # the case was loaded without it meanwhile
            continue
        found = _one(row, who, way)
        if progress:
            progress(found)
        yield found


def _one(row: Watched, who: Callable[[Watched], Viewer], way: _Way) -> UpdateDef:
    found = UpdateDef(
        case=row.case.key,
        name=row.name,
        what=Watch(row.what),
        address=row.address,
        at=now(),
        outcome=Came.FAILED,
        why={},
        by=row.asked_by,
        level=row.level,
    )
    try:
        viewer = who(row)
        require(viewer, Permission.LOAD_CASE)
        found = replace(found, by=viewer.key)
        return _fetched(viewer, row, found, way)
    except HoldfastError as error:
        return _told(row, found, _not_taken(error), way)


def _not_taken(error: HoldfastError) -> Judged:
    # What an error says may name people and other cases; the reason stands on public pages.
    if isinstance(error, NotAllowed | PersonUnknown):
        why = Why.of("update-not-allowed")
    else:
        why = Why.of("update-refused", code=error.code)
    return Judged(Came.REFUSED, why, {"error": error.code, "what": one_line(error.what_happened, 500)})


def _fetched(viewer: Viewer, row: Watched, found: UpdateDef, way: _Way) -> UpdateDef:
    look = Look(viewer, row, accept=way.accept)
    (made,) = capture_addresses(
        viewer,
        addresses=[row.address],
        document=row.document or None,
        level=max(row.capture_level, row.level),
        judge=look,
    )
    if made.capture is None:
        return _told(row, found, judge_trouble(made.trouble), way)
    found = replace(found, capture=made.capture.key)
    if look.judged is not None:
        return _told(row, found, look.judged, way, look.digest)
    if row.what == Watch.FEED:
        return _feed(viewer, row, found, look, way)
    for last in (*[False] * (_TRIES - 1), True):
        try:
            return _file(viewer, row, found, look, way)
        except CaseMovedOn:
            if last:
                raise
    raise AssertionError  # the loop returns or raises


def _file(viewer: Viewer, row: Watched, found: UpdateDef, look: Look, way: _Way) -> UpdateDef:
    case = Case.objects.get(pk=row.case_id)
    if look.is_the_one_there(case):
        return _told(row, found, Judged(Came.SAME, Why.of("update-same")), way, look.digest)
    if look.held is None or look.held.standing != case.digest:  # the case was loaded anew meanwhile
        wrong = look.judge_file()
        if wrong is not None or look.held is None:
            return _told(row, found, wrong or Judged(Came.SAME, Why.of("update-same")), way, look.digest)
    held = look.held
    with kept_case(viewer, case, instead={row.name: look.content}) as folder:
        if held.judged is not None:
            found = replace(found, notes={"accepted": held.judged.outcome.value, **held.judged.notes})
        with transaction.atomic():
            _hold(row)
            try:
                with transaction.atomic():
                    loaded = load_case(viewer, folder, standing=held.standing, dry=way.dry)
            except Problems as error:
                return _told(row, found, judge_problems(error.problems, row.name), way, look.digest)
            found = _with_counts(row, found, loaded, held.before, held.after)
            outcome = (
                Came.LOADED if found.new + found.restated + found.withdrawn + found.restored else Came.SAME
            )
            if outcome is Came.LOADED and not way.dry:
                found = found.with_stale(_stale(viewer, row, held.after))
            why = counted(found) if outcome is Came.LOADED else Why.of("update-same")
            return _told(row, found, Judged(outcome, why), way, look.digest)


def _hold(row: Watched) -> None:
    """Everybody locks the case, then what it watches, then the journal's head: in another order two could wait."""
    Case.objects.select_for_update().filter(pk=row.case_id).first()
    Watched.objects.select_for_update().filter(pk=row.pk).first()


def _with_counts(
    row: Watched, found: UpdateDef, loaded: Loaded, before: CheckedCase, after: CheckedCase
) -> UpdateDef:
    if row.what == Watch.DOCUMENTS:  # what is gone from a list stays at the desk
        was = {one.key: one for one in before.documents}
        fresh = [one for one in after.documents if one.key not in was]
        told_otherwise = [one for one in after.documents if was.get(one.key, one) != one]
        return replace(found, new=len(fresh), restated=len(told_otherwise))
    return replace(
        found,
        new=loaded.added,
        restated=loaded.changed,
        withdrawn=loaded.withdrawn,
        restored=loaded.restored,
    )


def _stale(viewer: Viewer, row: Watched, after: CheckedCase) -> tuple[str, ...]:
    """The published figures that rest on what this file counts and now differ; none above the attempt's own level."""
    fed = {key for one in after.watched if one.name == row.name for key in one.series} | set(row.series)
    seen = stale_figures(replace(viewer, clearance=Level(row.level)))
    return tuple(one.key for one in seen if fed & set(one.series))


def _feed(viewer: Viewer, row: Watched, found: UpdateDef, look: Look, way: _Way) -> UpdateDef:
    feed, digest = look.feed or FeedRead("", ()), look.digest
    with transaction.atomic():
        _hold(row)
        fed = feed_documents(viewer, row, feed, dry=way.dry)
        notes = {**fed.notes, "left_out": feed.left_out, "nameless": feed.nameless}
        found = replace(found, notes={name: value for name, value in notes.items() if value})
        if not fed.new and not fed.retitled:
            return _told(row, found, Judged(Came.SAME, Why.of("update-same")), way, digest)
        found = replace(found, new=len(fed.new), restated=len(fed.retitled))
        why = Why.of("update-fed", new=found.new, retitled=found.restated)
        return _told(row, found, Judged(Came.LOADED, why), way, digest)


def _told(row: Watched, found: UpdateDef, judged: Judged, way: _Way, digest: str = "") -> UpdateDef:
    """Write down how the attempt went, and when the next is due; nothing of that in a dry run."""
    found = replace(
        found,
        outcome=judged.outcome,
        why={"code": judged.why.code, "params": judged.why.params_json()},
        notes={**found.notes, **judged.notes},
    )
    if way.dry:
        return found
    with recording(actor=found.by, verb="update_case", object_key=f"case:{found.case}") as entry:
        run = UpdateRun.objects.create(
            case=found.case,
            name=found.name,
            what=found.what.value,
            address=found.address,
            at=found.at,
            outcome=found.outcome.value,
            why=found.why,
            capture=found.capture,
            digest=digest,
            new=found.new,
            restated=found.restated,
            withdrawn=found.withdrawn,
            restored=found.restored,
            stale=list(found.stale),
            notes=dict(found.notes),
            by=found.by,
            level=found.level,
            batch=entry.batch,
        )
        _move_on(row, run, entry.batch)
        entry.commit_to(
            {
                "name": found.name,
                "outcome": found.outcome.value,
                "why": found.why,
                "capture": found.capture,
                "sha256": digest,
            }
        )
    return replace(found, seq=entry.seq)


def _move_on(row: Watched, run: UpdateRun, batch: int) -> None:
    stands = Watched.objects.select_for_update().filter(pk=row.pk).first()
    if stands is None:
        return
    stands.last, stands.batch = run, batch
    stands.next_at = run.at + timedelta(hours=stands.every_hours)
    if Came(run.outcome).whole:
        stands.whole, stands.wrong = run, None
    elif stands.wrong_id is None:
        stands.wrong = run
    stands.save(update_fields=["last", "whole", "wrong", "next_at", "batch"])
