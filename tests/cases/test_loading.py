"""Loading writes a case whole, once; again it writes what has changed and nothing else."""

import hashlib

import pytest
from django.db import connection

from cases.folders import Folder
from cases.store import stored
from holdfast.agreements.models import Agreement, Obligation, Reading, Relation
from holdfast.base.clock import frozen
from holdfast.cases.actions import load_case
from holdfast.cases.errors import CaseBroken
from holdfast.cases.models import Case
from holdfast.cases.queries import case_detail, cases_list
from holdfast.journal.models import Line
from holdfast.journal.queries import verify
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Role, Viewer
from holdfast.record.models import Observation, Withdrawal
from holdfast.sources.models import Document, Source

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def test_it_works(hillside: Folder, alice: Viewer) -> None:
    loaded = load_case(alice, hillside.root)
    assert loaded.wrote
    assert (loaded.added, loaded.changed, loaded.withdrawn) == (7, 0, 0)
    assert Agreement.objects.get().key == "hillside-2026"
    assert list(Obligation.objects.order_by("order").values_list("key", flat=True)) == [
        "hot-meals-a-day",
        "accounts-town",
        "accounts-parents",
    ]
    assert Relation.objects.get().party.key == "parents"
    assert Document.objects.get(key="kitchen-book").said_first.isoformat() == "2026-03-09"
    days = Observation.objects.order_by("first_day")
    assert [(row.first_day.day, row.status, row.value) for row in days][2:5] == [
        (4, 1, 90),
        (5, 3, None),
        (6, 2, 0),
    ]


def test_the_journal_holds_one_line_with_count_and_without_content(hillside: Folder, alice: Viewer) -> None:
    before = Line.objects.count()
    loaded = load_case(alice, hillside.root)
    line = Line.objects.get(seq=loaded.seq)
    assert Line.objects.count() == before + 1
    assert (line.actor, line.verb, line.object_key) == ("alice", "load_case", "case:hillside")
    assert line.count == loaded.definitions + loaded.digests + loaded.added
    assert verify().ok


def test_a_file_saved_anew_is_told_as_that(hillside: Folder, alice: Viewer) -> None:
    first = load_case(alice, hillside.root)
    assert "rows of sources, documents, agreement, series and the like written" in first.sentence()
    again = load_case(alice, hillside.add("# a remark\n").root)
    assert (again.wrote, again.definitions, again.unchanged, again.digests) == (True, 0, 7, 3)
    assert "say the same" in again.sentence()
    assert "digests of its files" in again.sentence()
    (toml,) = [file for file in case_detail(alice, "hillside").files if file.name == "case.toml"]
    assert toml.digest == hashlib.sha256((hillside.root / "case.toml").read_bytes()).hexdigest()
    assert verify().ok


def test_loading_twice_writes_nothing_at_all(hillside: Folder, alice: Viewer) -> None:
    load_case(alice, hillside.root)
    before = stored()
    again = load_case(alice, hillside.root)
    assert not again.wrote
    assert again.unchanged == 7
    assert stored() == before


def test_a_changed_value_supersedes(hillside: Folder, alice: Viewer) -> None:
    load_case(alice, hillside.root)
    hillside.change("2026-03-03,88,", "2026-03-03,86,", "meals.csv")
    loaded = load_case(alice, hillside.root)
    assert (loaded.added, loaded.changed, loaded.withdrawn) == (0, 1, 0)
    first, second = Observation.objects.filter(first_day="2026-03-03").order_by("edition")
    assert (first.value, second.value, second.supersedes_id) == (88, 86, first.id)


def test_a_vanished_row_is_withdrawn_on_the_day_it_was_noticed(hillside: Folder, alice: Viewer) -> None:
    load_case(alice, hillside.root)
    hillside.change("2026-03-04,90,\n", "", "meals.csv")
    with frozen("2026-04-01T22:30:00Z"):  # the second of April in Belgrade
        loaded = load_case(alice, hillside.root)
    assert loaded.withdrawn == 1
    gone = Withdrawal.objects.get()
    assert gone.observation.first_day.isoformat() == "2026-03-04"
    assert gone.noticed.isoformat() == "2026-04-02"


def test_a_row_that_is_back_is_a_new_edition(hillside: Folder, alice: Viewer) -> None:
    load_case(alice, hillside.root)
    hillside.change("2026-03-04,90,\n", "", "meals.csv")
    load_case(alice, hillside.root)
    hillside.change("2026-03-03,88,\n", "2026-03-03,88,\n2026-03-04,90,\n", "meals.csv")
    loaded = load_case(alice, hillside.root)
    assert (loaded.restored, loaded.added, loaded.withdrawn) == (1, 0, 0)


def test_a_changed_word_changes_one_row(hillside: Folder, alice: Viewer) -> None:
    load_case(alice, hillside.root)
    before = {row.pk: row.batch for row in Reading.objects.all()}
    hillside.change("90 a day on average.", "90 a day, on average.")
    loaded = load_case(alice, hillside.root)
    assert loaded.wrote
    after = {row.pk: row.batch for row in Reading.objects.all()}
    assert sum(before[pk] != after[pk] for pk in before) == 1


def test_a_clause_that_vanished_goes_with_its_obligations(hillside: Folder, alice: Viewer) -> None:
    load_case(alice, hillside.root)
    text = hillside.text()
    start = text.index('[[clauses]]\nkey = "accounts"')
    hillside.write("case.toml", text[:start] + text[text.index("[[data]]") :])
    load_case(alice, hillside.root)
    assert list(Obligation.objects.values_list("key", flat=True)) == ["hot-meals-a-day"]


def test_a_document_that_vanished_stays_where_rows_rest_on_it(hillside: Folder, alice: Viewer) -> None:
    hillside.add(
        '\n[[documents]]\nkey = "leaflet"\nsource = "parents-association"\nrelays = ["kitchen-book"]\n'
    )
    load_case(alice, hillside.root)
    hillside.change(
        '\n[[documents]]\nkey = "leaflet"\nsource = "parents-association"\nrelays = ["kitchen-book"]\n', ""
    )
    hillside.change('document = "kitchen-book"', 'document = "kitchen-book-2"')
    hillside.change('key = "kitchen-book"', 'key = "kitchen-book-2"')
    load_case(alice, hillside.root)
    assert set(Document.objects.values_list("key", flat=True)) == {
        "agreement-text",
        "kitchen-book",
        "kitchen-book-2",
    }


def test_a_broken_case_writes_nothing(hillside: Folder, alice: Viewer) -> None:
    before = stored()
    with pytest.raises(CaseBroken) as caught:
        load_case(alice, hillside.change("Europe/Belgrade", "Nowhere").root)
    assert stored() == before
    assert "Nothing was written" in str(caught.value)


def test_two_cases_with_one_agreement(hillside: Folder, alice: Viewer) -> None:
    load_case(alice, hillside.root)
    before = stored()
    hillside.change('key = "hillside"\n', 'key = "hillside-copy"\n')
    with pytest.raises(CaseBroken) as caught:
        load_case(alice, hillside.root)
    assert {problem.code for problem in caught.value.problems} == {"held-by-another-case"}
    assert "agreement hillside-2026" in str(caught.value)
    assert stored() == before


def test_the_agreement_of_a_case_keeps_its_key(hillside: Folder, alice: Viewer) -> None:
    load_case(alice, hillside.root)
    before = stored()
    hillside.change('key = "hillside-2026"', 'key = "hillside-2027"')
    with pytest.raises(CaseBroken, match="another than when this case was last loaded"):
        load_case(alice, hillside.root)
    assert stored() == before


def test_an_agreement_that_supersedes_one_not_loaded(hillside: Folder, alice: Viewer) -> None:
    before = stored()
    hillside.change('signed = "2026-02-20"\n', 'signed = "2026-02-20"\nsupersedes = "hillside-2019"\n')
    with pytest.raises(Exception, match="hillside-2019"):
        load_case(alice, hillside.root)
    assert stored() == before


def test_a_reader_loads_nothing(hillside: Folder, bob: Viewer, charlie: Viewer) -> None:
    for viewer in (bob, charlie):
        with pytest.raises(NotAllowed):
            load_case(viewer, hillside.root)
    assert not Case.objects.exists()


def test_nobody_loads_above_their_clearance(hillside: Folder, alice: Viewer) -> None:
    hillside.change('sensitivity = "public"', 'sensitivity = "restricted"')
    with pytest.raises(NotAllowed, match="restricted"):
        load_case(alice, hillside.root)
    assert not Case.objects.exists()


def test_a_case_says_nothing_of_its_sensitivity_and_stays_with_the_desk(
    hillside: Folder, alice: Viewer, charlie: Viewer
) -> None:
    load_case(alice, hillside.change('sensitivity = "public"\n', "").root)
    assert Case.objects.get().level == Level.DESK
    assert Source.objects.get().level == Level.DESK
    assert cases_list(charlie) == ()
    assert [case.key for case in cases_list(alice)] == ["hillside"]


def test_a_source_shared_with_a_closed_case_stays_open(hillside: Folder, alice: Viewer) -> None:
    load_case(alice, hillside.root)
    hillside.change('sensitivity = "public"', 'sensitivity = "desk"')
    for old in ('"hillside"\n', '"hillside-2026"', '"meals-average"'):
        hillside.change(
            f"key = {old}", f"key = {old.replace('hillside', 'hilltop').replace('meals', 'lunch')}"
        )
    hillside.change('"meals-kitchen-book"', '"lunch-kitchen-book"', times=5)
    load_case(alice, hillside.root)
    assert Source.objects.get().level == Level.PUBLIC
    assert dict(Case.objects.values_list("key", "level")) == {"hillside": Level.PUBLIC, "hilltop": Level.DESK}


def test_what_was_loaded_can_be_read(hillside: Folder, alice: Viewer) -> None:
    loaded = load_case(alice, hillside.root)
    case = case_detail(alice, "hillside")
    assert case.seq == loaded.seq
    assert [(file.name, file.rows) for file in case.files] == [("case.toml", 0), ("meals.csv", 7)]


def test_an_admin_and_a_reviewer_may_load(hillside: Folder, adam: Viewer, rania: Viewer) -> None:
    assert load_case(rania, hillside.root).wrote
    assert not load_case(adam, hillside.root).wrote
    assert Role.READER not in (adam.role, rania.role)


def test_the_number_of_queries_does_not_grow_with_the_rows(
    hillside: Folder, alice: Viewer, django_assert_max_num_queries: object
) -> None:
    days = "".join(f"2025-{month:02d}-{day:02d},90,\n" for month in range(1, 13) for day in range(1, 29))
    hillside.write("meals.csv", "day,meals,remark\n" + days)
    with django_assert_max_num_queries(150, connection=connection):  # type: ignore[operator]
        assert load_case(alice, hillside.root).added == 336
