"""Sentences a second of the figure grammar beside quantulum3, on the same sentences in one run.

    python benchmarks/grammar.py [--sentences 300] [--quantulum3 /path/to/venv/bin/python]

quantulum3 (0.10.0) is not among our requirements. `--quantulum3` names the Python of a virtual environment of its own
that holds it (python -m venv q && q/bin/pip install quantulum3==0.10.0); without it, only ours is measured. It runs
without its classifier, which is its faster way. The sentences are made here, half of them without a figure, each of
them different; ours is told the language, as quantulum3 is. Each side runs in a process of its own, after a warm-up,
one after the other, three times in turn; the median counts.

Ends with exit code 1 where ours is not 25 times as fast.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys

from machine import machine

GOAL = 25.0
ROUNDS = 3
PLACES = ("Northfield", "Alder Bay", "the Lower Valley", "Kestrel County", "the old harbour")
SHAPES = (
    "At least {n:,} people in {place} were displaced between 3 May 2024 and 7 June 2024, the relief office said.",
    "The council of {place} met on Tuesday and heard what the residents had to say about the new road.",
    "About {p} per cent of the households in {place} had no water, down from {q}% a year earlier.",
    "Nobody in {place} could say why the bridge had been closed to traffic for so long without any notice.",
    "The repair cost ${n:,}, according to the works department of {place}, which had planned for $1.{p}m.",
    "Under the plan the wardens of {place} will walk the fences every morning and report what they find.",
    "One in {d} wells in {place} was dry, and {q} trucks a day on average carried water there in April.",
    "A spokesman for {place} declined to comment on the report and referred all questions to the ministry.",
)
OURS = """
import json, sys, time
from holdfast.claims.engine.extract import extract
sentences = json.load(sys.stdin)
found = sum(item.kind.is_figure for s in sentences for item in extract(s, lang="en"))
start = time.perf_counter()
for s in sentences:
    extract(s, lang="en")
print(json.dumps([time.perf_counter() - start, found]))
"""
THEIRS = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
from quantulum3 import classifier, parser
classifier.USE_CLF = False
sentences = json.load(sys.stdin)
found = sum(len(parser.parse(s)) for s in sentences)
start = time.perf_counter()
for s in sentences:
    parser.parse(s)
print(json.dumps([time.perf_counter() - start, found]))
"""


def made(number: int) -> list[str]:
    """So many sentences, each with its own numbers."""
    return [
        SHAPES[at % len(SHAPES)].format(
            n=1000 + at * 37, p=11 + at % 80, q=20 + at % 70, d=3 + at % 9, place=PLACES[at % len(PLACES)]
        )
        for at in range(number)
    ]


def timed(python: str, program: str, sentences: list[str]) -> tuple[float, int]:
    """(seconds, figures) of one side in a process of its own."""
    done = subprocess.run(
        [python, "-c", program], input=json.dumps(sentences), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    seconds, found = json.loads(done.stdout.strip().splitlines()[-1])
    return seconds, found


def main() -> None:
    """Measure and say."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--sentences", type=int, default=300)
    arguments.add_argument("--quantulum3", metavar="PYTHON", help="the Python that has quantulum3")
    given = arguments.parse_args()
    sentences = made(given.sentences)
    rates: dict[str, list[float]] = {"ours": [], "quantulum3": []}
    figures = {}
    for _ in range(ROUNDS):
        sides = [("ours", sys.executable, OURS)]
        if given.quantulum3:
            sides.append(("quantulum3", given.quantulum3, THEIRS))
        for name, python, program in sides:
            seconds, figures[name] = timed(python, program, sentences)
            rates[name].append(len(sentences) / seconds)
    result: dict[str, object] = {"machine": machine(), "sentences": len(sentences), "figures": figures}
    medians = {name: statistics.median(values) for name, values in rates.items() if values}
    result["sentences_a_second"] = {name: round(value) for name, value in medians.items()}
    ratio = medians["ours"] / medians["quantulum3"] if "quantulum3" in medians else None
    result["ratio"] = ratio and round(ratio, 1)
    result["goal"] = GOAL
    print(json.dumps(result, indent=2))
    sys.exit(1 if ratio is not None and ratio < GOAL else 0)


if __name__ == "__main__":
    main()
