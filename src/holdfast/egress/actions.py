"""Fetching: every hop judged, every byte kept, every end named."""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Mapping
from contextlib import ExitStack
from functools import cache
from typing import Self

import certifi
import httpcore

from holdfast import __version__
from holdfast.base.clock import now
from holdfast.base.errors import one_line, shown
from holdfast.base.why import Why
from holdfast.egress.engine.decoding import accepted
from holdfast.egress.engine.targets import Target, follow
from holdfast.egress.errors import AddressRefused, RequestRefused, TrustTooWeak
from holdfast.egress.lines import Lines
from holdfast.egress.proxy import EgressProxy, running_proxy
from holdfast.egress.streams import CertificateFailed, Cut, Exchange
from holdfast.egress.types import Fetched, Hop, Limits, Outcome, Policy, Resolver, Tls

USER_AGENT = f"Holdfast/{__version__}"
METHODS = ("GET", "HEAD")
REDIRECTS = (301, 302, 303, 307, 308)
_OURS = frozenset(
    {
        "host",
        "connection",
        "content-length",
        "transfer-encoding",
        "upgrade",
        "te",
        "expect",
        "proxy-authorization",
    }
)
_FOR_ONE_ORIGIN = ("authorization", "cookie")

# It writes the addresses it reaches into the log of debugging, and an address can name a person.
logging.getLogger("httpcore").setLevel(logging.WARNING)


@cache
def default_trust() -> ssl.SSLContext:
    """The authorities that Mozilla trusts, from certifi: the same on every machine, whatever its environment says."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context


class Fetcher:
    """A proxy and a client for any number of fetches; use it as a context manager.

    `trust` replaces the authorities (for tests and for a desk's own); it must check certificates and names. `proxy`
    shares a running proxy. Raises TrustTooWeak, ProxyNotRunning.
    """

    def __init__(
        self,
        *,
        policy: Policy | None = None,
        limits: Limits | None = None,
        resolver: Resolver | None = None,
        trust: ssl.SSLContext | None = None,
        proxy: EgressProxy | None = None,
    ) -> None:
        if trust is not None and not (trust.verify_mode == ssl.CERT_REQUIRED and trust.check_hostname):
            raise TrustTooWeak(
                "The TLS context given takes certificates unchecked",
                untouched="Nothing was fetched",
                next_step="Give one made by ssl.create_default_context",
            )
        self.policy = proxy.policy if proxy else policy or Policy()
        self.limits = limits or Limits()
        if proxy is not None:
            self.limits = self.limits.within(proxy.limits) if limits else proxy.limits
        self._resolver, self._trust, self._proxy = resolver, trust, proxy
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self.proxy = self._proxy or self._stack.enter_context(
            running_proxy(self.policy, self.limits, resolver=self._resolver)
        )
        self._lines = Lines(self.proxy, lambda: self._trust or default_trust())
        self._stack.callback(self._lines.close)
        return self

    def __exit__(self, *raised: object) -> None:
        self._stack.close()

    def fetch(
        self,
        address: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        limits: Limits | None = None,
    ) -> Fetched:
        """Fetch an address through its redirects, each judged anew; raises RequestRefused for what we never send.

        Whatever the world does is an outcome, never an exception. `limits` can only tighten the fetcher's.
        """
        held = limits.within(self.limits) if limits else self.limits
        given = _checked(method, headers or {})
        until = time.monotonic() + held.seconds
        hops: list[Hop] = []
        at = address
        while True:
            try:
                target = self.policy.target(at)
            except AddressRefused as refused:
                return Fetched(address, at, tuple(hops), Outcome.REFUSED, refused.why, held)
            hop, why = self._hop(target, method, given, held, until)
            hops.append(hop)
            if hop.cut is not None:
                return Fetched(address, target.address, tuple(hops), hop.cut, why, held)
            location = hop.header("location")
            if hop.status not in REDIRECTS or not location:
                return Fetched(address, target.address, tuple(hops), Outcome.COMPLETE, why, held)
            if len(hops) > held.redirects:
                spent = Why.of("egress-too-many-redirects", count=held.redirects)
                return Fetched(address, target.address, tuple(hops), Outcome.TOO_MANY_REDIRECTS, spent, held)
            try:
                at = follow(target, location)
                if self.policy.target(at).origin != target.origin:
                    given = {k: v for k, v in given.items() if k.lower() not in _FOR_ONE_ORIGIN}
            except AddressRefused:
                pass  # said at the top of the loop
            except ValueError:
                said = Why.of("egress-address-malformed")
                return Fetched(address, one_line(location), tuple(hops), Outcome.REFUSED, said, held)

    def _hop(
        self, target: Target, method: str, headers: Mapping[str, str], held: Limits, until: float
    ) -> tuple[Hop, Why]:
        hop, why = self._exchange(target, method, headers, held, until, reuse=True)
        # A kept connection that the server closed meanwhile says nothing about the address: ask once more on a new one.
        if hop.reused and hop.cut in (Outcome.ENDED_EARLY, Outcome.NOT_CONNECTED) and not len(hop.response):
            hop, why = self._exchange(target, method, headers, held, until, reuse=False)
        return hop, why

    def _exchange(
        self,
        target: Target,
        method: str,
        headers: Mapping[str, str],
        held: Limits,
        until: float,
        *,
        reuse: bool,
    ) -> tuple[Hop, Why]:
        exchange, line, answer = Exchange(held.wire_bytes, until, held.seconds), None, None
        sent = {
            "Host": target.host_header,
            "User-Agent": USER_AGENT,
            "Accept": "*/*",
            "Accept-Encoding": accepted(),
        }
        sent = {k: v for k, v in sent.items() if k.lower() not in map(str.lower, headers)} | dict(headers)
        started = now()
        tls: Tls | None = None
        ip: str | None = None
        cut: Outcome | None = None
        why = Why.of("egress-complete")
        try:
            line = self._lines.open(target, exchange, reuse=reuse)
            answer = line.ask(method, sent)
            for _ in answer.iter_stream():
                pass  # the line keeps the bytes as they came
        except Cut as ended:
            cut, why = ended.outcome, ended.why
            if isinstance(ended, CertificateFailed):
                tls, ip = ended.tls, ended.ip
        except httpcore.RemoteProtocolError as error:
            cut, why = _protocol(str(error), exchange)
        except (httpcore.ReadError, httpcore.WriteError):
            cut, why = Outcome.ENDED_EARLY, Why.of("egress-ended-early", bytes=len(exchange.response))
        finally:
            if answer is not None:
                answer.close()
        hop = Hop(
            address=target.address,
            ip=line.stream.ip if line else ip,
            port=target.port,
            method=method,
            request=bytes(exchange.request),
            response=exchange.response,
            status=answer.status if answer is not None else None,
            reason=answer.extensions["reason_phrase"].decode("latin-1") if answer is not None else "",
            headers=_headers(answer),
            tls=line.stream.tls if line else tls,
            started=started,
            ended=now(),
            cut=cut,
            surplus=line.surplus() if line else 0,
            reused=line.reused if line else False,
        )
        if line is not None:
            self._lines.give_back(line)
        return hop, why


def _headers(answer: httpcore.Response | None) -> tuple[tuple[str, str], ...]:
    if answer is None:
        return ()
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers)


def _protocol(said: str, exchange: Exchange) -> tuple[Outcome, Why]:
    received = len(exchange.response)
    if "disconnected" in said or "without sending complete" in said:
        return Outcome.ENDED_EARLY, Why.of("egress-ended-early", bytes=received)
    return Outcome.MALFORMED, Why.of("egress-malformed", said=one_line(said))


def _checked(method: str, headers: Mapping[str, str]) -> dict[str, str]:
    if method not in METHODS:
        raise RequestRefused(
            f"The method {shown(method)} is not sent: the fetcher reads, it does not write",
            untouched="Nothing was connected to",
            next_step="Use GET or HEAD",
        )
    for name, value in headers.items():
        if name.lower() in _OURS or not (name + value).isascii() or not (name + value).isprintable():
            raise RequestRefused(
                f"The header {shown(name)} is not sent as {shown(value)}",
                untouched="Nothing was connected to",
                next_step="Leave it out: the fetcher writes the headers of the connection itself",
            )
    return dict(headers)


def fetch(
    address: str,
    *,
    policy: Policy | None = None,
    limits: Limits | None = None,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
) -> Fetched:
    """One fetch with a proxy of its own; see `Fetcher` for many."""
    with Fetcher(policy=policy, limits=limits) as fetcher:
        return fetcher.fetch(address, method=method, headers=headers)
