"""What a clause says of its figure: since when, its day, what is left, what is owed, and of which kind."""

from datetime import date
from decimal import Decimal

import pytest

from holdfast.claims.engine.concepts import Measured, make_lexicon, with_concepts
from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.judge import Checked, Reading, Record, Speaker, Verdict, check_items

OFFICE = "harbour-office"
LEXICON = make_lexicon()
MINISTRY = "harbour-ministry"
WAR, TRUCE = date(2023, 10, 7), date(2025, 10, 10)
DAY = date(2025, 11, 18)


def reading(value: int, measured: Measured, *, since: date | None = TRUCE, grade: str = "",
            kind: str = "value", last: date = DAY) -> Reading:  # fmt: skip
    """A reading of a counter, or of one day where it has no start."""
    return Reading(
        key=f"R-{value}", series=f"S-{measured.main}-{grade}-{since}", series_name={"en": measured.main},
        indicator=measured.main, measured=measured, source=OFFICE, cumulative=since is not None, adds_up=False,
        kind=kind, first=since or last, last=last, since=since, at_agreement=since == TRUCE,
        value=Decimal(value), grade=grade, unit="", words={"en": "Diesel."} if grade else {},
    )  # fmt: skip


ROWS = (
    reading(61_304, Measured("killed"), since=WAR),
    reading(133, Measured("killed")),
    reading(21, Measured("hostages", vital="deceased", point="returned")),
    reading(290, Measured("bodies", vital="deceased", population=("palestinians",), point="returned")),
    reading(140, Measured("trucks", cargo="fuel", point="entered")),
    reading(94, Measured("trucks", cargo="fuel", point="entered"), grade="diesel", kind="part"),
    reading(4_020, Measured("trucks", cargo="all", point="entered")),
    reading(611, Measured("violations")),
    reading(48, Measured("bodies-recovered"), since=None),
    reading(16, Measured("hostages", vital="living", point="returned"), last=date(2025, 10, 14)),
)


def checked(text: str) -> dict[str, Checked]:
    """The figures of the text by their words, held against those readings."""
    names = {OFFICE: "Harbour Media Office", MINISTRY: "Harbour Health Ministry"}
    speakers = {key: Speaker(key=key, name={"en": name}, counter=key) for key, name in names.items()}
    by_main: dict[str, tuple[Reading, ...]] = {}
    for row in ROWS:
        by_main[row.measured.main] = (*by_main.get(row.measured.main, ()), row)
    items = with_concepts(text, extract(text, published=date(2025, 12, 1)), LEXICON)
    record = Record(by_main=by_main, speakers=speakers, lexicon=LEXICON)
    lines = check_items(text, items, record, today=date(2025, 12, 1))
    return {line.item.text: line for line in lines if line.item.kind.is_figure}


HOLDING = (Verdict.AS_ATTRIBUTED, Verdict.SUPPORTED, Verdict.ATTRIBUTED_ONLY)
AGAINST = (Verdict.CONTRADICTED, Verdict.OUTDATED)


@pytest.mark.parametrize(
    ("text", "war", "truce"),
    [
        ("By 18 November 2025 61,304 people had been killed since October 2023 and 133 since the truce.",
         "61,304", "133"),
        ("133 people had been killed since the truce, and 61,304 since 7 October 2023, as of 18 November 2025.",
         "61,304", "133"),
        ("61,304 people, 133 of them since the truce, had been killed since 7 October 2023, as of 18 November 2025.",
         "61,304", "133"),
        ("Au 18 novembre 2025, 61 304 personnes ont été tuées depuis le 7 octobre 2023 et 133 depuis la trêve.",
         "61 304", "133"),
        ("Hasta el 18 de noviembre de 2025, 133 personas han muerto desde la tregua y 61.304 desde octubre de 2023.",
         "61.304", "133"),
    ],
)  # fmt: skip
def test_each_figure_has_the_start_of_its_own_clause(text: str, war: str, truce: str) -> None:
    found = checked(text)
    assert found[war].verdict in HOLDING, found[war]
    assert found[truce].verdict in HOLDING, found[truce]


@pytest.mark.parametrize(
    "text",
    [
        "Since 7 October 2023 61,304 and since the truce 133 people were killed, as of 18 November 2025.",
        "قتل 133 شخصا منذ الهدنة و61304 منذ 7 أكتوبر 2023 حتى 18 نوفمبر 2025.",
    ],
)
def test_starts_before_their_figures_and_glued_ones_turn_none_against_the_text(text: str) -> None:
    found = checked(text)
    assert len(found) == 2
    assert found["133"].verdict in HOLDING
    assert not any(line.verdict in AGAINST for line in found.values())


def test_starts_that_are_exchanged_are_not_borne_out() -> None:
    found = checked(
        "As of 18 November 2025 133 people had been killed since October 2023 and 61,304 since the truce."
    )
    assert not any(line.verdict in HOLDING for line in found.values())


@pytest.mark.parametrize(
    "text",
    [
        "The remains of 21 of the 26 dead hostages had been returned by 18 November 2025.",
        "21 of the 26 bodies of hostages had been handed over by 18 November 2025.",
        "Au 18 novembre 2025, 21 des 26 corps d'otages avaient été rendus.",
        "21 de los 26 cuerpos de rehenes habían sido entregados hasta el 18 de noviembre de 2025.",
    ],
)
def test_a_part_is_held_against_its_own_series_and_its_base_against_nothing(text: str) -> None:
    found = checked(text)
    assert found["21"].verdict in HOLDING, found["21"]
    assert found["26"].verdict not in AGAINST


def test_a_part_is_not_contradicted_by_more_than_all_there_are() -> None:
    found = checked("21 of the 26 bodies had been returned by 18 November 2025.")
    assert found["21"].verdict not in AGAINST


def test_another_part_of_them_is_contradicted() -> None:
    found = checked("The remains of 24 of the 26 dead hostages had been returned by 18 November 2025.")
    assert found["24"].verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Five dead hostages remained there as of 18 November 2025.", "Five"),
        ("21 dead hostages had been handed over by 18 November 2025 and 5 hostages were still held.", "5"),
        ("Au 18 novembre 2025, 5 otages décédés restaient sur place.", "5"),
        ("El 18 de noviembre de 2025 quedaban 5 rehenes fallecidos.", "5"),
        ("حتى 18 نوفمبر 2025 لا يزال 5 رهائن متوفين هناك.", "5"),
        ("נכון ל-18 בנובמבר 2025 נותרו שם 5 חטופים חללים.", "5"),
    ],
)
def test_what_is_left_is_not_what_was_handed_over(text: str, number: str) -> None:
    assert checked(text)[number].verdict not in AGAINST


def test_remains_that_are_bodies_are_not_what_is_left() -> None:
    found = checked("The remains of 290 Palestinians had been returned by 18 November 2025.")
    assert found["290"].verdict in HOLDING


def test_one_kind_of_a_cargo_is_held_against_that_kind_alone() -> None:
    found = checked("94 diesel trucks entered between 10 October and 18 November 2025.")
    assert found["94"].verdict in HOLDING
    found = checked("12 trucks of cooking gas entered between 10 October and 18 November 2025.")
    assert found["12"].verdict not in (*AGAINST, *HOLDING)
    found = checked("94 fuel trucks entered between 10 October and 18 November 2025.")
    assert found["94"].verdict is Verdict.CONTRADICTED


def test_what_came_instead_of_a_number_was_owed() -> None:
    found = checked("3 fuel trucks a day entered between 10 October and 18 November 2025, instead of 70.")
    assert found["70"].verdict not in AGAINST and found["70"].item.target


def test_figures_of_one_clause_share_its_day() -> None:
    found = checked("Of the 611 violations by 18 November 2025, 40 were raids.")
    assert found["611"].verdict in HOLDING
    found = checked(
        "The toll since October 2023 stood at 61,304 dead and 150,000 wounded on 18 November 2025."
    )
    assert found["61,304"].verdict in HOLDING


def test_deaths_added_to_a_toll_are_not_contradicted_by_those_who_died_then() -> None:
    found = checked("400 deaths were added to the toll on 18 November 2025.")
    assert found["400"].verdict not in AGAINST


def test_bodies_that_were_recovered_are_bodies_recovered() -> None:
    assert checked("48 bodies were recovered on 18 November 2025.")["48"].verdict in HOLDING
    assert checked("51 bodies were recovered on 18 November 2025.")["51"].verdict is Verdict.CONTRADICTED


def test_what_is_counted_up_to_a_day_is_of_that_day() -> None:
    found = checked("The office, which counts from 12 October, had recorded 133 deaths by 18 November.")
    assert found["133"].item.as_of == "2025-11-18"
    assert found["133"].verdict in HOLDING


def test_all_who_were_handed_over_on_a_day_are_the_count_of_that_day() -> None:
    assert checked("All 16 living hostages were handed over on 14 October 2025.")["16"].verdict in HOLDING
    assert (
        checked("All 19 living hostages were handed over on 14 October 2025.")["19"].verdict
        is Verdict.CONTRADICTED
    )


def test_the_office_is_the_one_that_was_named_an_office() -> None:
    before = (
        "The Harbour Media Office said 611 violations were recorded by 18 November 2025. The Harbour Health Ministry "
        "said 90,000 people were injured by 18 November 2025. "
    )
    found = checked(before + "As of 18 November 2025, 4,020 trucks had entered, the office said.")
    assert found["4,020"].item.attribution == "Harbour Media Office"
    found = checked("The Harbour Health Ministry said 90,000 were injured by 18 November 2025. As of 18 November 2025, "
                    "4,020 trucks had entered, the office said.")  # fmt: skip
    assert found["4,020"].item.attribution is None


def test_a_source_that_is_not_known_beyond_a_semicolon_says_nothing_of_what_stands_before_it() -> None:
    found = checked("48 bodies were recovered on 18 November 2025; 9 people were injured, doctors said.")
    assert found["48"].item.attribution is None and found["48"].verdict in HOLDING
    assert found["9"].item.attribution == "doctors"


def test_a_window_of_months_is_a_window_by_its_length() -> None:
    found = checked("The Harbour Media Office counted 611 violations in two months, as of 18 November 2025.")
    assert found["611"].verdict not in (*HOLDING, *AGAINST)
    found = checked("The Harbour Media Office counted 611 violations in 39 days, as of 18 November 2025.")
    assert found["611"].verdict in HOLDING


def test_a_number_of_one_kind_is_called_by_that_kind() -> None:
    said = checked("94 fuel trucks entered between 10 October and 18 November 2025.")["94"].why.render("en")
    assert "“Diesel”" in said
