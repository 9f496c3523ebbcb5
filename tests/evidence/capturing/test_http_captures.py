"""A capture over HTTP holds what came over the wire, and says what it is."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from warcio.archiveiterator import ArchiveIterator

from evidence.capturing.site import PAGE, Site, redirect, zipped
from holdfast.evidence.actions.capture import capture_addresses
from holdfast.evidence.models import Capture, LogEntry, Opening, Part
from holdfast.evidence.queries import captures as queries
from holdfast.evidence.store import open_store
from holdfast.evidence.types import Compared, Outcome
from holdfast.people.types import Viewer

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
    assert json.loads(Opening.objects.get(seq=row.seq).content) == {"manifest": row.manifest}
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
