"""The index of a large collection in the desk's folder: taken where everything is the same, else built anew."""

import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from holdfast.claims.engine.match.claims import Claim
from holdfast.claims.engine.match.index import Index
from holdfast.claims.queries import kept
from holdfast.claims.queries.kept import index_kept, keep_index

CLAIMS = tuple(
    Claim(f"C-{at:04}", f"The ferry of pier {at} carried {at * 3} goats over the strait", lang="en")
    for at in range(1, 60)
)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "WORTH", 10)
    settings.DESK = replace(settings.DESK, folder=tmp_path)
    return tmp_path


def test_a_kept_index_finds_what_the_built_one_finds() -> None:
    built = Index(CLAIMS)
    _ = built.threshold
    keep_index(20, built)
    read = index_kept(20, CLAIMS)
    assert read is not None and read is not built
    assert vars(read)["threshold"] == built.threshold
    for rumour in ("Pier 7 saw 21 goats cross the strait by ferry", "goats", "nothing of the kind"):
        assert read.find(rumour) == built.find(rumour)
    assert read.find("goats over the strait")


def test_it_is_of_one_clearance_and_readable_by_the_desk_alone(folder: Path) -> None:
    keep_index(20, Index(CLAIMS))
    assert index_kept(0, CLAIMS) is None
    (made,) = (folder / "cache").iterdir()
    assert made.stat().st_mode & 0o077 == 0
    assert made.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "claims", [CLAIMS[:-1], (*CLAIMS[:-1], replace(CLAIMS[-1], claim="No goat crossed"))]
)
def test_an_index_of_other_claims_is_not_taken(claims: tuple[Claim, ...]) -> None:
    keep_index(20, Index(CLAIMS))
    assert index_kept(20, CLAIMS) is not None
    assert index_kept(20, claims) is None


@pytest.mark.parametrize("at", [0, 63, 64, 5000, -1])
def test_a_file_that_was_changed_in_one_byte_is_not_opened(folder: Path, at: int) -> None:
    keep_index(20, Index(CLAIMS))
    (made,) = (folder / "cache").iterdir()
    held = bytearray(made.read_bytes())
    held[at] ^= 1
    made.write_bytes(bytes(held))
    assert index_kept(20, CLAIMS) is None


def test_what_another_desk_or_nobody_sealed_is_not_opened(folder: Path, settings: Any) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path.touch, (folder / "sprung",))

    keep_index(20, Index(CLAIMS))
    settings.SECRET_KEY = "k" * 60
    assert index_kept(20, CLAIMS) is None
    (folder / "cache/claims-20").write_bytes(bytes(64) + pickle.dumps(Trap()))
    assert index_kept(20, CLAIMS) is None
    assert not (folder / "sprung").exists()


def test_a_small_collection_is_not_kept(folder: Path) -> None:
    keep_index(20, Index(CLAIMS[:5]))
    assert not (folder / "cache").exists()
    assert index_kept(20, CLAIMS[:5]) is None


def test_a_folder_that_cannot_be_written_to_stops_nothing(folder: Path) -> None:
    (folder / "cache").write_text("a file in the way")
    keep_index(20, Index(CLAIMS))
    assert index_kept(20, CLAIMS) is None
    assert (folder / "cache").read_text() == "a file in the way"
