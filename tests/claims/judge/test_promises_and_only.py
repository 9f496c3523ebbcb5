"""What a figure counts where it is excepted from a denial, promised, counted with marks, or owned by people."""

import pytest

from holdfast.claims.engine.concepts import with_concepts
from holdfast.claims.engine.concepts.lexicon import make_lexicon
from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Bound, Item, Kind
from holdfast.claims.engine.judge.asked import _denied

LEXICON = make_lexicon()


def items(text: str) -> tuple[Item, ...]:
    """The figures of a text with what they count."""
    return with_concepts(text, extract(text), LEXICON)


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("سجل المرصد 31 خرقاً في أسبوع.", "violations"),
        ("استشهد 52 فلسطينياً.", "killed"),
        ("أفرج عن 72 أسيراً.", "prisoners"),
        ("أفرج عن 72 أســيراً.", "prisoners"),
        ("أفرج عن 1718 معتقلاً.", "prisoners"),
        ("سلمت إسرائيل 41 جثماناً.", "bodies"),
        ("وأعيدت جثامين 41 فلسطينياً.", "bodies"),
        ("ارتقى 12 من الشُهداء.", "killed"),
        ("נהרגו 52 פַּלֶסְטִינִים.", "killed"),
        ("The remains of 41 Palestinians were handed over.", "bodies"),
        ("Israel returned the bodies of 41 Palestinians.", "bodies"),
        ("Les corps de 41 Palestiniens ont été remis.", "bodies"),
    ],
)
def test_marks_and_owners_hide_no_quantity(text: str, main: str) -> None:
    (item,) = items(text)
    assert item.concepts[:1] == (main,)
    assert text[item.start : item.end] == item.text


def test_a_number_glued_to_and_is_a_count_before_its_noun() -> None:
    found = items("أفرج عن 72 أسيراً و1718 معتقلاً.")
    assert [one.kind for one in found] == [Kind.COUNT, Kind.COUNT]
    assert [one.kind for one in items("حدث ذلك في 2019 و2021.")] == [Kind.DATE, Kind.DATE]


@pytest.mark.parametrize(
    "text",
    [
        "ولم يدخل سوى ٨٥ شاحنة يوميا.",
        "لم تدخل إلا 85 شاحنة.",
        "Il n'est entré que 85 camions.",
        "No entraron más que 85 camiones.",
        "לא נכנסו אלא 85 משאיות.",
        "נכנסו רק 85 משאיות.",
    ],
)
def test_only_is_exact_and_no_denial(text: str) -> None:
    (item,) = items(text)
    assert (item.negated, item.bound, _denied(item, text)) == (False, Bound.EXACT, False)


def test_a_denial_stays_one() -> None:
    for text in (
        "لم تدخل 85 شاحنة.",
        "No entraron 85 camiones.",
        "Il n'a pas dit que 85 camions sont entrés.",
    ):
        (item,) = items(text)
        assert item.negated or _denied(item, text)


@pytest.mark.parametrize(
    "text",
    [
        "دخلت 85 شاحنة يوميا من أصل 300 شاحنة متفق عليها.",
        "دخلت 85 شاحنة يوميا من أصل 300 شاحنة يوميا نص عليها الاتفاق.",
        "85 trucks entered a day out of the 300 promised.",
        "An average of 85 trucks entered daily, of 300 agreed.",
        "De los 300 camiones acordados entraron 85 al día.",
        "נכנסו 85 משאיות ביום מתוך 300 משאיות שסוכמו.",
    ],
)
def test_what_was_promised_is_a_target_and_what_came_of_it_is_none(text: str) -> None:
    assert {one.value: (one.target, one.concepts[:1]) for one in items(text)} == {
        85: (False, ("trucks",)),
        300: (True, ("trucks",)),
    }
