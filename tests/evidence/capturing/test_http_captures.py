"""A capture over HTTP holds what came over the wire, and says what it is."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from warcio.archiveiterator import ArchiveIterator

from evidence.capturing.site import PAGE, Site, answer, redirect, zipped
from holdfast.evidence.actions.capture import capture_addresses, upload_file
from holdfast.evidence.errors import CaptureInvalid, CaptureUnknown, PartUnknown
from holdfast.evidence.models import Capture, LogEntry, Opening, Part
from holdfast.evidence.queries import captures as queries
from holdfast.evidence.store import open_store
from holdfast.evidence.types import Compared, Outcome
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Viewer
from holdfast.sources.actions import add_document, add_source
from holdfast.sources.types import DocumentDef, SourceDef

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def warc_records(viewer: Viewer, key: str) -> list[tuple[str, dict[str, str], bytes]]:
    """As an independent reader reads them, every digest checked."""
    data = queries.part_bytes(viewer, key, "capture.warc.gz")
    records = []
    for record in ArchiveIterator(BytesIO(data), check_digests="raise", no_record_parse=False):
        records.append((record.rec_type, dict(record.rec_headers.headers), record.raw_stream.read()))
        assert record.digest_checker.passed is True
    return records


def test_it_works(site: Site, alice: Viewer) -> None:
    (made,) = capture_addresses(alice, addresses=[site.url()])
    capture = made.capture
    assert capture is not None and capture.key == "E-0001"
    assert (capture.outcome, capture.status, capture.compared) == (Outcome.COMPLETE, 200, Compared.FIRST)
    assert [part.name for part in capture.parts] == ["capture.warc.gz", "text.txt"]
    text = queries.part_bytes(alice, "E-0001", "text.txt").decode()
    assert "The plan says 600 & more a day. عبرت الشاحنات." in text
    assert text.startswith("600 trucks a day") and "hidden" not in text
    # What the log commits to is the manifest, and the manifest names every part.
    row = Capture.objects.get()
    entry = LogEntry.objects.get(seq=row.seq)
    assert (entry.verb, entry.object_key, entry.actor) == ("collected", "E-0001", "alice")
    assert json.loads(Opening.objects.get(seq=row.seq).content) == {
        "manifest": row.manifest,
        "level": row.level,
        "levels": [one.level for one in row.parts.order_by("id")],
    }
    with open_store().open(row.manifest) as file:
        manifest = json.load(file)
    assert manifest["format"] == "holdfast capture 1" and manifest["key"] == "E-0001"
    assert {part["sha256"] for part in manifest["parts"]} == {part.sha256 for part in Part.objects.all()}
    assert manifest["server"] == {"ip": "127.0.0.1", "port": site.port, "tls": None}
    assert all(open_store().verify(part.sha256) for part in Part.objects.all())


def test_the_warc_is_read_by_others(site: Site, alice: Viewer) -> None:
    site.routes["/moved"] = redirect("/packed")
    site.routes["/packed"] = zipped()
    capture_addresses(alice, addresses=[site.url("/moved")])
    records = warc_records(alice, "E-0001")
    assert [kind for kind, _, _ in records] == [
        "warcinfo",
        "response",
        "request",
        "response",
        "request",
        "metadata",
    ]
    data = queries.part_bytes(alice, "E-0001", "capture.warc.gz")
    bodies = [
        record.content_stream().read()
        for record in ArchiveIterator(BytesIO(data))
        if record.rec_type == "response"
    ]
    assert bodies == [b"", PAGE]
    raw = [
        record.raw_stream.read()
        for record in ArchiveIterator(BytesIO(data), no_record_parse=True)
        if record.rec_type == "response"
    ]
    assert raw == [site.routes["/moved"], site.routes["/packed"]]  # byte for byte as sent
    assert all(headers["WARC-Block-Digest"].startswith("sha256:") for _, headers, _ in records)


@pytest.mark.parametrize(
    "address",
    ["http://ann:secret-word@{}/", "https://ann@{}/a", "//x:secret-word@{}", "http:\\\\a:secret-word@{}"],
)
def test_an_address_with_a_password_is_neither_kept_nor_repeated(
    site: Site, alice: Viewer, address: str
) -> None:
    with pytest.raises(CaptureInvalid) as refused:
        capture_addresses(alice, addresses=[site.url(), address.format(site.host)])
    assert "secret-word" not in str(refused.value)
    assert not Capture.objects.exists()


def test_an_at_sign_after_the_host_is_an_address(site: Site, alice: Viewer) -> None:
    (made,) = capture_addresses(alice, addresses=[site.url("/@ann?to=a@b")])
    assert made.capture is not None


def test_levels_narrow_with_the_document_and_charlie_sees_nothing(
    site: Site, alice: Viewer, adam: Viewer, bob: Viewer, charlie: Viewer
) -> None:
    capture_addresses(alice, addresses=[site.url()])
    capture_addresses(adam, addresses=[site.url()], level=Level.RESTRICTED)
    assert [one.key for one in queries.captures_list(bob).captures] == ["E-0001"]
    assert [one.key for one in queries.captures_list(adam).captures] == ["E-0002", "E-0001"]
    assert queries.captures_list(charlie).captures == ()
    for viewer in (bob, charlie):
        with pytest.raises(CaptureUnknown):
            queries.capture(viewer, "E-0002")
        with pytest.raises(CaptureUnknown):
            queries.part_bytes(viewer, "E-0002", "text.txt")
    with pytest.raises(CaptureInvalid):
        capture_addresses(alice, addresses=[site.url()], level=Level.RESTRICTED)
    for viewer in (bob, charlie):
        with pytest.raises(NotAllowed):
            capture_addresses(viewer, addresses=[site.url()])
    assert Capture.objects.count() == 2


def test_a_document_is_preserved_and_its_level_holds(site: Site, adam: Viewer, bob: Viewer) -> None:
    add_source(adam, source=SourceDef("un", {"en": "A body"}))
    open_one = add_document(adam, document=DocumentDef("open", "un", {"en": "Open"}, url=site.url()))
    shut = add_document(
        adam, document=DocumentDef("shut", "un", {"en": "Shut"}, url=site.url(), level=Level.RESTRICTED)
    )
    bare = add_document(adam, document=DocumentDef("bare", "un", {"en": "Bare"}))
    capture_addresses(adam, addresses=[site.url()], document="open")
    capture_addresses(adam, addresses=[site.url("/gone")], document="open")
    capture_addresses(adam, addresses=[site.url()], document="shut")
    assert queries.capture(adam, "E-0003").level == Level.RESTRICTED
    with CaptureQueriesContext(connection) as asked:
        found = queries.documents_preserved(bob, [open_one, shut, bare])
    assert len(asked) <= 2
    assert (found[open_one].captures, found[open_one].whole, found[open_one].latest) == (1, 1, "E-0001")
    assert found[shut].captures == found[bare].captures == 0
    assert queries.documents_preserved(adam, [shut])[shut].captures == 1
    listed = queries.captures_of_documents(bob, [open_one, shut])
    assert [one.key for one in listed[open_one]] == ["E-0002", "E-0001"] and listed[shut] == ()
    with open_store().open(Capture.objects.get(key="E-0001").manifest) as file:
        assert json.load(file)["document"] == {"key": "open", "title": {"en": "Open"}, "address": site.url()}


def test_many_addresses_are_captured_each_once_in_the_order_given(site: Site, alice: Viewer) -> None:
    for number in range(30):
        site.routes[f"/{number}"] = answer(f"<p>page {number}".encode())
    addresses = [site.url(f"/{number}") for number in range(30)]
    made = capture_addresses(alice, addresses=addresses)
    assert [one.address for one in made] == addresses
    assert sorted(one.capture.key for one in made if one.capture) == [f"E-{n:04d}" for n in range(1, 31)]
    assert len(site.requests) == 30


def test_parts_above_the_clearance_are_not_listed_and_not_read(
    site: Site, adam: Viewer, bob: Viewer, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 not much of a photo")
    made = upload_file(adam, path=photo)
    assert [part.name for part in queries.capture(bob, made.key).parts] == ["photo.jpg"]
    with pytest.raises(PartUnknown):
        queries.part_bytes(bob, made.key, "metadata.json")
    assert queries.part_bytes(adam, made.key, "metadata.json")
