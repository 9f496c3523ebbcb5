"""What an entry of the custody log says of the row it goes with: the action writes it, the check reads it back.

Each of these is the whole content of its entry, so that a row that was changed, put in or taken out past the actions
differs from what the log committed to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any

from django.db.models import Model

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


def _told(row: Model, *names: str) -> dict[str, Any]:
    """These fields of a row as an entry holds them: instants as text, members of closed lists as their values."""
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return instant_text(value)
    return value.value if isinstance(value, Enum) else value


def answer_facts(row: Answer, words: AnswerWords | None) -> dict[str, Any]:
    """Of an answer, with its words."""
    return {
        "answer": row.pk,
        "replaces": row.replaces_id,
        **_told(row, "question", "finding", "by", "at", "level"),
        "text": words and words.text,
        "method": words and words.method,
        "reasons": words and words.reasons,
    }


def confirmation_facts(row: Confirmation) -> dict[str, Any]:
    """Of an agreement with an answer, or a disagreement."""
    told = _told(row, "agrees", "reason", "by", "collector", "author", "at")
    return {"confirmation": row.pk, "answer": row.answer_id, **told}


def flag_facts(row: Flag) -> dict[str, Any]:
    """Of a flag of graphic content."""
    return {"flag": row.pk, **_told(row, "graphic", "reason", "by", "at")}


def hold_facts(row: Hold) -> dict[str, Any]:
    """Of a legal hold."""
    return {"hold": row.pk, **_told(row, "ground", "by", "at")}


def release_facts(row: Release) -> dict[str, Any]:
    """Of the end of a legal hold."""
    return {"release": row.pk, "hold": row.hold_id, **_told(row, "reason", "by", "at")}


def level_facts(row: LevelChange) -> dict[str, Any]:
    """Of a change of who may see a capture."""
    return {"change": row.pk, **_told(row, "was", "level", "reason", "by", "approver", "at")}


def away_facts(row: PutAway) -> dict[str, Any]:
    """Of a finding that was put away, or put back."""
    return {"finding": row.pk, **_told(row, "away", "reason", "by", "at")}


def wish_facts(row: RedactionRequest) -> dict[str, Any]:
    """Of a wish for a redacted copy: the line of the journal commits to it, for it is in no entry."""
    told = _told(row, "part", "removed", "dpi", "reason", "by", "at", "for_level", "level")
    return {"key": str(row), "capture": row.capture.key, **told}


def expunge_wish_facts(row: ExpungeRequest) -> dict[str, Any]:
    """Of a wish to delete, likewise."""
    return {
        "key": str(row),
        "capture": row.capture.key,
        "answers": list(row.answers),
        **_told(row, "ground", "text", "keep_redactions", "others", "by", "at", "level"),
    }


def redacted_facts(key: str, record: str, level: int) -> dict[str, Any]:
    """Of a redacted copy: its record, which says the rest, and who may see the copy."""
    return {"redaction": key, "record": record, "level": int(level)}


def expunge_facts(row: Expunge) -> dict[str, Any]:
    """Of a tombstone."""
    return {
        "approvers": [row.first_approver, row.second_approver],
        "answers": list(row.answers),
        "keep_redactions": row.kept_redactions,
        **_told(row, "ground", "text", "by", "at"),
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
    return _told(row, "origin", "size", "root", "line", "at")


def _capture_facts(row: Capture) -> Mapping[str, Any]:
    return {
        "document": row.document_id,
        "earlier": row.earlier_id,
        **_told(row, "key", "method", "address", "final_address", "collector", "tool", "started", "ended"),
        **_told(row, "status", "mime", "outcome", "why", "ip", "manifest", "compared", "seq"),
        **_told(row, "collected_level", "level"),
    }


def _redaction_facts(row: Redaction) -> Mapping[str, Any]:
    return {
        **_told(row, "key", "part", "name", "sha256", "record", "size", "mime"),
        **_told(row, "reason", "by", "approver", "at", "seq", "level"),
    }
