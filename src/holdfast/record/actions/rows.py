"""Single observations by a named person: added, corrected by a later edition, withdrawn with a date."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from holdfast.base.clock import today
from holdfast.base.edtf import parse_edtf
from holdfast.base.errors import shown
from holdfast.base.numbers import scaled_int
from holdfast.journal.actions import recording
from holdfast.people.permissions import require
from holdfast.people.types import Permission, Viewer
from holdfast.record.errors import (
    ObservationExists,
    ObservationInvalid,
    ObservationSuperseded,
    ObservationUnknown,
    ObservationWithdrawn,
    PeriodsOverlap,
    ReasonMissing,
    SeriesUnknown,
    SeveralRefused,
)
from holdfast.record.models import Observation, Series, Withdrawal
from holdfast.record.queries.definitions import visible_series
from holdfast.record.queries.details import row_detail
from holdfast.record.queries.digests import batch_content
from holdfast.record.types import Kind, RowDetail, RowRef, Several, Status
from holdfast.sources.queries import document_detail

_UNTOUCHED = "Nothing was written"
_ABSENT = (Status.MISSING.value, Status.NOT_MONITORED.value)


def add_observation(
    viewer: Viewer,
    *,
    series: str,
    document: str,
    about: str,
    status: Status,
    value: Decimal | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    hours: int | None = None,
    qualifier: str = "",
    comparator: bool = False,
    filled: bool = False,
    note: str = "",
) -> RowDetail:
    """Add one value by a person's hand; `about` is EDTF, and both ends of its period must be certain days.

    Raises NotAllowed, SeriesUnknown, DocumentUnknown, DateNotUnderstood, NumberOutsideUnit, ObservationInvalid,
    ObservationExists, PeriodsOverlap, SeveralRefused.
    """
    require(viewer, Permission.EDIT)
    found = visible_series(viewer).filter(key=series).first()
    if found is None:
        raise SeriesUnknown(f"There is no series {shown(series)}", untouched=_UNTOUCHED)
    document_id = document_detail(viewer, document).id
    first, last = _period(about)
    content = _content(found, status, value, low, high, hours, qualifier, note)
    with recording(actor=viewer.key, verb="add_observation", object_key=f"series:{series}") as entry:
        row = Observation(
            series=found,
            document_id=document_id,
            about=about,
            first_day=first,
            last_day=last,
            filled=filled,
            comparator=comparator,
            level=found.level,
            batch=entry.batch,
            **content,
        )
        _refuse_collision(row, found)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise ObservationExists(
                f"{series} has a row for {about} from {document} already",
                untouched=_UNTOUCHED,
                next_step="Correct that row instead",
            ) from None
        entry.commit_to(batch_content(entry.batch))
    return row_detail(viewer, RowRef(row.id).key)


def correct_observation(
    viewer: Viewer,
    *,
    key: str,
    reason: str,
    status: Status,
    value: Decimal | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    hours: int | None = None,
    qualifier: str = "",
    note: str = "",
) -> RowDetail:
    """Put a later edition in the place of the row O-<id>, which stays; all that may differ is given anew.

    Raises NotAllowed, ReasonMissing, ObservationUnknown, ObservationSuperseded, ObservationWithdrawn,
    NumberOutsideUnit, ObservationInvalid.
    """
    require(viewer, Permission.EDIT)
    reason = _reason(reason, 500)
    with recording(actor=viewer.key, verb="correct_observation", object_key=key[:200]) as entry:
        old = _standing(viewer, key)
        content = _content(old.series, status, value, low, high, hours, qualifier, note)
        if all(getattr(old, name) == given for name, given in content.items()):
            raise ObservationInvalid(f"{key} says exactly this already", untouched=_UNTOUCHED)
        row = Observation(
            series_id=old.series_id,
            document_id=old.document_id,
            about=old.about,
            first_day=old.first_day,
            last_day=old.last_day,
            filled=old.filled,
            comparator=old.comparator,
            edition=old.edition + 1,
            supersedes=old,
            reason=reason,
            level=old.level,
            batch=entry.batch,
            **content,
        )
        if old.status in _ABSENT:
            _refuse_collision(row, old.series)
        row.save(force_insert=True)
        entry.commit_to(batch_content(entry.batch))
    return row_detail(viewer, RowRef(row.id).key)


def withdraw_observation(viewer: Viewer, *, key: str, reason: str) -> RowDetail:
    """Say that the row O-<id> no longer stands, with today's date; the row stays readable.

    Raises NotAllowed, ReasonMissing, ObservationUnknown, ObservationSuperseded, ObservationWithdrawn.
    """
    require(viewer, Permission.EDIT)
    reason = _reason(reason, 500)
    with recording(actor=viewer.key, verb="withdraw_observation", object_key=key[:200]) as entry:
        row = _standing(viewer, key)
        Withdrawal(
            observation=row,
            noticed=today(row.series.timezone or "UTC"),
            reason=reason,
            level=row.level,
            batch=entry.batch,
        ).save(force_insert=True)
        entry.commit_to(batch_content(entry.batch))
    return row_detail(viewer, key)


def _standing(viewer: Viewer, key: str) -> Observation:
    """The row as it stands: its last edition, not withdrawn, and the viewer's to see."""
    detail = row_detail(viewer, key)
    row = Observation.objects.select_related("series__indicator").get(id=detail.id)
    last = (
        Observation.objects.filter(
            series=row.series_id,
            first_day=row.first_day,
            last_day=row.last_day,
            document=row.document_id,
            filled=row.filled,
        )
        .order_by("-edition")
        .first()
    )
    if last is None:
        raise ObservationUnknown(f"There is no row {shown(key)}", untouched=_UNTOUCHED)
    if last.id != row.id:
        raise ObservationSuperseded(
            f"{key} was corrected before", untouched=_UNTOUCHED, next_step=f"Look at {RowRef(last.id).key}"
        )
    if Withdrawal.objects.filter(observation=row).exists():
        raise ObservationWithdrawn(f"{key} was withdrawn before", untouched=_UNTOUCHED)
    return row


def _reason(reason: str, limit: int) -> str:
    reason = reason.strip()
    if not reason or len(reason) > limit:
        raise ReasonMissing(
            f"A reason has 1 to {limit} characters", untouched=_UNTOUCHED, next_step="Say why, for readers"
        )
    return reason


def _period(about: str) -> tuple[date, date]:
    found = parse_edtf(about)
    if found.open_start or found.open_end:
        raise ObservationInvalid(
            f"The period {about} is open at one end", untouched=_UNTOUCHED, next_step="Give both days"
        )
    return found.first, found.last


def _content(
    series: Series,
    status: Status,
    value: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
    hours: int | None,
    qualifier: str,
    note: str,
) -> Mapping[str, Any]:
    decimals = series.indicator.decimals
    numbers = [None if number is None else scaled_int(number, decimals) for number in (value, low, high)]
    stored, least, most = numbers
    if status is Status.REPORTED and stored == 0 and series.indicator.kind != Kind.STATE:
        status = Status.ZERO_REPORTED
    faults = []
    if any(number is not None and number < 0 for number in numbers):
        faults.append("a count is never below zero")
    if status.is_absence and any(number is not None for number in numbers):
        faults.append(f"'{status.word}' says that there is no value")
    if stored is None and not status.is_absence and status is not Status.PARTIAL:
        faults.append(f"'{status.word}' needs a value")
    if status is Status.ZERO_REPORTED and stored not in (0, None):
        faults.append("'zero reported' is zero")
    known = [number for number in (least, stored, most) if number is not None]
    if known != sorted(known):
        faults.append("lowest, value and highest are not in this order")
    if hours is not None and not 0 <= hours <= 24 * 366:
        faults.append("the hours covered are between 0 and a year's")
    if series.indicator.kind == Kind.STATE and stored is not None:
        states = series.indicator.states
        if states and str(stored) not in states:
            faults.append(f"{stored} is none of the states {', '.join(sorted(states))}")
    if len(qualifier) > 120 or len(note) > 1000:
        faults.append("a qualifier has at most 120 characters and a note 1,000")
    if faults:
        raise ObservationInvalid("This cannot stand: " + "; ".join(faults), untouched=_UNTOUCHED)
    return {
        "status": status.value,
        "value": stored,
        "low": least,
        "high": most,
        "hours": hours,
        "qualifier": qualifier,
        "note": note,
    }


def _refuse_collision(row: Observation, series: Series) -> None:
    """The rules about periods (see mapping.periods), for one row against those that stand."""
    if row.comparator or row.status in _ABSENT:
        return
    beside = Observation.objects.filter(
        series=series,
        filled=row.filled,
        comparator=False,
        first_day__lte=row.last_day,
        last_day__gte=row.first_day,
    ).exclude(status__in=_ABSENT)
    gone = set(
        Withdrawal.objects.filter(observation__in=beside.values("id")).values_list(
            "observation_id", flat=True
        )
    )
    corrected = set(
        Observation.objects.filter(supersedes__in=beside.values("id")).values_list("supersedes_id", flat=True)
    )
    for other in beside:
        if other.id in gone or other.id in corrected:
            continue
        same = (other.first_day, other.last_day) == (row.first_day, row.last_day)
        if same and other.document_id == row.document_id:
            continue
        if same and series.several in (Several.REFUSE, Several.PRIMARY):
            raise SeveralRefused(
                f"{RowRef(other.id).key} gives {row.about} from another document, and {series.key} does not say "
                "which is used",
                untouched=_UNTOUCHED,
                next_step='Give the series several = "first said" or "last said" in its case',
            )
        if not same and Kind(series.indicator.kind).adds_up:
            raise PeriodsOverlap(
                f"{row.about} overlaps {other.about} of {RowRef(other.id).key}, so the values cannot be added",
                untouched=_UNTOUCHED,
                next_step="Check the period, or withdraw the other row",
            )
