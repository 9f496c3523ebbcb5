"""Wishes to capture are worked off once each, whoever is interrupted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from evidence.capturing.site import Site, answer
from holdfast.base.clock import frozen, now
from holdfast.evidence.actions.capture_requests import request_captures
from holdfast.evidence.actions.capture_work import CLAIM, MOST_TRIES, work_lot, work_requests
from holdfast.evidence.capturing import acknowledging
from holdfast.evidence.errors import CaptureInvalid, LotUnknown, StoreFailed
from holdfast.evidence.models import Capture, CaptureRequest, LogEntry
from holdfast.evidence.queries.watches import lot_detail, lots_list, requests_list
from holdfast.evidence.store.files import FileStore
from holdfast.evidence.tasks import work_off_requests
from holdfast.evidence.types import CaptureWish, RequestState
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Viewer
from holdfast.sources.errors import DocumentUnknown

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def wishes(site: Site, count: int) -> list[CaptureWish]:
    for number in range(count):
        site.routes[f"/{number}"] = answer(f"<p>page {number}".encode())
    return [CaptureWish(site.url(f"/{number}")) for number in range(count)]


def test_it_works(site: Site, alice: Viewer, charlie: Viewer) -> None:
    lot = request_captures(alice, wishes=wishes(site, 5))
    assert (lot.waiting, lot_detail(alice, lot.lot).waiting) == (5, 5)
    worked = work_requests()
    assert (worked.done, worked.failed) == (5, 0)
    assert lots_list(alice) == (lot_detail(alice, lot.lot),)
    assert lot_detail(alice, lot.lot).done == 5
    assert {one.capture for one in requests_list(alice, lot=lot.lot)} == {f"E-{n:04d}" for n in range(1, 6)}
    # A second run finds nothing to do.
    assert work_requests().done == 0 and len(site.requests) == 5
    assert requests_list(charlie) == ()
    with pytest.raises(LotUnknown):
        lot_detail(charlie, lot.lot)
    with pytest.raises(NotAllowed):
        request_captures(charlie, wishes=wishes(site, 1))


def test_an_address_is_asked_for_once_in_a_lot(site: Site, alice: Viewer) -> None:
    twice = wishes(site, 2) * 2
    assert request_captures(alice, wishes=twice).waiting == 2
    work_requests()
    assert Capture.objects.count() == 2


def test_wishes_that_cannot_be_carried_out_are_refused_as_a_whole(site: Site, alice: Viewer) -> None:
    good = CaptureWish(site.url())
    for wrong in ([], [good, CaptureWish("")], [good, CaptureWish("http://x/\n")], [CaptureWish("x" * 2001)]):
        with pytest.raises(CaptureInvalid):
            request_captures(alice, wishes=wrong)
    with pytest.raises(DocumentUnknown):
        request_captures(alice, wishes=[CaptureWish(site.url(), "no-such-document")])
    with pytest.raises(CaptureInvalid):
        request_captures(alice, wishes=[good], level=Level.RESTRICTED)
    assert not CaptureRequest.objects.exists()


def test_an_interrupted_lot_is_taken_up_where_it_stopped(
    site: Site, alice: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    lot = request_captures(alice, wishes=wishes(site, 12)).lot
    put, calls = FileStore.put_all, []

    def full(self, contents):  # type: ignore[no-untyped-def]
        calls.append(1)
        if len(calls) > 9:
            raise StoreFailed("The disk is full")
        return put(self, contents)

    monkeypatch.setattr(FileStore, "put_all", full)
    with pytest.raises(StoreFailed):
        work_lot(alice, lot=lot)
    done = Capture.objects.count()
    assert 0 < done < 12
    assert CaptureRequest.objects.filter(state=RequestState.DONE).count() == done
    monkeypatch.undo()
    made = work_lot(alice, lot=lot)
    assert len(made) == 12 - done
    assert Capture.objects.count() == 12 and lot_detail(alice, lot).waiting == 0
    assert work_lot(alice, lot=lot) == ()


def test_a_request_somebody_is_at_is_left_until_their_claim_lapses(site: Site, alice: Viewer) -> None:
    request_captures(alice, wishes=wishes(site, 1))
    CaptureRequest.objects.update(claimed_until=now() + CLAIM, tries=1)
    assert work_requests().done == 0
    with frozen(now() + CLAIM + timedelta(seconds=1)):
        assert work_requests().done == 1


def test_a_request_answered_by_another_meanwhile_is_not_answered_twice(
    site: Site, alice: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_captures(alice, wishes=wishes(site, 1))
    compare = acknowledging.compare

    def meanwhile(store, kept):  # type: ignore[no-untyped-def]
        CaptureRequest.objects.update(state=RequestState.DONE)
        return compare(store, kept)

    monkeypatch.setattr(acknowledging, "compare", meanwhile)
    assert work_requests().done == 0
    assert not Capture.objects.exists() and not LogEntry.objects.exists()


def test_a_wish_that_comes_to_nothing_says_why_and_is_in_the_log(site: Site, alice: Viewer) -> None:
    request_captures(alice, wishes=[CaptureWish("http://10.0.0.1/")])
    worked = work_requests()
    assert (worked.done, worked.failed) == (0, 1)
    (row,) = requests_list(alice, state=RequestState.FAILED)
    assert row.trouble["code"] == "not-reached" and row.capture is None
    assert LogEntry.objects.get().verb == "failed"


def test_a_request_that_keeps_killing_its_worker_is_given_up(site: Site, alice: Viewer) -> None:
    request_captures(alice, wishes=wishes(site, 1))
    CaptureRequest.objects.update(tries=MOST_TRIES)  # begun three times, never finished
    assert work_requests().done == 0
    (row,) = requests_list(alice)
    assert (row.state, row.trouble["code"]) == (RequestState.FAILED, "capture-given-up")
    assert site.requests == []


def test_a_request_in_the_background_waits_for_the_worker(site: Site, alice: Viewer) -> None:
    request_captures(alice, wishes=wishes(site, 2), in_background=True)
    assert DBTaskResult.objects.get().task_path == "holdfast.evidence.tasks.work_off_requests"
    assert work_off_requests.call() == {"done": 2, "failed": 0}


def test_the_asker_is_the_collector_in_the_background_and_the_doer_in_person(
    site: Site, alice: Viewer, rania: Viewer
) -> None:
    request_captures(alice, wishes=wishes(site, 1))
    work_requests()
    lot = request_captures(alice, wishes=wishes(site, 1)).lot
    work_lot(rania, lot=lot)
    assert list(Capture.objects.order_by("id").values_list("collector", flat=True)) == ["alice", "rania"]
