"""Rows of reviews as they are handed out, whether they were asked for by themselves or beside their capture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from holdfast.evidence.models import (
    Answer,
    AnswerWords,
    Capture,
    Confirmation,
    Expunge,
    ExpungeRequest,
    Hold,
    LevelRequest,
    Redaction,
    RedactionRequest,
    Release,
)
from holdfast.evidence.types import (
    AnswerDef,
    ConfirmationDef,
    ExpungeRequestDef,
    Finding,
    Ground,
    HoldDef,
    LevelRequestDef,
    Question,
    RedactionDef,
    RedactionRequestDef,
    WishState,
)
from holdfast.people.types import Level, Viewer


def answer_defs(
    rows: Iterable[Answer],
    words: Mapping[int, AnswerWords],
    replaced: frozenset[int],
    said: Iterable[Confirmation],
) -> list[AnswerDef]:
    """The answers in the order given, each with what every person last said of it; `said` in the order of writing."""
    last: dict[int, dict[str, ConfirmationDef]] = defaultdict(dict)
    for one in said:
        last[one.answer_id][one.by] = ConfirmationDef(one.by, one.agrees, one.reason, one.at)
    return [
        AnswerDef(
            id=row.pk,
            question=Question(row.question),
            finding=Finding(row.finding) if row.finding else None,
            text=words[row.pk].text if row.pk in words else None,
            method=words[row.pk].method if row.pk in words else None,
            reasons=words[row.pk].reasons if row.pk in words else None,
            by=row.by,
            at=row.at,
            replaced=row.pk in replaced,
            confirmations=tuple(last[row.pk].values()),
        )
        for row in rows
    ]


def says_untampered(answers: Iterable[AnswerDef]) -> bool:
    """Whether "yes" to the question is confirmed, and "no" is not."""
    findings = {
        answer.finding for answer in answers if answer.question is Question.UNTAMPERED and answer.confirmed
    }
    return Finding.YES in findings and Finding.NO not in findings


def hold_def(row: Hold, end: Release | None) -> HoldDef:
    """A hold, with its end where it has one."""
    if end is None:
        return HoldDef(row.pk, row.ground, row.by, row.at)
    return HoldDef(row.pk, row.ground, row.by, row.at, end.by, end.at, end.reason)


def redaction_def(viewer: Viewer, row: Redaction, about: Capture) -> RedactionDef:
    """A redacted copy of a capture whose tombstone, if any, is at hand."""
    tombstone: Expunge | None = getattr(about, "expunge", None)
    told = viewer.clearance >= Level.DESK or tombstone is None
    return RedactionDef(
        key=row.key,
        capture=about.key,
        part=row.part,
        name=row.name,
        sha256=row.sha256,
        record=row.record,
        size=row.size,
        mime=row.mime,
        reason=row.reason if told else "",
        by=row.by,
        approver=row.approver,
        at=row.at,
        seq=row.seq,
        level=row.level,
        gone=tombstone is not None and not tombstone.kept_redactions,
    )


def redaction_request_def(row: RedactionRequest, about: Capture) -> RedactionRequestDef:
    """A wish for a redacted copy."""
    return RedactionRequestDef(
        key=str(row),
        capture=about.key,
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


def expunge_request_def(row: ExpungeRequest, about: Capture) -> ExpungeRequestDef:
    """A wish to delete."""
    return ExpungeRequestDef(
        key=str(row),
        capture=about.key,
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


def level_request_def(row: LevelRequest, about: Capture) -> LevelRequestDef:
    """A wish that more people see a capture."""
    return LevelRequestDef(
        key=str(row),
        capture=about.key,
        now=about.level,
        to_level=row.to_level,
        reason=row.reason,
        by=row.by,
        at=row.at,
        state=WishState(row.state),
        decided_by=row.decided_by,
        refusal=row.refusal,
    )
