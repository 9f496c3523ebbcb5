"""Spans of a text go as whole characters, and leave marks that tell neither what stood there nor how much."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.evidence.errors import RedactionInvalid
from holdfast.evidence.reviewing.wanted import MARK, Kind, Span, read_wanted, taken_out

ARABIC = "قَالَ أَحْمَدُ إِنَّ الشَّاحِنَة وَصَلَتْ"
FAMILY = "👨‍👩‍👧‍👦"
WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from(list(ARABIC + FAMILY + "🇵🇸🇫🇷👍🏽é\u0301\r\n ab█")),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=60,
)


@st.composite
def text_and_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(WORDS.filter(bool))
    pairs = draw(
        st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))), min_size=1, max_size=6)
    )
    return text, [Span(min(a, b - 1), max(a + 1, b)) for a, b in pairs]


def test_it_works() -> None:
    assert taken_out("Ahmad saw Mona.", [Span(0, 5), Span(10, 14)]) == (f"{MARK} saw {MARK}.", (0, 10))


@given(text_and_spans())
def test_what_is_left_is_the_text_around_the_spans_in_order(given_: tuple[str, list[Span]]) -> None:
    text, spans = given_
    left, marks = taken_out(text, spans)
    assert all(left[mark : mark + len(MARK)] == MARK for mark in marks)
    assert all(second >= first + len(MARK) for first, second in pairwise(marks))
    pieces, at = [], 0
    for mark in marks:
        pieces.append(left[at:mark])
        at = mark + len(MARK)
    pieces.append(left[at:])
    # Every piece stands in the original, in order, and over none of the characters that were to go.
    gone = {number for span in spans for number in range(span.start, span.end)}
    assert text.startswith(pieces[0])
    assert text.endswith(pieces[-1])
    assert sum(map(len, pieces)) <= len(text) - len(gone)


@given(text_and_spans(), st.data())
def test_texts_that_differ_inside_a_span_alone_leave_the_same(
    given_: tuple[str, list[Span]], data: st.DataObject
) -> None:
    text, spans = given_
    span = spans[0]
    plain = "".join("a" if span.start <= at < span.end else char for at, char in enumerate(text))
    other = data.draw(st.text(alphabet="bcdefgh", min_size=1, max_size=80))
    swapped = text[: span.start] + other + text[span.end :]
    first = taken_out(plain, [span])
    second = taken_out(swapped, [Span(span.start, span.start + len(other))])
    assert first == second


def test_spans_that_overlap_or_touch_are_one() -> None:
    assert taken_out("abcdefgh", [Span(4, 6), Span(1, 3), Span(2, 5), Span(6, 7)])[0] == f"a{MARK}h"


def test_marks_over_an_arabic_letter_go_with_it() -> None:
    # The letter alone was named, the fatha and shadda over it are code points of their own.
    start = ARABIC.index("ش")
    left, _ = taken_out(ARABIC, [Span(start, start + 1)])
    assert left == ARABIC.replace("شَّ", MARK)


def test_the_mark_alone_takes_its_letter() -> None:
    assert taken_out("سَلام", [Span(1, 2)])[0] == f"{MARK}لام"


@pytest.mark.parametrize("at", range(7))
def test_a_piece_of_an_emoji_takes_all_of_it(at: int) -> None:
    assert taken_out(f"a{FAMILY}b", [Span(1 + at, 2 + at)])[0] == f"a{MARK}b"


def test_a_flag_is_two_letters_and_its_neighbour_stays() -> None:
    assert taken_out("🇵🇸🇫🇷", [Span(1, 2)])[0] == f"{MARK}🇫🇷"
    assert taken_out("🇵🇸🇫🇷", [Span(2, 3)])[0] == f"🇵🇸{MARK}"


def test_a_skin_tone_goes_with_its_hand() -> None:
    assert taken_out("x👍🏽y", [Span(1, 2)])[0] == f"x{MARK}y"


def test_a_span_beyond_the_text_is_refused() -> None:
    with pytest.raises(RedactionInvalid, match="after the text's 3 characters"):
        taken_out("abc", [Span(2, 4)])


@pytest.mark.parametrize(
    "item",
    [
        {"start": 3, "end": 3},
        {"start": 4, "end": 3},
        {"start": -1, "end": 3},
        {"start": True, "end": 3},
        {"start": 0.5, "end": 3},
        {"start": "0", "end": 3},
        {"start": 0},
        {"start": 0, "end": 3, "by": 1},
        {"x": 0, "y": 0, "width": 1, "height": 1},
    ],
)
def test_what_is_no_span_is_refused(item: dict[str, object]) -> None:
    with pytest.raises(RedactionInvalid):
        read_wanted(Kind.TEXT, [item])


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        (Kind.IMAGE, {"x": 0, "y": 0, "width": 0, "height": 1}),
        (Kind.IMAGE, {"x": 0, "y": 0, "width": 10**9, "height": 1}),
        (Kind.IMAGE, {"x": 0, "y": 0, "width": 1, "height": 1, "page": 1}),
        (Kind.PDF, {"x": 0, "y": 0, "width": 1, "height": 1, "page": 0}),
        (Kind.PDF, {"x": 0, "y": -1, "width": 1, "height": 1, "page": 1}),
    ],
)
def test_what_is_no_region_is_refused(kind: Kind, item: dict[str, int]) -> None:
    with pytest.raises(RedactionInvalid):
        read_wanted(kind, [item])
