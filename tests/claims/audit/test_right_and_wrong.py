"""Invented statements: wrong ones have their finding and no other; right ones that look wrong have none."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from holdfast.claims.engine.audit import AuditKind, StatedRow, audit
from holdfast.claims.engine.audit import rows as stated

MAY = ("2031-05-01", "2031-05-31")
TO_JUNE = ("2031-05-01", "2031-06-15")
Number = tuple[Any, ...]


def n(metric: str, value: str | int, unit: str = "", scope: str = "", **more: Any) -> Number:
    return metric, str(value), unit, scope, more


def rows(numbers: list[Number]) -> list[StatedRow]:
    made = []
    for at, (metric, value, unit, scope, more) in enumerate(numbers):
        first, last = more.get("period", MAY)
        made.append(
            StatedRow(
                ref=at,
                statement=more.get("statement", "S-1"),
                source="Office",
                relayed_by=more.get("relay", "Paper"),
                published=date.fromisoformat(more.get("published", "2031-07-01")),
                period_start=date.fromisoformat(first),
                period_end=date.fromisoformat(last),
                metric=metric,
                value=Decimal(value),
                unit=unit,
                scope=scope,
            )
        )
    return made


WRONG: dict[str, tuple[set[AuditKind], list[Number]]] = {
    "kinds that fall short": (
        {AuditKind.PARTS},
        [n("arrests_total", 412), n("arrests:north", 200), n("arrests:centre", 150), n("arrests:south", 52)],
    ),
    "named parts": (
        {AuditKind.PARTS},
        [
            n("permits_total", 90, scope="business, study and medical"),
            n("permits_business", 40),
            n("permits_study", 30),
            n("permits_medical", 25),
        ],
    ),
    "nobody is in two of these": (
        {AuditKind.PARTS},
        [n("killed_total", 250), n("killed:women", 140), n("killed:children", 120)],
    ),
    "decimals": (
        {AuditKind.PARTS},
        [
            n("flour_total", "10.5", "tonnes"),
            n("flour:north", "4.2", "tonnes"),
            n("flour:south", "5.1", "tonnes"),
        ],
    ),
    "a day above its total": (
        {AuditKind.PART_ABOVE_WHOLE},
        [n("wells_total", 60), n("wells_2031-05-04", 75)],
    ),
    "rounded up": ({AuditKind.AVERAGE}, [n("boats_total", 1000), n("boats_avg_per_day", 33)]),
    "a rate over its days": (
        {AuditKind.RATE},
        [
            n("litres_total", 31000),
            n("litres_promised_per_day", 4000),
            n("litres_compliance_rate", 35, "percent"),
        ],
    ),
    "a share": (
        {AuditKind.SHARE},
        [n("killed_total", 250), n("women_killed", 60), n("women_share", 29, "percent")],
    ),
    "a promise": ({AuditKind.PROMISE}, [n("vans_promised_total", 18500), n("promised_per_day", 600)]),
    "days said": ({AuditKind.WINDOW}, [n("days", 30, "days"), n("raids_total", 12)]),
    "relays of an average": (
        {AuditKind.RELAYS},
        [n("vans_avg_per_day", 145), n("vans_avg_per_day", 154, relay="Radio")],
    ),
    "falls": (
        {AuditKind.FALLS},
        [n("raids_total", 300), n("raids_total", 290, statement="S-2", period=TO_JUNE)],
    ),
    "restated": (
        {AuditKind.RESTATED},
        [n("raids_total", 300), n("raids_total", 312, statement="S-2", published="2031-08-01")],
    ),
    "a part of a whole above it": (
        {AuditKind.PERCENT},
        [n("displaced_proportion", "101.5", "percent", "of the population in need")],
    ),
    "things below zero": ({AuditKind.NEGATIVE}, [n("vans_avg_per_day", -4, "vans")]),
    "a negative share": ({AuditKind.NEGATIVE}, [n("water_share", -4, "percent")]),
}
RIGHT: dict[str, list[Number]] = {
    "parts that overlap": [
        n("killed_total", 250),
        n("killed:women", 90, scope="among them"),
        n("killed:children", 120, scope="among them"),
        n("killed:elderly", 70, scope="among them"),
    ],
    "raids at night may be raids on homes": [
        n("raids_total", 100),
        n("raids:night", 70, scope="of which"),
        n("raids:homes", 60, scope="of which"),
    ],
    "parts of another place": [
        n("vans_total", 500, scope="north"),
        n("vans:food", 300, scope="south"),
        n("vans:fuel", 350, scope="south"),
    ],
    "parts in another currency": [
        n("aid_total", 100, "USD"),
        n("aid:cash", 60, "USD"),
        n("aid:goods", 120, "ILS"),
    ],
    "an average of another place": [
        n("vans_total", 3100, scope="north"),
        n("vans_avg_per_day", 50, scope="south"),
    ],
    "an average of a longer list": [
        n("vans_total", 3100, scope="aid"),
        n("vans_avg_per_day", 250, scope="aid and commercial"),
    ],
    "a part in another place": [
        n("killed_total", 30, scope="in the north"),
        n("children_killed", 50, scope="in the south"),
    ],
    "a share since another day": [
        n("killed_total", 300, scope="this month"),
        n("children_killed", 90, scope="since 2023"),
        n("children_share", 45, "percent", "since 2023"),
    ],
    "relays of two times": [
        n("killed_total", 300, scope="since October"),
        n("killed_total", 20, scope="this week", relay="Radio"),
    ],
    "a relay that rounds": [
        n("vans_avg_per_day", 145),
        n("vans_avg_per_day", "145.6", relay="Radio"),
    ],
    "cut off": [n("vans_total", 5200), n("vans_avg_per_day", 167)],
    "half up": [n("vans_total", 5200), n("vans_avg_per_day", 168)],
    "kept more than promised": [
        n("tents_total", 1300),
        n("tents_promised_total", 1000),
        n("tents_compliance_rate", 130, "percent"),
    ],
    "a full hospital": [n("beds_occupancy", 142, "percent")],
    "a price level": [n("flour", 340, "percent", "of the pre-war price")],
    "a rise": [n("prices_increase", 340, "percent")],
    "frost": [n("temperature", -5, "celsius")],
    "frost on average": [n("lowest_avg_per_day", "-3.5", "°C")],
    "below the sea": [n("shore", -430, "metres")],
    "a loss": [n("result", -12, "million USD")],
    "more left than came": [n("net_arrivals", -300, "people")],
    "a stock": [n("tents_held", 48), n("tents_held", 20, statement="S-2", period=TO_JUNE)],
    "another start": [
        n("raids_total", 300),
        n("raids_total", 90, statement="S-2", period=("2031-06-01", "2031-06-15")),
    ],
    "another definition": [
        n("raids_total", 300, scope="all kinds"),
        n("raids_total", 250, scope="confirmed by the monitor", statement="S-2", period=TO_JUNE),
    ],
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_statement_has_its_finding_and_no_other(name: str) -> None:
    expected, numbers = WRONG[name]
    assert {one.kind for one in audit(rows(numbers))} == expected


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_statement_that_looks_wrong_has_none(name: str) -> None:
    assert [(one.kind, one.arithmetic) for one in audit(rows(RIGHT[name]))] == []


@pytest.mark.parametrize(
    "shape",
    [
        lambda at: n("killed_total", at, scope=f"in camp {at}", statement=f"S-{at}"),
        lambda at: n("killed_total", at, relay=f"Paper {at}"),
        lambda at: n("killed_total", at, scope=f"in camp {at}", statement=f"S-{at % 2}"),
    ],
    ids=["many scopes", "many relays", "two long tables"],
)
def test_a_table_costs_no_more_than_its_rows(shape: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Comparisons are counted, not seconds: at most twenty a row, however many rows there are."""
    made = rows([shape(at) for at in range(4000)])
    asked = 0
    before = stated.Span.meets

    def counted(self: stated.Span, other: stated.Span) -> bool:
        nonlocal asked
        asked += 1
        return before(self, other)

    monkeypatch.setattr(stated.Span, "meets", counted)
    audit(made)
    assert asked <= 20 * len(made)
