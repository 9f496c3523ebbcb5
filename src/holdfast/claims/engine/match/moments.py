"""Times of day, days of the week and days told from today, in five languages: what changes when something was."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CLOCK = re.compile(
    r"(?<![\d:.,])(\d{1,2})(?:[:.h](\d{2}))?\s?(a\.?m\.?|p\.?m\.?)(?![^\W_])"
    r"|(?<![\d:.,])(\d{1,2}):(\d{2})(?![\d:])|(?<![^\W_])(\d{1,2})\s?h(\d{2})?(?![^\W_])"
)
_TABLE = {
    "morning": "morning mañana-por matin matinee صباحا الصباح صباح בבוקר הבוקר בוקר dawn aube alba فجرا الفجر فجر שחר",
    "noon": "noon midday midi mediodia ظهرا الظهر ظهر בצהריים צהריים",
    "afternoon": "afternoon apres-midi عصرا العصر אחה",
    "evening": "evening soir soiree مساء المساء בערב הערב ערב",
    "night": "night tonight overnight midnight nuit minuit noche anoche medianoche ليلا ليله الليل الليله "
    "בלילה הלילה לילה",
    "monday": "monday lundi lunes الاثنين",
    "tuesday": "tuesday mardi martes الثلاثاء",
    "wednesday": "wednesday mercredi miercoles الاربعاء",
    "thursday": "thursday jeudi jueves الخميس",
    "friday": "friday vendredi viernes الجمعه",
    "saturday": "saturday samedi sabado السبت שבת בשבת",
    "sunday": "sunday dimanche domingo الاحد",
    "today": "today aujourd hoy اليوم היום",
    "yesterday": "yesterday hier ayer امس البارحه אתמול",
    "tomorrow": "tomorrow demain غدا מחר",
    "ago": "ago",
    "previous": "last previous dernier derniere pasado pasada الماضي الماضيه المنصرم שעבר שעברה",
    "next": "next upcoming prochain prochaine proximo proxima القادم القادمه المقبل المقبله הבא הבאה",
    "spring": "spring printemps primavera الربيع אביב באביב",
    "summer": "summer ete verano الصيف קיץ בקיץ",
    "autumn": "autumn automne otoño otono الخريف סתיו בסתיו",
    "winter": "winter hiver invierno الشتاء חורף בחורף",
}
_WORDS = {word: key for key, words in _TABLE.items() for word in words.split()}
_PHRASES = (
    (re.compile(r"\bde la manana\b|\bpor la manana\b"), "morning"),
    (
        re.compile(r"\bde la tarde\b|\bpor la tarde\b|\bapres[- ]midi\b|אחר הצהריים|אחה\"צ|بعد الظهر"),
        "afternoon",
    ),
    (re.compile(r"\bpasado manana\b"), "after tomorrow"),
    (re.compile(r"(?<!la )(?<!pasado )\bmanana\b"), "tomorrow"),
    (re.compile(r"יום ראשון"), "sunday"),
    (re.compile(r"יום שני\b"), "monday"),
    (re.compile(r"יום שלישי"), "tuesday"),
    (re.compile(r"יום רביעי"), "wednesday"),
    (re.compile(r"יום חמישי"), "thursday"),
    (re.compile(r"יום שישי"), "friday"),
)
# Without one of these no phrase stands in a text.
_SIGNS = re.compile(r"manana|tarde|apres|אחר|אחה|بعد|יום")


def moments_in(plain: str, words: Sequence[str]) -> dict[str, str]:
    """The times of day, weekdays and days told from today in a folded text, as keys that languages share."""
    found: dict[str, str] = {}
    for match in _CLOCK.finditer(plain):
        hour, minute = match[1] or match[4] or match[6], match[2] or match[5] or match[7] or "00"
        half = (match[3] or "")[:1]
        found.setdefault(f"{int(hour)}:{minute}{half}", match[0])
    for word in words:
        if word in _WORDS and not (word == "ete" and "l'ete" not in plain):
            found.setdefault(_WORDS[word], word)
    for pattern, key in _PHRASES if _SIGNS.search(plain) else ():
        match_ = pattern.search(plain)
        if match_:
            found.setdefault(key, match_[0])
    return found
