"""What lines of the journal about claims commit to, computed again from the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from holdfast.claims.earlier import (
    earlier_claim,
    earlier_imported,
    earlier_link,
    earlier_publication,
    earlier_relay,
    earlier_report,
    earlier_review,
    earlier_second,
    earlier_withdrawal,
)
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
_Rows = Iterator[tuple[int, tuple[Any, ...]]]  # the batch of a row, and what its facts are made of


def claim_contents(verbs: Mapping[int, str]) -> dict[int, Any]:
    """The contents of the lines whose batch and verb are given, by batch.

    A line of the claims desk whose row is gone, or that has more rows than it wrote, gets a content that it never
    committed to: no row of it is ever taken out. A line that an earlier version wrote committed to fewer columns:
    where it did not commit to all of them, it is held to those.
    """
    found: dict[int, Any] = {batch: None for batch, verb in verbs.items() if verb in _ROWS}
    seqs = {line.batch: line.seq for line in journal.lines(limit=None) if line.batch in found}
    for verb, rows in _ROWS.items():
        facts, earlier = _FACTS[verb]
        of_batch: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for batch, parts in rows():
            of_batch[batch].append(parts)
        made = {batch: _content(verb, facts, several) for batch, several in of_batch.items()}
        for batch in _not_committed_to(made, seqs):
            before = _content(verb, earlier, of_batch[batch])
            if not _not_committed_to({batch: before}, seqs):
                made[batch] = before
        for batch, mine in made.items():
            found[batch] = mine if found.get(batch) is None else [found[batch], mine]
    return found


def _content(verb: str, facts: Callable[..., Any], several: list[tuple[Any, ...]]) -> Any:
    contents = [facts(*parts) for parts in several]
    return contents[0] if verb != "import_reviews" and len(contents) == 1 else contents


def _not_committed_to(made: Mapping[int, Any], seqs: Mapping[int, int]) -> list[int]:
    """The batches whose line committed to something else."""
    known = {batch: content for batch, content in made.items() if batch in seqs}
    if not any(journal.content_problems({seqs[batch]: content for batch, content in known.items()})):
        return []
    return [
        batch for batch, content in known.items() if any(journal.content_problems({seqs[batch]: content}))
    ]


def _claims() -> _Rows:
    opened: dict[int, list[int]] = defaultdict(list)
    for claim, level in Publication.objects.values_list("review__claim_id", "level"):
        opened[claim].append(level)
    rows = Claim.objects.select_related("speaker", "document").order_by("id")
    for row in rows.iterator(chunk_size=_CHUNK):
        yield row.batch, (row, opened.get(row.id, []))


def _at_its_level(facts: Callable[[Claim, int], Any]) -> Callable[[Claim, list[int]], Any]:
    """The claim at the level it was added at: the present one, or a higher one that a publication opened to it."""

    def made(row: Claim, opened: list[int]) -> Any:
        line = journal.line_of_batch(row.batch) if row.level in opened else None
        higher = [one.value for one in Level if one.value > row.level] if line else []
        for level in higher:
            content = facts(row, level)
            if line and not any(journal.content_problems({line.seq: content})):
                return content
        return facts(row, row.level)

    return made


def _relays() -> _Rows:
    for row in Relay.objects.select_related("claim", "source", "document").order_by("id"):
        yield row.batch, (row,)


def _reviews() -> _Rows:
    evidence: dict[int, list[Evidence]] = defaultdict(list)
    for one in Evidence.objects.select_related("document").order_by("review_id", "place"):
        evidence[one.review_id].append(one)
    for row in Review.objects.select_related("supersedes").order_by("id"):
        yield row.batch, (row, evidence.get(row.id, []))


def _seconds() -> _Rows:
    for row in SecondReading.objects.select_related("review").order_by("id"):
        yield row.batch, (row,)


def _publications() -> _Rows:
    for row in Publication.objects.select_related("review").order_by("id"):
        yield row.batch, (row,)


def _withdrawals() -> _Rows:
    for row in Withdrawal.objects.select_related("review").order_by("id"):
        yield row.batch, (row,)


def _reports() -> _Rows:
    for row in Report.objects.select_related("source").order_by("id").iterator(chunk_size=_CHUNK):
        yield row.batch, (row, ReportLine.objects.filter(report=row).order_by("place"))


def _imported() -> _Rows:
    for row in ImportedReview.objects.order_by("id").iterator(chunk_size=_CHUNK):
        yield row.batch, (row,)


def _links() -> _Rows:
    for row in ImportedLink.objects.select_related("imported", "claim").order_by("id"):
        yield row.batch, (row,)


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
# By the verb of a line: what it commits to now, and what it committed to before.
_FACTS: Mapping[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "add_claim": (_at_its_level(claim_facts), _at_its_level(earlier_claim)),
    "add_claim_relay": (relay_facts, earlier_relay),
    "review_claim": (review_facts, earlier_review),
    "second_review": (second_facts, earlier_second),
    "publish_review": (publication_facts, earlier_publication),
    "withdraw_review": (withdrawal_facts, earlier_withdrawal),
    "accept_report": (report_facts, earlier_report),
    "import_reviews": (imported_facts, earlier_imported),
    "link_imported": (link_facts, earlier_link),
}
