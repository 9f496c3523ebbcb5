"""Load 1,000,000 rows through the case loader, against `sqlite3 .import` of the same file into a bare table.

    python benchmarks/load.py [--rows 1000000] [--times 1]

Both sides run here, one after the other, on the same file; the bare table's columns are the file's. The loader
checks every cell, compares with what is stored, writes its journal line and commits with synchronous=FULL. Printed:
seconds of each, their ratio, the goal, the machine. Ends with exit code 1 over the goal.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from machine import machine

GOAL = 5.0
BATCH = 1_800_000_000_000_000_000
CASE = """format = 1
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
[[documents]]
key = "doc"
source = "source-0"
title.en = "All reports"
url = "https://example.org/all"
said = "2023-01-01"
language = "en"
[[clauses]]
key = "one"
point = "1"
bearers = ["a"]
kind = "quantity per time"
text.en = "So many a day"
document = "doc"
[tables]
sources = "sources.csv"
indicators = "indicators.csv"
series = "series.csv"
[[data]]
file = "rows.csv"
document_column = "document"
about = { day = "day" }
[[data.values]]
series = { column = "series" }
value = "value"
"""
# The store indexes (series, period, document, filled, edition), document and batch: so does the bare table, as far as
# the file has such columns.
BARE = """CREATE TABLE bare (series TEXT, day TEXT, document TEXT, value INTEGER, batch INTEGER);
CREATE UNIQUE INDEX bare_identity ON bare (series, day, document);
CREATE INDEX bare_document ON bare (document);
CREATE INDEX bare_batch ON bare (batch);
"""


def write_case(folder: Path, rows: int) -> None:
    """A case of 100 indicators by 10 sources, each series with the same days."""
    folder.mkdir(parents=True)
    days = max(1, rows // 1000)
    (folder / "case.toml").write_text(CASE)
    (folder / "sources.csv").write_text(
        "key,name.en,relation\n" + "".join(f"source-{n},Source {n},independent monitor\n" for n in range(10))
    )
    (folder / "indicators.csv").write_text(
        "key,name.en,kind,unit,unit_name.en,measured_point\n"
        + "".join(f"indicator-{n},Indicator {n},flow,truck,trucks,crossed\n" for n in range(100))
    )
    (folder / "series.csv").write_text(
        "key,name.en,indicator,source\n"
        + "".join(
            f"s-{i}-{s},Series {i} by {s},indicator-{i},source-{s}\n" for i in range(100) for s in range(10)
        )
    )
    start = date(2020, 1, 1)
    named = [(start + timedelta(days=n)).isoformat() for n in range(days)]
    with (folder / "rows.csv").open("w") as out:
        out.write("series,day,document,value,batch\n")
        for i in range(100):
            for s in range(10):
                out.writelines(
                    f"s-{i}-{s},{day},doc,{(n * 37 + i * 11 + s) % 900},{BATCH}\n"
                    for n, day in enumerate(named)
                )


def children_seconds() -> float:
    """Processor seconds of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def bare_import(folder: Path, store: Path) -> float:
    """Seconds sqlite3 takes to import the file into a bare table with the same indexes."""
    script = f"{BARE}.mode csv\n.import --skip 1 {folder / 'rows.csv'} bare\nSELECT count(*) FROM bare;\n"
    begun = time.perf_counter()
    done = subprocess.run(["sqlite3", str(store)], input=script, text=True, check=True, capture_output=True)
    if int(done.stdout.split()[-1]) == 0:
        raise SystemExit(f"sqlite3 imported nothing: {done.stderr}")
    return time.perf_counter() - begun


def holdfast(desk: Path, *words: str) -> tuple[float, int]:
    """Seconds one command takes, with the start of Python, and the megabytes it held at most."""
    command = [sys.executable, "-c", "from holdfast.cli.main import main; main()", *words]
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        done = subprocess.Popen(
            command, stdout=out, stderr=out, env={**os.environ, "HOLDFAST_DESK": str(desk)}
        )
        _, status, used = os.wait4(done.pid, 0)
        seconds = time.perf_counter() - begun
        if status:
            out.seek(0)
            raise SystemExit(f"holdfast {' '.join(words)}: {out.read().decode()}")
    return seconds, used.ru_maxrss // 1024


def main() -> None:
    """Run both sides and print what they took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=1, help="runs of each side; the fastest counts")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="holdfast-load-") as folder:
        root = Path(folder)
        write_case(root / "case", given.rows)
        bare, load, again, memory = [], [], [], 0
        busy: list[float] = []
        for number in range(given.times):
            before = children_seconds()
            bare.append(bare_import(root / "case", root / f"bare-{number}.sqlite3"))
            bare_busy = children_seconds() - before
            desk = root / f"desk-{number}"
            holdfast(desk, "init", str(desk), "--admin", "bench")
            before = children_seconds()
            seconds, memory = holdfast(desk, "load", str(root / "case"))
            busy.append((children_seconds() - before) / bare_busy)
            load.append(seconds)
            again.append(holdfast(desk, "load", str(root / "case"))[0])
    ratio = min(load) / min(bare)
    print(
        json.dumps(
            {
                "rows": given.rows,
                "sqlite3_import_seconds": round(min(bare), 2),
                "holdfast_load_seconds": round(min(load), 2),
                "holdfast_load_again_seconds": round(min(again), 2),
                "load_megabytes": memory,
                "ratio": round(ratio, 2),
                "ratio_of_processor_seconds": round(
                    min(busy), 2
                ),  # on a machine with other work, the steadier one
                "goal": GOAL,
                "machine": machine(),
            },
            indent=2,
        )
    )
    sys.exit(0 if ratio <= GOAL else 1)


if __name__ == "__main__":
    main()
