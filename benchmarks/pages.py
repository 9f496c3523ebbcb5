"""Pages of a store of 10,000, 100,000 and 1,000,000 rows: server time, queries, bytes; they may not grow with the rows.

    python benchmarks/pages.py [--rows 1000000] [--no-curve] [--keep DIR]

The case of `assess.py`, ten of its duties published as figures, asked through Django's test client as an anonymous
reader. Cold: a process that has gathered nothing yet, with the standing stored; warm: the same page again, fifty times.
"First" is the board's first answer in a new process; the load before it has computed and stored the standing.
Printed: median and 95th percentile in milliseconds, the median of processor time, queries, bytes compressed, goals,
machine. Ends with exit code 1 over a goal.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from assess import RULES, holdfast, in_desk, write_case
from machine import machine

MILLISECONDS, KILOBYTES, QUERIES = 50.0, 60.0, 8
COLD = {"source": 9}  # one query more for its counters that fell
PUBLISHED = 10
FIGURE = """[[figures]]
key = "figure-{i}"
question.en = "Is duty {i} kept?"
obligation = "c{i}"
reading = "{reading}"
series = ["s-{i}-0"]
caveats = [{{ en = "Invented." }}]
"""
SIDE = """
import gzip, json, os, statistics, sys, time
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.settings")
import django
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
settings.STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
settings.SECURE_SSL_REDIRECT = False
django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from holdfast.web import remembering

client = Client()

def ask(path):
    with CaptureQueriesContext(connection) as asked:
        begun, worked = time.perf_counter(), time.process_time()
        answer = client.get(path)
        took = (time.perf_counter() - begun) * 1000
        worked = (time.process_time() - worked) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return took, len(asked), len(gzip.compress(answer.content, 6)), worked

client.get("/how-we-count/")
found = {"first": round(ask("/")[0], 1), "pages": {}}
for name, path in json.loads(sys.argv[1]).items():
    client.get(path)
    cold = []
    for _ in range(5):
        remembering._kept.clear()
        cold.append(ask(path))
    warm = [ask(path) for _ in range(50)]
    times = sorted(one[0] for one in warm)
    found["pages"][name] = {
        "median": round(statistics.median(times), 1),
        "p95": round(times[int(len(times) * 0.95) - 1], 1),
        "processor": round(statistics.median(one[3] for one in warm), 1),
        "cold": round(statistics.median(one[0] for one in cold), 1),
        "queries": warm[0][1],
        "queries_cold": cold[0][1],
        "kilobytes": round(warm[0][2] / 1024, 1),
    }
print(json.dumps(found))
"""
PAGES = {
    "how we count (peer)": "/how-we-count/",
    "figure": "/figures/F-0001/",
    "board": "/",
    "agreement": "/agreements/bench/",
    "obligation": "/agreements/bench/obligations/c1/",
    "series": "/series/s-1-0/",
    "source": "/sources/source-1/",
    "document": "/documents/doc/",
    "search": "/search/?q=duty",
}


def measure(folder: Path, rows: int) -> dict[str, object]:
    """Load that many rows, publish ten figures, ask every page."""
    desk, case = folder / f"pages-desk-{rows}", folder / f"pages-case-{rows}"
    written = write_case(case, rows)
    with (case / "case.toml").open("a") as out:
        out.writelines(FIGURE.format(i=i, reading=RULES[i % 2][0]) for i in range(PUBLISHED))
    holdfast("init", str(desk), "--published-by", "Bench", "--campaigns-for", "speed", "--admin", "bench")
    holdfast("--desk", str(desk), "--as", "bench", "load", str(case))
    holdfast("--desk", str(desk), "--as", "bench", "publish", "--all", "--as-of", "2022-12-31")
    told = in_desk(desk, [sys.executable, "-W", "ignore", "-c", SIDE, json.dumps(PAGES)])
    found: dict[str, object] = json.loads(told.splitlines()[-1])
    return {"rows": written, **found}


def missed(runs: list[dict]) -> list[str]:
    """Goals that were not met, in words."""
    told = []
    for run in runs:
        page = run["pages"]["figure"]
        for what, goal in (("median", MILLISECONDS), ("kilobytes", KILOBYTES), ("queries", QUERIES)):
            if page[what] > goal:
                told.append(f"figure page at {run['rows']} rows: {what} {page[what]}, goal {goal}")
        for name, one in run["pages"].items():
            if one["queries_cold"] > COLD.get(name, QUERIES):
                told.append(f"{name} page at {run['rows']} rows: {one['queries_cold']} queries when cold")
    for name in PAGES:
        counts = {(run["pages"][name]["queries"], run["pages"][name]["queries_cold"]) for run in runs}
        if len(counts) > 1:
            told.append(f"{name} page: queries change with the rows: {sorted(counts)}")
    return told


def main() -> int:
    """Run, print, and say by the exit code whether the goals were met."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--no-curve", action="store_true", help="the one size alone")
    asked.add_argument("--keep", type=Path)
    options = asked.parse_args()
    sizes = [options.rows] if options.no_curve else sorted({10_000, 100_000, options.rows})
    with tempfile.TemporaryDirectory(prefix="holdfast-pages-") as scratch:
        runs = [measure(options.keep or Path(scratch), rows) for rows in sizes]
    goals = {
        "figure_median_milliseconds": MILLISECONDS,
        "figure_kilobytes": KILOBYTES,
        "figure_queries": QUERIES,
    }
    over = missed(runs)
    print(json.dumps({"goal": goals, "missed": over, "machine": machine(), "runs": runs}, indent=2))
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
