"""Whether two texts with the same words turn them round: "A attacked B" and "B attacked A"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from holdfast.claims.engine.match.spans import Span
from holdfast.claims.engine.match.wording import word_set

# The agent of a passive stands behind one of these.
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being|be) (?:\w+ ){1,3}by\b|\b(?:ete|est|sont|fut|furent) (?:\w+ ){1,3}par\b"
    r"|\b(?:fue|fueron|es|son|sido) (?:\w+ ){1,3}por\b|\b(?:על ידי|בידי|ע\"י)\b|من قبل|على يد|على ايدي"
)
_MOST_NAMES = 6
_LIGHT = word_set(
    """the a an of in on at to by for from with and or that this was were is are been be has have had
    le la les un une des du de au aux et par pour est sont ete el los las del y por para fue fueron es son se
    في من على الى عن ان و את של על ב ל ה"""
)


def turned_round(
    rumour: Sequence[str], claim: Sequence[str], ours: Sequence[Span], theirs: Sequence[Span]
) -> tuple[str, str] | None:
    """What stands in another order in each, or None: names around their verb, or nearly the same words moved.

    `rumour` and `claim` are the words of the two.
    """
    a = {span.key: span for span in reversed(ours)}
    b = {span.key: span for span in reversed(theirs)}
    shared = sorted((key for key in a if key in b), key=lambda key: a[key].first)[:_MOST_NAMES]
    for first, second in combinations(shared, 2):
        here, there = _around(rumour, a[first], a[second]), _around(claim, b[first], b[second])
        if not (set(here) & set(there)) - _LIGHT - _words(first) - _words(second):
            continue  # no verb that both have
        inverted = b[first].first > b[second].first
        passive = _passive(here) != _passive(there)
        if inverted != passive:
            one, other = a[first].text, a[second].text
            return f"{one} … {other}", f"{other} … {one}" if inverted else f"{one} … {other} (passive)"
    return _moved(rumour, claim)


def _words(key: str) -> frozenset[str]:
    return frozenset(key.replace("-", " ").split())


def _around(words: Sequence[str], one: Span, other: Span) -> Sequence[str]:
    """The words from a little before the first of two names to the second: where their verb stands."""
    first, last = sorted((one.first, other.first))
    return words[max(0, first - 2) : last]


def _passive(words: Sequence[str]) -> bool:
    return bool(_PASSIVE.search(" ".join(words) + " "))


def _moved(rumour: Sequence[str], claim: Sequence[str]) -> tuple[str, str] | None:
    """The first words that stand in another order, where at least four fifths of the words that tell are the same."""
    ours, theirs = rumour[:400], claim[:400]
    a = [word for word in ours if word not in _LIGHT]
    b = [word for word in theirs if word not in _LIGHT]
    if _passive(ours) != _passive(theirs):
        return _acted_upon(a, b)
    counted = Counter(a), Counter(b)
    common = counted[0] & counted[1]
    if not common or common.total() < 0.8 * max(len(a), len(b)):
        return None
    once = {word for word, times in common.items() if counted[0][word] == times == counted[1][word] == 1}
    first = [word for word in a if word in once]
    second = [word for word in b if word in once]
    at = next((at for at, (x, y) in enumerate(zip(first, second, strict=True)) if x != y), None)
    if at is None:
        return None
    return f"{first[at]} … {second[at]}", f"{second[at]} … {first[at]}"


def _acted_upon(a: Sequence[str], b: Sequence[str]) -> tuple[str, str] | None:
    """The first and last words that both have in one order, where one text is passive and hardly a word is other."""
    kept = [word for word in a if word in b]
    same = len(kept) > 1 and kept == [word for word in b if word in a]
    if not same or len(kept) + 2 < max(len(a), len(b)):
        return None
    return f"{kept[0]} … {kept[-1]}", f"{kept[0]} … {kept[-1]} (passive)"
