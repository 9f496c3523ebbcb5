"""Spanish words that are numbers by themselves: fractions, round magnitudes, multiples, ordinals, halves."""

from __future__ import annotations

import re

from holdfast.claims.engine.lexis.schema import Sort
from holdfast.claims.engine.lexis.spelling import Named, named

ORDINALS = {
    2: r"segund[oa]s?|2\.?[ºª]",
    3: r"tercer|tercer[oa]s?|3\.?[ºª]",
    4: r"cuart[oa]|4\.?[ºª]",
    5: r"quint[oa]|5\.?[ºª]",
    6: r"sext[oa]|6\.?[ºª]",
    7: r"s[eé]ptim[oa]|7\.?[ºª]",
    8: r"octav[oa]|8\.?[ºª]",
    9: r"noven[oa]|9\.?[ºª]",
    10: r"d[eé]cim[oa]|10\.?[ºª]",
}
TOPS = {2: "dos", 3: "tres", 4: "cuatro", 5: "cinco", 6: "seis", 7: "siete", 8: "ocho", 9: "nueve"}
PARTS = {3: "tercios?", 4: "cuartos?", 5: "quintos?", 6: "sextos?", 8: "octavos?", 10: "d[eé]cimos?"}
SHARES = {
    3: "tercera",
    4: "cuarta",
    5: "quinta",
    6: "sexta",
    7: "s[eé]ptima",
    8: "octava",
    9: "novena",
    10: "d[eé]cima",
}
TIMES = {"years": "años", "months": "meses", "weeks": "semanas", "days": "d[ií]as", "hours": "horas"}
ROUND = {"decena": 10, "docena": 12, "quincena": 15, "veintena": 20, "treintena": 30, "cincuentena": 50}
MANY = {"decenas": 10, "docenas": 12, "veintenas": 20, "cientos": 100, "centenares": 100, "centenas": 100}
MANY |= {"miles": 10**3, "millares": 10**3, "millones": 10**6}
OF_MANY = {"miles": 10**3, "millares": 10**3, "millones": 10**6}
LARGER = r"(?! de (?:miles|millares|millones)\b)"

SIZES = {"millar": 1000, "mill[oó]n": 10**6, "bill[oó]n": 10**12}

PHRASES: tuple[Named, ...] = (
    named(Sort.CARDINAL, "0.5", r"\b(?P<w>medio)(?= punto\b)"),
    named(Sort.FRACTION, "1/2", r"\b(?P<w>(?:la |una )?mitad)\b(?<!primera mitad)(?<!segunda mitad)"),
    *(
        named(Sort.FRACTION, f"1/{n}", rf"\b(?P<w>(?:un|el) {word})\b(?= de(?!l? (?:final|baño)))")
        for n, word in PARTS.items()
    ),
    named(Sort.FRACTION, "1/3", r"\b(?P<w>un tercio)\b(?! de)"),
    *(named(Sort.FRACTION, f"1/{n}", rf"\b(?P<w>(?:la|una) {word} parte)\b") for n, word in SHARES.items()),
    *(
        named(Sort.FRACTION, f"{top}/{n}", rf"\b(?P<w>{name} {word})\b(?! de final)")
        for top, name in TOPS.items()
        for n, word in PARTS.items()
        if top < n
    ),
    *(
        named(Sort.FRACTION, f"{top}/{n}", rf"\b(?P<w>{name} {word}s partes)\b")
        for top, name in TOPS.items()
        for n, word in SHARES.items()
        if top < n
    ),
    *(
        named(Sort.VAGUE, value, rf"(?<!\d )\b(?P<w>{word})\b{LARGER}")
        for word, value in MANY.items()
        if word != "millones"
    ),
    named(Sort.VAGUE, 10**6, r"\b(?:varios|unos cuantos|algunos|muchos|por|de) (?P<w>millones)\b"),
    *(
        named(Sort.VAGUE, value * scale, rf"\b(?P<w>{word} de {large})\b")
        for word, value in MANY.items()
        if value <= 100
        for large, scale in OF_MANY.items()
    ),
    *(
        named(Sort.CARDINAL, value, rf"\b(?P<w>una {word})\b{LARGER}", about=word != "docena")
        for word, value in ROUND.items()
    ),
    named(Sort.CARDINAL, 6, r"\b(?P<w>media docena)\b"),
    named(Sort.CARDINAL, 100, r"\b(?P<w>un centenar)\b" + LARGER, about=True),
    named(Sort.CARDINAL, 50, r"\b(?P<w>medio centenar)\b", about=True),
    named(Sort.CARDINAL, 1000, r"\b(?P<w>un millar)\b", about=True),
    *(named(Sort.CARDINAL, size // 2, rf"\b(?P<w>medio {word})\b") for word, size in SIZES.items()),
    *(
        named(Sort.CARDINAL, f"{top * size}/{n}", rf"\b(?P<w>(?:{name}) {words} de {word})\b")
        for top, name, words, n in (
            (1, "un", "cuarto", 4),
            (3, "tres", "cuartos", 4),
            (1, "un", "tercio", 3),
            (2, "dos", "tercios", 3),
        )
        for word, size in SIZES.items()
    ),
    *(
        named(Sort.CARDINAL, f"{2 * top + 1}/2", rf"\b(?P<w>{name} (?:{words}) y medi[oa])\b", unit)
        for top, name in TOPS.items()
        for unit, words in TIMES.items()
    ),
    named(Sort.CARDINAL, "1.5", r"\b(?P<w>un año y medio)\b", "years"),
    named(Sort.CARDINAL, "1.5", r"\b(?P<w>un mes y medio)\b", "months"),
    named(Sort.CARDINAL, "1.5", r"\b(?P<w>una semana y media)\b", "weeks"),
    named(Sort.CARDINAL, "1.5", r"\b(?P<w>una hora y media)\b", "hours"),
    named(Sort.CARDINAL, "0.5", r"\b(?P<w>media hora)\b", "hours"),
    named(Sort.CARDINAL, "0.5", r"\b(?P<w>medio año)\b", "years"),
    named(Sort.MULTIPLE, 2, r"\b(?P<w>el doble)\b"),
    named(Sort.MULTIPLE, 3, r"\b(?P<w>el triple)\b"),
    named(Sort.MULTIPLE, 4, r"\b(?P<w>el cu[aá]druple)\b"),
    *(named(Sort.ORDINAL, value, rf"(?<!\w)(?P<w>{words})(?!\w)") for value, words in ORDINALS.items()),
)
# Where "un", "una" or "uno" counts: after a bound word, in a ratio, with "solo", before somebody hurt.
ONES = re.compile(
    r"\bentre un[oa]? (?=y )|\b(?:al menos|como m[ií]nimo|como m[aá]ximo|m[aá]s de|menos de|exactamente) una?\b|"
    r"\bun[oa]? (?:[^\W\d_]+ )?de cada\b"
    r"|\buno sobre\b|\bun[oa]? (?:solo|sola|[uú]nic[oa])\b|\b(?:s[oó]lo|solamente|un total de) un[oa]?\b"
    r"|\buna? (?:abstenci[oó]n|voto (?:en contra|a favor|nulo|en blanco))\b"
    r"|\buna? (?:muert[oa]|fallecid[oa]|herid[oa]|desaparecid[oa]|detenid[oa]|reh[eé]n|v[ií]ctima mortal)\b"
    r"|\buna? (?:año|mes|semana|d[ií]a|hora)\b(?= (?:de|despu[eé]s|m[aá]s|y)\b)"
)
HALF = re.compile(r" y (?:medi[oa]|(?P<q>cuarto))\b")
