"""The morning page: what came in, what was restated or taken back, and who no longer speaks."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.test import Client

from holdfast.base import clock
from holdfast.cases.actions import load_case
from web.conftest import House
from web.factory import write_case

KEY = "morning-school"
Browser = Callable[[str], Client]


def _write(folder: Path, *rows: str) -> Path:
    (folder / "meals.csv").write_text("day,served\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return folder


def _page(client: Client, path: str) -> str:
    return client.get(path).content.decode().replace("<bdi>", "").replace("</bdi>", "")


def _section(page: str, name: str) -> str:
    return page.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]


def test_after_a_reload_it_tells_what_is_new_restated_and_gone(
    house: House, client_of: Browser, tmp_path: Path
) -> None:
    folder = write_case(tmp_path / KEY, key=KEY, name="Morningside")
    load_case(house.people["alice"], _write(folder, "2024-01-01,12", "2024-01-02,3"))
    load_case(house.people["alice"], _write(folder, "2024-01-01,7", "2024-01-03,9"))
    for prefix in ("", "/ar"):
        page = _page(client_of("alice"), f"{prefix}/desk/")
        restated, withdrawn = _section(page, "restated"), _section(page, "withdrawn")
        assert ("12 → 7" in restated or "12 ← 7" in restated) and "/rows/O-" in restated
        assert "3" in withdrawn and "/rows/O-" in withdrawn
        reports = _section(page, "reports")
        assert f"/documents/{KEY}-book/" in reports
    assert "3 new rows" in _section(_page(client_of("alice"), "/desk/?days=7"), "reports")


def test_it_says_how_far_back_it_looks_and_looks_no_further(
    house: House, client_of: Browser, tmp_path: Path
) -> None:
    folder = write_case(tmp_path / KEY, key=KEY, name="Morningside")
    load_case(house.people["alice"], _write(folder, "2024-01-01,12"))
    load_case(house.people["alice"], _write(folder, "2024-01-01,7"))
    with clock.frozen(clock.now() + timedelta(days=3)):
        day = _page(client_of("alice"), "/desk/")
        week = _page(client_of("alice"), "/desk/?days=7")
    assert "within the last 24 hours" in day and "12 → 7" not in day
    assert "within the last 7 days" in week and "12 → 7" in week


def test_a_source_that_spoke_once_can_fall_silent(client_of: Browser) -> None:
    page = _section(_page(client_of("alice"), "/desk/"), "silent")
    assert "/sources/hidden-school-kitchen/" in page


def test_what_alice_may_not_see_is_not_news_to_her(house: House, client_of: Browser, tmp_path: Path) -> None:
    folder = write_case(tmp_path / KEY, key=KEY, name="Morningside", level="restricted")
    load_case(house.people["adam"], _write(folder, "2024-01-01,12"))
    load_case(house.people["adam"], _write(folder, "2024-01-01,7"))
    assert "12 → 7" in _page(client_of("adam"), "/desk/")
    page = _page(client_of("alice"), "/desk/")
    news = "".join(_section(page, name) for name in ("reports", "restated", "withdrawn", "silent"))
    assert KEY not in news and "Morningside" not in news and "12 → 7" not in news
