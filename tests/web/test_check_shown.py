"""How a checked text is laid out: what stands where, in which order, and beside what."""

from typing import Any

from django.utils.translation import override

from holdfast.web.claims.check_shown import laid_out
from holdfast.web.claims.check_words import newer_word


def item(text: str, part: str, **more: Any) -> dict[str, Any]:
    start = text.index(part)
    said = {"start": start, "end": start + len(part), "text": part, "verdict": "supported", "why": ""}
    return said | more


def test_an_item_in_another_stands_behind_it() -> None:
    text = "At least 90 percent of 12 towns\nand 7 more"
    laid = laid_out(
        {
            "text": text,
            "items": [item(text, "At least 90 percent"), item(text, "90 percent"), item(text, "7")],
        }
    )
    pieces = [piece for paragraph in laid.paragraphs for piece in paragraph]
    assert "".join(piece.text for piece in pieces) == text.replace("\n", "")
    assert [len(piece.also) for piece in pieces if piece.kind == "item"] == [1, 0]


def test_furniture_and_items_cut_the_text_whole() -> None:
    text = "menu 5\n\nbody 6 here\n\nfoot"
    laid = laid_out(
        {"text": text, "items": [item(text, "6")], "furniture": [[0, 6, "navigation"], [21, 25, "tags"]]}
    )
    pieces = [piece for paragraph in laid.paragraphs for piece in paragraph]
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("furniture", "menu 5"),
        ("plain", "body "),
        ("item", "6"),
        ("plain", " here"),
        ("furniture", "foot"),
    ]


def test_lines_are_numbered_as_in_the_report_and_dates_stand_apart() -> None:
    text = "On 5 May 12 came, on 6 May 14"
    dates = {"rule": "date-alone", "verdict": "not checkable"}
    given = [item(text, "5 May", **dates), item(text, "12"), item(text, "6 May", **dates), item(text, "14")]
    laid = laid_out({"text": text, "items": [one | (dates if "rule" in one else {}) for one in given]})
    assert [one.number for one in laid.findings] == [1, 2] and [one.number for one in laid.dates] == [-1, -2]


def test_the_row_the_reason_speaks_of_stands_first_and_newer_ones_after_it() -> None:
    rows = [
        {"row": "O-1", "value": 7, "as_of": "2025-10-01"},
        {"row": "O-2", "value": 145, "as_of": "2025-10-30"},
        {"row": "O-3", "value": 145, "as_of": "2025-10-31"},
    ]
    newer = [{"row": "O-4", "value": 171, "as_of": "2025-11-06"}, rows[0]]
    said = {"held": 145, "day": {"date": "2025-10-31"}}
    held = item("145 came", "145", why_params=said, citations=rows, newer=newer)
    (found,) = laid_out({"text": "145 came", "items": [held]}).findings
    assert [(one["row"], one["newer"]) for one in found.rows] == [
        ("O-3", False),
        ("O-2", False),
        ("O-1", True),
        ("O-4", True),
    ]


def test_what_the_record_answers_stands_before_what_it_only_does_not_bear_out() -> None:
    text = "12 came, 13 came, 14 came, 15 came and 16 came"
    given = [
        item(text, "12", verdict="unsupported", rule="no-reading-then"),
        item(text, "13", verdict="outdated", rule="older-reading"),
        item(text, "14", verdict="unsupported", rule="wrong-source"),
        item(text, "15", verdict="contradicted by", rule="another-number"),
        item(text, "16", verdict="not found in the record", rule="nothing-held"),
    ]
    laid = laid_out({"text": text, "items": given})
    assert [one.words for one in laid.thrown] == ["15", "13", "14"]
    assert [one.words for one in laid.unborne] == ["12"]
    assert laid.answer() == "3 of 5 lines will be thrown back, 1 more may be"
    assert laid_out({"text": text, "items": given[:1]}).answer().startswith("1 of 1 lines may be thrown back")
    assert (
        laid_out({"text": text, "items": given[-1:]}).answer()
        == "1 line checked; the record contradicts none"
    )


def test_what_is_out_of_date_stands_with_the_newer_row_too() -> None:
    rows = [{"row": "O-1", "value": 145, "as_of": "2025-10-31", "address": "https://www.one.example/a?b"}]
    newer = [{"row": "O-2", "value": 226, "as_of": "2025-12-09", "per": "day", "address": "http://[bad"}]
    held = item("145 came", "145", verdict="outdated", citations=rows, newer=newer)
    (found,) = laid_out({"text": "145 came", "items": [held]}).thrown
    assert [one["row"] for one in found.proof] == ["O-1", "O-2"]
    assert [(one["host"], one["per_word"]) for one in found.proof] == [("one.example", ""), ("", "a day")]


def test_a_newer_row_of_after_the_day_read_says_so_and_stands_after_one_of_before() -> None:
    rows = [{"row": "O-1", "value": 145, "as_of": "2025-10-31"}]
    newer = [
        {"row": "O-3", "value": 573, "as_of": "2026-02-06"},
        {"row": "O-2", "value": 226, "as_of": "2025-12-09"},
    ]
    held = item("145 came", "145", verdict="outdated", citations=rows, newer=newer)
    (found,) = laid_out({"text": "145 came", "items": [held], "as_of": "2025-12-10"}).findings
    assert [(one["row"], newer_word(one)) for one in found.rows] == [
        ("O-1", ""),
        ("O-2", "newer:"),
        ("O-3", "newer, of after the day read:"),
    ]
    assert [one["row"] for one in found.proof] == ["O-1", "O-2"]
    with override("ar"):
        assert newer_word(found.rows[2]) == "أحدث، من بعد يوم القراءة:"
    (found,) = laid_out({"text": "145 came", "items": [held]}).findings
    assert {newer_word(one) for one in found.rows} == {"", "newer:"}


def test_what_only_a_person_can_settle_is_asked_in_the_language_of_the_page() -> None:
    said = {"why_code": "check-ask", "why_params": {"ask": "3.203 could be 3203 or 3.203"}, "why": "…"}
    held = item("3.203 came", "3.203", verdict="not checkable", **said)
    with override("ar"):
        (found,) = laid_out({"text": "3.203 came", "items": [held]}).findings
    assert "قد يكون" in found.why and "could be" not in found.why


def test_of_a_text_of_which_nothing_can_be_checked_no_record_is_said_to_contradict_none() -> None:
    text = "12 came and 13 came"
    given = [item(text, one, verdict="not checkable", rule="ask-a-person") for one in ("12", "13")]
    assert laid_out({"text": text, "items": given}).answer() == "2 lines found; none can be checked"
