"""Known answers 1, 2 and 3 of the Gaza ceasefire, through the whole path: files, store, engine, published revision."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from holdfast.figures.actions import publish_figure, publish_figures
from holdfast.figures.queries import chart_spec, figure_detail, rebuild
from holdfast.people.types import Viewer

TODAY = date(2026, 11, 22)


def published(rania: Viewer, key: str, as_of: date = TODAY) -> Mapping[str, Any]:
    """The body of a figure published as of a day."""
    made = publish_figure(rania, key=key, reason="Known answer", as_of=as_of, even_unchanged=True)
    assert rebuild(rania, made.key).same
    return figure_detail(rania, made.key).body


def tenth(value: Decimal) -> Decimal:
    """The value as it is printed."""
    return value.quantize(Decimal("0.1"))


@pytest.mark.parametrize(
    ("as_of", "from_10", "from_12"),
    [(date(2025, 11, 22), 325, 273), (date(2025, 12, 9), 375, 323), (date(2026, 8, 22), 1173, 1121)],
)
def test_deaths_stand_under_both_starts_in_the_same_size(
    gaza: None, rania: Viewer, as_of: date, from_10: int, from_12: int
) -> None:
    """The start is a reading: each figure carries the other start as its peer."""
    for key, mine in (("killed-from-10-october", from_10), ("killed-from-12-october", from_12)):
        body = published(rania, key, as_of)
        assert body["total"] == mine
        told = {(row["from"], row["total"]) for reading in body["readings"] for row in reading["assessments"]}
        assert told == {("2025-10-10", from_10), ("2025-10-12", from_12)}
        assert body["state"] == "not known"


def test_days_without_a_report_are_counted_and_are_not_zero(gaza: None, rania: Viewer) -> None:
    """1,173 to 1,191; 62 days without a report of their own, 40 of them Fridays, 50 that say 0, 3 that none covers."""
    body = published(rania, "killed-from-10-october", date(2026, 8, 22))
    row = body["side_by_side"]["rows"][0]
    assert (body["total"], row["low_total"], row["high_total"]) == (1173, 1173, 1191)
    days = body["days"]
    assert (days["in_window"], days["without_own_report"], days["missing"]) == (317, 62, 3)
    assert days["own_report_missing_by_weekday"]["Friday"] == 40
    assert days["said_zero_without_report"] == 50
    assert "1,191" in body["answer"]["en"] and "1,191" in body["answer"]["ar"]
    view = figure_detail(rania, "killed-from-10-october")
    strip = next(chart for chart in view.charts if chart.name == "days")
    assert "no report in this record: 3" in strip.alternative and "317 days" in strip.alternative
    words = [layer["data"]["values"] for layer in chart_spec(rania, "F-0001", "days", "en")["layer"]]
    drawn = {cell["day"] for layer in words for cell in layer if cell.get("day")}
    assert len(drawn) == 317


def test_trucks_of_the_media_office(gaza: None, rania: Viewer) -> None:
    """3,203 in 22 days is 145.6; 13,511 is 225.2 in the 60 days it states, 221.5 in the 61 stored, against 226."""
    october = published(rania, "trucks-in-october")
    assert (october["total"], tenth(october["value"])) == (3203, Decimal("145.6"))
    assert (october["window"]["from"], october["window"]["to"], october["window"]["days"]) == (
        "2025-10-10", "2025-10-31", 22
    )  # fmt: skip
    sixty = published(rania, "trucks-in-sixty-days")
    assert (sixty["total"], tenth(sixty["value"]), sixty["stated"]) == (13511, Decimal("225.2"), 226)
    assert [(tenth(one["value"]), one["days"], one["en"]) for one in sixty["averages"]] == [
        (Decimal("225.2"), 60, "60 days, as the source says"),
        (
            Decimal("221.5"),
            61,
            "61 days from 10 October 2025 to 9 December 2025, both ends counted, as transcribed",
        ),
    ]
    assert (
        "225.2 trucks a day over the 60 days it states, and 221.5 over the 61 days" in sixty["answer"]["en"]
    )
    beside = next(chart for chart in figure_detail(rania, "F-0011").charts if chart.name == "beside")
    assert "225.2" in beside.svg and "221.5" in beside.svg
    notes = [caveat["en"] for caveat in sixty["caveats"]]
    assert any("The plan itself names no number" in note and "first six weeks" in note for note in notes)
    checks = sixty["side_by_side"]["rows"][0]["stated_checks"]
    assert any(
        check["stated_days"] == 60 and tenth(check["recomputed_over_stated_days"]) == Decimal("225.2")
        for check in checks
    )


def test_five_statements_stand_side_by_side_and_are_not_averaged(gaza: None, rania: Viewer) -> None:
    """450.9 against a stated 459; 126.4; 110.9 against 113; 116.5; 221.5: no average, and "above 600" beside them."""
    body = published(rania, "aid-trucks-by-each-account")
    rows = body["side_by_side"]["rows"]
    counts = [row for row in rows if not row["assertion"] and row["value"] is not None]
    assert sorted(tenth(row["value"]) for row in counts) == [
        Decimal(text) for text in ("110.9", "116.5", "126.4", "221.5", "450.9")
    ]
    assert {row["stated"] for row in counts} >= {459, 113}
    assert len({row["measured_point"] for row in counts}) > 1
    assert body["band"]["refused"]
    holds = body["side_by_side"]["holds"]
    assert holds["on_every_count"] and "total and a window" in holds["en"]
    (above,) = [row for row in rows if row["assertion"]]
    assert (above["value"], above["qualifier"], above["otherwise"]) == (600, "above", True)
    assert "below 600" in body["answer"]["en"]
    lengths = {row["series"]: [(one["days"], one["basis"]) for one in row["averages"]] for row in counts}
    assert lengths["cogat-aid-trucks"] == [(56, "promised"), (57, "transcribed")]
    assert lengths["un2720-trucks"] == [(58, "needed"), (59, "transcribed")]
    assert lengths["gmo-trucks"] == [(60, "stated"), (61, "transcribed")]
    assert lengths["hamas-aid-trucks"] == []
    (word,) = [row["no_dispute"] for row in rows if row["assertion"]]
    assert word["why_code"] == "assertion-disputes-nothing"
    assert [one["why_code"] for one in body["no_dispute"]] == ["assertion-disputes-nothing"]
    beside = next(chart for chart in figure_detail(rania, "F-0012").charts if chart.name == "beside")
    assert "&gt; 600" in beside.svg and "450.9" in beside.svg and "above 600" in beside.alternative


def test_every_figure_of_the_example_is_published_and_rebuilds(gaza: None, rania: Viewer) -> None:
    """All of them at once, as the demo does."""
    keys = [f"F-{number:04d}" for number in range(1, 15)]
    for made in publish_figures(rania, keys=keys, reason="First publication", as_of=TODAY):
        assert rebuild(rania, made.key).sentences() == []
        body = figure_detail(rania, made.key).body
        assert body["answer"]["en"] and body["answer"]["ar"] and body["caveats"]
