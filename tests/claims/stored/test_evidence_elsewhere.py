"""A verdict that bears a claim out rests on rows that the desk's check cites, or says that it does not."""

import json
from datetime import date
from types import SimpleNamespace

import pytest

from claims.stored.conftest import WHY
from holdfast.claims.actions import bearing, reviews
from holdfast.claims.actions.reviews import review_claim
from holdfast.claims.engine.items import Kind
from holdfast.claims.errors import EvidenceElsewhere
from holdfast.claims.models import Review
from holdfast.claims.stored import Verdict
from holdfast.people.types import Viewer

DAY = date(2026, 3, 7)


@pytest.fixture
def cited(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk's check finds one figure, and cites a row of the town's meals for it."""
    row = SimpleNamespace(key="O-7", series="town-meals")
    line = SimpleNamespace(item=SimpleNamespace(kind=Kind.COUNT), cited=(row,))
    monkeypatch.setattr(bearing, "draft_checked", lambda *_, **__: SimpleNamespace(lines=(line,)))


@pytest.mark.usefixtures("cited")
def test_rows_of_another_series_are_named_where_the_verdict_bears_the_claim_out() -> None:
    viewer = Viewer.anonymous()
    for word in (Verdict.SUPPORTED, Verdict.AS_ATTRIBUTED, Verdict.PARTLY):
        assert bearing.other_rows(viewer, word, "600 meals", {"fuel-trucks"}, DAY) == ("O-7",)
        assert bearing.other_rows(viewer, word, "600 meals", {"fuel-trucks", "town-meals"}, DAY) is None
    assert bearing.other_rows(viewer, Verdict.CONTRADICTED, "600 meals", {"fuel-trucks"}, DAY) is None
    assert bearing.other_rows(viewer, Verdict.SUPPORTED, "600 meals", set(), DAY) is None


@pytest.mark.django_db
@pytest.mark.usefixtures("cited")
def test_such_a_review_asks_for_a_word_and_then_says_so(
    claim: str, alice: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = reviews._evidence

    def of_another_series(viewer: Viewer, keys: list[str]) -> list[reviews._Found]:
        pieces = found(viewer, keys)
        for one in pieces:
            one.series = "fuel-trucks"
        return pieces

    monkeypatch.setattr(reviews, "_evidence", of_another_series)
    asked = {"viewer": alice, "claim": claim, "verdict": "supported as attributed", "why": WHY}
    with pytest.raises(EvidenceElsewhere, match="O-7"):
        review_claim(**asked, evidence=["notice"])
    assert not Review.objects.exists()
    review_claim(**asked, evidence=["notice"], evidence_anyway=True)
    why = json.loads(str(Review.objects.get().why))
    assert why["en"].startswith(WHY["en"]) and "does not rest on the rows" in why["en"]
    assert why["ar"] != WHY["ar"]
