"""Sources and documents: read within a clearance, written by name, one line in the journal each."""

import pytest

from holdfast.base.errors import HoldfastError
from holdfast.journal.actions import recording
from holdfast.journal.models import Line
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Viewer
from holdfast.sources import actions, queries
from holdfast.sources.errors import (
    DocumentExists,
    DocumentUnknown,
    SourceExists,
    SourceInvalid,
    SourceUnknown,
)
from holdfast.sources.models import Document, Source
from holdfast.sources.types import DocumentDef, SourceDef

pytestmark = [pytest.mark.django_db, pytest.mark.storage]

TOWN = SourceDef("town", {"en": "Town of Hillside"}, kind="town", level=Level.PUBLIC)
PAPER = SourceDef("paper", {"en": "The Paper", "ar": "الصحيفة"}, level=Level.PUBLIC)
NOTICE = DocumentDef("notice", "town", {"en": "Notice"}, said="2026-03", level=Level.PUBLIC)
REPORT = DocumentDef(
    "report", "paper", {"en": "Report"}, said="2026-03-05", relays=("notice",), level=Level.PUBLIC
)


@pytest.fixture
def kept(alice: Viewer) -> None:
    """A notice of the town, and a report of it in the paper."""
    with recording(actor=alice.key, verb="load_case", object_key="case:x") as entry:
        actions.save_sources(entry, [TOWN, PAPER])
        actions.save_documents(entry, [NOTICE, REPORT])
        entry.commit_to({})


def test_it_works(kept: None, charlie: Viewer) -> None:
    assert [source.key for source in queries.sources_list(charlie)] == ["paper", "town"]
    report = queries.document_detail(charlie, "report")
    assert report.source_name["ar"] == "الصحيفة"
    assert [ref.key for ref in report.relays_of] == ["notice"]
    notice = queries.document_detail(charlie, "notice")
    assert [ref.key for ref in notice.relayed_by] == ["report"]
    assert (notice.said_first.isoformat(), notice.said_last.isoformat()) == ("2026-03-01", "2026-03-31")


def test_saving_the_same_again_writes_nothing(kept: None, alice: Viewer) -> None:
    with recording(actor=alice.key, verb="load_case", object_key="case:x") as entry:
        assert actions.save_sources(entry, [TOWN, PAPER]).written == 0
        assert actions.save_documents(entry, [NOTICE, REPORT]).written == 0
        entry.void()


def test_what_lies_above_a_clearance_is_not_there(kept: None, alice: Viewer, charlie: Viewer) -> None:
    with recording(actor=alice.key, verb="load_case", object_key="case:x") as entry:
        closed = DocumentDef("memo", "town", {"en": "Memo"}, relays=("notice",), level=Level.DESK)
        actions.save_documents(entry, [closed])
        entry.commit_to({})
    assert queries.document_detail(alice, "notice").relayed_by != ()
    assert [ref.key for ref in queries.document_detail(charlie, "notice").relayed_by] == ["report"]
    assert queries.source_detail(charlie, "town").documents == 1
    assert queries.source_detail(alice, "town").documents == 2
    assert "memo" not in queries.document_ids(charlie)
    with pytest.raises(DocumentUnknown):
        queries.document_detail(charlie, "memo")


def test_a_document_of_a_closed_source_is_closed(kept: None, charlie: Viewer) -> None:
    Source.objects.filter(key="town").update(level=Level.DESK)
    assert [document.key for document in queries.documents_list(charlie)] == ["report"]
    assert queries.document_detail(charlie, "report").relays_of == ()
    with pytest.raises(SourceUnknown):
        queries.documents_of(charlie, "town")


def test_queries_do_not_grow_with_the_rows(
    kept: None, alice: Viewer, django_assert_num_queries: object
) -> None:
    with recording(actor=alice.key, verb="load_case", object_key="case:x") as entry:
        many = [DocumentDef(f"notice-{n}", "town", relays=("notice",)) for n in range(50)]
        actions.save_documents(entry, many)
        entry.commit_to({})
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(queries.documents_list(alice)) == 52


def test_an_editor_adds_a_source_and_a_document(alice: Viewer) -> None:
    lines = Line.objects.count()
    added = actions.add_source(alice, source=TOWN)
    assert added.id == Source.objects.get().id
    actions.add_document(alice, document=NOTICE)
    assert [line.verb for line in Line.objects.order_by("seq")][lines:] == ["add_source", "add_document"]
    assert Document.objects.get().batch == Line.objects.latest("seq").batch


def test_a_reader_and_a_stranger_add_nothing(bob: Viewer, charlie: Viewer) -> None:
    for viewer in (bob, charlie):
        with pytest.raises(NotAllowed):
            actions.add_source(viewer, source=TOWN)
        with pytest.raises(NotAllowed):
            actions.add_document(viewer, document=NOTICE)
    assert not Source.objects.exists()


def test_a_key_is_given_once(kept: None, alice: Viewer) -> None:
    lines = Line.objects.count()
    with pytest.raises(SourceExists):
        actions.add_source(alice, source=TOWN)
    with pytest.raises(DocumentExists):
        actions.add_document(alice, document=NOTICE)
    assert Line.objects.count() == lines


@pytest.mark.parametrize(
    "wrong",
    [
        DocumentDef("Notice 2", "town", {"en": "x"}),
        DocumentDef("notice-2", "town", {"ar": "x"}),
        DocumentDef("notice-2", "town", {"en": "x"}, url="javascript:alert(1)"),
        DocumentDef("notice-2", "town", {"en": "x"}, url="https://[::1"),
        DocumentDef("notice-2", "town", {"en": "x"}, said="2026-02-30"),
        DocumentDef("notice-2", "nobody", {"en": "x"}),
        DocumentDef("notice-2", "town", {"en": "x"}, relays=("nothing",)),
        DocumentDef("notice-2", "town", {"en": "x"}, level=Level.RESTRICTED),
        DocumentDef("notice-2", "town", {"en": "x"}, level=7),
    ],
)
def test_a_document_that_cannot_stand_is_refused(kept: None, alice: Viewer, wrong: DocumentDef) -> None:
    with pytest.raises(HoldfastError):
        actions.add_document(alice, document=wrong)
    assert Document.objects.count() == 2


def test_a_source_without_an_english_name_is_refused(alice: Viewer) -> None:
    with pytest.raises(SourceInvalid):
        actions.add_source(alice, source=SourceDef("town", {"ar": "بلدة"}))
    assert not Source.objects.exists()


def test_what_others_rest_on_stays(kept: None, alice: Viewer) -> None:
    with recording(actor=alice.key, verb="load_case", object_key="case:x") as entry:
        assert actions.remove_documents(entry, ["notice"]) == (0, ("notice",))
        assert actions.remove_sources(entry, ["town", "paper"]) == (0, ("paper", "town"))
        assert actions.remove_documents(entry, ["notice", "report"]) == (2, ())
        assert actions.remove_sources(entry, ["town", "paper"]) == (2, ())
        entry.commit_to({})
