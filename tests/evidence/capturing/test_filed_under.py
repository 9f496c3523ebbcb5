"""What preserves a document: its own address, at either end of a redirect, or a file that a person filed under it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.capturing.site import Site, answer, redirect
from holdfast.evidence.actions.capture import capture_addresses, upload_file
from holdfast.evidence.queries.preserved import capture_lines, preserved_documents
from holdfast.evidence.types import Filed, Preserved
from holdfast.people.types import Viewer
from holdfast.sources.actions import add_document, add_source
from holdfast.sources.types import DocumentDef, SourceDef

KEY = "the-plan"
Said = Callable[[str], None]


@pytest.fixture
def document(alice: Viewer) -> Said:
    """File a document of this address."""

    def make(url: str) -> None:
        add_source(alice, source=SourceDef(key="office", name={"en": "The office"}))
        add_document(alice, document=DocumentDef(key=KEY, source="office", title={"en": "The plan"}, url=url))

    return make


def of_document(viewer: Viewer) -> Preserved:
    return preserved_documents(viewer, [KEY])[KEY]


@pytest.mark.parametrize(
    ("told", "asked"),
    [("/plan", "/plan"), ("/plan", "/plan/"), ("/plan/", "/plan"), ("/old", "/old"), ("/plan", "/old")],
)
def test_its_own_address_counts_at_either_end_of_a_redirect(
    site: Site, alice: Viewer, document: Said, told: str, asked: str
) -> None:
    site.routes |= {path: answer(b"<p>The plan") for path in ("/plan", "/plan/")}
    site.routes["/old"] = redirect("/plan")
    document(site.url(told))
    capture_addresses(alice, addresses=[site.url(asked)], document=KEY)
    found = of_document(alice)
    assert (found.captures, found.latest, found.by_person) == (1, "E-0001", False)
    assert capture_lines(alice)[0].filed is Filed.ADDRESS


def test_another_address_is_listed_and_does_not_count(site: Site, alice: Viewer, document: Said) -> None:
    site.routes["/comment"] = answer(b"<p>About the plan")
    document(site.url("/plan"))
    capture_addresses(alice, addresses=[site.url("/comment")], document=KEY)
    assert of_document(alice).captures == 0 and of_document(alice).latest is None
    assert [one.filed for one in capture_lines(alice, document=KEY)] == [Filed.ELSEWHERE]


def test_a_document_without_an_address_is_preserved_by_no_fetch(
    site: Site, alice: Viewer, document: Said, tmp_path: Path
) -> None:
    site.routes["/"] = answer(b"<p>Something")
    document("")
    capture_addresses(alice, addresses=[site.url()], document=KEY)
    assert of_document(alice).captures == 0
    (tmp_path / "plan.txt").write_text("The plan")
    upload_file(alice, path=tmp_path / "plan.txt", document=KEY)
    found = of_document(alice)
    assert (found.captures, found.latest, found.by_person) == (1, "E-0002", True)
    assert [one.filed for one in capture_lines(alice)] == [Filed.PERSON, Filed.ELSEWHERE]
