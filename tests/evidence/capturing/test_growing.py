"""What only grew is told from what was altered; a finding is put away with a reason, and stands."""

import json

import pytest

from evidence.capturing.site import Site, answer
from holdfast.evidence.actions.capture import capture_addresses
from holdfast.evidence.actions.findings import put_away_finding
from holdfast.evidence.capturing.growing import json_grew, table_grew, text_grew
from holdfast.evidence.errors import ReviewInvalid
from holdfast.evidence.queries import captures
from holdfast.evidence.queries.log import log_entries
from holdfast.evidence.queries.opened import capture_item
from holdfast.evidence.queries.preserved import capture_lines
from holdfast.evidence.queries.watches import changes_list
from holdfast.evidence.types import Compared, Verb
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Viewer

TABLE = b"day,trucks\n2026-01-01,400\n2026-01-02,\n"


@pytest.mark.parametrize(
    ("after", "grew"),
    [
        (TABLE + b"2026-01-03,380\n", True),
        (b"day,trucks\n2026-01-03,380\n2026-01-01,400\n2026-01-02,\n", True),  # the newest first
        (b"\xef\xbb\xbf" + TABLE.replace(b"\n", b"\r\n") + b"2026-01-03,380", True),
        (
            TABLE.replace(b"2026-01-02,", b"2026-01-02,100") + b"2026-01-03,380\n",
            False,
        ),  # what was empty is filled
        (TABLE.replace(b"400", b"40") + b"2026-01-03,380\n", False),
        (b"day,trucks\n2026-01-02,\n2026-01-01,400\n2026-01-03,1\n", False),  # in another order
        (b"day,trucks,note\n2026-01-01,400,\n2026-01-02,,\n2026-01-03,1,\n", False),
        (b"day,trucks\n2026-01-01,400\n2026-01-03,380\n2026-01-04,1\n", False),  # a row is gone
        (TABLE, False),
        (b"", False),
        (b'day,trucks\n"2026', False),
        (b"\xff\xfe\x00", False),
    ],
)
def test_rows_are_added_and_nothing_altered(after: bytes, grew: bool) -> None:
    assert table_grew(TABLE, after) is grew


def test_a_line_put_into_a_cell_is_no_row() -> None:
    before = b'day,note\n1,"600 trucks\na day"\n'
    assert not table_grew(before, b'day,note\n1,"600 trucks\nnot\na day"\n')
    assert table_grew(before, before + b'2,"x\ny"\n')


@pytest.mark.parametrize(
    ("before", "after", "grew"),
    [
        ([1, 2], [1, 2, 3], True),
        ([{"day": 1}], [{"day": 2}, {"day": 1}], True),
        ({"rows": [1], "unit": "trucks"}, {"rows": [1, 2], "unit": "trucks"}, True),
        ({"rows": [1], "updated": "monday"}, {"rows": [1, 2], "updated": "tuesday"}, False),
        ([1, 2], [2, 1, 3], False),
        ([1], [True, 3], False),
        ({"a": 1}, {"b": 1}, False),
        ([], [1], False),
        ([1], [1], False),
    ],
)
def test_json_grows_by_items_and_keys(before: object, after: object, grew: bool) -> None:
    assert json_grew(json.dumps(before).encode(), json.dumps(after).encode()) is grew


def test_what_is_no_json_did_not_grow() -> None:
    assert not json_grew(b"[" * 100_000, b"[1]") and not json_grew(b"[1]", b"[1, 2")


@pytest.mark.parametrize(
    ("after", "grew"),
    [
        ("Talks were held.\nA text followed.", True),
        ("Talks were held. \n\nA text followed.\n", True),
        ("Talks were held in May.", False),
        ("Talks were held. Not so.", False),
        ("No.\nTalks were held.", False),
        ("Talks were held.\n\n", False),
        ("Talks", False),
    ],
)
def test_a_text_grows_at_its_end_by_lines(after: str, grew: bool) -> None:
    assert text_grew("Talks were held.\n", after) is grew


def captured(viewer: Viewer, site: Site, body: bytes, mime: str = "text/csv", level: int = Level.DESK) -> str:
    site.routes["/f.csv"] = answer(body, mime=mime)
    (made,) = capture_addresses(viewer, addresses=[site.url("/f.csv")], level=level)
    assert made.capture is not None
    return made.capture.key


def test_a_file_that_grew_is_its_own_dated_fact(site: Site, alice: Viewer) -> None:
    for body in (TABLE, TABLE + b"2026-01-03,380\n", TABLE + b"2026-01-03,381\n2026-01-04,1\n"):
        captured(alice, site, body)
    changed, grew = changes_list(alice)
    assert (grew.earlier, grew.later, grew.compared) == ("E-0001", "E-0002", Compared.GREW)
    assert (changed.earlier, changed.later, changed.compared) == ("E-0002", "E-0003", Compared.CHANGED)
    assert Verb.GREW in {one.verb for one in log_entries(alice, objects=["E-0001"])}
    assert Verb.CHANGED not in {one.verb for one in log_entries(alice, objects=["E-0001"])}


def test_a_page_that_grew_at_its_end(site: Site, alice: Viewer) -> None:
    for body in (b"<p>One hundred", b"<p>One hundred<p>and fifty", b"<p>Two<p>One hundred<p>and fifty"):
        site.routes["/"] = answer(body)
        capture_addresses(alice, addresses=[site.url()])
    assert [one.compared for one in changes_list(alice)] == [Compared.CHANGED, Compared.GREW]


def test_a_finding_is_put_away_with_a_reason_and_stands(site: Site, alice: Viewer, bob: Viewer) -> None:
    for body in (TABLE, TABLE + b"2026-01-03,380\n"):
        captured(alice, site, body)
    with pytest.raises(NotAllowed):
        put_away_finding(viewer=bob, capture="E-0002", reason="Seen")
    with pytest.raises(ReviewInvalid):
        put_away_finding(viewer=alice, capture="E-0002", reason=" ")
    with pytest.raises(ReviewInvalid):
        put_away_finding(viewer=alice, capture="E-0001", reason="Seen")  # it found nothing
    with pytest.raises(ReviewInvalid):
        put_away_finding(viewer=alice, capture="E-0002", reason="Seen", away=False)
    put_away_finding(viewer=alice, capture="E-0002", reason="New rows alone")
    assert changes_list(bob) == ()
    (away,) = changes_list(bob, away=True)
    assert away.later == "E-0002" and away.away is not None
    assert (away.away.by, away.away.reason) == ("alice", "New rows alone")
    put_away_finding(viewer=alice, capture="E-0002", reason="One row is wrong", away=False)
    assert [one.later for one in changes_list(bob)] == ["E-0002"] and changes_list(bob, away=True) == ()
    entered = [one.verb for one in log_entries(alice, objects=["E-0002"])]
    assert entered.count(Verb.PUT_AWAY) == 2


def test_what_is_put_away_stays_away_when_it_is_found_again(site: Site, alice: Viewer) -> None:
    captured(alice, site, TABLE)
    for _ in range(2):
        site.routes["/f.csv"] = answer(b"gone", "404 Not Found")
        capture_addresses(alice, addresses=[site.url("/f.csv")])
        if changes_list(alice):
            put_away_finding(viewer=alice, capture=changes_list(alice)[0].later, reason="It moved")
    assert changes_list(alice) == () and len(changes_list(alice, away=True)) == 1


def test_a_finding_is_not_dropped_because_the_first_is_hidden(
    site: Site, adam: Viewer, alice: Viewer
) -> None:
    captured(alice, site, TABLE)
    site.routes["/f.csv"] = answer(b"gone", "404 Not Found")
    for level in (Level.RESTRICTED, Level.DESK, Level.DESK):
        capture_addresses(adam, addresses=[site.url("/f.csv")], level=level)
    assert [one.later for one in changes_list(adam)] == ["E-0002"]
    assert [one.later for one in changes_list(alice)] == ["E-0003"]
    # That somebody found it gone before, in a capture she may not see, the log does not tell her either.
    assert Verb.REMOVED in {one.verb for one in log_entries(adam, objects=["E-0001"])}
    assert Verb.REMOVED not in {one.verb for one in log_entries(alice, objects=["E-0001"])}


def test_a_hidden_capture_before_is_no_word_of_the_later_one(
    site: Site, adam: Viewer, alice: Viewer, charlie: Viewer
) -> None:
    captured(adam, site, TABLE, level=Level.RESTRICTED)
    captured(adam, site, TABLE.replace(b"400", b"40"), level=Level.PUBLIC)
    for viewer, said in ((adam, Compared.CHANGED), (alice, Compared.FIRST), (charlie, Compared.FIRST)):
        assert captures.capture(viewer, "E-0002").compared is said
        assert capture_item(viewer, "E-0002").capture.compared is said
        assert capture_lines(viewer, limit=1)[0].compared is said
    with pytest.raises(ReviewInvalid):
        put_away_finding(viewer=alice, capture="E-0002", reason="Seen")
