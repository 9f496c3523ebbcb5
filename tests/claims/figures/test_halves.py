"""Halves of a month and of a year as periods, in five languages."""

from datetime import date

import pytest

from holdfast.claims.engine.extract import extract


@pytest.mark.parametrize(
    ("lang", "text", "period"),
    [
        ("en", "In the first half of November 2024 the port took 40 ships.", ("2024-11-01", "2024-11-15")),
        ("en", "The port took 40 ships in the second half of February.", ("2026-02-16", "2026-02-28")),
        ("en", "The port took 40 ships in the second half of 2025.", ("2025-07-01", "2025-12-31")),
        ("ar", "وصلت 40 سفينة في النصف الأول من عام 2025.", ("2025-01-01", "2025-06-30")),
        ("ar", "وصلت 40 سفينة في النصف الثاني من فبراير 2024.", ("2024-02-16", "2024-02-29")),
        ("fr", "Au premier semestre 2025, le port a reçu 40 navires.", ("2025-01-01", "2025-06-30")),
        (
            "fr",
            "Dans la seconde quinzaine de janvier 2026, il a reçu 40 navires.",
            ("2026-01-16", "2026-01-31"),
        ),
        ("es", "En el segundo semestre de 2025 llegaron 40 barcos.", ("2025-07-01", "2025-12-31")),
        ("es", "En la primera quincena de enero de 2026 llegaron 40 barcos.", ("2026-01-01", "2026-01-15")),
        ("he", "במחצית הראשונה של 2025 הגיעו 40 אוניות.", ("2025-01-01", "2025-06-30")),
        ("he", "במחצית השנייה של ינואר 2026 הגיעו 40 אוניות.", ("2026-01-16", "2026-01-31")),
    ],
)
def test_a_half_is_a_period(lang: str, text: str, period: tuple[str, str]) -> None:
    found = [one for one in extract(text, lang=lang, published=date(2026, 3, 18)) if one.kind.is_figure]
    assert [(one.value, one.period_from, one.period_to) for one in found] == [(40, *period)]


def test_half_of_what_is_counted_stays_a_figure() -> None:
    (item,) = [one for one in extract("Half of November's ships were late.", lang="en") if one.kind.is_figure]
    assert item.value == 0.5
