"""What stands over thousands of numbers is read once, and no more of it than anybody writes."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from holdfast.base.why import Why
from holdfast.claims.engine.concepts.lexicon import make_lexicon
from holdfast.claims.engine.items import Item, Kind
from holdfast.claims.engine.judge import headed
from holdfast.claims.engine.judge.checked import Checked
from holdfast.claims.engine.judge.headings import Outline, Over, Place
from holdfast.claims.engine.judge.readings import Record
from holdfast.claims.engine.judge.taken import _each
from holdfast.claims.engine.verdicts import Verdict

RECORD = Record({}, {}, make_lexicon())
LINE = Checked(
    Item(0, 3, "342", "en", Kind.COUNT, value=Decimal(342)),
    Verdict.SUPPORTED,
    "supported",
    Why.of("check-date"),
)


def test_the_same_words_over_the_same_rows_are_read_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: Counter[str] = Counter()

    def counted(one: Over, *_: object) -> bool:
        asked[one.text] += 1
        return False

    monkeypatch.setattr(headed, "says_otherwise", counted)
    read = headed._Read(RECORD)
    for start in range(50):
        assert not read.otherwise(Over("Boats", start, start + 5, Place.HEADING), LINE)
    assert asked == {"Boats": 1}


def test_a_heading_longer_than_anybody_writes_is_left_to_a_person_unread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(headed, "says_otherwise", lambda *_: False)
    read = headed._Read(RECORD)
    assert read.otherwise(Over("w" * 4001, 0, 4001, Place.HEADING), LINE)
    assert not read.otherwise(Over("w" * 4000, 0, 4000, Place.HEADING), LINE)


def test_past_so_many_characters_only_short_words_over_a_number_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(headed, "says_otherwise", lambda *_: False)
    monkeypatch.setattr(headed, "_MOST_READ", 1000)
    read = headed._Read(RECORD)
    assert not read.otherwise(Over("a" * 600, 0, 600, Place.HEADING), LINE)
    assert read.otherwise(Over("b" * 600, 0, 600, Place.HEADING), LINE)
    assert not read.otherwise(Over("c" * 400, 0, 400, Place.HEADING), LINE)
    assert not read.otherwise(Over("a" * 600, 0, 600, Place.HEADING), LINE)


def test_guessed_headings_that_follow_one_another_are_not_kept_over_each_other_without_end() -> None:
    outline = Outline("\n".join("Boats here" for _ in range(300)) + "\n\nThe warden counted 41 boats.")
    assert max(len(one.heads) for one in outline._lines) == 12


def test_a_name_is_looked_for_at_the_beginning_of_a_line_and_found_all_the_same() -> None:
    pattern = re.compile(r"(?P<who>.*\bharbour\b.*) in (?P<place>[A-Z]\w+)")
    for text in (
        "The harbour office in Ardal said so, the harbour crew in Benno not",
        "no port in Ardal\nthe harbour in Benno\nand the harbour",
        "harbour harbour harbour",
        "",
        "\n\nthe harbour in Ardal\n",
    ):
        assert [met.span() for met in _each(pattern, text)] == [met.span() for met in pattern.finditer(text)]
