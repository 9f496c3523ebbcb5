"""The examples load as they stand, and loading them again changes nothing."""

import csv
from pathlib import Path

import pytest

from examples.conftest import GAZA, MINSK, Desk
from holdfast.cases.actions import check_case, load_case
from holdfast.journal.queries import head

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("folder", "rows"), [(GAZA, 1437), (MINSK, 52)], ids=["gaza", "minsk"])
def test_nothing_is_wrong_with_them(folder: Path, rows: int) -> None:
    checked = check_case(folder)
    assert checked.observations.height == rows
    assert checked.key == folder.name


@pytest.mark.parametrize("folder", [GAZA, MINSK], ids=["gaza", "minsk"])
def test_loading_again_writes_nothing(desk: Desk, folder: Path) -> None:
    before = head()
    again = load_case(desk.viewer, folder)
    assert (again.added, again.changed, again.withdrawn, again.definitions) == (0, 0, 0, 0)
    assert head() == before


def test_the_daily_reports_lead_to_the_very_file_that_was_read() -> None:
    with (GAZA / "documents.csv").open(encoding="utf-8") as lines:
        address = next(row["url"] for row in csv.DictReader(lines) if row["key"] == "t4p-2026-08-22")
    commit, name = address.split("/blob/")[1].split("/", 1)
    source = (GAZA / "SOURCE.md").read_text(encoding="utf-8")
    assert f"commit {commit}" in source and f"`{name}`" in source
