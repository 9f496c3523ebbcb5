"""What the figures room takes in and hands out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from holdfast.agreements.outline import AgreementView, ReferenceLine, RelationLine, TextLine
from holdfast.base.language import LANGUAGES, format_number
from holdfast.people.types import Level
from holdfast.record.types import SeriesDef

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
    observed_state: Words = field(default_factory=dict)
    unit: Words = field(default_factory=dict)
    unit_said: Words = field(default_factory=dict)  # as it stands beside the number: trucks a day
    per: str | None = None  # day, where it is a rate
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
            return [*lines, "Not published."]
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


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where what was recomputed is not what was published."""

    path: str
    was: str
    now: str

    def sentence(self) -> str:
        """The difference in words."""
        return f"{self.path} was {self.was}, is {self.now}"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The outcome of recomputing a revision: the same bytes, or where it differs."""

    key: str
    same: bool
    digest: str  # of what was published
    recomputed: str  # digest of what was recomputed
    differences: tuple[Difference, ...]
    software: str
    software_now: str

    def sentences(self) -> list[str]:
        """What differs, and whether the software was another."""
        found = [difference.sentence() for difference in self.differences]
        if found and self.software != self.software_now:
            found.append(f"the software was {self.software}, is {self.software_now}")
        return found

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "key": self.key,
            "same": self.same,
            "digest": self.digest,
            "recomputed": self.recomputed,
            "software": self.software,
            "software_now": self.software_now,
            "differences": [
                {"path": difference.path, "was": difference.was, "is": difference.now}
                for difference in self.differences
            ],
        }


@dataclass(frozen=True, slots=True)
class Stale:
    """A published figure whose inputs have changed since."""

    key: str
    revision: int
    question: Words
    agreement: str
    because: tuple[str, ...]  # rows, terms, definition
    series: tuple[str, ...]  # whose rows changed

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "key": self.key,
            "revision": self.revision,
            "question": dict(self.question),
            "agreement": self.agreement,
            "because": list(self.because),
            "series": list(self.series),
        }


@dataclass(frozen=True, slots=True)
class FindingView:
    """A reviewer's word, with all that stands under it."""

    id: int
    agreement: str
    obligation: str
    obligation_title: Words
    reading: str | None
    edition: int
    word: str
    first: date
    last: date
    reasons: str
    excuses_considered: str
    right_of_reply: str
    by: str
    made: datetime

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "finding": self.id,
            "agreement": self.agreement,
            "obligation": self.obligation,
            "reading": self.reading,
            "edition": self.edition,
            "word": self.word,
            "from": self.first,
            "to": self.last,
            "reasons": self.reasons,
            "excuses_considered": self.excuses_considered,
            "right_of_reply": self.right_of_reply,
            "by": self.by,
            "made": self.made,
        }


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One thing that was corrected, withdrawn, decided or published anew, on its day."""

    at: datetime
    kind: str  # correction, withdrawal, decision, revision, finding
    object_key: str  # O-12, F-0001.r2, a series key
    text: Words
    reason: str
    by: str
    figure: str = ""
    series: str = ""
    changed: tuple[Mapping[str, Any], ...] = ()
    reason_words: Words = field(default_factory=dict)  # by language; empty where a person wrote the reason

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "at": self.at,
            "kind": self.kind,
            "object": self.object_key,
            "text": dict(self.text),
            "reason": self.reason,
            "by": self.by,
            "figure": self.figure or None,
            "series": self.series or None,
            "changed": [dict(change) for change in self.changed],
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """How to cite one revision."""

    key: str
    plain: str
    bibtex: str
    csl: Sequence[Mapping[str, Any]]  # the one item in its array


@dataclass(frozen=True, slots=True)
class Outline:
    """What the pages of an agreement name: its clauses and texts, what it refers to, who speaks of it, its series."""

    view: AgreementView
    texts: tuple[TextLine, ...]
    references: tuple[ReferenceLine, ...]
    relations: tuple[RelationLine, ...]
    series: tuple[SeriesDef, ...]  # those that its readings watch


@dataclass(frozen=True, slots=True)
class StandingView:
    """All assessments of one agreement as of a day, as stored for the board, with what its pages name."""

    agreement: str
    as_of: date
    seq: int
    computed: datetime
    assessments: tuple[Mapping[str, Any], ...]
    sides: tuple[Mapping[str, Any], ...]
    side_by_side: tuple[Mapping[str, Any], ...]
    months: Mapping[str, Any]  # `figures.months.month_states`
    outline: Outline

    @property
    def view(self) -> AgreementView:
        """The agreement itself."""
        return self.outline.view

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "agreement": self.agreement,
            "as_of": self.as_of,
            "seq": self.seq,
            "computed": self.computed,
            "assessments": [dict(assessed) for assessed in self.assessments],
            "sides": [dict(side) for side in self.sides],
            "side_by_side": [dict(side) for side in self.side_by_side],
        }
