"""Two relays that bind one number in two languages say the same; those that bind it otherwise do not."""

from decimal import Decimal

import pytest

from holdfast.claims.engine.audit import AuditKind, StatedRow, audit


def kinds(one: str, other: str) -> list[AuditKind]:
    rows = tuple(
        StatedRow(at, "S-1", "the port office", relay, None, None, None, "crates", Decimal(740), scope=scope)
        for at, (relay, scope) in enumerate((("Agency", one), ("Paper", other)), 2)
    )
    return [found.kind for found in audit(rows)]


@pytest.mark.parametrize(
    "scope",
    ["au moins", "al menos", "como mínimo", "على الأقل", "لا تقل عن", "לפחות", "לכל הפחות", "no fewer than"],
)
def test_one_lower_bound_in_two_languages_is_no_other_wording(scope: str) -> None:
    assert kinds("at least", scope) == []
    assert kinds('"at least"', f"{scope} 740") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("at most", "au plus"),
        ("more than", "más de"),
        ("less than", "أقل من"),
        ("about", "environ"),
        ("nearly", "כמעט"),
    ],
)
def test_the_other_bounds_are_compared_by_what_they_mean(one: str, other: str) -> None:
    assert kinds(one, other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("at least", "plus de"),
        ("at least", "al menos; of steel"),
        ("nearly", "environ"),
        ("just over", "just under"),
    ],
)
def test_words_that_say_something_else_are_told(one: str, other: str) -> None:
    assert kinds(one, other) == [AuditKind.WORDS]
