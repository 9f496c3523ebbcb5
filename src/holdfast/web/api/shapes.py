"""What the API answers with, as types; the OpenAPI document is made from them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Self

from ninja import Schema
from pydantic import ConfigDict, Field, WithJsonSchema, model_validator

Words = dict[str, str]
# Answers are written as exact JSON numbers; left alone the document would call them texts.
Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]


class Open(Schema):
    """A shape that may carry more than it promises."""

    model_config = ConfigDict(extra="allow", from_attributes=True)


class Failure(Schema):
    """What happened, what was left untouched, what to do next."""

    code: str
    what_happened: str
    untouched: str = ""
    next_step: str = ""


class SourceShape(Schema):
    """An organisation that says things."""

    key: str
    name: Words
    kind: str
    url: str
    note: Words
    documents: int


class RefShape(Schema):
    """A document, named."""

    key: str
    title: Words
    source: str
    source_name: Words
    url: str
    said: str


class DocumentShape(Schema):
    """One published thing, with what it passes on."""

    key: str
    source: str
    title: Words
    url: str
    said: str = Field(description="EDTF, as written")
    said_first: date | None
    said_last: date | None
    language: str
    relays_of: list[RefShape]
    relayed_by: list[RefShape]


class OneDocumentShape(DocumentShape):
    """A document, with whether a copy of it is preserved, as far as who asks may see."""

    preserved: bool
    confirmed: bool = Field(description="Confirmed as untampered by two people who did not collect it")
    capture: str | None = Field(description="The latest one")
    changed_since: bool
    removed_since: bool
    filed_by_a_person: bool = Field(
        description="What is kept of it are files that people gave, and nothing fetched"
    )


class IndicatorShape(Schema):
    """What is measured."""

    key: str
    name: Words
    kind: str
    unit: str
    unit_name: Words
    decimals: int
    measured_point: str
    includes: Words
    harm: bool


class SeriesShape(Schema):
    """The values of one indicator by the one who counts."""

    key: str
    name: Words
    source: str
    place: str
    attributes: bool = Field(description="Whether it says who did it")
    several: str
    counter_start: date | None
    leaves_out: Words
    note: Words
    one_edition: bool
    indicator: IndicatorShape


class RowShape(Schema):
    """One observation, in the indicator's unit."""

    key: str
    series: str
    about: str = Field(description="EDTF, as said")
    first: date
    last: date
    status: str
    value: Number | None
    low: Number | None
    high: Number | None
    qualifier: str
    hours: int | None
    observed_state: Words | None = Field(None, description="Of a series of states: the state's name")
    document: DocumentShape
    edition: int
    filled: bool
    comparator: bool
    superseded: bool
    withdrawn: str | None
    reason: str
    note: str
    recorded_seq: int | None


class RowsShape(Schema):
    """Part of the rows of a series; `next` is where the following part begins."""

    series: str
    count: int
    start: int
    next: int | None
    rows: list[RowShape]


class FigureLineShape(Open):
    """A figure in a list."""

    key: str
    slug: str
    agreement: str
    question: Words
    revision: int | None
    published: datetime | None
    as_of: date | None
    state: str | None
    answer: Words
    value: Number | None


class FigureShape(Open):
    """One revision: its canonical JSON, a page of its rows, its revisions, its documents as they are preserved."""

    documents_preserved: dict[str, int]
    question: Words
    definition: dict[str, Any]
    caveats: list[Words]
    revision: int | None
    digest: str | None
    rows: list[dict[str, Any]]
    revisions: list[dict[str, Any]]


class AssessmentsShape(Open):
    """What the record says about every duty, under every reading and series; windows include both ends."""

    as_of: date
    said_by: date | None
    known_on: date | None
    assessments: list[dict[str, Any]]


class AgreementShape(Open):
    """A text with its parties and clauses."""

    key: str
    title: Words
    timezone: str


class CorrectionShape(Open):
    """One thing that was corrected, withdrawn, decided or published anew."""

    at: datetime
    kind: str
    object: str
    text: Words
    reason: str
    by: str


class ClaimLineShape(Open):
    """A claim in a list, with the verdict that stands."""

    claim: str
    text: str
    language: str
    this_desk: bool = Field(description="This desk says it itself")
    speaker: str | None
    said: str = Field(description="EDTF, as said")
    verdict: str | None = Field(description="Of the published review that stands; never true or false")
    independent_sources: int | None
    review: str | None


class ClaimShape(ClaimLineShape):
    """A claim with its reviews, old ones too, who passed it on, and what others found."""

    asserts: list[dict[str, Any]]
    relays: list[dict[str, Any]]
    reviews: list[dict[str, Any]]
    imported: list[dict[str, Any]]


class SideShape(Open):
    """How many of one side's statements were checked, and how they came out."""

    kind: str = Field(description="desk, relation, source or others")
    side: str
    agreement: str | None
    checked: int
    claims: int
    lines: int
    reports: int
    verdicts: dict[str, int]


class HitShape(Schema):
    """One thing found."""

    kind: str
    href: str
    name: Any
    key: str


class MatchedShape(Open):
    """The claims nearest to a rumour with what differs, and what may be said; nothing was linked or stored."""

    candidates: list[dict[str, Any]]
    decision: str
    claims: int = Field(description="Among how many claims that who asks may see")


class DraftToCheck(Schema):
    """A text to check."""

    text: str = Field(max_length=500_000)
    published: date | None = Field(None, description="The text's own date")
    side: str = Field("", description="The id of the source whose text it is", max_length=160)
    other: str = Field(
        "", description="Or the name of somebody whose text it is, no source here", max_length=300
    )

    @model_validator(mode="after")
    def of_one(self) -> Self:
        """Whose text it is: a source's or somebody's who is none; with neither, this desk's own."""
        if self.side and self.other:
            raise ValueError(
                "a text is a source's (side) or somebody's who is no source here (other), not both"
            )
        return self


class CheckedShape(Open):
    """Every checkable item with its verdict, as `holdfast check --json` gives it; nothing was stored."""

    items: list[dict[str, Any]] = Field(description="The first 2,000")
    lines: int = Field(description="How many there are, dates by themselves left out")
    desk: bool = Field(description="The text is this desk's own")
    source: str | None = Field(description="Or of this source")
    other: str | None = Field(description="Or of somebody of this name who is no source here")
    as_of: date
    published: date | None
    furniture: list[list[Any]] = Field(description="What was not checked: start, end, why")
