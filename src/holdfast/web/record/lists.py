"""The list of series, and a series as the list of its rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from holdfast.people.types import Viewer
from holdfast.record import queries
from holdfast.record.errors import SeriesUnknown
from holdfast.record.types import RowDetail, SeriesDef
from holdfast.web.board.silent import silent_line
from holdfast.web.listing.views import Column, Listing, Rows
from holdfast.web.record.values import known_series, observed_state, state_names, with_states
from holdfast.web.remembering import remembered
from holdfast.web.sources.lists import document_href, source_href

_CHUNK = 500


def series_href(key: str) -> str:
    """Where a series' page stands."""
    return reverse("series", args=[key])


def row_href(key: str) -> str:
    """Where a row's page stands."""
    return reverse("row", args=[key])


def _series(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    return Rows.of(list(known_series(viewer).values()))


def one_series(viewer: Viewer, key: str) -> SeriesDef:
    """The series of that key; raises SeriesUnknown."""
    found = remembered(viewer, ("series", key), lambda: queries.series_defs(viewer, [key]).get(key))
    if found is None:
        raise SeriesUnknown("There is no such series", next_step="Look at the list of series for its key")
    return found


def _rows(viewer: Viewer, request: HttpRequest, key: str) -> Rows:
    id_ = one_series(viewer, key).id
    names = state_names(viewer)
    order = remembered(
        viewer,
        ("order of rows", key),
        lambda: queries.row_order(viewer, id_)[::-1],
    )

    def part(start: int, stop: int) -> Sequence[RowDetail]:
        what = ("rows of", key, str(start), str(stop))
        return remembered(
            viewer, what, lambda: list(with_states(names, _in_order(viewer, order[start:stop])))
        )

    def whole() -> Iterator[RowDetail]:
        for start in range(0, len(order), _CHUNK):
            yield from with_states(names, _in_order(viewer, order[start : start + _CHUNK]))

    return Rows(len(order), part, whole)


def _in_order(viewer: Viewer, ids: Sequence[int]) -> list[RowDetail]:
    found = {row.id: row for row in queries.row_details(viewer, ids, relays=False)}
    return [found[id_] for id_ in ids if id_ in found]


def _about(viewer: Viewer, request: HttpRequest, key: str) -> Mapping[str, Any]:
    series = one_series(viewer, key)
    return {
        "series": series,
        "source_name": known_series(viewer)[key].source_name,
        "assertions": series.assertions,
        "state_names": state_names(viewer),
        "silent": silent_line(viewer, key),
    }


SERIES = Listing(
    name="series",
    title=pgettext_lazy("list", "Series"),
    lede=_(
        "Who counts what, at which point, and what they leave out. "
        "Series that measure different things stand side by side and are never averaged."
    ),
    columns=(
        Column("name", _("Series"), lambda row: row.name, "said", lambda row: series_href(row.key)),
        Column("key", _("Id"), lambda row: row.key, "iso", under="bare"),
        Column(
            "source",
            _("Who counts"),
            lambda row: row.source,
            "said",
            lambda row: source_href(row.source),
            face=lambda row: row.source_name,
        ),
        Column("indicator", _("What is counted"), lambda row: row.indicator.name, "said"),
        Column(
            "unit",
            _("Unit"),
            lambda row: row.indicator.unit_name or row.indicator.unit,
            "said",
            under="named",
        ),
        Column("kind", _("Kind"), lambda row: str(row.indicator.kind), "kind", under="bare"),
        Column("measured_point", _("Measured where"), lambda row: row.indicator.measured_point, "point"),
        Column("place", _("Place"), lambda row: row.place, "foreign", under="named"),
        Column("leaves_out", _("Leaves out"), lambda row: row.leaves_out, "said"),
    ),
    rows=_series,
    empty=_("No series has been recorded yet."),
)

SERIES_ROWS = Listing(
    name="rows",
    title=_("Rows"),
    lede="",
    columns=(
        Column("row", _("Row"), lambda row: row.key, "iso", lambda row: row_href(row.key)),
        Column("about", _("About"), lambda row: row.about, "iso"),
        Column("from", _("From"), lambda row: row.first, "iso"),
        Column("to", _("To"), lambda row: row.last, "iso"),
        Column("status", _("Status"), lambda row: row.status, "status"),
        Column("value", _("Value"), lambda row: row.value, "num"),
        Column("observed_state", _("State"), observed_state, "said"),
        Column("low", _("Lowest"), lambda row: row.low, "num"),
        Column("high", _("Highest"), lambda row: row.high, "num"),
        Column("qualifier", _("As said"), lambda row: row.qualifier),
        Column("hours", _("Hours"), lambda row: row.hours, "num"),
        Column(
            "document",
            _("Document"),
            lambda row: row.document.key,
            "iso",
            lambda row: document_href(row.document.key),
        ),
        Column("said", _("Said"), lambda row: row.document.said, "iso"),
        Column("edition", _("Edition"), lambda row: row.edition, "num"),
        Column("filled_in_by_publisher", _("Filled in"), lambda row: row.filled),
        Column("comparator", _("A later document’s figure"), lambda row: row.comparator),
        Column("superseded", _("Corrected since"), lambda row: row.superseded),
        Column("withdrawn", _("Withdrawn"), lambda row: row.withdrawn_words or row.withdrawn, "said"),
        Column("reason", _("Reason"), lambda row: row.reason_words or row.reason, "said"),
        Column("origin", _("Read from"), lambda row: row.origin),
        Column("note", _("Note"), lambda row: row.note),
        Column("recorded_seq", _("Journal line"), lambda row: row.recorded_seq, "num"),
    ),
    rows=_rows,
    empty=_("No row of this series has been recorded yet."),
    template="record/series.html",
    beside=_about,
)
