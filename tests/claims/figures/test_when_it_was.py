"""Days that stand between a figure and the word of who told it."""

from holdfast.claims.engine.extract import extract


def period(text: str, lang: str) -> tuple[str | None, str | None, str | None]:
    (figure,) = [item for item in extract(text, lang=lang) if item.kind.is_figure]
    return figure.period_from, figure.period_to, figure.as_of


def test_a_day_before_the_comma_is_that_of_the_event() -> None:
    day = "2025-12-01"
    told = "Some 45 lorries entered on 1 December 2025, the Red Crescent said."
    assert period(told, "en") == (day, day, None)
    assert period("On 1 December 2025, the Red Crescent said 45 lorries had entered.", "en") == (
        None,
        None,
        day,
    )


def test_to_enter_is_to_begin_only_in_force() -> None:
    day = "2025-12-01"
    assert period("La oficina dijo que 45 camiones entraron el 1 de diciembre de 2025.", "es") == (
        day,
        day,
        None,
    )
    begun = "Desde que el acuerdo entró en vigor el 1 de diciembre de 2025 llegaron 45 camiones."
    assert period(begun, "es") == (day, None, None)
