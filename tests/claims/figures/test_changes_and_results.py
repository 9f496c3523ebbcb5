"""A change and what it led to are two figures; votes are read beside words of voting alone."""

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Bound, Item, Kind


def figures(lang: str, text: str) -> list[Item]:
    return [item for item in extract(text, lang=lang) if item.kind.is_figure]


@pytest.mark.parametrize(
    ("lang", "text", "values"),
    [
        ("en", "Burglaries in Kestrel fell by 9 per cent to 2,311 in 2024.", [9, 2311]),
        ("en", "The subsidy rose 15 million to 210 million euros.", [15_000_000, 210_000_000]),
        ("en", "Membership fell by 35 to 140.", [35, 140]),
        ("en", "The number of wardens was reduced by a quarter to 84.", [0.25, 84]),
        ("en", "Exports were up 8 per cent at 1,950 tonnes.", [8, 1950]),
        ("en", "Losses rose from 2 to 30 million euros.", [2_000_000, 30_000_000]),
        ("fr", "Les cambriolages ont reculé de 9 % à 2 311 en 2024.", [9, 2311]),
        ("fr", "Les ventes ont progressé de 7,5 % à 18,4 millions d'euros.", [7.5, 18_400_000]),
        ("es", "Los robos cayeron un 9 % a 2.311 en 2024.", [9, 2311]),
        ("es", "La ayuda subió 15 millones a 210 millones de euros.", [15_000_000, 210_000_000]),
        ("ar", "انخفضت حوادث السرقة بنسبة 9 في المئة إلى 2311 في عام 2024.", [9, 2311]),
        ("ar", "تراجع عدد الأعضاء بمقدار 35 إلى 140.", [35, 140]),
        ("he", "הסובסידיה עלתה ב-15 מיליון ל-210 מיליון אירו.", [15_000_000, 210_000_000]),
    ],
)
def test_a_change_and_its_result_are_two_figures(lang: str, text: str, values: list[float]) -> None:
    found = figures(lang, text)
    assert [item.value for item in found] == values
    assert all(item.low is None or item.low == item.high for item in found)


@pytest.mark.parametrize(
    ("lang", "text", "ends"),
    [
        ("en", "Output was cut by 20 to 25 per cent.", (20, 25)),
        ("en", "The council may rise by 3 to 5.", (3, 5)),
        ("en", "The fund gained $2 million to $3 million.", (2_000_000, 3_000_000)),
        ("en", "The storm killed from 30 to 45 people, rescuers estimated.", (30, 45)),
        ("fr", "Il faut 10 % à 20 % d'eau.", (10, 20)),
        ("es", "El club tiene 40 a 60 socios.", (40, 60)),
        ("ar", "نفق ما بين 40 و60 رأسا من الماعز.", (40, 60)),
        ("he", "המכירות ירדו ב-20 עד 30 אחוזים.", (20, 30)),
    ],
)
def test_an_estimate_with_two_ends_stays_a_range(lang: str, text: str, ends: tuple[int, int]) -> None:
    (item,) = figures(lang, text)
    assert (item.low, item.high) == ends


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "Pupil numbers dropped 4% to 1987 last spring, from 2070 in 2019.", 1987),
        ("en", "Deaths fell by 12 per cent to 1624 in 2023.", 1624),
        ("fr", "Le nombre d'élèves a baissé de 4 % à 1987 en 2019.", 1987),
        ("es", "La matrícula bajó un 4 % hasta 1987 alumnos.", 1987),
        ("ar", "تراجعت حوادث الطرق بنسبة 9 في المئة إلى 1843 في عام 2024.", 1843),
        ("he", "מספר התאונות ירד ב-9% ל-1843 בשנת 2024.", 1843),
        ("en", "Deaths fell to 1624 in 2023.", 1624),
        ("fr", "Le nombre de morts est tombé à 1987 en 2020.", 1987),
        ("es", "La cifra bajó a 1987 en 2020.", 1987),
        ("ar", "انخفض عدد الوفيات إلى 1624 في عام 2023.", 1624),
        ("he", "מספר ההרוגים ירד ל-1843 בשנת 2024.", 1843),
    ],
)
def test_four_digits_after_a_share_or_a_change_are_what_it_came_to(lang: str, text: str, value: int) -> None:
    assert value in [item.value for item in figures(lang, text)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Output is forecast to grow by 4 per cent to 2031."),
        ("fr", "La production progressera de 4 % à 2035, selon l'agence."),
        ("es", "La economía crecerá un 4 % hasta 2031."),
        ("he", "התפוקה תגדל ב-4 אחוזים עד 2031."),
    ],
)
def test_the_year_up_to_which_something_grows_stays_a_year(lang: str, text: str) -> None:
    assert [item.value for item in figures(lang, text)] == [4]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Output fell to 1987 levels in 2023."),
        ("en", "Deaths rose from 2019 to 2023."),
        ("ar", "ارتفع العدد من 2019 إلى 2023."),
        ("he", "המספר עלה בין 2019 ל-2023."),
        ("ar", "وصل اللاجئون إلى أوروبا في 2015."),
    ],
)
def test_years_beside_a_change_stay_years(lang: str, text: str) -> None:
    assert figures(lang, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The council passed the motion by 40 to 12.",
        "Lawmakers rejected the treaty by 61 votes to 33.",
        "It was decided by a vote of 40 to 12.",
        "It went through by 40 to 12 votes.",
    ],
)
def test_two_numbers_beside_a_word_of_voting_are_a_vote(text: str) -> None:
    assert Kind.VOTE in [item.kind for item in extract(text, lang="en")]


@pytest.mark.parametrize(
    "text",
    [
        "Membership fell by 40 to 120.",
        "The team was cut by 7 to 21.",
        "The herd outgrew the other by 40 to 12.",
    ],
)
def test_two_numbers_without_one_are_none(text: str) -> None:
    assert Kind.VOTE not in [item.kind for item in extract(text, lang="en")]


@pytest.mark.parametrize(
    ("lang", "text", "value", "kind", "bound"),
    [
        ("en", "300-odd tents were pitched.", 300, Kind.COUNT, Bound.ABOUT),
        ("en", "A 1-in-10 chance of flooding remains.", 0.1, Kind.RATIO, Bound.EXACT),
        ("en", "Its stock was multiplied by ten.", 10, Kind.RATIO, Bound.EXACT),
        ("fr", "Les prix ont été multipliés par dix.", 10, Kind.RATIO, Bound.EXACT),
        ("es", "Los precios se multiplicaron por diez.", 10, Kind.RATIO, Bound.EXACT),
        ("ar", "طفل من كل أربعة أطفال يعاني سوء التغذية.", 0.25, Kind.RATIO, Bound.EXACT),
        ("he", "ילד מכל ארבעה רעב.", 0.25, Kind.RATIO, Bound.EXACT),
        ("ar", "جاءت الشاحنات من كل 5 مدن.", 5, Kind.COUNT, Bound.EXACT),
        ("es", "El aforo se redujo un tercio.", 1 / 3, Kind.RATIO, Bound.EXACT),
    ],
)
def test_forms_of_ratios_and_rough_counts(
    lang: str, text: str, value: float, kind: Kind, bound: Bound
) -> None:
    (item,) = figures(lang, text)
    assert item.value is not None and abs(float(item.value) - value) < 1e-9
    assert (item.kind, item.bound) == (kind, bound)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Le hameau compte 12 maisons."),
        ("fr", "Il a vu 12 marsouins."),
        ("ar", "استقال 12 رئيس بلدية."),
        ("he", "12 מרצים התפטרו."),
        ("es", "Vinieron 12 mayores."),
        ("en", "The crowd held 12 mayors."),
    ],
)
def test_a_word_that_begins_as_a_month_or_could_be_ranked_is_only_counted(lang: str, text: str) -> None:
    (item,) = extract(text, lang=lang)
    assert (item.text, item.kind) == ("12", Kind.COUNT)


def test_a_french_day_keeps_its_month_in_every_form() -> None:
    found = extract("Le 19 mai, le 3 avr. et le 12 août 2024.", lang="fr")
    assert [item.as_of for item in found] == ["2024-05-19", "2024-04-03", "2024-08-12"]


@pytest.mark.parametrize(
    "text",
    ["Jusqu'à 500 emplois sont menacés, prévient la CGT.", "La CGT prévient que 500 emplois sont menacés."],
)
def test_who_warns_in_french_is_who_says_so(text: str) -> None:
    (item,) = figures("fr", text)
    assert item.attribution == "CGT"


@pytest.mark.parametrize(
    ("lang", "text", "values"),
    [
        ("en", "The government raised the fee from 20 to 60 dollars.", [20, 60]),
        ("fr", "Le gouvernement a relevé la taxe de 20 à 60 euros.", [20, 60]),
        ("es", "El gobierno elevó la tasa de 20 a 60 euros.", [20, 60]),
        ("ar", "رفعت الحكومة الرسوم من 20 إلى 60 دولارا.", [20, 60]),
        ("he", "הממשלה העלתה את האגרה מ-20 ל-60 שקל.", [20, 60]),
    ],
)
def test_who_raises_something_from_one_to_the_other_gives_two_figures(
    lang: str, text: str, values: list[int]
) -> None:
    assert [item.value for item in figures(lang, text)] == values


def test_points_of_an_index_are_no_percentage_points() -> None:
    share, index = figures("en", "The index lost 1.4% to 8,112 points.")
    assert (share.kind, index.kind, index.unit) == (Kind.PERCENT, Kind.COUNT, "count")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The council approved the 40 to 60 million euro loan.", Kind.MONEY),
        ("The 40 to sign were miners.", Kind.COUNT),
        ("The 10 largest mills closed.", Kind.COUNT),
        ("It was the third to close.", Kind.RANK),
        ("She was the 21st to sign.", Kind.RANK),
        ("It has the 2nd highest peak in Peru.", Kind.RANK),
    ],
)
def test_only_an_ordinal_claims_a_place_in_an_order(text: str, kind: Kind) -> None:
    (item,) = figures("en", text)
    assert item.kind is kind
