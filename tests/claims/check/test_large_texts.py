"""A text larger than one check: refused whole and at once, or read part by part, with word of where to go on."""

from dataclasses import replace

import pytest

from holdfast.base.errors import HoldfastError
from holdfast.base.why import Why
from holdfast.claims.engine.concepts.lexicon import make_lexicon
from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Kind
from holdfast.claims.engine.judge import unread
from holdfast.claims.engine.judge.checked import Checked
from holdfast.claims.engine.judge.readings import Record
from holdfast.claims.engine.verdicts import Verdict
from holdfast.claims.errors import DraftBeyondCheck
from holdfast.claims.queries import checking
from holdfast.claims.queries.checking import draft_checked
from holdfast.cli.claims_check import tell
from holdfast.people.types import Viewer

pytestmark = pytest.mark.django_db

ANONYMOUS = Viewer.anonymous()
LINE = "In the harbour town 41 boats were counted by the warden.\n\n"


def test_a_text_of_too_many_characters_is_refused_and_says_how_to_go_on() -> None:
    with pytest.raises(DraftBeyondCheck) as caught:
        draft_checked(ANONYMOUS, "word " * (checking.MOST_CHARS // 5 + 1))
    said = caught.value
    assert "500,005 characters" in said.what_happened and "500,000" in said.what_happened
    assert "Nothing" in (said.untouched or "") and "--from 0" in (said.next_step or "")


def test_a_text_of_too_many_items_is_refused_before_anything_is_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checking, "MOST_ITEMS", 10)
    with pytest.raises(DraftBeyondCheck, match="11 numbers"):
        draft_checked(ANONYMOUS, LINE * 11)
    assert len(draft_checked(ANONYMOUS, LINE * 10).lines) == 10


def test_the_parts_of_a_text_hold_every_item_once_at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_CHARS", len(LINE) * 7 + 9)
    monkeypatch.setattr(checking, "MOST_ITEMS", 5)
    text = LINE * 40
    start: int | None = 0
    found = []
    while start is not None:
        part = draft_checked(ANONYMOUS, text, start=start)
        assert part.part is not None and part.part[0] == start < part.part[1]
        assert part.as_json()["read"] == {
            "from": start,
            "to": part.part[1],
            "of": len(text),
            "go_on": part.rest,
        }
        found += [line.item for line in part.lines]
        start = part.rest
    assert [item.start for item in found] == [at * len(LINE) + 20 for at in range(40)]
    assert all(text[item.start : item.end] == item.text == "41" for item in found)


def test_one_sentence_of_many_items_is_cut_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_ITEMS", 5)
    text = "There were " + ", ".join(f"{at} boats" for at in range(20, 60)) + "."
    start: int | None = 0
    found: list[str] = []
    while start is not None:
        part = draft_checked(ANONYMOUS, text, start=start)
        found += [line.item.text for line in part.lines if line.item.kind is Kind.COUNT]
        start = part.rest
    assert found == [str(at) for at in range(20, 60)]


def test_a_start_beyond_the_text_is_told() -> None:
    with pytest.raises(HoldfastError, match="is not in a text of"):
        draft_checked(ANONYMOUS, LINE, start=5000)


def test_the_lines_begin_with_what_was_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "MOST_ITEMS", 2)
    tell(draft_checked(ANONYMOUS, LINE * 3, start=0))
    said = capsys.readouterr().out
    assert said.startswith(f"Read: characters 0 to {2 * len(LINE)} of {3 * len(LINE)}.")
    assert f"go on with --from {2 * len(LINE)}" in said


def test_headings_of_a_plain_text_do_not_ask_the_language_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(text: str) -> None:
        raise AssertionError(f"py3langid was asked for {text!r}")

    monkeypatch.setattr("holdfast.claims.engine.extract.ranked", asked)
    said = (
        "The ministry said that 12 of the people who were in the camp have left it by the road to the north."
    )
    text = f"Calm After Storm\n\n{said}\n\nWhat’s Next For Olive Growers?\n\nIn March of 2025 9 wells ran dry\n\n{said}"
    found = extract(text)
    assert {one.lang for one in found} == {"en"}
    assert {"12", "9"} <= {one.text for one in found}


def test_a_line_in_another_language_within_a_plain_text_is_still_told_by_itself() -> None:
    said = (
        "The ministry said that 12 of the people who were in the camp have left it by the road to the north."
    )
    text = f"{said}\n\nNouveau bilan : 1.200 morts selon le ministère\n\n{said}"
    (number,) = (one for one in extract(text) if one.text.startswith("1.200"))
    assert (number.lang, number.value) == ("fr", 1200)


def test_what_should_be_known_of_the_reading_is_told_with_the_check(
    capsys: pytest.CaptureFixture[str],
) -> None:
    japanese = draft_checked(
        ANONYMOUS, "死者は342人です。人々は町にいます。", notes=("Read as windows-1252",)
    )
    assert japanese.as_json()["notes"] == [*japanese.notes] and japanese.notes[0] == "Read as windows-1252"
    assert "only digits and signs" in japanese.notes[1]
    tell(japanese)
    assert "Note: Read as windows-1252." in capsys.readouterr().out
    assert "notes" not in draft_checked(ANONYMOUS, LINE).as_json()


def test_a_sentence_without_end_is_left_to_a_person_and_not_looked_through_for_each_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unread, "_MOST_READ", 1_000)
    monkeypatch.setattr(unread, "unread", lambda *_: pytest.fail("the sentence was looked through"))
    where = (0, len(LINE * 9))
    (item,) = extract(LINE)
    line = Checked(replace(item, sentence=where), Verdict.AS_ATTRIBUTED, "holds", Why.of("check-date"))
    for held in unread.hold_back(LINE * 9, [line] * 2, Record({}, {}, make_lexicon())):
        assert held.verdict is Verdict.ATTRIBUTED_ONLY and held.rule == "words-not-read"
        assert "In the harbour town" in held.why.render("en")


def test_whether_one_of_many_parts_holds_a_place_is_one_search() -> None:
    parts = checking._Parts([(10, 20), (0, 40), (50, 60)])
    assert parts.hold(12, 40) and parts.hold(0, 5) and parts.hold(50, 60)
    assert not parts.hold(12, 41) and not parts.hold(45, 55) and not parts.hold(60, 61)
    assert not checking._Parts([]).hold(0, 1)
