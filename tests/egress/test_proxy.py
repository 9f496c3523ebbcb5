"""The proxy serves its own process and its browser, counts what goes through, and cuts what goes too far."""

import logging
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from egress.conftest import OUTSIDE, QUICK, Names, Outside, plain
from egress.inside import HOSTS, RESOLVE_INSIDE
from holdfast.base.errors import HoldfastError
from holdfast.egress import proxy as proxy_module
from holdfast.egress.actions import Fetcher, fetch
from holdfast.egress.errors import ProxyNotRunning, RequestRefused, TestHostNotUnderstood
from holdfast.egress.proxy import Door, EgressProxy, owned_by_us, running_proxy
from holdfast.egress.types import Limits, Outcome, Policy
from waiting import PATIENCE

SITE = "http://site.example.com/"


@pytest.fixture
def proxy(outside: Outside, names: Names) -> Iterator[EgressProxy]:
    own = Policy(own_hosts=frozenset({"desk.example.org"}))
    with running_proxy(own, QUICK, resolver=names) as running:
        yield running


def say(port: int, text: str) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as sock:
        sock.sendall(text.encode())
        answer = b""
        while data := sock.recv(65536):
            answer += data
        return answer


def through(door: Door, address: str = SITE, more: str = "") -> bytes:
    return say(door.port, f"GET {address} HTTP/1.1\r\nHost: elsewhere.example\r\n{more}\r\n")


def dropped(door: Door) -> bool:
    try:
        return through(door) == b""
    except ConnectionError:
        return True


def test_it_works_for_plain_httpx_too(proxy: EgressProxy, outside: Outside) -> None:
    with httpx.Client(proxy=proxy.address, trust_env=False) as client:
        assert client.get(SITE).text == "hello"
        refused = client.get("http://127.0.0.1/")
        assert refused.status_code == 403
        assert '"egress-itself-inside"' in refused.headers["X-Holdfast-Refused"]
        with pytest.raises(httpx.ProxyError, match="403"):
            client.get("https://127.0.0.1/")
    assert [(one.host, one.ip, one.kind) for one in proxy.connections][:1] == [
        ("site.example.com", OUTSIDE, "forward")
    ]


def test_plain_httpx_reaches_nothing_inside(proxy: EgressProxy, names: Names, outside: Outside) -> None:
    names.known = {host: [addresses] for host, addresses in RESOLVE_INSIDE.items()}
    with httpx.Client(proxy=proxy.address, trust_env=False) as client:
        for host in (*HOSTS, *RESOLVE_INSIDE):
            for scheme in ("http", "https"):
                try:
                    answer = client.get(f"{scheme}://{host}/")
                except (httpx.HTTPError, httpx.InvalidURL):
                    continue
                assert answer.status_code in (400, 403), host
    assert outside.dialled == []


@pytest.mark.parametrize("credential", ["", "Proxy-Authorization: Basic aG9sZGZhc3Q6eA==\r\n"])
def test_nobody_else_is_served(proxy: EgressProxy, outside: Outside, credential: str) -> None:
    answer = say(proxy.port, f"GET {SITE} HTTP/1.1\r\n{credential}\r\n")
    assert answer.startswith(b"HTTP/1.1 407")
    assert outside.dialled == []


def test_it_listens_on_this_machine_alone(proxy: EgressProxy) -> None:
    proxy.open_door()
    assert [one.getsockname()[0] for one in proxy._listening] == ["127.0.0.1"] * 2


def test_a_door_takes_this_users_connections_alone(
    proxy: EgressProxy, outside: Outside, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    door = proxy.open_door()
    assert b"200 OK" in through(door)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert dropped(door)
    monkeypatch.undo()
    monkeypatch.setattr(proxy_module, "TCP_TABLE", tmp_path / "none")
    assert owned_by_us(("127.0.0.1", 1), door.port)  # where no table is, nobody can say
    proxy.close_door(door)
    with pytest.raises(OSError):
        say(door.port, "x")


def test_a_forwarded_request_is_for_the_host_that_was_judged(proxy: EgressProxy, outside: Outside) -> None:
    through(proxy.open_door(), more="Proxy-Connection: keep-alive\r\nUpgrade: x\r\nX-Mine: 1\r\n")
    (sent,) = outside.site.requests
    assert sent.startswith(b"GET / HTTP/1.1\r\nHost: site.example.com\r\n")
    assert b"elsewhere" not in sent and b"Proxy" not in sent and b"Upgrade" not in sent
    assert b"X-Mine: 1" in sent and sent.endswith(b"Connection: close\r\n\r\n")


def test_a_second_request_on_a_forwarded_connection_is_not_passed_on(
    proxy: EgressProxy, outside: Outside
) -> None:
    two = f"GET {SITE} HTTP/1.1\r\n\r\nGET http://127.0.0.1/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with socket.create_connection(("127.0.0.1", proxy.open_door().port), timeout=5) as sock:
        sock.sendall(two.encode())
        answer = b"".join(iter(lambda: sock.recv(65536), b""))  # until the proxy hangs up
    assert answer.count(b"HTTP/1.1 200") == 1 and b"Connection: close" in answer
    assert len(outside.site.requests) == 1


@pytest.mark.parametrize(
    "more",
    [
        "Transfer-Encoding: chunked\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n",
        "Content-Length: -1\r\n",
        " x: y\r\n",
    ],
)
def test_a_request_that_two_readers_read_differently_is_refused(
    proxy: EgressProxy, outside: Outside, more: str
) -> None:
    assert through(proxy.open_door(), more=more)[9:12] in (b"400", b"411")
    assert outside.dialled == []


@pytest.mark.parametrize(
    "text", ["\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "CONNECT x HTTP/1.1\r\n\r\n", "X" * 99999]
)
def test_nonsense_is_refused_or_dropped(proxy: EgressProxy, outside: Outside, text: str) -> None:
    try:
        answer = say(proxy.open_door().port, text)
    except ConnectionError:
        return
    assert answer == b"" or answer[9:12] in (b"400", b"403")
    assert outside.dialled == []


def test_a_context_has_so_many_connections_bytes_and_seconds(proxy: EgressProxy, outside: Outside) -> None:
    outside.site.routes["/"] = plain(b"x" * 10_000)
    door = proxy.open_door(Limits(connections=2))
    assert [through(door)[9:12] for _ in range(3)] == [b"200", b"200", b"429"]
    assert [one.why.code if one.why else None for one in door.connections] == [
        None,
        None,
        "egress-connections-spent",
    ]
    door = proxy.open_door(Limits(wire_bytes=15_000))
    through(door)
    assert len(through(door)) < 10_000
    assert door.connections[1].why is not None and door.connections[1].why.code == "egress-cut-by-size"
    door = proxy.open_door(Limits(seconds=0.3))
    outside.site.routes["/"] = lambda conn, _: conn.recv(1)
    assert through(door)[9:12] == b"504"
    assert [one.why.code if one.why else None for one in door.connections] == ["egress-cut-by-time"]


def test_a_tunnel_is_cut_in_time_and_says_nothing_into_it(proxy: EgressProxy, outside: Outside) -> None:
    door = proxy.open_door(Limits(seconds=0.3))
    answer = say(door.port, "CONNECT site.example.com:443 HTTP/1.1\r\n\r\n")
    assert answer.endswith(b"\r\n\r\n") and answer.count(b"HTTP/1.1") == 1
    assert door.connections[0].why is not None and door.connections[0].ip == OUTSIDE


def test_a_slow_resolver_is_cut_by_time(outside: Outside) -> None:
    cut = threading.Event()

    def slow(host: str, port: int) -> list[str]:
        cut.wait(PATIENCE)
        return [OUTSIDE]

    with Fetcher(limits=Limits(connect_seconds=0.2, seconds=2), resolver=slow) as fetcher:
        try:
            assert fetcher.fetch(SITE).outcome == Outcome.CUT_BY_TIME
        finally:
            cut.set()


def test_no_name_is_found(outside: Outside) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "unknown")

    with Fetcher(limits=QUICK, resolver=unknown) as fetcher:
        fetched = fetcher.fetch(SITE)
        assert fetched.outcome == Outcome.NAME_NOT_FOUND
        assert "site.example.com" in fetched.why.render("en")


def test_a_stopped_proxy_says_so(outside: Outside) -> None:
    with running_proxy() as proxy:
        pass
    with pytest.raises(ProxyNotRunning):
        proxy.open_door()
    with Fetcher(proxy=proxy, limits=QUICK) as fetcher:
        assert fetcher.fetch(SITE).outcome == Outcome.NOT_CONNECTED


def test_a_kept_connection_that_the_server_closed_is_asked_anew(proxy: EgressProxy, outside: Outside) -> None:
    with Fetcher(proxy=proxy) as fetcher:
        fetcher.fetch(SITE).close()
        outside.site.routes["/"] = lambda conn, _: conn.sendall(plain(b"last"))
        with fetcher.fetch(SITE) as fetched:
            assert fetched.hops[0].reused
        outside.site.routes["/"] = plain(b"anew")
        with fetcher.fetch(SITE) as fetched:
            assert not fetched.hops[0].reused
            assert fetched.body().content.read() == b"anew"


def test_no_cookie_is_kept_and_no_secret_goes_to_another_host(proxy: EgressProxy, outside: Outside) -> None:
    site = outside.site
    site.routes["/"] = plain(
        b"", "302 Found", "Location: http://other.example.net/b", "Set-Cookie: a=b; Path=/"
    )
    site.routes["/b"] = plain()
    with Fetcher(proxy=proxy) as fetcher:
        fetcher.fetch(SITE, headers={"Authorization": "Basic eA==", "If-None-Match": '"1"'}).close()
        fetcher.fetch(SITE).close()
    assert [b"Authorization" in sent for sent in site.requests] == [True, False, False, False]
    assert b"If-None-Match" in site.requests[1]
    assert not any(b"ookie" in sent for sent in site.requests)
    assert all(b"User-Agent: Holdfast/" in sent for sent in site.requests)


def test_somebody_elses_proxy_is_not_used(
    outside: Outside, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with Fetcher(resolver=names) as fetcher:
        assert fetcher.fetch(SITE).status == 200


@pytest.mark.parametrize(
    "asked",
    [{"method": "POST"}, {"headers": {"Host": "x"}}, {"headers": {"X": "a\r\nb"}}, {"headers": {"X": "ä"}}],
)
def test_what_we_never_send_is_refused(
    proxy: EgressProxy, outside: Outside, asked: dict[str, object]
) -> None:
    with Fetcher(proxy=proxy) as fetcher, pytest.raises(RequestRefused):
        fetcher.fetch(SITE, **asked)  # type: ignore[arg-type]
    assert outside.site.requests == []


def test_a_test_host_is_opened_with_its_port_alone(outside: Outside) -> None:
    port = outside.site.port
    policy = Policy(test_hosts=frozenset({f"127.0.0.1:{port}"}))
    with fetch(f"http://127.1:{port}/", policy=policy) as fetched:
        assert (fetched.status, fetched.hops[0].ip) == (200, "127.0.0.1")
    assert fetch(f"http://localhost:{port}/", policy=policy).outcome == Outcome.REFUSED
    assert fetch("http://127.0.0.1/", policy=policy).outcome == Outcome.REFUSED
    own = Policy(test_hosts=policy.test_hosts, own_hosts=frozenset({"127.0.0.1"}))
    assert fetch(f"http://127.0.0.1:{port}/", policy=own).outcome == Outcome.REFUSED


@pytest.mark.parametrize(
    "text", ["localhost", "127.0.0.1", ":80", "http://localhost:80", "[::1:80", "a:b", ""]
)
def test_a_test_host_without_a_port_is_an_error(text: str) -> None:
    with pytest.raises(TestHostNotUnderstood, match="no name or no port"):
        Policy(test_hosts=frozenset({text}))


def test_our_own_address_is_refused_under_any_name(outside: Outside, names: Names) -> None:
    with Fetcher(resolver=names, policy=Policy(own_hosts=frozenset({OUTSIDE}))) as fetcher:
        assert fetcher.fetch(SITE).why.code == "egress-own-host"
    assert outside.dialled == []


def test_nothing_is_logged(proxy: EgressProxy, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with Fetcher(proxy=proxy) as fetcher:
        fetcher.fetch(SITE).close()
        fetcher.fetch("http://127.0.0.1/").close()
    assert "example" not in caplog.text and OUTSIDE not in caplog.text


def test_a_large_answer_leaves_memory_for_a_file(proxy: EgressProxy, outside: Outside) -> None:
    body = os.urandom(1_900_000)
    outside.site.routes["/"] = plain(body)
    with Fetcher(proxy=proxy) as fetcher, fetcher.fetch(SITE) as fetched:
        assert fetched.body().content.read() == body
        assert fetched.hops[0].response.read() == plain(body)


def test_a_fetch_can_tighten_the_limits_and_not_loosen_them(proxy: EgressProxy, outside: Outside) -> None:
    outside.site.routes["/"] = plain(b"x" * 3_000_000)
    with Fetcher(proxy=proxy) as fetcher:
        for asked, most in ((Limits(wire_bytes=1000), 1000), (Limits(wire_bytes=10**9), QUICK.wire_bytes)):
            with fetcher.fetch(SITE, limits=asked) as fetched:
                assert (fetched.outcome, len(fetched.hops[0].response)) == (Outcome.CUT_BY_SIZE, most)


def test_head_has_no_body(proxy: EgressProxy, outside: Outside) -> None:
    outside.site.routes["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
    with Fetcher(proxy=proxy) as fetcher, fetcher.fetch(SITE, method="HEAD") as fetched:
        assert (fetched.outcome, len(fetched.body().content)) == (Outcome.COMPLETE, 0)


def test_every_error_of_the_room_is_one_of_the_house() -> None:
    assert issubclass(ProxyNotRunning, HoldfastError)
