"""The rounds of benchmarks/custody.py, in a process of their own with the desk that HOLDFAST_DESK names.

    python benchmarks/custody_rounds.py FOLDER ROWS SINGLES TIMES

The bare store is made in the folder. Printed, as JSON: what was measured.
"""

import json
import os
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import opened  # noqa: F401 - sets Django up, before the models below are met
from django.db import connection, transaction

from holdfast.desk import SQLITE_OPTIONS
from holdfast.evidence.custody import append
from holdfast.evidence.types import Event, Verb

Bare = Callable[[sqlite3.Connection, Sequence[Any], Sequence[Any]], None]
TABLES = ("evidence_logentry", "evidence_opening")


def bare_store(file: Path) -> sqlite3.Connection:
    """A database with the product's two tables, their constraints and indexes without the triggers, and its pragmas."""
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


def events(count: int, start: int) -> list[Event]:
    """Captures collected."""
    return [
        Event(Verb.COLLECTED, f"E-{start + n:07d}", {"manifest": f"{start + n:064x}"}) for n in range(count)
    ]


def product(items: Sequence[Event]) -> None:
    """All in one transaction."""
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
    folder, (rows, singles, times) = Path(sys.argv[1]), map(int, sys.argv[2:])
    found = measure(folder, rows=rows, singles=singles, times=times)
    print(json.dumps({"custody": found, "flush_microseconds": flush_microseconds(folder)}))


if __name__ == "__main__":
    main()
