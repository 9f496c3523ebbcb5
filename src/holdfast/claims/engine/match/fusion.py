"""Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): ranks are added, scores are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

K = 10


def fused(lists: Iterable[Sequence[int]], k: int = K) -> list[tuple[int, float]]:
    """Each position with the sum of 1 / (k + rank), ranks from 1, best first; ties by position."""
    sums: dict[int, float] = {}
    for ranked in lists:
        for rank, position in enumerate(ranked, 1):
            sums[position] = sums.get(position, 0.0) + 1.0 / (k + rank)
    return sorted(sums.items(), key=lambda one: (-round(one[1], 12), one[0]))
