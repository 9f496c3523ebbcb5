"""Whatever a server does is recorded as what it is, soon, and what came is kept."""

from __future__ import annotations

import gzip
import json
import os
import resource
import zlib
from io import BytesIO

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator

from evidence.capturing.site import PAGE, Site, answer, chunked, endless, redirect, slow, truncated, zipped
from holdfast.egress.types import Limits
from holdfast.evidence.actions.capture import Captured, capture_addresses
from holdfast.evidence.queries.captures import capture_body, manifest_bytes, part_bytes
from holdfast.evidence.types import CaptureDef, Outcome
from holdfast.people.types import Viewer
from waiting import no_hang

pytestmark = pytest.mark.django_db

QUICK = Limits(wire_bytes=3_000_000, decoded_bytes=8_000_000, seconds=1.5, connect_seconds=1.0)


def page(title: str, body: str) -> bytes:
    return f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


LONG = "<p>" + "A long article about crossings and trucks. " * 200
LOGIN = page("Sign in", '<form action="/session"><input name=u><input type="password" name=p></form>')
CHALLENGE = page("Just a moment...", "<p>Verifying you are human. This may take a few seconds.")
GONE = page("404 Not Found", "<p>We could not find that page.")


def one(viewer: Viewer, address: str, limits: Limits = QUICK) -> CaptureDef:
    (made,) = capture_addresses(viewer, addresses=[address], limits=limits)
    assert made.capture is not None, made.trouble
    return made.capture


def manifest(viewer: Viewer, made: CaptureDef) -> dict[str, object]:
    said: dict[str, object] = json.loads(manifest_bytes(viewer, made.key))
    return said


ENDINGS = {
    "whole": (answer(), Outcome.COMPLETE, "capture-complete"),
    "gzip": (zipped(), Outcome.COMPLETE, "capture-complete"),
    "brotli": (
        answer(brotli.compress(PAGE), "200 OK", "Content-Encoding: br"),
        Outcome.COMPLETE,
        "capture-complete",
    ),
    "chunked": (chunked(PAGE[:50], PAGE[50:]), Outcome.COMPLETE, "capture-complete"),
    "long page with a sign-in form": (
        answer(page("Crossings", LONG + "<form><input type=password></form>")),
        Outcome.COMPLETE,
        "capture-complete",
    ),
    "forbidden": (answer(PAGE, "403 Forbidden"), Outcome.BLOCKED, "capture-status-refused"),
    "unauthorised": (answer(PAGE, "401 Unauthorized"), Outcome.BLOCKED, "capture-status-refused"),
    "for legal reasons": (answer(PAGE, "451 No"), Outcome.BLOCKED, "capture-status-refused"),
    "not found": (answer(GONE, "404 Not Found"), Outcome.FAILED, "capture-status-error"),
    "broken": (answer(PAGE, "500 Oops"), Outcome.FAILED, "capture-status-error"),
    "no content": (answer(b"", "204 No Content"), Outcome.FAILED, "capture-status-without-page"),
    "login wall": (answer(LOGIN), Outcome.BLOCKED, "capture-looks-login"),
    "challenge": (answer(CHALLENGE), Outcome.BLOCKED, "capture-looks-blocked"),
    "error page with status 200": (answer(GONE), Outcome.FAILED, "capture-looks-error"),
    "empty": (answer(b""), Outcome.FAILED, "capture-empty"),
    "endless": (endless, Outcome.CUT, "egress-cut-by-size"),
    "slow": (slow, Outcome.CUT, "egress-cut-by-time"),
    "truncated": (truncated, Outcome.CUT, "egress-ended-early"),
    "not HTTP": (b"\x00\x01 this is no answer\r\n\r\n" * 3, Outcome.FAILED, "egress-malformed"),
    "redirect without a place": (answer(b"", "302 Found"), Outcome.FAILED, "capture-status-without-page"),
}


@pytest.mark.parametrize("name", ENDINGS)
def test_an_answer_is_recorded_as_what_it_is(name: str, site: Site, alice: Viewer) -> None:
    said, outcome, code = ENDINGS[name]
    site.routes["/x"] = said
    with no_hang():
        made = one(alice, site.url("/x"))
    assert (made.outcome, made.why["code"]) == (outcome, code)
    # Whatever came can be read by somebody else, and its digests hold.
    kinds = []
    for record in ArchiveIterator(
        BytesIO(part_bytes(alice, made.key, "capture.warc.gz")), check_digests="raise"
    ):
        record.raw_stream.read()
        kinds.append(record.rec_type)
    assert kinds[0] == "warcinfo" and kinds[-1] == "metadata" and "request" in kinds
    assert manifest(alice, made)["why"]["text"]


def test_what_is_judged_by_a_rule_of_thumb_says_so(site: Site, alice: Viewer) -> None:
    site.routes["/login"] = answer(LOGIN)
    site.routes["/forbidden"] = answer(PAGE, "403 Forbidden")
    by_rule = manifest(alice, one(alice, site.url("/login")))
    by_status = manifest(alice, one(alice, site.url("/forbidden")))
    assert any("rule of thumb" in limit for limit in by_rule["limits"])
    assert not any("rule of thumb" in limit for limit in by_status["limits"])


def test_being_sent_to_a_login_page_is_a_login_wall(site: Site, alice: Viewer) -> None:
    site.routes["/story"] = redirect("/accounts/login?next=/story")
    site.routes["/accounts/login?next=/story"] = answer(page("Welcome", "<input type='password'>" + LONG))
    made = one(alice, site.url("/story"))
    assert (made.outcome, made.why["code"]) == (Outcome.BLOCKED, "capture-looks-login")
    assert made.final_address.endswith("/accounts/login?next=/story")


def test_a_wrong_type_is_kept_and_said(site: Site, alice: Viewer) -> None:
    site.routes["/data.csv"] = answer(PAGE, mime="text/csv")
    site.routes["/pic.png"] = answer(b"%PDF-1.4 not a picture", mime="image/png")
    html, pdf = (one(alice, site.url(path)) for path in ("/data.csv", "/pic.png"))
    assert html.mime == "text/csv" and html.outcome is Outcome.COMPLETE
    assert any("first bytes look like text/html" in limit for limit in manifest(alice, html)["limits"])
    assert any("first bytes look like application/pdf" in limit for limit in manifest(alice, pdf)["limits"])


def deflated(megabytes: int, wbits: int = zlib.MAX_WBITS) -> bytes:
    """So many million zero bytes, packed without ever being held: they would hide what the capture holds."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(megabytes)), packer.flush()])


def gzipped(megabytes: int) -> bytes:
    return deflated(megabytes, zlib.MAX_WBITS + 16)


def brotlied(megabytes: int) -> bytes:
    packer = brotli.Compressor(quality=1)
    return b"".join([*(packer.process(bytes(1_000_000)) for _ in range(megabytes)), packer.finish()])


BOMBS = {
    "gzip": lambda: answer(gzipped(300), "200 OK", "Content-Encoding: gzip"),
    "gzip in gzip": lambda: answer(gzip.compress(gzipped(200), 9), "200 OK", "Content-Encoding: gzip, gzip"),
    "brotli": lambda: answer(brotlied(300), "200 OK", "Content-Encoding: br"),
    "deflate": lambda: answer(deflated(300), "200 OK", "Content-Encoding: deflate"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_kept_as_it_came_and_not_unpacked(name: str, site: Site, alice: Viewer) -> None:
    site.routes["/bomb"] = BOMBS[name]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with no_hang():
        made = one(alice, site.url("/bomb"))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # KB
    assert (made.outcome, made.why["code"]) == (Outcome.CUT, "capture-unpacks-too-large")


HOSTILE_MARKUP = {
    "nested": lambda: b"<div><p>" * 400_000,
    "open": lambda: b"<" * 3_000_000,
    "comments": lambda: b"<!--" * 700_000,
    "scripts": lambda: b"<script>x</script" * 170_000,
    "entities": lambda: b"&#" + b"9" * 2_900_000,
    "marks": lambda: "\u202e".encode() * 900_000,
}


@pytest.mark.parametrize("name", HOSTILE_MARKUP)
def test_markup_made_to_be_slow_is_not(name: str, site: Site, alice: Viewer) -> None:
    site.routes["/x"] = answer(HOSTILE_MARKUP[name]()[:2_900_000])
    began = sum(os.times()[:4])  # of the processor, with processes started here: others may be at it too
    one(alice, site.url("/x"), Limits(wire_bytes=4_000_000, seconds=10))
    assert sum(os.times()[:4]) - began < 5


def test_the_body_is_in_the_warc_once_and_read_out_of_it(site: Site, alice: Viewer) -> None:
    table = b"day,trucks\n2025-10-11,173\n"
    site.routes["/data.csv"] = answer(
        gzip.compress(table), "200 OK", "Content-Encoding: gzip", mime="text/csv"
    )
    made = one(alice, site.url("/data.csv"))
    body = capture_body(alice, made.key)
    assert body is not None
    assert (body.content, body.mime, body.status, body.state) == (table, "text/csv", 200, "whole")


def test_an_address_that_is_not_gone_to_leaves_no_capture(site: Site, alice: Viewer) -> None:
    said: list[Captured] = []
    made = capture_addresses(
        alice,
        addresses=["http://10.0.0.1/", "file:///etc/passwd", "ftp://example.org/", site.url()],
        progress=lambda result, done: said.append(result),
    )
    assert [result.capture is None for result in made] == [True, True, True, False]
    assert all(result.trouble is not None and result.trouble.code == "not-reached" for result in made[:3])
    assert len(said) == 4
    assert made[3].capture is not None and made[3].capture.key == "E-0001"


def test_a_redirect_to_the_inside_is_kept_up_to_there(site: Site, alice: Viewer) -> None:
    site.routes["/in"] = redirect("http://127.0.0.1:1/secret")
    made = one(alice, site.url("/in"))
    assert (made.outcome, made.why["code"]) == (Outcome.FAILED, "egress-itself-inside")
    assert not made.ip or made.ip == "127.0.0.1"


def test_a_name_that_is_not_there_is_a_failed_capture(site: Site, alice: Viewer) -> None:
    made = one(alice, "http://no-such-host.example/")
    assert made.outcome is Outcome.FAILED and made.status is None
