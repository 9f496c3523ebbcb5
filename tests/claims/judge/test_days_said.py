"""Days said beside the day of saying: a window, on its day where that is told; and what was told too early."""

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Item
from holdfast.claims.engine.judge.days_said import with_days_said


def figure(text: str, lang: str = "en", which: int = 0) -> Item:
    """One number of the text, with what is read beside the day of saying."""
    return [one for one in with_days_said(text, extract(text, lang=lang)) if one.kind.is_figure][which]


@pytest.mark.parametrize(
    ("lang", "text", "first", "last"),
    [
        ("en", "Yesterday 41 sheep drowned, the farm office said on 9 December 2025.", "2025-12-08", "2025-12-08"),
        ("en", "Last week 41 sheep drowned, the farm office said on 9 December 2025.", "2025-12-01", "2025-12-07"),
        ("en", "Since Monday 41 sheep have drowned, the farm office said on 9 December 2025.", "2025-12-08", None),
        ("fr", "Hier, 41 brebis sont mortes, a déclaré le ministère le 9 décembre 2025.", "2025-12-08", "2025-12-08"),
        ("es", "Ayer murieron 41 ovejas, dijo el ministerio el 9 de diciembre de 2025.", "2025-12-08", "2025-12-08"),
        ("ar", "قالت الوزارة في 9 ديسمبر 2025 إن 41 خروفا نفقوا أمس.", "2025-12-08", "2025-12-08"),
        ("he", "המשרד אמר ב-9 בדצמבר 2025 כי 41 כבשים טבעו אתמול.", "2025-12-08", "2025-12-08"),
    ],
)  # fmt: skip
def test_a_word_is_read_beside_the_day_of_saying(lang: str, text: str, first: str, last: str | None) -> None:
    found = figure(text, lang)
    assert (found.period_from, found.period_to) == (first, last)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("Yesterday 41 sheep drowned, the farm office said.", "1 days"),
        ("This month 41 sheep drowned, the farm office said.", "31 days"),
        ("The farm office said on Monday that 41 sheep had drowned.", None),
        ("By Monday 41 sheep had drowned since 10 October 2025, the farm office said.", None),
    ],
)
def test_without_a_day_of_saying_the_window_has_its_length_alone(text: str, per: str | None) -> None:
    found = figure(text)
    assert (found.per, found.period_to) == (per, None)


@pytest.mark.parametrize(
    "text",
    [
        "The farm office said on 1 November 2025 that 41 sheep drowned between 10 October and 22 November 2025.",
        "According to the farm office on 1 November 2025, 41 sheep drowned on 22 November 2025.",
        "The farm office said in October 2025 that 41 sheep had drowned by 22 November 2025.",
    ],
)
def test_what_was_told_before_its_days_had_come_asks(text: str) -> None:
    assert "2025-11-22" in (figure(text).ask or "")


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("The farm office said on 23 November 2025 that 41 sheep drowned by 22 November 2025.", 0),
        (
            "The farm office said on 1 November 2025 that 4 sheep had drowned; by 22 November 2025 it was 41.",
            1,
        ),
        ("The toll since 7 October 2025, the farm office said, had risen to 41 by 22 November 2025.", 0),
    ],
)
def test_what_was_told_in_time_asks_nothing(text: str, which: int) -> None:
    assert figure(text, which=which).ask is None
