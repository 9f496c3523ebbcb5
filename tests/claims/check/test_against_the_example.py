"""Invented statements against the example: what is not consistent in every respect is never called supported."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.claims.engine.judge import Checked, Verdict
from holdfast.claims.queries.checking import draft_checked
from holdfast.people.types import Viewer

ROOT = Path(__file__).parents[3]
ARTICLE = ROOT.parent / "shared" / "data" / "claims" / "article"
PUBLISHED = date(2025, 12, 1)
OFFICE = "According to the Gaza Government Media Office, "
MINISTRY = "According to the Ministry of Health in Gaza, "
DAY = " as of 22 November 2025."

pytestmark = pytest.mark.django_db


def one(viewer: Viewer, text: str, number: str, **asked: Any) -> Checked:
    """The line of the item that reads so."""
    asked.setdefault("published", PUBLISHED)
    found = [line for line in draft_checked(viewer, text, **asked).lines if line.item.text == number]
    assert found, text
    return found[0]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (OFFICE + "342 Palestinians were killed" + DAY, "342"),
        (OFFICE + "Israel killed at least 342 Palestinians" + DAY, "342"),
        ("قال المكتب الإعلامي الحكومي في غزة إن 342 فلسطينيا قتلوا حتى 22 نوفمبر 2025.", "342"),
        ("ارتكبت إسرائيل 497 خرقا لوقف إطلاق النار حتى 22 نوفمبر 2025 بحسب المكتب الإعلامي الحكومي.", "497"),
        (MINISTRY + "around 70,000 Palestinians had been killed as of 23 November 2025.", "70,000"),
        (OFFICE + "at least 250 Palestinians were killed as of 20 November 2025.", "250"),
    ],
)
def test_what_the_source_named_says_is_supported_as_attributed(
    viewer: Viewer, text: str, number: str
) -> None:
    assert one(viewer, text, number).verdict is Verdict.AS_ATTRIBUTED


@pytest.mark.parametrize(
    ("text", "number", "rule"),
    [
        (OFFICE + "Israel killed 875 Palestinians" + DAY, "875", "wrong-quantity"),
        (MINISTRY + "342 Palestinians were killed" + DAY, "342", "wrong-source"),
        ("According to the United Nations, 342 Palestinians were killed" + DAY, "342", "wrong-source"),
        ("أعلنت وزارة الصحة في غزة مقتل 342 فلسطينيا حتى 22 نوفمبر 2025.", "342", "wrong-source"),
        (OFFICE + "342 Palestinians were killed in the West Bank" + DAY, "342", "wrong-quantity"),
        (OFFICE + "342 Israelis were killed" + DAY, "342", "wrong-quantity"),
        (OFFICE + "342 children were killed" + DAY, "342", "wrong-quantity"),
        (OFFICE + "Hamas killed 342 Palestinians" + DAY, "342", "wrong-quantity"),
        (OFFICE + "342 Palestinians were killed as of 10 November 2025.", "342", "another-day"),
        (OFFICE + "none of the 342 Palestinians were killed" + DAY, "342", "denied"),
        (OFFICE + "more than 342 Palestinians were killed" + DAY, "342", "another-number"),
        (OFFICE + "500 Palestinians were killed as of 20 November 2025.", "500", "beyond-two-readings"),
        (OFFICE + "300 Palestinians were killed as of 20 November 2025.", "300", "cannot-be-told"),
        (OFFICE + "up to 5,000 Palestinians were killed" + DAY, "5,000", "far-from-it"),
        (OFFICE + "3,203 aid trucks entered Gaza by 31 October 2025.", "3,203", "wrong-quantity"),
        (OFFICE + "2,564 trucks entered Gaza by 31 October 2025.", "2,564", "part-of-it"),
        (MINISTRY + "70,000 Palestinians have been killed as of 23 November 2025.", "70,000", "rounded"),
        ("342 Palestinians were killed" + DAY, "342", "party-alone"),
    ],
)
def test_what_differs_in_one_thing_is_not_supported(
    viewer: Viewer, text: str, number: str, rule: str
) -> None:
    found = one(viewer, text, number)
    assert not found.verdict.supports
    assert found.rule == rule
    assert found.cited


def test_times_ten_is_not_supported(viewer: Viewer) -> None:
    assert (
        one(viewer, OFFICE + "3,420 Palestinians were killed" + DAY, "3,420").verdict is Verdict.CONTRADICTED
    )


def test_an_older_mean_is_outdated_and_both_are_given(viewer: Viewer) -> None:
    found = one(viewer, "An average of 145 trucks entered Gaza daily.", "145")
    assert found.verdict is Verdict.OUTDATED
    assert found.newer and "145" in found.why.render("en") and "171" in found.why.render("en")
    dated = one(viewer, "An average of 145 trucks entered Gaza daily.", "145", published=date(2025, 11, 1))
    assert dated.verdict is not Verdict.OUTDATED


def test_a_newer_count_of_a_part_puts_no_whole_out_of_date(viewer: Viewer) -> None:
    line = one(viewer, "An average of 145 trucks enter Gaza daily.", "145", published=date(2025, 12, 10))
    assert [row.measured.cargo for row in line.newer] != ["fuel"] and all(
        row.value > 100 for row in line.newer
    )
    assert line.verdict is Verdict.OUTDATED and line.newer


def test_what_is_out_of_date_cites_the_reading_its_reason_names_before_one_of_after_the_day_read(
    viewer: Viewer,
) -> None:
    line = one(viewer, "875 people were injured since 10 October.", "875", published=date(2025, 12, 10))
    assert line.verdict is Verdict.OUTDATED and "980" in line.why.render("en")
    assert [row.value for row in line.newer] == [980, 1553]


def test_a_newer_count_of_the_whole_puts_no_part_out_of_date(viewer: Viewer) -> None:
    line = one(viewer, "An average of five trucks enter Gaza daily.", "five", published=date(2025, 12, 22))
    assert line.verdict not in (Verdict.OUTDATED, Verdict.CONTRADICTED)


def test_a_bare_word_is_told_as_one(viewer: Viewer) -> None:
    text = "COGAT says more than 600 trucks enter Gaza a day."
    found = one(viewer, text, "600", published=date(2025, 12, 20))
    assert (found.verdict, found.why.code) == (Verdict.AS_ATTRIBUTED, "check-stated-only")


def test_what_entered_is_not_what_was_offloaded(viewer: Viewer) -> None:
    text = "UN2720 says 6,545 aid trucks entered Gaza by 7 December 2025."
    found = one(viewer, text, "6,545", published=date(2026, 3, 1))
    assert not found.verdict.supports


def test_a_text_is_held_against_itself(viewer: Viewer) -> None:
    text = "3,203 trucks entered, made up of 2,564 aid trucks and 700 commercial trucks."
    assert [why.code for why in one(viewer, text, "3,203").warnings] == ["inside-parts"]


def test_its_own_count_bears_a_side_out_in_nothing(viewer: Viewer) -> None:
    text = "As of 7 December 2025, 6,545 aid trucks were offloaded in Gaza."
    alone = one(viewer, text, "6,545", published=date(2026, 3, 1))
    own = one(viewer, text, "6,545", published=date(2026, 3, 1), side="un2720")
    assert alone.verdict is Verdict.SUPPORTED
    assert not own.verdict.supports


def test_every_line_speaks_in_both_languages(viewer: Viewer) -> None:
    for line in draft_checked(viewer, OFFICE + "342 were killed, dozens injured on 3 May.").lines:
        for lang in ("en", "ar"):
            assert line.why.render(lang)


@pytest.mark.skipif(not ARTICLE.is_dir(), reason="../shared/data/claims is not here: no real draft to check")
@pytest.mark.parametrize("published", [None, date(2025, 11, 26)])
def test_nothing_in_a_real_draft_is_called_supported_that_is_not(
    viewer: Viewer, published: date | None
) -> None:
    text = next(ARTICLE.glob("*.txt")).read_text("utf-8")
    found = draft_checked(viewer, text, published=published)
    by_text: dict[str, Checked] = {}
    for line in found.lines:
        by_text.setdefault(line.item.text, line)
    assert {line.item.text for line in found.lines if line.verdict.supports} == {"497", "342", "875"}
    for number, newest in (("497", 1620), ("342", 573), ("875", 1553)):
        assert [row.value for row in by_text[number].newer] == [newest]
    assert by_text["145"].verdict is Verdict.OUTDATED
    assert by_text["600"].verdict is Verdict.ATTRIBUTED_ONLY
    assert by_text["680,000"].verdict is Verdict.UNSUPPORTED
    assert {row.source for row in by_text["680,000"].cited} == {"gaza-moh"}
    for number in (
        "10,000",
        "2.3 million",
        "90 percent",
        "60",
        "second",
        "eight",
        "four days",
        "$35 billion",
    ):
        assert by_text[number].verdict is Verdict.NOT_FOUND, number
    assert by_text["hundreds"].verdict is Verdict.VAGUE
    assert not by_text["100"].verdict.supports


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norland is the third country to ban the agency.", "rank"),
        ("Norland is the third country to ban the agency.", "ban"),
        ("Parliament voted 61 to 59 to leave.", "vote"),
        ("The court ruled that the crossing must open.", "ruling"),
    ],
)
def test_a_rank_a_ban_a_vote_and_a_ruling_are_told_with_what_the_record_would_need(
    viewer: Viewer, text: str, kind: str
) -> None:
    found = [line for line in draft_checked(viewer, text).lines if line.item.kind.value == kind]
    assert found
    for line in found:
        assert (line.verdict, line.rule) == (Verdict.NOT_FOUND, "not-recorded")
        assert line.would_change is not None and line.would_change.code == f"change-need-{kind}"
        assert line.would_change.render("en") != line.would_change.render("ar")


@pytest.mark.parametrize(
    ("text", "number", "verdict"),
    [
        (OFFICE + "Israel committed 738 violations in the 60 days to 8 December 2025.", "738", Verdict.AS_ATTRIBUTED),
        (OFFICE + "Israel committed 738 violations in the 30 days to 8 December 2025.", "738", Verdict.UNSUPPORTED),
        (OFFICE + "342 people were killed in the 24 hours to 22 November 2025.", "342", Verdict.UNSUPPORTED),
        (OFFICE + "Israel violated the truce 497 times by 22 November 2025.", "497", Verdict.AS_ATTRIBUTED),
        (OFFICE + "there were 142 direct attacks, 21 raids and 228 bombardments" + DAY, "21", Verdict.AS_ATTRIBUTED),
        (OFFICE + "there were 142 direct attacks, 22 raids and 228 bombardments" + DAY, "22", Verdict.CONTRADICTED),
        (OFFICE + "there were 342 to 4,000 Palestinians killed" + DAY, "342 to 4,000", Verdict.UNSUPPORTED),
        ("Israel said that 27 of the 28 deceased hostages had been returned by 3 December 2025.", "27",
         Verdict.AS_ATTRIBUTED),
        ("The Gaza Government Media Office and the United Nations said 342 people were killed" + DAY, "342",
         Verdict.UNSUPPORTED),
    ],
)  # fmt: skip
def test_windows_parts_and_joint_sources(viewer: Viewer, text: str, number: str, verdict: Verdict) -> None:
    assert one(viewer, text, number, published=date(2026, 1, 10)).verdict is verdict


@pytest.mark.parametrize("said", ["Hamas said ", "Only ", "The Government Media Office in Gaza said "])
def test_a_count_that_does_not_say_of_what_it_is_is_against_nothing(viewer: Viewer, said: str) -> None:
    told = said + "13,511 aid trucks had entered Gaza."
    found = one(viewer, told, "13,511", published=date(2025, 12, 12))
    assert (found.verdict, found.rule) == (Verdict.UNSUPPORTED, "not-comparable")
    assert "does not say of what it is" in found.why.render("en")
