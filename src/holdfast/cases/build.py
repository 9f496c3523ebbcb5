"""Turning the rows of a case into what the rooms take in, with the checks that need more than one key."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from holdfast.agreements.drafts import (
    AgreementDraft,
    Moment,
    PartyDraft,
    ReferenceDraft,
    RelationDraft,
    TextDraft,
)
from holdfast.agreements.types import RelationKind
from holdfast.base.edtf import Edtf
from holdfast.base.errors import shown
from holdfast.cases.concepts import look_at_concepts
from holdfast.cases.duties import Duties, check_window
from holdfast.cases.gather import Gathered, apart
from holdfast.cases.kinds import PERIODS, time_in_unit
from holdfast.cases.report import Report
from holdfast.cases.rows import Row
from holdfast.people.types import Level
from holdfast.record.types import (
    AssertionKind,
    AssertionSpec,
    CoverageDef,
    IndicatorDef,
    Kind,
    SeriesSpec,
    Several,
)
from holdfast.sources.types import DocumentDef, SourceDef

_OF_A_PARTY = {RelationKind.PARTY, RelationKind.BODY_OF_PARTY, RelationKind.ALLY_OF_PARTY}


def level_of(row: Row, default: int) -> int:
    """The level a row says, or the case's."""
    said = row.get("sensitivity")
    return int(Level[said.upper()]) if said else default


def build_agreement(gathered: Gathered, report: Report) -> tuple[AgreementDraft, Duties]:
    """The agreement with its parties, relations and clauses; the second is what figures are checked against."""
    row = gathered.table("agreement")
    duties = Duties(gathered, row.get("timezone"), Moment(), report)
    starts = duties.moment(row.get("starts", ""), row.spot("starts"))
    ends = duties.moment(row.get("ends", ""), row.spot("ends"), end=True)
    duties.agreement_starts = starts
    if starts.at and ends.at and ends.at < starts.at:
        report.add(row.spot("ends"), "the agreement ends before it starts", found=ends.said, code="reversed")
    if row.get("supersedes") and row.get("supersedes") == row.get("key"):
        report.add(
            row.spot("supersedes"),
            "the agreement supersedes itself",
            expected="the key of another agreement",
            code="supersedes-itself",
        )
    _once(row.rows("refers_to"), ("key",), "reference", report)
    _once(row.rows("texts"), ("version", "language"), "text", report)
    for name in ("parties", "clauses"):
        if not gathered.lists[name] and gathered.top.whole:
            report.add(
                gathered.find(()),
                f"the case has no {name}",
                expected=f"[[{name}]], at least one",
                code="missing-key",
            )
    draft = AgreementDraft(
        key=row.get("key", ""),
        title=row.get("title", {}),
        timezone=row.get("timezone", ""),
        summary=row.get("summary", {}),
        signed=row.get("signed", ""),
        starts=starts,
        ends=ends,
        supersedes=row.get("supersedes", ""),
        references=tuple(
            ReferenceDraft(one["key"], one.get("title", {}), one.get("note", {}))
            for one in row.rows("refers_to")
            if one.whole
        ),
        texts=tuple(
            TextDraft(
                one["version"],
                one["language"],
                one.get("document", ""),
                one.get("body", ""),
                one.get("note", {}),
            )
            for one in row.rows("texts")
            if one.whole
        ),
        parties=tuple(PartyDraft(one["key"], one["name"]) for one in gathered.lists["parties"] if one.whole),
        relations=_relations(gathered, report),
        clauses=duties.clauses(),
    )
    return draft, duties


def _once(rows: tuple[Row, ...], keys: tuple[str, ...], what: str, report: Report) -> None:
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        name = tuple(str(row.get(key, "")) for key in keys)
        if name in seen and all(name):
            report.add(
                row.spot(keys[0]),
                f"the {what} {shown(' '.join(name))} stands twice",
                expected=f"one {what} for each",
                code="key-twice",
            )
        seen.add(name)


def _relations(gathered: Gathered, report: Report) -> tuple[RelationDraft, ...]:
    found = []
    for row in gathered.lists["sources"]:
        relation = row.get("relation")
        if relation is None:
            for name in ("party", "upstream"):
                if name in row:
                    report.add(
                        row.spot(name),
                        f"{name} is given without a relation",
                        expected='relation = "…"',
                        code="relation-missing",
                    )
            continue
        if relation in _OF_A_PARTY and not row.said("party"):
            report.add(
                row.spot("relation"),
                f"the relation {relation!r} does not say of which party",
                expected='party = "…"',
                code="relation-without-party",
            )
        if row.get("upstream") and row.get("upstream") == row.get("key"):
            report.add(
                row.spot("upstream"),
                "a source that counts for itself needs no upstream",
                expected="the key of the source that counts for it, or nothing",
                code="upstream-itself",
            )
        if "key" in row:
            found.append(RelationDraft(row["key"], relation, row.get("party", ""), row.get("upstream", "")))
    circle = _circle(
        {
            row["key"]: (row["upstream"],)
            for row in gathered.lists["sources"]
            if "key" in row and row.get("upstream", row["key"]) != row["key"]
        }
    )
    for row in gathered.lists["sources"]:
        if row.get("key") in circle:
            report.add(
                row.spot("upstream"),
                "the sources that count for each other stand in a circle",
                expected="one source at the top, without upstream",
                found=row.get("key"),
                code="upstream-circle",
            )
    return tuple(found)


def _circle(leads_to: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The members of a circle that these arrows make; none where they make no circle."""
    try:
        TopologicalSorter(leads_to).prepare()
    except CycleError as error:
        return set(error.args[1])
    return set()


def build_sources(gathered: Gathered, level: int) -> tuple[SourceDef, ...]:
    """All sources; what a source is in this agreement is kept with the agreement."""
    return tuple(
        SourceDef(
            key=row["key"],
            name=row["name"],
            kind=row.get("kind", ""),
            url=row.get("url", ""),
            note=row.get("note", {}),
            level=level_of(row, level),
        )
        for row in gathered.lists["sources"]
        if row.whole
    )


def build_documents(gathered: Gathered, level: int, report: Report) -> tuple[DocumentDef, ...]:
    """All documents."""
    found = []
    circle = _circle(
        {
            row["key"]: tuple(key for key in row.get("relays", ()) if key != row["key"])
            for row in gathered.lists["documents"]
            if "key" in row
        }
    )
    for row in gathered.lists["documents"]:
        relays = row.get("relays", ())
        if row.get("key") in relays:
            report.add(
                row.spot("relays"),
                "the document relays itself",
                expected="keys of other documents",
                found=row["key"],
                code="relays-itself",
            )
        elif row.get("key") in circle:
            report.add(
                row.spot("relays"),
                "documents that relay each other stand in a circle",
                expected="a document that relays an earlier one",
                found=row.get("key"),
                code="relays-circle",
            )
        if row.whole:
            found.append(
                DocumentDef(
                    key=row["key"],
                    source=row["source"],
                    title=row.get("title", {}),
                    url=row.get("url", ""),
                    said=row.get("said", ""),
                    language=row.get("language", ""),
                    kind=row.get("kind", ""),
                    licence=row.get("licence", ""),
                    note=row.get("note", {}),
                    relays=tuple(dict.fromkeys(relays)),
                    level=level_of(row, level),
                )
            )
    return tuple(found)


def build_indicators(gathered: Gathered, report: Report) -> tuple[IndicatorDef, ...]:
    """All indicators; one of kind state names its states."""
    found = []
    for row in gathered.lists["indicators"]:
        if row.get("kind") == Kind.STATE and not row.said("states"):
            report.add(
                row.spot("kind"),
                "the indicator is of kind 'state' and names no states",
                expected='states.0.en = "closed", states.1.en = "open"',
                code="missing-key",
            )
        look_at_concepts(row, report)
        if row.whole:
            found.append(
                IndicatorDef(
                    key=row["key"],
                    name=row["name"],
                    kind=Kind(row["kind"]),
                    unit=row["unit"],
                    unit_name=row.get("unit_name", {}),
                    decimals=row.get("decimals", 0),
                    measured_point=row.get("measured_point", ""),
                    includes=row.get("includes", {}),
                    states=row.get("states", {}),
                    harm=row.get("harm", False),
                    concepts=row.get("concepts", ()),
                    words=row.get("words", {}),
                )
            )
    return tuple(found)


def build_series(gathered: Gathered, report: Report) -> tuple[SeriesSpec, ...]:
    """All series with their coverage."""
    coverage_apart = apart(gathered, "coverage")
    found = []
    for row in gathered.lists["series"]:
        parts = (*row.rows("coverage"), *coverage_apart.get(row.get("key", ""), ()))
        _once(parts, ("first",), "coverage that begins on", report)
        for part in parts:
            check_window(part, report)
        if row.whole and all(part.whole for part in parts):
            found.append(
                SeriesSpec(
                    key=row["key"],
                    name=row["name"],
                    indicator=row["indicator"],
                    source=row["source"],
                    place=row.get("place", ""),
                    attributes=row.get("attributes", False),
                    several=Several(row.get("several", Several.REFUSE)),
                    counter_start=row.get("counter_start"),
                    timezone=row.get("timezone", ""),
                    day_boundary=row.get("day_boundary"),
                    leaves_out=row.get("leaves_out", {}),
                    note=row.get("note", {}),
                    one_edition=row.get("one_edition", False),
                    coverage=tuple(_coverage(part) for part in parts),
                )
            )
    return tuple(found)


def _coverage(row: Row) -> CoverageDef:
    return CoverageDef(
        first=row["first"],
        last=row.get("last"),
        extent=row.get("extent", "full"),
        effort=row.get("effort", {}),
        breaks_trend=row.get("breaks_trend", True),
        document=row.get("document"),
    )


def _check_per(row: Row, report: Report) -> None:
    """A stated average is never read over another time than the one it was stated in."""
    if row.get("kind") != AssertionKind.AVERAGE:
        if "per" in row and row.whole:
            report.add(
                row.spot("per"),
                "only an average is stated in a unit of time",
                expected='kind = "average", or no per',
                code="per-without-average",
            )
        return
    named, per = time_in_unit(row.get("unit", "")), row.get("per", "day")
    if named is None or named == per or not row.whole:
        return
    report.add(
        row.spot("unit"),
        f"the unit {shown(row['unit'])} says a {named}, and the average would be read as so many a {per}",
        expected=f'per = "{named}" beside it'
        if named in PERIODS
        else 'an average a day or a week (per), else the total that was stated, with its window (kind = "total")',
        code="per-differs",
    )


def build_assertions(gathered: Gathered, report: Report) -> tuple[AssertionSpec, ...]:
    """All stated numbers; each is about a series or an indicator, and a window has both its ends."""
    found = []
    for row in gathered.lists["assertions"]:
        if ("series" in row) == ("indicator" in row) and row.whole:
            report.add(
                row.spot(),
                "the assertion is about a series or about an indicator, one of the two",
                expected='series = "…" or indicator = "…"',
                code="missing-key",
            )
        if ("first" in row) != ("last" in row) and row.whole:
            report.add(
                row.spot("first" if "first" in row else "last"),
                "the window has only one end",
                expected="first and last, or neither",
                code="window-half",
            )
        check_window(row, report)
        _check_per(row, report)
        first, last = row.get("first"), row.get("last")
        ordered = first is not None and last is not None and first <= last
        if row.whole:
            found.append(
                AssertionSpec(
                    key=row["key"],
                    kind=AssertionKind(row["kind"]),
                    value=row["value"],
                    source=row["source"],
                    document=row["document"],
                    series=row.get("series"),
                    indicator=row.get("indicator"),
                    unit=row.get("unit", ""),
                    per=row.get("per", "day"),
                    qualifier=row.get("qualifier", ""),
                    about=str(Edtf.of_window(first, last)) if ordered else "",
                    first=first,
                    last=last,
                    note=row.get("note", {}),
                )
            )
    return tuple(found)
