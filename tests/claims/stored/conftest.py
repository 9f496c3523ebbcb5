"""A record small enough to know by heart: a town and its paper, a notice, a report that passes it on, one row."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from holdfast.claims.actions.claims import add_claim
from holdfast.claims.actions.reviews import review_claim, second_review
from holdfast.claims.stored import Side
from holdfast.journal.actions import recording
from holdfast.people.types import Level, Viewer
from holdfast.sources import actions
from holdfast.sources.types import DocumentDef, SourceDef

TOWN = SourceDef("town", {"en": "Town of Hillside", "ar": "بلدة التل"}, kind="town", level=Level.PUBLIC)
PAPER = SourceDef("paper", {"en": "The Paper"}, level=Level.PUBLIC)
CLOSED = SourceDef("closed", {"en": "A source in confidence"}, level=Level.DESK)
NOTICE = DocumentDef(
    "notice",
    "town",
    {"en": "Notice"},
    url="https://town.example/notice",
    said="2026-03-01",
    level=Level.PUBLIC,
)
REPORT = DocumentDef(
    "report",
    "paper",
    {"en": "Report"},
    url="https://paper.example/report",
    said="2026-03-05",
    relays=("notice",),
    level=Level.PUBLIC,
)
COUNT = DocumentDef(
    "count",
    "paper",
    {"en": "Our own count"},
    url="https://paper.example/count",
    said="2026-03-06",
    level=Level.PUBLIC,
)
MEMO = DocumentDef("memo", "town", {"en": "Memo"}, said="2026-03-02", level=Level.DESK)
WHY = {"en": "The notice and the count both say so.", "ar": "الإشعار والعدّ يقولان ذلك."}
DAY = date(2026, 3, 7)


@pytest.fixture
def sources(alice: Viewer) -> None:
    """The town, the paper, what they published, and a memo of the desk."""
    with recording(actor=alice.key, verb="load_case", object_key="case:x") as entry:
        actions.save_sources(entry, [TOWN, PAPER, CLOSED])
        actions.save_documents(entry, [NOTICE, REPORT, COUNT, MEMO])
        entry.commit_to({})


@pytest.fixture
def claim(sources: None, alice: Viewer) -> str:
    """The town says that it served 600 meals."""
    return add_claim(
        viewer=alice,
        text="We served at least 600 meals a day in February.",
        language="en",
        side=Side("town"),
        said="2026-03-01",
        where="Press conference",
        document="notice",
        place="Hillside",
        asserts=[{"kind": "count", "value": 600, "bound": "at_least", "what": "meals", "per": "day"}],
    )


@pytest.fixture
def review_of(alice: Viewer) -> Callable[..., str]:
    """`review_of("C-0001", "vague")`: Alice's review of a claim."""

    def make(claim: str, verdict: str = "partly supported", **more: Any) -> str:
        more.setdefault("evidence", ["notice", "count"])
        more.setdefault("why", WHY)
        return review_claim(viewer=alice, claim=claim, verdict=verdict, **more)

    return make


@pytest.fixture
def read_review(claim: str, review_of: Callable[..., str], rania: Viewer) -> str:
    """A review that Rania has read second."""
    made = review_of(claim)
    second_review(viewer=rania, review=made)
    return made
