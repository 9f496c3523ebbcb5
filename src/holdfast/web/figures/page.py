"""What stands on the page of a figure, out of its stored canonical JSON; nothing is computed here but words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext, ngettext

from holdfast.figures.queries import stale_figures
from holdfast.figures.types import ROWS_A_PAGE, FigureView
from holdfast.journal import queries as journal
from holdfast.people.types import Viewer
from holdfast.web import words
from holdfast.web.listing.views import ON_A_PAGE, Rows
from holdfast.web.remembering import remembered
from holdfast.web.writing import because, here, language, number_text

WRITE_NO_ROWS = frozenset(
    {"publish_figure", "make_finding", "withdraw_finding", "add_account", "change_role", "set_password"}
)
RATES = ("daily floor", "average", "carry-over")
IN_ONE_STORED = ROWS_A_PAGE // ON_A_PAGE


def _number(wanted: str) -> int:
    return max(int(wanted), 1) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else 1


def stored_page(wanted: str) -> int:
    """The stored page of rows that holds the page a reader asks for; a stored one holds several."""
    return (_number(wanted) - 1) // IN_ONE_STORED + 1


def page_of_rows(view: FigureView, wanted: str) -> Any:
    """One page of rows, with the pages before and after it."""

    start_of_stored = (view.rows.page - 1) * ROWS_A_PAGE
    rows = Rows(
        view.rows.count,
        lambda start, stop: view.rows.rows[max(start - start_of_stored, 0) : stop - start_of_stored],
        lambda: view.rows.rows,
    )
    return Paginator(rows, ON_A_PAGE).get_page(_number(wanted))


def figure_page(viewer: Viewer, view: FigureView) -> dict[str, Any]:
    """Everything about a figure in words; empty before its first revision."""
    body = view.body
    if not body:
        return {"body": {}}
    beside = body["side_by_side"]
    return {
        "body": body,
        "stale": view.is_latest and _stale(viewer, view),
        "number": _headline(body),
        "band": next(iter(body["band"]["ranges"]), None),
        "changed": _changed(view),
        "counters": body["independent_counters"],
        "sides": [_side(body, side) for side in body["sides"]],
        "disagreements": _disagreements(body),
        "voices": [_voice(row) for row in beside["rows"]],
        "readings": body["readings"],
        "days": [(word, body["days"][name]) for name, word in _days() if body["days"].get(name) is not None],
    }


def _stale(viewer: Viewer, view: FigureView) -> bool:
    """Whether its inputs have changed; asked only where the journal went on with more than publications."""
    later = journal.lines(after_seq=view.body["known_seq"], limit=None)
    if all(line.verb in WRITE_NO_ROWS for line in later):
        return False
    return view.key in remembered(viewer, ("stale-keys",), lambda: {one.key for one in stale_figures(viewer)})


def _headline(body: Mapping[str, Any]) -> dict[str, Any]:
    head = next((row for row in body["side_by_side"]["rows"] if not row["assertion"]), {})
    rate = head.get("rule") in RATES
    total = head.get("rule") == "count" and body["total"] is not None
    low, high = (head.get("low_total"), head.get("high_total")) if total else (body["low"], body["high"])
    counts = [
        row["value"]
        for row in body["side_by_side"]["rows"]
        if not row["assertion"] and row["value"] is not None
    ]
    several = rate and len(set(counts)) > 1
    return {
        "several": len(counts) if several else 0,
        "values": sorted(set(counts), reverse=True) if several else [],
        "shown": head.get("rule") != "state",
        "name": here(head.get("name")),
        "value": body["total"] if total else body["value"],
        "unit": _per_day(here(body["unit_name"]), rate),
        "promised": body["promised"],
        "low": low,
        "high": high,
        "range": low is not None and high is not None and low != high,
        "window": body["window"]["from"] is not None,
        "first": body["window"]["from"],
        "last": body["window"]["to"],
        "stated_differs": _stated_differs(head),
    }


def _per_day(unit: str, rate: bool) -> str:
    return gettext("{unit} a day").format(unit=unit) if rate else unit


def _stated_differs(row: Mapping[str, Any]) -> bool:
    checks = row.get("stated_checks") or ()
    return any(not check["stands"] for check in checks)


def _voice(row: Mapping[str, Any]) -> dict[str, Any]:
    total = row.get("rule") == "count" and row.get("total") is not None
    return {
        **row,
        "shown": row["total"] if total else row["value"],
        "unit_name": _per_day(here(row["unit_name"]), row.get("rule") in RATES),
        "stated_differs": _stated_differs(row),
        "notes": [
            because(one) for one in (*(row.get("stated_checks") or ()), *(row.get("coverage_notes") or ()))
        ],
    }


def _side(body: Mapping[str, Any], side: Mapping[str, Any]) -> dict[str, Any]:
    named = side.get("name") or side.get("party_name") or side.get("party")
    return {
        "name": here(named) if named else gettext("no party"),
        "statements": side["statements"],
        "documents": side["documents"],
    }


def _disagreements(body: Mapping[str, Any]) -> list[str]:
    beside = body["side_by_side"]
    found = []
    holds = beside.get("holds")
    if holds:
        found += [_told(holds), _told(holds.get("exceptions_why") or {})]
    values = [row["value"] for row in beside["rows"] if not row["assertion"] and row["value"] is not None]
    if not holds and len(values) > 1 and min(values) != max(values):
        found.append(
            gettext("The counts beside it go from {low} to {high}.").format(
                low=number_text(min(values), 1), high=number_text(max(values), 1)
            )
        )
    found += [_told(why) for why in body["band"]["refused"]]
    return [text for text in dict.fromkeys(found) if text]


def _told(why: Mapping[str, Any]) -> str:
    return str(why.get(language()) or because(why))


def _changed(view: FigureView) -> str:
    line = next((one for one in view.revisions if one.number == view.revision), None)
    if line is None or not line.changed:
        return ""
    value = next((one for one in line.changed if one["kind"] == "value"), None)
    state = next((one for one in line.changed if one["kind"] == "state"), None)
    parts = []
    if value is not None and value["was"] is not None:
        parts.append(gettext("was {value}").format(value=number_text(Decimal(str(value["was"])), 1)))
    if state is not None:
        parts.append(gettext("was “{state}”").format(state=words.state_word(str(state["was"]))))
    added = sum(one["count"] for one in line.changed if one["kind"] == "rows added")
    if added:
        parts.append(ngettext("{count} row more", "{count} rows more", added).format(count=added))
    return gettext("; ").join(parts) or gettext("what stands beside it changed")


def _days() -> list[tuple[str, str]]:
    return [
        ("in_window", gettext("Days in the window")),
        ("reported", gettext("reported")),
        ("zero_reported", gettext("reported as zero")),
        ("partial", gettext("in part")),
        ("missing", gettext("without any report")),
        ("not_monitored", gettext("not monitored")),
        ("without_own_report", gettext("without a report of their own")),
    ]
