"""How well rumours find their claims: MAP@5 of each list alone and fused, and recall at 5 % false matches.

    python benchmarks/match_quality.py FOLDER PREFIX [FOLDER PREFIX …] [--semantic]

FOLDER holds PREFIX.docs.tsv (id, claim, title), PREFIX.dev.q.tsv (id, text), PREFIX.dev.qrels.tsv (query, claim), as
../shared/data/claims/clef2020_task2 (c20) and clef2022_task2a_en (c22) do. Prints JSON; measures, trains nothing.

Recall at 5 % false matches: each rumour is asked once as it is, and once with its true claim left out, which makes it
one that has no match. The threshold is the score that 5 % of the second kind reach; recall is the share of rumours
whose first claim is the right one with a score above it. Given twice: with the true claim alone left out, and with the
claims also left out that are the true one in other words (more than half of its words by weight), of which collections
gathered over years hold many.
"""

import argparse
import json
import re
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from machine import machine

from holdfast.claims.engine.match.claims import Claim, read_claims, read_rumours
from holdfast.claims.engine.match.fulltext import Fts5
from holdfast.claims.engine.match.grams import Grams
from holdfast.claims.engine.match.index import Index
from holdfast.claims.engine.match.vectors import Vectors
from holdfast.claims.engine.match.wording import plain_text

FALSE = 0.05
GOAL = 0.88


class Plain:
    """FTS5 as it comes: all words of the text as given joined by OR, BM25, porter over unicode61."""

    def __init__(self, texts: list[str]) -> None:
        self.store = sqlite3.connect(":memory:")
        self.store.execute("create virtual table claims using fts5(words, tokenize='porter unicode61')")
        self.store.executemany("insert into claims(rowid, words) values(?, ?)", enumerate(texts))

    def search(self, text: str, limit: int) -> list[int]:
        """Positions, best first."""
        asked = " OR ".join(f'"{word}"' for word in dict.fromkeys(re.findall(r"\w+", text.lower())))
        found = self.store.execute(
            "select rowid from claims where claims match ? order by rank limit ?", (asked, limit)
        )
        return [position for (position,) in found]


def average_precision(found: list[str], right: set[str]) -> float:
    """Average precision of the first five."""
    hits, total = 0, 0.0
    for rank, one in enumerate(found[:5], 1):
        if one in right:
            hits += 1
            total += hits / rank
    return total / min(len(right), 5)


def measure(folder: Path, prefix: str, semantic: bool) -> dict[str, Any]:
    """All numbers of one collection."""
    claims = read_claims((folder / f"{prefix}.docs.tsv").read_bytes())
    rumours = read_rumours((folder / f"{prefix}.dev.q.tsv").read_bytes())
    right: dict[str, set[str]] = {}
    for line in (folder / f"{prefix}.dev.qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, claim = line.split("\t")[:2]
        right.setdefault(query, set()).add(claim)
    whole = [claim.whole for claim in claims]
    index = Index(claims)

    def mean(search: Callable[[str], list[str]]) -> float:
        values = [average_precision(search(text), right[key]) for key, text in rumours.items()]
        return round(sum(values) / len(values), 4)

    def ids(positions: list[int]) -> list[str]:
        return [claims[position].id for position in positions]

    plain, words, grams = Plain(whole), Fts5(whole), Grams(whole)
    found: dict[str, Any] = {
        "claims": len(claims),
        "rumours": len(rumours),
        "map5": {
            "fts5_as_it_comes": mean(lambda text: ids(plain.search(text, 5))),
            "fts5": mean(lambda text: ids(words.search(plain_text(text), 5))),
            "grams": mean(lambda text: ids(grams.search(plain_text(text), 5))),
            "fused": mean(lambda text: [one.claim.id for one in index.find(text)]),
        },
    }
    if semantic:
        vectors = Vectors()
        ordered = Index(claims, reorder=vectors.order, near=vectors.near)
        found["map5"]["fused_with_vectors"] = mean(lambda text: [one.claim.id for one in ordered.find(text)])
        found["with_vectors"] = at_false(ordered, claims, rumours, right)
    return found | at_false(index, claims, rumours, right)


def at_false(
    index: Index, claims: tuple[Claim, ...], rumours: dict[str, str], right: dict[str, set[str]]
) -> dict[str, Any]:
    """Recall at 5 % false matches, and what the index's own threshold makes of the same rumours."""
    places = {claim.id: at for at, claim in enumerate(claims)}
    hits, strict, eased = [], [], []
    for key, text in rumours.items():
        found = index.find(text, 60)
        hits.append((found[0].score if found else 0.0, bool(found) and found[0].claim.id in right[key]))
        truth = [claims[places[one]] for one in right[key] if one in places]
        out = {places[true.id] for true in truth}
        others = [one.claim for one in found if one.claim.id not in right[key]]
        variants = {
            places[claim.id]
            for claim in others
            if any(index.likeness(true.stated, Claim(claim.id, claim.stated)) > 0.5 for true in truth)
        }
        for left, into in ((out, strict), (out | variants, eased)):
            first = index.find(text, 1, without=left)
            into.append(first[0].score if first else 0.0)

    def told(false: list[float]) -> dict[str, float]:
        level = sorted(false)[int(len(false) * (1 - FALSE))]
        return {
            "threshold": round(level, 4),
            "recall": round(sum(ok and score > level for score, ok in hits) / len(hits), 4),
        }

    own_level = index.threshold
    return {
        "recall_at_5_percent_false": told(strict),
        "recall_at_5_percent_false_variants_out": told(eased),
        "own_threshold": {
            "threshold": own_level,
            "recall": round(sum(ok and score >= own_level for score, ok in hits) / len(hits), 4),
            "false": round(sum(score >= own_level for score in strict) / len(strict), 4),
            "false_variants_out": round(sum(score >= own_level for score in eased) / len(eased), 4),
        },
    }


def main() -> int:
    """Measure, print JSON; 1 where fused is under FTS5 or under the goal."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("sets", nargs="+", metavar="FOLDER PREFIX")
    parser.add_argument("--semantic", action="store_true")
    asked = parser.parse_args()
    began = time.perf_counter()
    pairs = list(zip(asked.sets[::2], asked.sets[1::2], strict=True))
    found = {prefix: measure(Path(folder), prefix, asked.semantic) for folder, prefix in pairs}
    names = list(next(iter(found.values()))["map5"])
    means = {name: round(sum(one["map5"][name] for one in found.values()) / len(found), 4) for name in names}
    json.dump(
        {"sets": found, "mean_map5": means, "goal": GOAL, "seconds": round(time.perf_counter() - began, 1)}
        | {"machine": machine()},
        sys.stdout,
        indent=2,
    )
    sys.stdout.write("\n")
    return 1 if means["fused"] < max(GOAL, means["fts5"], means["fts5_as_it_comes"]) else 0


if __name__ == "__main__":
    sys.exit(main())
