"""The claims that can be found: full text and character grams, fused; across languages by what both hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from math import fsum, log, sqrt
from statistics import quantiles

from holdfast.claims.engine.match.aliases import Aliases, shipped_aliases
from holdfast.claims.engine.match.anchors import Anchors, Concepts
from holdfast.claims.engine.match.claims import Claim
from holdfast.claims.engine.match.fulltext import Fts5, FullText
from holdfast.claims.engine.match.fusion import fused
from holdfast.claims.engine.match.grams import Grams
from holdfast.claims.engine.match.wording import plain_text, words_of

DEPTH = 50  # candidates of each list
_REORDERED = 10  # how many of the fused list a model may put in another order
_LIKENED = 8  # of the fused list, how many are looked at for the score
_OTHERS = 5  # of these, how many the first is held against
_MOST_LESS = 0.15  # so that a family of like claims does not hide a rumour that is plainly one of them
_ALMOST = 0.8  # likeness from which on a claim is the rumour in nearly its own words, and stands first
_SAMPLE, _FEWEST = 200, 200
_MEMO = 200_000  # words whose weight is remembered
# The threshold of a collection with too few claims to tell its own: the score that two in three neighbours stay below
# in an openly licensed one (CrowdChecked, CC BY-SA 4.0), as docs/matching.md tells.
UNTOLD = 0.21
FLOOR = 0.2  # a collection of claims that have nothing in common may not call any shared word a match
CEILING = 0.4  # a collection full of variants of one claim may not hide a rumour that is plainly about it

Reorder = Callable[[str, Sequence[str]], list[int]]
Near = Callable[[str, Sequence[str]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Found:
    """A claim found: its score from 0 to 1, and how alike its words are to the rumour's."""

    claim: Claim
    score: float
    likeness: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A position in the fused order: its value there, how alike its letters are, and the share of common anchors."""

    position: int
    value: float
    letters: float
    share: float | None = None


class Index:
    """A collection of claims, built once and asked often."""

    def __init__(
        self,
        claims: Sequence[Claim],
        *,
        fulltext: FullText | None = None,
        aliases: Aliases | None = None,
        concepts: Concepts | None = None,
        reorder: Reorder | None = None,
        near: Near | None = None,
    ) -> None:
        self.claims = tuple(claims)
        self.aliases = shipped_aliases() if aliases is None else aliases
        self._worded: dict[bytes, list[int]] = {}
        whole: list[str] = []
        self._rows = Counter(chain.from_iterable(self._read(whole)))
        self._fulltext: FullText = Fts5(whole) if fulltext is None else fulltext
        self._grams = Grams(whole)
        self._anchors = Anchors(self.claims, self.aliases, concepts)
        self._weights: dict[str, float] = {}
        self._reorder, self._near = reorder, near

    def _read(self, whole: list[str]) -> Iterator[set[str]]:
        """The words that say each claim; they are remembered in their order, and all under which it is found added."""
        for position, claim in enumerate(self.claims):
            texts = [text for text in (claim.claim, claim.title) if text]
            parts = [words_of.__wrapped__(text) for text in texts]
            for text, words in zip(texts, parts, strict=True):
                plain = plain_text(text)
                key = _key(words if plain == text else words_of.__wrapped__(plain))
                at = self._worded.setdefault(key, [])
                if position not in at:
                    at.append(position)
            yield set(chain.from_iterable(parts))
            parts.append(words_of.__wrapped__(claim.subtitle))
            whole.append(" ".join(chain.from_iterable(parts)))

    def find(self, rumour: str, limit: int = 5, *, without: Set[int] = frozenset()) -> list[Found]:
        """The best claims, best first: the rumour in its own or nearly its own words, then by fused rank.

        The score of the first says how much it stands out: its likeness in words and letters, less half of the mean of
        the next five, .15 at most; the others have of it what their fused rank is worth, so scores fall with the order.
        A claim in the rumour's own words has 1. `without` are positions taken as not there.
        """
        return self._found(plain_text(rumour), limit, without)

    def ranked(self, text: str, depth: int = DEPTH, without: Set[int] = frozenset()) -> list[Ranked]:
        """Positions by fused rank, best first."""
        across = [one for one in self._anchors.search(text, depth) if one[0] not in without]
        letters = self._grams.near(text, depth)
        lists = [self._fulltext.search(text, depth), [position for position, _ in letters]]
        lists = [[position for position in ranked if position not in without] for ranked in lists]
        if across:
            lists.append([position for position, _ in across])
        merged = fused(lists)
        if self._reorder is not None and merged:
            head = [position for position, _ in merged[:_REORDERED]]
            nearest = self._reorder(text, [self.claims[position].stated for position in head])
            merged = fused([*lists, [head[at] for at in nearest]])
        alike, shares = dict(letters), dict(across)
        return [Ranked(at, value, alike.get(at, 0.0), shares.get(at)) for at, value in merged]

    def likeness(self, text: str, claim: Claim) -> float:
        """The weight of the words that both hold, over the geometric mean of what each holds; 0 to 1.

        A word weighs the logarithm of how rare it is in the collection. Of the claim, its title, and both together, the
        one most like the text.
        """
        ours = set(words_of(text))
        whole = self._weight(ours)
        best = 0.0
        for part in dict.fromkeys((claim.stated, claim.claim, claim.title)):
            theirs = set(words_of(part))
            both = self._weight(ours & theirs)
            best = max(best, both / sqrt(whole * self._weight(theirs)) if both else 0.0)
        return min(1.0, best)

    @cached_property
    def threshold(self) -> float:
        """The score below which nothing is said to be found: how alike the claims are to their own neighbours.

        Claims taken evenly from the collection are asked for as if they were rumours, each with itself left out; the
        threshold is what two in three of the best scores stay below, at least FLOOR and at most CEILING. Fewer than
        200 claims cannot tell it and take UNTOLD.
        """
        count = len(self.claims)
        if count < _FEWEST:
            return UNTOLD
        asked = sorted({at * count // _SAMPLE for at in range(_SAMPLE)})
        # Once so many are at one end that the quantile is there as well, the others say no more.
        low, high = 2 * (len(asked) + 1) // 3 + 1, len(asked) - 2 * (len(asked) + 1) // 3 + 1
        best: list[float] = []
        for position in asked:
            found = self._found(self.claims[position].stated, 1, {position})
            best.append(found[0].score if found else 0.0)
            if sum(score <= FLOOR for score in best) >= low:
                return FLOOR
            if sum(score >= CEILING for score in best) >= high:
                return CEILING
        return min(CEILING, max(FLOOR, round(float(quantiles(best, n=3)[1]), 3)))

    def _found(self, text: str, limit: int, without: Set[int]) -> list[Found]:
        merged = self.ranked(text, without=without)
        same = [at for at in self._worded.get(_key(words_of(text)), ()) if at not in without]
        looked, words = self._first(text, merged, same, max(limit, _LIKENED))
        if not looked:
            return []
        alike = [
            max((own + one.letters) / 2, one.share or 0.0) for own, one in zip(words, looked, strict=True)
        ][:_LIKENED]
        if self._near is not None:
            near = self._near(text, [self.claims[one.position].stated for one in looked[:_LIKENED]])
            alike = [(own + max(0.0, cosine)) / 2 for own, cosine in zip(alike, near, strict=True)]
        others = sorted(alike[1:], reverse=True)[:_OTHERS]
        less = min(_MOST_LESS, sum(others) / (2 * _OTHERS))
        top = 1.0 if looked[0].position in same else max(0.0, alike[0] - less)
        worth = _falling([one.value for one in looked])
        return [
            Found(self.claims[one.position], round(top * part, 4), round(own, 4))
            for one, part, own in zip(looked[:limit], worth, words, strict=False)
        ]

    def _first(
        self, text: str, merged: list[Ranked], same: list[int], limit: int
    ) -> tuple[list[Ranked], list[float]]:
        """The fused order with the likeness of each; before it what is in the rumour's words, then what nearly is."""
        known = {one.position: one for one in merged}
        looked = [known.get(at, Ranked(at, 0.0, 1.0)) for at in dict.fromkeys(same)]
        looked = [*looked, *(one for one in merged[:limit] if one.position not in same)][:limit]
        words = [self.likeness(text, self.claims[one.position]) for one in looked]
        places = sorted(
            range(len(looked)),
            key=lambda at: (looked[at].position not in same, -words[at] if words[at] >= _ALMOST else 0.0),
        )
        return [looked[at] for at in places], [words[at] for at in places]

    def _weight(self, words: set[str]) -> float:
        count, rows, known = len(self.claims) + 1, self._rows, self._weights
        if len(known) > _MEMO:
            known.clear()
        weights: list[float] = []
        for word in words:
            weight = known.get(word)
            if weight is None:
                weight = known[word] = log(1 + count / (1 + rows.get(word, 0)))
            weights.append(weight)
        return fsum(weights)  # whatever the order of the set, which differs from process to process


def _key(words: Sequence[str]) -> bytes:
    """The words in their order, in eight bytes that are the same in every process."""
    return blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest()


def _falling(values: Sequence[float]) -> list[float]:
    """Each value as a share of the first, none above the one before it."""
    first = max(values[0], 1e-9)
    worth: list[float] = []
    for value in values:
        worth.append(min(worth[-1] if worth else 1.0, value / first))
    return worth
