"""What lines written before every column was committed to had committed to: fewer columns of the same rows.

A line says which form it is by the hash it carries, so nobody can choose the weaker form for a later line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from holdfast.base.canonical import NotCanonical, canonical_loads, digest
from holdfast.claims.facts import evidence_key
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


def _key(row: Any) -> str | None:
    return None if row is None else str(row.key)


def _loaded(written: str) -> Any:
    """The object that a column holds; what is none was written past the actions, and stays as it is."""
    try:
        return canonical_loads(written)
    except NotCanonical:
        return written


def earlier_claim(row: Claim, level: int) -> dict[str, Any]:
    """Of a claim: all but the first and last day that its date means."""
    names = ("text", "language", "desk", "said", "where", "place", "asserts")
    return {
        "claim": str(row), "speaker": _key(row.speaker), "document": _key(row.document), "level": int(level),
        **{name: getattr(row, name) for name in names},
    }  # fmt: skip


def earlier_relay(row: Relay) -> dict[str, Any]:
    """Of a relay: not who noted it."""
    return {
        "claim": str(row.claim), "source": _key(row.source), "document": _key(row.document),
        "said": row.said, "where": row.where,
    }  # fmt: skip


def earlier_review(row: Review, evidence: Iterable[Evidence]) -> dict[str, Any]:
    """Of a review: not which it supersedes, by whom and when."""
    return {
        "review": str(row), "verdict": row.verdict, "independent": row.independent, "why": _loaded(row.why),
        "as_of": row.as_of, "evidence": [evidence_key(one) for one in evidence],
    }  # fmt: skip


def earlier_second(row: SecondReading) -> dict[str, Any]:
    """Of a second reading: not when."""
    return {"review": str(row.review), "reviewer": row.reviewer, "by": row.by, "note": row.note}


def earlier_publication(row: Publication) -> dict[str, Any]:
    """Of a publication: who was the second reader, and to whom it went."""
    second = SecondReading.objects.filter(review=row.review).first()
    return {"review": str(row.review), "second": second.by if second else None, "level": row.level}


def earlier_withdrawal(row: Withdrawal) -> dict[str, Any]:
    """Of a withdrawal: why."""
    return {"review": str(row.review), "reason": row.reason}


def earlier_report(row: Report, lines: Iterable[ReportLine]) -> dict[str, Any]:
    """Of an accepted check: each line as it was accepted, and the hash of the text."""
    names = ("item", "proposed", "verdict", "why_code", "why_params", "citations", "reason")
    return {
        "report": str(row),
        "title": row.title,
        "source": _key(row.source),
        "desk": row.desk,
        **({"other": row.other} if row.other else {}),
        "sha256": row.sha256,
        "as_of": row.as_of,
        "seq": row.seq,
        "lines": digest([[getattr(one, name) for name in names] for one in lines]),
    }


def earlier_imported(row: ImportedReview) -> str:
    """Of a review of others: the hash of what was read of it."""
    return row.digest


def earlier_link(row: ImportedLink) -> dict[str, Any]:
    """Of a link: what it leads to, and why."""
    claim = str(row.claim) if row.claim_id else None
    return {"imported": str(row.imported), "claim": claim, "reason": row.reason}
