"""The pages in Chromium: axe finds nothing, nothing scrolls sideways at 320 px, nothing comes from elsewhere."""

import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.served import chromium, held, opened, served

pytestmark = [pytest.mark.chromium, pytest.mark.slow]
PATHS = [
    "/",
    "/agreements/gaza-ceasefire-2025/",
    "/agreements/gaza-ceasefire-2025/obligations/trucks/",
    "/agreements/gaza-ceasefire-2025/assessments/",
    "/figures/",
    "/figures/F-0001/",
    "/figures/F-0012/",
    "/figures/F-0001.r1/cite/",
    "/series/",
    "/series/cogat-aid-trucks/",
    "/sources/cogat/",
    "/documents/ap-2025-12-10/",
    "/rows/O-1/",
    "/corrections/",
    "/how-we-count/",
    "/data/",
    "/search/?q=trucks",
    "/evidence/",
    "/evidence/changes/",
    "/evidence/log/",
    "/evidence/E-0002/",
    "/evidence/E-0003/",
    "/evidence/E-0006/difference/",
    "/evidence/redactions/R-0001/",
    "/api/",
    "/accounts/login/",
    "/nope/",
]


@pytest.fixture(scope="module")
def address(demo_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, made and served as a reader's desk would be."""
    desk = tmp_path_factory.mktemp("served") / "desk"
    shutil.copytree(demo_desk, desk)
    with served(desk) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Debian's Chromium."""
    with chromium() as found:
        yield found


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("prefix", "views"),
    [("", ((320, "light"), (1100, "dark"))), ("/ar", ((320, "dark"),))],
    ids=["en", "ar"],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: object, address: str, prefix: str, views: tuple[tuple[int, str], ...], path: str
) -> None:
    for width, scheme in views:
        page, asked = opened(browser, width, scheme)
        page.goto(address + prefix + path, wait_until="load")
        held(page, asked)
        page.context.close()


def test_a_page_works_without_scripts_and_its_policy_lets_everything_of_ours_in(
    browser: object, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    answer = page.goto(address + "/ar/figures/F-0012/", wait_until="load")
    assert answer.status == 200 and not refused
    assert page.locator("svg.chart").count() >= 1
    context.close()


def test_the_demo_keeps_its_files_to_itself(address: str, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="404"):
        urllib.request.urlopen(f"{address}/static/../desk.toml", timeout=5)  # noqa: S310 - our own server
