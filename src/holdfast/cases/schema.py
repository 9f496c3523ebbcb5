"""The tables and keys of a case: what may stand where, of which kind, and what must.

docs/case-format.md says the same to people; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.agreements.types import DutyKind, RelationKind, Rule
from holdfast.cases import address_kinds, concepts, kinds
from holdfast.cases.kinds import Reader
from holdfast.people.types import Level
from holdfast.record.types import AssertionKind, Kind, Several

Table = Mapping[str, "Field"]

SENSITIVITY = tuple(level.name.lower() for level in Level)


@dataclass(frozen=True, slots=True)
class Field:
    """One key: how its value is read, or which tables stand under it; whether it must be there."""

    read: Reader | None = None
    required: bool = False
    one: Table | None = None  # a table
    many: Table | None = None  # a list of tables
    listed: bool = False  # in a table file, a cell holds a list
    words: bool = False  # by language
    whole: bool = False  # checked elsewhere, taken as it stands
    cell: str = "text"  # in a table file: text, number or boolean


def _must(read: Reader) -> Field:
    return Field(read, required=True)


def _list(read: Reader, *, required: bool = False) -> Field:
    return Field(kinds.several(read, least=1 if required else 0), required=required, listed=True)


WORDS = Field(kinds.words(), words=True)
WORDS_MUST = Field(kinds.words(), required=True, words=True)
NOTE = Field(kinds.words(4000), words=True)
TEXT = Field(kinds.text())
KEY = _must(kinds.key)
DAY = Field(kinds.day)
DAY_MUST = _must(kinds.day)
DOCUMENT = Field(kinds.ref("document"))
SOURCE = Field(kinds.ref("source"))
BOOL = Field(kinds.boolean, cell="boolean")
LEVEL = Field(kinds.choice(SENSITIVITY))
NUMBER = Field(kinds.number(), cell="number")
WINDOW: Table = {"first": DAY, "last": DAY}

CASE: Table = {
    "key": KEY,
    "title": WORDS_MUST,
    "sensitivity": LEVEL,
    "licence": Field(kinds.text(2000, lines=True)),
    "attribution": WORDS,
}

REFERS_TO: Table = {"key": KEY, "title": WORDS, "note": NOTE}

TEXTS: Table = {
    "version": _must(kinds.text(60)),
    "language": _must(kinds.language),
    "document": DOCUMENT,
    "body": Field(kinds.text(500_000, lines=True)),
    "note": NOTE,
}

AGREEMENT: Table = {
    "key": KEY,
    "title": WORDS_MUST,
    "summary": WORDS,
    "timezone": _must(kinds.timezone),
    "signed": Field(kinds.edtf),
    "starts": Field(kinds.moment()),
    "ends": Field(kinds.moment()),
    "supersedes": Field(kinds.key),
    "refers_to": Field(many=REFERS_TO),
    "texts": Field(many=TEXTS),
}

PARTIES: Table = {"key": KEY, "name": WORDS_MUST}

SOURCES: Table = {
    "key": KEY,
    "name": WORDS_MUST,
    "kind": Field(kinds.text(60)),
    "url": Field(kinds.url),
    "relation": Field(kinds.choice(RelationKind)),
    "party": Field(kinds.ref("party")),
    "upstream": SOURCE,
    "note": NOTE,
    "sensitivity": LEVEL,
}

DOCUMENTS: Table = {
    "key": KEY,
    "source": _must(kinds.ref("source")),
    "title": WORDS,
    "url": Field(kinds.url),
    "said": Field(kinds.edtf),
    "language": Field(kinds.language),
    "kind": Field(kinds.text(60)),
    "licence": Field(kinds.text(300)),
    "relays": _list(kinds.ref("document")),
    "note": NOTE,
    "sensitivity": LEVEL,
}

CONDITIONS: Table = {
    "waits_on": Field(kinds.ref("obligation")),
    "said_by": SOURCE,
    "in_the_text": BOOL,
    "document": DOCUMENT,
    "text": WORDS_MUST,
    "suspends": BOOL,
}

DENIALS: Table = {
    "series": Field(kinds.ref("series")),
    "source": _must(kinds.ref("source")),
    "document": DOCUMENT,
    "denies": _must(kinds.choice(("fact", "attribution"))),
    "first": DAY_MUST,
    "last": DAY,
    "text": WORDS_MUST,
}

DISCHARGES: Table = {
    "day": DAY_MUST,
    "quantity": Field(kinds.number(), required=True, cell="number"),
    "document": DOCUMENT,
    "text": WORDS_MUST,
}

EVENTS: Table = {
    "state": _must(kinds.choice(("suspended", "lapsed", "resumed"))),
    "day": DAY_MUST,
    "said_by": SOURCE,
    "document": DOCUMENT,
    "text": WORDS_MUST,
}

READINGS: Table = {
    "key": KEY,
    "text": WORDS_MUST,
    "rule": _must(kinds.choice(Rule)),
    "of_the_text": BOOL,
    "held_by": _list(kinds.ref("source")),
    "series": _list(kinds.ref("series")),
    "promised": NUMBER,
    "promised_state": Field(kinds.text(60)),
    "per_series": Field(kinds.ref("series")),
    "window": Field(one=WINDOW),
    "counts_discharge": BOOL,
    "note": NOTE,
}

_DUTY: Table = {
    "quantity": NUMBER,
    "per": Field(kinds.per),
    "unit": Field(kinds.text(60)),
    "starts": Field(kinds.moment()),
    "ends": Field(kinds.moment()),
    "due": Field(kinds.moment(duration=True)),
    "note": NOTE,
}

OBLIGATIONS: Table = {
    "key": Field(kinds.key),
    "bearer": Field(kinds.ref("party")),
    "kind": Field(kinds.choice(DutyKind)),
    "title": WORDS,
    **_DUTY,
    "readings": Field(many=READINGS),
    "conditions": Field(many=CONDITIONS),
    "denials": Field(many=DENIALS),
    "discharges": Field(many=DISCHARGES),
    "events": Field(many=EVENTS),
}

CLAUSES: Table = {
    "key": KEY,
    "point": _must(kinds.text(40)),
    "bearers": _list(kinds.ref("party"), required=True),
    "kind": _must(kinds.choice(DutyKind)),
    "text": WORDS_MUST,
    "document": DOCUMENT,
    **_DUTY,
    "obligations": Field(many=OBLIGATIONS),
}

INDICATORS: Table = {
    "key": KEY,
    "name": WORDS_MUST,
    "kind": _must(kinds.choice(Kind)),
    "unit": _must(kinds.text(60)),
    "unit_name": WORDS,
    "decimals": Field(kinds.integer(0, 9), cell="number"),
    "measured_point": Field(kinds.text(60)),
    "includes": WORDS,
    "states": Field(kinds.states),
    "harm": BOOL,
    "concepts": _list(kinds.key),
    "words": Field(concepts.phrases),
}

COVERAGE: Table = {
    "first": DAY_MUST,
    "last": DAY,
    "extent": Field(kinds.choice(("full", "partial", "none"))),
    "effort": WORDS,
    "breaks_trend": BOOL,
    "document": DOCUMENT,
}

SERIES: Table = {
    "key": KEY,
    "name": WORDS_MUST,
    "indicator": _must(kinds.ref("indicator")),
    "source": _must(kinds.ref("source")),
    "place": Field(kinds.text(120)),
    "attributes": BOOL,
    "several": Field(kinds.choice(Several)),
    "counter_start": DAY,
    "timezone": Field(kinds.timezone),
    "day_boundary": Field(kinds.clock_time),
    "leaves_out": WORDS,
    "note": NOTE,
    "one_edition": BOOL,
    "sensitivity": LEVEL,
    "coverage": Field(many=COVERAGE),
}

ASSERTIONS: Table = {
    "key": KEY,
    "series": Field(kinds.ref("series")),
    "indicator": Field(kinds.ref("indicator")),
    "source": _must(kinds.ref("source")),
    "document": _must(kinds.ref("document")),
    "kind": _must(kinds.choice(AssertionKind)),
    "value": Field(kinds.number(negative=True), required=True, cell="number"),
    "unit": Field(kinds.text(60)),
    "per": Field(kinds.average_per),
    "qualifier": Field(kinds.text(120)),
    "first": DAY,
    "last": DAY,
    "note": NOTE,
}

FIGURES: Table = {
    "key": KEY,
    "question": WORDS_MUST,
    "obligation": Field(kinds.ref("obligation")),
    "indicator": Field(kinds.ref("indicator")),
    "reading": Field(kinds.key),
    "series": _list(kinds.ref("series"), required=True),
    "window": Field(one=WINDOW),
    "caveats": Field(kinds.several(kinds.words(2000), least=1, most=20), required=True),
    "sensitivity": LEVEL,
}

# Tables that may also stand beside their owner in a file of their own, with one more column that names it.
APART: Mapping[str, tuple[str, str, str]] = {  # table: (owner's table, column, key under the owner)
    "obligations": ("clauses", "clause", "obligations"),
    "readings": ("obligations", "obligation", "readings"),
    "coverage": ("series", "series", "coverage"),
}

LISTS: Mapping[str, Table] = {
    "parties": PARTIES,
    "sources": SOURCES,
    "documents": DOCUMENTS,
    "clauses": CLAUSES,
    "indicators": INDICATORS,
    "series": SERIES,
    "assertions": ASSERTIONS,
    "figures": FIGURES,
    "obligations": {"clause": _must(kinds.ref("clause")), **OBLIGATIONS},
    "readings": {"obligation": _must(kinds.ref("obligation")), **READINGS},
    "coverage": {"series": _must(kinds.ref("series")), **COVERAGE},
}

FETCH: Table = {  # docs/keep-watching.md
    "address": _must(address_kinds.address),
    "every": _must(address_kinds.every),
    "format": Field(kinds.choice(address_kinds.FORMATS)),
    "most_vanish": Field(address_kinds.share),
    "level": LEVEL,
}

FEEDS: Table = {
    "key": KEY,
    "source": _must(kinds.ref("source")),
    "address": _must(address_kinds.address),
    "every": _must(address_kinds.every),
    "kind": Field(kinds.choice(address_kinds.FEED_KINDS)),
    "language": Field(kinds.language),
    "sensitivity": LEVEL,
    "level": LEVEL,
}

FETCHED_TABLES: Table = {"documents": Field(one=FETCH)}
TABLES: Table = {
    **{name: Field(kinds.text(200)) for name in LISTS},
    "fetch": Field(one=FETCHED_TABLES),
}

DATA = Field(whole=True)

CASE_TOML: Table = {
    "format": _must(kinds.integer(1, 1)),
    "case": Field(one=CASE, required=True),
    "agreement": Field(one=AGREEMENT, required=True),
    "tables": Field(one=TABLES),
    **{name: Field(many=table) for name, table in LISTS.items()},
    "data": DATA,
    "feeds": Field(many=FEEDS),
}

ONE_NAME: Mapping[str, str] = {  # a list of tables, and what one of them is called in a problem
    "parties": "party",
    "sources": "source",
    "documents": "document",
    "clauses": "clause",
    "indicators": "indicator",
    "series": "series",
    "assertions": "assertion",
    "figures": "figure",
}
