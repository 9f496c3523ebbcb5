"""Hebrew words that are numbers by themselves: fractions, magnitudes, multiples, ordinals, duals of time."""

from __future__ import annotations

import re

from holdfast.claims.engine.lexis.schema import Sort
from holdfast.claims.engine.lexis.spelling import Named, named

HEAD = r"(?<![א-ת])(?:ו)?(?:ש|כש)?(?:מ|ב|ל|כ|בכ|לכ|מכ)?(?:ה)?-?(?P<w>"
TAIL = r")(?![א-ת])"
THEM = "(?:ם|ן|ה|יתם)?"
UNITS = {
    2: "שני|שתי",
    3: "שלושה|שלוש",
    4: "ארבעה|ארבע",
    5: "חמישה|חמש",
    6: "שישה|שש",
    7: "שבעה|שבע",
    8: "שמונה",
}
UNITS |= {9: "תשעה|תשע"}
PART = {3: "שליש", 4: "רבע", 5: "חמישית", 6: "שישית", 7: "שביעית", 8: "שמינית", 9: "תשיעית", 10: "עשירית"}
PARTS = {
    3: "שלישים",
    4: "רבעים",
    5: "חמישיות",
    6: "שישיות",
    7: "שביעיות",
    8: "שמיניות",
    9: "תשיעיות",
    10: "עשיריות",
}
SCALES = {1000: "אלף", 10**6: "מיליון|מליון", 10**9: "מיליארד|מליארד"}
TENS_OF = {10: "עשרות", 100: "מאות"}
MANY = {10**3: "אלפי|אלפים", 10**6: "מיליוני|מיליונים", 10**9: "מיליארדי|מיליארדים"}
DUALS = {"days": "יומיים", "weeks": "שבועיים", "months": "חודשיים", "years": "שנתיים", "hours": "שעתיים"}
HALVES = {"days": "(?:יום|לילה|יממה)", "weeks": "שבוע", "months": "חודש", "years": "שנה", "hours": "שעה"}
# Ordinals stand after their noun ("המדינה השנייה"); the feminine ones from five on are also fractions.
ORDINALS = {
    2: "שני|שנייה|שניה",
    3: "שלישי|שלישית",
    4: "רביעי|רביעית",
    5: "חמישי|חמישית",
    6: "שישי|שישית",
    7: "שביעי|שביעית",
    8: "שמיני|שמינית",
    9: "תשיעי|תשיעית",
    10: "עשירי|עשירית",
}

PHRASES: tuple[Named, ...] = (
    named(Sort.CARDINAL, "1/2", HEAD + "חצי" + TAIL + "(?= נקוד)"),
    named(Sort.FRACTION, "1/2", HEAD + "מחצית" + THEM + TAIL + "(?! ה(?:ראשונה|שנייה|שניה))"),
    named(Sort.FRACTION, "1/2", HEAD + "חצי" + TAIL + "(?! ?(?:האי|אי|סהר|גמר))"),
    *(
        named(Sort.FRACTION, f"1/{n}", HEAD + word + (THEM if n < 5 else "") + TAIL + "(?! ?(?:גמר|שעה))")
        for n, word in PART.items()
        if n < 5
    ),
    *(
        named(Sort.FRACTION, f"1/{n}", HEAD.replace("(?:ה)?", "") + word + TAIL + "(?= מ|מה)")
        for n, word in PART.items()
        if n > 4
    ),
    *(
        named(Sort.FRACTION, f"{top}/{n}", HEAD + f"(?:{name}) {part}" + TAIL)
        for top, name in UNITS.items()
        for n, part in PARTS.items()
        if top < n
    ),
    named(Sort.FRACTION, "2/3", HEAD + "שני שליש" + TAIL),
    named(Sort.FRACTION, "3/4", HEAD + "שלושת רבעי" + TAIL),
    *(named(Sort.CARDINAL, scale // 2, HEAD + f"חצי (?:{word})" + TAIL) for scale, word in SCALES.items()),
    *(named(Sort.CARDINAL, scale // 4, HEAD + f"רבע (?:{word})" + TAIL) for scale, word in SCALES.items()),
    *(
        named(Sort.CARDINAL, scale * 3 // 4, HEAD + f"(?:שלושת רבעי|שלושה רבעים של) (?:ה)?(?:{word})" + TAIL)
        for scale, word in SCALES.items()
    ),
    *(named(Sort.CARDINAL, f"{scale}/3", HEAD + f"שליש (?:{word})" + TAIL) for scale, word in SCALES.items()),
    *(
        named(Sort.VAGUE, value, HEAD + words + TAIL + "(?! ?(?:אלפי|אלפים|מיליוני|מיליונים|מיליארדי))")
        for value, words in TENS_OF.items()
    ),
    *(
        named(Sort.VAGUE, value * scale, HEAD + f"{words} (?:{many})" + TAIL)
        for value, words in TENS_OF.items()
        for scale, many in MANY.items()
    ),
    *(named(Sort.VAGUE, value, r"(?<!\d )" + HEAD + words + TAIL) for value, words in MANY.items()),
    named(Sort.VAGUE, 10**4, HEAD + "רבבות" + TAIL),
    named(Sort.CARDINAL, 12, HEAD + "תריסר" + TAIL),
    *(named(Sort.CARDINAL, 2, HEAD + words + TAIL, unit) for unit, words in DUALS.items()),
    *(named(Sort.CARDINAL, 1, HEAD + f"{word} אח[דת]" + TAIL, unit) for unit, word in HALVES.items()),
    *(named(Sort.CARDINAL, "1.5", HEAD + f"{word} וחצי" + TAIL, unit) for unit, word in HALVES.items()),
    *(named(Sort.CARDINAL, "2.5", HEAD + f"{word} וחצי" + TAIL, unit) for unit, word in DUALS.items()),
    *(named(Sort.CARDINAL, "0.5", HEAD + f"חצי {word}" + TAIL, unit) for unit, word in HALVES.items()),
    *(
        named(Sort.ORDINAL, value, HEAD.replace("(?:ה)?", "ה") + words + TAIL)
        for value, words in ORDINALS.items()
    ),
)
# "One" counts after its noun and in "one of every"; "one of them" and "one to another" do not.
ONES = re.compile(
    r"(?<![א-ת])[ושמבלכ]{0,2}אח[דת] מ(?:כל|תוך|בין כל)(?![א-ת])"
    r"|(?<![א-ת])(?:ש|ו)?בין אח[דת] (?=[לו])"
    r"|(?<=[א-ת])(?<!בבת)(?<!כל)(?<!אף)(?<!לא)(?<!צד) אח[דת](?![א-ת])(?! (?:מ|ה|את|אחר|לשני|בשני))"
)
HALF = re.compile(r" ו(?:חצי|(?P<q>רבע))(?![א-ת])")
