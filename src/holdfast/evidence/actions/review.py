"""Reviewing a capture: answers and who confirms them, the flag of graphic content, legal holds."""

from __future__ import annotations

from holdfast.base.clock import now
from holdfast.base.errors import shown
from holdfast.evidence.custody import enter_event
from holdfast.evidence.errors import AnotherPersonNeeded, AnswerUnknown, HoldUnknown, ReviewInvalid
from holdfast.evidence.facts import (
    answer_facts,
    confirmation_facts,
    flag_facts,
    hold_facts,
    release_facts,
)
from holdfast.evidence.models import Answer, AnswerWords, Confirmation, Flag, Hold, Release
from holdfast.evidence.queries.captures import visible
from holdfast.evidence.reviewing.words import (
    UNTOUCHED,
    capture_for,
    level_within,
    one_of,
    refuse_expunged,
    standing_hold,
    written,
)
from holdfast.evidence.types import Event, Finding, Question, Verb
from holdfast.journal.actions import recording
from holdfast.people.permissions import require
from holdfast.people.types import Permission, Viewer


def answer_question(
    *,
    viewer: Viewer,
    capture: str,
    question: str,
    text: str,
    method: str,
    reasons: str,
    finding: str | None = None,
    level: int | None = None,
) -> int:
    """Answer where, when, what, who or untampered, with the method used and the reasons; the answer's number.

    `finding` (yes, no, cannot-tell) goes with "untampered" and nothing else. A new answer takes the place of one's own
    earlier one to the same question, which stays readable; what others confirmed of it does not pass on. Raises
    NotAllowed, CaptureUnknown, CaptureExpunged, ReviewInvalid.
    """
    require(viewer, Permission.EDIT)
    asked = Question(one_of(question, Question, "question"))
    found = one_of(finding or "", Finding, "finding") if asked is Question.UNTAMPERED else ""
    if finding and not found:
        raise ReviewInvalid(f"A finding goes with {Question.UNTAMPERED} alone", untouched=UNTOUCHED)
    words = {
        "text": written(text, "answer"),
        "method": written(method, "method"),
        "reasons": written(reasons, "reasons"),
    }
    with recording(actor=viewer.key, verb="answer_question", object_key=f"capture:{capture[:100]}") as entry:
        about = capture_for(viewer, capture, lock=True)
        refuse_expunged(about)
        own = Answer.objects.filter(capture=about, question=asked, by=viewer.key, replaced_by=None).first()
        answer = Answer.objects.create(
            capture=about,
            question=asked,
            finding=found,
            by=viewer.key,
            at=now(),
            replaces=own,
            level=max(level_within(viewer, level, about.level), about.level),
            batch=entry.batch,
        )
        content = answer_facts(answer, AnswerWords.objects.create(answer=answer, **words))
        enter_event(entry, Event(Verb.ANSWERED, about.key, content), actor=viewer.key)
    return int(answer.pk)


def confirm_answer(*, viewer: Viewer, answer: int, agrees: bool, reason: str = "") -> None:
    """Agree with somebody's answer, or disagree and say why; a person can change their mind once.

    Neither who collected the capture nor who wrote the answer can, here and in the store itself. Raises NotAllowed,
    AnswerUnknown, AnotherPersonNeeded, ReviewInvalid.
    """
    require(viewer, Permission.EDIT)
    said = written(reason, "reason") if reason.strip() or not agrees else ""
    with recording(actor=viewer.key, verb="confirm_answer", object_key=f"answer:{answer}") as entry:
        row = _answer(viewer, answer)
        about = capture_for(viewer, row.capture.key, lock=True)
        refuse_expunged(about)
        row = _answer(viewer, answer)  # again, now that nobody else writes about this capture
        for who, what in ((about.collector, f"collected {about.key}"), (row.by, f"wrote answer {row.pk}")):
            if viewer.key == who:
                raise AnotherPersonNeeded(
                    f"{viewer.key} {what}; an answer is confirmed by two people who are neither its author nor the "
                    "collector",
                    untouched=UNTOUCHED,
                    next_step="Ask another editor or reviewer",
                )
        before = Confirmation.objects.filter(answer=row, by=viewer.key).order_by("-id")
        if any(one.agrees == agrees for one in before):
            raise ReviewInvalid(
                f"{viewer.key} {'agreed' if agrees else 'disagreed'} with answer {row.pk} before",
                untouched=UNTOUCHED,
                next_step="What was said stays; write an answer of your own",
            )
        made = Confirmation.objects.create(
            answer=row,
            by=viewer.key,
            collector=about.collector,
            author=row.by,
            agrees=agrees,
            reason=said,
            at=now(),
            batch=entry.batch,
        )
        enter_event(entry, Event(Verb.CONFIRMED, about.key, confirmation_facts(made)), actor=viewer.key)


def flag_graphic(*, viewer: Viewer, capture: str, graphic: bool, reason: str) -> None:
    """Say that a capture shows graphic content, so that it is blurred until asked for, or that it does not.

    Raises NotAllowed, CaptureUnknown, CaptureExpunged, ReviewInvalid.
    """
    require(viewer, Permission.EDIT)
    why = written(reason, "reason")
    with recording(actor=viewer.key, verb="flag_graphic", object_key=f"capture:{capture[:100]}") as entry:
        about = capture_for(viewer, capture, lock=True)
        refuse_expunged(about)
        last = Flag.objects.filter(capture=about).order_by("-id").first()
        if (last.graphic if last else False) == graphic:
            raise ReviewInvalid(
                f"{about.key} is {'' if graphic else 'not '}flagged as graphic already", untouched=UNTOUCHED
            )
        flag = Flag.objects.create(
            capture=about, graphic=graphic, reason=why, by=viewer.key, at=now(), batch=entry.batch
        )
        enter_event(entry, Event(Verb.FLAGGED, about.key, flag_facts(flag)), actor=viewer.key)


def hold_capture(*, viewer: Viewer, capture: str, ground: str) -> int:
    """Put a legal hold on a capture: nothing of it is expunged until every hold is released; the hold's number.

    Any editor may; several holds can stand at once. Raises NotAllowed, CaptureUnknown, CaptureExpunged, ReviewInvalid.
    """
    require(viewer, Permission.EDIT)
    why = written(ground, "ground")
    with recording(actor=viewer.key, verb="hold_capture", object_key=f"capture:{capture[:100]}") as entry:
        about = capture_for(viewer, capture, lock=True)
        refuse_expunged(about)
        hold = Hold.objects.create(capture=about, ground=why, by=viewer.key, at=now(), batch=entry.batch)
        enter_event(entry, Event(Verb.HELD, about.key, hold_facts(hold)), actor=viewer.key)
    return int(hold.pk)


def release_hold(*, viewer: Viewer, capture: str, reason: str, hold: int | None = None) -> int:
    """End a legal hold, the oldest that stands unless its number is given; the number of the hold that ended.

    It takes a reviewer. Raises NotAllowed, CaptureUnknown, HoldUnknown, ReviewInvalid.
    """
    require(viewer, Permission.PUBLISH)
    why = written(reason, "reason")
    with recording(actor=viewer.key, verb="release_hold", object_key=f"capture:{capture[:100]}") as entry:
        about = capture_for(viewer, capture, lock=True)
        row = (
            standing_hold(about)
            if hold is None
            else Hold.objects.filter(capture=about, pk=hold, release=None).first()
        )
        if row is None:
            which = "no hold that stands" if hold is None else f"no hold {shown(hold)} that stands"
            raise HoldUnknown(
                f"{about.key} has {which}",
                untouched=UNTOUCHED,
                next_step=f"See its holds: holdfast review show {about.key}",
            )
        content = release_facts(
            Release.objects.create(hold=row, reason=why, by=viewer.key, at=now(), batch=entry.batch)
        )
        enter_event(entry, Event(Verb.RELEASED, about.key, content), actor=viewer.key)
    return int(row.pk)


def _answer(viewer: Viewer, number: int) -> Answer:
    row = (
        Answer.objects.select_related("capture")
        .filter(pk=number, replaced_by=None, level__lte=viewer.clearance, capture__in=visible(viewer))
        .first()
    )
    if row is None:
        raise AnswerUnknown(
            f"There is no answer {shown(number)} that stands",
            untouched=UNTOUCHED,
            next_step="See the capture for its answers: holdfast review show KEY",
        )
    return row
