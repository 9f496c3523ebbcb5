"""All that people said of one capture and did to it, asked for together with the capture in one query."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from holdfast.base.errors import shown
from holdfast.evidence.errors import CaptureUnknown
from holdfast.evidence.models import (
    Answer,
    AnswerWords,
    Capture,
    Confirmation,
    Expunge,
    ExpungeRequest,
    Flag,
    Hold,
    LevelChange,
    LevelRequest,
    Redaction,
    RedactionRequest,
    Release,
    Removal,
)
from holdfast.evidence.queries.gathered import rows_beside, rows_from
from holdfast.evidence.queries.review_rows import (
    answer_defs,
    expunge_request_def,
    hold_def,
    level_request_def,
    redaction_def,
    redaction_request_def,
    says_untampered,
)
from holdfast.evidence.queries.visible import visible
from holdfast.evidence.types import (
    AnswerDef,
    ExpungeDef,
    FlagDef,
    Ground,
    LevelChangeDef,
    Question,
    ReviewState,
)
from holdfast.people.types import Level, Permission, Viewer


def review_state(viewer: Viewer, key: str) -> ReviewState:
    """All that was said of a capture and done to it, as far as this viewer may know; one query. Raises CaptureUnknown.

    What was asked for and is not decided is shown to who may edit; of an expunged capture the words that people wrote
    about it to the desk alone.
    """
    about = with_review(viewer, visible(viewer)).filter(key=key).first()
    if about is None:
        raise CaptureUnknown(
            f"There is no capture {shown(key)}", next_step="Look at the list of captures for its key"
        )
    return review_beside(viewer, about)


def with_review(viewer: Viewer, captures: QuerySet[Capture]) -> QuerySet[Capture]:
    """The captures with what `review_beside` reads."""
    sees = viewer.clearance
    here = {"capture": OuterRef("pk")}
    answers = {"answer__capture": OuterRef("pk"), "answer__level__lte": sees}
    left = Removal.objects.filter(expunge__capture=OuterRef("pk"), done_at=None).order_by()
    found = captures.select_related("document", "earlier__document__source", "expunge").annotate(
        answer_rows=rows_beside(Answer.objects.filter(level__lte=sees, **here)),
        word_rows=rows_beside(AnswerWords.objects.filter(**answers)),
        said_rows=rows_beside(Confirmation.objects.filter(**answers)),
        flag_rows=rows_beside(Flag.objects.filter(**here)),
        hold_rows=rows_beside(Hold.objects.filter(**here)),
        release_rows=rows_beside(Release.objects.filter(hold__capture=OuterRef("pk"))),
        copy_rows=rows_beside(Redaction.objects.filter(level__lte=sees, **here)),
        removals_left=Coalesce(
            Subquery(left.values("expunge").annotate(n=Count("id")).values("n"), output_field=IntegerField()),
            0,
        ),
    )
    if sees >= Level.DESK:
        found = found.annotate(level_rows=rows_beside(LevelChange.objects.filter(**here)))
    if not viewer.may(Permission.EDIT):
        return found
    return found.annotate(
        redaction_wishes=rows_beside(RedactionRequest.objects.filter(level__lte=sees, **here)),
        expunge_wishes=rows_beside(ExpungeRequest.objects.filter(level__lte=sees, **here)),
        level_wishes=rows_beside(LevelRequest.objects.filter(level__lte=sees, **here)),
    )


def review_beside(viewer: Viewer, about: Any) -> ReviewState:
    """What `with_review` brought beside a capture."""
    answers = _answers(about)
    by_question: dict[Question, list[AnswerDef]] = {question: [] for question in Question}
    for answer in answers:
        by_question[answer.question].append(answer)
    flags = tuple(
        FlagDef(row.graphic, row.reason, row.by, row.at) for row in reversed(rows_from(Flag, about.flag_rows))
    )
    ends = {one.hold_id: one for one in rows_from(Release, about.release_rows)}
    holds = tuple(hold_def(row, ends.get(row.pk)) for row in reversed(rows_from(Hold, about.hold_rows)))
    redactions = rows_from(RedactionRequest, getattr(about, "redaction_wishes", None))
    expunges = rows_from(ExpungeRequest, getattr(about, "expunge_wishes", None))
    openings = rows_from(LevelRequest, getattr(about, "level_wishes", None))
    changes = rows_from(LevelChange, getattr(about, "level_rows", None))
    state = ReviewState(
        capture=about.key,
        collector=about.collector,
        answers={question: tuple(rows) for question, rows in by_question.items()},
        confirmed=says_untampered(answers),
        graphic=bool(flags) and flags[0].graphic,
        flags=flags,
        holds=holds,
        held=any(not hold.released_by for hold in holds),
        redactions=tuple(redaction_def(viewer, row, about) for row in rows_from(Redaction, about.copy_rows)),
        redaction_requests=tuple(redaction_request_def(row, about) for row in reversed(redactions)),
        expunge_requests=tuple(expunge_request_def(row, about) for row in reversed(expunges)),
        expunge=_expunge(about),
        level_changes=tuple(
            LevelChangeDef(row.was, row.level, row.reason, row.by, row.approver, row.at)
            for row in reversed(changes)
        ),
        level_requests=tuple(level_request_def(row, about) for row in reversed(openings)),
    )
    return _without_words(state) if state.expunge and viewer.clearance < Level.DESK else state


def _answers(about: Any) -> list[AnswerDef]:
    rows = rows_from(Answer, about.answer_rows)
    return answer_defs(
        reversed(rows),
        {one.pk: one for one in rows_from(AnswerWords, about.word_rows)},
        frozenset(one.replaces_id for one in rows if one.replaces_id),
        rows_from(Confirmation, about.said_rows),
    )


def _expunge(about: Any) -> ExpungeDef | None:
    row: Expunge | None = getattr(about, "expunge", None)
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
        waiting=about.removals_left,
    )


def _without_words(state: ReviewState) -> ReviewState:
    """Who did what and when, and the ground of the tombstone: words about a capture can repeat what it said."""
    return replace(
        state,
        answers={question: tuple(map(_unsaid, rows)) for question, rows in state.answers.items()},
        flags=tuple(replace(one, reason="") for one in state.flags),
        holds=tuple(replace(one, ground="", release_reason="") for one in state.holds),
        redaction_requests=(),
        expunge_requests=(),
        level_requests=(),
        expunge=state.expunge and replace(state.expunge, text=""),
    )


def _unsaid(answer: AnswerDef) -> AnswerDef:
    said = tuple(replace(one, reason="") for one in answer.confirmations)
    return replace(answer, text=None, method=None, reasons=None, confirmations=said)
