"""Findings: a reviewer's word on top of the record's, never without reasons, excuses, and a right of reply."""

from datetime import date

import pytest

from figures.conftest import Bakery
from holdfast.agreements.errors import AgreementUnknown, ObligationUnknown, ReadingUnknown
from holdfast.figures.actions import make_finding, withdraw_finding
from holdfast.figures.errors import FindingIncomplete, FindingNotGrounded, FindingUnknown
from holdfast.figures.queries import corrections_list, findings_list
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Viewer

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 8)
WORDS = {
    "reasons": "Fewer than a hundred loaves on average in the first week.",
    "excuses_considered": "The oven was said to be broken on 4 March; the other days fall short as well.",
    "right_of_reply": "The bakery was asked on 10 March 2026 and did not answer by 20 March 2026.",
}


def make(viewer: Viewer, **other: object) -> object:
    """A finding about the bread."""
    given = {
        "agreement": "bread-2026",
        "obligation": "bread",
        "reading": "average",
        "first": FIRST,
        "last": LAST,
    }
    return make_finding(viewer, **{**given, **WORDS, **other})  # type: ignore[arg-type]


def test_it_works(bakery: Bakery, rania: Viewer, charlie: Viewer) -> None:
    """The reviewer finds it broken, by name; a stranger reads the reasons and the reply."""
    make(rania)
    (found,) = findings_list(charlie)
    assert (found.word, found.by, found.edition, found.obligation) == ("broken", "rania", 1, "bread")
    assert found.right_of_reply == WORDS["right_of_reply"]
    assert [line.kind for line in corrections_list(charlie)] == ["finding"]


@pytest.mark.parametrize("missing", list(WORDS))
def test_nothing_may_be_left_out(bakery: Bakery, rania: Viewer, missing: str) -> None:
    """Reasons, excuses considered, right of reply: each is required."""
    with pytest.raises(FindingIncomplete, match=missing.replace("_", " ")):
        make(rania, **{missing: "  "})
    assert findings_list(rania) == ()


def test_it_stands_only_on_what_the_record_says(gaza: None, rania: Viewer) -> None:
    """Where the record says kept, or not known, no finding can be made."""
    for obligation, reading in (("living-hostages", "handed-over"), ("halt-israel", "harm-from-10-10")):
        with pytest.raises(FindingNotGrounded):
            make(rania, agreement="gaza-ceasefire-2025", obligation=obligation, reading=reading)
    assert findings_list(rania) == ()


def test_an_editor_finds_nothing(bakery: Bakery, alice: Viewer, charlie: Viewer) -> None:
    """The word is a reviewer's."""
    for viewer in (alice, charlie):
        with pytest.raises(NotAllowed):
            make(viewer)
    assert findings_list(charlie) == ()


def test_what_is_not_there_is_said_so(bakery: Bakery, rania: Viewer) -> None:
    """An unknown agreement, obligation, reading, or a window turned round."""
    for other, error in (
        ({"agreement": "none"}, AgreementUnknown),
        ({"obligation": "none"}, ObligationUnknown),
        ({"reading": "none"}, ReadingUnknown),
        ({"first": LAST, "last": FIRST}, FindingIncomplete),
    ):
        with pytest.raises(error):
            make(rania, **other)
    assert findings_list(rania) == ()


def test_a_withdrawal_is_a_new_edition_and_the_first_stays(
    bakery: Bakery, rania: Viewer, charlie: Viewer
) -> None:
    """Withdrawn with reasons; both editions stay readable."""
    make(rania)
    withdraw_finding(rania, finding=1, reasons="The bakery has shown its own slips.")
    (last,) = findings_list(charlie)
    assert (last.word, last.edition) == ("withdrawn", 2)
    assert [one.word for one in findings_list(charlie, every_edition=True)] == ["broken", "withdrawn"]
    with pytest.raises(FindingUnknown):
        withdraw_finding(rania, finding=1, reasons="Again")
    with pytest.raises(FindingUnknown):
        withdraw_finding(rania, finding=7, reasons="None")
