"""A desk made by the demo and served as a reader's would be, Chromium to open it in, and what is held of a page."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from waiting import PATIENCE, answers, soon

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
MEASURE = """() => ({
  sideways: document.documentElement.scrollWidth - innerWidth,
  small: [...document.querySelectorAll('a,button,input,select,summary')].filter(e => {
    const r = e.getBoundingClientRect();
    return r.width && r.height && r.height < 24 && getComputedStyle(e).display != 'inline' && r.top >= 0
  }).map(e => e.outerHTML.slice(0, 80)),
})"""
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith(("HOLDFAST", "DJANGO", "DATABASE"))}


def run(desk: Path, *said: str, given: str | None = None) -> str:
    """What a command says of that desk."""
    command = [sys.executable, "-c", "from holdfast.cli.main import main; main()", "--desk", str(desk), *said]
    done = subprocess.run(
        command, check=True, env=CLEAN, capture_output=True, timeout=300, input=given, text=True
    )
    return done.stdout


@contextmanager
def served(desk: Path) -> Iterator[str]:
    """The address of the desk while it is served, at the port that it chose and told."""
    command = [sys.executable, "-c", "from holdfast.cli.main import main; main()", "--desk", str(desk)]
    server = subprocess.Popen(
        [*command, "serve", "--port", "0", "--workers", "1"],
        env={**CLEAN, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip().rstrip("/")
        assert soon(lambda: answers(f"{address}/how-we-count/")), "the server did not start"
        yield address
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)


@contextmanager
def chromium() -> Iterator[Any]:
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        found = play.chromium.launch(
            executable_path=shutil.which("chromium") or "/usr/bin/chromium", args=FLAGS
        )
        yield found
        found.close()


def opened(browser: Any, width: int, scheme: str, **more: Any) -> tuple[Any, list[str]]:
    """A page of that width and scheme, and the addresses it will ask for."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, **more
    )
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    return page, asked


def held(page: Any, asked: list[str]) -> None:
    """Nothing from elsewhere, nothing sideways, no small target, and axe finds nothing."""
    from axe_playwright_python.sync_playwright import Axe

    assert not [url for url in asked if urlsplit(url).netloc != urlsplit(page.url).netloc]
    facts = page.evaluate(MEASURE)
    assert facts["sideways"] <= 0, f"{facts['sideways']} px sideways"
    assert not facts["small"], facts["small"]
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
