"""What two languages share: figures, dates, names and concepts, as keys; and an index of claims by them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from math import log

from holdfast.claims.engine.match.aliases import Aliases
from holdfast.claims.engine.match.claims import Claim
from holdfast.claims.engine.match.wording import folded, language_of, words_of

Concepts = Callable[[str], Iterable[str]]

_NUMBER = re.compile(r"\d{1,3}(?:[,.'’ \u00a0\u202f٬]\d{3})+(?!\d)(?:[.,٫]\d{1,2}(?!\d))?|\d+(?:[.,٫]\d+)?")
_AFTER = re.compile(r"[ \u00a0-]?([^\W\d_]{1,12})")
_GROUPED = re.compile(r"\d{1,3}(?:[,.' \u00a0\u202f٬’]\d{3})+")
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_FACTORS = {
    **dict.fromkeys(("thousand", "mille", "mil", "الف", "الاف", "אלף", "אלפים"), 1_000),
    **dict.fromkeys(("million", "millions", "millon", "millones", "مليون", "ملايين", "מיליון"), 1_000_000),
    **dict.fromkeys(("billion", "billions", "milliard", "milliards", "مليار", "מיליארד"), 1_000_000_000),
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier enero يناير ינואר",
            "february feb fevrier febrero فبراير شباط פברואר",
            "march mars marzo مارس اذار מרץ מרס",
            "april apr avril abril ابريل نيسان אפריל",
            "mai mayo مايو ايار מאי",  # "may" alone is too often a verb: see below
            "june jun juin junio يونيو حزيران יוני",
            "july jul juillet julio يوليو تموز יולי",
            "august aug aout agosto اغسطس اب אוגוסט",
            "september sep sept septembre septiembre سبتمبر ايلول ספטמבר",
            "october oct octobre octubre اكتوبر אוקטובר",
            "november nov novembre noviembre نوفمبر נובמבר",
            "december dec decembre diciembre ديسمبر דצמבר",
        ),
        1,
    )
    for name in names.split()
}
_MAY = re.compile(r"\b(?:\d{1,2}(?:st|nd|rd|th)?\s+may|may\s+\d{1,4}|in\s+may|of\s+may|since\s+may)\b")


def number_of(written: str) -> str:
    """The number as one way of writing it: 1,234 and 1 234 are 1234; 3.50 and 3,5 are 3.5."""
    plain = written.replace("٫", ".")
    whole = _GROUPED.match(plain)
    if whole:
        plain = re.sub(r"\D", "", whole[0]) + plain[whole.end() :].replace(",", ".")
    else:
        plain = plain.replace(",", ".")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return plain
    return format(value.normalize(), "f") if value.adjusted() < 40 else plain


def numbers_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """Every number in digits, its value and where it stands in the folded text; a magnitude word multiplies it."""
    return _numbers(folded(text))


def _numbers(plain: str) -> tuple[tuple[str, int, int], ...]:
    found = []
    for match in _NUMBER.finditer(plain):
        value, end = number_of(match[0]), match.end()
        after = _AFTER.match(plain, end)
        factor = _FACTORS.get(after[1]) if after else None
        if after and factor and len(value) < 30:
            value, end = format((Decimal(value) * factor).normalize(), "f"), after.end()
        found.append((value, match.start(), end))
    return tuple(found)


def months_named(plain: str, words: Sequence[str]) -> tuple[str, ...]:
    """The months a folded text of these words names, as `month-4`, and whole dates as `2025-04-30`."""
    named: list[str] = []
    if not _MONTHS.keys().isdisjoint(words):
        named = [f"month-{_MONTHS[word]}" for word in words if word in _MONTHS]
    if "may" in plain and _MAY.search(plain):
        named.append("month-5")
    if "-" in plain:
        named += [match[0] for match in _ISO.finditer(plain)]
    return tuple(dict.fromkeys(named))


def anchors_of(text: str, aliases: Aliases, concepts: Concepts | None = None) -> frozenset[str]:
    """The keys of what the text shares with one in another language: #600, @month-4, &gaza, ~aid-trucks."""
    plain, words = folded(text), words_of.__wrapped__(text)
    keys = {f"#{value}" for value, _, _ in _numbers(plain) if value not in ("1", "2", "3")}
    keys |= {f"@{date}" for date in months_named(plain, words)}
    keys |= {f"&{one.key}" for one in aliases.met(words)}
    if concepts is not None:
        keys |= {f"~{key}" for key in concepts(text)}
    return frozenset(keys)


class Anchors:
    """Claims by what they share across languages."""

    def __init__(self, claims: Sequence[Claim], aliases: Aliases, concepts: Concepts | None = None) -> None:
        self._aliases, self._concepts, self._claims = aliases, concepts, claims
        self._languages = [claim.lang or language_of(claim.stated) for claim in claims]
        self._count = len(claims)
        self.languages = frozenset(lang for lang in self._languages if lang)
        if len(self.languages) > 1:
            self._read()

    def _read(self) -> dict[str, list[int]]:
        """The claims of each anchor, read once: at the start only where the claims are in several languages."""
        if not hasattr(self, "_at"):
            at: dict[str, list[int]] = {}
            for position, claim in enumerate(self._claims):
                for key in anchors_of(claim.stated, self._aliases, self._concepts):
                    at.setdefault(key, []).append(position)
            self._at = at
        return self._at

    def search(self, text: str, limit: int) -> list[tuple[int, float]]:
        """Claims in another language that share at least two anchors, one of them rare, with the share from 0 to 1."""
        lang = language_of(text)
        if lang is None or not self.languages - {lang}:
            return []
        held = self._read()
        asked = anchors_of(text, self._aliases, self._concepts)
        weights = {key: self._weight(key) for key in asked}
        whole = sum(weights.values())
        rare = max(3, self._count // 100)
        shared: dict[int, list[str]] = {}
        for key in sorted(asked):
            for position in held.get(key, ())[:5000]:
                other = self._languages[position]
                if other is not None and other != lang:
                    shared.setdefault(position, []).append(key)
        found = [
            (position, sum(weights[key] for key in keys) / whole)
            for position, keys in shared.items()
            if len(keys) > 1 and any(len(held[key]) <= rare for key in keys)
        ]
        return sorted(found, key=lambda one: (-one[1], one[0]))[:limit]

    def _weight(self, key: str) -> float:
        return log(1 + (self._count + 0.5) / (len(self._read().get(key, ())) + 0.5))
