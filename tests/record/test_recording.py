"""Loading a case's rows: nothing twice, editions for what changed, dated withdrawals for what vanished."""

from decimal import Decimal

import polars as pl
import pytest
from django.db import IntegrityError, connection, transaction

from holdfast.base.errors import Problems
from holdfast.journal.queries import head, seq_of_batch, verify
from holdfast.journal.triggers import without_triggers
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Viewer
from holdfast.record import actions, queries
from holdfast.record.models import Observation, Withdrawal
from holdfast.record.types import RowRef, Status
from record.conftest import DAY, Small, day, row

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def test_it_works(small: Small) -> None:
    done = small.load(row(first=0), row(first=1, value=0), row("counter", 0, 3, value=900))
    assert (done.added, done.changed, done.withdrawn) == (3, 0, 0)
    frame = small.frame("flow", "counter")
    assert dict(frame.schema) == queries.ROW_SCHEMA
    assert frame["value"].to_list() == [5, 0, 900]
    assert frame["status"].to_list() == [Status.REPORTED, Status.ZERO_REPORTED, Status.REPORTED]
    assert frame["dropped"].null_count() == 3
    assert frame["said_last"].to_list() == [DAY.replace(month=12, day=1)] * 3


def test_loading_twice_writes_nothing(small: Small) -> None:
    given = [row(first=n, value=n, note="said so" if n % 2 else "") for n in range(10)]
    small.load(*given)
    before = head()
    done = small.load(*given)
    assert (done.added, done.changed, done.withdrawn, done.restored, done.unchanged) == (0, 0, 0, 0, 10)
    assert head() == before
    assert Observation.objects.count() == 10


def test_a_row_that_moved_in_its_file_is_unchanged(small: Small) -> None:
    small.load(row(first=0, line=2))
    assert small.load(row(first=0, line=900)).written == 0


@pytest.mark.parametrize(
    "change",
    [
        {"value": 6},
        {"value": None, "status": Status.MISSING},
        {"high": 9},
        {"hours": 24},
        {"qualifier": "at least"},
        {"note": "restated"},
        {"status": Status.ESTIMATED},
    ],
)
def test_a_changed_row_is_a_new_edition(small: Small, change: dict[str, object]) -> None:
    small.load(row(first=0))
    known = small.seq
    done = small.load(row(first=0, **change))
    assert (done.added, done.changed) == (0, 1)
    frame = small.frame()
    assert frame["edition"].to_list() == [1, 2]
    assert frame["dropped"].to_list() == ["superseded", None]
    assert small.frame(known_seq=known)["dropped"].to_list() == [None]
    old, new = queries.row_details(small.viewer, frame["id"].to_list())
    assert (old.superseded, new.superseded, new.supersedes) == (True, False, old.key)
    assert new.reason == "The file this row was read from says something else now."


def test_a_vanished_row_is_a_dated_withdrawal(small: Small) -> None:
    small.load(row(first=0), row(first=1))
    known = small.seq
    done = small.load(row(first=0), noticed=day(40))
    assert (done.unchanged, done.withdrawn) == (1, 1)
    gone = Withdrawal.objects.get()
    assert (gone.noticed, gone.reason) == (day(40), "row-gone-from-its-file")
    assert small.frame()["dropped"].to_list() == [None, "withdrawn"]
    assert small.frame(known_seq=known)["dropped"].to_list() == [None, None]
    assert small.load(row(first=0)).written == 0


def test_no_reader_meets_a_code_for_a_reason(small: Small) -> None:
    small.load(row(first=0), row(first=1))
    small.load(row(first=0, value=6))
    small.load(row(first=0, value=6), row(first=1))
    found = queries.corrections(small.viewer)
    assert sorted((one.kind, one.reason_in("en")) for one in found) == [
        ("back", "The row is back in the file it had vanished from."),
        ("correction", "The file this row was read from says something else now."),
        ("withdrawal", "The row is no longer in the file it was read from."),
    ]
    details = queries.row_details(small.viewer, small.frame()["id"].to_list())
    told = [one.reason for one in (*found, *details)]
    told += [
        text for one in details for text in (one.withdrawn_in("ar"), one.reason_in("ar"), one.withdrawn or "")
    ]
    assert not [text for text in told if "-in-its-file" in text or "-from-its-file" in text]
    assert {one.reason_in("ar") for one in found if one.kind == "withdrawal"} == {
        "لم يعد السطر موجودًا في الملف الذي قُرئ منه."
    }


def test_a_person_is_quoted_in_their_own_words(small: Small, alice: Viewer) -> None:
    small.load(row(first=0))
    key = RowRef(small.frame()["id"][0]).key
    actions.correct_observation(alice, key=key, reason="misread", status=Status.REPORTED, value=Decimal(8))
    (found,) = queries.corrections(alice)
    assert (found.reason, dict(found.reason_words), found.reason_in("ar")) == ("misread", {}, "misread")


def test_a_row_that_is_back_is_a_new_edition(small: Small) -> None:
    small.load(row(first=0), row(first=1))
    small.load(row(first=0))
    assert small.load(row(first=0), row(first=1)).restored == 1
    assert small.frame()["dropped"].to_list() == [None, "superseded", None]
    assert small.load(row(first=0), row(first=1)).written == 0
    assert small.load(row(first=0)).withdrawn == 1


def test_rows_of_a_series_the_case_no_longer_names_are_withdrawn(small: Small) -> None:
    small.load(row(first=0), row("stock", 0))
    assert small.load(row(first=0)).withdrawn == 1
    assert small.frame("stock")["dropped"].to_list() == ["withdrawn"]


def test_a_persons_row_is_never_withdrawn_by_a_load(small: Small, alice: Viewer) -> None:
    small.load(row(first=0))
    actions.add_observation(
        alice, series="flow", document="doc-b", about="2025-11-01", status=Status.REPORTED, value=Decimal(7)
    )
    assert small.load(row(first=0)).written == 0
    assert small.frame()["dropped"].to_list() == [None, None]


def test_a_persons_correction_stands_until_the_file_says_something_new(small: Small, alice: Viewer) -> None:
    small.load(row(first=0))
    key = RowRef(small.frame()["id"][0]).key
    actions.correct_observation(alice, key=key, reason="misread", status=Status.REPORTED, value=Decimal(8))
    assert small.load(row(first=0)).written == 0
    assert small.load(row(first=0, value=8)).written == 0
    assert small.load(row(first=0, value=9)).changed == 1
    assert small.frame().filter(pl.col("dropped").is_null())["value"].to_list() == [9]


def test_a_persons_withdrawal_stands(small: Small, alice: Viewer) -> None:
    small.load(row(first=0))
    actions.withdraw_observation(alice, key=RowRef(small.frame()["id"][0]).key, reason="a hoax")
    assert small.load(row(first=0)).written == 0
    assert small.load(row(first=0, value=6)).changed == 1


def test_another_cases_rows_are_left_alone(small: Small) -> None:
    small.load(row(first=0))
    small.load(row(first=1), case="other")
    assert small.load(row(first=0)).written == 0
    assert small.load(row(first=0), case="small").added == 0  # a case whose name begins another's


def test_several_documents_are_kept_where_the_series_says_which_is_used(small: Small) -> None:
    done = small.load(row("first-said", 0), row("first-said", 0, value=6, document="doc-b"))
    assert done.added == 2


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (row(first=0, value=6, document="doc-b"), "several-refused"),
        (row(first=0, value=6), "row-twice"),
        (row(first=0, last=3), "periods-overlap"),
        (row(first=0, last=3, document="doc-b"), "periods-overlap"),
    ],
)
def test_rows_that_collide_are_refused(small: Small, second: dict[str, object], code: str) -> None:
    with pytest.raises(Problems) as caught:
        small.load(row(first=0), second)
    assert {problem.code for problem in caught.value.problems} == {code}
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    "beside",
    [
        row(first=0, last=3, filled=True),
        row(first=0, last=3, comparator=True, document="doc-b"),
        row(first=2, value=None, status=Status.MISSING),
        row(first=1, last=3, document="doc-b"),
    ],
)
def test_what_is_no_overlap_stands_beside(small: Small, beside: dict[str, object]) -> None:
    small.load(row(first=0), beside)
    assert Observation.objects.count() == 2


def test_a_longer_report_covers_the_missing_day_before_it(small: Small) -> None:
    small.load(row(first=0, value=None, status=Status.MISSING), row(first=0, last=1, document="doc-b"))
    assert Observation.objects.count() == 2


def test_totals_since_a_start_share_their_first_day(small: Small) -> None:
    assert small.load(row("counter", 0, 3), row("counter", 0, 7), row("counter", 0, 9)).added == 3


def test_a_load_may_not_overlap_a_row_of_another_hand(small: Small, alice: Viewer) -> None:
    actions.add_observation(
        alice,
        series="flow",
        document="doc-b",
        about="2025-10-10/2025-10-12",
        status=Status.REPORTED,
        value=Decimal(7),
    )
    with pytest.raises(Problems):
        small.load(row(first=1))
    assert Observation.objects.count() == 1


def test_a_day_split_anew_does_not_overlap_what_it_replaces(small: Small) -> None:
    small.load(row(first=0, last=1))
    done = small.load(row(first=0), row(first=1))
    assert (done.added, done.withdrawn) == (2, 1)


def test_the_journal_notices_an_edited_row(small: Small) -> None:
    small.load(row(first=0), row(first=1))
    seq = seq_of_batch(small.batch) or 0
    assert verify(contents={seq: queries.batch_content(small.batch)}).ok
    connection.check_constraints()  # PostgreSQL alters no table that waits for a deferred check
    with without_triggers(connection):
        Observation.objects.filter(first_day=DAY).update(value=4)
        connection.check_constraints()
    assert not verify(contents={seq: queries.batch_content(small.batch)}).ok


def test_the_digest_at_writing_is_the_digest_from_the_store(small: Small) -> None:
    done = small.load(row(first=0, note="a\nb\\n\x1f'"), row(first=1, qualifier="“at least”"))
    assert queries.batch_content(small.batch)["observations"]["sha256"] == done.digest


def test_rows_cannot_be_changed_or_deleted(small: Small) -> None:
    small.load(row(first=0))
    for attempt in (
        lambda: Observation.objects.update(value=4),
        lambda: Observation.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    assert Observation.objects.get().value == 5


def test_ids_go_on_after_a_bulk_write(small: Small, alice: Viewer) -> None:
    small.load(row(first=0), row(first=1))
    detail = actions.add_observation(
        alice, series="flow", document="doc-b", about="2025-11-01", status=Status.REPORTED, value=Decimal(7)
    )
    small.load(row(first=0), row(first=1), row(first=2))
    ids = sorted(Observation.objects.values_list("id", flat=True))
    assert len(ids) == 4
    assert detail.id in ids


def test_a_reader_loads_nothing(small: Small, bob: Viewer) -> None:
    small.viewer = bob
    with pytest.raises(NotAllowed):
        small.load(row(first=0))
    assert not Observation.objects.exists()


def test_charlie_sees_public_rows_in_public_documents_alone(small: Small, charlie: Viewer) -> None:
    small.load(row("first-said", 0), row("first-said", 0, document="doc-secret"))
    ids = [small.series["first-said"]]
    assert queries.rows_frame(charlie, series_ids=ids).height == 1
    everything = [found.id for found in Observation.objects.all()]
    assert len(queries.row_details(charlie, everything)) == 1
    assert queries.rows_frame(small.viewer, series_ids=ids).height == 1  # an editor's clearance ends below


def test_chunks_hold_whole_series_in_order(small: Small) -> None:
    small.load(
        *[row("flow", n) for n in range(7)],
        *[row("counter", 0, n) for n in range(5)],
        *[row("stock", n) for n in range(3)],
    )
    chunks = list(queries.rows_in_chunks(small.viewer, rows=4))
    assert [chunk["series"].n_unique() for chunk in chunks] == [1, 1, 1]
    assert pl.concat(chunks).equals(
        pl.concat(chunks).sort("series", "first", "last", "document", "edition", maintain_order=True)
    )


def test_series_changed_since(small: Small) -> None:
    small.load(row(first=0), row("stock", 0))
    known = small.seq
    ids = list(small.series.values())
    assert queries.series_changed(small.viewer, series_ids=ids, since_seq=known) == set()
    small.load(row(first=0, value=6), row("stock", 0))
    assert queries.series_changed(small.viewer, series_ids=ids, since_seq=known) == {small.series["flow"]}
