"""Who gives what a series counts, and how many are owed in all: by the duties that watch it, as they are seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.agreements.queries import OwedUnder, series_owed
from holdfast.cases.actions import load_case
from holdfast.people.types import Level, Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]

HEAD = """format = 1
[case]
key = "valley"
title.en = "The valley"
sensitivity = "{level}"
licence = "invented"
attribution.en = "invented"
[agreement]
key = "valley"
title.en = "The valley pact"
timezone = "Asia/Gaza"
signed = "2025-10-09"
starts = "2025-10-10T12:00"
[[parties]]
key = "north"
name.en = "North"
[[parties]]
key = "south"
name.en = "South"
[[sources]]
key = "monitor"
name.en = "The monitor"
relation = "independent monitor"
[[documents]]
key = "m-1-2025"
source = "monitor"
title.en = "Report"
url = "https://example.org/1"
said = "2025-10-20"
language = "en"
[[indicators]]
key = "handed-over"
name.en = "Lanterns handed over"
kind = "cumulative"
unit = "lantern"
unit_name.en = "lanterns"
measured_point = "handed over"
includes.en = "All."
"""
HIDDEN = """[[sources]]
key = "whisper"
name.en = "Somebody who asked not to be named"
relation = "independent monitor"
sensitivity = "desk"
"""
SERIES = """[[series]]
key = "{key}"
source = "monitor"
indicator = "handed-over"
name.en = "{key}"
counter_start = "2025-10-10"
"""
DUTY = """[[clauses]]
key = "{key}"
point = "1"
bearers = ["{bearer}"]
kind = "{kind}"
text.en = "Lanterns"
document = "m-1-2025"
[[clauses.obligations]]
key = "{key}"
bearer = "{bearer}"
title.en = "Lanterns"
quantity = {quantity}
unit = "lantern"
{more}
[[clauses.obligations.readings]]
key = "r"
text.en = "As it says"
of_the_text = true
rule = "{rule}"
series = {series}
{reading}
"""


def duty(key: str, series: str, *, bearer: str = "north", kind: str = "quantity by date", quantity: int = 28,
         reading: str = "") -> str:  # fmt: skip
    """One duty that watches one series."""
    rule, more = {
        "quantity by date": ("by date", 'due = "72 hours"'),
        "ratio": ("ratio", ""),
        "quantity per time": ("average", 'per = "day"'),
    }[kind]
    return DUTY.format(
        key=key, bearer=bearer, kind=kind, quantity=quantity, more=more, rule=rule, series=f'["{series}"]',
        reading=reading + ('per_series = "lanterns"' if kind == "ratio" else ""),
    )  # fmt: skip


@pytest.fixture
def loaded(alice: Viewer, tmp_path: Path) -> Callable[..., None]:
    """Loads a case of these duties, with a series for each name."""

    def load(*duties: str, series: tuple[str, ...] = ("lanterns",), level: str = "public") -> None:
        parts = [HEAD.format(level=level), *duties, *(SERIES.format(key=key) for key in series)]
        (tmp_path / "case.toml").write_text("\n".join(parts))
        load_case(alice, tmp_path)

    return load


def test_the_bearer_of_a_duty_by_a_date_gives_and_owes_so_many(
    loaded: Callable[..., None], alice: Viewer
) -> None:
    loaded(duty("back", "lanterns"))
    assert series_owed(alice) == {"lanterns": OwedUnder("north", frozenset({Decimal(28)}))}


def test_a_duty_of_so_many_for_each_has_a_giver_and_no_number(
    loaded: Callable[..., None], alice: Viewer
) -> None:
    loaded(
        duty("each", "caskets", kind="ratio", quantity=15),
        duty("back", "lanterns", bearer="south"),
        series=("lanterns", "caskets"),
    )
    found = series_owed(alice)
    assert found["caskets"] == OwedUnder("north", frozenset())
    assert found["lanterns"].bearer == "south"


def test_a_duty_a_day_gives_nothing_away(loaded: Callable[..., None], alice: Viewer) -> None:
    loaded(duty("daily", "lanterns", kind="quantity per time"))
    assert series_owed(alice) == {}


def test_two_duties_of_one_bearer_are_owed_each(loaded: Callable[..., None], alice: Viewer) -> None:
    loaded(duty("back", "lanterns"), duty("living", "lanterns", quantity=20))
    assert series_owed(alice)["lanterns"].quantities == {Decimal(20), Decimal(28)}


def test_what_a_reading_promises_is_owed_too(loaded: Callable[..., None], alice: Viewer) -> None:
    loaded(duty("back", "lanterns", reading="promised = 26"))
    assert series_owed(alice)["lanterns"].quantities == {Decimal(26), Decimal(28)}


def test_a_series_that_watches_what_two_owe_is_left_out(loaded: Callable[..., None], alice: Viewer) -> None:
    loaded(
        duty("back", "lanterns"),
        duty("theirs", "lanterns", bearer="south"),
        duty("own", "caskets"),
        series=("lanterns", "caskets"),
    )
    assert set(series_owed(alice)) == {"caskets"}


def test_whoever_may_not_see_the_duty_is_told_nothing(loaded: Callable[..., None], alice: Viewer) -> None:
    loaded(duty("back", "lanterns"), level="allies")
    assert series_owed(Viewer.anonymous()) == {}
    assert set(series_owed(replace(alice, clearance=Level.ALLIES))) == {"lanterns"}


def test_a_reading_that_only_a_hidden_source_holds_is_left_out(
    loaded: Callable[..., None], alice: Viewer
) -> None:
    held = 'held_by = ["whisper"]\n'
    hidden = HIDDEN + duty("back", "lanterns", reading=held).replace(
        "of_the_text = true", "of_the_text = false"
    )
    loaded(hidden, duty("own", "caskets"), series=("lanterns", "caskets"))
    assert set(series_owed(alice)) == {"lanterns", "caskets"}
    assert set(series_owed(replace(alice, clearance=Level.PUBLIC))) == {"caskets"}


def test_without_duties_nothing_is_owed_and_the_queries_do_not_grow_with_them(
    loaded: Callable[..., None], alice: Viewer
) -> None:
    assert series_owed(alice) == {}
    loaded(duty("back", "lanterns"))
    with CaptureQueriesContext(connection) as few:
        series_owed(alice)
    loaded(*(duty(f"back-{n}", "lanterns", quantity=n) for n in range(1, 30)), duty("back", "lanterns"))
    with CaptureQueriesContext(connection) as many:
        assert len(series_owed(alice)["lanterns"].quantities) == 29
    assert len(many) == len(few) <= 4
