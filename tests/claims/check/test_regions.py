"""One source that counts the same in two regions: each is its own, and what names none means both."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from holdfast.cases.actions import load_case
from holdfast.claims.engine.judge import Verdict
from holdfast.claims.queries.checking import draft_checked
from holdfast.people.actions import add_account
from holdfast.people.types import Level, Role, Viewer

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def viewer(django_db_setup: None, django_db_blocker: Any) -> Iterator[Viewer]:
    """Someone who sees the example of two regions."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = add_account(
            viewer=None, username="runa", name="Runa", role=Role.ADMIN, clearance=Level.RESTRICTED,
            password="a long enough invented phrase",
        )  # fmt: skip
        load_case(made, ROOT / "examples" / "minsk-ceasefire-osce")
        yield made
        transaction.set_rollback(True)


def verdicts(viewer: Viewer, text: str) -> list[tuple[str, str]]:
    """Each number of a sentence with what is said of it."""
    lines = draft_checked(viewer, text, published=date(2021, 12, 3)).lines
    return [(one.item.text, one.verdict.value) for one in lines if one.item.kind.value != "date"]


RIGHT = [
    "The OSCE mission recorded 745 ceasefire violations in the Donetsk region on 22 September 2021.",
    "According to the OSCE, there were 676 ceasefire violations in Luhansk region on 30 August 2021.",
    "OSCE monitors counted 160 explosions in the Donetsk region on 22 September 2021.",
    (
        "The OSCE Special Monitoring Mission to Ukraine recorded 230 ceasefire violations in Donetsk region"
        " and 95 in Luhansk region on 13 October 2021."
    ),
    "The OSCE mission recorded 889 ceasefire violations on 22 September 2021.",
    "The OSCE mission recorded 889 ceasefire violations in the Donetsk and Luhansk regions on 22 September 2021.",
    "La mission de l'OSCE a recensé 144 violations du cessez-le-feu dans la région de Louhansk le 22 septembre 2021.",
    "Selon l'OSCE, 112 violations du cessez-le-feu ont été recensées dans la région de Donetsk le 30 août 2021.",
    (
        "La misión de la OSCE registró 745 violaciones del alto el fuego en la región de Donetsk el 22 de septiembre"
        " de 2021."
    ),
    "משימת הניטור של OSCE תיעדה 745 הפרות של הפסקת האש באזור דונייצק ב-22 בספטמבר 2021.",
    "سجلت بعثة منظمة الأمن والتعاون في أوروبا 745 خرقًا لوقف إطلاق النار في منطقة دونيتسك في 22 سبتمبر 2021.",
]

WRONG = [
    "The OSCE mission recorded 745 ceasefire violations on 22 September 2021.",
    "The OSCE mission recorded 144 ceasefire violations on 22 September 2021.",
    "The OSCE mission recorded 745 ceasefire violations in the Luhansk region on 22 September 2021.",
    "The OSCE mission recorded 745 ceasefire violations in the Donetsk and Luhansk regions on 22 September 2021.",
    "The OSCE mission recorded 745 ceasefire violations in eastern Ukraine on 22 September 2021.",
    "The OSCE mission recorded 745 ceasefire violations in the city of Donetsk on 22 September 2021.",
    "The OSCE mission recorded 160 ceasefire violations in the Donetsk region on 22 September 2021.",
    "The OSCE mission recorded 745 explosions in the Donetsk region on 22 September 2021.",
    "La mission de l'OSCE a recensé 112 violations du cessez-le-feu le 30 août 2021.",
    "La mission de l'OSCE a recensé 112 violations du cessez-le-feu dans la région de Louhansk le 30 août 2021.",
    "La misión de la OSCE registró 144 violaciones del alto el fuego el 22 de septiembre de 2021.",
    (
        "La misión de la OSCE registró 144 violaciones del alto el fuego en la región de Donetsk el 22 de septiembre"
        " de 2021."
    ),
    "משימת הניטור של OSCE תיעדה 745 הפרות של הפסקת האש ב-22 בספטמבר 2021.",
    "משימת הניטור של OSCE תיעדה 745 הפרות של הפסקת האש באזור לוהנסק ב-22 בספטמבר 2021.",
    "سجلت بعثة منظمة الأمن والتعاون في أوروبا 745 خرقًا لوقف إطلاق النار في 22 سبتمبر 2021.",
    "سجلت بعثة منظمة الأمن والتعاون في أوروبا 745 خرقًا لوقف إطلاق النار في منطقة لوهانسك في 22 سبتمبر 2021.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_regions_own_number_and_the_sum_of_all_regions_hold(viewer: Viewer, text: str) -> None:
    found = verdicts(viewer, text)
    assert found
    assert {verdict for _, verdict in found} == {Verdict.AS_ATTRIBUTED.value}


@pytest.mark.parametrize("text", WRONG)
def test_a_number_of_one_region_never_holds_elsewhere_nor_for_all(viewer: Viewer, text: str) -> None:
    held = (Verdict.AS_ATTRIBUTED, Verdict.SUPPORTED, Verdict.PARTLY)
    assert [one for one in verdicts(viewer, text) if one[1] in {verdict.value for verdict in held}] == []


def test_a_sum_over_regions_is_against_nothing(viewer: Viewer) -> None:
    text = "The OSCE mission recorded 731 ceasefire violations on 22 September 2021."
    assert verdicts(viewer, text) == [("731", Verdict.UNSUPPORTED.value)]


def test_a_number_compared_with_of_a_time_before_is_never_contradicted(viewer: Viewer) -> None:
    text = (
        "The OSCE mission recorded 159 ceasefire violations in Donetsk region on Wednesday,"
        " up from 117 {} in the previous reporting period."
    )
    for counted in ("", "violations"):
        found = dict(verdicts(viewer, text.format(counted).replace("  ", " ")))
        assert found["117"] == Verdict.UNSUPPORTED.value
    dated = (
        "The OSCE mission recorded 745 ceasefire violations in Donetsk region on 22 September 2021,"
        " up from 100 ceasefire violations in Donetsk region on 20 September 2021."
    )
    assert dict(verdicts(viewer, dated))["100"] == Verdict.CONTRADICTED.value
