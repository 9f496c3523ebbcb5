"""What a reading of another day, another start or another window says of a number: it may bound it, no more."""

from datetime import date

import pytest

from holdfast.claims.engine.judge import Checked, Verdict
from holdfast.claims.queries.checking import draft_checked
from holdfast.people.types import Viewer

PUBLISHED = date(2025, 11, 25)

pytestmark = pytest.mark.django_db


def one(viewer: Viewer, text: str, number: str) -> Checked:
    """The line of the item that reads so."""
    found = [
        line for line in draft_checked(viewer, text, published=PUBLISHED).lines if line.item.text == number
    ]
    assert found, text
    return found[0]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The Ministry of Health says 342 people have been killed since the ceasefire.", "342"),
        ("The ministry of health in Gaza says 310 people have been killed since the ceasefire.", "310"),
        ("In Gaza, 875 people were injured.", "875"),
        ("875 Palestinians have been injured since the ceasefire began.", "875"),
        ("An average of 151 trucks entered Gaza daily.", "151"),
        ("145 trucks entered a day out of the 600 promised.", "600"),
        ("دخلت 145 شاحنة يوميا من أصل 600 شاحنة متفق عليها.", "600"),
        ("دخلت 145 شاحنة يوميا من أصل 600 شاحنة يوميا نص عليها الاتفاق.", "600"),
        ("دخلت 145 شاحنة يوميا من أصل 600 شاحنة.", "600"),
        ("ولم يدخل سوى ١٤٥ شاحنة يوميا.", "١٤٥"),
    ],
)
def test_another_time_contradicts_nothing(viewer: Viewer, text: str, number: str) -> None:
    found = one(viewer, text, number)
    assert found.verdict is not Verdict.CONTRADICTED, found
    for lang in ("en", "ar"):
        assert found.why.render(lang)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("145 trucks entered a day out of the 600 promised.", "600"),
        ("دخلت 145 شاحنة يوميا من أصل 600 شاحنة متفق عليها.", "600"),
        ("دخلت 145 شاحنة يوميا من أصل 600 شاحنة.", "600"),
    ],
)
def test_what_was_promised_is_held_against_promises(viewer: Viewer, text: str, number: str) -> None:
    found = one(viewer, text, number)
    assert found.cited and {row.kind for row in found.cited} == {"promised"}


def test_a_counter_bounds_the_days_before_and_after(viewer: Viewer) -> None:
    office = (
        "According to the Gaza Government Media Office, {} Palestinians were killed as of {} November 2025."
    )
    assert one(viewer, office.format(500, 20), "500").verdict is Verdict.CONTRADICTED
    assert one(viewer, office.format(300, 20), "300").verdict is Verdict.UNSUPPORTED
    assert one(viewer, office.format(343, 22), "343").verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Israel returned the bodies of 330 Palestinians.", "330"),
        ("The remains of 330 Palestinians were handed over.", "330"),
        ("Israel freed 1,718 detainees from Gaza.", "1,718"),
        ("أفرج عن 250 أسيراً و1718 معتقلاً من غزة.", "1718"),
    ],
)
def test_what_was_handed_over_is_found(viewer: Viewer, text: str, number: str) -> None:
    found = one(viewer, text, number)
    assert found.cited and found.verdict not in (
        Verdict.NOT_FOUND,
        Verdict.NOT_CHECKABLE,
        Verdict.CONTRADICTED,
    )


def test_a_bare_word_for_children_cites_no_other_people(viewer: Viewer) -> None:
    found = one(viewer, "Hundreds of children were killed.", "Hundreds")
    assert found.verdict is Verdict.VAGUE
    assert found.cited == ()  # the example counts no children by themselves
    assert one(viewer, "Hundreds of people were killed.", "Hundreds").cited


def test_several_who_count_are_not_called_one(viewer: Viewer) -> None:
    found = one(viewer, "20 living hostages were handed over.", "20")
    assert found.why.code != "check-party-alone" or len(found.cited) == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("As of 8 December 2025, the {} said 13,511 trucks had entered the Strip in 60 days.", "13,511"),
        ("The {} said 4,453 trucks had entered Gaza by 5 November 2025.", "4,453"),
        ("3,203 trucks, aid and commercial, had entered Gaza by 1 November 2025, the {} said.", "3,203"),
        ("1,200 trucks had entered Gaza by 20 October 2025, the {} said.", "1,200"),
    ],
)
def test_trucks_of_one_cargo_contradict_no_number_of_all(viewer: Viewer, text: str, number: str) -> None:
    lines = draft_checked(viewer, text.format("Gaza Government Media Office")).lines
    found = next(line for line in lines if line.item.text == number)
    assert found.verdict is not Verdict.CONTRADICTED, found
    assert "115" not in found.why.render("en")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("50,000 trucks had entered Gaza by 20 November 2025, the {} said.", "50,000"),
        ("9,000 trucks had entered Gaza by 20 October 2025, the {} said.", "9,000"),
        ("700 trucks had entered Gaza by 20 December 2025, the {} said.", "700"),
        ("The {} said 3,300 trucks had entered Gaza by 31 October 2025.", "3,300"),
        ("The {} said 13,511 fuel trucks had entered Gaza by 8 December 2025.", "13,511"),
    ],
)
def test_trucks_are_contradicted_by_their_like(viewer: Viewer, text: str, number: str) -> None:
    lines = draft_checked(viewer, text.format("Gaza Government Media Office")).lines
    found = next(line for line in lines if line.item.text == number)
    assert found.verdict is Verdict.CONTRADICTED, found
