"""What something is held to is no bound of its own: "fewer than the 600 promised" says 600, and that fewer came."""

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Bound


@pytest.mark.parametrize(
    ("lang", "text", "number", "bound"),
    [
        ("en", "That is far below the 70 daily landings stipulated.", "70", Bound.EXACT),
        ("en", "Fewer than the 70 boats promised came.", "70", Bound.EXACT),
        ("en", "More than those 70 boats that were promised came.", "70", Bound.EXACT),
        ("ar", "وهو أقل من الـ70 قاربا المتفق عليها.", "70", Bound.EXACT),
        ("fr", "C'est moins que les 70 bateaux promis.", "70", Bound.EXACT),
        ("es", "Llegaron menos de los 70 barcos prometidos.", "70", Bound.EXACT),
        ("en", "Fewer than 70 boats came.", "70", Bound.FEWER_THAN),
        ("en", "More than 70 of the boats came.", "70", Bound.MORE_THAN),
        ("en", "At least the 70 boats came.", "70", Bound.AT_LEAST),
        ("ar", "وصل أقل من 70 قاربا.", "70", Bound.FEWER_THAN),
        ("es", "Llegaron menos de 70 barcos.", "70", Bound.FEWER_THAN),
    ],
)
def test_the_bound_is_its_own_where_no_article_points_back(
    lang: str, text: str, number: str, bound: Bound
) -> None:
    assert {one.text: one.bound for one in extract(text, lang=lang)}[number] is bound
