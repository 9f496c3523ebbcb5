"""Claims, reviews, accepted checks and statistics as JSON: the same keys in the command line, the API and the files."""

from collections.abc import Iterable, Mapping
from typing import Any

from holdfast.claims.stored import (
    ClaimView,
    EvidenceView,
    ImportedView,
    ReportView,
    ReviewView,
    SideCount,
    Verdict,
)
from holdfast.people.types import Level
from holdfast.sources.types import DocumentRef


def claim_json(claim: ClaimView, *, whole: bool = True) -> dict[str, Any]:
    """One claim; without `whole` it is a line of a list."""
    current = claim.current
    found: dict[str, Any] = {
        "claim": claim.key,
        "text": claim.text,
        "language": claim.language,
        "this_desk": claim.desk,
        "speaker": claim.speaker,
        "speaker_name": dict(claim.speaker_name),
        "said": claim.said,
        "where": claim.where,
        "document": document_json(claim.document),
        "place": claim.place,
        "verdict": current.verdict.value if current else None,
        "independent_sources": current.independent if current else None,
        "review": current.key if current else None,
        "reviewed": current.published if current else None,
        "sensitivity": Level(claim.level).name.lower(),
    }
    if whole:
        found |= {
            "asserts": [dict(one) for one in claim.asserts],
            "relays": [
                {
                    "source": one.source,
                    "source_name": dict(one.source_name),
                    "document": document_json(one.document),
                    "said": one.said,
                    "where": one.where,
                }
                for one in claim.relays
            ],
            "reviews": [review_json(one) for one in claim.reviews],
            "imported": [imported_json(one) for one in claim.imported],
        }
    return found


def review_json(review: ReviewView) -> dict[str, Any]:
    """One review with what it rests on."""
    return {
        "review": review.key,
        "verdict": review.verdict.value,
        "independent_sources": review.independent,
        "why": dict(review.why),
        "as_of": review.as_of,
        "state": review.standing.value,
        "reviewer": review.by,
        "made": review.made,
        "second_reader": review.second,
        "second_read": review.second_at,
        "published": review.published,
        "withdrawn": review.withdrawn,
        "withdrawn_why": review.withdrawn_why,
        "supersedes": review.supersedes,
        "superseded_by": review.superseded_by,
        "evidence": [evidence_json(one) for one in review.evidence],
        "evidence_not_shown": review.hidden_evidence,
    }


def evidence_json(one: EvidenceView) -> dict[str, Any]:
    """One piece of evidence with its address."""
    return {
        "kind": one.kind,
        "key": one.key,
        "address": one.address,
        "document": document_json(one.document),
        "series": one.series or None,
        "period": one.period or None,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "qualifier": one.qualifier,
        "captured": one.captured,
    }


def document_json(document: DocumentRef | None) -> dict[str, Any] | None:
    """Enough of a document to find it."""
    if document is None:
        return None
    return {
        "key": document.key,
        "title": dict(document.title),
        "source": document.source,
        "address": document.url,
        "said": document.said,
    }


def imported_json(one: ImportedView) -> dict[str, Any]:
    """A review of somebody else, in their words."""
    return {
        "imported": one.key,
        "url": one.url,
        "publisher": one.publisher,
        "publisher_url": one.publisher_url,
        "claim_text": one.claim_text,
        "claimant": one.claimant,
        "rating_as_stated": one.rating,
        "language": one.language,
        "published": one.said,
        "claim": one.claim,
        "linked_by": one.linked_by,
        "linked_why": one.linked_why,
    }


def report_json(report: ReportView) -> dict[str, Any]:
    """An accepted check of a draft with the fixed keys of a check, its lines as accepted."""
    return {
        "report": report.key,
        "title": report.title,
        "desk": report.desk,
        "source": report.source,
        "other": report.other or None,
        "sha256": report.sha256,
        "text": report.text or None,
        "language": report.language,
        "checked_at": report.checked_at,
        "as_of": report.as_of,
        "seq": report.seq,
        "by": report.by,
        "items": [
            {
                **line.item,
                **line.why,
                "citations": list(line.citations),
                "verdict": line.verdict.value,
                "proposed": line.proposed.value,
                "reason": line.reason,
                "accepted_by": line.accepted_by,
                "accepted_at": line.accepted_at,
            }
            for line in report.lines
        ],
    }


def side_json(one: SideCount) -> dict[str, Any]:
    """One side of the statistics."""
    return {
        "kind": one.kind.value,
        "side": one.key,
        "name": dict(one.name),
        "agreement": one.agreement or None,
        "checked": one.checked,
        "claims": one.claims,
        "lines": one.lines,
        "reports": one.reports,
        "verdicts": dict(one.verdicts),
    }


def verdict_in_english(
    verdict: Verdict, independent: int | None, by: Iterable[Mapping[str, str]] = ()
) -> str:
    """The verdict as a sentence's end: "supported by 2 independent sources", "contradicted by The Paper"."""
    if verdict is Verdict.SUPPORTED and independent:
        return f"supported by {independent} independent {'source' if independent == 1 else 'sources'}"
    names = list(dict.fromkeys(name.get("en") or next(iter(name.values()), "") for name in by))
    if verdict is Verdict.CONTRADICTED:
        return f"contradicted by {', '.join(names)}" if names else "contradicted by the evidence below"
    return verdict.value
