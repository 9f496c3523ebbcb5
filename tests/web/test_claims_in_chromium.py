"""The pages of claims in Chromium, both languages, light and dark: axe finds nothing, nothing scrolls sideways."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from web.served import CLEAN, chromium, held, opened, run, served

pytestmark = [pytest.mark.chromium, pytest.mark.slow]
PHRASE = "a long enough invented phrase"
MADE = """
import sys
from pathlib import Path
import django
django.setup()
sys.path.insert(0, sys.argv[1])
from holdfast.people.queries import viewer_for
from web.claims_made import make_claims
make_claims(viewer_for("demo-editor"), viewer_for("demo-reviewer"))
"""
EN = (
    "According to the Gaza Government Media Office, 342 Palestinians were killed as of 22 November 2025. "
    "An average of 145 trucks enter Gaza daily.\n\nSome 12,345 kites flew. Tens of thousands waited on 5 May 2025."
)
AR = (
    "قال المكتب الإعلامي الحكومي في غزة إن 342 فلسطينيا قتلوا حتى 22 نوفمبر 2025. "
    "تدخل غزة في المتوسط 145 شاحنة يوميا.\n\nوانتظر عشرات الآلاف."
)
OPEN = [
    "/claims/",
    "/claims/?verdict=contradicted+by",
    "/claims/C-0001/",
    "/claims/C-0001.r1/",
    "/claims/C-0003/",
    "/claims/statistics/",
    "/claims/imported/",
    "/claims/reports/",
    "/claims/reports/D-0001/",
    "/claims/match/",
]
SIGNED = [
    "/claims/check/",
    "/claims/C-0002.r1/",
    "/claims/imported/",
    "/desk/claims/add/",
    "/desk/claims/import/",
    "/desk/claims/C-0001/relay/",
    "/desk/claims/C-0001/review/",
    "/desk/claims/C-0001.r1/second/",
    "/desk/claims/C-0002.r1/publish/",
    "/desk/claims/C-0001.r1/withdraw/",
    "/desk/claims/imported/I-0001/link/",
]
VIEWS = [
    ("", 320, "light"),
    ("", 1100, "dark"),
    ("/ar", 320, "dark"),
    ("/ar", 1100, "light"),
]
each_view = pytest.mark.parametrize(("prefix", "width", "scheme"), VIEWS)


@pytest.fixture(scope="module")
def address(demo_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo with claims in it, served."""
    desk = tmp_path_factory.mktemp("served") / "desk"
    shutil.copytree(demo_desk, desk)
    run(desk, "--as", "demo-editor", "account", "password", "demo-editor", given=f"{PHRASE}\n{PHRASE}\n")
    subprocess.run(
        [sys.executable, "-c", MADE, str(Path(__file__).parents[1])],
        check=True,
        env=CLEAN | {"HOLDFAST_DESK": str(desk), "DJANGO_SETTINGS_MODULE": "holdfast.settings"},
        timeout=120,
    )
    with served(desk) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def signed(browser: Any, address: str) -> Any:
    """What the browser of somebody who is signed in keeps."""
    page, _ = opened(browser, 1100, "light")
    page.goto(address + "/accounts/login/")
    page.fill("#id_login", "demo-editor")
    page.fill("#id_password", PHRASE)
    page.click("main button[type=submit]")
    kept = page.context.storage_state()
    page.context.close()
    return kept


@each_view
@pytest.mark.parametrize("path", OPEN)
def test_axe_finds_nothing_on_a_page_for_everybody(
    browser: Any, address: str, path: str, prefix: str, width: int, scheme: str
) -> None:
    page, asked = opened(browser, width, scheme)
    answer = page.goto(address + prefix + path, wait_until="load")
    assert answer.status == 200
    held(page, asked)
    page.context.close()


@each_view
@pytest.mark.parametrize("path", SIGNED)
def test_axe_finds_nothing_on_a_page_of_the_desk(
    browser: Any, address: str, signed: Any, path: str, prefix: str, width: int, scheme: str
) -> None:
    page, asked = opened(browser, width, scheme, storage_state=signed)
    answer = page.goto(address + prefix + path, wait_until="load")
    assert answer.status == 200 and "/accounts/" not in page.url
    held(page, asked)
    page.context.close()


@each_view
@pytest.mark.parametrize("text", [EN, AR, ""], ids=["English", "Arabic", "nothing"])
def test_a_checked_draft_is_held_to_the_same(
    browser: Any, address: str, signed: Any, text: str, prefix: str, width: int, scheme: str
) -> None:
    page, asked = opened(browser, width, scheme, storage_state=signed)
    page.goto(address + prefix + "/claims/check/", wait_until="load")
    page.fill("#id_text", text)
    page.fill("#id_published", "2025-12-10")
    page.check("input[name=whose][value=desk]")
    page.click("form.form button[type=submit]")
    page.wait_for_load_state("load")
    thrown = page.locator("section.thrown .cited a.proof")
    assert thrown.count() >= 1 if text else page.locator(".errors").count() == 1
    held(page, asked)
    page.context.close()


@each_view
def test_a_matched_rumour_is_held_to_the_same(
    browser: Any, address: str, prefix: str, width: int, scheme: str
) -> None:
    page, asked = opened(browser, width, scheme)
    page.goto(address + prefix + "/claims/match/", wait_until="load")
    page.fill("main form textarea", "Seven hundred more trucks a day")
    page.click("main form button[type=submit]")
    page.wait_for_load_state("load")
    assert page.locator("ol.found > li").count() >= 1
    held(page, asked)
    page.context.close()


OUTLINE = """() => {
  // the summary of what is wrong stands before the page's own heading, and its focus goes there first
  const seen = e => e.getClientRects().length > 0 && !e.closest('.errors');
  const steps = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(seen).map(e => +e.tagName[1]);
  return {
    firsts: steps.filter(one => one == 1).length,
    jumps: steps.filter((one, at) => one > (at ? steps[at - 1] : 0) + 1),
    tables: [...document.querySelectorAll('table')].filter(t => !t.caption || !t.caption.textContent.trim()
      || [...t.querySelectorAll('th')].some(th => !th.scope)).length,
    unnamed: [...document.querySelectorAll('input:not([type=hidden]),select,textarea')].filter(
      e => !e.labels.length && !e.getAttribute('aria-label')).map(e => e.outerHTML.slice(0, 80)),
    twice: [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, at, all) => all.indexOf(id) < at),
    broken: [...document.querySelectorAll('main a[href^="#"]')].map(a => a.getAttribute('href')).filter(
      h => !document.getElementById(decodeURIComponent(h.slice(1)))),
  };
}"""
FOCUS = """() => {
  const e = document.activeElement, s = getComputedStyle(e);
  const shown = s.outlineStyle != 'none' && parseFloat(s.outlineWidth) >= 1;
  return e == document.body || shown ? '' : e.outerHTML.slice(0, 90);
}"""
TABS = 45


def outlined(page: Any) -> None:
    """Headings step down one at a time, tables and fields have names, and no link within the page leads nowhere."""
    found = page.evaluate(OUTLINE)
    assert found["firsts"] == 1 and not found["jumps"], found
    assert not found["tables"] and not found["unnamed"] and not found["twice"] and not found["broken"], found


def tabbed(page: Any) -> None:
    """Whatever the keyboard comes to shows that it has the focus."""
    page.emulate_media(reduced_motion="reduce")
    for _ in range(TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) == ""


@pytest.mark.parametrize("prefix", ["", "/ar"])
@pytest.mark.parametrize("path", sorted({*OPEN, *SIGNED}))
def test_a_page_is_in_order_for_a_keyboard_and_a_reader_of_screens(
    browser: Any, address: str, signed: Any, path: str, prefix: str
) -> None:
    page, _ = opened(browser, 1100, "light", storage_state=signed)
    page.goto(address + prefix + path, wait_until="load")
    outlined(page)
    tabbed(page)
    page.context.close()


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_a_draft_checked_accepted_and_kept_is_in_order_too(
    browser: Any, address: str, signed: Any, prefix: str
) -> None:
    page, asked = opened(browser, 320, "light", storage_state=signed)
    page.goto(address + prefix + "/claims/check/", wait_until="load")
    page.fill("#id_text", EN + "\n\n" + AR)
    page.fill("#id_published", "2025-12-10")
    page.check("input[name=whose][value=desk]")
    page.click("form.form button[type=submit]")
    page.wait_for_load_state("load")
    outlined(page)
    tabbed(page)
    for box in page.query_selector_all("main input[type=checkbox]"):
        box.check()
    page.click("section[aria-labelledby=accept] button[type=submit]")
    page.wait_for_load_state("load")
    assert "/claims/reports/D-" in page.url and page.locator(".draft").count() == 1
    outlined(page)
    tabbed(page)
    held(page, asked)
    page.context.close()
