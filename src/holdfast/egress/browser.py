"""Chromium behind the egress proxy: a fresh context for each capture, and no way round.

What keeps it behind the proxy, each by itself: the proxy for every context with loopback not bypassed, name resolution
in the browser switched off, QUIC off, WebRTC held to the proxy and taken out of every page, service workers blocked.
What the browser does by itself (updates, reports) meets the proxy without a credential and is refused.

Playwright is an extra, so it is imported where a browser is started, which says where it is missing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.base.extras import install_extra
from holdfast.egress.errors import BrowserMissing
from holdfast.egress.proxy import Door, EgressProxy, running_proxy
from holdfast.egress.types import Connection, Limits, Policy, Resolver

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    # The proxy resolves; a name or an address that would be reached past it does not exist for the browser.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--dns-prefetch-disable",
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--no-service-autorun",
)
# Taken out before any script of the page runs, in every frame.
NO_WEBRTC = """
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'WebTransport'])
  try { Object.defineProperty(globalThis, name, {value: undefined, writable: false, configurable: false}) } catch {}
"""


@dataclass(frozen=True, slots=True)
class GuardedBrowser:
    """A running Chromium with its proxy. `sandboxed` is false where this process is root, for whom it has none."""

    browser: Browser
    proxy: EgressProxy
    limits: Limits
    sandboxed: bool
    version: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A fresh context, and what the proxy connected for it; `connections` is complete once the block has ended."""

    context: BrowserContext
    door: Door

    @property
    def connections(self) -> tuple[Connection, ...]:
        """Every connection asked for so far, the refused ones with their reason."""
        return tuple(self.door.connections)


@contextmanager
def running_browser(
    *,
    policy: Policy | None = None,
    limits: Limits | None = None,
    resolver: Resolver | None = None,
    proxy: EgressProxy | None = None,
    executable: str | None = None,
) -> Iterator[GuardedBrowser]:
    """Chromium through a proxy of its own, or through the one given; raises BrowserMissing, ProxyNotRunning.

    Playwright's synchronous interface belongs to the thread that called it; so does all of this.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise BrowserMissing(
            "Playwright is not installed, so no page can be opened in a browser",
            untouched="Nothing was fetched",
            next_step=f"Install the extra browser: {install_extra('browser')}",
        ) from None
    found = executable or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        raise BrowserMissing(
            "Chromium is not installed, so no page can be opened in a browser",
            untouched="Nothing was fetched",
            next_step="Install Debian's package chromium",
        )
    sandboxed = os.getuid() != 0
    with ExitStack() as stack:
        through = proxy or stack.enter_context(
            running_proxy(policy or Policy(), limits or Limits(), resolver=resolver)
        )
        play = stack.enter_context(sync_playwright())
        try:
            browser = play.chromium.launch(
                executable_path=found,
                args=list(FLAGS),
                chromium_sandbox=sandboxed,
                env=_environment(),
                # Without a credential: whatever the browser does outside a context is refused.
                proxy={"server": f"http://127.0.0.1:{through.port}", "bypass": "<-loopback>"},
            )
        except Error as error:
            raise BrowserMissing(
                f"Chromium does not start: {error.message.splitlines()[0]}",
                untouched="Nothing was fetched",
                next_step="Try it by hand: chromium --headless --dump-dom about:blank",
            ) from None
        stack.callback(browser.close)
        yield GuardedBrowser(browser, through, limits or through.limits, sandboxed, browser.version)


@contextmanager
def open_context(browser: GuardedBrowser, *, limits: Limits | None = None, **look: Any) -> Iterator[Visit]:
    """A context with nothing in it, behind a door of its own; `look` is what Playwright's new_context calls its looks.

    `look` may hold viewport, locale, timezone_id, color_scheme, device_scale_factor, record_har_path and their like;
    what guards the context cannot be overridden. A page's `goto` raises AddressRefused for an address that is not of
    the web (file, data, chrome) or not open.
    """
    door = browser.proxy.open_door(limits or browser.limits)
    guards: dict[str, Any] = {
        "proxy": {"server": door.address, "bypass": "<-loopback>"},
        "accept_downloads": False,
        "service_workers": "block",
        "permissions": [],
        "ignore_https_errors": False,
        "bypass_csp": False,
        "storage_state": None,
    }
    with ExitStack() as stack:
        stack.callback(browser.proxy.close_door, door)
        context = browser.browser.new_context(**{**look, **guards})
        stack.callback(context.close)
        context.add_init_script(NO_WEBRTC)
        _check_gotos(context, browser.proxy.policy)
        yield Visit(context, door)


def _check_gotos(context: BrowserContext, policy: Policy) -> None:
    """Let no page of the context be sent by us to an address that is not open. Pages cannot send themselves there."""
    make = context.new_page

    def new_page() -> Page:
        page = make()
        goto = page.goto

        def checked(url: str, **more: Any) -> Any:
            return goto(policy.target(url).address + _fragment(url), **more)

        page.goto = checked  # type: ignore[method-assign]
        return page

    context.new_page = new_page  # type: ignore[method-assign]


def _fragment(url: str) -> str:
    _, hash_, fragment = url.partition("#")
    return hash_ + fragment


def _environment() -> dict[str, str | float | bool]:
    """The environment without anybody else's proxy."""
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


__all__ = ["FLAGS", "GuardedBrowser", "Visit", "open_context", "running_browser"]
