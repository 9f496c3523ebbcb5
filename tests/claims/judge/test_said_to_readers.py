"""What a reason says of a quantity and of a time: in words of the reader, and not odd."""

from datetime import date
from decimal import Decimal

import pytest

from holdfast.claims.engine.concepts import Measured, make_lexicon, with_concepts
from holdfast.claims.engine.concepts.lexicon import name_of
from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.judge import Checked, Reading, Record, Speaker, check_items

OFFICE = "harbour-office"
LEXICON = make_lexicon()


def reading(value: int, last: date, main: str = "killed") -> Reading:
    """A reading of a counter that began with the year."""
    return Reading(
        key=f"R-{value}-{last}", series="S-1", series_name={"en": "Killed"}, indicator="killed",
        measured=Measured(main=main), source=OFFICE, cumulative=True, adds_up=False, kind="value",
        first=date(2025, 1, 1), last=last, since=date(2025, 1, 1), at_agreement=False, value=Decimal(value),
    )  # fmt: skip


def checked(text: str, *rows: Reading) -> Checked:
    """The first figure of the text, held against these readings."""
    speaker = Speaker(key=OFFICE, name={"en": "Harbour Office"}, counter=OFFICE, party="", relation="")
    by_main: dict[str, tuple[Reading, ...]] = {}
    for row in rows:
        by_main[row.measured.main] = (*by_main.get(row.measured.main, ()), row)
    items = with_concepts(text, extract(text, published=date(2025, 12, 1)), LEXICON)
    record = Record(by_main=by_main, speakers={OFFICE: speaker}, lexicon=LEXICON)
    lines = check_items(text, items, record, today=date(2025, 12, 1))
    return next(line for line in lines if line.item.kind.is_figure)


def test_every_event_and_thing_has_a_name_in_the_languages_of_the_pages() -> None:
    for key in LEXICON.keys.values():
        if key.group in ("event", "thing"):
            assert set(name_of(key.name)) == {"en", "ar"}, key.name
    assert name_of("hot-meals") == {"en": "hot meals"}


@pytest.mark.parametrize("key", ["missing-or-buried", "inhabitants"])
def test_no_key_is_shown_to_a_reader(key: str) -> None:
    assert key not in name_of(key)["en"]


def test_a_quantity_that_is_not_held_is_named_in_the_language_of_the_reader() -> None:
    why = checked("In the port 9,431 people are missing under the rubble.").why
    assert why.code == "check-nothing-held"
    assert "missing or buried under rubble" in why.render("en") and "-" not in why.render("en")
    assert "المفقودون" in why.render("ar")


def test_what_a_later_reading_had_come_to_is_said_so() -> None:
    why = checked(
        "As of 3 March 2025, 612 people were killed in the war.", reading(521, date(2025, 5, 5))
    ).why
    assert why.code == "check-beyond-first"
    assert "had counted 521 by 5 May 2025, the first reading here after that time" in why.render("en")
    assert "0–" not in why.render("en")


def test_an_estimate_of_before_the_first_reading_names_that_reading() -> None:
    line = checked(
        "An estimated 912 people had been killed as of 3 March 2025.", reading(521, date(2025, 5, 5))
    )
    assert line.why.code == "check-estimate-before"
    assert "had counted 521 by 5 May 2025" in line.why.render("en")


def test_below_the_first_reading_nothing_can_be_told() -> None:
    line = checked("As of 3 March 2025, 412 people were killed in the war.", reading(521, date(2025, 5, 5)))
    assert (line.rule, line.why.code) == ("cannot-be-told", "check-open-before")


def test_a_vague_number_comes_with_the_closest_reading_and_none_of_nothing() -> None:
    rows = [reading(521, date(2025, 5, 5)), reading(640, date(2025, 6, 5)), reading(0, date(2025, 7, 5))]
    assert [row.value for row in checked("Hundreds were killed in the war.", *rows).cited] == [640]
    assert checked("Hundreds were killed in the war.", rows[2]).cited == ()
