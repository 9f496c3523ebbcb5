"""A PDF is redacted and approved with its pages in sight; what is flagged as graphic is veiled there too."""

import io
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from evidence.reviewing.test_pdfs import page_drawing, pdf
from holdfast.evidence.queries.reviews import review_state
from holdfast.web.evidence import decisions
from holdfast.web.evidence.pictures import drawn, page_count
from holdfast.web.evidence.previews import MOST_PAGES, pages_shown
from web.conftest import House
from web.test_evidence_forms import sent

pytestmark = pytest.mark.usefixtures("house")
Browser = Callable[[str], Client]
WISH = {"places": "1: 10, 20, 120, 40", "phrases": "", "reason": "A name", "level": "0"}


def kept(alice: Client, *drawings: bytes) -> str:
    file = SimpleUploadedFile("report.pdf", pdf(*drawings or (page_drawing("Umm Ahmad"), page_drawing("b"))))
    page = sent(alice, "/desk/evidence/upload/", {"file": file, "document": "", "level": "20"})
    found = re.search(r"kept as (E-\d+)", page)
    assert found, page[:2000]
    return found[1]


def asked(alice: Client, key: str, **more: str) -> str:
    found = re.search(r"(R-\d+) waits", sent(alice, f"/desk/evidence/{key}/redact/report.pdf/", WISH | more))
    assert found
    return found[1]


def pixels(client: Client, address: str) -> Image.Image:
    answered = client.get(address.replace("&amp;", "&"))
    assert answered.status_code == 200, address
    assert "sandbox" in answered.headers["Content-Security-Policy"]
    return Image.open(io.BytesIO(answered.content)).convert("RGB")


def pictures(page: str) -> list[str]:
    return re.findall(r'<img[^>]* src="(/[^"]+)"', page)


def test_it_works_from_asking_to_the_copy(client_of: Browser) -> None:
    alice, rania, charlie = client_of("alice"), client_of("rania"), client_of("charlie")
    key = kept(alice)
    form = alice.get(f"/desk/evidence/{key}/redact/report.pdf/").content.decode()
    grid = pictures(form)
    assert len(grid) == 2 and "Page 2 of 2" in form and "points from the top left" in form
    assert pixels(alice, grid[0]).size == (400, 200)
    wish = asked(alice, key)
    approve = f"/desk/evidence/redactions/{wish}/approve/"
    looked_at = rania.get(approve).content.decode()
    shown = pictures(looked_at)
    assert len(shown) == 2 and f'href="/desk/evidence/redactions/{wish}/refuse/">Refuse</a>' in looked_at
    assert pixels(rania, shown[0]).getpixel((100, 80)) == (0, 0, 0)
    for anybody in (charlie, client_of("bob")):
        assert anybody.get(shown[0].split("?")[0]).status_code in (302, 403, 404)
        assert anybody.get(grid[0].split("?")[0]).status_code in (302, 403, 404)
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', looked_at)
    assert seen
    page = sent(rania, approve, {"seen": seen[1]})
    assert len(pictures(page)) == 2
    assert pixels(charlie, pictures(page)[0]).getpixel((100, 80)) == (0, 0, 0)
    assert alice.get(f"/desk/evidence/{key}/redact/report.pdf/picture?page=3").status_code == 404
    assert alice.get(f"/desk/evidence/{key}/redact/report.pdf/picture?page=x").status_code == 404


def test_what_cannot_be_shown_is_not_approved(
    client_of: Browser, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, rania = client_of("alice"), client_of("rania")
    key = kept(alice)
    wish = asked(alice, key)
    approve = f"/desk/evidence/redactions/{wish}/approve/"
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', rania.get(approve).content.decode())
    assert seen
    monkeypatch.setattr(decisions, "can_be_shown", lambda made: False)
    page = rania.get(approve).content.decode()
    assert "nobody approves what nobody saw" in page and 'name="seen"' not in page and "<img" not in page
    assert "nobody approves what nobody saw" in sent(rania, approve, {"seen": seen[1]}, 422)
    assert review_state(house.people["alice"], key).redactions == ()


def test_the_veil_holds_where_copies_are_asked_for_approved_and_shown(client_of: Browser) -> None:
    alice, rania = client_of("alice"), client_of("rania")
    key = kept(alice)
    wish = asked(alice, key)
    sent(alice, f"/desk/evidence/{key}/flag/", {"reason": "It shows a wound"})
    approve = f"/desk/evidence/redactions/{wish}/approve/"
    for client, path in ((alice, f"/desk/evidence/{key}/redact/report.pdf/"), (rania, approve)):
        page = client.get(path).content.decode()
        assert "veiled until you ask" in page and "show=yes" not in "".join(pictures(page))
        clear = client.get(path + "?show=yes").content.decode()
        assert "veiled until you ask" not in clear
        veiled, open_ = pixels(client, pictures(page)[0]), pixels(client, pictures(clear)[0])
        assert len(open_.getcolors(1 << 20) or []) and veiled.tobytes() != open_.tobytes()
    assert 'name="seen"' not in rania.get(approve).content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', rania.get(approve + "?show=yes").content.decode())
    assert seen
    sent(rania, approve + "?show=yes", {"seen": seen[1]})
    page = rania.get(f"/evidence/redactions/{wish}/").content.decode()
    assert "veiled until you ask" in page and "show=yes" not in "".join(pictures(page))


def test_two_copies_that_unmask_each_other_are_said_on_the_pages(client_of: Browser) -> None:
    alice, rania = client_of("alice"), client_of("rania")
    key = kept(alice)
    first = asked(alice, key)
    approve = f"/desk/evidence/redactions/{first}/approve/"
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', rania.get(approve).content.decode())
    assert seen
    sent(rania, approve, {"seen": seen[1]})
    page = sent(alice, f"/desk/evidence/{key}/redact/report.pdf/", WISH | {"places": "2: 10, 20, 120, 40"})
    assert f"Together with {first} it shows what one of them hides" in page
    found = re.search(r"(R-\d+) waits", page)
    assert found
    looked_at = rania.get(f"/desk/evidence/redactions/{found[1]}/approve/").content.decode()
    assert looked_at.count("whoever has both reads it") == 2


def test_of_many_pages_those_with_something_taken_out_are_drawn() -> None:
    some = pages_shown(40, [{"page": 33, "x": 1}, {"page": 7, "x": 1}])
    assert len(some.drawn) == MOST_PAGES and {7, 33} <= set(some.drawn)
    assert sorted((*some.drawn, *some.linked)) == list(range(1, 41))


def test_a_page_is_drawn_within_its_bounds_and_a_broken_file_is_not() -> None:
    wide = pdf(page_drawing("a"), box=(14_000, 20))
    made = drawn(wide, page=1)
    assert made and Image.open(io.BytesIO(made[1])).size[0] <= 1001
    assert page_count(wide) == 1
    for broken in (b"", b"%PDF-1.4 and nothing", wide[:200]):
        assert page_count(broken) == 0 and drawn(broken, page=1) is None
    assert drawn(wide, page=2) is None
