"""The whole that a part is given of: borne out where the duty owes so many and the part holds, and never else."""

from datetime import date
from decimal import Decimal

import pytest

from holdfast.claims.engine.judge import Checked, Verdict
from holdfast.claims.queries.checking import draft_checked
from holdfast.people.types import Viewer

pytestmark = pytest.mark.django_db


def line_of(viewer: Viewer, text: str, value: int) -> Checked:
    """The line of one number of a text of 26 November 2025."""
    lines = draft_checked(viewer, text, published=date(2025, 11, 26)).lines
    (found,) = (one for one in lines if one.item.value == Decimal(value))
    return found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Israel said it had received 25 of the 28 deceased hostages by 25 November.", 25),
        (
            "The Israeli prime minister's office said 25 of the 28 dead hostages were returned by 25 November.",
            25,
        ),
        ("Israël affirme avoir reçu les dépouilles de 17 des 28 otages décédés au 2 novembre.", 17),
        ("قالت إسرائيل إنها تسلمت رفات 25 من أصل 28 رهينة متوفى حتى 25 نوفمبر.", 25),
        ("לפי משרד ראש הממשלה, 25 מתוך 28 החטופים החללים הוחזרו עד 25 בנובמבר 2025.", 25),
    ],
)
def test_a_whole_that_the_duty_owes_is_borne_out_with_its_part(viewer: Viewer, text: str, part: int) -> None:
    assert line_of(viewer, text, part).verdict is Verdict.AS_ATTRIBUTED
    whole = line_of(viewer, text, 28)
    assert (whole.verdict, whole.rule, whole.why.code) == (Verdict.SUPPORTED, "owed", "check-owed")
    assert "28" in whole.why.render("en") and "28" in whole.why.render("ar")
    assert all(28 in row.owed for row in whole.cited) and whole.cited


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Israel said it had received 25 of the 29 deceased hostages by 25 November.", 29),
        ("Israel said it had received 26 of the 28 deceased hostages by 25 November.", 28),
        ("Israel said it had received 25 of the 28 living hostages by 25 November.", 28),
        ("Israel said it had received 25 of the 28 prisoners by 25 November.", 28),
        ("If true, Israel received 25 of the 28 deceased hostages by 25 November, Israel said.", 28),
        (
            "It is false that Israel received 25 of the 28 deceased hostages by 25 November, as Israel said.",
            28,
        ),
        ("Israel said Hamas had received 25 of the 28 deceased hostages by 25 November.", 28),
        ("Israel said that 28 deceased hostages had been returned by 25 November.", 28),
        ("Myths\n\nIsrael said it had received 25 of the 28 deceased hostages by 25 November.", 28),
    ],
)
def test_no_other_whole_is_borne_out(viewer: Viewer, text: str, whole: int) -> None:
    assert not line_of(viewer, text, whole).verdict.supports
