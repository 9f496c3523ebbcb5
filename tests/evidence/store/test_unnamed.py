"""Objects that no row names are counted, and removed when an admin says so: never one that something names."""

import fcntl
import hashlib
import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evidence.sealing.services import past_the_triggers
from holdfast.cases.models import Load
from holdfast.cli.main import main
from holdfast.evidence.actions.capture import upload_file
from holdfast.evidence.actions.sweep import find_unnamed, sweep_unnamed
from holdfast.evidence.models import Capture, Part
from holdfast.evidence.queries.vault import verify_vault
from holdfast.evidence.reviewing.unnamed import IDLE_SECONDS, Unnamed, unnamed_in
from holdfast.evidence.store import open_store
from holdfast.evidence.store.files import FileStore
from holdfast.journal.queries import lines
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Viewer
from holdfast.sources.actions import add_source
from holdfast.sources.types import SourceDef
from waiting import PATIENCE

pytestmark = [pytest.mark.django_db, pytest.mark.storage]

LEFT = b"what a killed capture left"
DIGEST = hashlib.sha256(LEFT).hexdigest()


@pytest.fixture
def store(settings: Any, tmp_path: Path) -> FileStore:
    folder = tmp_path / "desk"
    folder.mkdir(mode=0o700)
    settings.DESK = replace(settings.DESK, folder=folder, tables={})
    found = open_store()
    assert isinstance(found, FileStore)
    return found


def place(store: FileStore, digest: str = DIGEST) -> Path:
    return store.root / digest[:2] / digest[2:4] / digest


def aged(store: FileStore, seconds: float = IDLE_SECONDS + 60) -> None:
    """As if everything had been kept so long ago."""
    for path in store.root.glob("??/??/*"):
        os.utime(path, (time.time() - seconds,) * 2)


def uploaded(viewer: Viewer, folder: Path) -> None:
    (folder / "file.txt").write_text("six hundred")
    upload_file(viewer, path=folder / "file.txt")


def test_it_works(store: FileStore, alice: Viewer, adam: Viewer, tmp_path: Path) -> None:
    uploaded(alice, tmp_path)
    store.put(LEFT)
    store.put(b"another")
    aged(store)
    before = len(list(lines(limit=None)))
    assert find_unnamed() == Unnamed(2, len(LEFT) + 7)
    assert store.has(DIGEST)
    assert sweep_unnamed(viewer=adam) == Unnamed(2, len(LEFT) + 7, 2)
    assert not store.has(DIGEST)
    assert all(store.verify(part.sha256) for part in Part.objects.all())
    assert verify_vault(adam).problems == ()
    (line,) = list(lines(limit=None))[before:] if before else ()
    assert (line.verb, line.count, line.actor) == ("sweep_unnamed", 2, adam.key)
    assert sweep_unnamed(viewer=adam) == Unnamed()
    assert len(list(lines(limit=None))) == before + 1  # nothing was done, and no line says so


def test_what_is_younger_than_a_day_stays(store: FileStore, adam: Viewer) -> None:
    store.put(LEFT)
    aged(store, IDLE_SECONDS - 60)
    assert sweep_unnamed(viewer=adam) == Unnamed()
    assert store.has(DIGEST)


def test_only_an_admin_removes(store: FileStore, alice: Viewer, bob: Viewer, charlie: Viewer) -> None:
    store.put(LEFT)
    aged(store)
    for viewer in (alice, bob, charlie):
        with pytest.raises(NotAllowed):
            sweep_unnamed(viewer=viewer)
    assert store.has(DIGEST)


def by_a_load_of_a_case(store: FileStore, viewer: Viewer) -> None:
    Load.objects.create(case="hill", content={"files": [{"name": "a.csv", "digest": DIGEST}]}, batch=1)


def by_words_of_another_room(store: FileStore, viewer: Viewer) -> None:
    add_source(viewer, source=SourceDef(key="s", name={"en": f"see {DIGEST.upper()}."}))


def by_a_part_alone(store: FileStore, viewer: Viewer) -> None:
    part = Part.objects.order_by("id").first()
    assert part is not None
    with past_the_triggers():
        Part.objects.filter(pk=part.pk).update(sha256=DIGEST)


def by_a_manifest_alone(store: FileStore, viewer: Viewer) -> None:
    manifest = store.put(json.dumps({"parts": [{"sha256": DIGEST}]}).encode()).sha256
    with past_the_triggers():
        Capture.objects.update(manifest=manifest)


@pytest.mark.parametrize(
    "name", [by_a_load_of_a_case, by_words_of_another_room, by_a_part_alone, by_a_manifest_alone]
)
def test_what_anything_names_stays(
    store: FileStore, alice: Viewer, adam: Viewer, tmp_path: Path, name: Callable[[FileStore, Viewer], None]
) -> None:
    uploaded(alice, tmp_path)
    store.put(LEFT)
    aged(store)
    assert DIGEST in unnamed_in(store)
    name(store, alice)
    aged(store)
    assert DIGEST not in unnamed_in(store)
    sweep_unnamed(viewer=adam)
    assert store.has(DIGEST)


def test_what_is_put_once_more_is_young_again(store: FileStore, adam: Viewer) -> None:
    """Whoever keeps what is there already writes its row a moment later."""
    store.put(LEFT)
    aged(store)
    assert not store.put(LEFT).fresh
    assert sweep_unnamed(viewer=adam) == Unnamed()
    assert store.has(DIGEST)


def test_what_is_being_put_at_this_moment_is_left_alone(store: FileStore) -> None:
    store.put(LEFT)
    aged(store)
    with store.open(DIGEST) as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        assert store.remove_idle(DIGEST, IDLE_SECONDS) is False
    assert store.remove_idle(DIGEST, IDLE_SECONDS) is True
    assert store.remove_idle(DIGEST, IDLE_SECONDS) is False


def test_what_is_removed_while_it_is_put_is_written_anew(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put(LEFT)
    aged(store)
    lock, calls = fcntl.flock, []

    def slow(handle: int, how: int) -> None:
        if how == fcntl.LOCK_SH and not calls:
            calls.append(how)
            place(store).unlink()
        lock(handle, how)

    monkeypatch.setattr("holdfast.evidence.store.files.fcntl.flock", slow)
    assert store.put(LEFT).fresh
    assert calls and store.verify(DIGEST)


def test_putters_and_sweepers_at_once_lose_nothing(store: FileStore) -> None:
    """What a putter was told is kept is there until it is old again, whoever sweeps; every fourth is made old."""
    stop, gone = threading.Event(), threading.Event()

    def sweeping() -> None:
        while not stop.is_set():
            if store.remove_idle(DIGEST, IDLE_SECONDS):
                gone.set()

    thread = threading.Thread(target=sweeping)
    thread.start()
    try:
        for number in range(120):
            store.put(LEFT)
            assert store.has(DIGEST), number
            if number % 4 == 0:
                gone.clear()
                aged(store)
            if number % 20 == 0:
                assert gone.wait(PATIENCE)
    finally:
        stop.set()
        thread.join()


def test_the_command_counts_and_removes_only_when_told(
    store: FileStore, adam: Viewer, capsys: pytest.CaptureFixture[str]
) -> None:
    store.put(LEFT)
    aged(store)
    main(["evidence", "sweep"])
    assert (
        f"1 objects ({len(LEFT)} bytes) are older than a day and named by nothing" in capsys.readouterr().out
    )
    main(["--as", adam.key, "evidence", "sweep", "--unnamed", "--json"])
    said = json.loads(capsys.readouterr().out)
    assert said["unnamed"] == {"objects": 1, "bytes": len(LEFT), "removed": 1}
    assert not store.has(DIGEST)
