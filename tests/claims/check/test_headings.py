"""A right number under a heading that makes it say something else goes to a person, and is told which heading."""

from pathlib import Path

import pytest

from holdfast.claims.engine.judge import Checked, Verdict
from holdfast.claims.queries.checking import draft_checked
from holdfast.claims.reading import read_draft
from holdfast.people.types import Viewer

SAID = "342 Palestinians had been killed as of 22 November 2025, the Gaza Government Media Office said."
INJURED = "The Gaza Government Media Office said 875 people had been injured as of 22 November 2025."

pytestmark = pytest.mark.django_db


def lines(viewer: Viewer, text: str) -> dict[str, Checked]:
    """The lines by the number as the text writes it."""
    return {one.item.text: one for one in draft_checked(viewer, text).lines}


def test_the_heading_is_named(viewer: Viewer) -> None:
    found = lines(viewer, f"# Report\n\n## False claims\n\n{SAID}")["342"]
    assert (found.rule, found.verdict) == ("words-not-read", Verdict.ATTRIBUTED_ONLY)
    assert found.why.code == "check-heading-not-read"
    assert dict(found.why.params)["words"] == ("“False claims”",)
    assert found.cited


def test_a_heading_holds_back_what_stands_below_it_and_no_more(viewer: Viewer) -> None:
    found = lines(viewer, f"# Report\n\n## Myths\n\n{SAID}\n\n## The injured\n\n{INJURED}")
    assert not found["342"].verdict.supports
    assert found["875"].verdict is Verdict.AS_ATTRIBUTED


def test_a_denial_is_of_the_sentence_before_it(viewer: Viewer) -> None:
    found = lines(viewer, f"{INJURED} {SAID} That is false.")
    assert not found["342"].verdict.supports
    assert found["875"].verdict is Verdict.AS_ATTRIBUTED


def test_a_denial_of_all_is_of_all(viewer: Viewer) -> None:
    found = lines(viewer, f"{INJURED} {SAID} None of these numbers is true.")
    assert not found["342"].verdict.supports and not found["875"].verdict.supports


def test_a_number_that_is_contradicted_stays_so_under_any_heading(viewer: Viewer) -> None:
    wrong = SAID.replace("342", "842")
    assert lines(viewer, f"Myths\n\n{wrong}")["842"].verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("heading", "holds"),
    [
        ("Rafah", False),
        ("Killed by Israel", True),
        ("Killed by Hamas", False),
        ("Palestinians killed", True),
        ("Israelis killed", False),
        ("Gaza", True),
        ("Lebanon", False),
        ("The count of the Government Media Office", True),
        ("The count of the Israeli army", False),
        ("Year 2025", True),
        ("Year 2014", False),
    ],
)
def test_a_heading_is_held_against_the_rows(viewer: Viewer, heading: str, holds: bool) -> None:
    text = f"The truce after six weeks\n\nThe truce is not kept.\n\n{heading}\n\n{SAID}"
    assert lines(viewer, text)["342"].verdict.supports is holds


def test_headings_of_a_page_are_those_that_it_marks(viewer: Viewer, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><article><h1>Gaza after six weeks</h1><p>The truce is broken day after day, all say.</p>"
        f"<h2>These claims are false.</h2><p>The first.</p><h3>Numbers</h3><p>{SAID}</p>"
        f"<h2>What happened</h2><p>{INJURED}</p></article></body></html>",
        encoding="utf-8",
    )
    draft = read_draft(page)
    checked = draft_checked(viewer, draft.text, spans=draft.body, headings=draft.headings).lines
    found = {one.item.text: one for one in checked}
    assert not found["342"].verdict.supports
    assert found["875"].verdict is Verdict.AS_ATTRIBUTED


@pytest.mark.parametrize(
    "before",
    [
        "Below are false statements.\n\n- ",
        "The list that follows was made up by a student.\n\n",
        "1. Rumours\n\n",
        "فيما يلي كلام ملفق.\n\n",
        "Voici une phrase inventée.\n\n",
    ],
)
def test_a_sentence_that_points_ahead_and_a_numbered_heading_count(viewer: Viewer, before: str) -> None:
    assert not lines(viewer, before + SAID)["342"].verdict.supports


def test_a_sentence_before_that_points_to_nothing_changes_nothing(viewer: Viewer) -> None:
    assert (
        lines(viewer, f"The office rejects false claims.\n\n{SAID}")["342"].verdict is Verdict.AS_ATTRIBUTED
    )


IN = {
    "en": SAID,
    "fr": "Le Bureau des médias du gouvernement de Gaza a déclaré le 22 novembre 2025 que 342 personnes avaient été"
    " tuées depuis le 10 octobre.",
    "es": "La Oficina de Medios del Gobierno de Gaza dijo el 22 de noviembre de 2025 que 342 personas habían muerto"
    " desde el 10 de octubre.",
    "ar": "قال المكتب الإعلامي الحكومي في غزة في 22 نوفمبر 2025 إن 342 شخصًا قُتلوا منذ 10 أكتوبر.",
    "he": "משרד התקשורת הממשלתי בעזה אמר ב-22 בנובמבר 2025 כי 342 בני אדם נהרגו מאז 10 באוקטובר.",
}
TURNING = {
    "en": ("Killed on the Israeli side", "Figures it walked back", "What it never said", "What its critics say",
           "A typo in the count", "Dead of cold", "The truce of March", "Still held captive"),
    "fr": ("Morts du côté israélien", "Bilans retirés depuis", "Ce qu'il n'a pas dit", "Ce que disent ses détracteurs",
           "Une coquille dans le bilan", "Morts de froid", "La trêve de janvier"),
    "es": ("Muertos del lado israelí", "Datos luego rectificados", "Lo que nunca dijo", "Lo que dicen los críticos",
           "Una errata en el balance", "Muertos de frío", "La tregua de enero"),
    "ar": ("القتلى في الجانب الإسرائيلي", "ما تراجع عنه المكتب", "ما لم يقله المكتب", "ما يقوله الخصوم", "زلة قلم",
           "وفيات البرد في الخيام", "هدنة يناير"),
    "he": ("ההרוגים בצד הישראלי", "מה שהמשרד חזר בו ממנו", "מה שהמשרד לא אמר", "מה אומרים המתנגדים",
           "פליטת קולמוס אחת", "מתים מרעב באוהלים", "הפסקת האש של ינואר"),
}  # fmt: skip
PLAIN = {
    "en": ("The dead since October", "What the office said", "The October truce", "Cold nights and strikes",
           "What remains to be done", "The truce in November"),
    "fr": ("Le bilan de la trêve", "Ce que dit le bureau", "La trêve d'octobre", "Six semaines plus tard",
           "Palestiniens tués", "Faim et froid cet hiver"),
    "es": ("El balance de la tregua", "Lo que dijo la oficina", "La tregua de octubre", "Seis semanas después",
           "Palestinos muertos", "Hambre y frío este invierno"),
    "ar": ("حصيلة الهدنة", "ما قاله المكتب", "هدنة أكتوبر", "بعد ستة أسابيع", "الشهداء في غزة", "القتلى منذ أكتوبر"),
    "he": ("המניין מאז הפסקת האש", "מה אמר המשרד", "הפסקת האש של אוקטובר", "אחרי שישה שבועות", "ההרוגים בעזה",
           "הרוגים מאז אוקטובר"),
}  # fmt: skip


@pytest.mark.parametrize("lang", IN)
def test_a_heading_that_turns_the_figure_holds_it_back_and_a_plain_one_does_not(
    viewer: Viewer, lang: str
) -> None:
    def supports(heading: str) -> bool:
        return lines(viewer, f"# Report\n\n## {heading}\n\n{IN[lang]}")["342"].verdict.supports

    assert [one for one in TURNING[lang] if supports(one)] == []
    assert [one for one in PLAIN[lang] if not supports(one)] == []


def test_a_table_under_a_heading_of_markdown_is_read_without_its_sign(viewer: Viewer) -> None:
    table = "| Source | Trucks | As of |\n|---|---|---|\n| Hamas | 7,333 aid trucks | 6 November 2025 |"
    assert lines(viewer, f"# Report\n\n## Trucks\n\n{table}")["7,333"].verdict is Verdict.AS_ATTRIBUTED
