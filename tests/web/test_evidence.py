"""The page of a capture: the honest sentence first, a preview that can do nothing; Charlie sees what is public."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from PIL import Image

from evidence.capturing.site import Site, answer, served
from holdfast.evidence.actions.capture import capture_addresses, upload_file
from holdfast.evidence.actions.review import answer_question, flag_graphic, hold_capture
from holdfast.evidence.actions.seal import seal_log
from holdfast.evidence.queries.log import log_entries
from holdfast.evidence.queries.opened import Held
from holdfast.evidence.types import CaptureDef, SealState, Verb
from holdfast.people.types import Level
from holdfast.web import remembering
from holdfast.web.evidence.sentence import told
from web.conftest import House

pytestmark = pytest.mark.usefixtures("house")
Browser = Callable[[str], Client]
WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
SEALED = SealState("E-1", 5, "alice", "Holdfast", WHEN, head=9, since=WHEN, said_by=("clock",))


def page_of(client: Client, path: str) -> str:
    answered = client.get(path)
    assert answered.status_code == 200, (path, answered.status_code)
    return answered.content.decode()


def kept(house: House, folder: Path, name: str, data: bytes, level: int = Level.PUBLIC) -> CaptureDef:
    path = folder / "given"
    path.write_bytes(data)
    return upload_file(house.people["alice"], path=path, name=name, level=level)


def viewings(house: House, key: str) -> int:
    return len(log_entries(house.people["adam"], objects=[key], verbs=[Verb.VIEWED]))


def test_it_works(charlie: Client) -> None:
    page = page_of(charlie, "/evidence/E-0001/")
    said = page.index("Collected by <bdi>alice</bdi> with")
    assert said < page.index("No authority outside this desk says when.") < page.index("open.png")
    assert "authentic" not in page and "/evidence/E-0001/picture/open.png" in page


def test_charlie_sees_what_is_public_and_nothing_else(charlie: Client) -> None:
    for path in ("/evidence/", "/evidence.csv", "/evidence.json", "/ar/evidence/"):
        answered = charlie.get(path)
        listed = b"".join(answered) if answered.streaming else answered.content
        assert b"E-0001" in listed and b"E-0002" not in listed, path
    for path in ("", "picture/notes.txt", "difference/"):
        assert charlie.get(f"/evidence/E-0002/{path}").status_code == 404, path
    assert charlie.get("/evidence/E-0002.json").status_code == 404
    for path in ("E-0001/parts/open.png", "E-0001/manifest"):
        assert charlie.get(f"/evidence/{path}").status_code == 302
    assert "entry 2" not in page_of(charlie, "/evidence/log/") + page_of(charlie, "/evidence/log.json")


def test_who_is_not_of_the_desk_learns_no_name_of_a_hidden_part(client_of: Browser, house: House) -> None:
    assert "metadata.json" not in page_of(client_of("bob"), "/evidence/E-0001/")
    assert "metadata.json" in page_of(client_of("adam"), "/evidence/E-0001/")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (SEALED, "Unchanged since <bdi>1 March 2026, 12:00 (UTC)</bdi>; collected by"),
        (replace(SEALED, witnessed=(("ally", WHEN),)), "also witnessed by <bdi>ally</bdi>."),
        (replace(SEALED, since=None, head=None), "by this desk’s own clock."),
        (
            replace(SEALED, since=None, witnessed=(("ally", WHEN),)),
            "also witnessed by <bdi>ally</bdi>, first on",
        ),
    ],
)
def test_the_sentence_says_no_more_than_is_known(state: SealState, said: str) -> None:
    assert said in told(state, Held()).sentence


def test_what_is_missing_is_said() -> None:
    def lacks(**changed: Any) -> str:
        return " ".join(map(str, told(replace(SEALED, **changed), Held()).lacks))

    assert "Not sealed yet" in lacks(head=None, since=None)
    assert "No authority outside this desk says when." in lacks(since=None)
    assert "Pending: <bdi>calendar</bdi>" in lacks(pending=("calendar",))
    assert "No other desk has witnessed it." in lacks()
    with override("ar"):
        assert "لم يتغير منذ" in told(SEALED, Held()).sentence


def test_bytes_that_were_changed_come_before_everything(
    charlie: Client, house: House, tmp_path: Path
) -> None:
    made = kept(house, tmp_path, "a.txt", b"one thing")
    digest = made.parts[0].sha256
    stored = Path(settings.DESK.folder) / "objects" / digest[:2] / digest[2:4] / digest
    stored.chmod(0o600)
    stored.write_bytes(b"another thing")
    page = page_of(charlie, f"/evidence/{made.key}/")
    assert "Changed: what is kept here is not what" in page and "a.txt" in page
    stored.unlink()
    assert "Changed: what is kept here is not what" in page_of(charlie, f"/evidence/{made.key}/")


HOSTILE = (
    b"<!doctype html><title>\xe2\x80\xaeevil</title><script>document.location='//elsewhere.example'</script>"
    b"<img src=//elsewhere.example/x onerror=alert(1)><p>Words &lt;b&gt; here \xe2\x80\xae backwards"
)


@pytest.mark.parametrize(
    ("mime", "body"),
    [
        ("text/html", HOSTILE),
        (
            "image/svg+xml",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>",
        ),
        ("image/png", HOSTILE),
        ("text/javascript", b"alert('</pre><script>alert(1)</script>')"),
        ("text/plain", b"</pre><script>alert(1)</script> \xe2\x80\xae txt"),
    ],
)
def test_a_hostile_page_stays_harmless(
    charlie: Client, house: House, monkeypatch: pytest.MonkeyPatch, mime: str, body: bytes
) -> None:
    with served(Site({"/": answer(body, mime=mime)})) as site:
        opened = replace(settings.DESK, tables={"egress": {"test_hosts": [site.host]}})
        monkeypatch.setattr(settings, "DESK", opened)
        (made,) = capture_addresses(house.people["alice"], addresses=[site.url()], level=Level.PUBLIC)
    assert made.capture is not None
    answered = charlie.get(f"/evidence/{made.capture.key}/")
    page = answered.content.decode()
    assert "<script" not in page and "onerror=" not in page.replace("&lt;img", "") and "\u202e" not in page
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page)
    assert "default-src 'none'" in answered.headers["Content-Security-Policy"]
    for name in ("body", "capture.warc.gz", "text.txt"):
        assert charlie.get(f"/evidence/{made.capture.key}/picture/{name}").status_code == 404


def test_a_hostile_name_stays_a_name(client_of: Browser, house: House, tmp_path: Path) -> None:
    made = kept(house, tmp_path, 'a"; filename="x.html\r\nX-Evil: 1\u202egpj.<b>exe', b"MZ")
    alice = client_of("alice")
    page = page_of(alice, f"/evidence/{made.key}/")
    assert "<b>exe" not in page and "\u202e" not in page
    answered = alice.get(re.findall(rf'/evidence/{made.key}/parts/[^"]+', page)[0])
    assert (
        answered.headers["Content-Disposition"].startswith("attachment;") and "X-Evil" not in answered.headers
    )
    assert answered.headers["Content-Type"] == "application/octet-stream"
    assert answered.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answered.headers["Content-Security-Policy"]
    assert b"".join(answered) == b"MZ"


def test_a_picture_is_drawn_again_without_what_it_carried(
    charlie: Client, house: House, tmp_path: Path
) -> None:
    file = BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "PNG", pnginfo=None)
    trailing = file.getvalue() + b"<script>alert(1)</script>"
    made = kept(house, tmp_path, "trailing.png", trailing)
    answered = charlie.get(f"/evidence/{made.key}/picture/trailing.png")
    assert answered.headers["Content-Type"] == "image/png" and b"script" not in answered.content
    assert "sandbox" in answered.headers["Content-Security-Policy"]
    assert Image.open(BytesIO(answered.content)).size == (40, 30)
    bomb = kept(house, tmp_path, "bomb.png", trailing[:16] + b"\x00\x01\x86\xa0" * 2 + trailing[24:])
    assert charlie.get(f"/evidence/{bomb.key}/picture/bomb.png").status_code == 404


def test_graphic_content_is_veiled_until_asked(client_of: Browser, house: House, tmp_path: Path) -> None:
    file = BytesIO()
    Image.effect_noise((200, 100), 80).convert("RGB").save(file, "PNG")
    shot = kept(house, tmp_path, "shot.png", file.getvalue())
    letter = kept(house, tmp_path, "letter.txt", b"What nobody wants to read unasked")
    for made in (shot, letter):
        flag_graphic(viewer=house.people["alice"], capture=made.key, graphic=True, reason="Blood")
    for who, entered in (("charlie", 0), ("bob", 1)):
        client = client_of(who)
        assert "read unasked" not in page_of(client, f"/evidence/{letter.key}/")
        veiled = client.get(f"/evidence/{shot.key}/picture/shot.png").content
        assert len(veiled) < 6_000 and "veiled until you ask" in page_of(client, f"/evidence/{shot.key}/")
        assert viewings(house, letter.key) == viewings(house, shot.key) == 0
        assert "read unasked" in page_of(client, f"/evidence/{letter.key}/?show=yes")
        assert len(client.get(f"/evidence/{shot.key}/picture/shot.png?show=yes").content) > 10_000
        assert viewings(house, letter.key) == viewings(house, shot.key) == entered


def test_looking_is_entered_once_an_hour_and_saving_each_time(client_of: Browser, house: House) -> None:
    bob, before = client_of("bob"), viewings(house, "E-0002")
    for _ in range(3):
        assert "six hundred loaves" in page_of(bob, "/evidence/E-0002/")
    assert viewings(house, "E-0002") == before + 1
    for _ in range(2):
        assert b"".join(bob.get("/evidence/E-0002/parts/notes.txt"))
    assert viewings(house, "E-0002") == before + 3
    assert "Who looked at it" in page_of(bob, "/evidence/E-0002/")


def test_a_page_that_changed_and_one_that_went_say_so(
    client_of: Browser, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = house.people["alice"]
    with served(Site({"/": answer(b"<p>Two hundred loaves")})) as site:
        opened = replace(settings.DESK, tables={"egress": {"test_hosts": [site.host]}})
        monkeypatch.setattr(settings, "DESK", opened)
        keys = []
        for body in (None, answer(b"<p>One hundred loaves"), answer(b"", "410 Gone")):
            if body:
                site.routes["/"] = body
            (made,) = capture_addresses(alice, addresses=[site.url()])
            assert made.capture is not None
            keys.append(made.capture.key)
    bob = client_of("bob")
    assert "Changed after our capture:" in page_of(bob, f"/evidence/{keys[0]}/")
    assert "Gone after our capture:" in page_of(bob, f"/evidence/{keys[1]}/")
    assert "+One hundred loaves" in page_of(bob, f"/evidence/{keys[1]}/difference/")
    assert "A site on this machine answered (a test host of this desk)" in page_of(
        bob, f"/evidence/{keys[0]}/"
    )
    changes = b"".join(bob.get("/evidence/changes.csv")).decode()
    assert f"changed,{site.url()},,{keys[0]}," in changes and f"removed,{site.url()},,{keys[1]}," in changes


def test_a_page_that_stayed_is_not_called_changed(
    client_of: Browser, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(Site({"/": answer(b"<p>Two hundred loaves")})) as site:
        opened = replace(settings.DESK, tables={"egress": {"test_hosts": [site.host]}})
        monkeypatch.setattr(settings, "DESK", opened)
        first, _ = (
            capture_addresses(house.people["alice"], addresses=[site.url()])[0].capture for _ in range(2)
        )
    assert first is not None
    assert "after our capture" not in page_of(client_of("bob"), f"/evidence/{first.key}/")


def test_who_may_not_see_the_capture_before_learns_no_key_of_it(
    client_of: Browser, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    adam = house.people["adam"]
    with served(Site({"/": answer(b"<p>Two hundred loaves")})) as site:
        opened = replace(settings.DESK, tables={"egress": {"test_hosts": [site.host]}})
        monkeypatch.setattr(settings, "DESK", opened)
        (before,) = capture_addresses(adam, addresses=[site.url()], level=Level.RESTRICTED)
        site.routes["/"] = answer(b"<p>One hundred loaves")
        (after,) = capture_addresses(adam, addresses=[site.url()], level=Level.PUBLIC)
    assert before.capture is not None and after.capture is not None
    assert after.capture.earlier == before.capture.key
    path = f"/evidence/{after.capture.key}"
    lists = [
        f"/evidence{part}" for part in ("/", ".json", ".csv", "/changes/", "/changes.json", "/changes.csv")
    ]
    for address in (f"{path}/", f"{path}.json", f"{path}/difference/", *lists):
        for who in ("adam", "charlie"):
            told = b"".join(client_of(who).get(address)).decode()
            assert (before.capture.key in told) is (who == "adam"), (address, who)


ITEMS = (("charlie", "E-0001"), ("alice", "E-0002"))


def test_queries_do_not_grow_with_captures_or_with_what_was_said_of_them(
    client_of: Browser, house: House, tmp_path: Path
) -> None:
    def costs() -> dict[str, int]:
        found = {}
        for path in (
            "/evidence/",
            "/evidence/changes/",
            "/evidence/log/",
            "/documents/",
            "/documents/ap-2025-12-10/",
        ):
            remembering._kept.clear()
            with CaptureQueriesContext(connection) as cold:
                page_of(Client(), path)
            found[path] = len(cold)
        return found | {f"item of {who}": asked(who, key) for who, key in ITEMS}

    def asked(who: str, key: str) -> int:
        client = house.client(who)
        page_of(client, f"/evidence/{key}/")  # that they looked is entered now, and not again within the hour
        remembering._kept.clear()
        with CaptureQueriesContext(connection) as cold:
            page_of(client, f"/evidence/{key}/")
        return len(cold)

    before = costs()
    alice = house.people["alice"]
    for number in range(12):
        (tmp_path / "x").write_text(f"{number}")
        upload_file(alice, path=tmp_path / "x", name="x.txt", document="ap-2025-12-10", level=Level.PUBLIC)
        flag_graphic(viewer=alice, capture="E-0001", graphic=number % 2 == 0, reason="To and fro")
        upload_file(alice, path=tmp_path / "x", name="x.txt", document="ap-2025-12-10", level=Level.DESK)
        answer_question(
            viewer=alice,
            capture="E-0002",
            question="what",
            text="A list",
            method="Read it",
            reasons="It says",
        )
        flag_graphic(viewer=alice, capture="E-0002", graphic=number % 2 == 0, reason="To and fro")
        hold_capture(viewer=alice, capture="E-0002", ground="Asked for by counsel")
        seal_log(viewer=alice)
    after = costs()
    assert after == before
    assert max(cost for path, cost in after.items() if "item" not in path) <= 8
    assert (
        after["item of charlie"] <= 8 and after["item of alice"] <= 10
    )  # two tell who she is, one the update


def test_lists_are_filtered_and_the_files_with_them(client_of: Browser) -> None:
    alice = client_of("alice")
    assert "E-0001" not in page_of(alice, "/evidence/?document=ap-2025-12-10")
    found = b"".join(alice.get("/evidence.csv?document=ap-2025-12-10")).decode().splitlines()
    assert len(found) == 2 and found[1].startswith("E-0002,")
    assert "Nothing that you may see" in page_of(alice, "/evidence/?outcome=blocked")
    assert alice.get("/evidence.json?outcome=complete&document=nothing").status_code == 200


def test_documents_and_figures_say_what_is_preserved(client_of: Browser, house: House) -> None:
    charlie, bob = client_of("charlie"), client_of("bob")
    assert "Not preserved yet." in page_of(charlie, "/documents/ap-2025-12-10/")
    assert 'href="/evidence/E-0002/"' in page_of(bob, "/documents/ap-2025-12-10/")
    key = next(key for slug, key in house.figures.items() if slug.startswith("aid-trucks"))
    share = bob.get(f"/api/v1/figures/{key}").json()["documents_preserved"]
    assert share["preserved"] == 1 < share["documents"] and share["confirmed"] == 0
    assert f"1 of {share['documents']}" in page_of(bob, f"/figures/{key}/")
    assert f"0 of {share['documents']}" in page_of(charlie, f"/figures/{key}/")
    assert "not preserved yet" in page_of(charlie, f"/figures/{key}/")
    assert "غير محفوظة بعد" in page_of(charlie, f"/ar/figures/{key}/")
    assert "documents behind these figures" in page_of(charlie, "/").lower()
    assert key in page_of(bob, "/evidence/E-0002/")
    assert bob.get("/api/v1/documents/ap-2025-12-10").json()["capture"] == "E-0002"
    assert charlie.get("/api/v1/documents/ap-2025-12-10").json()["preserved"] is False
    rows = b"".join(bob.get(f"/figures/{key}.csv")).decode().splitlines()
    assert rows[0].endswith("document_filed_by_a_person") and ",yes,no,E-0002,no,no,yes" in "\n".join(rows)


def test_arabic_pages_stand(client_of: Browser) -> None:
    alice = client_of("alice")
    for path in (
        "/evidence/",
        "/evidence/E-0002/",
        "/evidence/log/",
        "/evidence/changes/",
        "/desk/evidence/",
    ):
        page = page_of(alice, f"/ar{path}")
        assert 'dir="rtl"' in page and "سجل العهدة" in page, path


def test_the_json_of_a_capture_holds_facts_and_no_words_of_a_review(charlie: Client) -> None:
    body = charlie.get("/evidence/E-0001.json").json()
    assert body["key"] == "E-0001" and body["seal"]["head"] and body["bytes_differ"] == []
    assert [one["what"] for one in body["custody"]] == ["uploaded"] and "review" not in body


def test_the_log_stands_at_addresses_that_stay(charlie: Client) -> None:
    answered = charlie.get("/evidence/log/checkpoint")
    note = answered.content.decode()
    assert answered.headers["Content-Type"].startswith("text/plain") and "\n\n— " in note
    body = charlie.get("/evidence/log.json").json()
    assert body["checkpoints"][0]["note"] == note and body["keys"][0]["public"]
    assert charlie.get(f"/evidence/log/checkpoints/{body['checkpoints'][0]['size']}").content.decode() == note


@pytest.mark.parametrize(("body", "status"), [(b"nonsense", 400), (b"x" * 70_000, 413), (b"", 400)])
def test_a_witness_is_asked_without_an_account(house: House, db: None, body: bytes, status: int) -> None:
    client = Client(enforce_csrf_checks=True)
    answered = client.post("/evidence/witness/add-checkpoint", body, content_type="application/octet-stream")
    assert answered.status_code == status and answered.headers["Content-Type"].startswith("text/plain")
    assert client.get("/evidence/witness/add-checkpoint").status_code == 405
