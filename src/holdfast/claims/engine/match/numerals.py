"""Every number of a text by what it states: value, bound, unit, and the signs beside it that change what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from holdfast.claims.engine.items import Bound, Item, Kind
from holdfast.claims.engine.match.anchors import numbers_in
from holdfast.claims.engine.match.wording import folded

_BEFORE = re.compile(r"(?P<sign>>=|<=|[<>≤≥⩽⩾≦≧∼≃≅≈±+−﹣－-]|(?<!~)~)\s?[$€£¥₪]?\s?$")
_POINT = re.compile(r"(?:^|(?<![^\W_]))(?<!\d[\s.,])[.,٫]$")
_AFTER = re.compile(
    r"(?P<sup>[²³¹⁰⁴-⁹]+)|\s?(?P<sign>[‰‱])|(?P<plus>\+)(?!\s?\d)|"
    r"(?P<ordinal>st|nd|rd|th|er|re|ere|e|eme|o|a|º|ª|°)(?![^\W_])|"
    r"\s?(?P<mille>per mille|per thousand|pour mille|por mil|في الالف|בالالف|פרומיל|לאלף)(?![^\W_])"
)
_BOUNDS = {
    **dict.fromkeys(("<",), Bound.FEWER_THAN),
    **dict.fromkeys((">",), Bound.MORE_THAN),
    **dict.fromkeys(("<=", "≤", "⩽", "≦"), Bound.UP_TO),
    **dict.fromkeys((">=", "≥", "⩾", "≧"), Bound.AT_LEAST),
    **dict.fromkeys(("~", "∼", "≃", "≅", "≈"), Bound.ABOUT),
}
_ROMAN = re.compile(r"(?<![^\W_])(?=[IVX]{2}|[VX](?![^\W_]))(X{0,3})(IX|IV|V?I{0,3})(?![^\W_])")
# Words that number what they stand beside; the grammar counts them as names of things, not as figures.
_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "first premier premiere primero primera primer الاول الاولى اول ראשון ראשונה הראשון הראשונה",
            "second deuxieme segundo segunda الثاني الثانيه ثاني שני שניה השני השנייה שנייה",
            "third troisieme tercero tercera tercer الثالث الثالثه ثالث שלישי שלישית השלישי השלישית",
            "fourth quatrieme cuarto cuarta الرابع الرابعه رابع רביעי רביעית הרביעי הרביעית",
            "fifth cinquieme quinto quinta الخامس الخامسه خامس חמישי חמישית החמישי החמישית",
            "sixth sixieme sexto sexta السادس السادسه سادس שישי שישית השישי השישית",
            "seventh septieme septimo septima السابع السابعه سابع שביעי שביעית השביעי השביעית",
            "eighth huitieme octavo octava الثامن الثامنه ثامن שמיני שמינית השמיני השמינית",
            "ninth neuvieme noveno novena التاسع التاسعه تاسع תשיעי תשיעית התשיעי התשיעית",
            "tenth dixieme decimo decima العاشر العاشره عاشر עשירי עשירית העשירי העשירית",
        ),
        1,
    )
    for word in words.split()
}
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+(?:[.,٫٬'’]\d+)*")
_NEGATIVE = ("−", "-", "﹣", "－")


def numbers_stated(text: str, items: Sequence[Item]) -> dict[str, str]:
    """What each number states, as a key that two texts can share, with the words that show it."""
    stated: dict[str, str] = {}
    spans = []
    for item in items:
        spans.append((item.start, item.end))
        if item.kind.is_figure:
            key, shown = _figure(text, item)
            stated.setdefault(key, shown)
    covered = {value for item in items for value, _, _ in numbers_in(item.text)}
    for match in _DIGITS.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in spans):
            continue
        sign = _signs(text, match.start(), match.end())
        (value, _, _), *_ = numbers_in(match[0]) or ((match[0], 0, 0),)
        if value in covered and not sign[0]:
            continue
        stated.setdefault(f"{sign[0]}{value}", f"{sign[1]}{match[0]}{sign[2]}")
    return stated | _worded(text, spans)


def _figure(text: str, item: Item) -> tuple[str, str]:
    low = item.value if item.value is not None else item.low
    value = _plain(low)
    high = "" if item.high is None or item.high == low else f"–{_plain(item.high)}"
    bound = item.bound
    key, before, after = _signs(text, item.start, item.end)
    if bound is Bound.EXACT and key in {f"{one} " for one in Bound}:
        bound, key = Bound(key.strip()), ""
    elif key.strip() == bound:
        key = ""
    unit = {Kind.PERCENT: "%", Kind.RANK: " rank", Kind.RATIO: ""}.get(item.kind, "")
    if item.unit == "percentage point":
        unit = " points"
    elif not unit and item.unit not in (None, "count", "ratio"):
        unit = f" {item.unit}"
    said = "" if bound is Bound.EXACT else f"{bound} "
    shown = item.text if item.text.startswith(before) and before else f"{before}{item.text}"
    shown = f"{shown}{after}" if bound is Bound.EXACT else f"{shown}{after} ({bound.replace('_', ' ')})"
    return f"{said}{key}{value}{high}{unit}", shown


def _plain(value: Decimal | None) -> str:
    if value is None:
        return ""
    return format(value.normalize(), "f") if value.adjusted() < 40 else str(value)


def _signs(text: str, start: int, end: int) -> tuple[str, str, str]:
    """(what the signs say as part of a key, as written before, as written after) of the number there."""
    key, before, after = "", "", ""
    head = text[max(0, start - 4) : start]
    sign = _BEFORE.search(head)
    if sign:
        at = start - len(head) + sign.start()
        if sign["sign"] in _BOUNDS:
            key, before = f"{_BOUNDS[sign['sign']]} ", sign[0]
        elif at == 0 or not (text[at - 1].isalnum() or text[at - 1] in ")%"):  # no range, no "COVID-19"
            key, before = f"{'-' if sign['sign'] in _NEGATIVE else sign['sign']}", sign[0]
    elif _POINT.search(text[:start]):
        key, before = "0.", text[start - 1]
    tail = _AFTER.match(folded_signs(text[end : end + 16]))
    if tail:
        after = text[end : end + tail.end()]
        if tail["plus"]:
            key = f"{Bound.AT_LEAST} " if not key else f"{key}+ "
        elif tail["sup"]:
            key += f"^{tail['sup']} "
        elif tail["sign"] or tail["mille"]:
            key += f"{tail['sign'] or '‰'} "
        else:
            key += "ordinal "
    return key, before, after


def folded_signs(text: str) -> str:
    """Folded, with raised digits and signs of order left as they are."""
    return "".join(c if c in "²³¹⁰⁴⁵⁶⁷⁸⁹‰‱ºª°" else folded(c) for c in text)


def _worded(text: str, spans: Sequence[tuple[int, int]]) -> dict[str, str]:
    """Ordinals in words and Roman numerals, outside of what the grammar has read."""
    found: dict[str, str] = {}
    # Most texts have no such word, and of plain letters that is soon seen.
    plainly = text.isascii() and _ORDINALS.keys().isdisjoint(_WORD.findall(text.lower()))
    for match in () if plainly else _WORD.finditer(text):
        number = _ORDINALS.get(folded(match[0]))
        if number and not any(start < match.end() and match.start() < end for start, end in spans):
            found.setdefault(f"ordinal {number}", match[0])
    for match in _ROMAN.finditer(text) if any(sign in text for sign in ("V", "X", "II")) else ():
        if match[0]:
            found.setdefault(f"roman {match[0]}", match[0])
    return found
