"""The Gaza case gives the numbers that were worked out by hand beside its sources."""

from datetime import date
from decimal import Decimal

import pytest

from examples.conftest import Desk, Found, number

pytestmark = pytest.mark.django_db

GAZA = "gaza-ceasefire-2025"
LAST = "2026-08-22"
DAY_WORDS = ("reported", "zero_reported", "missing", "partial", "not_monitored")


def harm(desk: Desk, reading: str, as_of: str, bearer: str = "israel") -> Found:
    """Newly killed under one start of the window."""
    return desk.one(GAZA, f"halt-{bearer}", reading, "moh-killed-new", as_of)


@pytest.mark.parametrize(
    ("reading", "as_of", "low", "high"),
    [
        ("harm-from-10-10", "2025-11-22", 325, 325),
        ("harm-from-10-10", "2025-12-09", 375, 375),
        ("harm-from-10-10", LAST, 1173, 1191),
        ("harm-from-10-12", "2025-11-22", 273, 273),
        ("harm-from-10-12", "2025-12-09", 323, 323),
        ("harm-from-10-12", LAST, 1121, 1139),
    ],
)
def test_newly_killed_under_both_starts(desk: Desk, reading: str, as_of: str, low: int, high: int) -> None:
    found = harm(desk, reading, as_of)
    assert (number(found["low"]), number(found["high"])) == (low, high)
    assert number(found["value"]) == low
    assert found["from"] in (date(2025, 10, int(reading[-2:])), f"2025-10-{reading[-2:]}")


@pytest.mark.parametrize("bearer", ["hamas", "israel"])
def test_a_count_without_attribution_assesses_neither_bearer(desk: Desk, bearer: str) -> None:
    for reading in ("harm-from-10-10", "harm-from-10-12"):
        assert harm(desk, reading, LAST, bearer)["state"] == "not known"


def test_days_without_a_report_are_not_days_without_deaths(desk: Desk) -> None:
    days = harm(desk, "harm-from-10-10", LAST)["days"]
    assert days["in_window"] == 317
    assert sum(days[word] for word in DAY_WORDS) == 317
    assert days["missing"] == 3
    assert days["partial"] == 2
    assert days["without_own_report"] == 62
    assert days["own_report_missing_by_weekday"]["Friday"] == 40
    assert days["said_zero_without_report"] == 50
    assert (days["hours_reported"], days["hours_in_window"]) == (7536, 7608)


def test_the_store_holds_one_edition_and_says_so_before_it(desk: Desk) -> None:
    found = desk.one(
        GAZA, "halt-israel", "harm-from-10-10", "moh-killed-new", LAST, known_on=date(2025, 12, 1)
    )
    assert (found["state"], found["why_code"], found["value"]) == ("not known", "no-earlier-edition", None)


def trucks(desk: Desk, reading: str, series: str, as_of: str = LAST) -> Found:
    """Trucks by one account."""
    return desk.one(GAZA, "trucks", reading, series, as_of)


@pytest.mark.parametrize(
    ("reading", "series", "total", "days", "a_day", "window"),
    [
        ("all-average", "gmo-all-trucks", 3203, 22, "145.6", ("2025-10-10", "2025-10-31")),
        ("aid-average", "gmo-aid-trucks", 2564, 22, "116.5", ("2025-10-10", "2025-10-31")),
        ("all-average", "gmo-trucks", 13511, 61, "221.5", ("2025-10-10", "2025-12-09")),
        ("aid-average", "cogat-aid-trucks", 25700, 57, "450.9", ("2025-10-12", "2025-12-07")),
        ("aid-average", "hamas-aid-trucks", 7333, 58, "126.4", ("2025-10-10", "2025-12-06")),
        ("aid-average", "un2720-trucks", 6545, 59, "110.9", ("2025-10-10", "2025-12-07")),
    ],
)
def test_trucks_a_day_over_the_window_each_account_states(
    desk: Desk, reading: str, series: str, total: int, days: int, a_day: str, window: tuple[str, str]
) -> None:
    found = trucks(desk, reading, series)
    assert number(found["total"]) == total
    assert found["days"]["in_window"] == days
    assert number(found["value"]) == Decimal(a_day)
    assert (str(found["from"]), str(found["to"])) == window
    assert number(found["promised"]) == 600


@pytest.mark.parametrize(
    ("series", "stated", "recomputed", "over_stated_days"),
    [
        ("gmo-trucks", 226, "221.5", "225.2"),
        ("cogat-aid-trucks", 459, "450.9", "458.9"),
        ("un2720-trucks", 113, "110.9", None),
    ],
)
def test_a_stated_average_stands_beside_the_recomputed_one(
    desk: Desk, series: str, stated: int, recomputed: str, over_stated_days: str | None
) -> None:
    found = trucks(desk, "aid-average", series)
    check = found["stated_checks"][0]
    assert number(found["stated"]) == stated
    assert number(check["recomputed"]) == Decimal(recomputed)
    assert check["stands"] is False
    if over_stated_days is None:
        assert check["recomputed_over_stated_days"] is None
    else:
        assert number(check["recomputed_over_stated_days"]) == Decimal(over_stated_days)


def test_a_whole_number_that_was_cut_off_stands(desk: Desk) -> None:
    check = trucks(desk, "all-average", "gmo-all-trucks")["stated_checks"][0]
    assert (number(check["stated"]), check["stands"]) == (145, True)


def test_every_count_with_total_and_window_is_below_the_promise_and_the_bare_rate_stands_beside(
    desk: Desk,
) -> None:
    accounts = [
        each
        for each in desk.all(GAZA, LAST)
        if (each["obligation"], each["reading"]) == ("trucks", "aid-average")
    ]
    counts = [each for each in accounts if each["value"] is not None]
    bare = [each for each in accounts if each["value"] is None]
    assert len(counts) == 5
    assert all(number(each["high"]) < 600 for each in counts)
    assert [each["series"] for each in bare] == ["cogat-rate"]
    assert (bare[0]["state"], number(bare[0]["stated"])) == ("not known", 600)
    assert [(a["qualifier"], number(a["value"])) for a in bare[0]["assertions"]] == [("above", 600)]


def test_a_part_of_all_aid_cannot_prove_a_shortfall(desk: Desk) -> None:
    assert trucks(desk, "aid-average", "un2720-trucks")["state"] == "not known"
    for series in ("cogat-aid-trucks", "hamas-aid-trucks", "gmo-aid-trucks"):
        assert trucks(desk, "aid-average", series)["state"] == "not kept"


def test_both_relays_of_one_statement_are_kept_and_nobody_has_decided_between_them(desk: Desk) -> None:
    found = trucks(desk, "aid-average", "gmo-aid-trucks", "2025-10-20")
    assert (number(found["low_total"]), number(found["high_total"])) == (980, 986)
    assert "row-values-undecided" in {row["why_code"] for row in found["rows_rejected"]}
    detained = desk.one(GAZA, "halt-israel", "stated-violations", "gmo-detained", LAST)
    assert (detained["either"], number(detained["low_total"]), number(detained["high_total"])) == (
        True,
        38,
        43,
    )


def test_days_stated_one_by_one_are_below_the_floor(desk: Desk) -> None:
    found = trucks(desk, "aid-floor", "gmo-daily-aid-trucks")
    assert found["days"]["zero_reported"] == 2
    assert found["days"]["reported"] == 2
    assert number(found["total"]) == 653
    assert found["state"] == "not kept"


def test_fuel_is_counted_over_the_days_of_its_statement(desk: Desk) -> None:
    found = desk.one(GAZA, "fuel", "average", "gmo-fuel-trucks", LAST)
    assert (number(found["total"]), number(found["promised"])) == (315, 50)
    assert number(found["stated_checks"][0]["recomputed_over_stated_days"], 2) in (
        Decimal("5.25"),
        Decimal("5.20"),
        Decimal("5.30"),
    )


def test_living_hostages_were_returned_on_the_day(desk: Desk) -> None:
    for series in ("handover-living-hostages", "israeli-media-living-hostages"):
        found = desk.one(GAZA, "living-hostages", "handed-over", series, LAST)
        assert (found["state"], number(found["value_at_due"]), number(found["promised"])) == ("kept", 20, 20)


def test_deceased_hostages_four_on_the_day_and_never_twenty_eight(desk: Desk) -> None:
    def found(as_of: str, reading: str = "handed-over") -> Found:
        return desk.one(GAZA, "deceased-hostages", reading, "israel-deceased-hostages", as_of)

    assert number(found(LAST)["value_at_due"]) == 4
    assert number(found("2025-12-03")["value"]) == 27
    assert str(found(LAST)["reached_on"]) == "2025-12-03"
    assert "27 in all by the bearer by 3 December 2025" in found(LAST)["why"]
    assert "by 26 January 2026, 105 days after it was due" in found(LAST)["why"]
    assert (found(LAST)["state"], number(found(LAST)["value"])) == ("partly kept", 27)
    assert found(LAST, "back-by-any-hand")["state"] == "discharged otherwise"
    assert number(found(LAST, "back-by-any-hand")["value"]) == 27
    assert found(LAST, "back-by-any-hand")["why_params"]["late"] == 105


def test_prisoners_were_released_without_a_date_being_owed(desk: Desk) -> None:
    for obligation, reading, series in (
        ("life-prisoners", "released", "prisoners-office-life"),
        ("gaza-detainees", "released", "prisoners-office-detainees"),
        ("gaza-detainees", "released-by-the-lists", "prisoners-office-detainees"),
    ):
        assert desk.one(GAZA, obligation, reading, series, LAST)["state"] == "kept"


@pytest.mark.parametrize(
    ("as_of", "series", "returned", "israelis", "everyone", "state"),
    [
        ("2025-11-02", "moh-remains", 225, 15, "13.2", "kept"),  # 15 is the one number that was reported
        ("2025-11-04", "israel-remains", 270, 18, "13.5", "not known"),
        ("2025-11-13", "moh-remains", 315, 21, "13.1", "not known"),
        ("2025-11-25", "israel-remains", 330, 22, "13.2", "not known"),
    ],
)
def test_remains_are_fifteen_each_by_the_words_of_the_text_and_fewer_for_every_hostage(
    desk: Desk, as_of: str, series: str, returned: int, israelis: int, everyone: str, state: str
) -> None:
    text = desk.one(GAZA, "remains", "each-israeli-hostage", series, as_of)
    wide = desk.one(GAZA, "remains", "every-hostage", series, as_of)
    assert text["of_the_text"] is True
    assert (number(text["value"]), number(text["promised"]), text["state"]) == (
        returned,
        15 * israelis,
        state,
    )
    if state == "not known":
        assert text["why_code"] == "ratio-base-inferred-since"
        assert f"15 for each of {israelis}" in text["why"]
        assert "the last that was reported is 15 on 1 November 2025" in text["why"]
    assert number(text["per"]["each"]) == 15
    assert number(wide["per"]["each"]) == Decimal(everyone)
    assert wide["state"] == "partly kept"


def test_the_reading_of_the_text_comes_first(desk: Desk) -> None:
    readings = [each["reading"] for each in desk.all(GAZA, LAST) if each["obligation"] == "remains"]
    assert readings[0] == "each-israeli-hostage"


def test_the_attack_one_party_names_and_the_other_denies_is_disputed(desk: Desk) -> None:
    found = desk.one(GAZA, "halt-hamas", "named-attacks", "military-soldiers-killed", LAST)
    assert (found["state"], number(found["value"])) == ("disputed", 2)


def rafah(desk: Desk, reading: str, as_of: str) -> Found:
    """The crossing under one reading."""
    return desk.one(GAZA, "rafah", reading, "pmo-rafah", as_of)


def test_the_crossing_by_the_words_of_the_plan_is_told_and_not_judged(desk: Desk) -> None:
    readings = list(dict.fromkeys(r["reading"] for r in desk.all(GAZA, LAST) if r["obligation"] == "rafah"))
    assert readings == ["by-the-mechanism", "no-condition", "after-the-remains"]
    found = rafah(desk, "by-the-mechanism", LAST)
    assert (found["of_the_text"], found["state"], found["why_code"]) == (True, "not known", "state-told")
    assert "25 January 2026: opening in limited capacity announced" in found["why"]
    assert next(note["why_code"] for note in found["notes"]) == "announced-not-observed"
    assert not rafah(desk, "no-condition", LAST)["of_the_text"]


def test_the_crossing_without_a_condition_was_closed_and_is_not_open_both_ways(desk: Desk) -> None:
    assert rafah(desk, "no-condition", "2025-10-31")["observed_state"] == "closed"
    late = rafah(desk, "no-condition", LAST)
    assert late["observed_state"] == "opening in limited capacity announced"
    assert late["state"] == "not kept"
    assert [(each["obligation"], each["said_by"]) for each in late["waits_on"]] == [
        ("deceased-hostages", "israel-pmo")
    ]


@pytest.mark.parametrize("as_of", ["2025-10-31", "2026-01-25", LAST])
def test_the_crossing_by_the_other_reading_waits_and_then_nothing_is_collected(
    desk: Desk, as_of: str
) -> None:
    assert rafah(desk, "after-the-remains", as_of)["state"] in ("not due", "not known")


@pytest.mark.parametrize(
    ("obligation", "reading", "series", "value"),
    [
        ("halt-israel", "named-attacks", "hospitals-killed-strikes", 44),
        ("halt-israel", "stated-violations", "gmo-violations", 738),
    ],
)
def test_at_least_so_many_has_no_upper_end(
    desk: Desk, obligation: str, reading: str, series: str, value: int
) -> None:
    found = desk.one(GAZA, obligation, reading, series, LAST)
    assert (number(found["value"]), number(found["low"]), found["high"]) == (value, value, None)
    assert f"at least {value}" in found["why"]


def test_one_day_is_told_as_one_day(desk: Desk) -> None:
    for obligation, series in (
        ("halt-hamas", "military-soldiers-killed"),
        ("halt-israel", "hospitals-killed-strikes"),
    ):
        found = desk.one(GAZA, obligation, "named-attacks", series, LAST)
        assert (str(found["from"]), str(found["to"])) == ("2025-10-19", "2025-10-19")
    attack = desk.one(GAZA, "halt-hamas", "named-attacks", "military-soldiers-killed", LAST)
    assert "(19 October 2025)" in attack["why"]


def test_remains_on_two_days_make_no_range_of_sources(desk: Desk) -> None:
    sides = [
        side
        for side in desk.report(GAZA, LAST)["side_by_side"]
        if (side["obligation"], side["reading"]) == ("remains", "every-hostage")
    ]
    assert sides[0]["bands"] == []
    assert [why["why_code"] for why in sides[0]["refused"]] == ["range-refused-windows"]


def test_a_relay_of_the_counter_of_a_party_is_that_partys_count(desk: Desk) -> None:
    found = desk.one(GAZA, "living-hostages", "handed-over", "israeli-media-living-hostages", LAST)
    assert (found["relation"], found["party"], found["counter"]) == ("press", "hamas", "hamas")


def test_the_strikes_answered_an_attack_by_the_word_of_the_military_and_wait_on_nothing(desk: Desk) -> None:
    found = desk.one(GAZA, "halt-israel", "named-attacks", "hospitals-killed-strikes", LAST)
    (said,) = found["waits_on"]
    assert (said["why_code"], said["obligation"]) == ("said-of-the-duty", None)
    assert "answered an attack" in said["why"]
    assert "waits" not in said["why"]


def test_a_stated_share_is_checked_against_its_own_promise(desk: Desk) -> None:
    shares = [
        check
        for check in trucks(desk, "all-average", "gmo-trucks")["stated_checks"]
        if check["kind"] == "share"
    ]
    assert [(number(check["stated"]), number(check["recomputed"]), check["stands"]) for check in shares] == [
        (38, Decimal("37.5"), True)
    ]


def test_parts_that_do_not_make_the_stated_total_are_told(desk: Desk) -> None:
    then = desk.one(GAZA, "halt-israel", "stated-violations", "gmo-violations", "2025-11-22")
    (why,) = [note["why"] for note in then["notes"] if note["why_code"] == "parts-differ-from-total"]
    assert "add up to 491; the total stated is 497" in why
    now = desk.one(GAZA, "halt-israel", "stated-violations", "gmo-violations", LAST)
    assert "parts-differ-from-total" not in [note["why_code"] for note in now["notes"]]
