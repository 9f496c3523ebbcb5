"""Assess 1,000,000 observations from the store, against reading the same rows into Polars and summing them by series.

    python benchmarks/assess.py [--rows 1000000] [--curve] [--keep DIR]

100 indicators by 10 sources by 1,000 days, loaded through `holdfast load` into a SQLite desk; every tenth indicator is
a counter, some days are missing, some reports cover two days. Each side runs in a process of its own, three times,
one after the other; the median counts. The plain side reads with the same reader the assessment uses, which is the
harder comparison. Printed: seconds, ratio, peak memory of the assessing process, goals, machine; with --curve the same
at 10,000, 100,000 and 1,000,000 rows. Ends with exit code 1 over a goal.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from machine import machine

RATIO, MEGABYTES = 2.0, 600
INDICATORS, SOURCES = 100, 10
HEAD = """format = 1
[case]
key = "bench"
title.en = "A million rows"
sensitivity = "public"
licence = "invented"
attribution.en = "invented"
[agreement]
key = "bench"
title.en = "Bench"
timezone = "UTC"
signed = "2020-01-01"
starts = "2020-01-01"
[[parties]]
key = "a"
name.en = "A"
[tables]
sources = "sources.csv"
indicators = "indicators.csv"
series = "series.csv"
[[documents]]
key = "doc"
source = "source-0"
title.en = "All reports"
url = "https://example.org/all"
said = "2023-01-01"
language = "en"
[[data]]
file = "rows.csv"
document = "doc"
about = { first = "first", last = "last" }
[[data.values]]
series = { column = "series" }
value = "value"
"""
CLAUSE = """[[clauses]]
key = "c{i}"
point = "{i}"
bearers = ["a"]
kind = "quantity per time"
text.en = "So many a day"
document = "doc"
[[clauses.obligations]]
key = "c{i}"
bearer = "a"
title.en = "Duty {i}"
quantity = 450
per = "day"
unit = "truck"
starts = "2020-01-01"
[[clauses.obligations.readings]]
key = "{rule}"
text.en = "As it says"
of_the_text = true
rule = "{words}"
series = [{series}]
"""
RULES = (("average", "average"), ("floor", "daily floor"))

SIDE = """
import json, os, resource, sys, time
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.settings")
import django
django.setup()
import polars as pl
from datetime import date
from holdfast.agreements.queries import assessments
from holdfast.people.types import Viewer
from holdfast.record.queries import rows_in_chunks
viewer = Viewer.anonymous()
list(rows_in_chunks(viewer, series_ids=[1]))
begun, worked = time.perf_counter(), time.process_time()
if sys.argv[1] == "plain":
    sums = [f.group_by("series").agg(pl.col("value").sum()) for f in rows_in_chunks(viewer)]
    found = pl.concat(sums).height
else:
    report = assessments(viewer, "bench", as_of=date(2022, 12, 31))
    found = len(report.assessments)
seconds, worked = time.perf_counter() - begun, time.process_time() - worked
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"seconds": seconds, "worked": worked, "megabytes": peak, "found": found}))
"""


def write_case(folder: Path, rows: int) -> int:
    """The case; returns how many rows it holds."""
    folder.mkdir(parents=True)
    series = [(i, s) for i in range(INDICATORS) for s in range(SOURCES)]
    clauses = "".join(
        CLAUSE.format(
            i=i,
            rule=RULES[i % 2][0],
            words=RULES[i % 2][1],
            series=", ".join(f'"s-{i}-{s}"' for s in range(SOURCES)),
        )
        for i in range(INDICATORS)
    )
    (folder / "case.toml").write_text(HEAD + clauses)
    (folder / "sources.csv").write_text(
        "key,name.en,relation\n"
        + "".join(f"source-{n},Source {n},independent monitor\n" for n in range(SOURCES))
    )
    (folder / "indicators.csv").write_text(
        "key,name.en,kind,unit,unit_name.en,measured_point\n"
        + "".join(
            f"indicator-{i},Indicator {i},{'cumulative' if i % 10 == 9 else 'flow'},truck,trucks,crossed\n"
            for i in range(INDICATORS)
        )
    )
    (folder / "series.csv").write_text(
        "key,name.en,indicator,source\n"
        + "".join(f"s-{i}-{s},Series {i} by {s},indicator-{i},source-{s}\n" for i, s in series)
    )
    start, each, written = date(2020, 1, 1), rows // len(series), 0
    with (folder / "rows.csv").open("w") as out:
        out.write("series,first,last,value\n")
        for i, s in series:
            total, day = 0, 0
            for n in range(each):
                value = (n * 37 + i * 11 + s) % 900
                counter = i % 10 == 9
                total += value
                day += 1 if (n + i + s) % 19 else 2  # a gap, or a report over two days
                last = start + timedelta(days=day - 1)
                two = not counter and (n + i + s) % 38 == 0
                first = last - timedelta(days=1) if two else last
                out.write(f"s-{i}-{s},{first},{last},{total if counter else value}\n")
                written += 1
    return written


def in_desk(desk: Path, command: list[str]) -> str:
    """What a command prints, with the desk named in its environment."""
    done = subprocess.run(
        command, text=True, capture_output=True, env={**os.environ, "HOLDFAST_DESK": str(desk)}
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:4])}: {done.stdout}{done.stderr}")
    return done.stdout


def holdfast(*words: str) -> None:
    """One command of the command line."""
    command = [str(Path(sys.executable).with_name("holdfast")), *words]
    done = subprocess.run(command, text=True, capture_output=True)
    if done.returncode:
        raise SystemExit(f"holdfast {' '.join(words)}: {done.stdout}{done.stderr}")


def side(desk: Path, name: str) -> dict[str, float]:
    """One run of one side, in its own process."""
    found: dict[str, float] = json.loads(in_desk(desk, [sys.executable, "-c", SIDE, name]).splitlines()[-1])
    return found


def measure(folder: Path, rows: int) -> dict[str, object]:
    """Load that many rows, and run both sides three times in turn."""
    desk, case = folder / f"desk-{rows}", folder / f"case-{rows}"
    written = write_case(case, rows)
    holdfast("init", str(desk), "--published-by", "Bench", "--campaigns-for", "speed", "--admin", "bench")
    holdfast("--desk", str(desk), "--as", "bench", "load", str(case))
    runs = [(side(desk, "plain"), side(desk, "assess")) for _ in range(3)]
    plain = statistics.median(one["seconds"] for one, _ in runs)
    assess = statistics.median(two["seconds"] for _, two in runs)
    busy = [statistics.median(pair[n]["worked"] for pair in runs) for n in (0, 1)]
    return {
        "rows": written,
        "assessments": runs[0][1]["found"],
        "read_and_sum_seconds": round(plain, 3),
        "assess_seconds": round(assess, 3),
        "ratio": round(assess / plain, 2),
        "read_and_sum_processor_seconds": round(busy[0], 3),
        "assess_processor_seconds": round(busy[1], 3),
        "processor_ratio": round(busy[1] / busy[0], 2),
        "read_and_sum_megabytes": max(one["megabytes"] for one, _ in runs),
        "assess_megabytes": max(two["megabytes"] for _, two in runs),
    }


def main() -> int:
    """Run, print, and say by the exit code whether the goals were met."""
    asked = argparse.ArgumentParser(description="Assess a million rows.")
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--curve", action="store_true")
    asked.add_argument("--keep", type=Path)
    options = asked.parse_args()
    sizes = [10_000, 100_000, options.rows] if options.curve else [options.rows]
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        results = [measure(folder, rows) for rows in sizes]
    last = results[-1]
    met = float(str(last["ratio"])) <= RATIO and int(str(last["assess_megabytes"])) <= MEGABYTES
    print(
        json.dumps(
            {
                "goal": {"ratio": RATIO, "megabytes": MEGABYTES},
                "met": met,
                "machine": machine(),
                "runs": results,
            },
            indent=2,
        )
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
