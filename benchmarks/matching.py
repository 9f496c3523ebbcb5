"""How fast rumours are matched, beside FTS5 alone, at so many claims and at ten times as many; prints JSON.

    python benchmarks/matching.py [--claims 14000] [--rumours 300] [--from FILE.tsv --rumours-from FILE.tsv]

Without files, claims and rumours are made of invented words whose frequencies fall as words' do (Zipf). With them, the
ten times are made by joining halves of the given claims, so that words are as frequent as there. Ours is the whole
answer without a model: both lists, fusion, score, threshold, decision, and the differences of the first three; "search"
is the same without the differences; "read_once_seconds" is what a process reads once and keeps (the patterns of each
language, the model that tells languages apart), before the answers. FTS5 alone is one query of all words joined by OR,
BM25, the first fifty. Processor seconds of one process whose numpy keeps to one thread. Exit code 1 over a goal.
"""

import argparse
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from machine import machine
from match_quality import Plain

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.languages import ranked
from holdfast.claims.engine.lexis.packs import LANGUAGES
from holdfast.claims.engine.match.claims import Claim, read_claims, read_rumours
from holdfast.claims.engine.match.decision import match_rumour
from holdfast.claims.engine.match.index import Index

GOAL_PER_SECOND, GOAL_GROWTH = 100, 4.0
TIMES = 10


def invented(count: int, words: int, seed: int, vocabulary: int = 30_000) -> list[str]:
    """Sentences of invented words, by Zipf's law."""
    made = random.Random(seed)
    letters = random.Random(1)
    known = ["".join(letters.choices("aeioubdfgklmnprstvz", k=3 + at % 7)) for at in range(vocabulary)]
    weights = [1 / (at + 3) for at in range(vocabulary)]
    drawn = made.choices(known, weights, k=count * words)
    return [
        f"{' '.join(drawn[at * words : (at + 1) * words]).capitalize()} {made.randrange(2000)}."
        for at in range(count)
    ]


def more_of(claims: list[Claim], count: int) -> list[Claim]:
    """So many claims: those given, then halves of two of them joined."""
    made = random.Random(7)
    found = list(claims[:count])
    while len(found) < count:
        first, second = made.choice(claims).stated.split(), made.choice(claims).stated.split()
        text = " ".join(first[: len(first) // 2 + 1] + second[len(second) // 2 :])
        found.append(Claim(f"made-{len(found)}", text))
    return found


def per_second(ask: Callable[[str], object], rumours: list[str]) -> float:
    """Rumours a processor second, the better of two rounds."""
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        for text in rumours:
            ask(text)
        best = min(best, time.process_time() - began)
    return len(rumours) / best


def cold_per_second(index: Index, rumours: list[str]) -> float:
    """Whole answers a processor second, each rumour for the first time."""
    began = time.process_time()
    for text in rumours:
        match_rumour(index, text)
    return len(rumours) / (time.process_time() - began)


def read_once() -> float:
    """Seconds for what the first text that needs it makes a process read: patterns of each language, the model."""
    began = time.process_time()
    for lang in LANGUAGES:
        extract("12", lang=lang)
    ranked("Un")
    return time.process_time() - began


def measure(claims: list[Claim], rumours: list[str]) -> dict[str, Any]:
    """Both sides over one collection."""
    plain = Plain([claim.whole for claim in claims])
    peer = per_second(lambda text: plain.search(text, 50), rumours)
    began = time.process_time()
    index = Index(claims)
    built = time.process_time() - began
    level = index.threshold
    match_rumour(index, rumours[0])
    search = per_second(index.find, rumours)
    whole = cold_per_second(index, rumours)
    return {
        "claims": len(claims),
        "build_seconds": round(built, 2),
        "threshold": level,
        "fts5_per_second": round(peer, 1),
        "search_per_second": round(search, 1),
        "answers_per_second": round(whole, 1),
        "search_ratio_to_fts5": round(peer / search, 2),
        "answer_ratio_to_fts5": round(peer / whole, 2),
    }


def main() -> int:
    """Measure, print JSON."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--claims", type=int, default=14_000)
    parser.add_argument("--rumours", type=int, default=300)
    parser.add_argument("--from", dest="given", type=Path)
    parser.add_argument("--rumours-from", type=Path)
    asked = parser.parse_args()
    if asked.given:
        base = list(read_claims(asked.given.read_bytes()))
        rumours = list(read_rumours(asked.rumours_from.read_bytes()).values())[: asked.rumours]
    else:
        base = [Claim(str(at), text) for at, text in enumerate(invented(asked.claims, 22, 2))]
        rumours = invented(asked.rumours, 25, 3)
    base = [claim for claim in base if claim.stated]
    once = read_once()
    small = measure(more_of(base, asked.claims), rumours)
    large = measure(more_of(base, TIMES * asked.claims), rumours)
    growth = {
        name: round(small[f"{name}_per_second"] / large[f"{name}_per_second"], 2)
        for name in ("fts5", "search", "answers")
    }
    found = {
        "rumours": len(rumours),
        "read_once_seconds": round(once, 2),
        "runs": [small, large],
        "growth_at_ten_times": growth,
        "goal_per_second": GOAL_PER_SECOND,
        "goal_growth": GOAL_GROWTH,
        "megabytes_of_memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "machine": machine(),
    }
    json.dump(found, sys.stdout, indent=2)
    sys.stdout.write("\n")
    slow = small["search_per_second"] < GOAL_PER_SECOND or small["answers_per_second"] < GOAL_PER_SECOND
    return 1 if slow or growth["search"] > GOAL_GROWTH or growth["answers"] > GOAL_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
