"""A revision rebuilds byte for byte from the rows as known then; what was tampered with is named."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from figures.conftest import CASE, LOAVES, Bakery, keys_are_checked, tamper
from holdfast.figures.actions import publish_figure
from holdfast.figures.models import Revision
from holdfast.figures.queries import corrections_list, figure_detail, rebuild, stale_figures
from holdfast.journal.triggers import without_triggers
from holdfast.people.types import Role, Viewer
from holdfast.record.actions import correct_observation, withdraw_observation
from holdfast.record.types import Status

DAY = date(2026, 3, 31)


def first_row() -> str:
    """The key of the first observation."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id) FROM record_observation")
        return f"O-{cursor.fetchone()[0]}"


def test_it_works(bakery: Bakery, rania: Viewer, charlie: Viewer) -> None:
    """The same bytes, for whoever asks."""
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    publish_figure(rania, key="F-0002", reason="First", as_of=DAY)
    for viewer in (rania, charlie):
        for key in ("F-0001", "F-0001.r1", "bread-average", "F-0002.r1"):
            found = rebuild(viewer, key)
            assert found.same and found.digest == found.recomputed and found.sentences() == []


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(loaves=st.lists(st.none() | st.integers(0, 500), min_size=8, max_size=8), day=st.integers(2, 30))
def test_any_rows_rebuild(
    bakery: Bakery, rania: Viewer, alice: Viewer, loaves: list[int | None], day: int
) -> None:
    """Whatever was counted and whenever it is asked as of: the same bytes."""
    lines = [f"2026-03-{n:02d},{'' if value is None else value}" for n, value in enumerate(loaves, 1)]
    bakery.write(CASE, "\n".join(["day,loaves", *lines]) + "\n")
    bakery.load(alice)
    made = publish_figure(rania, key="F-0001", reason="Again", as_of=date(2026, 3, day), even_unchanged=True)
    assert rebuild(rania, made.key).sentences() == []


def test_a_corrected_row_leaves_the_old_revision_standing(
    bakery: Bakery, rania: Viewer, alice: Viewer
) -> None:
    """Known answer 7: the figure as known before, and its rebuild, are unchanged; until then it is stale."""
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    before = figure_detail(rania, "F-0001.r1").body
    assert stale_figures(rania) == ()
    correct_observation(
        alice, key=first_row(), reason="Misread slip", status=Status.REPORTED, value=Decimal(67)
    )
    (stale,) = stale_figures(rania)
    assert (stale.key, stale.because, stale.series) == ("F-0001", ("rows",), ("house-loaves",))
    made = publish_figure(rania, key="F-0001", reason="A slip was misread", as_of=DAY)
    assert stale_figures(rania) == ()
    assert figure_detail(rania, "F-0001.r1").body == before
    assert rebuild(rania, "F-0001.r1").same and rebuild(rania, "F-0001.r2").same
    kinds = {change["kind"]: change for change in made.changed}
    assert kinds["value"]["was"] != kinds["value"]["is"]
    assert kinds["rows added"]["count"] == 1 and kinds["rows superseded"]["rows"] == [first_row()]
    assert [line.object_key for line in corrections_list(rania) if line.kind == "revision"] == ["F-0001.r2"]


def test_a_withdrawn_row_leaves_the_old_revision_standing(
    bakery: Bakery, rania: Viewer, alice: Viewer
) -> None:
    """A withdrawal counts from its own day on."""
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    withdraw_observation(alice, key=first_row(), reason="The slip was forged")
    made = publish_figure(rania, key="F-0001", reason="A slip was withdrawn", as_of=DAY)
    assert "rows withdrawn" in {change["kind"] for change in made.changed}
    assert rebuild(rania, "F-0001.r1").same and rebuild(rania, "F-0001.r2").same


def test_changed_terms_leave_the_old_revision_standing(bakery: Bakery, rania: Viewer, alice: Viewer) -> None:
    """The revision keeps the promise, the reading and the names it was published under."""
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    bakery.write(CASE.replace("quantity = 100", "quantity = 50"), LOAVES)
    bakery.load(alice)
    (stale,) = stale_figures(rania)
    assert stale.because == ("terms",)
    assert rebuild(rania, "F-0001.r1").same
    made = publish_figure(rania, key="F-0001", reason="The promise was read wrongly", as_of=DAY)
    assert {"promised", "state", "answer"} <= {one["kind"] for one in made.changed}
    assert rebuild(rania, "F-0001.r1").same and rebuild(rania, "F-0001.r2").same


def test_a_document_dated_anew_leaves_the_old_revision_standing(
    bakery: Bakery, rania: Viewer, alice: Viewer
) -> None:
    """When a document was said is part of the stored inputs."""
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY, said_by=date(2026, 3, 20))
    bakery.write(CASE.replace('said = "2026-03-09"', 'said = "2026-03-25"'), LOAVES)
    bakery.load(alice)
    assert rebuild(rania, "F-0001.r1").same


@pytest.mark.parametrize(
    ("sql", "path"),
    [
        ("UPDATE record_observation SET value = value + 1 WHERE value = 70", "value"),
        ("UPDATE record_observation SET value = value + 1 WHERE value = 70", "inputs_hash"),
        ("UPDATE record_observation SET hours = 24 WHERE value = 70", "inputs_hash"),
        ("UPDATE figures_revisionrow SET rows = replace(rows, 'Slips', 'Slits')", "rows_summary.digest"),
        ("UPDATE figures_revision SET canonical = replace(canonical, '\"First\"', '\"Last\"')", "reason"),
        ("UPDATE figures_revision SET reason = 'Last'", "reason"),
        ("UPDATE figures_revision SET inputs = replace(inputs, 'loaves', 'rolls')", "inputs_hash"),
        (
            "UPDATE figures_revision SET inputs = replace(inputs, '\"quantity\":100', '\"quantity\":10')",
            "promised",
        ),
        ("UPDATE figures_revision SET known_seq = 0", "inputs_hash"),
        ("UPDATE figures_revision SET digest = replace(digest, 'a', 'b')", "digest"),
    ],
)
def test_tampering_is_named(bakery: Bakery, rania: Viewer, sql: str, path: str) -> None:
    """A row, a stored page, the inputs or the revision itself was changed: the rebuild says where."""
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    tamper(sql)
    found = rebuild(rania, "F-0001.r1")
    assert not found.same and found.sentences()
    assert any(
        difference.path.startswith(path) or difference.path == "the whole" for difference in found.differences
    )


@pytest.mark.parametrize("inputs", ["", "{}", "[]", "null", '{"terms": 3}', "\x00", "not json"])
def test_unreadable_inputs_are_a_difference_and_no_traceback(
    bakery: Bakery, rania: Viewer, inputs: str
) -> None:
    """Stored inputs that are nonsense are told as such."""
    if "\x00" in inputs and connection.vendor == "postgresql":
        pytest.skip("PostgreSQL stores no NUL")
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    keys_are_checked()
    with without_triggers(connection):
        Revision.objects.update(inputs=inputs)
    found = rebuild(rania, "F-0001.r1")
    assert not found.same and "not computable" in found.sentences()[0]


def test_a_page_that_is_gone_is_named(bakery: Bakery, rania: Viewer) -> None:
    """Rows that were deleted from the revision."""
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    tamper("DELETE FROM figures_revisionrow")
    assert "rows_summary.count was 8, is 0" in rebuild(rania, "F-0001.r1").sentences()


def test_another_role_changes_nothing(bakery: Bakery, rania: Viewer, bob: Viewer) -> None:
    """A rebuild reads as a reader of the figure's own level would."""
    assert bob.role is Role.READER
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    assert rebuild(bob, "F-0001").recomputed == rebuild(rania, "F-0001").recomputed


def test_corrections_are_one_list(bakery: Bakery, rania: Viewer, alice: Viewer, charlie: Viewer) -> None:
    """A corrected row, a withdrawn one and a changed revision, the latest first, in both languages; paged."""
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    key = first_row()
    made = correct_observation(
        alice, key=key, reason="Misread slip", status=Status.REPORTED, value=Decimal(67)
    )
    withdraw_observation(alice, key=made.key, reason="The slip was forged")
    publish_figure(rania, key="F-0001", reason="A slip was forged", as_of=DAY)
    lines = corrections_list(charlie)
    assert [(line.kind, line.by) for line in lines] == [
        ("revision", "rania"), ("withdrawal", "alice"), ("correction", "alice")
    ]  # fmt: skip
    assert lines[2].text["en"] == "Loaves by the slips of the house, 2026-03-01: 60 was corrected to 67."
    assert "67" in lines[2].text["ar"] and lines[2].reason == "Misread slip" and lines[2].object_key == key
    assert corrections_list(charlie, limit=1, start=1) == lines[1:2]
