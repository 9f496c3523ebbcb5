"""Windows in words alone: a length or a rate for the numbers that they are said of, and for no others."""

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.judge.windows import with_windows


def pers(text: str, lang: str = "en") -> dict[str, str | None]:
    """What each number of the text is counted by."""
    return {one.text: one.per for one in with_windows(text, extract(text, lang=lang)) if one.kind.is_figure}


@pytest.mark.parametrize(
    ("lang", "text", "per"),
    [
        ("en", "Overnight 41 sheep drowned.", "1 days"),
        ("en", "Within a week, 41 sheep drowned.", "7 days"),
        ("en", "Every month 41 sheep drown.", "month"),
        ("fr", "Cette nuit, 41 brebis se sont noyées.", "1 days"),
        ("fr", "Chaque semaine, 41 brebis se noient.", "week"),
        ("es", "Esta noche murieron 41 ovejas.", "1 days"),
        ("es", "Todos los días mueren 41 ovejas.", "day"),
        ("ar", "كل أسبوع ينفق 41 خروفا.", "week"),
        ("ar", "الليلة الماضية نفق 41 خروفا.", "1 days"),
        ("he", "הלילה טבעו 41 כבשים.", "1 days"),
        ("he", "מדי שבוע טובעים 41 כבשים.", "week"),
    ],
)
def test_words_give_a_length_or_a_rate(lang: str, text: str, per: str) -> None:
    assert pers(text, lang)["41"] == per


def test_the_number_right_before_the_words_has_them() -> None:
    assert pers("By 9 December 2025 90 sheep were lost, and 41 drowned overnight.") == {
        "90": None,
        "41": "1 days",
    }


def test_numbers_joined_to_the_first_have_them_too() -> None:
    assert pers("Overnight 41 sheep drowned and 9 goats fell.") == {"41": "1 days", "9": "1 days"}


def test_a_number_of_a_named_day_keeps_it() -> None:
    assert pers("On 9 December 2025 41 sheep drowned overnight.") == {"41": None}


def test_the_same_day_is_that_which_is_named() -> None:
    assert pers("41 sheep drowned the same day.") == {"41": None}
    assert pers("41 sheep drowned the same day, the farm office said on 9 December 2025.") == {"41": "1 days"}
