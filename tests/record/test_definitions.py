"""Indicators, series, coverage and assertions: kept by key, changed in place or by a later edition, never silently."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from holdfast.journal.actions import recording
from holdfast.people.types import Level, Viewer
from holdfast.record import actions, queries
from holdfast.record.errors import IndicatorInUse
from holdfast.record.models import Assertion
from holdfast.record.types import AssertionKind, AssertionSpec, CoverageDef, IndicatorDef, Kind, SeriesSpec
from holdfast.sources.queries import source_ids
from record.conftest import CASE, Small, day, row

pytestmark = [pytest.mark.django_db, pytest.mark.storage]
TOTAL = AssertionSpec(
    "a-1", AssertionKind.TOTAL, Decimal("13511"), "gmo", "doc-a", series="flow", unit="truck"
)


def assert_them(small: Small, *made: AssertionSpec) -> int:
    with recording(actor=small.viewer.key, verb="load_case", object_key=f"case:{CASE}") as entry:
        kept = actions.save_assertions(
            small.viewer,
            entry,
            case=CASE,
            assertions=made,
            sources=source_ids(small.viewer),
            documents=small.documents,
        )
        entry.commit_to(queries.batch_content(entry.batch))
    small.seq = entry.seq or 0
    return kept.written


def declare(small: Small, spec: SeriesSpec) -> int:
    with recording(actor=small.viewer.key, verb="load_case", object_key=f"case:{CASE}") as entry:
        kept = actions.save_series(
            small.viewer,
            entry,
            series=[spec],
            sources=source_ids(small.viewer),
            documents=small.documents,
            level=Level.PUBLIC,
        )
        entry.commit_to({"written": kept.written})
    return kept.written


def test_an_assertion_changes_by_editions_and_withdrawal(small: Small) -> None:
    assert assert_them(small, TOTAL) == 1
    first = small.seq
    assert assert_them(small, TOTAL) == 0
    assert assert_them(small, replace(TOTAL, value=Decimal("13512.50"))) == 1
    assert [one.value for one in queries.assertion_defs(small.viewer)] == [Decimal("13512.5")]
    assert [one.value for one in queries.assertion_defs(small.viewer, known_seq=first)] == [Decimal("13511")]
    assert assert_them(small) == 1
    assert queries.assertion_defs(small.viewer) == ()
    assert assert_them(small, TOTAL) == 1
    assert Assertion.objects.count() == 4
    assert queries.series_defs(small.viewer)["flow"].assertions[0].said == "2025-12-01"


def test_coverage_is_what_the_case_says_now(small: Small) -> None:
    spec = SeriesSpec("flow", {"en": "flow"}, "flow-indicator", "gmo")
    part = CoverageDef(date(2024, 5, 6), None, "partial", {"en": "no access"}, True, "doc-a")
    assert declare(small, replace(spec, coverage=(part,))) == 1
    assert queries.series_defs(small.viewer)["flow"].coverage == (part,)
    assert declare(small, replace(spec, coverage=(part,))) == 0
    assert declare(small, replace(spec, coverage=(replace(part, first=day(0)),))) == 2
    assert [one.first for one in queries.series_defs(small.viewer)["flow"].coverage] == [day(0)]


def test_what_stored_values_mean_cannot_be_changed_under_them(small: Small) -> None:
    def save(decimals: int, kind: Kind) -> None:
        one = IndicatorDef("flow-indicator", {"en": "flow"}, kind, "unit", {}, decimals, "", {}, {}, False)
        with recording(actor=small.viewer.key, verb="load_case", object_key=f"case:{CASE}") as entry:
            actions.save_indicators(small.viewer, entry, indicators=[one], level=Level.PUBLIC)
            entry.commit_to({})

    save(2, Kind.FLOW)
    save(0, Kind.FLOW)
    small.load(row(first=0))
    save(0, Kind.FLOW)
    with pytest.raises(IndicatorInUse):
        save(2, Kind.FLOW)
    with pytest.raises(IndicatorInUse):
        save(0, Kind.STOCK)
    with pytest.raises(IndicatorInUse):
        declare(small, SeriesSpec("flow", {"en": "flow"}, "stock-indicator", "gmo"))
    assert queries.rows_frame(small.viewer, series_ids=list(small.series.values())).height == 1


def test_charlie_sees_no_series_above_public(small: Small, charlie: Viewer) -> None:
    assert set(queries.series_defs(charlie)) == set(small.series)
    with recording(actor=small.viewer.key, verb="load_case", object_key=f"case:{CASE}") as entry:
        actions.save_series(
            small.viewer, entry, series=[SeriesSpec("flow", {"en": "flow"}, "flow-indicator", "gmo")],
            sources=source_ids(small.viewer), documents=small.documents, level=Level.DESK,
        )  # fmt: skip
        entry.commit_to({})
    small.load(row(first=0))
    assert "flow" not in queries.series_defs(charlie)
    assert queries.rows_frame(charlie, series_ids=list(small.series.values())).height == 0


def test_a_series_knows_the_journal_line_that_made_it(small: Small) -> None:
    assert queries.series_defs(small.viewer)["flow"].first_known_seq == small.seq


def test_definitions_are_read_in_few_queries(small: Small, django_assert_max_num_queries: object) -> None:
    small.load(row(first=0))
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert set(queries.series_defs(small.viewer)) == set(small.series)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        frame = queries.rows_frame(small.viewer, series_ids=list(small.series.values()))
    assert frame.height == 1
