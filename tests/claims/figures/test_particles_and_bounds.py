"""Words that look like a bound and are none, words of denial that are a bound, and names with an owner in them."""

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Bound, Item


def only(text: str) -> Item:
    """The one figure of the text that is no date."""
    found = [item for item in extract(text) if item.kind.is_figure]
    assert len(found) == 1, text
    return found[0]


@pytest.mark.parametrize("verb", ["handed", "turned", "took", "gave", "signed", "is handing"])
def test_over_after_a_verb_it_belongs_to_is_no_bound(verb: str) -> None:
    assert only(f"The guild {verb} over 20 boats.").bound is Bound.EXACT


@pytest.mark.parametrize(
    "text", ["Over 20 boats sank.", "They handed over well over 20 boats.", "It lasted over 20 days."]
)
def test_over_before_a_number_is_a_bound(text: str) -> None:
    assert only(text).bound is Bound.MORE_THAN


@pytest.mark.parametrize(
    "text",
    [
        "The number of boats did not exceed 145.",
        "The number of boats never exceeded 145.",
        "No more than 145 boats came in.",
        "لم يتجاوز عدد القوارب ١٤٥ قاربا.",
        "عدد القوارب التي دخلت لم يتجاوز ١٤٥ قاربا.",
        "Le nombre de bateaux n'a pas dépassé 145.",
        "Le nombre de bateaux ne dépasse pas 145.",
        "Pas plus de 145 bateaux sont entrés.",
        "El número de barcos no superó los 145.",
        "El número de barcos no ha superado 145.",
        "No más de 145 barcos entraron.",
        "מספר הסירות לא עלה על 145.",
        "לא יותר מ-145 סירות נכנסו.",
    ],
)
def test_not_to_exceed_is_a_bound_and_no_denial(text: str) -> None:
    item = only(text)
    assert (item.value, item.bound, item.negated) == (145, Bound.UP_TO, False)


@pytest.mark.parametrize("text", ["The toll is not 145.", "It did not say that more than 145 boats came."])
def test_a_denial_outside_the_bound_stays_one(text: str) -> None:
    assert only(text).negated


def test_at_least_this_if_not_that() -> None:
    first, second = extract("At least 20 if not 30 boats sank.")
    assert (first.bound, first.negated) == (Bound.AT_LEAST, False)
    assert second.negated, "nobody says that it was so many"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Harbour Workers' Media Office said 30 boats sank.", "Harbour Workers' Media Office"),
        (
            "According to the Union of Net Makers' Press Office, 30 boats sank.",
            "Union of Net Makers' Press Office",
        ),
        ("On 3 May the Doctors' Syndicate said 30 boats sank.", "Doctors' Syndicate"),
    ],
)
def test_a_name_with_an_owner_in_it_is_kept_whole(text: str, name: str) -> None:
    assert only(text).attribution == name
