"""French words that are numbers by themselves: fractions, round magnitudes, multiples, ordinals, halves."""

from __future__ import annotations

import re

from holdfast.claims.engine.lexis.schema import Sort
from holdfast.claims.engine.lexis.spelling import Named, named

ORDINALS = {
    2: r"deuxi[eè]me|second|seconde|2e|2[eè]me|2nde?",
    3: r"troisi[eè]me|3e|3[eè]me",
    4: r"quatri[eè]me|4e|4[eè]me",
    5: r"cinqui[eè]me|5e|5[eè]me",
    6: r"sixi[eè]me|6e|6[eè]me",
    7: r"septi[eè]me|7e|7[eè]me",
    8: r"huiti[eè]me|8e|8[eè]me",
    9: r"neuvi[eè]me|9e|9[eè]me",
    10: r"dixi[eè]me|10e|10[eè]me",
    11: r"onzi[eè]me|11e|11[eè]me",
    12: r"douzi[eè]me|12e|12[eè]me",
    15: r"quinzi[eè]me|15e|15[eè]me",
    20: r"vingti[eè]me|20e|20[eè]me",
}
PARTS = {
    3: "tiers",
    4: "quarts?",
    5: "cinqui[eè]mes?",
    6: "sixi[eè]mes?",
    8: "huiti[eè]mes?",
    10: "dixi[eè]mes?",
}
PARTS |= {7: "septi[eè]mes?", 9: "neuvi[eè]mes?", 100: "centi[eè]mes?"}
TOPS = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf"}
# The last words keep out what a fraction does not name: a quarter of an hour, quarter-finals, the Third World.
TIMES = {"years": "ans|années", "months": "mois", "weeks": "semaines", "days": "jours", "hours": "heures"}
NOT_PART = r"\b(?! d['e] ?(?:heure|finale)|-monde|-temps|[- ]point|[- ](?:provisoire|payant))"
TENS = {"dizaines?": 10, "vingtaines?": 20, "trentaines?": 30, "quarantaines?": 40, "cinquantaines?": 50}
TENS |= {"soixantaines?": 60, "quinzaines?": 15, "douzaines?": 12, "centaines?": 100, "milliers?": 1000}

SIZES = {"millier": 1000, "million": 10**6, "milliard": 10**9}

PHRASES: tuple[Named, ...] = (
    named(Sort.CARDINAL, "0.5", r"\b(?P<w>(?:un )?demi)(?=[- ]point\b)"),
    named(
        Sort.FRACTION,
        "1/2",
        (
            r"\b(?P<w>(?:la |une )?moiti[eé])\b(?<!à moitié)(?<!première moitié)(?<!seconde "
            r"moitié)(?<!deuxième moitié)"
        ),
    ),
    *(
        named(Sort.FRACTION, f"1/{n}", rf"\b(?P<w>(?:une?|le) {word}){NOT_PART}(?! (?:pays|ville|fois))")
        for n, word in PARTS.items()
        if n < 5
    ),
    *(
        named(Sort.FRACTION, f"1/{n}", rf"\b(?P<w>un {word})\b(?= d['eu]|[.,;]| des)")
        for n, word in PARTS.items()
        if n > 4
    ),
    *(
        named(Sort.FRACTION, f"{top}/{n}", rf"\b(?P<w>{name} {word}){NOT_PART}")
        for top, name in TOPS.items()
        for n, word in PARTS.items()
        if top < n
    ),
    *(
        named(
            Sort.VAGUE,
            value,
            (
                rf"\b(?:des|plusieurs|quelques|les|de|par|aux|ces) (?P<w>{word[:-1]})\b(?! de (?:milliers|"
                rf"millions|milliards))"
            ),
        )
        for word, value in TENS.items()
    ),
    named(Sort.VAGUE, 10**4, r"\b(?P<w>dizaines? de milliers)\b"),
    named(Sort.VAGUE, 10**5, r"\b(?P<w>centaines? de milliers)\b"),
    named(Sort.VAGUE, 10**7, r"\b(?P<w>dizaines? de millions)\b"),
    named(Sort.VAGUE, 10**8, r"\b(?P<w>centaines? de millions)\b"),
    named(Sort.VAGUE, 10**10, r"\b(?P<w>dizaines? de milliards)\b"),
    named(Sort.VAGUE, 10**11, r"\b(?P<w>centaines? de milliards)\b"),
    named(Sort.VAGUE, 10**6, r"\b(?:des|plusieurs|quelques) (?P<w>millions)\b"),
    named(Sort.VAGUE, 10**9, r"\b(?:des|plusieurs|quelques) (?P<w>milliards)\b"),
    *(
        named(
            Sort.CARDINAL,
            value,
            rf"\b(?P<w>une? {word[:-2]})\b(?! de (?:milliers|millions|milliards))",
            about=True,
        )
        for word, value in TENS.items()
    ),
    *(named(Sort.CARDINAL, size // 2, rf"\b(?P<w>(?:un )?demi[- ]{word})\b") for word, size in SIZES.items()),
    *(
        named(Sort.CARDINAL, f"{top * size}/{n}", rf"\b(?P<w>(?:{name}) {words} de {word})\b")
        for top, name, words, n in (
            (1, "un|le", "quart", 4),
            (3, "trois", "quarts", 4),
            (1, "un|le", "tiers", 3),
            (2, "deux", "tiers", 3),
        )
        for word, size in SIZES.items()
    ),
    *(
        named(Sort.CARDINAL, f"{2 * top + 1}/2", rf"\b(?P<w>{name} (?:{words}) et demie?)\b", unit)
        for top, name in TOPS.items()
        for unit, words in TIMES.items()
    ),
    named(Sort.CARDINAL, "1.5", r"\b(?P<w>une? an(?:née)? et demie?)\b", "years"),
    named(Sort.CARDINAL, "1.5", r"\b(?P<w>un mois et demi)\b", "months"),
    named(Sort.CARDINAL, "1.5", r"\b(?P<w>une semaine et demie)\b", "weeks"),
    named(Sort.CARDINAL, "1.5", r"\b(?P<w>une heure et demie)\b", "hours"),
    named(Sort.CARDINAL, "0.5", r"\b(?P<w>une demi-heure)\b", "hours"),
    named(Sort.CARDINAL, "0.5", r"\b(?P<w>une demi-journée)\b", "days"),
    named(Sort.MULTIPLE, 2, r"\b(?P<w>le double)\b(?= d[eu'])"),
    named(Sort.MULTIPLE, 3, r"\b(?P<w>le triple)\b(?= d[eu'])"),
    named(Sort.MULTIPLE, 4, r"\b(?P<w>le quadruple)\b(?= d[eu'])"),
    *(named(Sort.ORDINAL, value, rf"\b(?P<w>{words})\b") for value, words in ORDINALS.items()),
)
# Where "un" or "une" counts: after a bound word, in a ratio, before "seul", before somebody hurt.
ONES = re.compile(
    r"\bentre une? (?=et )|\b(?:au moins|au plus|plus d'|moins d'|seulement|exactement) ?une?\b"
    r"|\bune? (?:[^\W\d_]+ ){0,2}?sur (?:chaque |les )?(?=\ue002|deux|trois|quatre|cinq|six|sept|"
    r"huit|neuf|dix|vingt|cent|mille)|\bune? seule?\b"
    r"|\bune? (?:abstention|voix (?:contre|pour))\b"
    r"|\bune? (?:mort|morte|tuée?|blessée?|décès|disparue?|otage|détenue?|victime|corps)\b(?! (?:de|du|des) )"
    r"|\bune? (?:an|mois|semaine|jour|journée|heure)\b(?= (?:de|plus|après|avant))(?<!par un jour)"
)
HALF = re.compile(r" et demie?\b")
