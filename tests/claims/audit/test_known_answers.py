"""The audit finds what is known to disagree, and nothing in what is right."""

from decimal import Decimal
from pathlib import Path

import pytest

from holdfast.cases.check import check_case
from holdfast.cases.stated import stated_numbers
from holdfast.claims.engine.audit import AuditKind, Finding, audit
from holdfast.claims.engine.audit.reading import read_statements
from holdfast.claims.engine.audit.recorded import audit_recorded

ROOT = Path(__file__).parents[3]
GIVEN = ROOT.parent / "shared" / "data" / "agreements" / "gaza-ceasefire-claims" / "claims.csv"
CASE = ROOT / "examples" / "gaza-ceasefire-2025"

Told = set[tuple[str, Decimal, Decimal]]


def _told(found: tuple[Finding, ...]) -> Told:
    return {
        (one.kind.value, Decimal(one.stated), Decimal(one.expected))
        for one in found
        if one.kind is not AuditKind.WORDS
    }


KNOWN: Told = {
    (kind, Decimal(stated), Decimal(expected))
    for kind, stated, expected in (
        ("parts", "497", "491"),
        ("relays", "980", "986"),
        ("relays", "43", "38"),
        ("average", "226", "225.2"),
        ("average", "113", "110.9"),
        ("average", "459", "450.9"),
        ("average", "89", "89.6"),  # said not to exceed it
        ("window", "60", "61"),
        ("window", "26", "28"),
        ("window", "56", "57"),
    )
}


@pytest.mark.skipif(not GIVEN.is_file(), reason="../shared/data/agreements is not here")
def test_the_shared_statements_have_exactly_what_is_known_of_them() -> None:
    found = audit(read_statements(GIVEN).rows)
    assert _told(found) == KNOWN | {("window", Decimal(50), Decimal(61))}  # detained, "during the 50 days"
    assert [one.metric for one in found if one.kind is AuditKind.WORDS] == ["trucks_avg_per_day"]


def test_the_example_holds_the_same_disagreements() -> None:
    found = audit_recorded(stated_numbers(check_case(CASE)))
    assert _told(found) == KNOWN | {
        ("average", Decimal(244), Decimal("240.8"))
    }  # 17,819 over 73 days, not 74


def test_every_finding_has_its_sentence_in_both_languages() -> None:
    for one in audit_recorded(stated_numbers(check_case(CASE))):
        assert one.why.render("en") and one.why.render("ar") and one.arithmetic and one.tolerance
