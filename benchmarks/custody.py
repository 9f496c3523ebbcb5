"""Enter events in the custody log, against bare inserts of the same rows into the same tables.

    python benchmarks/custody.py [--rows 50000] [--singles 500] [--times 5] [--keep FOLDER]

Two ways, the sides by turns in one process (benchmarks/custody_rounds.py) on one disk: all rows in one transaction, and
each row in its own. The product encodes, salts, commits to, chains and hashes each event into the tree, inserts the
entry and its opening, and moves the head; the bare side inserts the same finished rows with sqlite3 (executemany in one
transaction; one INSERT a table in each of many), into tables with the product's columns, constraints and indexes, in a
database with the same pragmas (WAL, synchronous=FULL, foreign keys, immediate transactions). Printed: rows a second of
each, their ratio, the goal, the machine; each ratio is the median of the rounds. Ends with exit code 1 under a goal.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from assess import holdfast, in_desk
from machine import machine

GOALS = {"batched": 0.2, "single": 0.8}
ROUNDS = Path(__file__).with_name("custody_rounds.py")


def measure(folder: Path, *, rows: int, singles: int, times: int) -> dict[str, Any]:
    """What the rounds print, run on a new desk in this folder, with each way's goal."""
    desk = folder / "desk"
    holdfast("init", str(desk), "--published-by", "Bench", "--campaigns-for", "speed", "--admin", "bench")
    numbers = [str(number) for number in (rows, singles, times)]
    found: dict[str, Any] = json.loads(in_desk(desk, [sys.executable, str(ROUNDS), str(folder), *numbers]))
    for way, goal in GOALS.items():
        found["custody"][way]["goal"] = goal
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--singles", type=int, default=500)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(dir=given.keep) as folder:
        found = measure(Path(folder), rows=given.rows, singles=given.singles, times=given.times)
    print(
        json.dumps(
            {
                "custody": found["custody"],
                "rows": given.rows,
                "singles": given.singles,
                "flush_microseconds": found["flush_microseconds"],
                "machine": machine(),
            },
            indent=2,
        )
    )
    sys.exit(0 if all(one["ratio"] >= one["goal"] for one in found["custody"].values()) else 1)


if __name__ == "__main__":
    main()
