"""The figures the examples declare are published from their rows, and a correction leaves the first revision alone."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from examples.conftest import GAZA, MINSK, Desk, case_toml, number
from holdfast.figures.actions import publish_figures
from holdfast.figures.queries import figure_detail, figures_list, keys_to_publish, rebuild, stale_figures
from holdfast.record.actions import correct_observation
from holdfast.record.types import Status

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def published(desk: Desk) -> Iterator[dict[str, str]]:
    """Every declared figure published once; its key by the case's own name for it."""
    publish_figures(desk.viewer, keys=keys_to_publish(desk.viewer), reason="First publication")
    yield {line.slug: line.key for line in figures_list(desk.viewer)}


def test_every_declared_figure_is_published(published: dict[str, str]) -> None:
    declared = [figure["key"] for folder in (GAZA, MINSK) for figure in case_toml(folder)["figures"]]
    assert list(published) == declared
    assert list(published.values()) == [f"F-{n:04}" for n in range(1, len(declared) + 1)]


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("killed-from-10-october", "1,173"),
        ("killed-from-12-october", "1,121"),
        ("living-hostages", "20 of 20"),
        ("deceased-hostages", "4 of 28"),
        ("prisoners-serving-life", "250"),
        ("remains-for-each-israeli-hostage", "15 for each"),
        ("remains-for-every-hostage", "13.2 for each"),
        ("trucks-in-october", "145.6"),
        ("trucks-in-sixty-days", "221.5"),
        ("aid-trucks-by-each-account", "Every count that gives a total and a window is below 600 a day"),
        ("violations-donetsk", "1,662"),
        ("violations-luhansk", "1,145"),
    ],
)
def test_the_answer_holds_the_number(desk: Desk, published: dict[str, str], slug: str, words: str) -> None:
    view = figure_detail(desk.viewer, published[slug])
    assert words in view.body["answer"]["en"]
    assert view.body["answer"]["ar"]
    assert len(view.caveats) >= 2


def test_a_window_stands_in_the_answer_of_the_october_figure(desk: Desk, published: dict[str, str]) -> None:
    answer = figure_detail(desk.viewer, published["trucks-in-october"]).body["answer"]["en"]
    assert "10 October 2025 to 31 October 2025" in answer


def test_six_accounts_of_one_promise_stand_side_by_side(desk: Desk, published: dict[str, str]) -> None:
    beside = figure_detail(desk.viewer, published["aid-trucks-by-each-account"]).body["side_by_side"]
    assert list(dict.fromkeys(row["series"] for row in beside["rows"])) == [
        "cogat-aid-trucks",
        "gmo-aid-trucks",
        "gmo-trucks",
        "hamas-aid-trucks",
        "un2720-trucks",
        "cogat-rate",
    ]
    assert [row["series"] for row in beside["rows"] if row["assertion"]] == ["cogat-rate"]


def test_a_correction_leaves_the_figure_as_it_was_known_before(desk: Desk, published: dict[str, str]) -> None:
    key = published["trucks-in-october"]
    found = desk.one("gaza-ceasefire-2025", "trucks", "all-average", "gmo-all-trucks", "2026-08-22")
    before = figure_detail(desk.viewer, key)
    correct_observation(
        desk.viewer,
        key=found["rows_used"][0],
        reason="Invented for a test",
        status=Status.REPORTED,
        value=Decimal(3303),
    )
    again = desk.one("gaza-ceasefire-2025", "trucks", "all-average", "gmo-all-trucks", "2026-08-22")
    assert number(again["value"]) == Decimal("150.1")
    assert rebuild(desk.viewer, f"{key}.r1").same
    assert key in {stale.key for stale in stale_figures(desk.viewer)}
    publish_figures(desk.viewer, keys=[key], reason="A corrected total")
    assert "150.1" in figure_detail(desk.viewer, key).body["answer"]["en"]
    first = figure_detail(desk.viewer, f"{key}.r1")
    assert (first.digest, first.body["answer"]) == (before.digest, before.body["answer"])
    assert rebuild(desk.viewer, f"{key}.r1").same
    assert rebuild(desk.viewer, f"{key}.r2").same
