"""The pages in Chromium: axe finds nothing, nothing scrolls sideways at 320 px, nothing comes from elsewhere."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.chromium, pytest.mark.slow]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
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
MEASURE = """() => ({
  sideways: document.documentElement.scrollWidth - innerWidth,
  small: [...document.querySelectorAll('a,button,input,select,summary')].filter(e => {
    const r = e.getBoundingClientRect();
    return r.width && r.height && r.height < 24 && getComputedStyle(e).display != 'inline' && r.top >= 0
  }).map(e => e.outerHTML.slice(0, 80)),
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, made and served as a reader's desk would be."""
    desk = tmp_path_factory.mktemp("served") / "desk"
    command = [sys.executable, "-c", "from holdfast.cli.main import main; main()", "--desk", str(desk)]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("HOLDFAST", "DJANGO", "DATABASE"))}
    subprocess.run([*command, "demo", "--no-serve"], check=True, env=clean, capture_output=True, timeout=300)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [*command, "serve", "--port", str(port), "--workers", "1"],
        env=clean,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/how-we-count/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait(url: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(url, timeout=2)  # noqa: S310 - our own server
            return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=shutil.which("chromium") or "/usr/bin/chromium", args=FLAGS
        )
        yield chromium
        chromium.close()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("prefix", "views"),
    [("", ((320, "light"), (1100, "dark"))), ("/ar", ((320, "dark"),))],
    ids=["en", "ar"],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: object, address: str, prefix: str, views: tuple[tuple[int, str], ...], path: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for width, scheme in views:
        context = browser.new_context(  # type: ignore[attr-defined]
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        )
        page = context.new_page()
        foreign: list[str] = []
        page.on("request", lambda asked, seen=foreign: seen.append(asked.url))
        page.goto(address + prefix + path, wait_until="load")
        assert not [url for url in foreign if urlsplit(url).netloc != urlsplit(address).netloc]
        facts = page.evaluate(MEASURE)
        assert facts["sideways"] <= 0, f"{width}: {facts['sideways']} px sideways"
        assert not facts["small"], facts["small"]
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        context.close()


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
