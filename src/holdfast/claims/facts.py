"""What a line of the journal about claims commits to: the action says it, and a check reads it back from the store.

Every column that a reader or a count rests on is in it, so that a row changed past the actions differs.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db.models import Model

from holdfast.claims.models import (
    Claim,
    Evidence,
    ImportedLink,
    ImportedReview,
    Publication,
    Relay,
    Report,
    ReportLine,
    Review,
    SecondReading,
    Withdrawal,
)


def _told(row: Model, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _key(row: Any) -> str | None:
    """The key of a source or document that a row names."""
    return None if row is None else str(row.key)


def claim_facts(row: Claim, level: int) -> dict[str, Any]:
    """Of a claim, with the level it was added at; a publication may open it further."""
    return {
        "claim": str(row),
        "speaker": _key(row.speaker),
        "document": _key(row.document),
        "level": int(level),
        **_told(
            row, "text", "language", "desk", "said", "said_first", "said_last", "where", "place", "asserts"
        ),
    }


def relay_facts(row: Relay) -> dict[str, Any]:
    """Of somebody who passed a claim on."""
    return {
        "claim": str(row.claim),
        "source": _key(row.source),
        "document": _key(row.document),
        **_told(row, "said", "said_first", "said_last", "where", "by"),
    }


def review_facts(row: Review, evidence: Iterable[Evidence]) -> dict[str, Any]:
    """Of a review, with what it rests on in its order."""
    return {
        "review": str(row),
        "supersedes": str(row.supersedes) if row.supersedes_id else None,
        "evidence": [[one.place, evidence_key(one)] for one in evidence],
        **_told(row, "verdict", "independent", "why", "as_of", "seq", "by", "at"),
    }


def evidence_key(row: Evidence) -> str:
    """The key of the row, the capture or the document."""
    if row.row_id:
        return f"O-{row.row_id}"
    return str(row.capture_id) if row.capture_id else str(_key(row.document))


def second_facts(row: SecondReading) -> dict[str, Any]:
    """Of the second reader's word."""
    return {"review": str(row.review), **_told(row, "reviewer", "by", "note", "at")}


def publication_facts(row: Publication) -> dict[str, Any]:
    """Of a publication."""
    return {"review": str(row.review), **_told(row, "by", "at", "level")}


def withdrawal_facts(row: Withdrawal) -> dict[str, Any]:
    """Of a review that was taken back."""
    return {"review": str(row.review), **_told(row, "reason", "by", "at")}


def report_facts(row: Report, lines: Iterable[ReportLine]) -> dict[str, Any]:
    """Of an accepted check, with each line as it was accepted; the text as its hash, none where it is not kept."""
    names = ("place", "item", "proposed", "verdict", "why_code", "why_params", "citations", "reason")
    return {
        "report": str(row),
        "source": _key(row.source),
        "text": _hash(row.text) if row.text else None,
        "items": _hash(row.items),
        "lines": [[getattr(one, name) for name in (*names, "accepted_by", "accepted_at")] for one in lines],
        **_told(
            row, "title", "desk", "other", "sha256", "language", "checked_at", "as_of", "seq", "by", "level"
        ),
    }


def imported_facts(row: ImportedReview) -> dict[str, Any]:
    """Of a review of others, with the hash of the JSON it came as."""
    names = ("url", "publisher", "publisher_url", "claim_text", "claimant", "rating", "language", "said")
    return {"raw": _hash(row.raw), **_told(row, *names, "digest", "by", "at", "level")}


def link_facts(row: ImportedLink) -> dict[str, Any]:
    """Of somebody's word which claim a review of others is about."""
    return {
        "imported": str(row.imported),
        "claim": str(row.claim) if row.claim_id else None,
        **_told(row, "reason", "by", "at"),
    }


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
