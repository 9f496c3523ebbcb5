"""Reasons: typed parameters that survive JSON, and sentences in each language."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.base.canonical import canonical_json, canonical_loads
from holdfast.base.errors import HoldfastError
from holdfast.base.why import (
    Catalogue,
    CatalogueBroken,
    Term,
    Why,
    WhyMalformed,
    WhyNotInCatalogue,
    Words,
    catalogue,
)

DAYS = {
    "days-missing": {"plural": "days", "one": "{days} day is missing.", "other": "{days} days are missing."}
}
ARABIC_DAYS = {
    "days-missing": {
        "plural": "days",
        "zero": "لا يوم ناقص.",
        "one": "يوم واحد ناقص.",
        "two": "يومان ناقصان.",
        "few": "{days} أيام ناقصة.",
        "many": "{days} يومًا ناقصًا.",
        "other": "{days} يوم ناقص.",
    }
}
WORDS = {"terms": {"state": {"kept": "kept"}}, "said": {"other": "{who} said {what} on {day}."}}


def test_it_works() -> None:
    numbers = {"total": 13511, "days": 60, "stated": 226, "recomputed": Decimal("225.2")}
    why = Why.of("stated-average-differs", per=Term("per.day"), **numbers)
    assert why.as_json() == {
        "why": "13,511 over 60 days is 225.2 a day, not the stated 226.",
        "why_code": "stated-average-differs",
        "why_params": {**numbers, "per": {"term": "per.day"}},
    }
    assert why.render("ar").startswith("13,511 على مدى 60 يومًا تساوي 225.2")


def test_the_order_of_parameters_does_not_matter() -> None:
    assert Why.of("a", x=1, y=2) == Why.of("a", y=2, x=1)
    assert hash(Why.of("a", x=[1, 2])) == hash(Why.of("a", x=(1, 2)))


@pytest.mark.parametrize(
    ("number", "sentence"), [(0, "0 days are missing."), (1, "1 day is missing."), (-1, "")]
)
def test_english_plurals(number: int, sentence: str) -> None:
    rendered = Catalogue("en", DAYS).render(Why.of("days-missing", days=number))
    assert rendered == sentence or (number == -1 and rendered.endswith("day is missing."))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(0, "لا يوم ناقص."), (1, "يوم واحد ناقص."), (2, "يومان ناقصان."), (3, "3 أيام ناقصة."), (11, "11 يومًا ناقصًا."),
     (100, "100 يوم ناقص."), (103, "103 أيام ناقصة."), (1011, "1,011 يومًا ناقصًا.")],
)  # fmt: skip
def test_arabic_plurals(number: int, sentence: str) -> None:
    assert Catalogue("ar", ARABIC_DAYS).render(Why.of("days-missing", days=number)) == sentence


def test_dates_terms_and_lists_are_said_in_the_language() -> None:
    why = Why.of("said", who=["AP", "OCHA"], what=Term("state.kept"), day=date(2025, 10, 10))
    assert Catalogue("en", WORDS).render(why) == "AP and OCHA said kept on 10 October 2025."


def test_a_value_cannot_open_a_placeholder_of_its_own() -> None:
    why = Why.of("said", who="{what}{0}{who.__class__}", what="%s", day="}")
    assert Catalogue("en", WORDS).render(why) == "{what}{0}{who.__class__} said %s on }."


def test_a_foreign_text_is_isolated_in_an_arabic_sentence() -> None:
    arabic = Catalogue("ar", {"said": {"other": "قال {who}."}})
    assert arabic.render(Why.of("said", who="AP (2025)")) == "قال \u2068AP (2025)\u2069."
    sentence = (
        "\u2068الجيش\u2069: 2"  # nothing strong outside its isolates: its direction is told, not guessed
    )
    assert arabic.render(Why.of("said", who=sentence)) == f"قال \u2067{sentence}\u2069."


def test_what_the_catalogue_does_not_hold_is_named() -> None:
    words = Catalogue("en", WORDS)
    with pytest.raises(WhyNotInCatalogue, match="no-such-code"):
        words.render(Why.of("no-such-code"))
    with pytest.raises(WhyNotInCatalogue, match="without day, what"):
        words.render(Why.of("said", who="AP"))
    with pytest.raises(WhyNotInCatalogue, match=r"state\.lost"):
        words.render(Why.of("said", who="AP", what=Term("state.lost"), day="today"))
    with pytest.raises(WhyNotInCatalogue, match="plural"):
        Catalogue("en", DAYS).render(Why.of("days-missing", days="three"))


@pytest.mark.parametrize("code", ["", "Not-Kebab", "a_b", "a.b", "-a", "a-", "a b"])
def test_a_code_is_kebab_case(code: str) -> None:
    with pytest.raises(WhyMalformed):
        Why.of(code)


@pytest.mark.parametrize(
    "value",
    [1.5, True, None, {"a": 1}, {1}, b"x", [[1]], [None], Decimal("NaN"), datetime(2025, 10, 10), object()],
)
def test_a_parameter_that_cannot_be_said_is_refused(value: object) -> None:
    with pytest.raises(HoldfastError):
        Why.of("a", value=value)


SCALARS = (
    st.text(alphabet=st.characters(exclude_categories=["Cs"]))
    | st.integers(-(10**30), 10**30)
    | st.decimals(allow_nan=False, allow_infinity=False, places=4)
    | st.dates()
    | st.datetimes(timezones=st.just(UTC))
    | st.builds(Term, st.text(alphabet="abc.", min_size=1))
)


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), SCALARS | st.lists(SCALARS)))
def test_parameters_survive_canonical_json(params: dict[str, Any]) -> None:
    why = Why.from_params("some-code", params)
    stored = canonical_json(why.params_json())
    assert Why.from_json("some-code", canonical_loads(stored)) == why
    assert canonical_json(Why.from_json("some-code", canonical_loads(stored)).params_json()) == stored


@pytest.mark.parametrize(
    "value", [{"date": "2025-02-30"}, {"date": 5}, {"instant": "x"}, {"other": "x"}, {}, {"a": 1, "b": 2}]
)
def test_stored_parameters_of_no_known_type_are_refused(value: object) -> None:
    with pytest.raises(WhyMalformed):
        Why.from_json("a", {"x": value})


@pytest.mark.parametrize(
    "table",
    [
        {"said": "not a table"},
        {"said": {}},
        {"said": {"one": "x"}},
        {"said": {"other": "{}"}},
        {"said": {"other": "{0}"}},
        {"said": {"other": "{who!r}"}},
        {"said": {"other": "{who:>9}"}},
        {"said": {"other": "{who.name}"}},
        {"said": {"other": "{who"}},
        {"said": {"other": "who}"}},
        {"said": {"other": 5}},
        {"said": {"other": "x", "one": "y"}},
        {"said": {"other": "x", "plural": 5}},
        {"said": {"other": "x", "few": "y", "plural": "n"}},
        {"said": {"other": "x", "one": "{n}", "plural": "n"}},
        {"Said": {"other": "x"}},
        {"terms": {"a": ""}},
        {"terms": {"a": 5}},
    ],
)
def test_a_catalogue_that_is_not_written_as_it_should_be_is_refused(table: dict[str, Any]) -> None:
    with pytest.raises(CatalogueBroken) as refused:
        Catalogue("en", table)
    assert re.match(r"\[?[Ss]aid\b|The term a\b|The template '", str(refused.value))


def test_a_language_without_catalogue_says_so() -> None:
    with pytest.raises(CatalogueBroken, match="fr"):
        catalogue("fr")
    with pytest.raises(HoldfastError):
        catalogue("../../settings")


def test_words_by_language_are_said_in_each_ones_own_and_survive_json() -> None:
    name = {"en": "Ministry of Health", "ar": "وزارة الصحة"}
    why = Why.of("said-by", speaker=name)
    said = {"said-by": {"other": "{speaker}!"}}
    assert Catalogue("en", said).render(why) == "Ministry of Health!"
    assert "وزارة الصحة" in Catalogue("ar", said).render(why)
    assert why.params_json()["speaker"] == {"words": name}
    assert Why.from_json(why.code, why.params_json()) == why


def test_words_missing_in_a_language_fall_back_to_english() -> None:
    assert Words.of({"en": "Court", "fr": "Cour"}).get("ar") == "Court"


@pytest.mark.parametrize("broken", [{}, {"en": 3}, {3: "three"}])
def test_words_that_are_not_texts_by_language_are_refused(broken: dict[object, object]) -> None:
    with pytest.raises(WhyMalformed):
        Why.of("x", words=broken)
