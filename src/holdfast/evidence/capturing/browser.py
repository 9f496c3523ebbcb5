"""Capture in a browser: what Chromium decoded and drew, with what did not come, behind the egress proxy.

Playwright is an extra: its errors are imported where a browser is at work, which is where it is known to be there.

Everything asked of a page has a time of its own, because a page's script can hold its renderer for ever. Once the page
has had its time its scripts are stopped, and what is there is kept.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from ssl import DER_cert_to_PEM_cert
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from holdfast.base.canonical import canonical_json
from holdfast.base.clock import now
from holdfast.base.errors import one_line
from holdfast.base.why import Why
from holdfast.egress.browser import GuardedBrowser, Visit, open_context
from holdfast.egress.relay import REFUSED_HEADER
from holdfast.egress.types import Limits, Tls, Wire
from holdfast.evidence.capturing.drafts import TOOL, Draft, DraftPart, server_json
from holdfast.evidence.capturing.http import (
    CERTIFICATES_NAME,
    OTHERS_LIMIT,
    PLAIN_LIMIT,
    RULE_LIMIT,
    TEXT_NAME,
    TLS_LIMIT,
    WARC_NAME,
)
from holdfast.evidence.capturing.judging import Came, Judged, judge_page, judge_status
from holdfast.evidence.capturing.saying import said
from holdfast.evidence.capturing.sniffing import bare
from holdfast.evidence.capturing.text import plain_text
from holdfast.evidence.capturing.warcs import Exchanged, write_warc
from holdfast.evidence.types import Method, Outcome, Role

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Response

WIDTH, HEIGHT = 1280, 900
TALLEST = 16_000  # pixels of a page that are drawn
MOST_PARTS = 500
MOST_BYTES = 64 * 1024 * 1024  # of all bodies together, decoded
SCREENSHOT_NAME, PARTS_NAME = "screenshot.png", "parts.json"
_ASK = 3_000  # ms for one question to the page
_QUIET = 3_000  # ms after loading in which the network may fall silent
_OF_THE_BODY = frozenset({"content-encoding", "content-length", "transfer-encoding"})

DECODED_LIMIT = said(Why.of("capture-limit-decoded"))
DRAWN_LIMIT = said(Why.of("capture-limit-drawn", width=str(WIDTH)))
HELD_LIMIT = said(Why.of("capture-limit-held"))


_NO_TUNNEL = "ERR_TUNNEL_CONNECTION_FAILED"  # what Chromium makes of a proxy that does not let it through


@dataclass(slots=True)
class _Seen:
    """What happened while the page was open."""

    responses: list[tuple[Response, datetime]] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)  # address to why
    settled: bool = False
    alive: bool = False
    title: str = ""
    text: str = ""
    height: int = 0
    picture: bytes | None = None
    chain: tuple[bytes, ...] = ()
    exchanges: list[Exchanged] = field(default_factory=list)
    came: list[dict[str, Any]] = field(default_factory=list)
    markup: str = ""
    trouble: str = ""
    refused: Why | None = None


def capture_browser(browser: GuardedBrowser, address: str, limits: Limits | None = None) -> Draft:
    """Open an address in a fresh context and make a draft of what was decoded and drawn; raises AddressRefused."""
    held = limits or browser.limits
    started = now()
    look = {"viewport": {"width": WIDTH, "height": HEIGHT}, "locale": "en-GB", "timezone_id": "UTC"}
    seen = _Seen()
    with open_context(browser, limits=held, **look) as visit:
        page = visit.context.new_page()
        page.on("response", lambda response: seen.responses.append((response, now())))
        page.on("requestfailed", lambda request: _note_failure(seen, request))
        main = _open(page, address, held, seen)
        final = page.url if main is not None else address
        if main is None and (not seen.trouble or _NO_TUNNEL in seen.trouble):
            seen.refused = _last_refusal(visit)
        elif main is not None and (refused := _refusal(visit, main)):
            seen.refused, main = refused, None
        if main is not None:
            _ask_page(page, seen)
            _collect(visit, seen, main)
        return _draft(browser, visit, address, final, main, seen, started)


def _note_failure(seen: _Seen, request: Request) -> None:
    if not request.url.endswith("/favicon.ico"):
        seen.failed[one_line(request.url)] = one_line(request.failure or "failed")


def _open(page: Page, address: str, held: Limits, seen: _Seen) -> Response | None:
    from playwright.sync_api import Error, TimeoutError

    until = time.monotonic() + held.seconds / 2
    main: Response | None = None
    try:
        main = page.goto(address, wait_until="commit", timeout=held.seconds * 500)
        page.wait_for_load_state("load", timeout=max(1.0, (until - time.monotonic()) * 1000))
        page.wait_for_load_state("networkidle", timeout=min(_QUIET, held.seconds * 250))
        seen.settled = True
    except TimeoutError:
        pass
    except Error as error:
        if main is None:
            seen.trouble = one_line(error.message.splitlines()[0].removeprefix("Page.goto: "))
    return main


def _refusal(visit: Visit, response: Response) -> Why | None:
    """Why the egress proxy answered in the server's place; None for an answer of the server.

    A server may write the proxy's header itself, so the proxy's own list of connections has to say it too.
    """
    if REFUSED_HEADER.lower() not in response.headers:
        return None
    host, port = _place(response.url)
    return next(
        (one.why for one in visit.connections if (one.host, one.port) == (host, port) and one.why), None
    )


def _last_refusal(visit: Visit) -> Why | None:
    """Why the egress proxy refused where a page that never opened was led last; None where it refused nothing."""
    return next((one.why for one in reversed(visit.connections) if one.why), None)


def _place(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _ask_page(page: Page, seen: _Seen) -> None:
    """Text, title and picture; a page whose script holds its renderer answers none of it."""
    if not _in_time(lambda: page.locator("html").first.evaluate("() => 1", timeout=_ASK)):
        return
    seen.alive = True
    session = page.context.new_cdp_session(page)
    _in_time(lambda: session.send("Emulation.setScriptExecutionDisabled", {"value": True}))
    seen.text = plain_text(_in_time(lambda: page.locator("body").first.inner_text(timeout=_ASK)) or "")
    seen.title = _in_time(lambda: page.locator("title").first.text_content(timeout=_ASK)) or ""
    seen.height = (
        _in_time(lambda: page.locator("html").first.evaluate("e => e.scrollHeight", timeout=_ASK)) or HEIGHT
    )
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": min(max(seen.height, HEIGHT), TALLEST)}
    seen.picture = _in_time(
        lambda: page.screenshot(
            full_page=True, clip=clip, animations="disabled", caret="hide", scale="css", timeout=3 * _ASK
        )
    )
    if page.url.startswith("https:"):
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
        shown = _in_time(lambda: session.send("Network.getCertificate", {"origin": origin})) or {}
        seen.chain = tuple(base64.b64decode(one) for one in shown.get("tableNames", []))


def _in_time(ask: Callable[[], Any]) -> Any:
    from playwright.sync_api import Error

    try:
        return ask()
    except Error:
        return None


def _collect(visit: Visit, seen: _Seen, main: Response) -> None:
    """The bodies of what came, as the browser decoded them; what it keeps no body of is told by its headers."""
    addresses = {(one.host, one.port): one.ip for one in visit.connections if one.ip}
    total = 0
    for response, at in seen.responses[:MOST_PARTS]:
        if why := _refusal(visit, response):
            seen.failed[one_line(response.url)] = why.render("en")
            continue
        body = _in_time(response.body) if seen.alive and total < MOST_BYTES else None
        body = (body or b"")[: MOST_BYTES - total]
        total += len(body)
        if response == main:
            seen.markup = body[: 1024 * 1024].decode("utf-8", "replace")
        seen.exchanges.append(_exchange(response, at, body, addresses))
        seen.came.append(
            {
                "address": one_line(response.url),
                "status": response.status,
                "mime": bare(response.headers.get("content-type", "")),
                "size": len(body),
            }
        )
        if response.status >= 400 and response != main and not response.url.endswith("/favicon.ico"):
            seen.failed[one_line(response.url)] = f"status {response.status}"


def _exchange(
    response: Response, at: datetime, body: bytes, addresses: dict[tuple[str, int], str | None]
) -> Exchanged:
    parts = urlsplit(response.url)
    said = [(name, value) for name, value in response.headers.items()]
    lines = [f"HTTP/1.1 {response.status} {one_line(response.status_text)}"]
    for name, value in said:
        prefix = "X-Archive-Orig-" if name.lower() in _OF_THE_BODY else ""
        lines += [f"{prefix}{name}: {one_line(line, 8000)}" for line in value.split("\n")]
    lines.append(f"Content-Length: {len(body)}")
    wire = Wire()
    wire.write("\r\n".join(lines).encode("utf-8", "replace") + b"\r\n\r\n" + body)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = [f"{response.request.method} {path} HTTP/1.1", f"Host: {parts.netloc}"]
    asked += [f"{name}: {one_line(value, 8000)}" for name, value in response.request.headers.items()]
    begun = response.request.timing.get("startTime", 0)
    return Exchanged(
        address=response.url,
        started=datetime.fromtimestamp(begun / 1000, UTC) if begun > 0 else at,
        request="\r\n".join(asked).encode("utf-8", "replace") + b"\r\n\r\n",
        response=wire,
        ip=addresses.get(_place(response.url)),
    )


def _judge(seen: _Seen, main: Response | None, asked: str, final: str, seconds: float) -> Judged:
    if main is None:
        said = seen.trouble or "no answer came in time"
        return Judged(Outcome.FAILED, seen.refused or Why.of("capture-not-opened", said=said))
    by_status = judge_status(main.status)
    if by_status is not None:
        return by_status
    came = Came(asked, final, main.status, len(seen.markup) or 1, seen.title, seen.text, seen.markup)
    judged = judge_page(came)
    if judged.outcome is not Outcome.COMPLETE:
        return judged
    if not seen.settled:
        return Judged(Outcome.PARTIAL, Why.of("capture-never-settled", seconds=round(seconds)))
    if seen.failed:
        first = next(iter(seen.failed))
        return Judged(Outcome.PARTIAL, Why.of("capture-parts-failed", parts=len(seen.failed), first=first))
    return judged


def _draft(
    browser: GuardedBrowser,
    visit: Visit,
    address: str,
    final: str,
    main: Response | None,
    seen: _Seen,
    started: datetime,
) -> Draft:
    ended = max(started, now())
    judged = _judge(seen, main, address, final, (ended - started).total_seconds())
    tool = f"{TOOL}, capture in Chromium {browser.version}"
    refused = [
        {"address": f"{one.host}:{one.port}", "why": one.why.render("en")}
        for one in visit.connections
        if one.why
    ]
    limits = _limits(seen, main, judged, final)
    about = {"description": tool, "conformsTo": "ISO 28500:2017"}
    facts = [
        ("outcome", judged.outcome.value),
        ("why", judged.why.render("en")),
        *(("limit", limit) for limit in limits),
        *(("failed", f"{address}: {why}") for address, why in seen.failed.items()),
    ]
    held = BytesIO()
    write_warc(held, seen.exchanges, address=final, made=ended, about=about, facts=facts)
    parts = [DraftPart(Role.WARC, WARC_NAME, held.getvalue(), "application/warc")]
    if seen.picture:
        made_by = said(Why.of("capture-made-drawn", tool=tool, width=str(WIDTH), most=str(TALLEST)))
        parts.append(DraftPart(Role.SCREENSHOT, SCREENSHOT_NAME, seen.picture, "image/png", made_by=made_by))
    if seen.text:
        made_by = said(Why.of("capture-made-shown", tool=tool))
        content = seen.text.encode("utf-8", "replace")
        parts.append(DraftPart(Role.TEXT, TEXT_NAME, content, "text/plain; charset=utf-8", made_by=made_by))
    failed = [{"address": address, "why": why} for address, why in seen.failed.items()]
    listed = {"came": seen.came, "failed": failed, "refused": refused, "settled": seen.settled}
    parts.append(
        DraftPart(
            Role.METADATA,
            PARTS_NAME,
            canonical_json({"format": "holdfast parts 1", **listed}),
            "application/json",
            made_by=said(Why.of("capture-made-asked", tool=tool)),
        )
    )
    if seen.chain:
        pem = "".join(DER_cert_to_PEM_cert(one) for one in seen.chain).encode("ascii")
        parts.append(DraftPart(Role.CERTIFICATES, CERTIFICATES_NAME, pem, "application/x-pem-file"))
    place = _place(final)
    ip = next((one.ip for one in visit.connections if (one.host, one.port) == place and one.ip), None)
    return Draft(
        method=Method.BROWSER,
        address=address,
        final_address=final,
        tool=tool,
        started=started,
        ended=ended,
        status=main.status if main else None,
        mime=bare(main.headers.get("content-type", "")) if main else "",
        outcome=judged.outcome,
        why=judged.why,
        parts=tuple(parts),
        limits=tuple(limits),
        ip=ip or "",
        server=server_json(ip, place[1], _tls(main, seen)),
    )


def _tls(main: Response | None, seen: _Seen) -> Tls | None:
    details = _in_time(main.security_details) if main is not None else None
    if not details or not seen.chain:
        return None
    return Tls(details.get("protocol", ""), "", seen.chain, whole_chain=True, verified=True)


def _limits(seen: _Seen, main: Response | None, judged: Judged, final: str) -> list[str]:
    if main is None:
        return ["Nothing came that could be kept."]
    limits = [DECODED_LIMIT, DRAWN_LIMIT, HELD_LIMIT, OTHERS_LIMIT]
    limits.append(TLS_LIMIT if final.startswith("https:") else PLAIN_LIMIT)
    if judged.by_rule:
        limits.append(RULE_LIMIT)
    if not seen.alive:
        limits.append(said(Why.of("capture-limit-script")))
    elif seen.picture is None:
        limits.append(said(Why.of("capture-limit-no-picture")))
    if seen.height > TALLEST:
        limits.append(said(Why.of("capture-limit-tall", height=str(seen.height), most=str(TALLEST))))
    if not seen.settled:
        limits.append(said(Why.of("capture-limit-unsettled")))
    if seen.failed:
        limits.append(
            said(Why.of("capture-limit-parts-failed", count=str(len(seen.failed)), name=PARTS_NAME))
        )
    if len(seen.responses) > MOST_PARTS:
        limits.append(
            said(Why.of("capture-limit-parts-kept", count=str(len(seen.responses)), most=str(MOST_PARTS)))
        )
    return limits
