"""Texts that nobody means well with: no hang, no crash, offsets that hold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.claims.engine import extract as door
from holdfast.claims.engine.extract import LanguageNotRead, extract
from steps import steps_of

LONG = 50_000
MOST_STEPS = 40  # a character; the worst of these texts takes 17
MOST_AT_ONCE = 1200  # characters that the patterns are given: what they try is bounded by it
PIECES = (
    "word ", "1", "1 ", "1,", "100,", "Abc ", "a", "A", "one ", "one and ", "a hundred ", "from 1 to ", "since ",
    "since October 10 ", "said ", "The Ministry of ", "of the ", '"', "“5” ", "(", ".", "-", "1-", "5% ", "5 per ",
    "million ", "5 million million ", "@", "a@", "http://", "+1 ", "0123 ", "10:30 ", "على 500 الأقل في غزة ",
    "ב-7 באוקטובר נהרגו ", "5 people\n", "5 killed; ", "dozens of hundreds of ", "1/", "a'", "US$", "5\u0301", "\x00",
)  # fmt: skip
SAYS_NOTHING = frozenset(
    ["word ", "1", "100,", "Abc ", "a", "A", "since ", "said ", "The Ministry of ", "of the ", '"', "(", ".", "-", "1-",
     "million ", "@", "a@", "http://", "a'", "US$", "\x00"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["at least", "5", "1,200", "٢٥٠", "per cent", "%", "million", "$", "of", "the", "10 October", "2023", "since",
     "said", "UN", "and", "-", "one", "a fifth", ".", ";", "\u200f", "\u0301", "“", "between", "7.5", "غزة",
     "7-ב", "to"]
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES, ids=[ascii(piece) for piece in PIECES])
def test_a_sentence_without_end_costs_no_more_than_its_length(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (piece * LONG)[:LONG]
    published = date(2025, 11, 26)
    items = extract(text, lang="en", published=published)
    assert [text[item.start : item.end] for item in items] == [item.text for item in items]
    assert bool(items) is (piece not in SAYS_NOTHING)

    quarter = steps_of(lambda: extract(text[: LONG // 4], lang="en", published=published))
    whole = steps_of(lambda: extract(text, lang="en", published=published))
    assert whole < 5 * quarter  # four times the text; sixteen times the steps if each looked at all others
    assert whole < MOST_STEPS * LONG

    read: list[int] = []
    opened = door.open_sentence
    monkeypatch.setattr(
        door, "open_sentence", lambda raw, *rest: (read.append(len(raw)), opened(raw, *rest))[1]
    )
    extract(text, lang="en", published=published)
    assert max(read) <= MOST_AT_ONCE


def holds(text: str) -> None:
    items = extract(text)
    assert items == extract(text)
    assert list(items) == sorted(items, key=lambda item: item.start)
    for item in items:
        assert 0 <= item.start < item.end <= len(text)
        assert text[item.start : item.end] == item.text


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_offsets_slice_to_the_text_of_any_text(text: str) -> None:
    holds(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_offsets_slice_to_the_text_of_figures_in_disorder(text: str) -> None:
    holds(text)


def test_nothing_is_found_in_nothing() -> None:
    assert extract("") == extract("  \n\n ") == ()


def test_a_language_that_is_not_read_is_refused_or_said() -> None:
    with pytest.raises(LanguageNotRead):
        extract("5 dogs", lang="nl")
    dutch = "De gemeente heeft 1.200 woningen gebouwd voor de mensen die door het water uit hun huizen zijn verdreven."
    items = extract(dutch)
    assert [item.text for item in items] == ["1.200"]
    assert all(item.lang == "und" and item.ask for item in items)
