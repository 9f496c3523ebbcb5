"""Character 4-grams within words: an inverted index in numpy, BM25 weights (Robertson and Zaragoza, 2009).

A gram is four characters of a word with a blank before and after it, so words that differ in their endings, in a
letter or in a hashtag's gluing still meet. Grams are known by a hash of 32 bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from holdfast.claims.engine.match.wording import joined_words, words_of

_LENGTH = 4
_BLANK, _END = 32, 10
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)
_K1, _B = 1.2, 0.5
_PART = 1000  # claims whose grams are read at once
_MOST = 4000  # characters of a rumour that are looked at


def hashed_grams(characters: NDArray[np.uint32]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The hash of each gram and the place where it begins; none runs over a line end or a blank inside."""
    windows = len(characters) - _LENGTH + 1
    if windows <= 0:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    hashes = np.zeros(windows, np.uint64)
    whole = np.ones(windows, np.bool_)
    for at in range(_LENGTH):
        part = characters[at : at + windows]
        hashes ^= (part.astype(np.uint64) + np.uint64(1)) * np.uint64(_FACTORS[at])
        hashes = (hashes << np.uint64(13)) | (hashes >> np.uint64(51))
        whole &= part != _END
        if 0 < at < _LENGTH - 1:
            whole &= part != _BLANK
    places = np.nonzero(whole)[0].astype(np.int64)
    return (hashes * np.uint64(_FACTORS[0]) >> np.uint64(32))[places], places


def _characters(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)


def _pairs(texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Each gram with each claim it stands in, sorted, and how often; by parts, which keeps the memory small."""
    found: list[NDArray[np.uint64]] = [np.zeros(0, np.uint64)]
    counted: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    for start in range(0, len(texts), _PART):
        lines = [f" {joined_words(text)} \n" for text in texts[start : start + _PART]]
        ends = np.cumsum(np.array([len(line) for line in lines], np.int64))
        hashes, places = hashed_grams(_characters("".join(lines)))
        claims = np.searchsorted(ends, places, side="right").astype(np.uint64) + np.uint64(start)
        pairs, times = np.unique((hashes << np.uint64(32)) | claims, return_counts=True)
        found.append(pairs)
        counted.append(times.astype(np.int64))
    pairs, times = np.concatenate(found), np.concatenate(counted)
    order = np.argsort(pairs, kind="stable")
    return pairs[order], times[order]


class Grams:
    """The grams of a collection, each with the claims it stands in and its weight there."""

    def __init__(self, texts: Sequence[str], *, budget: int | None = None) -> None:
        self._count = len(texts)
        pairs, times = _pairs(texts)
        self._claims: NDArray[np.int64] = (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
        self._known, first = np.unique(pairs >> np.uint64(32), return_index=True)
        self._first = np.append(first, len(pairs)).astype(np.int64)
        rows = np.diff(self._first)
        idf = np.log(1 + (self._count - rows + 0.5) / (rows + 0.5))
        length = np.bincount(self._claims, times, self._count)
        mean = float(length.mean()) if self._count and length.any() else 1.0
        norm = _K1 * (1 - _B + _B * length / mean)
        weights = np.repeat(idf, rows) * times * (_K1 + 1) / (times + norm[self._claims])
        self._weights: NDArray[np.float32] = weights.astype(np.float32)
        self._rows, self._idf = rows, idf
        self._whole = np.bincount(self._claims, self._weights, self._count)
        self._budget = max(32_000, int(270 * self._count**0.5)) if budget is None else budget

    def search(self, text: str, limit: int) -> list[int]:
        """Positions of the claims that share the text's rarest grams, best first; ties by position."""
        return [position for position, _ in self.near(text, limit)]

    def near(self, text: str, limit: int) -> list[tuple[int, float]]:
        """The same positions, each with its BM25 over the geometric mean of what text and claim would have alone.

        That is 1 at most, which a claim reaches that is the text and nothing else.
        """
        asked = np.unique(hashed_grams(_characters(f" {' '.join(words_of(text))[:_MOST]} "))[0])
        if not len(asked) or not len(self._known):
            return []
        at = np.minimum(np.searchsorted(self._known, asked), len(self._known) - 1)
        at = at[self._known[at] == asked]
        strange = (len(asked) - len(at)) * log(1 + (self._count + 0.5) / 0.5)
        at = at[np.argsort(self._rows[at], kind="stable")]
        spent = np.cumsum(self._rows[at]) <= self._budget
        spent[:8] = True
        at = at[spent]
        if not len(at):
            return []
        rows = self._rows[at]
        before = np.concatenate([np.zeros(1, np.int64), np.cumsum(rows)[:-1]])
        listed = np.repeat(self._first[at] - before, rows) + np.arange(int(rows.sum()))
        scores = np.bincount(self._claims[listed], self._weights[listed], self._count).round(4)
        if self._count > limit:
            worst = np.partition(scores, self._count - limit)[self._count - limit]
            best = np.nonzero(scores >= max(float(worst), 1e-4))[0]
        else:
            best = np.nonzero(scores > 0)[0]
        ordered = best[np.lexsort((best, -scores[best]))][:limit]
        alone = np.sqrt(np.maximum(self._whole[ordered] * (float(self._idf[at].sum()) + strange), 1e-9))
        shares = np.minimum(scores[ordered] / alone, 1.0)
        return list(zip(ordered.tolist(), shares.tolist(), strict=True))
