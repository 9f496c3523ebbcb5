"""A number over days of which this record holds few never looks complete, wherever it stands."""

from pathlib import Path

import pytest
from django.test import Client

from holdfast.cases.actions import load_case
from web.conftest import House
from web.factory import write_case

KEY = "gap-school"
PAGES = ("/", f"/agreements/{KEY}/", f"/agreements/{KEY}/obligations/meals/")


def _load(house: House, folder: Path, days: tuple[str, ...], rule: str) -> None:
    write_case(folder, key=KEY, name="Gapville")
    text = (folder / "case.toml").read_text(encoding="utf-8").replace('rule = "average"', f'rule = "{rule}"')
    (folder / "case.toml").write_text(text, encoding="utf-8")
    lines = "".join(f"{day},90\n" for day in days)
    (folder / "meals.csv").write_text(f"day,served\n{lines}", encoding="utf-8")
    load_case(house.people["alice"], folder)


@pytest.mark.parametrize("rule", ["count", "average"])
def test_the_days_stand_wherever_the_number_stands(
    house: House, charlie: Client, tmp_path: Path, rule: str
) -> None:
    _load(house, tmp_path / KEY, ("2024-01-01", "2024-01-02", "2024-01-20"), rule)
    for path in PAGES:
        assert "on 3 of 20 days" in charlie.get(path).content.decode(), path
        assert "3 من 20" in charlie.get(f"/ar{path}").content.decode(), path


def test_a_number_of_all_its_days_says_nothing_of_them(house: House, charlie: Client, tmp_path: Path) -> None:
    _load(house, tmp_path / KEY, ("2024-01-01", "2024-01-02", "2024-01-03"), "count")
    assert " of 3 days" not in charlie.get(PAGES[2]).content.decode()
