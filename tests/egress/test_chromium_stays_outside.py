"""The drill in Chromium: a page tries every way in; a listener on loopback hears nothing."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

from egress.conftest import Listener, Names, Outside, plain, redirect
from egress.inside import HOSTS, OTHER_WAYS, RESOLVE_INSIDE
from holdfast.egress.browser import GuardedBrowser, Visit, open_context, running_browser
from holdfast.egress.errors import AddressRefused, BrowserMissing
from holdfast.egress.types import Limits, Policy
from waiting import no_hang

pytestmark = [pytest.mark.chromium, pytest.mark.slow]
SITE = "http://site.example.com/"
OUTER = "site.example.com"

# Every host as a picture and by fetch; every eighth in every other way, on every port of the listener.
EVERY_WAY = """
const hosts = HOSTS, ports = PORTS, tried = [], soon = ms => new Promise(done => setTimeout(done, ms));
hosts.forEach((host, number) => ports.forEach((port, place) => {
  if (place && number % 8) return;
  const at = host + ':' + port, http = 'http://' + at + '/';
  const add = (name, more) => {
    try { document.body.append(Object.assign(document.createElement(name), more)) } catch {}
  };
  add('img', {src: http + 'i'});
  tried.push(fetch(http + 'x', {mode: 'no-cors'}).catch(() => 0));
  if (number % 8) return;
  tried.push(fetch('https://' + at + '/x', {mode: 'no-cors'}).catch(() => 0));
  add('script', {src: http + 's'});
  add('link', {rel: 'stylesheet', href: http + 'c'});
  add('link', {rel: 'prefetch', href: http + 'p'});
  add('link', {rel: 'dns-prefetch', href: http});
  add('link', {rel: 'preconnect', href: http});
  add('iframe', {src: http + 'f'});
  add('video', {src: http + 'v'});
  add('object', {data: http + 'o'});
  try { navigator.sendBeacon(http + 'b', 'x') } catch {}
  try { new EventSource(http + 'e') } catch {}
  tried.push(new Promise(done => { try {
    const socket = new WebSocket('ws://' + at + '/');
    socket.onclose = socket.onerror = done;
    socket.onopen = () => { window.opened = at; done() };
  } catch { done() } }));
}));
Promise.race([Promise.allSettled(tried), soon(20000)]).then(() => document.title = 'done');
"""


@pytest.fixture
def browser(outside: Outside, names: Names) -> Iterator[GuardedBrowser]:
    names.known = {host: [addresses] for host, addresses in RESOLVE_INSIDE.items()}
    policy = Policy(own_hosts=frozenset({"desk.example.org"}))
    with running_browser(policy=policy, limits=Limits(connections=5000), resolver=names) as running:
        yield running


@pytest.fixture
def said(outside: Outside) -> Callable[[str, str], None]:
    """Let the site answer a path with a page."""

    def put(path: str, html: str) -> None:
        outside.site.routes[path] = plain(html.encode(), "200 OK", "Content-Type: text/html; charset=utf-8")

    return put


def hosts() -> list[str]:
    return [*HOSTS, *RESOLVE_INSIDE]


def visited(browser: GuardedBrowser, work: Callable[[Any], None]) -> Visit:
    with open_context(browser) as visit:
        work(visit.context.new_page())
    return visit


def nothing_inside(visit: Visit, outside: Outside) -> None:
    assert outside.inside == []
    reached = [
        one
        for one in visit.connections
        if one.why is None and one.host != OUTER and not one.host.endswith(".net")
    ]
    assert reached == []


def test_it_works(browser: GuardedBrowser, outside: Outside, said: Callable[[str, str], None]) -> None:
    said("/", "<title>t</title><img src=/a.png>")
    titles = []
    visit = visited(
        browser, lambda page: (page.goto(SITE, wait_until="networkidle"), titles.append(page.title()))
    )
    assert titles == ["t"]
    assert {(one.host, one.ip, one.port) for one in visit.connections} == {(OUTER, "93.184.215.14", 80)}
    assert not any(one.why for one in visit.connections)


def test_no_page_is_opened_inside(browser: GuardedBrowser, outside: Outside, silent: Listener) -> None:
    opened = []

    def work(page: Any) -> None:
        targets = [f"http://{host}/" for host in hosts()] + [
            f"http://{h}:{silent.ports[-1]}/" for h in hosts()[:40]
        ]
        for target in targets:
            try:
                answer = page.main_frame.goto(target, timeout=10_000)  # past the check of page.goto
            except Exception as error:  # noqa: BLE001 - Playwright says every failure with one class
                assert (
                    "net::ERR" in str(error) or "Cannot navigate" in str(error) or "interrupted" in str(error)
                )
                continue
            if answer is not None and answer.status != 403:
                opened.append((target, answer.status))
        for target in OTHER_WAYS:
            with pytest.raises(AddressRefused):
                page.goto(target)

    visit = visited(browser, work)
    assert opened == []
    nothing_inside(visit, outside)


def test_no_part_of_a_page_comes_from_inside(
    browser: GuardedBrowser, outside: Outside, silent: Listener, said: Callable[[str, str], None]
) -> None:
    """Pictures, scripts, styles, frames, fetch, beacons, WebSockets, EventSource, workers, prefetch."""
    script = EVERY_WAY.replace("HOSTS", json.dumps(hosts())).replace("PORTS", json.dumps(list(silent.ports)))
    said("/", f"<meta charset=utf-8><body><script>{script}</script>")

    def work(page: Any) -> None:
        page.goto(SITE, wait_until="commit")
        page.wait_for_function("document.title == 'done'", timeout=60_000)
        assert page.evaluate("window.opened") is None

    visit = visited(browser, work)
    assert len([one for one in visit.connections if one.why]) > 150
    nothing_inside(visit, outside)


def test_no_redirect_leads_a_page_inside(
    browser: GuardedBrowser, outside: Outside, silent: Listener, said: Callable[[str, str], None]
) -> None:
    paths = []
    for number, host in enumerate(hosts()[::3]):
        to = f"http://{quote(host, safe='[]:%')}:{silent.ports[0]}/"
        chain = [f"/r{number}-{step}" for step in range(5)]
        for here, there in zip(chain, [*chain[1:], to], strict=True):
            outside.site.routes[here] = redirect(there)
        paths.append(chain[0])
    said(
        "/",
        f"<body><script>const paths = {json.dumps(paths)}; let left = paths.length;"
        "for (const path of paths) { const img = new Image(); img.onload = img.onerror = () => { if (!--left) "
        "document.title = 'done' }; img.src = path; }</script>",
    )

    def work(page: Any) -> None:
        page.goto(SITE, wait_until="commit")
        page.wait_for_function("document.title == 'done'", timeout=60_000)

    nothing_inside(visited(browser, work), outside)


def test_a_redirected_page_is_not_opened_inside(
    browser: GuardedBrowser, outside: Outside, silent: Listener
) -> None:
    outside.site.routes["/"] = redirect(f"http://127.0.0.1:{silent.ports[0]}/")

    def work(page: Any) -> None:
        try:
            assert page.goto(SITE).status == 403
        except Exception as error:  # noqa: BLE001 - Playwright says every failure with one class
            assert "net::ERR" in str(error)

    visit = visited(browser, work)
    assert "egress-itself-inside" in [one.why.code for one in visit.connections if one.why]
    nothing_inside(visit, outside)


def test_a_name_that_changes_its_mind_stays_outside(
    browser: GuardedBrowser,
    outside: Outside,
    names: Names,
    silent: Listener,
    said: Callable[[str, str], None],
) -> None:
    """Rebinding with TTL 0: the page comes from outside, its next request to the same name would go inside."""
    names.known["rebind.example.net"] = [["93.184.215.14"], ["127.0.0.1"]]
    said("/", "<title>first</title>")
    got = []

    def work(page: Any) -> None:
        page.goto("http://rebind.example.net/")
        got.append(page.evaluate("fetch('/secret').then(r => r.status).catch(() => 'failed')"))

    visit = visited(browser, work)
    assert got == [403] or got == ["failed"]
    assert "127.0.0.1" not in [one.ip for one in visit.connections if one.why is None]
    assert outside.inside == []


def test_webrtc_does_not_leave(
    browser: GuardedBrowser, outside: Outside, silent: Listener, said: Callable[[str, str], None]
) -> None:
    port = silent.ports[-1]
    said("/", "<iframe></iframe>")

    def work(page: Any) -> None:
        page.goto(SITE)
        assert page.evaluate(
            "typeof RTCPeerConnection + typeof webkitRTCPeerConnection + typeof WebTransport"
        ) == ("undefined" * 3)
        assert page.evaluate("typeof frames[0].RTCPeerConnection") == "undefined"

    nothing_inside(visited(browser, work), outside)
    # And where a page got hold of it all the same: no STUN leaves, over UDP or TCP.
    context = browser.browser.new_context(
        proxy={"server": browser.proxy.open_door().address, "bypass": "<-loopback>"}
    )
    page = context.new_page()
    page.goto(SITE)
    page.evaluate(
        """async (port) => {
        const at = `127.0.0.1:${port}`;
        const urls = [`stun:${at}`, `turn:${at}?transport=udp`, `turn:${at}?transport=tcp`];
        const peer = new RTCPeerConnection({iceServers: urls.map(u => ({urls: u, username: 'u', credential: 'c'}))});
        peer.createDataChannel('x');
        await peer.setLocalDescription(await peer.createOffer());
        await new Promise(done => setTimeout(done, 1500));
        peer.close();
        }""",
        port,
    )
    context.close()


def test_nothing_is_downloaded_and_no_service_worker_stays(
    browser: GuardedBrowser, outside: Outside, said: Callable[[str, str], None]
) -> None:
    said("/", "<a id=a href=/file download>x</a>")
    outside.site.routes["/file"] = plain(b"x", "200 OK", "Content-Disposition: attachment; filename=x.exe")
    outside.site.routes["/sw.js"] = plain(b"", "200 OK", "Content-Type: text/javascript")
    failed: list[object] = []

    def work(page: Any) -> None:
        page.goto(SITE)
        assert (
            page.evaluate(
                "navigator.serviceWorker ? navigator.serviceWorker.getRegistrations().then(r => r.length) : 0"
            )
            == 0
        )
        with page.expect_download() as waiting:
            page.click("#a")
        failed.append(waiting.value.failure())
        for name in ("geolocation", "notifications", "camera", "microphone", "clipboard-read"):
            state = page.evaluate("n => navigator.permissions.query({name: n}).then(p => p.state)", name)
            assert state != "granted", name

    visited(browser, work)
    assert failed[0]


def test_a_context_begins_with_nothing(
    browser: GuardedBrowser, outside: Outside, said: Callable[[str, str], None]
) -> None:
    script = "document.title = document.cookie + localStorage.x; document.cookie = 'a=b'; localStorage.x = 1"
    said("/", f"<script>{script}</script>")
    titles: list[str] = []
    for _ in range(2):
        visited(browser, lambda page: (page.goto(SITE), titles.append(page.title())))
    assert titles == ["undefined", "undefined"]


def test_a_page_that_never_ends_is_cut(browser: GuardedBrowser, outside: Outside) -> None:
    def endless(conn: Any, _: bytes) -> None:
        conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!--")
        while True:
            conn.sendall(b"x" * 50_000)

    outside.site.routes["/"] = endless
    with no_hang(), open_context(browser, limits=Limits(wire_bytes=3_000_000, seconds=3)) as visit:
        page = visit.context.new_page()
        try:
            page.goto(SITE, timeout=10_000)
        except Exception as error:  # noqa: BLE001 - Playwright says every failure with one class
            assert "net::ERR" in str(error)
    assert visit.connections[0].received < 4_000_000
    assert visit.connections[0].why is not None
    assert visit.connections[0].why.code in ("egress-cut-by-size", "egress-cut-by-time")


def test_the_browser_alone_gets_nowhere(browser: GuardedBrowser, outside: Outside) -> None:
    """What Chromium would do outside a context of ours meets the proxy without a credential."""
    context = browser.browser.new_context()
    page = context.new_page()
    try:
        assert page.goto(SITE).status == 407  # type: ignore[union-attr]
    except Exception as error:  # noqa: BLE001 - Playwright says every failure with one class
        assert "net::ERR" in str(error)
    context.close()
    assert outside.dialled == []


def test_a_missing_browser_is_said_so() -> None:
    with pytest.raises(BrowserMissing, match="does not start"), running_browser(executable="/bin/false"):
        pass
