"""An expunge that is cut off, or meets a store that fails, loses nothing it should keep and is carried out later."""

from pathlib import Path

import pytest

from evidence.reviewing.conftest import white_picture
from evidence.reviewing.test_expunging import asked, objects
from holdfast.evidence.actions.review_expunge import (
    approve_expunge,
    sweep_expunged,
)
from holdfast.evidence.errors import (
    StoreFailed,
)
from holdfast.evidence.models import (
    Capture,
    Expunge,
    Part,
    Removal,
)
from holdfast.evidence.queries.reviews import (
    review_state,
)
from holdfast.evidence.reviewing.sweeping import refuse_swept
from holdfast.evidence.store import open_store
from holdfast.evidence.types import Swept
from holdfast.people.types import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def test_a_crash_before_the_bytes_are_gone_is_mended_by_the_sweep(
    capture: Capture,
    alice: Viewer,
    rania: Viewer,
    rosa: Viewer,
    own_objects: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = asked(alice)
    approve_expunge(viewer=rania, key=key)
    before = objects(own_objects)

    def killed(**more: object) -> Swept:
        raise RuntimeError("kill -9")

    monkeypatch.setattr("holdfast.evidence.actions.review_expunge.sweep_expunged", killed)
    with pytest.raises(RuntimeError):
        approve_expunge(viewer=rosa, key=key)
    assert objects(own_objects) == before
    assert review_state(alice, "E-0001").expunge.waiting == 4  # type: ignore[union-attr]
    monkeypatch.undo()
    monkeypatch.setattr(
        "holdfast.evidence.store.settings.DESK", type("D", (), {"folder": own_objects, "tables": {}})
    )
    assert sweep_expunged() == Swept(removed=4)
    assert objects(own_objects) == set()
    assert sweep_expunged() == Swept()


def test_a_failure_before_the_commit_leaves_every_byte(
    capture: Capture,
    alice: Viewer,
    rania: Viewer,
    rosa: Viewer,
    own_objects: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = asked(alice)
    approve_expunge(viewer=rania, key=key)
    before = objects(own_objects)

    def broken(*args: object, **more: object) -> range:
        raise RuntimeError("the power went")

    monkeypatch.setattr("holdfast.evidence.actions.review_expunge.append", broken)
    with pytest.raises(RuntimeError):
        approve_expunge(viewer=rosa, key=key)
    assert objects(own_objects) == before
    assert (Part.objects.count(), Expunge.objects.count(), Removal.objects.count()) == (3, 0, 0)


def test_a_store_that_fails_is_asked_again(
    capture: Capture,
    alice: Viewer,
    rania: Viewer,
    rosa: Viewer,
    own_objects: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = asked(alice)
    approve_expunge(viewer=rania, key=key)

    class Locked:
        def remove(self, sha256: str) -> bool:
            raise StoreFailed("The object is locked")

    real = open_store()
    monkeypatch.setattr("holdfast.evidence.reviewing.sweeping.open_store", Locked)
    assert approve_expunge(viewer=rosa, key=key)
    assert sweep_expunged() == Swept(failed=("The object is locked.",) * 4)
    monkeypatch.setattr("holdfast.evidence.reviewing.sweeping.open_store", lambda: real)
    assert sweep_expunged() == Swept(removed=4)


def test_a_capture_of_bytes_that_are_being_swept_is_refused(
    capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer
) -> None:
    digests = list(Part.objects.values_list("sha256", flat=True))
    refuse_swept(open_store(), digests)
    key = asked(alice)
    for viewer in (rania, rosa):
        approve_expunge(viewer=viewer, key=key)
    with pytest.raises(StoreFailed, match="expunged with another capture"):
        refuse_swept(open_store(), digests)
    anew = open_store().put(white_picture())  # kept anew, after the sweep
    assert anew.sha256 in digests
    refuse_swept(open_store(), [anew.sha256])
