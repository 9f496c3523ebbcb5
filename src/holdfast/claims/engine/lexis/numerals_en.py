"""English numbers in words: ninety-three, a hundred and five, two and a half million, a fifth, dozens of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from holdfast.claims.engine.lexis.schema import NumberWord, Sort
from holdfast.claims.engine.literals import EDGE, literals
from holdfast.claims.engine.signs import ALWAYS, Signs

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_VAGUE = {
    "dozens": 12, "scores": 20, "tens": 10, "hundreds": 100, "thousands": 1000, "millions": 10**6,
    "billions": 10**9, "trillions": 10**12,
}  # fmt: skip


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_SIMPLE = {**_UNITS, **_TENS}
_SIZES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
}
_TIMES = {
    "minute": "minutes", "hour": "hours", "day": "days", "week": "weeks", "month": "months", "year": "years",
    "decade": "decades", "century": "centuries",
}  # fmt: skip
_MEASURED = (
    rf"{_any(_TIMES)}|percentage point|per ?cent|point|mile|kilomet|met(?:re|er)|tonne|ton|acre|hectare|inch|foot|"
    r"lit(?:re|er)|kilo"
)
_CARDINAL = (
    rf"(?:(?:an?|one|half an?) (?=(?:hundred|thousand|million|billion|trillion|dozen|score)\b)"
    rf"(?:hundred|thousand|million|billion|trillion|dozen|score)|(?:{_any(_SIMPLE)}))"
    rf"(?:(?:[ -]|,? and | and a )(?:{_any(_SIMPLE)}|{_any(_SCALES)}|dozen)(?![^\W_]))*"
)
_PATTERN = re.compile(
    r"(?<![\w'-])(?:"
    # half a million, a quarter of a million, a half-million
    rf"(?P<share>(?:(?P<sharetop>an?|{_any(_UNITS)})[ -])?(?:(?P<sharehalf>half|quarter)[ -](?:of[ -])?(?:an?[ -])?|"
    rf"(?P<sharepart>{_any(_PARTS)})[ -]of[ -]an?[ -])(?P<sharesize>{_any(_SIZES)}))(?![\w'-])"
    # half an hour, three quarters of a percentage point
    rf"|(?P<bit>(?:(?P<bittop>an?|one|two|three)[ -])?(?P<bitpart>{_any(_PARTS)})(?: of)? an?)(?= (?:{_MEASURED}))"
    # a million and a half, a year and a half
    rf"|(?P<sum>(?P<sumtop>an?|{_any(_UNITS)}) (?:(?P<sumsize>{_any(_SIZES)})|(?P<sumtime>{_any(_TIMES)})s?) and a "
    r"(?P<sumpart>half|quarter|third))(?![\w'-])"
    # several hundred thousand; tens of thousands; hundreds of
    r"|(?P<vague>(?:(?:many|several|a few|some|countless|untold|low|mid|high) )?"
    rf"(?:(?:{_any(_VAGUE)})(?: (?:of|upon) (?:{_any(_VAGUE)}))*)"
    r"(?! of (?:times|the (?:19|20)))(?![\w'-])"
    r"|(?:several|a few|many|couple of) (?:dozen|hundred|thousand|million|billion)"
    r"(?: (?:thousand|million|billion))?(?![\w'-]))"
    # three and a half million: the half belongs to the number
    rf"|(?P<mixed>{_any(_UNITS)})[ -]and[ -](?:a|one)[ -](?P<mixedpart>half|quarter|third)(?![\w'-])"
    # two-thirds of, a fifth, half
    rf"|(?:(?P<top>an?|{_any(_UNITS)})[ -])(?P<part>{_any(_PARTS)})(?![\w'-])"
    r"|(?P<half>half)(?![\w'-])"
    r"|(?P<multiple>twice|thrice|twofold|threefold|fourfold|fivefold|sixfold|sevenfold|"
    r"eightfold|ninefold|tenfold)"
    r"(?![\w'-])"
    rf"|(?:(?P<tensth>{_any(_TENS)})-)?(?P<ordinal>{_any(_ORDINALS)})(?![\w'])"
    rf"|(?P<cardinal>{_CARDINAL})(?![\w'])"
    r")"
)
_FOLDS = {"twice": 2, "thrice": 3, "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6,
          "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10}  # fmt: skip
_WORD = re.compile(r"[a-z]+")
NUMBER_WORDS = tuple(  # every number in words has one of these, whole
    EDGE + word + EDGE
    for word in (*_SIMPLE, *_SCALES, *_PARTS, *_ORDINALS, *_VAGUE, *_FOLDS, "dozen", "score")
)
_HINTS = Signs()
_HINTS.need([NUMBER_WORDS])
_LEAD = _HINTS.lead(literals(_PATTERN.pattern)[1])
# "the second half", "a third party", "a second time": an ordinal and no fraction.
_NO_FRACTION = re.compile(
    r"[ -](?:part(?:y|ies)|person|country|countries|nations?|time|day|week|month|year|"
    r"world|term|round|dose|shot|"
    r"wave|way|one|child|baby|man|woman|person|degree|amendment|place|attempt|grader?|"
    r"estate|wheel|column|option|"
    r"consecutive|straight|successive|successive|largest|biggest|highest|most|generation|floor|attack|strike)\b"
)
_A_TIME = re.compile(r" (?:ago|earlier|later|before|after)\b")  # "a quarter earlier" is three months
_HALF_NAMES = re.compile(
    r"[ -](?:time|brother|sister|way|hearted|baked|mast|marathon|life|truth|truths|century)\b"
)
_NOT_BEFORE_HALF = re.compile(
    r"(?:first|second|other|latter|former|better|top|bottom|upper|lower|and a|on) $"
)


# "One" that counts nothing: the one who, this one, one of the reasons, one should, one another, no one.
_ONE_AFTER = re.compile(
    r" of (?!them\b|whom\b|which\b|these\b|those\b|(?:the |these |those |its |their |all "
    r")?[0-9\ue000])|,? (?:should|must|can|cannot|could|may|might|would|"
    r"another|thing|such|or more|side|hand|can't|hopes|wonders|way|example|fell swoop|"
    r"final|last|more thing|that|who|which|after another|point)\b"
    r"| (?:[a-z]+ )?(?:factor|reason|example|problem|issue|question|aspect|explanation|possibility)\b"
    r"|-(?:on-one|sided|way|off|stop|size|upmanship|eyed)\b| by one\b| day,|-to-one\b| direction\b"
)
_ONE_BEFORE = re.compile(
    r"(?:\b(?:this|that|the|which|any|every|each|no|another|some|first|last|next|new|old|"
    r"good|bad|big|little|number|loved|day|"
    r"better|worse|second|later|earlier|previous|former|latter|large|small|recent|by|at|"
    r"as|square|public enemy no\.) |one by )$"
)


def _is_pronoun(start: int, end: int, text: str) -> bool:
    before = text[max(0, start - 18) : start]
    met = _ONE_BEFORE.search(before)
    if (met and not re.match(r"(?: of the)? [a-z]+", text[end:])) or _ONE_AFTER.match(text, end):
        return True
    return bool(met) and met is not None and not before.endswith(("the ", "by ", "at ", "as "))


def numerals(text: str) -> tuple[NumberWord, ...]:
    """The numbers in words of a folded English sentence; "one" is one of them, whatever it stands for."""
    held = _HINTS.of(text)
    if held.bits == ALWAYS:
        return ()
    found = []
    at = 0
    for place in held.places(_LEAD):
        match = _PATTERN.match(text, place) if place >= at else None
        if not match:
            continue
        at = match.end()
        made = _read(match, text)
        if made:
            found.append(made)
            at = made.end  # of "two and three million" only "two" is the first number
    return tuple(found)


def _share(top: str | None, part: str) -> Decimal:
    """The value of a fraction in words, or of the number before it alone."""
    return Decimal(1 if top in (None, "a", "an") else _UNITS[top]) / _PARTS.get(part, 1)


def _read(match: re.Match[str], text: str) -> NumberWord | None:
    start, end = match.span()
    if match["share"]:
        return NumberWord(
            start,
            end,
            _share(match["sharetop"], match["sharehalf"] or match["sharepart"]) * _SIZES[match["sharesize"]],
        )
    if match["bit"]:
        return NumberWord(start, end, _share(match["bittop"], match["bitpart"]))
    if match["sum"]:
        many = _share(match["sumtop"], "") + _share(None, match["sumpart"])
        unit = _TIMES.get(match["sumtime"] or "", "")
        return NumberWord(start, end, many * _SIZES.get(match["sumsize"] or "", 1), unit=unit)
    if match["vague"]:
        value = Decimal(1)
        begin = start
        for word in _WORD.finditer(match[0]):
            factor = _VAGUE.get(word[0]) or _SCALES.get(word[0]) or (12 if word[0] == "dozen" else 0)
            if factor:
                value *= factor
            elif value == 1 and word[0] in ("many", "some", "countless", "untold", "low", "mid", "high"):
                begin = start + word.end() + 1
        return NumberWord(begin, end, value, Sort.VAGUE)
    if match["mixed"]:
        whole = Decimal(_UNITS[match["mixed"]])
        return NumberWord(start, end, whole + Decimal(1) / _PARTS[match["mixedpart"]])
    if match["part"]:
        top, part = match["top"], match["part"]
        if _NO_FRACTION.match(text, end) or (part == "second"):
            return None
        if part == "quarter" and _A_TIME.match(text, end):
            return None
        if top not in ("a", "an", "one") and part not in ("half", "quarter") and not part.endswith("s"):
            return None
        if part in ("half", "halves") and _HALF_NAMES.match(text, end):
            return None
        number = Decimal(1 if top in ("a", "an") else _UNITS[top])
        return NumberWord(start, end, number / _PARTS[part], Sort.FRACTION)
    if match["half"]:
        if _HALF_NAMES.match(text, end) or _NOT_BEFORE_HALF.search(text[max(0, start - 10) : start]):
            return None
        return NumberWord(start, end, Decimal("0.5"), Sort.FRACTION)
    if match["multiple"]:
        return NumberWord(start, end, Decimal(_FOLDS[match["multiple"]]), Sort.MULTIPLE)
    if match["ordinal"]:
        tens = _TENS.get(match["tensth"] or "", 0)
        return NumberWord(start, end, Decimal(tens + _ORDINALS[match["ordinal"]]), Sort.ORDINAL)
    if match["cardinal"] == "zero" and text.endswith(("net ", "net-", "ground "), 0, start):
        return None
    if match["cardinal"] == "one" and _is_pronoun(start, end, text):
        return None
    return _cardinal(match["cardinal"], start)


def _cardinal(words: str, start: int) -> NumberWord | None:
    """The value of a chain of words, as far as it is one number: "two" of "two, three"."""
    total = current = Decimal(0)
    last = Decimal(0)
    least = Decimal("Infinity")  # the smallest scale so far; what follows is smaller
    end = 0
    before = total, current, end  # as it stood before the last word of its own value
    for word in _WORD.finditer(words):
        name = word[0]
        if name in ("and", "a", "an"):
            if name != "and":
                current = current or Decimal(1)
            continue
        if name == "half":
            current = Decimal("0.5")
        elif name in ("dozen", "score"):
            current = (current or Decimal(1)) * (12 if name == "dozen" else 20)
        elif name == "hundred":
            if current > 99:  # "one hundred and one hundred" is two numbers
                total, current, end = before
                break
            current = (current or Decimal(1)) * 100
        elif name in _SCALES:
            if _SCALES[name] >= least:
                if current:
                    total, current, end = before
                break
            least = Decimal(_SCALES[name])
            total += (current or Decimal(1)) * _SCALES[name]
            current = Decimal(0)
        else:
            value = Decimal(_SIMPLE[name])
            fits = (
                current == 0
                or (current % 100 == 0)
                or (value < 10 and current % 100 >= 20 and current % 10 == 0)
            )
            joined = " and " not in words[end : word.start()] or last >= 100
            if end and not (fits and joined):
                break
            before = total, current, end
            current += value
        last = Decimal(_SCALES.get(name, 0)) or current
        end = word.end()
    return NumberWord(start, start + end, total + current) if end else None
