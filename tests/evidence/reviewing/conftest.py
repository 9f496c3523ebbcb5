"""A desk with a capture of three parts, collected by Alice; Rania, Rosa and Ruth review."""

from __future__ import annotations

import io
import json
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from evidence.reviewing.test_pdfs import page_drawing, pdf
from holdfast.base.clock import now
from holdfast.evidence.custody import append
from holdfast.evidence.models import Capture, Part
from holdfast.evidence.store import open_store
from holdfast.evidence.types import Event, Method, Outcome, Verb
from holdfast.evidence.types import Role as PartRole
from holdfast.journal.actions import recording
from holdfast.people.types import Level, Role, Viewer

TEXT = "Ahmad أَحْمَد saw 600 trucks 👨‍👩‍👧."


@pytest.fixture(autouse=True)
def own_objects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of objects of its own for each test."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.setattr("holdfast.evidence.store.settings.DESK", _Elsewhere(settings.DESK, folder))
    return folder


class _Elsewhere:
    """The desk, in another folder."""

    def __init__(self, desk: object, folder: Path) -> None:
        self._desk, self.folder = desk, folder

    def __getattr__(self, name: str) -> object:
        return getattr(self._desk, name)


@pytest.fixture
def rosa(person: Callable[..., Viewer]) -> Viewer:
    """Another reviewer."""
    return person("rosa", Role.REVIEWER)


@pytest.fixture
def ruth(person: Callable[..., Viewer]) -> Viewer:
    """A third reviewer."""
    return person("ruth", Role.REVIEWER)


def white_picture(note: str = "") -> bytes:
    """A white picture with one red pixel at 3,3; another note gives other bytes."""
    picture = Image.new("RGB", (20, 10), "white")
    picture.putpixel((3, 3), (255, 0, 0))
    if note:
        picture.putpixel((19, 9), (len(note), ord(note[0]), 7))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def captured(alice: Viewer) -> Callable[..., Capture]:
    """Write a capture down as capturing does: parts and manifest in the store, an entry in the log."""

    def make(
        key: str = "E-0001", *, by: Viewer = alice, level: int = Level.DESK, picture: bytes | None = None
    ) -> Capture:
        store = open_store()
        parts = [
            (PartRole.SCREENSHOT, "screenshot.png", picture or white_picture(), "image/png"),
            (PartRole.TEXT, "text.txt", TEXT.encode(), "text/plain"),
            (PartRole.UPLOAD, "report.pdf", pdf(page_drawing("Umm Ahmad")), "application/pdf"),
        ]
        manifest = json.dumps({"format": "holdfast capture 1", "key": key, "nonce": secrets.token_hex(32)})
        stored = store.put_all([*(data for _, _, data, _ in parts), manifest.encode()])
        with recording(actor=by.key, verb="capture", object_key="captures") as entry:
            digest = stored[-1].sha256
            seqs = append([Event(Verb.COLLECTED, key, {"manifest": digest})], actor=by.key, batch=entry.batch)
            capture = Capture.objects.create(
                key=key,
                method=Method.HTTP,
                address="http://example.invalid/",
                collector=by.key,
                tool="a test",
                started=now(),
                ended=now(),
                outcome=Outcome.COMPLETE,
                manifest=digest,
                seq=seqs[0],
                collected_level=level,
                level=level,
                batch=entry.batch,
            )
            for (role, name, _, mime), kept in zip(parts, stored, strict=False):
                Part.objects.create(
                    capture=capture,
                    role=role,
                    name=name,
                    sha256=kept.sha256,
                    size=kept.size,
                    mime=mime,
                    level=level,
                    batch=entry.batch,
                )
            entry.commit_to([{"key": key, "manifest": digest}])
        return capture

    return make


@pytest.fixture
def capture(captured: Callable[..., Capture]) -> Capture:
    """E-0001, collected by Alice."""
    return captured()
