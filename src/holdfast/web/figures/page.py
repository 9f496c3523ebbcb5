"""What stands on the page of a figure, out of its stored canonical JSON; nothing is computed here but words."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext, ngettext

from holdfast.figures.queries import stale_keys
from holdfast.figures.types import ROWS_A_PAGE, SIDE_BY_SIDE, FigureView
from holdfast.people.types import Viewer
from holdfast.web import words
from holdfast.web.agreements.voices import averages_told
from holdfast.web.board.lines import counters_text, either_text
from holdfast.web.listing.views import ON_A_PAGE, Rows
from holdfast.web.remembering import remembered
from holdfast.web.writing import because, here, language, number_text, places_apart, unit_beside

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
        "counters": counters_text(body["counters"]),
        "no_dispute": [_told(one) for one in body.get("no_dispute") or ()],
        "sides": [_side(body, side) for side in body["sides"]],
        "disagreements": _disagreements(body),
        "voices": [_voice(row) for row in beside["rows"]],
        "readings": [_reading(one) for one in body["readings"]],
        "days": _days_told(body),
    }


def _stale(viewer: Viewer, view: FigureView) -> bool:
    """Whether its inputs have changed."""
    return view.key in remembered(viewer, ("stale keys",), lambda: stale_keys(viewer))


def _headline(body: Mapping[str, Any]) -> dict[str, Any]:
    """The one number with its bounds and days, the name of a state, or several counts none of which stands alone."""
    head = _head(body)
    counts = body["counts"] if len(body["counts"]) > 1 else []
    total = body["rule"] == words.COUNT_RULE and body["total"] is not None
    low, high = (body["low_total"], body["high_total"]) if total else (body["low"], body["high"])
    return {
        "several": len(counts),
        "counts": [{**one, "unit": unit_beside(here(one["unit_said"]))} for one in counts],
        "values": list(dict.fromkeys(one["value"] for one in counts)),
        "rule": body["rule"] or "",
        "observed": here(body["observed_state"]),
        "name": here(head.get("name")),
        "value": body["total"] if total else body["value"],
        "unit": unit_beside(here(body["unit_said"])),
        "promised": body["promised"],
        "places": places_apart(body["value"], body["promised"]),
        "low": low,
        "high": high,
        "open": low is not None and high is None,
        "range": low is not None and high is not None and low != high,
        "window": body["window"]["from"] is not None,
        "first": body["window"]["from"],
        "last": body["window"]["to"],
        "stated_differs": not counts and not body.get("averages") and _stated_differs(head),
        "averages": [{**one, "label": _told(one)} for one in body.get("averages") or ()],
        "either": either_text(head) if head else "",
    }


def _head(body: Mapping[str, Any]) -> Mapping[str, Any]:
    rows = [row for row in body["side_by_side"]["rows"] if not row["assertion"]]
    return next((row for row in rows if row["series"] == body["series"]), rows[0] if rows else {})


def _stated_differs(row: Mapping[str, Any]) -> bool:
    checks = row.get("stated_checks") or ()
    return any(not check["stands"] for check in checks)


def _voice(row: Mapping[str, Any]) -> dict[str, Any]:
    total = row.get("rule") == words.COUNT_RULE and row.get("total") is not None
    return {
        **row,
        "shown": row["total"] if total else row["value"],
        "places": places_apart(row["value"], row.get("promised")),
        "lengths": averages_told(row),
        "either_told": either_text(row),
        "stated_in_words": here(row.get("stated_words")),
        "lacks": words.lacking(row) if row["assertion"] else "",
        "unit_name": unit_beside(here(row["unit_said"])),
        "observed": here(row.get("observed_state")),
        "stated_differs": _stated_differs(row),
        "notes": [
            because(one) for one in (*(row.get("stated_checks") or ()), *(row.get("coverage_notes") or ()))
        ],
    }


def _reading(reading: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **reading,
        "assessments": [
            {
                **one,
                "observed": here(one["observed_state"]),
                "shown": one["total"]
                if reading["rule"] == words.COUNT_RULE and one["total"] is not None
                else one["value"],
                "unit_name": unit_beside(here(one["unit_said"])),
            }
            for one in reading["assessments"]
        ],
    }


def _side(body: Mapping[str, Any], side: Mapping[str, Any]) -> dict[str, Any]:
    named = side.get("name") or side.get("party_name") or side.get("party")
    return {
        "name": here(named) if named else gettext("no party"),
        "statements": side["statements"],
        "documents": side["documents"],
        "numbers": side.get("numbers"),
    }


def _disagreements(body: Mapping[str, Any]) -> list[str]:
    return [text for text in dict.fromkeys(_told(one) for one in body["disagreements"]) if text]


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
    elif value is not None and len(_counts_before(line.changed)) < 2:
        parts.append(gettext("was: no number"))
    counts = next((one for one in line.changed if one["kind"] == "counts"), None)
    if counts is not None and len(counts["was"] or ()) > 1:
        was = SIDE_BY_SIDE.join(number_text(count["value"], 1) for count in counts["was"])
        parts.append(gettext("was {value}").format(value=was))
    if state is not None:
        was = words.shown_state(state["was"], _headline(view.body)["rule"])
        parts.append(gettext("was “{state}”").format(state=words.state_word(was)))
    added = sum(one["count"] for one in line.changed if one["kind"] == "rows added")
    if added:
        parts.append(ngettext("{count} row more", "{count} rows more", added).format(count=added))
    return gettext("; ").join(parts) or gettext("what stands beside it changed")


def _counts_before(changed: Sequence[Mapping[str, Any]]) -> Sequence[Any]:
    """The counts that stood side by side before a revision; none where they have not changed."""
    return next((one["was"] or () for one in changed if one["kind"] == "counts"), ())


def _days_told(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The days of the window by what covers them; a stated total covers its window and reports no single day."""
    days = body["days"]
    if not days or not days.get("in_window"):
        return []
    told = [(gettext("Days in the window"), number_text(days["in_window"]))]
    head = _head(body)
    if words.is_total(head):
        return [*told, (gettext("covered by"), words.totals_text(head["rows_used"]))]
    return told + [(word, number_text(days[name])) for name, word in _days() if days.get(name) is not None]


def _days() -> list[tuple[str, str]]:
    return [
        ("reported", gettext("reported")),
        ("zero_reported", gettext("zero, reported or worked out")),
        ("partial", gettext("in part")),
        ("missing", gettext("no report in this record")),
        ("not_monitored", gettext("not monitored")),
        ("without_own_report", gettext("without a report of their own")),
    ]
