"""Findings: a named reviewer's word on top of the record's, with excuses considered and a right of reply."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Manager, Max

from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.errors import ObligationUnknown, ReadingUnknown
from holdfast.agreements.queries import assessments_of, duty_seen, readings_seen
from holdfast.agreements.types import State
from holdfast.base.canonical import canonical_json
from holdfast.base.clock import now
from holdfast.base.errors import shown
from holdfast.figures.compute import numbered
from holdfast.figures.errors import FindingIncomplete, FindingNotGrounded, FindingUnknown
from holdfast.figures.models import Finding
from holdfast.figures.types import FindingView
from holdfast.journal.actions import recording
from holdfast.people.permissions import require
from holdfast.people.signing import signature
from holdfast.people.types import Level, Permission, Viewer

GROUNDS = (State.NOT_KEPT, State.PARTLY)
_UNTOUCHED = "No finding was made"


def make_finding(
    viewer: Viewer,
    *,
    agreement: str,
    obligation: str,
    first: date,
    last: date,
    reasons: str,
    excuses_considered: str,
    right_of_reply: str,
    reading: str | None = None,
    level: int = Level.PUBLIC,
) -> FindingView:
    """A reviewer finds an obligation broken in a window, under a reading or (None) under each of them.

    It stands only on the record's own "not kept" or "partly kept" as of the last day, by some series under that
    reading, and with no series there that says "kept"; the assessments are stored with it. `right_of_reply` says who
    was asked, when, and what they answered. Raises NotAllowed, FindingIncomplete, FindingNotGrounded, and
    AgreementUnknown, ObligationUnknown, ReadingUnknown.
    """
    require(viewer, Permission.PUBLISH, untouched=_UNTOUCHED)
    texts = _complete(reasons, excuses_considered, right_of_reply)
    if first > last:
        raise FindingIncomplete("The finding's window ends before it begins", untouched=_UNTOUCHED)
    grounds = _grounds(viewer, agreement, obligation, reading, last)
    place = _pointed_at("obligation").get(agreement__key=agreement, key=obligation)
    held = _pointed_at("reading").filter(obligation=place, key=reading).first() if reading else None
    with recording(
        actor=viewer.key, verb="make_finding", object_key=f"finding:{agreement}:{obligation}"[:200]
    ) as entry:
        number = (Finding.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        row = Finding.objects.create(
            agreement_id=place.agreement_id,
            obligation=place,
            reading=held,
            number=number,
            edition=1,
            word="broken",
            grounds=canonical_json([numbered(one.as_json()) for one in grounds]).decode("utf-8"),
            from_day=first,
            to_day=last,
            by=signature(viewer),
            made=now(),
            level=max(int(level), place.level),
            batch=entry.batch,
            **texts,
        )
        entry.commit_to({"finding": number, "edition": 1, "grounds": row.grounds, **texts})
    return _view(row)


def withdraw_finding(viewer: Viewer, *, finding: int, reasons: str, right_of_reply: str = "") -> FindingView:
    """Take a finding back, for stated reasons: a new edition; the first one stays readable. Raises FindingUnknown."""
    require(viewer, Permission.PUBLISH, untouched="The finding stands as it was")
    if not reasons.strip():
        raise FindingIncomplete("A withdrawal needs its reasons", untouched="The finding stands as it was")
    last = Finding.objects.filter(number=finding, level__lte=viewer.clearance).order_by("-edition").first()
    if last is None or last.word == "withdrawn":
        raise FindingUnknown(
            f"There is no finding {shown(finding)} that stands", untouched="Nothing was changed"
        )
    with recording(actor=viewer.key, verb="withdraw_finding", object_key=f"finding:{finding}") as entry:
        row = Finding.objects.create(
            agreement_id=last.agreement_id,
            obligation_id=last.obligation_id,
            reading_id=last.reading_id,
            number=last.number,
            edition=last.edition + 1,
            word="withdrawn",
            grounds=last.grounds,
            from_day=last.from_day,
            to_day=last.to_day,
            reasons=reasons.strip(),
            excuses_considered=last.excuses_considered,
            right_of_reply=right_of_reply.strip() or last.right_of_reply,
            by=signature(viewer),
            made=now(),
            level=last.level,
            batch=entry.batch,
        )
        entry.commit_to({"finding": row.number, "edition": row.edition, "reasons": row.reasons})
    return _view(row)


def findings_list(
    viewer: Viewer, agreement: str | None = None, *, every_edition: bool = False
) -> tuple[FindingView, ...]:
    """Findings by number, each in its last edition or in every one; those withdrawn say so."""
    found = Finding.objects.filter(
        duty_seen(viewer, "obligation"),
        level__lte=viewer.clearance,
        agreement__level__lte=viewer.clearance,
    ).select_related("agreement", "obligation", "reading")
    if agreement is not None:
        found = found.filter(agreement__key=agreement)
    rows = list(found.order_by("number", "edition"))
    known = {reading.pk for reading, _ in readings_seen(viewer, {row.reading for row in rows if row.reading})}
    rows = [row for row in rows if row.reading is None or row.reading.pk in known]
    last = {row.number: row for row in rows}
    return tuple(_view(row) for row in (rows if every_edition else last.values()))


def _pointed_at(field: str) -> Manager[Any]:
    """The rows a finding's foreign key can point at: its ids are the one thing keys do not give."""
    manager: Manager[Any] = Finding._meta.get_field(field).remote_field.model._default_manager
    return manager


def _complete(reasons: str, excuses_considered: str, right_of_reply: str) -> dict[str, str]:
    texts = {
        "reasons": reasons.strip(),
        "excuses_considered": excuses_considered.strip(),
        "right_of_reply": right_of_reply.strip(),
    }
    missing = [name.replace("_", " ") for name, text in texts.items() if not text]
    if missing:
        raise FindingIncomplete(
            f"The finding lacks: {', '.join(missing)}",
            untouched=_UNTOUCHED,
            next_step="Say why, which excuses were considered, and whom you asked for a reply, when, with what answer",
        )
    return texts


def _grounds(
    viewer: Viewer, agreement: str, obligation: str, reading: str | None, as_of: date
) -> list[Assessed]:
    assessed, terms = assessments_of(viewer, agreement, as_of=as_of)
    duty = next((one for one in terms.obligations if one.key == obligation), None)
    if duty is None:
        raise ObligationUnknown(f"{agreement} has no obligation {shown(obligation)}", untouched=_UNTOUCHED)
    if reading is not None and reading not in {one.key for one in duty.readings}:
        raise ReadingUnknown(f"{obligation} has no reading {shown(reading)}", untouched=_UNTOUCHED)
    found = [
        one
        for one in assessed
        if one.obligation == obligation and (reading is None or one.reading == reading)
    ]
    if not any(one.state in GROUNDS for one in found) or any(one.state is State.KEPT for one in found):
        raise FindingNotGrounded(
            f"The record says of {obligation}, as of {as_of}: {_said(found)}",
            untouched=_UNTOUCHED,
            next_step="A finding stands on 'not kept' or 'partly kept'; name the reading that says so",
        )
    return found


def _said(found: Iterable[Assessed]) -> str:
    return ", ".join(sorted({str(one.state) for one in found})) or "nothing"


def _view(row: Finding) -> FindingView:
    return FindingView(
        id=row.number,
        agreement=row.agreement.key,
        obligation=row.obligation.key,
        obligation_title=row.obligation.title,
        reading=row.reading.key if row.reading else None,
        edition=row.edition,
        word=row.word,
        first=row.from_day,
        last=row.to_day,
        reasons=row.reasons,
        excuses_considered=row.excuses_considered,
        right_of_reply=row.right_of_reply,
        by=row.by,
        made=row.made,
    )
