"""Which paragraphs at the start and the end of a text are a page's furniture and not the article.

Features, not names of sites: appeals addressed to the reader with words of giving and subscribing, short lines that
say nothing but where to go, paragraphs said twice after the article has ended, and title-like lines right before any
of these. Nothing between the first and the last long paragraph of the article is ever taken away, and whatever is
taken away is listed with its reason. The features follow Kohlschütter, Fankhauser and Nejdl, "Boilerplate Detection
using Shallow Text Features" (WSDM 2010): length in words, ends of sentences, neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.claims.reading.phrases import ASKED, HOUSE, LINES, READER, URGED

FIRST, LAST = 60, 240  # paragraphs looked at from the start and from the end
_LOOKED_AT = 1500  # characters of a paragraph
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_RTL = re.compile("[\u0590-\u06ff]")
_SENTENCE_END = re.compile("[.!?…؟。۔](?:[\"'”’»)\\]]|\\[\\d+\\])*\\s*$|[.!?؟](?:\\s|$)")
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$")
_LISTED = re.compile(r"^\s*(?:[-*•–—▪●◦|]|\d{1,3}[.)])\s")
_QUOTED = re.compile('["“”«»„]')
_LONG, _LONG_RTL = 20, 14  # words; Arabic and Hebrew write articles and prepositions onto the next word
_STRAY = 10
_MOST_STRAYS = 4
_REPEATED = 4  # words


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a text and what its markup says of it."""

    start: int
    end: int
    heading: bool = False
    linked: float = 0.0  # the share of its characters that are links


@dataclass(frozen=True, slots=True)
class _Judged:
    at: Paragraph
    reason: str  # why it is furniture by itself; "" where it is none
    stray: bool  # a short title-like line
    long: bool
    figures: bool


def judge_ends(text: str, first: Sequence[Paragraph], last: Sequence[Paragraph]) -> dict[int, str]:
    """Furniture among the first and the last paragraphs: where each begins, and its reason.

    `first` and `last` may overlap; both are in the order of the text. A text that would be furniture altogether is
    none.
    """
    every = {one.start: one for one in [*first, *last]}.values()
    words = Counter(_key(text, one) for one in every)
    if sum(count for count in words.values() if count > 1) * 2 > len(every):
        words.clear()  # a list, or a text made of the same lines: to repeat is its manner
    opening = [_judge(text, one, words) for one in first[:FIRST]]
    closing = [_judge(text, one, words) for one in last[-LAST:]]
    found = _head(opening)
    for one, reason in _tail(closing).items():
        found.setdefault(one, reason)
    all_starts = {one.start for one in [*first, *last]}
    if all_starts and len(found) == len(all_starts):
        return {}
    return found


def _key(text: str, one: Paragraph) -> str:
    return " ".join(_WORD.findall(text[one.start : one.end][:_LOOKED_AT].lower()))


def _judge(text: str, at: Paragraph, words: Counter[str]) -> _Judged:
    said = text[at.start : at.end][:_LOOKED_AT].strip()
    bare = said.strip("#*_> \t").strip()
    count = len(_WORD.findall(bare))
    ends = bool(_SENTENCE_END.search(bare))
    long = ends and (count >= (_LONG_RTL if _RTL.search(bare) else _LONG) or len(bare) > 140)
    reason = line_reason(bare, count)
    if not reason and at.linked > 0.7 and count <= 16 and not ends:
        reason = "links to other pages"
    if not reason:
        reason = appeal_reason(bare, count, ends)
    if not reason and words[_key(text, at)] > 1 and count >= _REPEATED:
        reason = "repeated paragraph"
    stray = not ends and count <= _STRAY and not _LISTED.match(said) and "|" not in said
    return _Judged(at, reason, stray, long, bool(_DIGIT.search(bare)))


def line_reason(line: str, count: int | None = None) -> str:
    """Why a short line is furniture by what it says; "" where it is none."""
    if count is None:
        count = len(_WORD.findall(line[:_LOOKED_AT]))
    if count > 60:
        return ""
    for reason, pattern, most in LINES:
        if count <= most and pattern.search(line):
            return reason
    return ""


def appeal_reason(said: str, count: int, ends: bool) -> str:
    """Whether the paragraph asks its reader for money, an address or a following, as a reason; "" where not."""
    asked = {found[0].lower() for found in ASKED.finditer(said)}
    if not asked:
        return ""
    urged = sum(1 for _ in URGED.finditer(said))
    score = min(len(asked), 2) + 2 * min(urged, 2) + bool(READER.search(said)) + bool(HOUSE.search(said))
    if _QUOTED.search(said):
        score -= 1
    if not ends and count <= 12 and not _DIGIT.search(said):
        score += 2  # a title of a box
    if count > 120:
        score -= 2
    return "appeal to the reader" if score >= 3 else ""


def _head(opening: list[_Judged]) -> dict[int, str]:
    """Furniture before the article's first long paragraph; its last line before that is its headline and stays."""
    found: dict[int, str] = {}
    until = next((at for at, one in enumerate(opening) if one.long and not _told(one)), len(opening))
    run: list[_Judged] = []
    for one in opening[:until]:
        if one.reason and one.reason != "repeated paragraph":
            found[one.at.start] = one.reason
            if len(run) > 2:
                found |= {word.at.start: "navigation" for word in run}
            run = []
        elif one.stray and not one.figures and not one.at.heading and one.at.end - one.at.start <= 24:
            run.append(one)
        else:
            run = []
    return found


def _told(one: _Judged) -> bool:
    return bool(one.reason) and one.reason != "repeated paragraph"


def _tail(closing: list[_Judged]) -> dict[int, str]:
    """Furniture after the article's last long paragraph: the suffix that says most clearly that it is some."""
    last = next((at for at in range(len(closing) - 1, -1, -1) if _anchors(closing, at)), -1)
    best, cut, score = 0.0, None, 0.0
    for at in range(len(closing) - 1, last, -1):
        one = closing[at]
        score += _weight(one)
        if one.reason and score > best:
            best, cut = score, at
    if cut is None:
        return {}
    own = [one for one in closing[cut:] if one.reason]
    if not any(_told(one) for one in own) and len({one.at.end - one.at.start for one in own}) < 2:
        return {}  # one paragraph said twice
    first = cut
    while first - 1 > last and cut - first < _MOST_STRAYS:
        before = closing[first - 1]
        if not before.stray or before.figures:
            break
        first -= 1
    found: dict[int, str] = {}
    reason = "stray line before the furniture"
    for at in range(first, len(closing)):
        one = closing[at]
        if at >= cut:
            reason = "after the end of the article"
        found[one.at.start] = one.reason or reason
    return found


def _anchors(closing: list[_Judged], at: int) -> bool:
    """Whether the article goes on at least to here: a long paragraph that is no appeal and is not said twice there."""
    one = closing[at]
    if not one.long or _told(one):
        return False
    return one.reason != "repeated paragraph" or not _after_furniture(closing, at)


def _after_furniture(closing: list[_Judged], at: int) -> bool:
    return any(_told(one) for one in closing[max(0, at - 3) : at])


def _weight(one: _Judged) -> float:
    if one.reason:
        return 1.5 if one.reason == "repeated paragraph" else 2.0
    if one.stray:
        return 0.0 if not one.figures else -0.5
    return -6.0 if one.figures else -3.0
