"""What an update refused is no evidence of the file: the capture, the lists and the document say so, to everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from cases.folders import Folder
from cases.updates.publisher import FIRST, Publisher
from holdfast.cases.actions import load_case
from holdfast.cases.types import Came
from holdfast.cases.updates import update_cases
from holdfast.evidence.models import Capture, LogEntry
from holdfast.evidence.queries.preserved import preserved_documents
from holdfast.evidence.types import Compared, Outcome
from holdfast.people.types import Level, Viewer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]
MORE = (*FIRST, ("2026-03-09", "93", ""))
WRONG: tuple[tuple[str, Callable[[Publisher], None], Came], ...] = (
    ("a page", lambda site: site.shows_a_page(), Came.PAGE),
    ("columns", lambda site: site.gives(MORE, ("day", "dishes", "remark")), Came.COLUMNS),
    ("rows", lambda site: site.gives(MORE[:2]), Came.VANISHED),
    ("nothing", lambda site: site.says_nothing(), Came.EMPTY),
    ("a header alone", lambda site: site.gives(()), Came.EMPTY),
)


@pytest.mark.parametrize(("name", "goes_wrong", "outcome"), WRONG)
def test_what_was_refused_is_never_complete_and_never_held_against(
    watched: Folder,
    publisher: Publisher,
    alice: Viewer,
    client: Client,
    name: str,
    goes_wrong: Callable[[Publisher], None],
    outcome: Came,
) -> None:
    watched.change('every = "1d"', 'every = "1d"\nlevel = "public"')
    watched.change("https://example.org/kitchen-book", publisher.url(publisher.path))
    load_case(alice, watched.root)
    publisher.gives(FIRST)
    update_cases(alice)
    goes_wrong(publisher)
    (found,) = update_cases(alice)
    assert found.outcome is outcome
    bad = Capture.objects.get(key=found.capture)
    assert (bad.outcome, bad.compared) == (Outcome.FAILED, Compared.FAILED)
    publisher.gives(MORE)
    update_cases(alice)
    good = Capture.objects.order_by("id").last()
    assert good is not None and good.earlier is not None
    assert (good.compared, good.earlier.key) == (Compared.GREW, "E-0001")
    assert set(LogEntry.objects.values_list("verb", flat=True)) == {"collected", "grew"}

    page = client.get(f"/evidence/{bad.key}/").content.decode()
    assert (
        name == "nothing" or "Not what was asked for" in page
    )  # an empty answer failed already, and says so
    assert "complete. " not in page and "changed since" not in page
    listed = client.get("/evidence/").content.decode()
    assert "changed since the one before" not in listed
    changes = client.get("/evidence/changes/").content.decode()
    assert bad.key not in changes and good.key in changes
    assert "Kitchen book" in changes and "→" in changes
    about = client.get("/documents/kitchen-book/").content.decode()
    assert "1 attempt at which it did not come" in about
    assert "The rows that stand were last loaded from it." in about
    (kept,) = preserved_documents(alice, ["kitchen-book"]).values()
    assert (kept.captures, kept.latest) == (2, good.key)


def test_an_error_page_alone_preserves_nothing(watched: Folder, publisher: Publisher, alice: Viewer) -> None:
    watched.change("https://example.org/kitchen-book", publisher.url(publisher.path))
    load_case(alice, watched.root)
    publisher.shows_a_page()
    update_cases(alice)
    assert Capture.objects.count() == 1
    assert preserved_documents(alice, ["kitchen-book"])["kitchen-book"].captures == 0


def test_what_a_person_accepts_is_held_against_the_one_before(
    watched: Folder, publisher: Publisher, alice: Viewer
) -> None:
    load_case(alice, watched.root)
    publisher.gives(FIRST)
    update_cases(alice)
    publisher.gives(FIRST[:2])
    update_cases(alice)
    (found,) = update_cases(alice, case="hillside", accept_vanished=True)
    taken = Capture.objects.get(key=found.capture)
    assert (found.outcome, taken.outcome, taken.compared) == (Came.LOADED, "complete", "changed")
    assert taken.earlier is not None and taken.earlier.key == "E-0001"


def test_a_public_case_keeps_its_captures_at_the_desk(
    watched: Folder, publisher: Publisher, alice: Viewer, client: Client
) -> None:
    load_case(alice, watched.root)
    publisher.gives(MORE)
    (found,) = update_cases(alice)
    assert Capture.objects.get(key=found.capture).level == Level.DESK
    assert client.get(f"/evidence/{found.capture}/").status_code == 404
    assert found.capture not in client.get("/evidence/").content.decode()


def test_a_case_asks_for_another_level(watched: Folder, publisher: Publisher, alice: Viewer) -> None:
    watched.change('every = "1d"', 'every = "1d"\nlevel = "public"')
    load_case(alice, watched.root)
    publisher.gives(MORE)
    (found,) = update_cases(alice)
    assert Capture.objects.get(key=found.capture).level == Level.PUBLIC
