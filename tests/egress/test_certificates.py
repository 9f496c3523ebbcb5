"""The certificate of the connection itself is kept; one that fails is said to have failed, and nothing is sent."""

import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509

from egress.certificates import Authority
from egress.conftest import OUTSIDE, QUICK, Names, Outside, plain, redirect
from holdfast.egress.actions import Fetcher, default_trust
from holdfast.egress.errors import TrustTooWeak
from holdfast.egress.types import Outcome

HOST = "site.example.com"


@pytest.fixture(scope="module")
def root() -> Authority:
    return Authority("A root that the test trusts")


@pytest.fixture
def trusting(outside: Outside, names: Names, root: Authority) -> Iterator[Fetcher]:
    with Fetcher(limits=QUICK, resolver=names, trust=root.trusted()) as fetcher:
        yield fetcher


def wrapping(context: ssl.SSLContext) -> Callable[[socket.socket], socket.socket]:
    return lambda conn: context.wrap_socket(conn, server_side=True)


def test_it_works(trusting: Fetcher, outside: Outside, root: Authority, tmp_path: Path) -> None:
    middle = Authority("An intermediate", signed_by=root)
    outside.site.wrap = wrapping(middle.server(tmp_path, HOST))
    with trusting.fetch(f"https://{HOST}/") as fetched:
        assert (fetched.outcome, fetched.status) == (Outcome.COMPLETE, 200)
        hop = fetched.hops[0]
        assert (hop.ip, hop.port) == (OUTSIDE, 443)
        assert hop.request.startswith(b"GET / HTTP/1.1\r\nHost: site.example.com\r\n")
        assert hop.response.read() == plain()  # inside TLS
        assert hop.tls is not None and hop.tls.verified
        assert hop.tls.protocol == "TLSv1.3" and hop.tls.cipher
        names = [x509.load_der_x509_certificate(one).subject.rfc4514_string() for one in hop.tls.chain]
        assert names == [f"CN={HOST}", "CN=An intermediate"]
        assert hop.tls.whole_chain
        assert hop.tls.pem.count("BEGIN CERTIFICATE") == 2


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("unknown authority", "unable to get local issuer"),
        ("expired", "expired"),
        ("not yet", "not yet valid"),
        ("another name", "Hostname mismatch"),
    ],
)
def test_a_certificate_that_fails_is_recorded_and_no_request_is_sent(
    trusting: Fetcher, outside: Outside, root: Authority, tmp_path: Path, case: str, said: str
) -> None:
    server = {
        "unknown authority": lambda: Authority("A stranger").server(tmp_path, HOST),
        "expired": lambda: root.server(tmp_path, HOST, days=(-10, -1)),
        "not yet": lambda: root.server(tmp_path, HOST, days=(1, 10)),
        "another name": lambda: root.server(tmp_path, "other.example.com"),
    }[case]()
    outside.site.wrap = wrapping(server)
    with trusting.fetch(f"https://{HOST}/") as fetched:
        assert fetched.outcome == Outcome.CERTIFICATE_FAILED
        hop = fetched.hops[0]
        assert (hop.request, len(hop.response), hop.status, hop.ip) == (b"", 0, None, OUTSIDE)
        assert hop.tls is not None and not hop.tls.verified
        assert said in hop.tls.said
        assert said in fetched.why.render("en")
        shown = x509.load_der_x509_certificate(hop.tls.chain[0])
        assert (
            shown.subject.rfc4514_string() == f"CN={'other.example.com' if case == 'another name' else HOST}"
        )
    assert outside.site.requests == []


def test_a_redirect_to_a_bad_certificate_keeps_the_hop_before(
    trusting: Fetcher, outside: Outside, tmp_path: Path
) -> None:
    outside.site.routes["/"] = redirect(f"https://{HOST}/")
    context = Authority("A stranger").server(tmp_path, HOST)

    def only_tls(conn: socket.socket) -> socket.socket:
        first = conn.recv(1, socket.MSG_PEEK)
        return context.wrap_socket(conn, server_side=True) if first == b"\x16" else conn

    outside.site.wrap = only_tls
    with trusting.fetch(f"http://{HOST}/") as fetched:
        assert fetched.outcome == Outcome.CERTIFICATE_FAILED
        assert [hop.status for hop in fetched.hops] == [302, None]


def test_no_tls_at_all_is_said_so(trusting: Fetcher, outside: Outside) -> None:
    outside.site.wrap = None
    with trusting.fetch(f"https://{HOST}/") as fetched:
        assert fetched.outcome in (Outcome.TLS_FAILED, Outcome.CUT_BY_TIME)
        assert fetched.why.render("ar")


def test_a_handshake_that_never_ends_is_cut_by_time(trusting: Fetcher, outside: Outside) -> None:
    def silent(conn: socket.socket) -> socket.socket:
        while conn.recv(1000):
            pass
        return conn

    outside.site.wrap = silent
    with trusting.fetch(f"https://{HOST}/") as fetched:
        assert fetched.outcome == Outcome.CUT_BY_TIME


def test_trust_that_trusts_everybody_is_not_taken() -> None:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with pytest.raises(TrustTooWeak, match="unchecked"):
        Fetcher(trust=context)


def test_the_environment_does_not_choose_the_authorities(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    default_trust.cache_clear()
    assert len(default_trust().get_ca_certs()) > 50
