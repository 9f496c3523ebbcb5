"""Canonical JSON: the published vectors of RFC 8785, exact numbers, and nothing that cannot be written back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.base.canonical import NotCanonical, canonical_json, canonical_loads, digest, readable_json
from holdfast.base.errors import HoldfastError, shown


class Mood(StrEnum):
    GOOD = "good"


class Size(IntEnum):
    LARGE = 3


@dataclass
class Row:
    value: int = 1


# RFC 8785, section 3.2.3: the order of keys by UTF-16 code units, and the values in that order.
SORTING = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\U0001f600": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
}
SORTED_VALUES = [
    "Carriage Return",
    "One",
    "Control",
    "Latin Small Letter O With Diaeresis",
    "Euro Sign",
    "Emoji: Grinning Face",
    "Hebrew Letter Dalet With Dagesh",
]

# The reference test data of the RFC's authors whose numbers are integers within 2**53, some values shortened:
# (input, canonical form).
VECTORS = [
    (
        r'{"1": {"f": {"f": "hi","F": 5} ,"\n": 56.0}, "10": { }, "": "empty", "a": { }, "111": [ { } ], "A": { }}',
        r'{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}}',
    ),
    (
        '{"sin": "x", "péché": "is wrong according to French", "peach": "This", "pêche": "but"}',
        '{"peach":"This","péché":"is wrong according to French","pêche":"but","sin":"x"}',
    ),
    (
        r'{"\u20ac":0, "1":1, "\u0080": "Control\u007f", "\ud83d\ude02":2, "\u00f6":3, "\ufb33":4, "</script>":5}',
        '{"1":1,"</script>":5,"\u0080":"Control\u007f","ö":3,"€":0,"😂":2,"\ufb33":4}',
    ),
    (
        r'{"escaping": "\u20ac$\u000F\u000aA\u0027\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}',
        r'{"escaping":"€$\u000f\nA' + "'" + r'B\"\\\\\"/","literals":[null,true,false]}',
    ),
]


def test_keys_are_sorted_by_utf_16_code_units() -> None:
    assert list(json.loads(canonical_json(SORTING)).values()) == SORTED_VALUES


@pytest.mark.parametrize(("given_text", "canonical"), VECTORS)
def test_the_rfcs_vectors_byte_for_byte(given_text: str, canonical: str) -> None:
    assert canonical_json(canonical_loads(given_text)) == canonical.encode()


def test_control_characters_take_their_short_or_lower_case_escape() -> None:
    assert (
        canonical_json("\b\t\n\f\r\x00\x1f\x7f\u2028") == '"\\b\\t\\n\\f\\r\\u0000\\u001f\x7f\u2028"'.encode()
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.50"), "1.5"),
        (Decimal("5.0"), "5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.0"), "0"),
        (Decimal("0E-50"), "0"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("0.1"), "0.1"),
        (2**53 + 1, "9007199254740993"),
        (-(10**99), "-1" + "0" * 99),
        (Mood.GOOD, '"good"'),
        (Size.LARGE, "3"),
        (True, "true"),
        (date(2025, 10, 10), '"2025-10-10"'),
        (datetime(2025, 10, 10, 12, tzinfo=timezone(timedelta(hours=3))), '"2025-10-10T09:00:00Z"'),
        ((1, [2]), "[1,[2]]"),
        ({Mood.GOOD: None}, '{"good":null}'),
        ({}, "{}"),
    ],
)
def test_each_type_has_one_form(value: Any, text: str) -> None:
    assert canonical_json(value).decode() == text


@pytest.mark.parametrize(
    "value",
    [
        0.5, float("nan"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1E+1000000000"),
        Decimal("1E-1000000000"), 10**100, 10**5000, datetime(2025, 10, 10), {1, 2}, b"x", Row(), {1: 2}, {None: 1},
        object(), "\ud800", {"\ud800": 1}, 1j, range(3),
    ],
    ids=lambda value: "object" if type(value) is object else shown(value, 30),
)  # fmt: skip
def test_what_has_no_exact_form_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical) as refused:
        canonical_json([value])
    assert len(str(refused.value)) < 500


def test_nesting_without_end_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(NotCanonical):
        canonical_json(endless)
    for brackets in (b"[" * 10**6, b'{"a":' * 10**5, b"[" * 5000 + b"]" * 5000):
        with pytest.raises(NotCanonical) as refused:
            canonical_loads(brackets)
        assert len(str(refused.value)) < 500


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"NaN", b"[Infinity]", b"-Infinity", b'{"a":1,"a":2}', b'{"a":{"b":1,"b":1}}', b"\xff",
        b"\xef\xbb\xbf1",         b"01", b"1" * 101, b"1e101", b"1e-999999999", b"0." + b"1" * 400,
        rb'"\ud800"', rb'{"\udc00": 1}', b"'a'",
        b"1 2",         b'"\x01"', b"\x00", b"1" * 10**6,
    ],
    ids=lambda value: shown(value, 30),
)  # fmt: skip
def test_bytes_that_are_not_of_this_kind_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical) as refused:
        canonical_loads(data)
    assert len(str(refused.value)) < 500


def test_numbers_are_read_exactly() -> None:
    assert canonical_loads(b'{"a":0.10,"b":1e3,"c":9007199254740993}') == {
        "a": Decimal("0.1"),
        "b": Decimal(1000),
        "c": 9007199254740993,
    }
    assert isinstance(canonical_loads(b"0.10"), Decimal)


def test_a_key_that_stands_twice_is_named() -> None:
    with pytest.raises(NotCanonical, match="'b' stands twice"):
        canonical_loads(b'{"a":1,"b":1,"b":2}')


def test_the_digest_is_of_the_canonical_bytes() -> None:
    assert digest({"b": 1, "a": 2}) == hashlib.sha256(b'{"a":2,"b":1}').hexdigest()


def test_readable_json_keeps_the_order_given() -> None:
    assert (
        readable_json({"b": [1, Decimal("0.50")], "a": {}})
        == '{\n  "b": [\n    1,\n    0.5\n  ],\n  "a": {}\n}'
    )


NUMBERS = st.integers(-(10**30), 10**30) | st.decimals(allow_nan=False, allow_infinity=False, places=6)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_written_reads_back_equal_and_writes_the_same_bytes(value: Any) -> None:
    written = canonical_json(value)
    read = canonical_loads(written)
    assert read == value
    assert canonical_json(read) == written
    assert canonical_json(canonical_loads(readable_json(value))) == written


@given(st.dictionaries(st.text(), st.integers()))
def test_the_order_of_insertion_does_not_matter(value: dict[str, int]) -> None:
    assert canonical_json(dict(reversed(value.items()))) == canonical_json(value)


JSON_PIECES = st.sampled_from(
    [*'{}[]:,"\\u0123eE.-+ \n', "null", "true", "NaN", '"a"', "1e9", "\\ud83d", "Infinity"]
)


@given(st.binary(max_size=60) | st.lists(JSON_PIECES, max_size=20).map(lambda parts: "".join(parts).encode()))
def test_hostile_bytes_are_read_or_refused_and_what_is_read_can_be_written(data: bytes) -> None:
    try:
        value = canonical_loads(data)
    except HoldfastError as error:
        assert error.code == "not-canonical"
    else:
        canonical_json(value)
