"""All benchmarks in one go, each beside its peer: a table of ratios, with the machine they were measured on.

    python benchmarks/run.py [--quick] [--json] [--quantulum3 /path/to/venv/bin/python]

Nothing is written into the checkout. A number over its goal is printed as such and the exit code stays 0: a benchmark
is read by a person, on a machine that may have other work; each benchmark by itself ends with exit code 1 over a goal.
ArchiveBox is compared by `capturing.py --archivebox` alone: it has to be installed first. quantulum3 is compared where
`--quantulum3` names the Python of a virtual environment that holds it.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import drafts
import vault
from machine import machine

HERE = Path(__file__).parent
QUICK, WHOLE = 100_000, 1_000_000


def run(name: str, *words: str) -> dict[str, Any]:
    """What one benchmark printed; its exit code says only whether its goals were met."""
    sys.stderr.write(f"{name} {' '.join(words)} …\n")
    done = subprocess.run(
        [sys.executable, str(HERE / f"{name}.py"), *words], text=True, capture_output=True, check=False
    )
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise SystemExit(f"{name}: {done.stdout}{done.stderr}") from None
    return found


def line(what: str, ours: str, peer: str, measured: float, goal: float | None) -> str:
    """One line of the table."""
    told = "" if goal is None else "within" if measured <= goal else "OVER ITS GOAL"
    return f"{what:44}{ours:>12}{peer:>12}{measured:>9.2f}{'' if goal is None else f'{goal:g}':>7}  {told}"


def table(load: dict[str, Any], assess: dict[str, Any], pages: dict[str, Any]) -> list[str]:
    """Every ratio with what it is a ratio of."""
    last, goal = assess["runs"][-1], assess["goal"]
    lines = [
        f"{'':44}{'Holdfast':>12}{'peer':>12}{'ratio':>9}{'goal':>7}",
        line(
            f"load {load['rows']:,} rows / sqlite3 .import",
            f"{load['holdfast_load_seconds']:.2f} s",
            f"{load['sqlite3_import_seconds']:.2f} s",
            load["ratio"],
            load["goal"],
        ),
        line("  the same in processor seconds", "", "", load["ratio_of_processor_seconds"], load["goal"]),
        line("  most memory, MB", f"{load['load_megabytes']} MB", "", load["load_megabytes"], None),
        line(
            f"assess {last['rows']:,} rows / read and sum",
            f"{last['assess_seconds']:.2f} s",
            f"{last['read_and_sum_seconds']:.2f} s",
            last["ratio"],
            goal["ratio"],
        ),
        line("  the same in processor seconds", "", "", last["processor_ratio"], goal["ratio"]),
        line(
            "  most memory, MB",
            f"{last['assess_megabytes']} MB",
            f"{last['read_and_sum_megabytes']} MB",
            last["assess_megabytes"],
            goal["megabytes"],
        ),
        "",
        f"{'page':24}{'rows':>10}{'median':>9}{'p95':>8}{'processor':>11}{'cold':>8}  queries warm, cold{'KB':>7}",
    ]
    for one in pages["runs"]:
        for name, page in one["pages"].items():
            queries = f"{page['queries']}, {page['queries_cold']}"
            lines.append(
                f"{name:24}{one['rows']:>10,}{page['median']:>9}{page['p95']:>8}{page['processor']:>11}{page['cold']:>8}"
                f"{queries:>20}{page['kilobytes']:>7}"
            )
        lines.append(f"{'first board after a load':24}{one['rows']:>10,}{one['first']:>9}")
    lines += ["", *(f"OVER ITS GOAL: {told}" for told in pages["missed"])]
    return lines


def main() -> None:
    """Run all, one after the other, and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--quick", action="store_true", help=f"{QUICK:,} rows instead of {WHOLE:,}")
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--quantulum3", metavar="PYTHON", help="the Python that has quantulum3")
    options = asked.parse_args()
    rows = str(QUICK if options.quick else WHOLE)
    before = machine()
    load, assess, pages = (
        run("load", "--rows", rows),
        run("assess", "--rows", rows),
        run("pages", "--rows", rows),
    )
    kept = {name: run(name, *(vault.QUICK[name] if options.quick else ())) for name in vault.WHAT}
    said = {name: run(name, *drafts.words(name, options.quick, options.quantulum3)) for name in drafts.WHAT}
    if options.json:
        found = {"machine": before, "load": load, "assess": assess, "pages": pages, **kept, **said}
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
        return
    told = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in before.items())
    tables = [*table(load, assess, pages), "", *vault.table(kept), "", *drafts.table(said)]
    sys.stdout.write("\n".join([f"Measured on: {told}", "", *tables]) + "\n")


if __name__ == "__main__":
    main()
