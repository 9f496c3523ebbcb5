"""Who may not, what is not kept, what came in between, lists of documents, and who sees of all this what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cases.folders import Folder
from cases.store import stored
from cases.updates import test_in_turn
from cases.updates.publisher import FIRST, Publisher
from evidence.capturing.site import answer
from holdfast.base.clock import frozen, now
from holdfast.cases import actions, looking, updates
from holdfast.cases.actions import load_case
from holdfast.cases.errors import CaseMovedOn, CaseUnknown, NothingWatched
from holdfast.cases.models import CaseFile, UpdateRun, Watched
from holdfast.cases.queries import case_documents
from holdfast.cases.types import Came
from holdfast.cases.update_queries import series_silent_since, updates_list, watched_list
from holdfast.cases.updates import update_cases, update_due
from holdfast.evidence.models import Capture
from holdfast.evidence.store import open_store
from holdfast.people.actions import deactivate_account
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Viewer
from holdfast.record.models import Observation
from holdfast.sources.models import Document

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]
MORE = (*FIRST, ("2026-03-09", "93", ""))


def test_a_reader_updates_nothing(watched: Folder, alice: Viewer, bob: Viewer, charlie: Viewer) -> None:
    load_case(alice, watched.root)
    for viewer in (bob, charlie):
        with pytest.raises(NotAllowed):
            update_cases(viewer, case="hillside")
    assert UpdateRun.objects.count() == Capture.objects.count() == 0


def test_a_case_that_is_not_there_or_watches_nothing(hillside: Folder, alice: Viewer) -> None:
    with pytest.raises(CaseUnknown):
        update_cases(alice, case="nowhere")
    load_case(alice, hillside.root)
    with pytest.raises(NothingWatched):
        update_cases(alice, case="hillside")
    assert update_cases(alice) == () == update_due()


def test_a_case_without_an_address_keeps_nothing_in_the_vault(
    hillside: Folder, publisher: Publisher, alice: Viewer
) -> None:
    load_case(alice, hillside.root)
    store = open_store()
    assert not any(store.has(digest) for digest in CaseFile.objects.values_list("digest", flat=True))


def test_nobody_answers(watched: Folder, publisher: Publisher, alice: Viewer) -> None:
    load_case(alice, watched.root)
    publisher.routes[publisher.path] = lambda conn, head: conn.close()
    (found,) = update_cases(alice)
    assert (found.outcome, found.new) == (Came.FAILED, 0)
    assert found.capture  # that nothing came is kept, too
    (silent,) = series_silent_since(alice)
    assert silent.ever is False


def test_the_worker_acts_for_no_closed_account(
    watched: Folder, publisher: Publisher, adam: Viewer, alice: Viewer
) -> None:
    load_case(alice, watched.root)
    publisher.gives(MORE)
    deactivate_account(viewer=adam, username="alice")
    (found,) = update_due()
    assert found.outcome is Came.REFUSED
    assert found.reason.code == "update-not-allowed"
    assert "alice" not in found.reason.render("en")
    assert publisher.requests == []
    assert update_due() == ()


def test_a_kept_file_that_is_lost_is_told(watched: Folder, publisher: Publisher, alice: Viewer) -> None:
    load_case(alice, watched.root)
    open_store().remove(CaseFile.objects.get(name="case.toml").digest)
    publisher.gives(MORE)
    (found,) = update_cases(alice)
    assert (found.outcome, found.reason.render("en")) == (
        Came.REFUSED,
        "It was not taken in (case-not-kept).",
    )
    load_case(alice, watched.add("# kept again\n").root)
    (found,) = update_cases(alice)
    assert (found.outcome, found.new) == (Came.LOADED, 1)


def test_a_load_in_between_is_not_undone(
    watched: Folder, publisher: Publisher, alice: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_case(alice, watched.root)
    publisher.gives(MORE)
    judge = looking.judge_rows
    calls = []

    def meanwhile(*args: object, **more: object) -> object:
        if not calls:
            load_case(alice, watched.change("Kitchen book, March 2026", "Kitchen book").root)
        calls.append(1)
        return judge(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(looking, "judge_rows", meanwhile)
    (found,) = update_cases(alice)
    assert (found.outcome, found.new, len(calls)) == (Came.LOADED, 1, 2)
    assert Document.objects.get(key="kitchen-book").title == {"en": "Kitchen book"}
    assert test_in_turn.standing() == test_in_turn.expected(MORE)


def test_a_case_that_never_rests_is_told(
    watched: Folder, publisher: Publisher, alice: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_case(alice, watched.root)
    publisher.gives(MORE)

    def moved(*args: object, **more: object) -> object:
        raise CaseMovedOn("moved")

    monkeypatch.setattr(updates, "load_case", moved)
    (found,) = update_cases(alice)
    assert (found.outcome, Observation.objects.count()) == (Came.REFUSED, 7)


def test_a_word_in_a_cell_is_told_by_its_line(watched: Folder, publisher: Publisher, alice: Viewer) -> None:
    load_case(alice, watched.root)
    publisher.gives((*FIRST, ("2026-03-09", "ninety", "")))
    (found,) = update_cases(alice)
    assert found.outcome is Came.UNREADABLE
    assert "meals.csv:9: meals: 'ninety' is not a number" in found.reason.render("en")
    publisher.gives((*FIRST, FIRST[0]))
    (found,) = update_cases(alice)
    assert found.outcome is Came.UNREADABLE
    assert Observation.objects.count() == 7


def test_json_that_is_an_error_message(hillside: Folder, publisher: Publisher, alice: Viewer) -> None:
    load_case(alice, publisher.watch(hillside, "json").root)
    for body, outcome in (
        (b'{"error": "limit"}', Came.UNREADABLE),
        (b"[]", Came.EMPTY),
        (b"[{}]", Came.COLUMNS),
    ):
        publisher.routes[publisher.path] = answer(body, mime="application/json")
        (found,) = update_cases(alice)
        assert found.outcome is outcome, found
    assert Observation.objects.count() == 7


def test_what_is_restricted_is_watched_out_of_sight(
    watched: Folder, publisher: Publisher, adam: Viewer, alice: Viewer, charlie: Viewer
) -> None:
    watched.change('key = "meals-kitchen-book"\n', 'key = "meals-kitchen-book"\nsensitivity = "restricted"\n')
    load_case(adam, watched.root)
    publisher.fails("404 Not Found")
    assert update_cases(alice) == ()
    (found,) = update_cases(adam)
    assert found.level == Level.RESTRICTED
    assert Capture.objects.get().level == Level.RESTRICTED
    for viewer in (alice, charlie):
        assert watched_list(viewer) == () == series_silent_since(viewer)
        assert updates_list(viewer).total == 0
    assert len(watched_list(adam)) == len(series_silent_since(adam)) == updates_list(adam).total == 1


def test_what_nobody_asked_for_is_overdue(watched: Folder, alice: Viewer) -> None:
    load_case(alice, watched.root)
    assert not watched_list(alice)[0].overdue
    with frozen(now() + timedelta(hours=25)):
        assert watched_list(alice)[0].overdue


def test_attempts_are_only_added(watched: Folder, publisher: Publisher, alice: Viewer) -> None:
    load_case(alice, watched.root)
    publisher.fails("500 Oops")
    update_cases(alice)
    for change in (
        lambda: UpdateRun.objects.update(outcome="same"),
        lambda: UpdateRun.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert list(UpdateRun.objects.values_list("outcome", flat=True)) == ["error status"]


def test_a_second_update_of_the_same_file_writes_no_row(
    watched: Folder, publisher: Publisher, alice: Viewer
) -> None:
    load_case(alice, watched.root)
    publisher.gives(MORE)
    update_cases(alice)
    kept = {name: rows for name, rows in stored().items() if not name.startswith(("journal", "cases_"))}
    (found,) = update_cases(alice)
    assert found.outcome is Came.SAME
    assert kept == {
        name: rows for name, rows in stored().items() if not name.startswith(("journal", "cases_"))
    }


# --- a list of documents ---

LIST = "key,source,title.en,said\n"
REPORTS = tuple(f"report-{n},parents-association,Report {n},2026-03-{n + 10}\n" for n in range(1, 9))


@pytest.fixture
def listing(hillside: Folder, publisher: Publisher) -> Folder:
    """Hillside, whose documents stand in a list that is fetched."""
    hillside.add(
        '\n[tables]\ndocuments = "reports/documents.csv"\n\n[tables.fetch.documents]\n'
        f'address = "{publisher.url("/documents.csv")}"\nevery = "1w"\nmost_vanish = 0.3\n'
    )
    (hillside.root / "reports").mkdir()
    return hillside.write("reports/documents.csv", LIST + "".join(REPORTS[:6]))


def test_a_list_of_documents_grows_and_loses_none(
    listing: Folder, publisher: Publisher, alice: Viewer
) -> None:
    load_case(alice, listing.root)
    given = [*REPORTS[1:6], REPORTS[6], REPORTS[2].replace("Report 3", "Report three")]
    given.remove(REPORTS[2])
    publisher.routes["/documents.csv"] = answer((LIST + "".join(given)).encode(), mime="text/csv")
    (found,) = update_cases(alice)
    assert (found.outcome, found.new, found.restated, found.withdrawn) == (Came.LOADED, 1, 1, 0), found
    assert Document.objects.get(key="report-3").title == {"en": "Report three"}
    assert Document.objects.filter(key="report-1").exists()
    assert {"report-1", "report-7"} < set(case_documents(alice, "hillside"))
    publisher.routes["/documents.csv"] = answer((LIST + REPORTS[5]).encode(), mime="text/csv")
    (found,) = update_cases(alice)
    assert found.outcome is Came.VANISHED
    publisher.routes["/documents.csv"] = answer(b"id,source\nx,y\n", mime="text/csv")
    (found,) = update_cases(alice)
    assert not found.outcome.whole
    again = load_case(alice, listing.add("# anew\n").root)
    assert again.newer == ("reports/documents.csv",)
    assert Document.objects.filter(key__startswith="report-").count() == 7
    load_case(alice, listing.write("case.toml", listing.text().partition("\n[tables]")[0]).root)
    assert Document.objects.filter(key__startswith="report-").count() == 7
    assert Watched.objects.count() == 0


def test_the_schedule_follows_the_case(
    watched: Folder, publisher: Publisher, alice: Viewer, rania: Viewer
) -> None:
    publisher.gives(FIRST)
    load_case(alice, watched.root)
    update_cases(alice)
    load_case(rania, watched.change('every = "1d"', 'every = "2h"').root)
    (one,) = watched_list(alice)
    assert (one.every_hours, one.asked_by) == (2, "rania")
    assert one.next_at <= now()
    assert one.whole is not None


def test_an_update_in_between_is_not_undone_by_a_load(
    watched: Folder, publisher: Publisher, alice: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_case(alice, watched.root)
    publisher.gives(MORE)
    keep = actions.keep_case
    calls = []

    def meanwhile(*args: object) -> None:
        if not calls:
            calls.append(1)
            update_cases(alice)
        keep(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "keep_case", meanwhile)
    loaded = load_case(alice, watched.change("Kitchen book, March 2026", "Kitchen book").root)
    assert (loaded.withdrawn, loaded.newer) == (0, ("meals.csv",))
    assert test_in_turn.standing() == test_in_turn.expected(MORE)
