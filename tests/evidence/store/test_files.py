"""Objects in a folder: whole or not at all, once, read-only, whoever else writes and whoever is killed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from holdfast.evidence.errors import ObjectDamaged, ObjectMissing, StoreFailed
from holdfast.evidence.store.files import FileStore

CONTENT = b"the plan says 600 trucks a day"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "objects")


def place(store: FileStore, digest: str = DIGEST) -> Path:
    return store.root / digest[:2] / digest[2:4] / digest


def test_it_works(store: FileStore) -> None:
    stored = store.put(CONTENT)
    assert (stored.sha256, stored.size, stored.fresh) == (DIGEST, len(CONTENT), True)
    assert place(store).stat().st_mode & 0o777 == 0o444
    assert store.has(DIGEST) and store.verify(DIGEST)
    with store.open(DIGEST) as file:
        assert file.read() == CONTENT


def test_identical_content_is_stored_once(store: FileStore, tmp_path: Path) -> None:
    given = tmp_path / "file"
    given.write_bytes(CONTENT)
    assert [one.fresh for one in store.put_all([CONTENT, given, CONTENT])] == [True, False, False]
    before = place(store).stat()
    assert not store.put(CONTENT).fresh
    assert place(store).stat().st_ino == before.st_ino
    assert [path for path in store.root.rglob("*") if path.is_file()] == [place(store)]


def test_other_bytes_under_a_name_are_never_overwritten_and_never_taken_for_it(store: FileStore) -> None:
    store.put(CONTENT)
    place(store).chmod(0o644)
    place(store).write_bytes(b"x" + CONTENT[1:])
    assert not store.verify(DIGEST)
    with pytest.raises(ObjectDamaged):
        store.put(CONTENT)
    assert place(store).read_bytes() == b"x" + CONTENT[1:]


def test_an_object_is_removed_for_good_and_a_second_time_says_there_was_none(store: FileStore) -> None:
    store.put(CONTENT)
    assert store.remove(DIGEST) is True
    assert store.remove(DIGEST) is False
    assert not store.has(DIGEST)
    with pytest.raises(ObjectMissing):
        store.open(DIGEST)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "AB" * 32, DIGEST[:-1], DIGEST + "0", "/" + DIGEST])
def test_nothing_but_a_digest_is_looked_up(store: FileStore, name: str) -> None:
    store.put(CONTENT)
    for ask in (store.open, store.has, store.verify, store.remove):
        with pytest.raises(ObjectMissing):
            ask(name)
    assert store.verify(DIGEST)


def test_concurrent_writers_of_the_same_objects_all_succeed(store: FileStore) -> None:
    contents = [bytes([number]) * 5000 for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: store.put_all(contents), range(16)))
    assert {tuple(one.sha256 for one in each) for each in found} == {
        tuple(hashlib.sha256(content).hexdigest() for content in contents)
    }
    assert all(store.verify(one.sha256) for one in found[0])
    assert len([path for path in store.root.rglob("*") if path.is_file()]) == 20


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = tmp_path / "file"
    given.write_bytes(CONTENT)
    kept = store._kept

    def changing(digest: str, size: int) -> bool:
        given.write_bytes(b"something else altogether, and longer")
        return kept(digest, size)

    monkeypatch.setattr(store, "_kept", changing)
    with pytest.raises(StoreFailed):
        store.put(given)
    assert [path for path in store.root.rglob("*") if path.is_file()] == []


def test_a_full_disk_leaves_nothing_behind(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("holdfast.evidence.store.files.os.write", full)
    with pytest.raises(StoreFailed, match="No space left"):
        store.put(CONTENT)
    assert [path for path in store.root.rglob("*") if path.is_file()] == []


WRITER = """
import sys
from pathlib import Path
from holdfast.evidence.store.files import FileStore
store = FileStore(Path(sys.argv[1]))
for number in range(100000):
    print(store.put(f"object {number} ".encode() * 2000).sha256, flush=True)
"""


def test_what_a_killed_writer_was_told_is_kept_is_kept_whole(store: FileStore) -> None:
    said: list[str] = []
    for told in (1, 10, 40, 100):  # it is killed over the next one
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, store.root], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        said += [writer.stdout.readline().strip() for _ in range(told)]
        writer.kill()
        out, _ = writer.communicate()
        said += [line for line in out.splitlines() if len(line) == 64]
    assert len(said) > 150
    assert all(store.verify(digest) for digest in set(said))
    named = [path for path in store.root.rglob("*") if path.is_file() and not path.name.startswith(".new-")]
    assert all(store.verify(path.name) for path in named)


def test_half_written_files_of_the_dead_are_swept_and_those_of_the_living_left(store: FileStore) -> None:
    store.put(CONTENT)
    folder = place(store).parent
    old = time.time() - 3600
    left, held, fresh = (folder / f".new-{name}" for name in ("left", "held", "fresh"))
    for path in (left, held, fresh):
        path.write_bytes(b"half")
    os.utime(left, (old, old))
    os.utime(held, (old, old))
    with held.open("rb") as living:
        fcntl.flock(living, fcntl.LOCK_EX)
        assert store.sweep() == 1
    assert [path.exists() for path in (left, held, fresh)] == [False, True, True]
    assert store.verify(DIGEST)
