"""Assessments asked from a store: the fixed keys, who sees what, and what was known when."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.agreements.engine.bootstrap import StatsAbsent
from holdfast.agreements.errors import AgreementUnknown
from holdfast.agreements.queries import agreement_terms, agreements_list, assessments, assessments_of
from holdfast.agreements.types import State
from holdfast.base import clock
from holdfast.base.canonical import readable_json
from holdfast.cases.actions import load_case
from holdfast.journal.queries import head
from holdfast.people.types import Level, Viewer
from holdfast.record.actions import correct_observation
from holdfast.record.types import Status

pytestmark = [pytest.mark.django_db, pytest.mark.storage]

KEYS = [
    "agreement",
    "obligation",
    "bearer",
    "reading",
    "indicator",
    "series",
    "source",
    "relation",
    "measured_point",
    "from",
    "to",
    "unit",
    "value",
    "stated",
    "low",
    "high",
    "promised",
    "shortfall",
    "days",
    "state",
    "why",
    "why_code",
    "why_params",
    "rows_used",
    "rows_rejected",
]
WORDS = ["in_window", "reported", "zero_reported", "missing", "partial", "not_monitored"]
CASE = """format = 1
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
[[clauses]]
key = "carts"
point = "1"
bearers = ["north"]
kind = "quantity per time"
text.en = "Ten carts a day"
document = "m-1-2025"
[[clauses.obligations]]
key = "carts"
bearer = "north"
title.en = "Carts"
quantity = 10
per = "day"
unit = "cart"
[[clauses.obligations.readings]]
key = "average"
text.en = "On average"
of_the_text = true
rule = "average"
series = ["carts"]
[[clauses]]
key = "silence"
point = "2"
bearers = ["north"]
kind = "abstain"
text.en = "Nothing shall be said"
document = "m-1-2025"
[[indicators]]
key = "carts"
name.en = "Carts"
kind = "flow"
unit = "cart"
unit_name.en = "carts"
measured_point = "entered"
[[series]]
key = "carts"
name.en = "Carts by the monitor"
indicator = "carts"
source = "monitor"
one_edition = true
[[data]]
file = "carts.csv"
document = "m-1-2025"
about = {{ day = "day" }}
[[data.values]]
series = "carts"
value = "carts"
"""


@pytest.fixture
def loaded(tmp_path: Path, alice: Viewer) -> Callable[[str], None]:
    """Load the case at a level."""

    def load(level: str = "public") -> None:
        (tmp_path / "case.toml").write_text(CASE.format(level=level))
        days = [date(2025, 10, 10) + timedelta(days=n) for n in range(5)]
        lines = [f"{day},{carts}" for day, carts in zip(days, (12, 8, 0, 10, 5), strict=True)]
        (tmp_path / "carts.csv").write_text("day,carts\n" + "\n".join(lines) + "\n")
        load_case(alice, tmp_path)

    return load


def asked(viewer: Viewer, **more: Any) -> Any:
    """The report of 31 October."""
    return assessments(viewer, "valley", as_of=date(2025, 10, 31), **more)


def test_it_works(loaded: Callable[[], None], alice: Viewer) -> None:
    loaded()
    carts, silence = asked(alice).assessments
    assert (carts.value, carts.total, carts.state, carts.first) == (7, 35, State.NOT_KEPT, date(2025, 10, 10))
    assert silence.state is State.NOT_WATCHED


def test_the_json_begins_with_the_fixed_keys_and_can_be_printed(
    loaded: Callable[[], None], alice: Viewer
) -> None:
    loaded()
    found = asked(alice).as_json()
    assert list(found)[:4] == ["as_of", "said_by", "known_on", "assessments"]
    for one in found["assessments"]:
        assert list(one)[: len(KEYS)] == KEYS
        assert list(one["days"])[: len(WORDS)] == WORDS
    printed = json.loads(readable_json(found))
    assert printed["assessments"][0]["rows_used"][0].startswith("O-")
    assert printed["assessments"][0]["shortfall"] == {"units": 15, "days_of_promise": 1.5}


def test_charlie_sees_nothing_of_the_desk(loaded: Callable[[str], None], alice: Viewer) -> None:
    loaded("desk")
    charlie = Viewer.anonymous()
    assert agreements_list(charlie) == ()
    assert assessments(charlie, as_of=date(2025, 10, 31)).assessments == ()
    with pytest.raises(AgreementUnknown):
        asked(charlie)
    with pytest.raises(AgreementUnknown):
        agreement_terms(charlie, "valley")
    assert [one.key for one in agreements_list(alice)] == ["valley"]


def test_a_day_before_it_was_recorded_has_no_earlier_edition(
    loaded: Callable[[], None], alice: Viewer
) -> None:
    loaded()
    before = clock.now().date() - timedelta(days=30)
    carts = asked(alice, known_on=before).assessments[0]
    assert (carts.state, carts.why.code, carts.used) == (State.NOT_KNOWN, "no-earlier-edition", ())


def test_a_correction_changes_what_is_known_now_and_not_what_was(
    loaded: Callable[[], None], alice: Viewer
) -> None:
    loaded()
    first = asked(alice).assessments[0]
    then = head().seq
    correct_observation(
        alice, key=f"O-{first.used[0]}", status=Status.REPORTED, value=Decimal(20), reason="misread"
    )
    now, _ = assessments_of(alice, "valley", as_of=date(2025, 10, 31))
    known, _ = assessments_of(alice, "valley", as_of=date(2025, 10, 31), known_seq=then)
    assert (now[0].total, known[0].total) == (43, 35)
    assert [group.why.code for group in now[0].rejected] == ["row-superseded"]
    assert replace(known[0]) == first


def test_said_by_a_day_before_the_document(loaded: Callable[[], None], alice: Viewer) -> None:
    loaded()
    carts = asked(alice, said_by=date(2025, 10, 19)).assessments[0]
    assert (carts.value, [group.why.code for group in carts.rejected]) == (None, ["row-said-later"])


def test_the_number_of_queries_does_not_grow_with_the_rows(
    loaded: Callable[[], None], alice: Viewer, tmp_path: Path
) -> None:
    loaded()
    with CaptureQueriesContext(
        connection,
    ) as few:
        asked(alice)
    lines = [f"{date(2020, 1, 1) + timedelta(days=n)},{n % 20}" for n in range(1500)]
    with (tmp_path / "carts.csv").open("a") as more:
        more.write("\n".join(lines) + "\n")
    load_case(alice, tmp_path)
    with CaptureQueriesContext(connection) as many:
        asked(alice)
    assert len(many) == len(few) <= 30


def test_levels_hide_parts_above_the_viewer(loaded: Callable[[str], None], alice: Viewer) -> None:
    loaded("allies")
    ally = replace(alice, clearance=Level.ALLIES)
    assert len(asked(ally).assessments) == 2


def test_intervals_are_asked_for_and_refused_with_the_reason(
    loaded: Callable[[], None], alice: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded()
    plain = json.loads(readable_json(asked(alice).as_json()))["assessments"]
    lines = json.loads(readable_json(asked(alice, intervals=True).as_json()))["assessments"]
    assert not any("interval" in line for line in plain)
    for line, before in zip(lines, plain, strict=True):
        interval = line.pop("interval", None)
        rate = line["rule"] in ("average", "daily floor", "carry-over") and line["series"] is not None
        assert (interval is not None) is rate
        assert line == before
        if interval is not None:
            assert (
                set(interval) == {"refused", "why_code", "why_params"} or interval["low"] <= interval["high"]
            )

    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr("holdfast.agreements.engine.bootstrap.import_module", absent)
    with pytest.raises(StatsAbsent, match="stats"):
        asked(alice, intervals=True)
    assert asked(alice).assessments
