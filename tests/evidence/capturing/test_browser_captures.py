"""A capture in a browser holds what was decoded and drawn, and says what did not come."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from PIL import Image
from warcio.archiveiterator import ArchiveIterator

from evidence.capturing.site import Site, answer, redirect, slow_picture
from holdfast.egress.types import Limits
from holdfast.evidence.actions.capture import capture_addresses
from holdfast.evidence.queries.captures import manifest_bytes, part_bytes
from holdfast.evidence.types import CaptureDef, Compared, Method, Outcome
from holdfast.people.types import Viewer
from waiting import no_hang

pytestmark = [pytest.mark.chromium, pytest.mark.django_db, pytest.mark.slow]

PAGE = (
    "<!doctype html><meta charset=utf-8><title>Crossings</title><link rel=stylesheet href=/style.css>"
    "<img src=/picture.png><p id=said>nothing yet</p>"
    "<script>document.getElementById('said').textContent = '600 trucks a day، كل يوم'</script>"
)


def picture() -> bytes:
    held = BytesIO()
    Image.new("RGB", (40, 30), "red").save(held, "PNG")
    return held.getvalue()


def opened(viewer: Viewer, *addresses: str, seconds: float = 20.0) -> list[CaptureDef]:
    made = capture_addresses(
        viewer, addresses=addresses, method=Method.BROWSER, limits=Limits(seconds=seconds, connect_seconds=2)
    )
    assert all(one.capture for one in made), made
    return [one.capture for one in made if one.capture]


def test_it_works(site: Site, alice: Viewer) -> None:
    site.routes |= {
        "/": answer(PAGE.encode()),
        "/style.css": answer(b"p { color: #123456 }", mime="text/css"),
        "/picture.png": answer(picture(), mime="image/png"),
    }
    (made,) = opened(alice, site.url())
    assert (made.outcome, made.status, made.why["code"]) == (Outcome.COMPLETE, 200, "capture-complete")
    assert part_bytes(alice, made.key, "text.txt").decode() == "600 trucks a day، كل يوم\n"
    drawn = Image.open(BytesIO(part_bytes(alice, made.key, "screenshot.png")))
    assert drawn.size == (1280, 900) and drawn.convert("RGB").getpixel((20, 20)) == (255, 0, 0)
    bodies = {}
    for record in ArchiveIterator(
        BytesIO(part_bytes(alice, made.key, "capture.warc.gz")), check_digests="raise"
    ):
        if record.rec_type == "response":
            bodies[record.rec_headers.get_header("WARC-Target-URI")] = record.content_stream().read()
        else:
            record.raw_stream.read()
    assert bodies[site.url()] == PAGE.encode() and bodies[site.url("/picture.png")] == picture()
    parts = json.loads(part_bytes(alice, made.key, "parts.json"))
    assert parts["failed"] == [] and parts["settled"] and len(parts["came"]) == 3
    said = json.loads(manifest_bytes(alice, made.key))
    assert any("decoded, not the bytes on the wire" in limit for limit in said["limits"])
    assert said["server"]["ip"] == "127.0.0.1"


def test_parts_that_do_not_come_are_listed(site: Site, alice: Viewer) -> None:
    site.routes["/"] = answer(
        PAGE.encode() + b"<img src=http://10.0.0.1/in.png><iframe src=http://localhost:1/>"
    )
    (made,) = opened(alice, site.url())
    assert (made.outcome, made.why["code"]) == (Outcome.PARTIAL, "capture-parts-failed")
    parts = json.loads(part_bytes(alice, made.key, "parts.json"))
    failed = {one["address"]: one["why"] for one in parts["failed"]}
    assert failed[site.url("/picture.png")] == "status 404"
    assert "http://10.0.0.1/in.png" in failed and "http://localhost:1/" in failed
    # The proxy's refusals are not taken for answers of those servers.
    assert {one["address"].split("/")[2] for one in parts["came"]} == {site.host}


def test_what_is_not_the_page_is_recorded_as_what_it_is(site: Site, alice: Viewer) -> None:
    site.routes |= {
        "/login": answer(b"<title>Sign in</title><form><input type=password></form>"),
        "/story": redirect("/login"),
        "/forbidden": answer(b"<p>no", "403 Forbidden"),
        "/broken": answer(b"<p>no", "500 Oops"),
        "/file": answer(b"PK\x03\x04", "200 OK", "Content-Disposition: attachment", mime="application/zip"),
    }
    wall, sent, forbidden, broken, file = opened(
        alice, *(site.url(path) for path in ("/login", "/story", "/forbidden", "/broken", "/file"))
    )
    assert (wall.outcome, wall.why["code"]) == (Outcome.BLOCKED, "capture-looks-login")
    assert sent.outcome is Outcome.BLOCKED and sent.final_address == site.url("/login")
    assert forbidden.outcome is Outcome.BLOCKED and broken.outcome is Outcome.FAILED
    assert (file.outcome, file.why["code"]) == (Outcome.FAILED, "capture-not-opened")


def test_a_redirect_to_where_the_desk_does_not_go_names_the_refusal(site: Site, alice: Viewer) -> None:
    site.routes |= {
        "/plain": redirect("http://10.0.0.1/in"),
        "/tunnel": redirect("https://10.0.0.1/in"),
    }
    for made in opened(alice, site.url("/plain"), site.url("/tunnel")):
        assert made.outcome is Outcome.FAILED
        assert made.why["code"].startswith("egress-"), made.why
        assert "10.0.0.1" in str(made.why["params"])


NEVER_RESTS = {
    "a picture that never ends": "<p>here</p><img src=/slow>",
    "a script that asks for ever": "<p>here</p><script>setInterval(() => fetch('/x' + Math.random()), 50)</script>",
    "a script that goes round for ever": "<p>here</p><script>while (true) {}</script>",
    "a script that does so later": "<p>here</p><img src=/slow><script>setTimeout(() => {while (1);}, 900)</script>",
    "a question before leaving": "<p>here</p><img src=/slow><script>onbeforeunload = () => 'stay'; alert(1)</script>",
}


@pytest.mark.parametrize("name", NEVER_RESTS)
def test_a_page_that_never_comes_to_rest_is_cut_and_kept(name: str, site: Site, alice: Viewer) -> None:
    site.routes |= {
        "/": answer(NEVER_RESTS[name].encode()),
        "/slow": slow_picture,
        "/after": answer(b"<p>after"),
    }
    with no_hang():
        made, after = opened(alice, site.url(), site.url("/after"), seconds=4)
    assert (made.outcome, made.why["code"]) == (Outcome.PARTIAL, "capture-never-settled")
    assert after.outcome is Outcome.COMPLETE  # the browser is fit for the next


def test_a_page_of_a_hundred_thousand_pixels_is_drawn_up_to_a_cap(site: Site, alice: Viewer) -> None:
    site.routes["/"] = answer(b"<div style='height:100000px;background:linear-gradient(red,blue)'>tall</div>")
    (made,) = opened(alice, site.url())
    assert Image.open(BytesIO(part_bytes(alice, made.key, "screenshot.png"))).height == 16_000
    limits = json.loads(manifest_bytes(alice, made.key))["limits"]
    assert any("the first 16000 are in the picture" in limit for limit in limits)


def test_the_browser_compares_by_the_text_it_showed(site: Site, alice: Viewer) -> None:
    for text in ("600 a day", "600 a day", "400 a day"):
        site.routes["/"] = answer(f"<p>{text}<script>document.title = Math.random()</script>".encode())
        opened(alice, site.url())
    made = opened(alice, site.url())[0]
    assert made.compared is Compared.SAME and made.earlier == "E-0003"
