"""Arabic words that are numbers by themselves: fractions, magnitudes, multiples, ordinals, duals of time and money."""

from __future__ import annotations

import re

from holdfast.claims.engine.lexis.schema import Sort
from holdfast.claims.engine.lexis.spelling import Named, named

_LOOSE = {"أ": "[أا]", "إ": "[إا]", "آ": "[آا]", "ة": "[ةه]", "ى": "[ىي]", "ئ": "[ئي]"}
_SET = re.compile(r"\[[^]]*]|[أإآةىئ]")


def loose(pattern: str) -> str:
    """The pattern, read with and without hamza, madda and the dots of its last letter; sets stay as they are."""
    return _SET.sub(lambda match: _LOOSE.get(match[0], match[0]), pattern)


HEAD = r"(?<![\u0621-\u064a])(?:[وف])?(?:بال|كال|لل|ال|ب|ل|ك)?(?P<w>"
TAIL = r")(?![\u0621-\u064a])"
THEM = "(?:هم|ها|ه|هن)?"
# "the first half", "the second quarter" order a year; "quarter-final" and "half-yearly" are names.
NOT_PART = r"(?! ?(?:ال)?(?:[أا]ول|[أا]ولى|ثاني|ثانية|ثالث|رابع|[أا]خير|نها[ئي]ي|سنوي|شهري|آخر|ساعة))"
UNITS = {2: "اثنان|اثنين", 3: "ثلاثة|ثلاث", 4: "[أا]ربعة|[أا]ربع", 5: "خمسة|خمس", 6: "ستة|ست", 7: "سبعة|سبع"}
UNITS |= {8: "ثمانية|ثماني", 9: "تسعة|تسع"}
PARTS = {
    3: "[أا]ثلاث",
    4: "[أا]رباع",
    5: "[أا]خماس",
    6: "[أا]سداس",
    7: "[أا]سباع",
    8: "[أا]ثمان",
    10: "[أا]عشار",
}
SCALES = {1000: "[أا]لف", 10**6: "مليون", 10**9: "مليار"}
TENS_OF = {10: "عشرات", 100: "مئات|ميات|مائات"}
MANY = {10**3: "[آا]لاف|[أا]لوف", 10**6: "ملايين", 10**9: "مليارات"}
DUALS = {
    "days": "يومان|يومين",
    "weeks": "[أا]سبوعان|[أا]سبوعين",
    "months": "شهران|شهرين",
    "years": "عامان|عامين|سنتان|سنتين|حولين",
    "hours": "ساعتان|ساعتين",
    "minutes": "دقيقتان|دقيقتين",
    "decades": "عقدان|عقدين",
    "centuries": "قرنان|قرنين",
    "USD": "دولاران|دولارين",
    "km": "كيلومتران|كيلومترين",
    "tonnes": "طنان|طنين",
    "litres": "لتران|لترين",
    "m": "متران|مترين",
}
HALVES = {
    "days": "يوم|ليلة|ليله",
    "weeks": "[أا]سبوع",
    "months": "شهر",
    "years": "عام|سنة|سنه",
    "hours": "ساعة|ساعه",
    "decades": "عقد",
}
# Before the noun an ordinal has no article ("ثاني دولة"), after it it has ("الدولة الثانية").
ORDINALS = {
    2: "ثاني|ثانية",
    3: "ثالث|ثالثة",
    4: "رابع|رابعة",
    5: "خامس|خامسة",
    6: "سادس|سادسة",
    7: "سابع|سابعة",
    8: "ثامن|ثامنة",
    9: "تاسع|تاسعة",
    10: "عاشر|عاشرة",
}

PHRASES: tuple[Named, ...] = (
    named(Sort.CARDINAL, "1/2", HEAD + "نصف" + TAIL + "(?= نقط[ةه])"),
    named(Sort.FRACTION, "1/2", HEAD + "نصف" + THEM + TAIL + NOT_PART),
    named(Sort.FRACTION, "1/3", HEAD + "ثلث" + THEM + TAIL + NOT_PART),
    named(Sort.FRACTION, "1/4", HEAD + "ربع" + THEM + TAIL + NOT_PART),
    named(Sort.FRACTION, "2/3", HEAD + "ثلثا|ثلثي|ثلثان|ثلثين|ثلثيهم|ثلثاهم|ثلثيها" + TAIL),
    named(Sort.FRACTION, "1/6", HEAD + "سدس" + TAIL),
    # "five" before an indefinite plural is the same word as "a fifth" before a definite noun
    named(Sort.FRACTION, "1/5", HEAD + "خمس" + TAIL + "(?= ال)"),
    named(Sort.FRACTION, "1/10", HEAD + "عشر" + TAIL + "(?= ال)"),
    *(
        named(Sort.FRACTION, f"{top}/{n}", HEAD + f"(?:{name}) {part}" + TAIL)
        for top, name in UNITS.items()
        for n, part in PARTS.items()
        if top < n
    ),
    *(named(Sort.CARDINAL, scale // 2, HEAD + f"نصف (?:ال)?{word}" + TAIL) for scale, word in SCALES.items()),
    *(named(Sort.CARDINAL, scale // 4, HEAD + f"ربع (?:ال)?{word}" + TAIL) for scale, word in SCALES.items()),
    *(
        named(Sort.CARDINAL, scale * 3 // 4, HEAD + f"(?:{UNITS[3]}) {PARTS[4]} (?:ال)?{word}" + TAIL)
        for scale, word in SCALES.items()
    ),
    *(
        named(Sort.CARDINAL, f"{top * scale}/3", HEAD + f"(?:{name}) {word}" + TAIL)
        for top, name in ((1, "ثلث"), (2, "ثلثا|ثلثي"))
        for scale, word in SCALES.items()
    ),
    *(
        named(Sort.VAGUE, value, r"(?<!\d )" + HEAD + words + TAIL + "(?! ?ال(?:[آا]لاف|ملايين|مليارات))")
        for value, words in TENS_OF.items()
    ),
    *(
        named(Sort.VAGUE, value * scale, HEAD + f"(?:{words}) ال(?:{many})" + TAIL)
        for value, words in TENS_OF.items()
        for scale, many in MANY.items()
    ),
    *(named(Sort.VAGUE, value, r"(?<!\d )" + HEAD + words + TAIL) for value, words in MANY.items()),
    *(named(Sort.CARDINAL, 2, HEAD + words + TAIL, unit) for unit, words in DUALS.items()),
    *(named(Sort.CARDINAL, 1, HEAD + f"(?:{words}) واحدة?" + TAIL, unit) for unit, words in HALVES.items()),
    *(
        named(Sort.CARDINAL, "1.5", HEAD + f"(?:{words}) ونصف(?: ال(?:{words}))?" + TAIL, unit)
        for unit, words in HALVES.items()
    ),
    *(
        named(Sort.CARDINAL, "2.5", HEAD + f"(?:{words}) ونصف(?: ال(?:{HALVES[unit]}))?" + TAIL, unit)
        for unit, words in DUALS.items()
        if unit in HALVES
    ),
    *(
        named(
            Sort.CARDINAL,
            f"{2 * top + 1}/2",
            HEAD + f"(?:{name}) (?:{words}) ونصف(?: ال[\u0621-\u064a]+)?" + TAIL,
            unit,
        )
        for top, name in UNITS.items()
        if top > 2
        for unit, words in (
            ("years", "سنوات|[أا]عوام"),
            ("months", "[أا]شهر|شهور"),
            ("weeks", "[أا]سابيع"),
            ("days", "[أا]يام"),
            ("hours", "ساعات"),
        )
    ),
    named(Sort.MULTIPLE, 2, HEAD + "ضعف|ضعفي|ضعفا" + TAIL + "(?= )"),
    *(named(Sort.ORDINAL, value, HEAD + words + TAIL) for value, words in ORDINALS.items()),
)
# "One" counts after its noun ("شاحنة واحدة"), and in "one of every"; "one of them" and "at one time" do not.
ONES = re.compile(
    r"(?<![\u0621-\u064a])(?:و)?واحد[اةه]? (?:من كل|من [أا]صل|من بين كل|لكل|على)\b"
    r"|(?:(?<!آن)(?<!وقت)(?<!كل)(?<!صوت)(?<!صف)(?<!جانب)(?<!رقم)) واحد[اة]?(?![\u0621-\u064a])"
    r"(?! (?:من|منهم|منها|تلو)\b)"
)
HALF = re.compile(r" ?و(?:نصف|(?P<q>ربع))(?: (?:ال)?(?:مليون|مليار|[أا]لف))?(?![\u0621-\u064a])")
