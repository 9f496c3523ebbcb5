"""Which days of a sentence say when somebody spoke."""

import pytest

from holdfast.claims.engine.figures.telling import days_of_telling


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [
        ("en", "The farm office said on 1 November 2025 that 41 sheep drowned on 22 November 2025.", "1 November"),
        ("fr", "Le ministère a déclaré le 1er novembre 2025 que 41 brebis sont mortes le 22 novembre 2025.", "1er"),
        ("es", "El ministerio dijo el 1 de noviembre de 2025 que murieron 41 el 22 de noviembre de 2025.", "1 de"),
        ("ar", "قالت الوزارة في 1 نوفمبر 2025 إن 41 خروفا نفقوا بين 10 أكتوبر و22 نوفمبر 2025.", "1 نوفمبر"),
        ("he", "ב-1 בנובמבר 2025 אמר המשרד כי עד 22 בנובמבר 2025 טבעו 41 כבשים.", "1 בנובמבר"),
    ],
)  # fmt: skip
def test_the_day_of_saying_is_told_from_that_of_what_happened(lang: str, text: str, day: str) -> None:
    assert days_of_telling(text, lang) == {text.index(day)}


def test_a_start_beside_who_says_it_is_no_day_of_saying() -> None:
    text = "The ministry put the toll since 7 October 2023 at 41 on 3 December 2025."
    assert text.index("7 October") not in days_of_telling(text, "en")
