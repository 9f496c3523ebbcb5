"""An accepted check of a draft: the text's hash, each line by a named person, and nothing added later."""

from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from holdfast.base.errors import HoldfastError
from holdfast.claims.actions.reports import accept_report
from holdfast.claims.models import Report, ReportLine
from holdfast.claims.queries.reports import report_detail
from holdfast.claims.queries.statistics import sides_statistics
from holdfast.claims.stored import GivenLine, Side
from holdfast.journal.models import Line
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]
TEXT = "  In all, 1.5 million trucks — ١٥٠ — crossed.\r\n"
ITEM = {"start": 10, "end": 13, "text": "1.5", "value": Decimal("1.5"), "kind": "count", "as_of": None}


def accept(viewer: Viewer, **more: Any) -> str:
    given: dict[str, Any] = {
        "viewer": viewer,
        "title": "A statement of March",
        "side": Side("town"),
        "text": TEXT,
        "as_of": date(2026, 3, 7),
        "seq": 12,
        "checked_at": datetime(2026, 3, 7, 9, tzinfo=UTC),
        "lines": [
            GivenLine(
                ITEM, "outdated", why_code="equal-to-older", why_params={"n": 2}, citations=({"row": "O-1"},)
            ),
            GivenLine(ITEM, "unsupported", "vague", reason="It names no period"),
        ],
    }
    return accept_report(**(given | more))


def test_it_works(sources: None, alice: Viewer) -> None:
    found = report_detail(alice, accept(alice))
    assert found.sha256 == sha256(TEXT.encode()).hexdigest() and found.text == ""
    assert [(one.proposed, one.verdict, one.reason) for one in found.lines] == [
        ("outdated", "outdated", ""),
        ("unsupported", "vague", "It names no period"),
    ]
    assert found.lines[0].item["value"] == Decimal("1.5") and found.lines[0].citations == ({"row": "O-1"},)
    assert found.lines[0].why == {"why_code": "equal-to-older", "why_params": {"n": 2}}
    assert (found.seq, found.source, found.by) == (12, "town", "alice")
    assert Line.objects.order_by("-seq")[0].verb == "accept_report"


def test_the_text_is_kept_only_where_somebody_asks_and_letter_by_letter(sources: None, alice: Viewer) -> None:
    found = report_detail(alice, accept(alice, keep_text=True, side=Side(desk=True)))
    assert found.text == TEXT and found.desk
    assert sha256(found.text.encode()).hexdigest() == found.sha256


def test_a_text_of_who_is_no_source_here_is_counted_under_others(sources: None, alice: Viewer) -> None:
    found = report_detail(alice, accept(alice, side=Side(name="The Kite Post")))
    assert (found.desk, found.source, found.other) == (False, None, "The Kite Post")
    counted = {one.key: one for one in sides_statistics(alice)}
    assert (counted["others"].lines, counted["others"].reports) == (2, 1)
    assert counted["this desk"].checked == 0


def test_who_may_not_edit_accepts_nothing(sources: None, bob: Viewer, charlie: Viewer) -> None:
    for viewer in (bob, charlie):
        with pytest.raises(NotAllowed):
            accept(viewer)


@pytest.mark.parametrize(
    "wrong",
    [
        {"side": Side()},
        {"side": Side("nobody")},
        {"side": Side("town", name="The Kite Post")},
        {"side": Side(desk=True, name="The Kite Post")},
        {"side": Side(name="x" * 301)},
        {"side": Side(name=" ")},
        {"title": ""},
        {"title": "x" * 301},
        {"lines": []},
        {"lines": [GivenLine(ITEM, "true")]},
        {"lines": [GivenLine(ITEM, "vague", "true", reason="x")]},
        {"lines": [GivenLine(ITEM, "vague", "supported")]},
        {"lines": [GivenLine({"value": 1.5}, "vague")]},
        {"lines": [GivenLine({"text": "x" * 300_000}, "vague")]},
        {"lines": [GivenLine("600", "vague")]},
        {"text": "a\x00b", "keep_text": True},
        {"text": "\ud800", "keep_text": True},
        {"checked_at": datetime(2026, 3, 7)},
        {"level": 30},
        {"level": 7},
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_written(
    sources: None, alice: Viewer, wrong: dict
) -> None:
    lines = Line.objects.count()
    with pytest.raises(HoldfastError):
        accept(alice, **wrong)
    assert (Report.objects.count(), ReportLine.objects.count(), Line.objects.count()) == (0, 0, lines)


def test_the_store_adds_and_changes_no_line_later(sources: None, alice: Viewer) -> None:
    accept(alice)
    report = Report.objects.get()
    fields = {"report": report, "item": "{}", "accepted_by": "alice", "accepted_at": report.checked_at}
    for batch in (report.batch, 1):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportLine.objects.create(place=9, proposed="vague", verdict="vague", batch=batch, **fields)
    for change in ({"verdict": "supported"}, {"reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportLine.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(desk=True)
