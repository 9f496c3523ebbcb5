"""The worked numbers of docs/how-we-count.md are those the engine gives."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from agreements.building import asserted, day, duty, frame, reading, row, series, terms
from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.exact import one
from holdfast.agreements.types import Rule, State
from holdfast.record.types import AssertionKind, CounterRuling, DecisionDef, Kind

PAGE = (Path(__file__).parents[2] / "docs" / "how-we-count.md").read_text("utf-8")
TABLE = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("|") and " days |" in line
]
START = day("2025-10-10")


def told(rows: list[dict[str, Any]], rule: Rule = Rule.AVERAGE, promised: int = 10, **more: Any) -> Any:
    """One assessment from 10 October."""
    pact = terms(duty(reading(rule), quantity=Decimal(promised)), series(**more))
    (found,) = assess(pact, frame(rows), as_of=day("2026-12-31"))
    return found


@pytest.mark.parametrize("cells", TABLE, ids=[cells[0] for cells in TABLE])
def test_the_table_of_averages(cells: list[str]) -> None:
    _, total, window, recomputed, stated, _ = cells
    last = START + timedelta(days=int(window.removesuffix(" days")) - 1)
    assertions = (asserted(AssertionKind.AVERAGE, stated, "2025-10-10", str(last)),) if stated else ()
    found = told([row(START, int(total.replace(",", "")), last)], promised=600, assertions=assertions)
    assert one(found.value) == Decimal(recomputed)
    if stated:
        (check,) = found.stated_checks
        assert check.stands is ("stands" in cells[5])
        if "needs" in cells[5]:
            assert check.days_that_give_it == (int(cells[5].split()[1]),)


def test_the_table_names_all_five_counts() -> None:
    assert len(TABLE) == 5


def test_the_worked_missing_days() -> None:
    found = told([row("2025-10-10", 12), row("2025-10-13", 12)])
    assert (found.value, found.per_day_in_window, found.state) == (12, 6, State.NOT_KNOWN)
    assert "12 a day on the\ndays reported, 6 over the window; between 6 and 12: not known" in PAGE
    found = told([row("2025-10-10", 1), row("2025-10-11", 1), row("2025-10-13", 1)])
    assert (one(found.missing_case.high), found.state) == (Decimal("3.3"), State.NOT_KEPT)
    assert "at most\n3.3, so not kept" in PAGE


def test_the_worked_counter() -> None:
    rows = [row(START + timedelta(days=n), value) for n, value in enumerate((10, 30, 5, 25))]
    fallen = START + timedelta(days=2)
    more: dict[str, Any] = {"kind": Kind.CUMULATIVE, "counter_start": START}
    assert told(rows, Rule.COUNT, **more).why.code == "decision-needed"
    for ruling, total in ((CounterRuling.RESTART, 55), (CounterRuling.CORRECTION, 25)):
        decisions = (DecisionDef(fallen, ruling, "so said", "rania", 1),)
        assert told(rows, Rule.COUNT, decisions=decisions, **more).total == total
    assert "30 + 25 = 55" in PAGE
