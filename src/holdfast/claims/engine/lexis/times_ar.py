"""Months, week days and days of the month in Arabic: Levantine, Egyptian and Maghrebi names."""

from __future__ import annotations

from holdfast.claims.engine.lexis.measures_ar import AL
from holdfast.claims.engine.lexis.phrases_ar import loose

MONTHS = {
    1: ("كانون الثاني", "يناير", "جانفي"),
    2: ("شباط", "فبراير", "فيفري"),
    3: ("آذار", "مارس", "اذار"),
    4: ("نيسان", "أبريل", "إبريل", "ابريل", "أفريل"),
    5: ("أيار", "مايو", "ماي", "ايار"),
    6: ("حزيران", "يونيو", "يونيه", "جوان"),
    7: ("تموز", "يوليو", "يوليه", "يوليوز", "جويلية"),
    8: ("آب", "أغسطس", "اغسطس", "غشت", "أوت"),
    9: ("أيلول", "سبتمبر", "شتنبر", "ايلول"),
    10: ("تشرين الأول", "تشرين الاول", "أكتوبر", "اكتوبر"),
    11: ("تشرين الثاني", "نوفمبر", "نونبر"),
    12: ("كانون الأول", "كانون الاول", "ديسمبر", "دجنبر"),
}
WEEKDAYS = (
    ("الاثنين", "الإثنين"),
    ("الثلاثاء",),
    ("الأربعاء", "الاربعاء"),
    ("الخميس",),
    ("الجمعة",),
    ("السبت",),
    ("الأحد", "الاحد"),
)
DAYS = (
    "أول|الأول",
    "الثاني",
    "الثالث",
    "الرابع",
    "الخامس",
    "السادس",
    "السابع",
    "الثامن",
    "التاسع",
    "العاشر",
    "الحادي عشر",
    "الثاني عشر",
    "الثالث عشر",
    "الرابع عشر",
    "الخامس عشر",
    "السادس عشر",
    "السابع عشر",
    "الثامن عشر",
    "التاسع عشر",
    "العشرين",
    "الحادي والعشرين",
    "الثاني والعشرين",
    "الثالث والعشرين",
    "الرابع والعشرين",
    "الخامس والعشرين",
    "السادس والعشرين",
    "السابع والعشرين",
    "الثامن والعشرين",
    "التاسع والعشرين",
    "الثلاثين",
    "الحادي والثلاثين",
)
DAY_WORDS = {word: number for number, words in enumerate(DAYS, 1) for word in words.split("|")}
DAY = "(?:[0-9]{1,2}|" + "|".join(sorted(DAY_WORDS, key=len, reverse=True)) + ")"
E = r"(?![\u0621-\u064a])"
# The second name of a month ("أكتوبر/تشرين الأول"), the word "month", and what points at the last or this one.
OTHER_NAME = r"(?: ?[/(–-] ?{month}\)?)?"
POINTED = loose("(?: (?:الماضي|المنصرم|الفائت|الجاري|الحالي|المقبل|من العام الماضي))?")
MONTH = "(?:شهر )?(?P<month>{month})" + E + OTHER_NAME
YEAR = "(?:(?:,| من| من عام| عام| لعام| سنة)? (?P<year>[12][0-9]{3}))"
DATES = (
    # 24 February to 1 March, and from the 10th to the 31st of October
    (
        f"(?<![0-9])(?:{AL}(?P<day>{DAY})) (?:من )?{MONTH}{YEAR}? ?(?:-|–|إلى|الى|حتى|و) ?{AL}(?P<day2>{DAY}) "
        f"(?:من )?(?:شهر )?(?P<month2>{{month}}){OTHER_NAME}(?:(?: من عام| عام|,)? "
        f"(?P<year2>[12][0-9]{{3}}))?"
    ),
    f"(?<![0-9])(?:{AL}(?P<day>{DAY})) ?(?:-|–|إلى|الى|حتى|و) ?{AL}(?P<day2>{DAY}) (?:من )?{MONTH}{YEAR}?{POINTED}",
    (
        f"(?:(?P<weekday>{{weekday}}) ?[,,(]? ?(?:الموافق )?)?{AL}(?P<day>{DAY}) (?:من "
        f")?{MONTH}{YEAR}?{POINTED}"
    ),
    (
        f"(?P<month>{{month}}){OTHER_NAME} ?(?:-|–|إلى|الى|حتى|و) "
        f"?(?P<month2>{{month}}){OTHER_NAME}(?:(?: من عام| عام|,)? (?P<year2>[12][0-9]{{3}}))?"
    ),
    (
        f"(?<![\u0621-\u064a])(?:(?<=ب)|(?<=ل)|(?<=و)|)(?:شهر "
        f")?(?P<month>{{month}}){OTHER_NAME}{YEAR}?{POINTED}{E}"
    ),
    f"(?P<rel>{{relative}}){E}",
    f"(?P<weekday>{{weekday}}){E}{POINTED}",
)
