"""One number is a headline, several are a list, a state is a name; whoever disagrees is named, and named once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from figures.conftest import CASE, LOAVES, Bakery
from holdfast.base.canonical import canonical_json, canonical_loads
from holdfast.figures.actions import publish_figure
from holdfast.figures.models import Revision
from holdfast.figures.queries import figure_detail, figures_list, rebuild
from holdfast.figures.types import FigureView
from holdfast.people.errors import SecondPersonNeeded
from holdfast.people.types import Role, Viewer

Person = Callable[..., Viewer]
TODAY = date(2026, 11, 22)
DAY = date(2026, 3, 31)
ALONE = ("value", "low", "high", "total", "stated", "shortfall", "series", "days")


def published(rania: Viewer, key: str) -> FigureView:
    """A figure of the example, published and rebuilt."""
    made = publish_figure(rania, key=key, reason="Headline", as_of=TODAY, even_unchanged=True)
    assert rebuild(rania, made.key).sentences() == []
    return figure_detail(rania, made.key)


def told(body: Mapping[str, Any], kind: str) -> list[str]:
    """The English sentences of one kind of disagreement."""
    return [one["en"] for one in body["disagreements"] if one["kind"] == kind]


def test_no_single_count_stands_for_several(gaza: None, rania: Viewer) -> None:
    """Five counts that may not be averaged: a list, the same in the JSON, in lists and on the terminal."""
    view = published(rania, "aid-trucks-by-each-account")
    body = view.body
    assert {name: body[name] for name in ALONE} == dict.fromkeys(ALONE)
    tenths = [count["value"].quantize(Decimal("0.1")) for count in body["counts"]]
    assert tenths == [Decimal(text) for text in ("450.9", "221.5", "126.4", "116.5", "110.9")]
    assert all(count["window"]["from"] and count["series"] for count in body["counts"])
    assert (body["per"], body["unit_said"]["en"]) == ("day", "trucks a day")
    assert body["state"] == "not kept"  # one count leaves something out and is not known; none says otherwise
    line = next(one for one in figures_list(rania) if one.slug == "aid-trucks-by-each-account")
    assert line.headline.value is None and list(line.headline.numbers) == [
        count["value"] for count in body["counts"]
    ]
    assert canonical_loads(canonical_json(line.as_dict()))["value"] is None
    text = view.as_lines()
    assert "  450.9 · 221.5 · 126.4 · 116.5 · 110.9 trucks a day" in text
    assert not any("450.87" in one or "450.9–" in one for one in text)


@pytest.mark.parametrize(
    ("key", "value", "days"), [("trucks-in-october", "145.6", 22), ("trucks-in-sixty-days", "225.2", 61)]
)
def test_a_figure_of_one_series_has_one_headline(
    gaza: None, rania: Viewer, key: str, value: str, days: int
) -> None:
    """What else is counted stands beside it and nowhere else."""
    view = published(rania, key)
    body = view.body
    assert body["value"].quantize(Decimal("0.1")) == Decimal(value)
    assert [count["value"] for count in body["counts"]] == [body["value"]]
    assert body["window"]["days"] == days and value in body["answer"]["en"]
    assert len([row for row in body["side_by_side"]["rows"] if not row["assertion"]]) == 2
    line = next(one for one in figures_list(rania) if one.slug == key)
    assert line.headline.numbers == (body["value"],)
    assert f"{value} trucks a day" in "\n".join(view.as_lines())


def test_a_dispute_names_who_denies_what(gaza: None, rania: Viewer) -> None:
    """In the answer and among the disagreements, in both languages; another indicator is no other reading of it."""
    body = published(rania, "attack-in-rafah").body
    assert body["state"] == "disputed"
    assert body["answer"]["en"].endswith("Hamas denies the attribution: disputed.")
    assert "حماس" in body["answer"]["ar"] and "متنازع" in body["answer"]["ar"]
    (denial,) = told(body, "denial")
    assert denial.startswith("Hamas denies the attribution, on 19 October 2025: The military wing")
    assert [reading["key"] for reading in body["readings"]] == ["named-attacks"]


def test_a_series_of_assertions_stands_once(gaza: None, rania: Viewer) -> None:
    """ "Above 600" is an assertion, and not a second time a row without a number; who says it is named."""
    body = published(rania, "trucks-in-october").body
    mine = [row for row in body["side_by_side"]["rows"] if row["series"] == "cogat-rate"]
    assert [row["assertion"] for row in mine] == [True]
    assert mine[0]["stated_words"]["en"] == "above 600"
    assert any(one.startswith("COGAT") and "above 600 trucks a day" in one for one in told(body, "assertion"))
    told_of = [one["series"] for reading in body["readings"] for one in reading["assessments"]]
    assert "cogat-rate" not in told_of
    sides = {side["party"]: side for side in body["sides"]}
    assert (sides["israel"]["statements"], sides["israel"]["numbers"]) == (1, 1)
    assert all(side["statements"] <= side["numbers"] for side in body["sides"])


def test_a_state_has_a_name_and_no_number(gaza: None, rania: Viewer) -> None:
    """The code of a state is printed nowhere: not in the figure, its rows, its readings or a list."""
    view = published(rania, "rafah-crossing")
    body = view.body
    assert (body["value"], body["low"], body["high"], body["counts"]) == (None, None, None, [])
    assert set(body["observed_state"]) == {"en", "ar"}
    assert body["observed_state"]["ar"] in body["answer"]["ar"]
    shown = [
        *body["side_by_side"]["rows"],
        *(one for each in body["readings"] for one in each["assessments"]),
    ]
    assert all(row["value"] is None and row["low"] is None for row in shown)
    assert all(row["value"] is None and row["observed_state"]["en"] for row in view.rows.rows)
    line = next(one for one in figures_list(rania) if one.slug == "rafah-crossing")
    assert line.headline.numbers == () and line.headline.observed_state == body["observed_state"]
    assert "1 state" not in "\n".join(view.as_lines())
    assert told(body, "condition") and told(body, "reading")


def test_one_count_is_not_told_as_several(gaza: None, rania: Viewer) -> None:
    """Nothing "holds on every count" where one counts, and nothing runs from a number to itself."""
    body = published(rania, "fuel-trucks").body
    assert body["side_by_side"]["holds"] is None and told(body, "counts") == []


def test_what_was_reached_is_told_by_its_day(gaza: None, rania: Viewer) -> None:
    """27 stood on 3 December; the last row, of another day, only says so again."""
    assert "27 by 3 December 2025" in published(rania, "deceased-hostages").body["answer"]["en"]


def test_a_count_with_gaps_names_its_days(gaza: None, rania: Viewer) -> None:
    """A sum over the days that were reported does not pass for one over all of them."""
    answer = published(rania, "killed-from-10-october").body["answer"]
    assert "1,173 people on the 314 days of 317 that this record holds" in answer["en"]
    assert "314" in answer["ar"] and "317" in answer["ar"]


def test_counts_of_different_things_are_not_set_against_each_other(gaza: None, rania: Viewer) -> None:
    """Two totals of one thing about different days are no disagreement either."""
    body = published(rania, "remains-for-each-israeli-hostage").body
    assert body["value"] is None and [count["value"] for count in body["counts"]] == [330, 315]
    assert told(body, "counts") == []
    assert "330" in body["answer"]["en"] and "315" in body["answer"]["en"]


def test_the_whole_figure_opens_with_all_its_rows(
    bakery: Bakery, rania: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`rows` are the rows, whatever a page holds; what they come to stands beside them."""
    monkeypatch.setattr("holdfast.figures.body.ROWS_A_PAGE", 3)
    publish_figure(rania, key="bread-average", reason="First", as_of=DAY)
    told_all = figure_detail(rania, "bread-average", page=None).as_json()
    assert len(told_all["rows"]) == told_all["rows_summary"]["count"] == 8
    assert [line["key"] for line in told_all["revisions"]] == ["F-0001.r1"]
    assert len(figure_detail(rania, "bread-average").as_json()["rows"]) == 3


def test_who_withdrew_a_row_does_not_publish(bakery: Bakery, person: Person, rania: Viewer) -> None:
    """Erik's load let a row vanish: with a reviewer's role he still needs another."""
    erik = person("erik", Role.EDITOR)
    bakery.write(CASE, LOAVES.replace("2026-03-06,50\n", ""))
    bakery.load(erik)
    with pytest.raises(SecondPersonNeeded):
        publish_figure(replace(erik, role=Role.REVIEWER), key="F-0001", reason="Mine", as_of=DAY)
    assert publish_figure(rania, key="F-0001", reason="First", as_of=DAY).number == 1


def test_who_changed_the_terms_does_not_publish(bakery: Bakery, person: Person, rania: Viewer) -> None:
    """Erik wrote no row and no definition of a figure, and yet the promise is now his."""
    erik = person("erik", Role.EDITOR)
    bakery.write(CASE.replace("  quantity = 100\n", "  quantity = 50\n"), LOAVES)
    bakery.load(erik)
    with pytest.raises(SecondPersonNeeded):
        publish_figure(replace(erik, role=Role.REVIEWER), key="F-0001", reason="Mine", as_of=DAY)
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    assert canonical_loads(Revision.objects.get().canonical)["promised"] == 50
