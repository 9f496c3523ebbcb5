"""Who may see a capture is changed by forms; findings are put away; what has no preview is offered to be saved."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from evidence.capturing.site import Site, answer, served
from holdfast.evidence.actions.capture import capture_addresses, upload_file
from holdfast.evidence.actions.review_level import restrict_capture
from holdfast.people.types import Level
from web.conftest import House
from web.test_evidence_forms import letter, sent

pytestmark = pytest.mark.usefixtures("house")
Browser = Callable[[str], Client]


def test_one_restricts_and_two_open(client_of: Browser) -> None:
    alice, rania, charlie = (client_of(who) for who in ("alice", "rania", "charlie"))
    key = letter(alice)
    form = f"/desk/evidence/{key}/level/"
    page = sent(alice, form, {"level": "0", "reason": "It is public anyway"})
    (wish,) = set(re.findall(r"L-\d{4,}", page))
    assert "waits for another person’s approval" in page and "Change who may see it" in page
    assert charlie.get(f"/evidence/{key}/").status_code == 404
    assert wish in rania.get("/desk/evidence/").content.decode()
    assert alice.post(f"/desk/evidence/openings/{wish}/approve/").status_code == 403
    assert "It is public anyway" in rania.get(f"/desk/evidence/openings/{wish}/approve/").content.decode()
    assert "more people see it" in sent(rania, f"/desk/evidence/openings/{wish}/approve/", {})
    assert "Thirty-eight loaves" in charlie.get(f"/evidence/{key}/").content.decode()
    assert "It is public anyway" not in charlie.get(f"/evidence/{key}/").content.decode()
    assert "fewer people see it" in sent(alice, form, {"level": "20", "reason": "A name stands in it"})
    assert charlie.get(f"/evidence/{key}/").status_code == 404
    page = alice.get(f"/evidence/{key}/").content.decode()
    assert "A name stands in it" in page and "who may see it changed" in page


def test_who_asked_does_not_approve_and_may_take_it_back(client_of: Browser) -> None:
    alice, rania = client_of("alice"), client_of("rania")
    key = letter(alice)
    (wish,) = set(
        re.findall(r"L-\d{4,}", sent(rania, f"/desk/evidence/{key}/level/", {"level": "0", "reason": "Open"}))
    )
    assert "another person approves it" in sent(rania, f"/desk/evidence/openings/{wish}/approve/", {}, 422)
    assert f"{wish} was refused" in sent(
        rania, f"/desk/evidence/openings/{wish}/refuse/", {"reason": "Mistake"}
    )
    assert rania.get(f"/desk/evidence/openings/{wish}/approve/").status_code == 404


def test_a_level_above_ones_clearance_or_without_a_reason_is_sent_back(client_of: Browser) -> None:
    alice = client_of("alice")
    form = f"/desk/evidence/{letter(alice)}/level/"
    assert "above your clearance" in sent(alice, form, {"level": "30", "reason": "Hide"}, 422)
    assert "This field is required" in sent(alice, form, {"level": "0", "reason": ""}, 422)


def test_what_grew_has_its_own_words_and_is_put_away(
    client_of: Browser, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, people = client_of("alice"), house.people
    keys = []
    with served(Site({"/": answer()})) as site:
        opened = replace(settings.DESK, tables={"egress": {"test_hosts": [site.host]}})
        monkeypatch.setattr(settings, "DESK", opened)
        for body in (b"day,trucks\n1,400\n", b"day,trucks\n2,380\n1,400\n"):
            site.routes["/t.csv"] = answer(body, mime="text/csv")
            (made,) = capture_addresses(people["alice"], addresses=[site.url("/t.csv")], level=Level.PUBLIC)
            assert made.capture is not None
            keys.append(made.capture.key)
    first, later = keys
    page = alice.get(f"/evidence/{first}/").content.decode()
    assert "Grew after our capture; nothing in it was altered:" in page and "Changed after" not in page
    assert "زادت بعد التقاطنا" in alice.get(f"/ar/evidence/{first}/").content.decode()
    assert f"grew,{site.url('/t.csv')}" in b"".join(alice.get("/evidence/changes.csv")).decode()
    assert client_of("bob").get(f"/desk/evidence/{later}/away/").status_code == 403
    assert "It was put away" in sent(alice, f"/desk/evidence/{later}/away/", {"reason": "New rows alone"})
    assert later not in b"".join(alice.get("/evidence/changes.csv")).decode()
    charlie = client_of("charlie")
    assert "New rows alone" in charlie.get("/evidence/changes/?away=yes").content.decode()
    assert later in b"".join(charlie.get("/evidence/changes.csv?away=yes")).decode()
    assert "Grew after our capture" in charlie.get(f"/evidence/{first}/").content.decode()
    sent(alice, f"/desk/evidence/{later}/back/", {"reason": "One more look"})
    assert later in b"".join(alice.get("/evidence/changes.csv")).decode()
    # Once the earlier one is hidden, no word of the later one tells of it.
    restrict_capture(viewer=people["adam"], capture=first, level=Level.RESTRICTED, reason="A name")
    for address in (f"/evidence/{later}/", f"/evidence/{later}.json", "/evidence/", "/evidence.json"):
        told = b"".join(client_of("charlie").get(address)).decode()
        assert first not in told and "grew" not in told, address
    assert later not in b"".join(charlie.get("/evidence/changes.csv")).decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("film.mp4", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 64),
        ("report.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"),
    ],
)
def test_what_has_no_preview_is_offered_to_be_saved(
    client_of: Browser, house: House, tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    made = upload_file(house.people["alice"], path=tmp_path / name, level=Level.PUBLIC)
    page = client_of("bob").get(f"/evidence/{made.key}/").content.decode()
    path = f"/evidence/{made.key}/parts/{name}"
    assert "No preview of this kind of file; download it:" in page and f'href="{path}"' in page
    assert "<video" not in page and "<object" not in page and "<iframe" not in page
    answered = client_of("bob").get(path)
    assert answered.headers["Content-Disposition"].startswith("attachment;")
    assert answered.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answered.headers["Content-Security-Policy"]
    assert answered.headers["Content-Type"] == "application/octet-stream" and b"".join(answered) == data
    page = client_of("charlie").get(f"/evidence/{made.key}/").content.decode()
    assert "people who are signed in can download it" in page and f'href="{path}"' not in page


def test_a_file_of_a_person_and_one_of_another_address_say_so(
    client_of: Browser, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = client_of("bob")
    assert "filed by a person" in bob.get("/evidence/E-0002/").content.decode()
    assert "filed by a person" in bob.get("/documents/ap-2025-12-10/").content.decode()
    assert "أودعها شخص" in bob.get("/ar/documents/ap-2025-12-10/").content.decode()
    assert bob.get("/api/v1/documents/ap-2025-12-10").json()["filed_by_a_person"] is True
    with served(Site({"/": answer()})) as site:
        opened = replace(settings.DESK, tables={"egress": {"test_hosts": [site.host]}})
        monkeypatch.setattr(settings, "DESK", opened)
        capture_addresses(
            house.people["alice"], addresses=[site.url()], document="plan-2025-09-29", level=Level.PUBLIC
        )
    assert "not counted as preserving" in bob.get("/documents/plan-2025-09-29/").content.decode()
    assert bob.get("/api/v1/documents/plan-2025-09-29").json()["preserved"] is False
