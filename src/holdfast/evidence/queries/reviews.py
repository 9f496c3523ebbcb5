"""What people said of captures and did to them, as a viewer may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import IO

from django.db.models import Q, QuerySet

from holdfast.base.errors import shown
from holdfast.evidence.errors import CaptureUnknown, RedactionUnknown, WishUnknown
from holdfast.evidence.models import (
    Answer,
    Capture,
    Confirmation,
    Expunge,
    ExpungeRequest,
    Flag,
    Hold,
    Redaction,
    RedactionRequest,
    RedactionSalt,
)
from holdfast.evidence.queries.visible import visible
from holdfast.evidence.reviewing.copies import part_for, redacted_copy
from holdfast.evidence.reviewing.wishes import wish_number
from holdfast.evidence.store import open_store
from holdfast.evidence.types import (
    AnswerDef,
    ConfirmationDef,
    ExpungeDef,
    ExpungeRequestDef,
    Finding,
    FlagDef,
    Ground,
    HoldDef,
    Marks,
    Question,
    RedactionDef,
    RedactionRequestDef,
    ReviewState,
    WishState,
)
from holdfast.people.permissions import require
from holdfast.people.types import Level, Permission, Viewer


def review_state(viewer: Viewer, key: str) -> ReviewState:
    """All that was said of a capture and done to it, as far as this viewer may know; raises CaptureUnknown.

    What was asked for and is not decided is shown to who may edit; of an expunged capture the words that people wrote
    about it to the desk alone.
    """
    about = visible(viewer).filter(key=key).first()
    if about is None:
        raise CaptureUnknown(
            f"There is no capture {shown(key)}", next_step="Look at the list of captures for its key"
        )
    answers = _answers(viewer, [about.pk])
    by_question: dict[Question, list[AnswerDef]] = {question: [] for question in Question}
    for answer in answers[about.pk]:
        by_question[answer.question].append(answer)
    flags = tuple(
        FlagDef(row.graphic, row.reason, row.by, row.at)
        for row in Flag.objects.filter(capture=about).order_by("-id")
    )
    holds = tuple(
        _hold(row) for row in Hold.objects.filter(capture=about).select_related("release").order_by("-id")
    )
    edits = viewer.may(Permission.EDIT)
    copies = Redaction.objects.filter(capture=about, level__lte=viewer.clearance)
    wishes = RedactionRequest.objects.filter(capture=about, level__lte=viewer.clearance)
    deletions = ExpungeRequest.objects.filter(capture=about, level__lte=viewer.clearance)
    state = ReviewState(
        capture=about.key,
        collector=about.collector,
        answers={question: tuple(rows) for question, rows in by_question.items()},
        confirmed=_confirmed(answers[about.pk]),
        graphic=bool(flags) and flags[0].graphic,
        flags=flags,
        holds=holds,
        held=any(not hold.released_by for hold in holds),
        redactions=_redactions(viewer, copies.order_by("id")),
        redaction_requests=_redaction_requests(wishes.order_by("-id")) if edits else (),
        expunge_requests=_expunge_requests(deletions.order_by("-id")) if edits else (),
        expunge=_expunge(about),
    )
    return _without_words(state) if state.expunge and viewer.clearance < Level.DESK else state


def _without_words(state: ReviewState) -> ReviewState:
    """Who did what and when, and the ground of the tombstone: words about a capture can repeat what it said."""
    return replace(
        state,
        answers={question: tuple(map(_unsaid, rows)) for question, rows in state.answers.items()},
        flags=tuple(replace(one, reason="") for one in state.flags),
        holds=tuple(replace(one, ground="", release_reason="") for one in state.holds),
        redaction_requests=(),
        expunge_requests=(),
        expunge=state.expunge and replace(state.expunge, text=""),
    )


def _unsaid(answer: AnswerDef) -> AnswerDef:
    said = tuple(replace(one, reason="") for one in answer.confirmations)
    return replace(answer, text=None, method=None, reasons=None, confirmations=said)


def confirmed_captures(viewer: Viewer, ids: Collection[int]) -> frozenset[int]:
    """Of the captures of these ids those that count as confirmed, in two queries whatever their number.

    A capture is confirmed when two people who neither collected it nor wrote the answer agree with an answer that it
    is untampered, nobody who looked disagrees, and no answer that it is not was confirmed alike. Only answers that
    this viewer may see count.
    """
    found = _answers(viewer, ids, Question.UNTAMPERED)
    return frozenset(number for number, answers in found.items() if _confirmed(answers))


def capture_marks(ids: Collection[int]) -> dict[int, Marks]:
    """For each capture of these ids whether it is flagged as graphic, held, expunged; three queries."""
    graphic: dict[int, bool] = {}
    for number, said in (
        Flag.objects.filter(capture__in=ids).order_by("id").values_list("capture_id", "graphic")
    ):
        graphic[number] = said
    held = set(Hold.objects.filter(capture__in=ids, release=None).values_list("capture_id", flat=True))
    gone = set(Expunge.objects.filter(capture__in=ids).values_list("capture_id", flat=True))
    return {number: Marks(graphic.get(number, False), number in held, number in gone) for number in ids}


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits for another person, the oldest first."""

    redactions: tuple[RedactionRequestDef, ...]
    expunges: tuple[ExpungeRequestDef, ...]


def pending_reviews(viewer: Viewer) -> Pending:
    """The requests that wait for another person, about captures this viewer sees; raises NotAllowed."""
    require(viewer, Permission.EDIT, untouched="Nothing was shown")
    waiting = Q(state=WishState.WAITING, level__lte=viewer.clearance, capture__in=visible(viewer))
    return Pending(
        _redaction_requests(RedactionRequest.objects.filter(waiting).order_by("id")),
        _expunge_requests(ExpungeRequest.objects.filter(waiting).order_by("id")),
    )


def redaction(viewer: Viewer, key: str) -> RedactionDef:
    """One redacted copy, by its own level: it may be public where its original is not; raises RedactionUnknown."""
    found = _redactions(viewer, Redaction.objects.filter(key=key, level__lte=viewer.clearance))
    if not found:
        raise RedactionUnknown(f"There is no redacted copy {shown(key)}")
    return found[0]


def redactions_of(viewer: Viewer, captures: Collection[str]) -> tuple[RedactionDef, ...]:
    """The redacted copies of these captures that the viewer may see, in their order."""
    return _redactions(
        viewer,
        Redaction.objects.filter(capture__key__in=captures, level__lte=viewer.clearance).order_by("id"),
    )


def open_redaction(viewer: Viewer, key: str) -> IO[bytes]:
    """A redacted copy to read from its start; raises RedactionUnknown, ObjectMissing."""
    return open_store().open(_standing(viewer, key).sha256)


def redaction_record(viewer: Viewer, key: str) -> bytes:
    """The record that binds a redacted copy to its original, as bytes; raises RedactionUnknown, ObjectMissing."""
    with open_store().open(_standing(viewer, key).record) as file:
        return file.read()


def redaction_salt(viewer: Viewer, key: str) -> bytes:
    """What shows, with the original at hand, that the copy was made from it; for who may edit and sees the original.

    Never hand it out with the copy alone: with it a small original can be guessed. Raises NotAllowed, RedactionUnknown.
    """
    require(viewer, Permission.EDIT, untouched="Nothing was shown")
    row = RedactionSalt.objects.filter(redaction__key=key, redaction__capture__in=visible(viewer)).first()
    if row is None:
        raise RedactionUnknown(f"There is no redacted copy {shown(key)} whose original is here")
    return bytes(row.salt)


def redaction_preview(viewer: Viewer, key: str) -> tuple[str, str, bytes]:
    """What a request would make: type, SHA-256 and bytes of the copy; nothing is kept. For who may edit.

    Raises NotAllowed, WishUnknown, PartUnknown, RedactionInvalid, ObjectMissing.
    """
    require(viewer, Permission.EDIT, untouched="Nothing was shown")
    wish = (
        RedactionRequest.objects.select_related("capture")
        .filter(pk=wish_number(key, "R"), level__lte=viewer.clearance, capture__in=visible(viewer))
        .first()
    )
    if wish is None:
        raise WishUnknown(
            f"There is no request for a redaction {shown(key)}",
            next_step="See what waits: holdfast review pending",
        )
    with redacted_copy(part_for(viewer, wish.capture, wish.part), wish.removed, wish.dpi) as copy:
        return copy.made.mime, copy.sha256, copy.path.read_bytes()


def _redactions(viewer: Viewer, rows: QuerySet[Redaction]) -> tuple[RedactionDef, ...]:
    """The rows as they are handed out."""
    told = viewer.clearance >= Level.DESK
    return tuple(
        RedactionDef(
            key=row.key,
            capture=row.capture.key,
            part=row.part,
            name=row.name,
            sha256=row.sha256,
            record=row.record,
            size=row.size,
            mime=row.mime,
            reason=row.reason if told or not hasattr(row.capture, "expunge") else "",
            by=row.by,
            approver=row.approver,
            at=row.at,
            seq=row.seq,
            level=row.level,
            gone=_gone(row.capture),
        )
        for row in rows.select_related("capture", "capture__expunge")
    )


def _gone(about: Capture) -> bool:
    tombstone: Expunge | None = getattr(about, "expunge", None)
    return tombstone is not None and not tombstone.kept_redactions


def _standing(viewer: Viewer, key: str) -> RedactionDef:
    found = redaction(viewer, key)
    if found.gone:
        raise RedactionUnknown(f"The redacted copy {key} was expunged with {found.capture}")
    return found


def _answers(
    viewer: Viewer, ids: Collection[int], question: Question | None = None
) -> defaultdict[int, list[AnswerDef]]:
    """The answers by capture, the newest first, each with what every person last said of it."""
    rows = Answer.objects.filter(capture__in=ids, level__lte=viewer.clearance)
    if question is not None:
        rows = rows.filter(question=question)
    rows = rows.select_related("words", "replaced_by").order_by("-id")
    listed = list(rows)
    last: dict[int, dict[str, ConfirmationDef]] = defaultdict(dict)
    for one in Confirmation.objects.filter(answer__in=[row.pk for row in listed]).order_by("id"):
        last[one.answer_id][one.by] = ConfirmationDef(one.by, one.agrees, one.reason, one.at)
    found: defaultdict[int, list[AnswerDef]] = defaultdict(list)
    for row in listed:
        words = getattr(row, "words", None)
        found[row.capture_id].append(
            AnswerDef(
                id=row.pk,
                question=Question(row.question),
                finding=Finding(row.finding) if row.finding else None,
                text=words and words.text,
                method=words and words.method,
                reasons=words and words.reasons,
                by=row.by,
                at=row.at,
                replaced=hasattr(row, "replaced_by"),
                confirmations=tuple(last[row.pk].values()),
            )
        )
    return found


def _confirmed(answers: Iterable[AnswerDef]) -> bool:
    findings = {
        answer.finding for answer in answers if answer.question is Question.UNTAMPERED and answer.confirmed
    }
    return Finding.YES in findings and Finding.NO not in findings


def _hold(row: Hold) -> HoldDef:
    end = getattr(row, "release", None)
    if end is None:
        return HoldDef(row.pk, row.ground, row.by, row.at)
    return HoldDef(row.pk, row.ground, row.by, row.at, end.by, end.at, end.reason)


def _redaction_requests(rows: QuerySet[RedactionRequest]) -> tuple[RedactionRequestDef, ...]:
    return tuple(
        RedactionRequestDef(
            key=str(row),
            capture=row.capture.key,
            part=row.part,
            removed=tuple(row.removed),
            reason=row.reason,
            by=row.by,
            at=row.at,
            state=WishState(row.state),
            for_level=row.for_level,
            decided_by=row.decided_by,
            refusal=row.refusal,
        )
        for row in rows.select_related("capture")
    )


def _expunge_requests(rows: QuerySet[ExpungeRequest]) -> tuple[ExpungeRequestDef, ...]:
    return tuple(
        ExpungeRequestDef(
            key=str(row),
            capture=row.capture.key,
            ground=Ground(row.ground),
            text=row.text,
            by=row.by,
            at=row.at,
            state=WishState(row.state),
            keep_redactions=row.keep_redactions,
            answers=tuple(row.answers),
            first_approver=row.first_approver,
            decided_by=row.decided_by,
            refusal=row.refusal,
        )
        for row in rows.select_related("capture")
    )


def _expunge(about: Capture) -> ExpungeDef | None:
    row = Expunge.objects.filter(capture=about).first()
    if row is None:
        return None
    return ExpungeDef(
        capture=about.key,
        ground=Ground(row.ground),
        text=row.text,
        by=row.by,
        approvers=(row.first_approver, row.second_approver),
        at=row.at,
        kept_redactions=row.kept_redactions,
        waiting=row.removals.filter(done_at=None).count(),
    )
