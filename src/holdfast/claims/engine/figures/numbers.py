"""The numbers of a sentence, in digits and in words, with their magnitude; nothing is decided about them yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal

from holdfast.claims.engine.figures.fold import DATE, OTHER, masked
from holdfast.claims.engine.figures.grammar import VULGAR, Grammar
from holdfast.claims.engine.lexis.schema import Sort
from holdfast.claims.engine.signs import Held

_EXACT = Context(prec=60)
_LONGEST = 40
# Grouped digits in one style, Indian groups, or digits with at most one fraction.
_DIGITS = re.compile(
    r"[0-9]{1,3}(?P<mark>[ ,.'٬])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?![0-9]|(?P=mark)[0-9])(?:(?P<after>[.,٫])[0-9]+)?"
    r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9,])"
    r"|[0-9]+(?P<comma>[.,٫])[0-9]+|[.٫][0-9]+|[0-9]+"
)
_HUNDREDS = {"cent": 100, "cents": 100, "מאות": 100}  # magnitudes in words alone: "deux à trois cents"
_VULGAR_SIGN = re.compile(f"[{''.join(VULGAR)}]")
_SLASHED = re.compile(r"(?<![0-9/.,])(?:([123])/([2-9])|(1)/(3[2-9]|[4-9][0-9]|[1-9][0-9]{2,6}))(?![0-9/])")
_DIGIT = re.compile("[0-9]")
_PLAIN = re.compile("[0-9]+")
_LETTER_BEFORE = re.compile(r"[a-z_]")
_NAMED = re.compile(r"[a-z]['-]$")  # covid-19, f-16, rock 'n' 7


@dataclass(slots=True)
class Number:
    """One number; offsets into the folded sentence, magnitude taken in."""

    start: int
    end: int
    value: Decimal
    sort: Sort = Sort.CARDINAL
    digits: bool = False
    bare: bool = False  # digits alone: no mark, no magnitude, so it may be a year
    scale: int = 1  # the magnitude that stands with it
    scales: tuple[int, ...] = ()  # the magnitudes a number before it may share, the largest first
    ask: str | None = None
    unit: str = ""
    about: bool = False


def _one_fraction(
    whole: str, mark: str, part: str, scaled: bool, grammar: Grammar
) -> tuple[Decimal, str | None]:
    """Digits with one mark between them: a fraction or a group of three, by the language."""
    lexis = grammar.lexis
    fraction, grouped = Decimal(f"{whole}.{part}"), Decimal(whole + part)
    if mark == "٫":
        return fraction, None
    if mark == "٬":
        return grouped, None
    could_group = len(part) == 3 and len(whole) <= 3 and whole.lstrip("0") != ""
    if could_group and mark == "." and lexis.lang == "es":
        return grouped, None  # 3.200 millones: Spanish groups before its magnitudes too
    if scaled and mark == ".":
        return fraction, None  # a dot before a magnitude word is decimal
    if not could_group:
        return fraction, None
    if mark in lexis.thousands and mark in lexis.decimal:
        return (fraction, None) if scaled else (grouped, None)
    if mark in lexis.thousands:
        return (fraction, None) if scaled and mark in lexis.decimal else (grouped, None)
    if mark in lexis.decimal:
        return fraction, None
    return grouped, f"{whole}{mark}{part} could be {grouped} or {fraction}"


def _read(match: re.Match[str], scaled: bool, grammar: Grammar) -> tuple[Decimal, str | None]:
    """The value of written digits and, where the writing leaves two readings open, the question."""
    written = match[0]
    mark, after = match["mark"], match["after"]
    if mark:
        plain = written.replace(mark, "")
        groups = written.count(mark)
        if after and after != mark:
            return Decimal(plain.replace(after, ".")), None
        if groups > 1 or mark in " '٬":
            return Decimal(plain), None
        whole, _, part = written.partition(mark)
        return _one_fraction(whole, mark, part, scaled, grammar)
    if match["comma"]:
        whole, _, part = written.partition(match["comma"])
        return _one_fraction(whole, match["comma"], part, scaled, grammar)
    if "," in written:
        return Decimal(written.replace(",", "")), None
    return Decimal(written.replace("٫", ".")), None


def magnitude_after(low: str, end: int, grammar: Grammar) -> tuple[int, int]:
    """(factor, end) of the magnitude words that follow: 1 and the same end where none do."""
    factor = 1
    after = low[end : end + 1]
    if (low[end + 1 : end + 2] if after in (" ", "-") else after) not in grammar.magnitude_begins:
        return factor, end
    for _ in range(3):
        match = grammar.magnitude.match(low, end)
        if not match:
            break
        word = match[0].lstrip(" -")
        factor *= grammar.factors[word]
        end = match.end()
    return factor, end


def has_digits(low: str) -> bool:
    """Whether a digit stands in the sentence, whose dates are masked."""
    return _DIGIT.search(low) is not None


def never_numbers(low: str, grammar: Grammar, signs: Held) -> list[tuple[int, int]]:
    """Stretches with digits in which no number is a figure."""
    return [(met.start, met.end) for met in grammar.never.find(low, signs)]


def _digits(low: str, grammar: Grammar, signs: Held) -> list[Number]:
    found = []
    marks = grammar.lexis.thousands
    at = 0
    while first := _DIGIT.search(low, at):
        start = first.start()
        match = _DIGITS.match(low, start - (start > at and low[start - 1] in ".٫"))
        if match is None:  # not so: each branch begins with what was found
            break
        start, end = match.span()
        if match.lastindex is None and match[0].isdecimal():
            value, ask = Decimal(match[0]), None
            factor, last = magnitude_after(low, end, grammar)
        elif match["mark"] == " " and " " not in marks:
            whole = _PLAIN.match(low, start)
            end = whole.end() if whole else start + 1
            value, ask = Decimal(low[start:end]), None
            factor, last = magnitude_after(low, end, grammar)
        else:
            if match[0][0] in ".٫" and start and (low[start - 1].isalnum() or low[start - 1] in ")%"):
                start += 1  # a full stop, not a fraction
                value, ask = Decimal(low[start:end]), None
                factor, last = magnitude_after(low, end, grammar)
            else:
                factor, last = magnitude_after(low, end, grammar)
                value, ask = _read(match, factor > 1, grammar)
        at = end
        if end - start > _LONGEST:
            continue
        if end < len(low) and low[end] in VULGAR and factor == 1:
            top, bottom = VULGAR[low[end]]
            value, last = value + Decimal(top) / Decimal(bottom), end + 1
        before = low[max(0, start - 2) : start] if start and low[start - 1] != " " else ""
        if (
            before
            and (
                _LETTER_BEFORE.match(before[-1])
                or (_NAMED.match(before) and not low.endswith("-in-", 0, start))
                or (before[-1] in ".,/" and before[0].isdigit())
            )
            and not grammar.sign_before(low, start, signs)
        ):
            continue
        bare = factor == 1 and last == end and low[start:end].isdigit()
        found.append(
            Number(
                start,
                last,
                value if factor == 1 else _EXACT.multiply(value, Decimal(factor)),
                Sort.CARDINAL,
                True,
                bare,
                factor,
                (factor,) if factor > 1 else (),
                ask,
            )
        )
        at = last
    return found


def _fraction(match: re.Match[str]) -> Number:
    value = Decimal(match[1] or match[3]) / Decimal(match[2] or match[4])
    return Number(match.start(), match.end(), value, Sort.FRACTION)


def find_numbers(low: str, grammar: Grammar, signs: Held, digits: bool) -> list[Number]:
    """Every number, from left to right, none overlapping; `low` has its dates masked. `digits`: whether it has any."""
    found = _digits(low, grammar, signs) if digits else []
    if "/" in low:
        slashed = [_fraction(match) for match in _SLASHED.finditer(low)]
        found = [
            number for number in found if not any(one.start <= number.start < one.end for one in slashed)
        ] + slashed
        found = _apart(found)
    if signs.bits & grammar.vulgar:
        for match in _VULGAR_SIGN.finditer(low):
            top, bottom = VULGAR[match[0]]
            found.append(Number(match.start(), match.end(), Decimal(top) / Decimal(bottom), Sort.FRACTION))
        found = _apart(found)
    # Behind what is no number a word may begin that did not before; else the signs tell.
    if not (signs.bits & grammar.in_words or not grammar.in_words or OTHER in low):
        return _with_rest(found, low, grammar) if found else found
    covered = masked(low, [(number.start, number.end) for number in found], OTHER) if found else low
    for word in grammar.lexis.numerals(covered):
        factor, end = 1, word.end
        scales: tuple[int, ...] = ()
        if word.sort is Sort.CARDINAL and not word.unit:
            factor, end = magnitude_after(covered, word.end, grammar)
            scales = _scales(covered[word.start : end], word.value * factor, grammar)
        found.append(
            Number(
                word.start,
                end,
                word.value * factor,
                word.sort,
                scale=scales[0] if scales else factor,
                scales=scales,
                unit=word.unit,
                about=word.about,
            )
        )
    return _with_rest(_apart(found), low, grammar)


def _scales(words: str, value: Decimal, grammar: Grammar) -> tuple[int, ...]:
    """The magnitudes that a number in words ends in: "two hundred thousand" in a hundred thousand and in a thousand.

    A half may follow them: "a million and a half" ends in a million.
    """
    last: list[int] = []
    after = False
    for word in reversed(words.replace("-", " ").split()):
        factor = grammar.factors.get(word) or _HUNDREDS.get(word)
        if factor is None or not word.isalpha():
            if last:
                break
            after = True
            continue
        last.append(factor)
        if after:
            break
    if not last or (after and (len(last) > 1 or value % (Decimal(last[0]) / 4))):
        return ()
    total, found = 1, []
    for factor in last:
        total *= factor
        found.append(total)
    return tuple(reversed(found))


def _with_rest(found: list[Number], low: str, grammar: Grammar) -> list[Number]:
    """Seventy thousand "and" 112 made one number, where the language writes it so."""
    if not grammar.lexis.rest:
        return found
    made: list[Number] = []
    for number in found:
        last = made[-1] if made else None
        if (
            last
            and number.sort is last.sort is Sort.CARDINAL
            and last.scale > max(1, number.scale)
            and number.value < last.scale
            and not (last.unit or number.unit)
            and grammar.rest.fullmatch(low, last.end, number.start)
        ):
            last.value, last.end, last.unit = last.value + number.value, number.end, number.unit
            last.scale, last.scales = number.scale, number.scales
        else:
            made.append(number)
    return made


def _apart(found: list[Number]) -> list[Number]:
    """Of overlapping numbers the first, and of those that begin together the longest."""
    if len(found) < 2:
        return found
    kept: list[Number] = []
    for number in sorted(found, key=lambda number: (number.start, -number.end)):
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


__all__ = ["DATE", "Number", "find_numbers", "magnitude_after", "never_numbers"]
