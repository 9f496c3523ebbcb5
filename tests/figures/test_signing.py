"""Whose name stands under what is published: the account's, or, where desk.toml says so, the desk's."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from figures.conftest import Bakery
from holdfast.base.canonical import canonical_json
from holdfast.figures.actions import make_finding, publish_figure
from holdfast.figures.queries import corrections_list, figure_detail, findings_list, rebuild, revisions_list
from holdfast.journal.queries import lines
from holdfast.people.types import Viewer
from holdfast.record.actions import correct_observation
from holdfast.record.types import Status

DAY = date(2026, 3, 31)


@pytest.fixture
def signs_as_desk(settings: Any) -> None:
    settings.DESK = replace(settings.DESK, sign_as="desk")


def _everything(bakery: Bakery, alice: Viewer, rania: Viewer, reader: Viewer) -> str:
    """Publish, find, correct and publish again; all that this reader is then told of it."""
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    make_finding(
        rania,
        agreement=figure_detail(rania, "F-0001").agreement,
        obligation=figure_detail(rania, "F-0001").definition["obligation"],
        first=date(2026, 3, 1),
        last=date(2026, 3, 8),
        reasons="x",
        excuses_considered="x",
        right_of_reply="x",
    )
    row = next(iter(figure_detail(rania, "F-0001").rows.rows))["row"]
    correct_observation(alice, key=row, status=Status.REPORTED, value=Decimal(61), reason="Misread")
    publish_figure(rania, key="F-0001", reason="Again", as_of=DAY)
    view = figure_detail(reader, "F-0001")
    told = [
        view.as_json(),
        view.as_lines(),
        [line.as_dict() for line in revisions_list(reader)],
        [line.as_dict() for line in corrections_list(reader)],
        [found.by for found in findings_list(reader)],
    ]
    return canonical_json(told).decode()


def test_readers_are_told_the_account(bakery: Bakery, alice: Viewer, rania: Viewer, charlie: Viewer) -> None:
    told = _everything(bakery, alice, rania, charlie)
    assert '"rania"' in told and '"alice"' in told


def test_a_desk_that_signs_for_all_names_nobody(
    bakery: Bakery, alice: Viewer, rania: Viewer, charlie: Viewer, signs_as_desk: None
) -> None:
    told = _everything(bakery, alice, rania, charlie)
    assert "rania" not in told and "alice" not in told
    assert '"by":"Test desk"' in told


def test_the_desk_still_knows_who_corrected_and_the_journal_who_did_all(
    bakery: Bakery, alice: Viewer, rania: Viewer, signs_as_desk: None
) -> None:
    told = _everything(bakery, alice, rania, rania)
    assert '"alice"' in told
    actors = {line.verb: line.actor for line in lines(limit=None)}
    assert (actors["publish_figure"], actors["correct_observation"]) == ("rania", "alice")


def test_a_revision_rebuilds_under_the_name_it_was_published_with(
    bakery: Bakery, rania: Viewer, settings: Any
) -> None:
    publish_figure(rania, key="F-0001", reason="First", as_of=DAY)
    settings.DESK = replace(settings.DESK, sign_as="desk")
    publish_figure(rania, key="F-0001", reason="Again", as_of=DAY, even_unchanged=True)
    settings.DESK = replace(settings.DESK, sign_as="account")
    assert [figure_detail(rania, f"F-0001.r{n}").body["by"] for n in (1, 2)] == ["rania", "Test desk"]
    assert rebuild(rania, "F-0001.r1").same and rebuild(rania, "F-0001.r2").same
