"""What lines of the journal about claims commit to, computed again from the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from holdfast.claims.facts import (
    claim_facts,
    imported_facts,
    link_facts,
    publication_facts,
    relay_facts,
    report_facts,
    review_facts,
    second_facts,
    withdrawal_facts,
)
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
from holdfast.journal import queries as journal
from holdfast.people.types import Level

_CHUNK = 500
_Rows = Iterator[tuple[int, Any]]  # the batch of a row, and what its line commits to


def claim_contents(verbs: Mapping[int, str]) -> dict[int, Any]:
    """The contents of the lines whose batch and verb are given, by batch.

    A line of the claims desk whose row is gone, or that has more rows than it wrote, gets a content that it never
    committed to: no row of it is ever taken out.
    """
    found: dict[int, Any] = {batch: None for batch, verb in verbs.items() if verb in _ROWS}
    for verb, rows in _ROWS.items():
        of_batch: dict[int, list[Any]] = defaultdict(list)
        for batch, content in rows():
            of_batch[batch].append(content)
        for batch, contents in of_batch.items():
            alone = verb != "import_reviews" and len(contents) == 1
            mine = contents[0] if alone else contents
            found[batch] = mine if found.get(batch) is None else [found[batch], mine]
    return found


def _claims() -> _Rows:
    opened: dict[int, list[int]] = defaultdict(list)
    for claim, level in Publication.objects.values_list("review__claim_id", "level"):
        opened[claim].append(level)
    rows = Claim.objects.select_related("speaker", "document").order_by("id")
    for row in rows.iterator(chunk_size=_CHUNK):
        yield row.batch, _with_its_level(row, opened.get(row.id, []))


def _with_its_level(row: Claim, opened: list[int]) -> dict[str, Any]:
    """The claim at the level it was added at: the present one, or a higher one that a publication opened to it."""
    line = journal.line_of_batch(row.batch) if row.level in opened else None
    higher = [one.value for one in Level if one.value > row.level] if line else []
    for level in higher:
        content = claim_facts(row, level)
        if line and not any(journal.content_problems({line.seq: content})):
            return content
    return claim_facts(row, row.level)


def _relays() -> _Rows:
    for row in Relay.objects.select_related("claim", "source", "document").order_by("id"):
        yield row.batch, relay_facts(row)


def _reviews() -> _Rows:
    evidence: dict[int, list[Evidence]] = defaultdict(list)
    for one in Evidence.objects.select_related("document").order_by("review_id", "place"):
        evidence[one.review_id].append(one)
    for row in Review.objects.select_related("supersedes").order_by("id"):
        yield row.batch, review_facts(row, evidence.get(row.id, []))


def _seconds() -> _Rows:
    for row in SecondReading.objects.select_related("review").order_by("id"):
        yield row.batch, second_facts(row)


def _publications() -> _Rows:
    for row in Publication.objects.select_related("review").order_by("id"):
        yield row.batch, publication_facts(row)


def _withdrawals() -> _Rows:
    for row in Withdrawal.objects.select_related("review").order_by("id"):
        yield row.batch, withdrawal_facts(row)


def _reports() -> _Rows:
    for row in Report.objects.select_related("source").order_by("id").iterator(chunk_size=_CHUNK):
        yield row.batch, report_facts(row, ReportLine.objects.filter(report=row).order_by("place"))


def _imported() -> _Rows:
    for row in ImportedReview.objects.order_by("id").iterator(chunk_size=_CHUNK):
        yield row.batch, imported_facts(row)


def _links() -> _Rows:
    for row in ImportedLink.objects.select_related("imported", "claim").order_by("id"):
        yield row.batch, link_facts(row)


# By the verb of a line: the rows that its action wrote.
_ROWS: Mapping[str, Callable[[], _Rows]] = {
    "add_claim": _claims,
    "add_claim_relay": _relays,
    "review_claim": _reviews,
    "second_review": _seconds,
    "publish_review": _publications,
    "withdraw_review": _withdrawals,
    "accept_report": _reports,
    "import_reviews": _imported,
    "link_imported": _links,
}
