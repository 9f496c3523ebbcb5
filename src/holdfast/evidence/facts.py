"""What an entry of the custody log says of the row it goes with: the action writes it, the check reads it back.

Each of these is the whole content of its entry, so that a row that was changed, put in or taken out past the actions
differs from what the log committed to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from holdfast.base.canonical import canonical_json, instant_text
from holdfast.evidence.models import (
    Answer,
    AnswerWords,
    Capture,
    Checkpoint,
    Confirmation,
    Expunge,
    ExpungeRequest,
    Flag,
    Hold,
    LevelChange,
    PutAway,
    Redaction,
    RedactionRequest,
    Release,
    Witnessed,
)
from holdfast.evidence.types import StampDef


def collected_facts(manifest: str, level: int, levels: Sequence[int]) -> dict[str, Any]:
    """Of a capture: its manifest, who may see it, and who may see each part, in the order of the manifest."""
    return {"manifest": manifest, "level": int(level), "levels": [int(one) for one in levels]}


def answer_facts(row: Answer, words: AnswerWords | None) -> dict[str, Any]:
    """Of an answer, with its words."""
    return {
        "answer": row.pk,
        "question": str(row.question),
        "finding": str(row.finding),
        "replaces": row.replaces_id,
        "by": row.by,
        "at": instant_text(row.at),
        "level": int(row.level),
        "text": words and words.text,
        "method": words and words.method,
        "reasons": words and words.reasons,
    }


def confirmation_facts(row: Confirmation) -> dict[str, Any]:
    """Of an agreement with an answer, or a disagreement."""
    return {
        "confirmation": row.pk,
        "answer": row.answer_id,
        "agrees": row.agrees,
        "reason": row.reason,
        "by": row.by,
        "collector": row.collector,
        "author": row.author,
        "at": instant_text(row.at),
    }


def flag_facts(row: Flag) -> dict[str, Any]:
    """Of a flag of graphic content."""
    return {
        "flag": row.pk,
        "graphic": row.graphic,
        "reason": row.reason,
        "by": row.by,
        "at": instant_text(row.at),
    }


def hold_facts(row: Hold) -> dict[str, Any]:
    """Of a legal hold."""
    return {"hold": row.pk, "ground": row.ground, "by": row.by, "at": instant_text(row.at)}


def release_facts(row: Release) -> dict[str, Any]:
    """Of the end of a legal hold."""
    return {
        "release": row.pk,
        "hold": row.hold_id,
        "reason": row.reason,
        "by": row.by,
        "at": instant_text(row.at),
    }


def level_facts(row: LevelChange) -> dict[str, Any]:
    """Of a change of who may see a capture."""
    return {
        "change": row.pk,
        "was": int(row.was),
        "level": int(row.level),
        "reason": row.reason,
        "by": row.by,
        "approver": row.approver,
        "at": instant_text(row.at),
    }


def away_facts(row: PutAway) -> dict[str, Any]:
    """Of a finding that was put away, or put back."""
    return {
        "finding": row.pk,
        "away": row.away,
        "reason": row.reason,
        "by": row.by,
        "at": instant_text(row.at),
    }


def wish_facts(row: RedactionRequest) -> dict[str, Any]:
    """Of a wish for a redacted copy: the line of the journal commits to it, for it is in no entry."""
    return {
        "key": str(row),
        "capture": row.capture.key,
        "part": row.part,
        "removed": row.removed,
        "dpi": row.dpi,
        "reason": row.reason,
        "by": row.by,
        "at": instant_text(row.at),
        "for_level": int(row.for_level),
        "level": int(row.level),
    }


def expunge_wish_facts(row: ExpungeRequest) -> dict[str, Any]:
    """Of a wish to delete, likewise."""
    return {
        "key": str(row),
        "capture": row.capture.key,
        "ground": str(row.ground),
        "text": row.text,
        "answers": list(row.answers),
        "keep_redactions": row.keep_redactions,
        "others": row.others,
        "by": row.by,
        "at": instant_text(row.at),
        "level": int(row.level),
    }


def redacted_facts(key: str, record: str, level: int) -> dict[str, Any]:
    """Of a redacted copy: its record, which says the rest, and who may see the copy."""
    return {"redaction": key, "record": record, "level": int(level)}


def expunge_facts(row: Expunge) -> dict[str, Any]:
    """Of a tombstone."""
    return {
        "ground": str(row.ground),
        "text": row.text,
        "by": row.by,
        "approvers": [row.first_approver, row.second_approver],
        "answers": list(row.answers),
        "keep_redactions": row.kept_redactions,
        "at": instant_text(row.at),
    }


def remaining_facts(about: Capture) -> str:
    """SHA-256 of all that an expunge leaves of a capture in the store of rows: it deletes what its entries opened."""
    words = {one.answer_id: one for one in AnswerWords.objects.filter(answer__capture=about)}
    return hashlib.sha256(
        canonical_json(
            {
                "capture": _capture_facts(about),
                "answers": [
                    answer_facts(row, words.get(row.pk))
                    for row in Answer.objects.filter(capture=about).order_by("id")
                ],
                "confirmations": [
                    confirmation_facts(row)
                    for row in Confirmation.objects.filter(answer__capture=about).order_by("id")
                ],
                "flags": [flag_facts(row) for row in Flag.objects.filter(capture=about).order_by("id")],
                "holds": [hold_facts(row) for row in Hold.objects.filter(capture=about).order_by("id")],
                "releases": [
                    release_facts(row) for row in Release.objects.filter(hold__capture=about).order_by("id")
                ],
                "levels": [
                    level_facts(row) for row in LevelChange.objects.filter(capture=about).order_by("id")
                ],
                "away": [away_facts(row) for row in PutAway.objects.filter(capture=about).order_by("id")],
                "redactions": [
                    _redaction_facts(row) for row in Redaction.objects.filter(capture=about).order_by("id")
                ],
            }
        )
    ).hexdigest()


def checkpoint_facts(row: Checkpoint) -> dict[str, Any]:
    """Of a signed head."""
    note = hashlib.sha256(row.note.encode()).hexdigest()
    return {"size": row.size, "root": row.root, "note": note, "at": instant_text(row.at)}


def stamp_facts(stamp: StampDef) -> dict[str, Any]:
    """Of a stamp under a signed head."""
    return {
        "checkpoint": stamp.checkpoint,
        "kind": str(stamp.kind),
        "authority": stamp.authority,
        "state": str(stamp.state),
        "proof": hashlib.sha256(stamp.proof).hexdigest(),
        "stamped_at": None if stamp.stamped_at is None else instant_text(stamp.stamped_at),
        "at": instant_text(stamp.at),
    }


def witnessed_facts(row: Witnessed) -> dict[str, Any]:
    """Of another desk's head that this one cosigned."""
    return {
        "origin": row.origin,
        "size": row.size,
        "root": row.root,
        "line": row.line,
        "at": instant_text(row.at),
    }


def _capture_facts(row: Capture) -> Mapping[str, Any]:
    return {
        "key": row.key,
        "method": str(row.method),
        "address": row.address,
        "final_address": row.final_address,
        "document": row.document_id,
        "collector": row.collector,
        "tool": row.tool,
        "started": instant_text(row.started),
        "ended": instant_text(row.ended),
        "status": row.status,
        "mime": row.mime,
        "outcome": str(row.outcome),
        "why": row.why,
        "ip": row.ip,
        "manifest": row.manifest,
        "earlier": row.earlier_id,
        "compared": str(row.compared),
        "seq": row.seq,
        "collected_level": int(row.collected_level),
        "level": int(row.level),
    }


def _redaction_facts(row: Redaction) -> Mapping[str, Any]:
    return {
        "key": row.key,
        "part": row.part,
        "name": row.name,
        "sha256": row.sha256,
        "record": row.record,
        "size": row.size,
        "mime": row.mime,
        "reason": row.reason,
        "by": row.by,
        "approver": row.approver,
        "at": instant_text(row.at),
        "seq": row.seq,
        "level": int(row.level),
    }
