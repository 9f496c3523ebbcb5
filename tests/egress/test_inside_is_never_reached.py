"""The drill: targets that mean this machine or its network, told to the fetcher and to the bare proxy."""

import socket
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from egress.conftest import OUTSIDE, Listener, Names, Outside, redirect
from egress.inside import HOSTS, OTHER_WAYS, RESOLVE_INSIDE, TARGETS
from holdfast.base.why import Term, catalogue
from holdfast.egress.actions import Fetcher
from holdfast.egress.engine.addresses import Inside, judge
from holdfast.egress.types import Outcome


@pytest.fixture
def drilled(
    fetcher: Fetcher, names: Names, outside: Outside, silent: Listener
) -> Iterator[tuple[Fetcher, Outside, Listener]]:
    names.known = {host: [addresses] for host, addresses in RESOLVE_INSIDE.items()}
    yield fetcher, outside, silent
    assert outside.inside == []


def test_there_are_enough_targets() -> None:
    assert len(set(TARGETS)) >= 120


def test_the_site_is_reached_when_it_is_outside(fetcher: Fetcher, outside: Outside) -> None:
    with fetcher.fetch("http://site.example.com/") as fetched:
        assert (fetched.outcome, fetched.status, fetched.hops[0].ip) == (Outcome.COMPLETE, 200, OUTSIDE)
    assert outside.dialled == [(OUTSIDE, 80)]


def test_no_target_is_reached(drilled: tuple[Fetcher, Outside, Listener]) -> None:
    fetcher, outside, _ = drilled
    said = {}
    for target in TARGETS:
        with fetcher.fetch(target) as fetched:
            said[target] = fetched.outcome
            assert fetched.why.render("en") and fetched.why.render("ar")
    assert {target: outcome for target, outcome in said.items() if outcome != Outcome.REFUSED} == {}
    assert outside.dialled == []


def test_no_target_is_reached_on_another_port_or_by_https(drilled: tuple[Fetcher, Outside, Listener]) -> None:
    fetcher, outside, silent = drilled
    for host in (*HOSTS, *RESOLVE_INSIDE):
        for address in (f"https://{host}/", *(f"http://{host}:{port}/" for port in silent.ports)):
            with fetcher.fetch(address) as fetched:
                assert fetched.outcome == Outcome.REFUSED, address
    assert outside.dialled == []


def test_no_redirect_leads_inside(drilled: tuple[Fetcher, Outside, Listener]) -> None:
    fetcher, outside, _ = drilled
    site = outside.site
    reached = []
    for target in TARGETS:
        if any(ord(char) < 33 for char in target) or not target.isascii():
            target = quote(target, safe=":/?#[]@%\\")
        # A Location without a scheme of its own is an address on the same site, and is no target.
        if "://" not in target and not target.startswith(("data:", "javascript:", "about:", "unix:", "//")):
            continue
        site.routes["/"] = redirect("/two")
        site.routes["/two"] = redirect("http://other.example.net/three")
        site.routes["/three"] = redirect("/four")
        site.routes["/four"] = redirect(target)
        with fetcher.fetch("http://site.example.com/") as fetched:
            if fetched.outcome != Outcome.REFUSED:
                reached.append((target, fetched.outcome))
            assert len(fetched.hops) >= 3
    assert reached == []


def test_five_redirects_are_followed_and_the_sixth_is_not(fetcher: Fetcher, outside: Outside) -> None:
    for step in range(6):
        outside.site.routes[f"/{step}"] = redirect(f"/{step + 1}")
    with fetcher.fetch("http://site.example.com/1") as fetched:
        assert (fetched.outcome, fetched.status, len(fetched.hops)) == (Outcome.COMPLETE, 404, 6)
    with fetcher.fetch("http://site.example.com/0") as fetched:
        assert (fetched.outcome, len(fetched.hops)) == (Outcome.TOO_MANY_REDIRECTS, 6)


def test_a_name_that_changes_its_mind_is_connected_where_it_was_judged(
    fetcher: Fetcher, names: Names, outside: Outside, silent: Listener
) -> None:
    """Rebinding with TTL 0: the first answer is global, every later one is this machine."""
    names.known["rebind.example.com"] = [[OUTSIDE], ["127.0.0.1"]]
    with fetcher.fetch("http://rebind.example.com/") as fetched:
        assert (fetched.status, fetched.hops[0].ip) == (200, OUTSIDE)
    assert names.asked == ["rebind.example.com"]
    outside.site.routes["/"] = redirect("https://rebind.example.com/")
    with fetcher.fetch("http://rebind.example.com/") as fetched:  # the connection judged before still stands
        assert fetched.outcome == Outcome.REFUSED
        assert fetched.hops[0].reused
    assert outside.dialled == [(OUTSIDE, 80)]


@pytest.mark.parametrize("form", ["CONNECT {host}:{port} HTTP/1.1", "GET http://{host}:{port}/ HTTP/1.1"])
def test_the_bare_proxy_refuses_by_itself(drilled: tuple[Fetcher, Outside, Listener], form: str) -> None:
    """Chromium hands the proxy what a page wrote: the proxy does not lean on its client."""
    fetcher, outside, silent = drilled
    reached = []
    for host in (*HOSTS, *RESOLVE_INSIDE):
        for port in (80, 443, *silent.ports):
            answer = ask_proxy(fetcher, form.format(host=host, port=port))
            if not answer.startswith((b"HTTP/1.1 403", b"HTTP/1.1 400")):
                reached.append((host, port, answer))
    assert reached == []
    assert outside.dialled == []


@pytest.mark.parametrize("address", [one for one in OTHER_WAYS if one.isascii() and one.isprintable()])
def test_the_bare_proxy_forwards_http_alone(fetcher: Fetcher, outside: Outside, address: str) -> None:
    answer = ask_proxy(fetcher, f"GET {address} HTTP/1.1")
    assert answer.startswith((b"HTTP/1.1 403", b"HTTP/1.1 400")), answer
    assert outside.dialled == []


def ask_proxy(fetcher: Fetcher, line: str) -> bytes:
    with socket.create_connection(("127.0.0.1", fetcher.proxy.port), timeout=5) as sock:
        credential = f"Proxy-Authorization: Basic {fetcher.proxy.credential}"
        sock.sendall(f"{line}\r\nHost: site.example.com\r\n{credential}\r\n\r\n".encode())
        answer = b""
        while data := sock.recv(65536):
            answer += data
        return answer


def test_every_kind_of_inside_has_its_words() -> None:
    for lang in ("en", "ar"):
        for kind in Inside:
            assert catalogue(lang).term(kind.term.key)
    assert judge("127.0.0.1").term == Term("egress.loopback")  # type: ignore[union-attr]
