"""What the claims room hands out of a check: lines with their verdicts, as a page, a command or a report shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from holdfast.base.why import Why
from holdfast.claims.engine.items import Item
from holdfast.claims.engine.judge import Checked, Reading, Speaker, Verdict


@dataclass(frozen=True, slots=True)
class SeenBefore:
    """A known claim that a line comes near to: by its key, for a person to compare. It says nothing of the line."""

    claim: str
    text: str
    score: float

    def as_json(self) -> dict[str, Any]:
        """The candidate as JSON carries it."""
        return {"claim": self.claim, "text": self.text, "score": Decimal(f"{self.score:.4f}")}


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A text with every checkable item and its verdict, as the record stood on `as_of`.

    `candidates` are the known claims near to each sentence that was looked up, by where the sentence stands.
    """

    text: str
    as_of: date
    published: date | None
    lines: tuple[Checked, ...]
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    candidates: Mapping[tuple[int, int], tuple[SeenBefore, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()  # what should be known of how it was read
    part: tuple[int, int] | None = None  # the characters read, where only a part was asked for

    @property
    def rest(self) -> int | None:
        """Where to go on: the first character that was not read; None where nothing is left."""
        return self.part[1] if self.part and self.part[1] < len(self.text) else None

    def seen_before(self, one: Checked) -> tuple[SeenBefore, ...] | None:
        """The known claims that the line's sentence comes near to, best first; None where it was not looked up."""
        return self.candidates.get(one.item.sentence)

    def worst_first(self) -> tuple[Checked, ...]:
        """The lines that will be thrown back first, then the others; of one verdict in the order of the text."""
        return tuple(sorted(self.lines, key=lambda one: (one.verdict.rank, one.item.start)))

    def counts(self) -> dict[str, int]:
        """How many lines have each verdict, the worst first."""
        found = Counter(one.verdict for one in self.lines)
        return {verdict.value: found[verdict] for verdict in Verdict if found[verdict]}

    def as_json(self) -> dict[str, Any]:
        """{"items"} with the fixed keys of a check and what is told beside them; see docs/checking.md."""
        return (
            {
                "items": [
                    line_json(one, self.speakers) | {"candidates": candidates_json(self.seen_before(one))}
                    for one in self.lines
                ],
                "as_of": self.as_of,
                "published": self.published,
                "verdicts": self.counts(),
            }
            | (
                {"read": {"from": self.part[0], "to": self.part[1], "of": len(self.text), "go_on": self.rest}}
                if self.part
                else {}
            )
            | ({"notes": list(self.notes)} if self.notes else {})
        )


def item_json(item: Item) -> dict[str, Any]:
    """What an item says: keys in docs/cli.md, offsets in characters of the text given."""
    return {
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "lang": item.lang,
        "kind": item.kind,
        "value": item.value,
        "low": item.low,
        "high": item.high,
        "bound": item.bound,
        "unit": item.unit,
        "what": item.what,
        "per": item.per,
        "base": item.base,
        "as_of": item.as_of,
        "period_from": item.period_from,
        "period_to": item.period_to,
        "attribution": item.attribution,
        "place": item.place,
    }


def manner_json(item: Item) -> dict[str, Any]:
    """How an item says it: in whose voice, denied, promised, asked."""
    return {"voice": item.voice, "negated": item.negated, "target": item.target, "ask": item.ask}


def line_json(one: Checked, speakers: Mapping[str, Speaker]) -> dict[str, Any]:
    """One line as JSON."""
    return {
        **item_json(one.item),
        "verdict": one.verdict,
        "why": one.why.render("en"),
        "citations": [reading_json(row, speakers) for row in one.cited],
        "why_code": one.why.code,
        "why_params": one.why.params_json(),
        "rule": one.rule,
        "independent": one.independent,
        "newer": [reading_json(row, speakers) for row in one.newer],
        "missing": [_said(why) for why in one.missing],
        "would_change": one.would_change.render("en") if one.would_change else None,
        "warnings": [_said(why) for why in one.warnings],
        "concepts": list(one.item.concepts),
        "population": one.item.population,
        "actor": one.item.actor,
        "point": one.item.point,
        **manner_json(one.item),
    }


def reading_json(row: Reading, speakers: Mapping[str, Speaker]) -> dict[str, Any]:
    """One row of the record as a citation: who counts, of what, of when, where it stands and whether it is kept."""
    speaker = speakers.get(row.source)
    document = row.document
    return {
        "row": row.key,
        "series": row.series,
        "source": row.source,
        "source_name": dict(speaker.name) if speaker else {},
        "relation": speaker.relation if speaker else "",
        "counts_upstream": speaker.counter if speaker else row.source,
        "kind": row.kind,
        "value": row.value,
        "bound": row.bound,
        "per": row.per or None,
        "since": row.window_start,
        "as_of": row.last,
        "document": document.key if document else None,
        "title": dict(document.title) if document else {},
        "address": (document.url or None) if document else None,
        "said": document.said if document else "",
        "captures": document.captures if document else 0,
        "capture": (document.capture or None) if document else None,
    }


def candidates_json(found: tuple[SeenBefore, ...] | None) -> list[dict[str, Any]] | None:
    """The known claims near to a line as JSON; null where they were not looked for."""
    return None if found is None else [one.as_json() for one in found]


def _said(why: Why) -> str:
    return why.render("en")
