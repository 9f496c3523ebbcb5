"""Enter events in the custody log, against bare inserts of the same rows into the same tables.

    python benchmarks/custody.py [--rows 50000] [--singles 500] [--times 5] [--keep FOLDER]

Two ways, the sides by turns in one process on one disk: all rows in one transaction, and each row in its own. The
product encodes, salts, commits to, chains and hashes each event into the tree, inserts the entry and its opening, and
moves the head; the bare side inserts the same finished rows with sqlite3 (executemany in one transaction; one INSERT
a table in each of many), into tables with the product's columns, constraints and indexes, in a database with the same
pragmas (WAL, synchronous=FULL, foreign keys, immediate transactions). Printed: rows a second of each, their ratio, the
goal, the machine; each ratio is the median of the rounds. Ends with exit code 1 under a goal.
"""

import argparse
import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from machine import machine

GOALS = {"batched": 0.2, "single": 0.8}
Bare = Callable[[sqlite3.Connection, Sequence[Any], Sequence[Any]], None]
TABLES = ("evidence_logentry", "evidence_opening")


def open_product(folder: Path) -> None:
    """A desk whose store is migrated, in this process."""
    from holdfast.desk import make_desk

    make_desk(folder / "desk", name="bench", published_by="bench", campaigns_for="bench")
    os.environ["HOLDFAST_DESK"] = str(folder / "desk")
    os.environ["DJANGO_SETTINGS_MODULE"] = "holdfast.settings"
    os.environ.pop("DATABASE_URL", None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def bare_store(file: Path) -> sqlite3.Connection:
    """A database with the two tables as the product's has them, triggers and all, and the product's pragmas."""
    from django.db import connection

    from holdfast.desk import SQLITE_OPTIONS

    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
        statements = [
            sql
            for table, sql in cursor.fetchall()
            if table in TABLES and not sql.upper().startswith("CREATE TRIGGER")
        ]
    bare = sqlite3.connect(file, isolation_level=None)
    bare.executescript(str(SQLITE_OPTIONS["init_command"]))
    for sql in statements:
        bare.execute(sql)
    return bare


def stored_rows(after: int) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """What the product wrote last, as plain rows."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM evidence_logentry WHERE seq > %s ORDER BY seq", [after])
        entries = cursor.fetchall()
        cursor.execute("SELECT * FROM evidence_opening WHERE seq > %s ORDER BY seq", [after])
        return entries, cursor.fetchall()


def timed(work: Callable[[], None]) -> float:
    """Seconds of it."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def events(count: int, start: int) -> list[Any]:
    """Captures collected."""
    from holdfast.evidence.types import Event, Verb

    return [
        Event(Verb.COLLECTED, f"E-{start + n:07d}", {"manifest": f"{start + n:064x}"}) for n in range(count)
    ]


def product(items: Sequence[Any]) -> None:
    """All in one transaction."""
    from django.db import transaction

    from holdfast.evidence.custody import append

    with transaction.atomic():
        append(items, actor="alice", batch=1)


def bare_batched(bare: sqlite3.Connection, entries: Sequence[Any], openings: Sequence[Any]) -> None:
    """The same rows with executemany, in one transaction."""
    bare.execute("BEGIN IMMEDIATE")
    bare.executemany("INSERT INTO evidence_logentry VALUES (?,?,?,?,?,?,?,?,?)", entries)
    bare.executemany("INSERT INTO evidence_opening VALUES (?,?,?)", openings)
    bare.execute("COMMIT")


def bare_single(bare: sqlite3.Connection, entries: Sequence[Any], openings: Sequence[Any]) -> None:
    """The same two rows in a transaction of their own."""
    bare.execute("BEGIN IMMEDIATE")
    bare.execute("INSERT INTO evidence_logentry VALUES (?,?,?,?,?,?,?,?,?)", entries[0])
    bare.execute("INSERT INTO evidence_opening VALUES (?,?,?)", openings[0])
    bare.execute("COMMIT")


def one_round(
    bare: sqlite3.Connection, write: Bare, count: int, together: int, written: int
) -> tuple[float, float]:
    """Seconds that `count` events took each side, `together` in a transaction, the two sides by turns."""
    ours = theirs = 0.0
    for start in range(written, written + count, together):
        items = events(together, start)
        ours += timed(lambda items=items: product(items))
        entries, openings = stored_rows(start)
        theirs += timed(lambda entries=entries, openings=openings: write(bare, entries, openings))
    return ours, theirs


def measure(folder: Path, *, rows: int, singles: int, times: int) -> dict[str, dict[str, float]]:
    """Rows a second of both sides and their ratio, medians of the rounds."""
    open_product(folder)
    bare = bare_store(folder / "bare.sqlite3")
    product(events(10, 0))
    bare_batched(bare, *stored_rows(0))
    written = 10
    found: dict[str, list[tuple[float, float]]] = {"batched": [], "single": []}
    for _ in range(times):
        for way, count, together, write in (
            ("batched", rows, rows, bare_batched),
            ("single", singles, 1, bare_single),
        ):
            ours, theirs = one_round(bare, write, count, together, written)
            written += count
            found[way].append((count / ours, count / theirs))
    return {
        way: {
            "holdfast_rows_a_second": round(statistics.median(ours for ours, _ in rounds)),
            "bare_rows_a_second": round(statistics.median(theirs for _, theirs in rounds)),
            "ratio": round(statistics.median(ours / theirs for ours, theirs in rounds), 3),
            "lowest_ratio": round(min(ours / theirs for ours, theirs in rounds), 3),
            "highest_ratio": round(max(ours / theirs for ours, theirs in rounds), 3),
            "goal": GOALS[way],
        }
        for way, rounds in found.items()
    }


def flush_microseconds(folder: Path) -> int:
    """What the disk takes to keep 16 KB: the dearer it is, the less the product's own work weighs in single writes."""
    taken = []
    with (folder / "flushed").open("wb", buffering=0) as file:
        for _ in range(200):
            file.write(bytes(16_384))
            taken.append(timed(lambda: os.fdatasync(file.fileno())))
    return round(statistics.median(taken) * 1_000_000)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--singles", type=int, default=500)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.keep) as folder:
        found = measure(Path(folder), rows=given.rows, singles=given.singles, times=given.times)
        flush = flush_microseconds(Path(folder))
    print(
        json.dumps(
            {
                "custody": found,
                "rows": given.rows,
                "singles": given.singles,
                "flush_microseconds": flush,
                "machine": machine(),
            },
            indent=2,
        )
    )
    sys.exit(0 if all(one["ratio"] >= one["goal"] for one in found.values()) else 1)


if __name__ == "__main__":
    main()
