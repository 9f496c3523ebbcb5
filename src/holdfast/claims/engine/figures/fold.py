"""Folds a sentence to the plain form that language packs are written for, and leads offsets back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

NUMBER, DATE, OTHER = "\ue000", "\ue001", "\ue002"  # what masks numbers, dates, and what is neither
APART = "\x1f"  # stands between two numbers that only a line end or an invisible mark keeps apart
# Between digits a mark of direction that stands in the middle of a number is left out, one between two longer runs of
# them is not: "2\u200f50" is 250, "12\u200f34" are two. What joins (a soft hyphen, a word joiner) never sets apart.
_BETWEEN = re.compile(
    "(?<=\\d)[\t-\r]+(?=\\d)|(?<=\\d\\d)[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]+(?=\\d\\d)"
)
_DIGITS_NEAR = re.compile(r"(\d)( ?)(?=(\d))")
_APOSTROPHES = "’‘ʼ´`′"
_HYPHENS = "‐‑﹣－"
_MINUS = "−"
# Within a sentence alone: at its head such a number counts the sentences.
_SET_OFF = re.compile(r"(?<=[\u0621-\u0652] )\(\d[\d.,\u066b\u066c]{0,20}\)(?= ?[\u0621-\u064a])")
_MARKS = {"،": ",", "؛": ";", "؟": "?"}  # so that a pack and the core know one comma


@dataclass(slots=True)
class Folded:
    """A folded sentence: `cased` keeps capitals, `low` has none, both of the same length.

    `start` is where the sentence begins in the text; `at` leads each folded character to its place in the sentence and
    is None where the two agree.
    """

    raw: str
    start: int
    cased: str
    low: str
    at: Sequence[int] | None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the text for a stretch of the folded sentence that is not empty."""
        if self.at is None:
            return self.start + start, self.start + end
        last = self.at[end - 1] + 1
        while last < len(self.raw) and unicodedata.combining(self.raw[last]):
            last += 1
        first = self.at[start]
        if (
            first
            and self.raw[first - 1] == "("
            and self.raw.find(")", first, last) > self.raw.find("(", first, last)
        ):
            first -= 1  # the bracket that was taken out before the number goes with the one after it
        return self.start + first, self.start + last

    def words(self, start: int, end: int) -> str:
        """The words of the text as given, with invisible marks left out and blanks made one."""
        return " ".join(self.cased[start:end].split())


def _one(char: str) -> str:
    """What one character becomes: one character, or nothing."""
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    if char in _APOSTROPHES:
        return "'"
    if char in _HYPHENS:
        return "-"
    if char == _MINUS:
        return "-"
    if char in _MARKS:
        return _MARKS[char]
    kind = unicodedata.category(char)
    if kind == "Cf" or char == "\u0640":
        return ""
    if kind == "Mn" and "\u0590" <= char <= "\u08ff":
        return ""
    if kind in ("Zs", "Zl", "Zp", "Cc", "Co", "Cs", "Cn"):
        return " "
    return char


_TABLE: dict[int, str] = dict.fromkeys(range(32), " ") | {127: " ", ord("`"): "'", ord(APART): APART}
_BEYOND = re.compile("[^\x00-\x7f]")  # what ASCII has not; learned when a text first holds it
_LEARNED: set[str] = set()
_DECIMAL: set[str] = set()
_DELETED: set[str] = set()
_CHANGED: set[str] = set()


def _learn(chars: set[str]) -> None:
    for char in chars - _LEARNED:
        made = _one(char)
        _TABLE[ord(char)] = made
        if char.isdecimal():
            _DECIMAL.add(char)
        if not made:
            _DELETED.add(char)
        elif made != char:
            _CHANGED.add(char)
    _LEARNED.update(chars)


def _composed(raw: str) -> tuple[str, list[int]]:
    """The text with combining marks joined to their letters where one character exists, and where each came from."""
    made: list[str] = []
    at: list[int] = []
    for number, char in enumerate(raw):
        if made and unicodedata.combining(char):
            joined = unicodedata.normalize("NFC", made[-1] + char)
            if len(joined) == 1:
                made[-1] = joined
                continue
        made.append(char)
        at.append(number)
    return "".join(made), at


def _apart(met: re.Match[str]) -> str:
    return APART * (met.end() - met.start())


def _by_script(text: str, at: list[int] | None) -> tuple[str, list[int] | None]:
    """The text with digits of one script set apart from those of another, which make no number with them."""
    made: list[str] = []
    places: list[int] = []
    done = 0
    for met in _DIGITS_NEAR.finditer(text):
        first, second = (ord(char) - unicodedata.decimal(char) for char in (met[1], met[3]))
        if first != second:
            made += [text[done : met.end(1)], APART]
            places += [*range(done, met.end(1)), met.end(1)]
            done = met.end()
    if not made:
        return text, at
    made.append(text[done:])
    places += range(done, len(text))
    return "".join(made), places if at is None else [at[place] for place in places]


def _brackets(text: str) -> frozenset[int]:
    """Where the brackets stand that Arabic statements set round a number before what it counts: "(14) قاربا"."""
    return frozenset(at for met in _SET_OFF.finditer(text) for at in (met.start(), met.end() - 1))


def _with_marks(text: str, at: list[int] | None, beyond: set[str]) -> tuple[str, list[int] | None]:
    """The text as the table has its characters, and where each came from; `beyond` is what ASCII has not."""
    if _BETWEEN.search(text):
        text = _BETWEEN.sub(_apart, text)
        beyond = set(_BEYOND.findall(text))
    if not beyond.isdisjoint(_DECIMAL):
        text, at = _by_script(text, at)
    if not beyond.isdisjoint(_DELETED):
        kept = [number for number, char in enumerate(text) if char not in _DELETED]
        at = kept if at is None else [at[number] for number in kept]
    return text.translate(_TABLE), at


def fold(raw: str, start: int = 0) -> Folded:
    """The folded sentence. Linear in its length."""
    if raw.isascii():
        if raw.isprintable():
            cased = raw.translate(_TABLE) if "`" in raw else raw
        else:
            cased = _BETWEEN.sub(_apart, raw).translate(_TABLE)
        return Folded(raw, start, cased, cased.lower(), None)
    at: list[int] | None = None
    text = raw
    if not unicodedata.is_normalized("NFC", raw):
        text, at = _composed(raw)
    brackets = _brackets(text) if "(" in text else frozenset[int]()
    if brackets:
        kept = [number for number in range(len(text)) if number not in brackets]
        at = kept if at is None else [at[number] for number in kept]
        text = "".join(text[number] for number in kept)
    beyond = set(_BEYOND.findall(text))
    if not beyond <= _LEARNED:
        _learn(beyond)
    if text.isprintable() and "`" not in text and beyond.isdisjoint(_DECIMAL) and beyond.isdisjoint(_DELETED):
        cased = text  # nothing invisible, no digit of another script: only signs such as ’ become others
        for char in beyond & _CHANGED:
            cased = cased.replace(char, _TABLE[ord(char)])
    else:
        cased, at = _with_marks(text, at, beyond)
    low = cased.lower()
    if len(low) != len(cased):
        low = "".join(lowered if len(lowered := char.lower()) == 1 else char for char in cased)
    return Folded(raw, start, cased, low, at)


def masked(text: str, spans: Sequence[tuple[int, int]], mark: str) -> str:
    """The text with each span, in order and none overlapping, covered by the mark."""
    if not spans:
        return text
    if len(spans) == 1:
        start, end = spans[0]
        return text[:start] + mark * (end - start) + text[end:]
    parts: list[str] = []
    done = 0
    for start, end in spans:
        parts += [text[done:start], mark * (end - start)]
        done = end
    return "".join([*parts, text[done:]])
