"""What the judge takes for a denial: words that bound a number are none."""

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.judge.asked import _denied


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The number of boats did not exceed 145.", False),
        ("The number of boats didn't exceed 145.", False),
        ("At least 145 if not more boats sank.", False),
        ("لم يتجاوز عدد القوارب 145 قاربا.", False),
        ("Le nombre de bateaux n'a pas dépassé 145.", False),
        ("El número de barcos nunca superó los 145.", False),
        ("מספר הסירות לא עלה על 145.", False),
        ("The number of boats was not 145.", True),
        ("Le nombre de bateaux n'est pas de 145.", True),
    ],
)
def test_a_bound_is_no_denial(text: str, denied: bool) -> None:
    (item,) = extract(text)
    assert _denied(item, text) is denied
