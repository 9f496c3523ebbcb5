"""A right number in a sentence that says something else: where a word around it is not read, nothing is supported."""

from datetime import date

import pytest

from holdfast.claims.engine.judge import Checked, Verdict
from holdfast.claims.queries.checking import draft_checked
from holdfast.people.types import Viewer

OFFICE = "According to the Gaza Government Media Office, "
WINDOW = " between 10 October and 22 November 2025."
TRUCKS = " between 10 October and 31 October 2025."

pytestmark = pytest.mark.django_db


def line(viewer: Viewer, text: str, number: str) -> Checked:
    """The line of the item that reads so."""
    checked = draft_checked(viewer, text, published=date(2025, 12, 1))
    return next(one for one in checked.lines if one.item.text == number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (OFFICE + "342 Palestinians were killed" + WINDOW, "342"),
        (OFFICE + "Israel committed at least 497 violations and killed at least 342 people as of 22 November 2025.",
         "342"),
        (OFFICE + "an average of 145 trucks a day entered Gaza" + TRUCKS, "145"),
        ("قال المكتب الإعلامي الحكومي في غزة إن إسرائيل ارتكبت 497 خرقاً حتى 22 نوفمبر 2025.", "497"),
    ],
)  # fmt: skip
def test_plain_sentences_are_supported(viewer: Viewer, text: str, number: str) -> None:
    assert line(viewer, text, number).verdict is Verdict.AS_ATTRIBUTED


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (OFFICE + "it is a lie that 342 Palestinians were killed" + WINDOW, "342"),
        (OFFICE + "342 Palestinians survived being killed" + WINDOW, "342"),
        (OFFICE + "Israel threatened to kill 342 Palestinians" + WINDOW, "342"),
        (OFFICE + "if 342 Palestinians were killed" + WINDOW, "342"),
        (OFFICE + "342 Palestinians may have been killed" + WINDOW, "342"),
        (OFFICE + "342 Palestinian police officers were killed" + WINDOW, "342"),
        (OFFICE + "342 Palestinians, all of them children, were killed" + WINDOW, "342"),
        (OFFICE + "342 Palestinians were killed or injured" + WINDOW, "342"),
        (OFFICE + "342 Palestinians died of cancer" + WINDOW, "342"),
        (OFFICE + "342 Palestinians were killed in northern Gaza" + WINDOW, "342"),
        (OFFICE + "settlers killed 342 Palestinians" + WINDOW, "342"),
        (OFFICE + "-342 Palestinians were killed" + WINDOW, "342"),
        (OFFICE + "another 342 Palestinians were killed" + WINDOW, "342"),
        (OFFICE + "3,203 trucks were destroyed as of 31 October 2025.", "3,203"),
        (OFFICE + "an average of 145 trucks a day were blocked" + TRUCKS, "145"),
        ("Did Israel kill 342 Palestinians by 22 November 2025, as the Gaza Government Media Office said?", "342"),
        ("لو قتلت إسرائيل 342 فلسطينياً حتى 22 نوفمبر 2025 بحسب المكتب الإعلامي الحكومي في غزة لانهارت الهدنة.", "342"),
        ("بحسب المكتب الإعلامي الحكومي في غزة قتلت إسرائيل 342 شرطيا فلسطينيا حتى 22 نوفمبر 2025.", "342"),
    ],
)  # fmt: skip
def test_a_word_that_is_not_read_keeps_a_number_from_being_supported(
    viewer: Viewer, text: str, number: str
) -> None:
    assert not line(viewer, text, number).verdict.supports


def test_the_words_are_named(viewer: Viewer) -> None:
    found = line(viewer, OFFICE + "342 Palestinians survived being killed" + WINDOW, "342")
    assert found.rule == "words-not-read"
    assert found.verdict is Verdict.ATTRIBUTED_ONLY
    assert dict(found.why.params)["words"] == ("survived",)


@pytest.mark.parametrize(
    "text",
    [
        "The Gaza Government Media Office said Israeli forces were violated 497 times as of 22 November 2025.",
        "The Gaza Government Media Office said Israel has been violated 497 times as of 22 November 2025.",
    ],
)
def test_who_did_it_is_not_to_whom_it_was_done(viewer: Viewer, text: str) -> None:
    assert not line(viewer, text, "497").verdict.supports


def test_how_often_is_read_as_a_count(viewer: Viewer) -> None:
    text = "The Gaza Government Media Office said Israel violated the truce 497 times as of 22 November 2025."
    assert line(viewer, text, "497").verdict is Verdict.AS_ATTRIBUTED


@pytest.mark.parametrize(
    "text",
    [
        (
            "The Gaza Government Media Office said in a statement issued on Sunday that Israel had killed 342"
            " Palestinians as of 22 November 2025."
        ),
        "342 Palestinians were killed as of 22 November 2025, the Gaza Government Media Office added in its update.",
        "The Gaza Government Media Office told reporters that 342 Palestinians had been killed as of 22 November 2025.",
        "قال المكتب الإعلامي الحكومي في غزة في بيان صدر يوم الأحد إن إسرائيل قتلت 342 فلسطينيا حتى 22 نوفمبر 2025.",
        "ووفق أحدث بيانات المكتب الإعلامي الحكومي في غزة، قتلت إسرائيل 342 فلسطينيا حتى 22 نوفمبر 2025.",
        (
            "Dans un communiqué publié dimanche, le Bureau des médias du gouvernement à Gaza a déclaré qu'Israël avait"
            " tué 342 Palestiniens au 22 novembre 2025."
        ),
        (
            "En un comunicado publicado el domingo, la Oficina de Medios del Gobierno de Gaza dijo que Israel mató a"
            " 342 palestinos hasta el 22 de noviembre de 2025."
        ),
        "בהודעה שפורסמה ביום ראשון מסר משרד התקשורת הממשלתי בעזה כי ישראל הרגה 342 פלסטינים עד 22 בנובמבר 2025.",
    ],
)
def test_how_a_statement_came_out_changes_nothing(viewer: Viewer, text: str) -> None:
    assert line(viewer, text, "342").verdict is Verdict.AS_ATTRIBUTED


@pytest.mark.parametrize(
    "text",
    [
        (
            "The Gaza Government Media Office denied in a statement issued on Sunday that Israel had killed 342"
            " Palestinians as of 22 November 2025."
        ),
        (
            "The Gaza Government Media Office said in a leaked statement that Israel had killed 342 Palestinians as of"
            " 22 November 2025."
        ),
        (
            "The Gaza Government Media Office told reporters that 342 Palestinian reporters had been killed as of 22"
            " November 2025."
        ),
        (
            "Dans un faux communiqué publié dimanche, le Bureau des médias du gouvernement à Gaza a déclaré qu'Israël"
            " avait tué 342 Palestiniens au 22 novembre 2025."
        ),
        (
            "Según un falso comunicado de la Oficina de Medios del Gobierno de Gaza, Israel mató a 342 palestinos hasta"
            " el 22 de noviembre de 2025."
        ),
        "بحسب بيان مزور صدر عن المكتب الإعلامي الحكومي في غزة، قتلت إسرائيل 342 فلسطينيا حتى 22 نوفمبر 2025.",
    ],
)
def test_words_beside_a_statement_still_count(viewer: Viewer, text: str) -> None:
    assert not line(viewer, text, "342").verdict.supports
