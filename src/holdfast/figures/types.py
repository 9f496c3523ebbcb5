"""What the figures room takes in and hands out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from holdfast.base.language import LANGUAGES, format_number
from holdfast.figures.outcomes import (
    Citation,
    CorrectionLine,
    Difference,
    FindingView,
    Outline,
    Rebuilt,
    Stale,
    StandingView,
)
from holdfast.people.types import Level

__all__ = [
    "ROWS_A_PAGE",
    "SIDE_BY_SIDE",
    "ChartView",
    "Citation",
    "CorrectionLine",
    "Difference",
    "FigureDef",
    "FigureLine",
    "FigureView",
    "FindingView",
    "Headline",
    "Outline",
    "Rebuilt",
    "RevisionLine",
    "RevisionRef",
    "RowsPage",
    "Stale",
    "StandingView",
    "Words",
    "shown_number",
]

Words = Mapping[str, str]
ROWS_A_PAGE = 500
SIDE_BY_SIDE = " · "  # between numbers that no dash may join into a range


@dataclass(frozen=True, slots=True)
class FigureDef:
    """A figure as a case declares it: an obligation or an indicator, and series with the headline first."""

    key: str
    question: Words
    caveats: Sequence[Words]
    obligation: str = ""
    indicator: str = ""
    reading: str = ""
    series: Sequence[str] = ()
    first: date | None = None
    last: date | None = None
    level: int = Level.DESK

    def definition(self) -> dict[str, Any]:
        """The definition as stored and as printed."""
        return {
            "obligation": self.obligation or None,
            "indicator": self.indicator or None,
            "reading": self.reading or None,
            "series": list(self.series),
            "window": {
                "first": self.first.isoformat() if self.first else None,
                "last": self.last.isoformat() if self.last else None,
            },
        }


@dataclass(frozen=True, slots=True)
class RevisionRef:
    """A revision just published: its key and its answer in one English sentence."""

    key: str
    figure: str
    number: int
    answer: str
    state: str
    digest: str
    changed: tuple[Mapping[str, Any], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "key": self.key,
            "figure": self.figure,
            "revision": self.number,
            "answer": self.answer,
            "state": self.state,
            "digest": self.digest,
            "changed": [dict(change) for change in self.changed],
        }


@dataclass(frozen=True, slots=True)
class Headline:
    """What lists say of a revision without opening it."""

    state: str = ""
    mark: str = ""
    answer: Words = field(default_factory=dict)
    value: Decimal | None = None  # none where several counts are asked for, and for the name of a state
    counts: tuple[Decimal, ...] = ()  # of several, the highest first; never averaged
    at_least: bool = False  # nobody states an upper end of the one number
    observed_state: Words = field(default_factory=dict)
    unit: Words = field(default_factory=dict)
    unit_said: Words = field(default_factory=dict)  # as it stands beside the number: trucks a day
    per: str | None = None  # day or week, where it is a rate
    rule: str = ""
    first: date | None = None
    last: date | None = None
    series: str = ""

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Every number a list shows: the several, or the one."""
        return self.counts or (() if self.value is None else (self.value,))

    def as_dict(self) -> dict[str, Any]:
        """The number with its unit, as JSON; of several counts each and no single one."""
        return {
            "value": self.value,
            "counts": list(self.counts),
            "at_least": self.at_least,
            "observed_state": dict(self.observed_state) or None,
            "unit": dict(self.unit),
            "unit_said": dict(self.unit_said),
            "per": self.per,
        }


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure in a list, with its last revision where there is one."""

    key: str
    slug: str
    agreement: str
    agreement_title: Words
    question: Words
    obligation: str
    revision: int | None
    published: datetime | None
    as_of: date | None
    headline: Headline
    known_seq: int | None = None  # the journal line whose rows the last revision rests on
    documents: tuple[str, ...] = ()  # the keys of those its rows stand in

    @property
    def state(self) -> str:
        """The word of the last revision; empty before the first."""
        return self.headline.state

    @property
    def revision_key(self) -> str:
        """F-0001.r2, or F-0001 before the first revision."""
        return self.key if self.revision is None else f"{self.key}.r{self.revision}"

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "key": self.key,
            "slug": self.slug,
            "agreement": self.agreement,
            "question": dict(self.question),
            "obligation": self.obligation or None,
            "revision": self.revision,
            "published": self.published,
            "as_of": self.as_of,
            "state": self.state or None,
            "answer": dict(self.headline.answer),
            **self.headline.as_dict(),
            "from": self.headline.first,
            "to": self.headline.last,
        }


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One revision in a list."""

    key: str
    figure: str
    number: int
    question: Words
    agreement: str
    published: datetime
    by: str
    checked_by: tuple[str, ...]
    reason: str
    as_of: date
    said_by: date | None
    software: str
    digest: str
    changed: tuple[Mapping[str, Any], ...]
    headline: Headline

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "key": self.key,
            "figure": self.figure,
            "revision": self.number,
            "question": dict(self.question),
            "agreement": self.agreement,
            "published": self.published,
            "by": self.by,
            "reason": self.reason,
            "as_of": self.as_of,
            "said_by": self.said_by,
            "software": self.software,
            "digest": self.digest,
            "state": self.headline.state,
            "answer": dict(self.headline.answer),
            **self.headline.as_dict(),
            "changed": [dict(change) for change in self.changed],
        }


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart as a page shows it."""

    name: str
    language: str
    title: str
    svg: str
    alternative: str


@dataclass(frozen=True, slots=True)
class RowsPage:
    """One page of the rows under a revision, as published."""

    rows: tuple[Mapping[str, Any], ...]
    page: int
    pages: int
    count: int


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure as a page shows it: one revision from its stored snapshot, or the definition before the first."""

    key: str
    slug: str
    agreement: str
    agreement_title: Words
    question: Words
    caveats: tuple[Words, ...]
    definition: Mapping[str, Any]
    level: int
    revision: int | None
    latest: int | None
    body: Mapping[str, Any]  # the canonical JSON, read; empty before the first revision
    digest: str
    charts: tuple[ChartView, ...]
    rows: RowsPage
    revisions: tuple[RevisionLine, ...]
    documents: tuple[str, ...] = ()  # the keys of those its rows stand in

    @property
    def revision_key(self) -> str:
        """F-0001.r2, or F-0001 before the first revision."""
        return self.key if self.revision is None else f"{self.key}.r{self.revision}"

    @property
    def published(self) -> bool:
        """Whether there is anything to show but the question."""
        return self.revision is not None

    @property
    def is_latest(self) -> bool:
        """Whether no later revision stands."""
        return self.revision == self.latest

    def as_json(self) -> dict[str, Any]:
        """The canonical JSON's keys, the page of rows that was read under `rows`, and the figure's revisions."""
        opening: dict[str, Any] = dict(self.body) or {
            "key": self.key,
            "question": dict(self.question),
            "definition": dict(self.definition),
            "caveats": [dict(caveat) for caveat in self.caveats],
            "revision": None,
        }
        return opening | {
            "digest": self.digest or None,
            "rows": [dict(row) for row in self.rows.rows],
            "revisions": [line.as_dict() for line in self.revisions],
        }

    def as_lines(self, lang: str = "en") -> list[str]:
        """The figure for a terminal: question, answer, what stands beside it, caveats, revisions."""
        lines = [f"{self.revision_key}  {_in(self.question, lang)}"]
        if not self.published:
            return [*lines, "Not published yet."]
        body = self.body
        lines.append(f"{body['mark']} {body['state']}: {_in(body['answer'], lang)}")
        if body["why"][lang] != _in(body["answer"], lang):
            lines.append(str(body["why"][lang]))
        counts = body["counts"]
        if len(counts) > 1:
            shown = SIDE_BY_SIDE.join(shown_number(count["value"], lang) for count in counts)
            lines.append(f"  {shown} {_in(body['unit_said'], lang)}")
        lines += [_beside_line(row, lang) for row in body["side_by_side"]["rows"]]
        lines += [f"  Disagreement: {_in(one, lang)}" for one in body["disagreements"]]
        lines += [f"  Caveat: {_in(caveat, lang)}" for caveat in self.caveats]
        lines += [
            f"  r{line.number}  {line.published:%Y-%m-%d}  by {line.by}: {line.reason}"
            for line in self.revisions
        ]
        return lines


def _beside_line(row: Mapping[str, Any], lang: str) -> str:
    """One number about the figure as a terminal shows it: at most one decimal, a state by its name."""
    if row.get("observed_state"):
        shown = _in(row["observed_state"], lang)
    elif row["value"] is None:
        shown = "no number"
    elif row["assertion"]:
        shown = f"{_in(row['stated_words'], lang)} {_in(row['unit_said'], lang)} (an assertion)"
    else:
        shown = f"{shown_number(row['value'], lang)} {_in(row['unit_said'], lang)}"
    return f"  {_in(row['name'], lang)}: {shown}, {row['measured_point'] or 'point not stated'}"


def shown_number(value: Any, lang: str = "en") -> str:
    """A number as a line shows it: whole, or with one decimal."""
    number = Decimal(value).quantize(Decimal("0.1"))
    whole = number == number.to_integral_value()
    return format_number(number.to_integral_value() if whole else number, lang)


def _in(words: Words, lang: str) -> str:
    """The words in the language, else in the first one that is there."""
    for wanted in (lang, *LANGUAGES):
        if words.get(wanted):
            return words[wanted]
    return next(iter(words.values()), "")
