"""Sentences a second of the figure grammar beside quantulum3, on the same sentences in one run.

    python benchmarks/grammar.py [--sentences 300] [--quantulum3 /path/to/venv/bin/python]

quantulum3 (0.10.0) is not among our requirements. `--quantulum3` names the Python of a virtual environment of its own
that holds it (python -m venv q && q/bin/pip install quantulum3==0.10.0); without it, only ours is measured. It runs
without its classifier, which is its faster way. Ours is told the language, as quantulum3 is.

Measured are invented claims, each with numbers of its own, of the length and with the figures that checked claims have
(about 95 characters, nine of ten with a digit or a number word); and, where ../shared is there, the 309 claims of
QuanTemp's categorised subset. Each side runs in a process of its own, after a warm-up over the same sentences (no
result is kept between texts, only compiled patterns and words), over all of them again and again until a second is
full: one pass of ours is too short to be timed alone. One after the other, three times in turn; its own processor time
is taken, so that what else the machine does weighs little on either, and the median counts.

Ends with exit code 1 where ours is not 25 times as fast on QuanTemp's claims, or on the invented ones without them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

from machine import machine

GOAL = 25.0
ROUNDS = 3
QUANTEMP = Path(__file__).parents[2] / "shared/data/claims/quantemp/complex_num_facts_categorized_subset.csv"
PLACES = ("Northfield", "Alder Bay", "the Lower Valley", "Kestrel County", "Redmill")
SHAPES = (
    "Video shows the flooded market of {place} in {year}, when {d} bridges were swept away by the river.",
    "The average household in {place} now pays ${n:,} more for food than it did in {year}.",
    "Crime in {place} has gone up by {p} per cent since the new mayor took office in {year}.",
    "{p}% of the nurses in {place} left their jobs last year because of the night shifts, a union leader said.",
    "A leaked letter shows that {n:,} letters sent by voters in {place} were thrown away before the count.",
    "The government spent {d} billion euros on roads that nobody in {place} uses.",
    "One in {d} children in {place} goes to school hungry, according to the teachers' association.",
    "Picture shows farmers of {place} on their way to the capital on January {d}, {year}.",
    "Our party created {n:,} jobs in {place} in its first {d} months, twice as many as the last government.",
    "The minister said {p} out of every 100 patients in {place} wait longer than {d} weeks for a bed.",
    "Drinking {d} glasses of salt water a day protects against the winter fever, a doctor from {place} says.",
    "The old harbour of {place} was sold to a foreign company for less than a tenth of what it is worth.",
    "Wages in {place} rose from ${n:,} to ${m:,} between {year} and the end of last year.",
    "No other country has accepted more refugees from the war than {place}, which took in {m:,} people.",
    "A new law bans anyone over the age of {p} from driving after dark in {place}.",
    "The lake near {place} has lost nearly {p} percent of its water over the past {d} decades.",
)
# Each side prints the processor time of a pass over the sentences, the median of the passes that fill a second, and
# how many figures it found in the pass before, which warms it up.
PASSES = """
spent = []
while sum(spent) < 1:
    start = time.process_time()
    for s in sentences:
        read(s)
    spent.append(time.process_time() - start)
print(json.dumps([statistics.median(spent), found]))
"""
OURS = (
    """
import json, statistics, sys, time
from holdfast.claims.engine.extract import extract
sentences = json.load(sys.stdin)
read = lambda s: extract(s, lang="en")
found = sum(item.kind.is_figure for s in sentences for item in read(s))
"""
    + PASSES
)
THEIRS = (
    """
import json, statistics, sys, time, warnings
warnings.simplefilter("ignore")
from quantulum3 import classifier, parser
classifier.USE_CLF = False
sentences = json.load(sys.stdin)
read = parser.parse
found = sum(len(read(s)) for s in sentences)
"""
    + PASSES
)


def made(number: int) -> list[str]:
    """So many sentences, each with its own numbers."""
    return [
        SHAPES[at % len(SHAPES)].format(
            n=1000 + at * 37,
            m=41000 + at * 113,
            p=11 + at % 80,
            d=3 + at % 9,
            year=2005 + at % 19,
            place=PLACES[at % len(PLACES)],
        )
        for at in range(number)
    ]


def corpora(number: int) -> dict[str, list[str]]:
    """The sentences to measure with, by the name of where they are from."""
    found = {"invented": made(number)}
    if QUANTEMP.is_file():
        lines = QUANTEMP.read_text(encoding="utf-8").splitlines()[1:]
        found["quantemp"] = [line.rpartition("@")[0] for line in lines if "@" in line]
    return found


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
    result: dict[str, object] = {"machine": machine()}
    ratio: float | None = None
    for corpus, sentences in corpora(given.sentences).items():  # the last one decides
        rates: dict[str, list[float]] = {"ours": [], "quantulum3": []}
        figures = {}
        for _ in range(ROUNDS):
            sides = [("ours", sys.executable, OURS)]
            if given.quantulum3:
                sides.append(("quantulum3", given.quantulum3, THEIRS))
            for name, python, program in sides:
                seconds, figures[name] = timed(python, program, sentences)
                rates[name].append(len(sentences) / seconds)
        medians = {name: statistics.median(values) for name, values in rates.items() if values}
        ratio = medians["ours"] / medians["quantulum3"] if "quantulum3" in medians else None
        result[corpus] = {
            "sentences": len(sentences),
            "figures": figures,
            "sentences_a_second": {name: round(value) for name, value in medians.items()},
            "ratio": ratio and round(ratio, 1),
        }
    result["goal"] = GOAL
    print(json.dumps(result, indent=2))
    sys.exit(1 if ratio is not None and ratio < GOAL else 0)


if __name__ == "__main__":
    main()
