"""A watched address is captured again, and what changed or was removed is a dated fact."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from evidence.capturing.site import Site, answer
from holdfast.base.clock import frozen, now
from holdfast.evidence.actions.capture import capture_addresses
from holdfast.evidence.actions.capture_watches import run_due_watches, stop_watching, watch_address
from holdfast.evidence.errors import CaptureInvalid, WatchUnknown
from holdfast.evidence.models import Capture, LogEntry, Opening, Watch
from holdfast.evidence.queries.captures import capture_difference
from holdfast.evidence.queries.watches import changes_list, watches_list
from holdfast.evidence.types import Compared
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def verbs() -> list[tuple[str, str]]:
    return list(LogEntry.objects.order_by("seq").values_list("verb", "object_key"))


def test_what_changed_and_what_was_removed_are_dated_facts(
    site: Site, alice: Viewer, charlie: Viewer
) -> None:
    start = now() + timedelta(minutes=1)
    watch_address(alice, address=site.url(), every_hours=6)
    plays = [
        (answer(b"<p>600 trucks a day"), Compared.FIRST),
        (answer(b"<p>600 trucks   a day<!-- other markup -->"), Compared.SAME),
        (answer(b"<p>400 trucks a day"), Compared.CHANGED),
        (answer(b"oops", "503 Down"), Compared.FAILED),
        (answer(b"gone", "404 Not Found"), Compared.REMOVED),
        (answer(b"gone", "410 Gone"), Compared.REMOVED),
        (answer(b"<p>400 trucks a day"), Compared.SAME),
    ]
    for turn, (said, compared) in enumerate(plays):
        site.routes["/"] = said
        with frozen(start + timedelta(hours=7 * turn)):
            assert run_due_watches().done == 1
            assert run_due_watches().done == 0  # it has had its turn
        assert Capture.objects.order_by("-id").values_list("compared", flat=True)[0] == compared
    # Each is entered once, under the capture it is about, when it was found.
    assert [entry for entry in verbs() if entry[0] != "collected"] == [
        ("changed", "E-0002"),
        ("removed", "E-0003"),
    ]
    content = json.loads(Opening.objects.get(seq=LogEntry.objects.get(verb="removed").seq).content)
    assert content["found_by"] == "E-0005" and content["status"] == 404 and content["address"] == site.url()
    gone, changed = changes_list(alice)
    assert (gone.earlier, gone.later, gone.compared) == ("E-0003", "E-0005", Compared.REMOVED)
    assert (changed.earlier, changed.later, changed.compared) == ("E-0002", "E-0003", Compared.CHANGED)
    assert changes_list(charlie) == () and watches_list(charlie) == ()
    assert "-600 trucks a day" in capture_difference(alice, "E-0003")
    assert "+400 trucks a day" in capture_difference(alice, "E-0003")
    (watch,) = watches_list(alice)
    assert (watch.last, watch.last_compared) == ("E-0007", Compared.SAME)


def test_bytes_that_differ_without_a_text_are_a_change(site: Site, alice: Viewer) -> None:
    for body in (b"\x89PNG\r\n\x1a\n one", b"\x89PNG\r\n\x1a\n one", b"\x89PNG\r\n\x1a\n two"):
        site.routes["/pic.png"] = answer(body, mime="image/png")
        capture_addresses(alice, addresses=[site.url("/pic.png")])
    assert list(Capture.objects.order_by("id").values_list("compared", flat=True)) == [
        "first",
        "same",
        "changed",
    ]


def test_a_watch_is_changed_by_watching_again_and_ends_when_told(
    site: Site, alice: Viewer, bob: Viewer
) -> None:
    watch_address(alice, address=site.url(), every_hours=6)
    watch_address(alice, address=site.url(), every_hours=24)
    assert [one.every_hours for one in watches_list(alice)] == [24]
    with pytest.raises(NotAllowed):
        stop_watching(bob, address=site.url())
    stop_watching(alice, address=site.url())
    assert watches_list(alice) == () and run_due_watches().done == 0
    with pytest.raises(WatchUnknown):
        stop_watching(alice, address=site.url())


def test_an_interval_is_at_least_an_hour(site: Site, alice: Viewer, bob: Viewer) -> None:
    for hours in (0, -1, 100_000):
        with pytest.raises(CaptureInvalid):
            watch_address(alice, address=site.url(), every_hours=hours)
    with pytest.raises(NotAllowed):
        watch_address(bob, address=site.url(), every_hours=1)
    assert not Watch.objects.exists()


def test_a_watch_of_what_is_not_gone_to_says_so_and_goes_on(site: Site, alice: Viewer) -> None:
    watch_address(alice, address="http://10.0.0.1/", every_hours=1)
    watch_address(alice, address=site.url(), every_hours=1)
    worked = run_due_watches()
    assert (worked.done, worked.failed) == (1, 1)
    assert sorted(verb for verb, _ in verbs()) == ["collected", "failed"]
    assert all(one.next_at > now() for one in watches_list(alice))


def test_a_watch_whose_run_was_killed_is_due_again(
    site: Site, alice: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch_address(alice, address=site.url(), every_hours=24)

    def killed(*words: object, **more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("holdfast.evidence.actions.capture_watches.acknowledge", killed)
        with pytest.raises(KeyboardInterrupt):
            run_due_watches()
    assert run_due_watches().done == 0
    with frozen(now() + timedelta(minutes=11)):
        assert run_due_watches().done == 1
