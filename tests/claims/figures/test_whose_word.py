"""Sources that are named without a capital, or beside another."""

from holdfast.claims.engine.extract import extract


def sources(text: str, lang: str = "en") -> dict[str, str | None]:
    return {item.text: item.attribution for item in extract(text, lang=lang) if item.kind.is_figure}


def test_a_source_that_is_no_name_is_given_as_it_stands() -> None:
    assert sources("The ministry said 340 roofs were mended.") == {"340": "ministry"}
    assert sources("Of the 340 roofs, the water company reported, 20 were mended.")["20"] == "water company"


def test_the_office_is_the_one_that_was_named_before() -> None:
    text = "The Office of Roofs said 5 men fell. The office said 340 roofs were mended."
    assert sources(text) == {"5": "Office of Roofs", "340": "Office of Roofs"}


def test_two_sources_of_a_sentence_have_each_its_own_figure() -> None:
    text = "Mayor Anna Keller counted 17 broken pumps, while the water company said 23."
    assert sources(text) == {"17": "Mayor Anna Keller", "23": "water company"}
    text = "The Bureau of Roofs counted 17 broken roofs, while the office said 23 were mended."
    assert sources(text) == {"17": "Bureau of Roofs", "23": "Bureau of Roofs"}
