"""Who counts, and how much stands on each side: statements and documents, relays told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.engine.types import Terms
from holdfast.agreements.types import RelationKind


@dataclass(frozen=True, slots=True)
class Counter:
    """One who counts upstream, with the sources and series that rest on it."""

    key: str
    sources: tuple[str, ...]
    series: tuple[str, ...]
    party: str | None = None  # the party it is, or is a body of

    def as_json(self) -> dict[str, Any]:
        """Who, and what rests on it."""
        return {
            "counter": self.key,
            "sources": list(self.sources),
            "series": list(self.series),
            "party": self.party,
        }


@dataclass(frozen=True, slots=True)
class Side:
    """How much stands on one side: a party with its bodies, or (None) sources of no party."""

    party: str | None
    statements: int  # relays of one statement are one
    documents: int
    series: int

    def as_json(self) -> dict[str, Any]:
        """The three numbers."""
        return {
            "party": self.party,
            "statements": self.statements,
            "documents": self.documents,
            "series": self.series,
        }


def counters_of(counts: Sequence[Assessed]) -> tuple[Counter, ...]:
    """Who counts upstream, of those that speak: a counter that fell speaks too, though its number waits."""
    held: dict[str, list[Assessed]] = {}
    for row in counts:
        held.setdefault(row.counter or row.source or "", []).append(row)
    return tuple(
        Counter(
            key,
            tuple(dict.fromkeys(row.source or "" for row in rows)),
            tuple(dict.fromkeys(row.series or "" for row in rows)),
            next(
                (row.party for row in rows if row.party and row.relation != RelationKind.ALLY_OF_PARTY), None
            ),
        )
        for key, rows in held.items()
    )


def tally_sides(found: Sequence[Assessed], terms: Terms | None = None) -> tuple[Side, ...]:
    """Statements and documents by party, the parties first; a relay is a document and not a second statement.

    Documents are those of the rows that stand (used or set aside as said again) and of the assertions.
    """
    documents: dict[str | None, set[str]] = {}
    statements: dict[str | None, set[str]] = {}
    series: dict[str | None, set[str]] = {}
    known = terms.documents if terms is not None else {}
    keys = {document.key: document for document in known.values()}
    for row in found:
        if row.series is None:
            continue
        series.setdefault(row.party, set()).add(row.series)
        named = {known[number].key if number in known else f"#{number}" for number in row.documents}
        named |= {assertion.document for assertion in row.assertions}
        documents.setdefault(row.party, set()).update(named)
        for name in named:
            document = keys.get(name)
            # What it passes on of this very source; a page that relays others too is still one statement of this one.
            originals = {
                known[number].key
                for number in (document.relays if document is not None else ())
                if number in known and known[number].source == row.source
            }
            statements.setdefault(row.party, set()).update(originals or {name})
    order = sorted(series, key=lambda party: (party is None, party or ""))
    return tuple(
        Side(party, len(statements.get(party, ())), len(documents.get(party, ())), len(series[party]))
        for party in order
    )
