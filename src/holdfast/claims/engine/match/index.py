"""The claims that can be found: full text and character grams, fused; across languages by what both hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt
from statistics import median

from holdfast.claims.engine.match.aliases import Aliases, shipped_aliases
from holdfast.claims.engine.match.anchors import Anchors, Concepts
from holdfast.claims.engine.match.claims import Claim
from holdfast.claims.engine.match.fulltext import Fts5, FullText
from holdfast.claims.engine.match.fusion import fused
from holdfast.claims.engine.match.grams import Grams
from holdfast.claims.engine.match.wording import plain_text, words_of

DEPTH = 50  # candidates of each list
_REORDERED = 10  # how many of the fused list a model may put in another order
_LIKENED = 3  # of the fused list, how many are looked at for the score
_SAMPLE, _FEWEST = 200, 200
# The threshold of a collection with too few claims to tell its own: the median likeness of neighbours in an openly
# licensed one (CrowdChecked, CC BY-SA 4.0), as docs/matching.md tells.
UNTOLD = 0.28
FLOOR = 0.2  # a collection of claims that have nothing in common may not call any shared word a match
CEILING = 0.4  # a collection full of variants of one claim may not hide a rumour that is plainly about it

Reorder = Callable[[str, Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class Found:
    """A claim found: its score from 0 to 1, and how alike its rare words are to the rumour's."""

    claim: Claim
    score: float
    likeness: float


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
    ) -> None:
        self.claims = tuple(claims)
        self.aliases = shipped_aliases() if aliases is None else aliases
        whole = [claim.whole for claim in self.claims]
        self._fulltext: FullText = Fts5(whole) if fulltext is None else fulltext
        self._grams = Grams(whole)
        self._anchors = Anchors(self.claims, self.aliases, concepts)
        self._rows: Counter[str] = Counter()
        for claim in self.claims:
            self._rows.update(set(words_of.__wrapped__(claim.stated)))
        self._reorder = reorder

    def find(self, rumour: str, limit: int = 5) -> list[Found]:
        """The best claims, best first.

        The order is the fused one. The score of the first is the greatest likeness among the first three; the others
        have of it what their fused rank is worth, so scores fall with the order.
        """
        return self._found(plain_text(rumour), limit, without=-1)

    def ranked(
        self, text: str, depth: int = DEPTH, without: int = -1
    ) -> list[tuple[int, float, float | None]]:
        """Positions by fused rank with its value, and the share of anchors where a claim was found by them."""
        across = [one for one in self._anchors.search(text, depth) if one[0] != without]
        lists = [self._fulltext.search(text, depth), self._grams.search(text, depth)]
        lists = [[position for position in ranked if position != without] for ranked in lists]
        if across:
            lists.append([position for position, _ in across])
        merged = fused(lists)
        if self._reorder is not None and merged:
            head = [position for position, _ in merged[:_REORDERED]]
            nearest = self._reorder(text, [self.claims[position].stated for position in head])
            merged = fused([*lists, [head[at] for at in nearest]])
        shares = dict(across)
        return [(position, value, shares.get(position)) for position, value in merged]

    def likeness(self, text: str, claim: Claim) -> float:
        """The weight of the words that both hold, over the geometric mean of what each holds; 0 to 1.

        A word weighs the logarithm of how rare it is in the collection.
        """
        ours, theirs = set(words_of(text)), set(words_of(claim.stated))
        both = self._weight(ours & theirs)
        return min(1.0, both / sqrt(self._weight(ours) * self._weight(theirs))) if both else 0.0

    @cached_property
    def threshold(self) -> float:
        """The score below which nothing is said to be found: how alike the claims are to their own neighbours.

        Claims taken evenly from the collection are asked for as if they were rumours, each with itself left out; the
        threshold is the median of the best scores, at least FLOOR and at most CEILING. Fewer than 200 claims cannot
        tell it and take UNTOLD.
        """
        count = len(self.claims)
        if count < _FEWEST:
            return UNTOLD
        asked = sorted({at * count // _SAMPLE for at in range(_SAMPLE)})
        best = []
        for position in asked:
            found = self._found(self.claims[position].stated, 1, without=position)
            best.append(found[0].score if found else 0.0)
        return min(CEILING, max(FLOOR, round(float(median(best)), 3)))

    def _found(self, text: str, limit: int, without: int) -> list[Found]:
        merged = self.ranked(text, without=without)[: max(limit, _LIKENED)]
        if not merged:
            return []
        alike = [
            max(self.likeness(text, self.claims[position]), share or 0.0) for position, _, share in merged
        ]
        top, first = max(alike[:_LIKENED]), merged[0][1]
        return [
            Found(self.claims[position], round(top * value / first, 4), round(own, 4))
            for (position, value, _), own in zip(merged[:limit], alike, strict=False)
        ]

    def _weight(self, words: set[str]) -> float:
        count = len(self.claims) + 1
        return sum(log(1 + count / (1 + self._rows.get(word, 0))) for word in words)
