"""Answers that never end, never begin, or are not what they say: each recorded as what it is, soon and small."""

import gzip
import resource
import socket
import time
import zlib
from collections.abc import Callable, Iterator

import brotli
import pytest

from egress.conftest import QUICK, Outside, plain
from holdfast.egress.actions import Fetcher
from holdfast.egress.engine.decoding import NotDecoded, accepted, codings, decoded
from holdfast.egress.types import Fetched, Outcome
from waiting import no_hang

ADDRESS = "http://site.example.com/"


@pytest.fixture(autouse=True)
def _small_and_with_an_end() -> Iterator[None]:
    """Each ends, and takes less than 200 MB more."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with no_hang():
        yield
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


@pytest.fixture
def answered(fetcher: Fetcher, outside: Outside) -> Callable[..., Fetched]:
    """Fetch the site after it was told its answer."""

    def ask(answer: object) -> Fetched:
        outside.site.routes["/"] = answer  # type: ignore[assignment]
        return fetcher.fetch(ADDRESS)

    return ask


def sending(*pieces: bytes, again: bytes = b"", pause: float = 0.0) -> Callable[[socket.socket, bytes], None]:
    """Send the pieces, then one more for ever."""

    def send(conn: socket.socket, _head: bytes) -> None:
        for piece in pieces:
            conn.sendall(piece)
        while again:
            conn.sendall(again)
            time.sleep(pause)

    return send


HEAD = b"HTTP/1.1 200 OK\r\n"


def test_a_gzip_bomb_is_cut_at_the_cap(answered: Callable[..., Fetched]) -> None:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(squeeze.compress(bytes(1_000_000)) for _ in range(300)) + squeeze.flush()
    with answered(plain(bomb, "200 OK", "Content-Encoding: gzip")) as fetched:
        assert fetched.outcome == Outcome.COMPLETE
        body = fetched.body()
        assert (body.state, len(body.content)) == ("cut by size", QUICK.decoded_bytes)
        assert fetched.hops[0].response.read().endswith(bomb)  # the wire is kept as it came


def test_a_brotli_bomb_is_cut_at_the_cap(answered: Callable[..., Fetched]) -> None:
    bomb = brotli.compress(bytes(60_000_000), quality=4)
    with answered(plain(bomb, "200 OK", "Content-Encoding: br")) as fetched:
        body = fetched.body()
        assert (body.state, len(body.content)) == ("cut by size", QUICK.decoded_bytes)


def test_a_bomb_in_a_bomb_is_cut_at_the_cap(answered: Callable[..., Fetched]) -> None:
    bomb = gzip.compress(gzip.compress(bytes(100_000_000), 9), 9)
    with answered(plain(bomb, "200 OK", "Content-Encoding: gzip, gzip")) as fetched:
        body = fetched.body()
        assert (body.state, len(body.content)) == ("cut by size", QUICK.decoded_bytes)


def test_four_codings_are_not_undone(answered: Callable[..., Fetched]) -> None:
    with answered(plain(b"x", "200 OK", "Content-Encoding: gzip, gzip, gzip, gzip")) as fetched:
        body = fetched.body()
        assert (body.state, body.content.read()) == ("not decoded", b"x")


def test_an_unknown_coding_is_kept_and_said(answered: Callable[..., Fetched]) -> None:
    with answered(plain(b"SDCH", "200 OK", "Content-Encoding: sdch")) as fetched:
        body = fetched.body()
        assert (body.state, body.codings, body.content.read()) == ("not decoded", ("sdch",), b"SDCH")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_what_is_not_in_its_coding_is_broken(answered: Callable[..., Fetched], coding: str) -> None:
    with answered(plain(b"\xff not compressed at all", "200 OK", f"Content-Encoding: {coding}")) as fetched:
        assert fetched.outcome == Outcome.COMPLETE
        assert fetched.body().state == "broken"


def test_an_endless_answer_is_cut_by_size(answered: Callable[..., Fetched]) -> None:
    with answered(sending(HEAD, b"\r\n", again=b"x" * 65536)) as fetched:
        assert fetched.outcome == Outcome.CUT_BY_SIZE
        assert len(fetched.hops[0].response) == QUICK.wire_bytes
        assert fetched.status == 200
        assert fetched.body().state == "cut short"


def test_an_endless_row_of_chunks_is_cut(answered: Callable[..., Fetched]) -> None:
    with answered(
        sending(HEAD, b"Transfer-Encoding: chunked\r\n\r\n", again=b"1\r\nx\r\n" * 5000)
    ) as fetched:
        assert fetched.outcome in (Outcome.CUT_BY_SIZE, Outcome.CUT_BY_TIME)


def test_a_drip_is_cut_by_time(answered: Callable[..., Fetched]) -> None:
    with answered(sending(HEAD, b"\r\n", again=b"x", pause=0.05)) as fetched:
        assert fetched.outcome == Outcome.CUT_BY_TIME
        assert 0 < len(fetched.body().content) < 100


def test_a_drip_of_header_is_cut_by_time(answered: Callable[..., Fetched]) -> None:
    with answered(sending(HEAD, again=b"x", pause=0.05)) as fetched:
        assert fetched.outcome == Outcome.CUT_BY_TIME
        assert fetched.status is None


def test_silence_is_cut_by_time(answered: Callable[..., Fetched]) -> None:
    with answered(lambda conn, _: conn.recv(1)) as fetched:
        assert fetched.outcome == Outcome.CUT_BY_TIME
        assert len(fetched.hops[0].response) == 0


def test_a_flood_of_header_is_no_answer(answered: Callable[..., Fetched]) -> None:
    with answered(sending(HEAD, again=b"X-Flood: %s\r\n" % (b"y" * 1000))) as fetched:
        assert fetched.outcome == Outcome.MALFORMED
        assert len(fetched.hops[0].response) < QUICK.wire_bytes


def test_one_header_without_an_end_is_no_answer(answered: Callable[..., Fetched]) -> None:
    with answered(sending(HEAD, b"X: ", again=b"y" * 10000)) as fetched:
        assert fetched.outcome == Outcome.MALFORMED


def test_endless_interim_answers_are_cut(answered: Callable[..., Fetched]) -> None:
    with answered(sending(again=b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000)) as fetched:
        assert fetched.outcome in (Outcome.CUT_BY_SIZE, Outcome.CUT_BY_TIME)


def test_less_than_announced_ended_early(answered: Callable[..., Fetched]) -> None:
    with answered(sending(HEAD, b"Content-Length: 100\r\n\r\nonly this")) as fetched:
        assert fetched.outcome == Outcome.ENDED_EARLY
        body = fetched.body()
        assert (body.state, body.content.read()) == ("cut short", b"only this")


def test_more_than_announced_is_surplus_and_ends_the_connection(
    answered: Callable[..., Fetched], outside: Outside
) -> None:
    poison = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison"
    with answered(HEAD + b"Content-Length: 4\r\n\r\nfour" + poison) as fetched:
        assert fetched.outcome == Outcome.COMPLETE
        assert fetched.hops[0].surplus == len(poison)
        assert fetched.body().content.read() == b"four"
    with answered(plain(b"clean")) as fetched:
        assert not fetched.hops[0].reused
        assert fetched.body().content.read() == b"clean"


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 two hundred\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\n: nameless\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: \x00\r\n\r\n",
        b"\x16\x03\x01\x02\x00" + bytes(200) + b"\r\n\r\n",
    ],
)
def test_what_is_not_http_is_said_to_be_malformed(answered: Callable[..., Fetched], answer: bytes) -> None:
    with answered(sending(answer)) as fetched:
        assert fetched.outcome in (Outcome.MALFORMED, Outcome.ENDED_EARLY)
        assert fetched.hops[0].response.read() == answer
        assert fetched.why.render("en") and fetched.why.render("ar")


@pytest.mark.parametrize("answer", [sending(), sending(b"HTTP/1.1 200 OK\r\nX: 1")])
def test_nothing_or_half_a_head_ended_early(answered: Callable[..., Fetched], answer: object) -> None:
    with answered(answer) as fetched:
        assert fetched.outcome == Outcome.ENDED_EARLY


def test_a_redirect_round_in_circles_ends(answered: Callable[..., Fetched]) -> None:
    with answered(plain(b"", "301 Moved", "Location: /")) as fetched:
        assert fetched.outcome == Outcome.TOO_MANY_REDIRECTS
        assert len(fetched.hops) == QUICK.redirects + 1


@pytest.mark.parametrize(
    "location", ["http://[", "\x7f", "http://site.example.com:x/", "//", "http://[v1.x]/"]
)
def test_a_redirect_to_nonsense_is_refused_or_followed_safely(
    answered: Callable[..., Fetched], location: str
) -> None:
    with answered(plain(b"", "301 Moved", f"Location: {location}")) as fetched:
        assert fetched.outcome in (Outcome.REFUSED, Outcome.TOO_MANY_REDIRECTS, Outcome.MALFORMED)


def test_time_is_for_all_redirects_together(fetcher: Fetcher, outside: Outside) -> None:
    def slow(conn: socket.socket, _: bytes) -> None:
        time.sleep(0.8)
        conn.sendall(plain(b"", "302 Found", "Location: /"))

    outside.site.routes["/"] = slow
    with fetcher.fetch(ADDRESS) as fetched:
        assert fetched.outcome == Outcome.CUT_BY_TIME
        assert len(fetched.hops) <= 3  # 0.8 s each; if each had its own 2 s, it would go round to the cap


def test_nobody_there_is_said_so(fetcher: Fetcher, outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    async def unreachable(address: str, port: int) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("holdfast.egress.relay.dial", unreachable)
    with fetcher.fetch(ADDRESS) as fetched:
        assert fetched.outcome == Outcome.NOT_CONNECTED


@pytest.mark.parametrize("size", [1, 2, 7, 65536])
def test_every_coding_is_undone_whatever_the_pieces(size: int) -> None:
    text = b"a promise is a promise. " * 4000
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    forms = {
        "gzip": gzip.compress(text),
        "x-gzip": gzip.compress(text[:100]) + gzip.compress(text[100:]) + b"\0" * 3,
        "deflate": zlib.compress(text),
        "deflate ": raw.compress(text) + raw.flush(),
        "br": brotli.compress(text),
        "gzip, br": brotli.compress(gzip.compress(text)),
    }
    for names, data in forms.items():
        pieces = [data[at : at + size] for at in range(0, len(data), size)]
        assert b"".join(decoded(pieces, codings(names))) == text, names


def test_what_is_asked_for_can_be_undone() -> None:
    for name in codings(accepted()):
        assert list(decoded([], (name,))) == []
    with pytest.raises(NotDecoded):
        decoded([], ("compress",))
