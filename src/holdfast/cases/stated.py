"""The stated numbers of a case as read from its folder, as the record would hold them."""

from datetime import date
from typing import Any

from holdfast.base.numbers import unscale
from holdfast.cases.types import CheckedCase
from holdfast.record.stated import StatedNumber, statement_of
from holdfast.record.types import Kind
from holdfast.sources.types import DocumentDef

_COUNTED = (Kind.FLOW, Kind.EVENTS, Kind.CUMULATIVE)


def stated_numbers(checked: CheckedCase) -> tuple[StatedNumber, ...]:
    """Every assertion of the case, and every value of several days in a document that states or passes one on."""
    documents = {one.key: one for one in checked.documents}
    series = {one.key: one for one in checked.series}
    measures = {one.key: one for one in checked.indicators}
    sources = {one.key: one.source for one in checked.documents}
    stating = {one.document for one in checked.assertions} | {
        one.key for one in checked.documents if one.relays
    }

    def place(document: DocumentDef, counter: str) -> tuple[str, str]:
        passed = {key: sources[key] for key in document.relays if key in sources}
        return statement_of(document.key, document.source, counter, passed)

    found = []
    for one in checked.assertions:
        of = series.get(one.series or "")
        document, counter = documents[one.document], of.source if of else one.source
        statement, relay = place(document, counter)
        found.append(
            StatedNumber(
                ref=one.key,
                statement=statement,
                relay=relay,
                said=document.said_last,
                counter=counter,
                speaker=one.source,
                series=of.key if of else "",
                series_name=of.name if of else {},
                kind=one.kind.value,
                value=one.value,
                first=one.first,
                last=one.last,
                unit=one.unit,
                per=one.per,
                qualifier=one.qualifier,
                url=document.url,
                note=one.note,
            )
        )
    for row in checked.observations.iter_rows(named=True):
        of = series[row["series"]]
        measure = measures[of.indicator]
        if row["document"] not in stating or measure.kind not in _COUNTED or not _counts(row):
            continue
        first: date = row["first"]
        if measure.kind == Kind.CUMULATIVE and first == row["last"] and of.counter_start:
            first = of.counter_start
        if first == row["last"] and measure.kind != Kind.CUMULATIVE:
            continue
        document = documents[row["document"]]
        statement, relay = place(document, of.source)
        found.append(
            StatedNumber(
                ref=f"{row['file']}:{row['line']}",
                statement=statement,
                relay=relay,
                said=document.said_last,
                counter=of.source,
                speaker=of.source,
                series=of.key,
                series_name=of.name,
                kind="total",
                value=unscale(row["value"], measure.decimals),
                first=first,
                last=row["last"],
                qualifier=row["qualifier"] or "",
                url=document.url,
                cumulative=measure.kind == Kind.CUMULATIVE,
            )
        )
    return tuple(found)


def _counts(row: dict[str, Any]) -> bool:
    return row["value"] is not None and not row["filled"] and not row["comparator"]
