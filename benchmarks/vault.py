"""The table of the vault's benchmarks: fetching, capturing, verifying and the custody log, each beside its peer."""

from collections.abc import Iterator
from typing import Any

WHAT = ("fetching", "capturing", "verifying", "custody")
QUICK = {
    "fetching": ("--pages", "60"),
    "capturing": ("--pages", "60"),
    "verifying": ("--megabytes", "128", "--entries", "100000"),
    "custody": ("--rows", "10000", "--singles", "200"),
}


def _row(what: str, ours: str, peer: str, told: str, goal: str, kept: bool) -> str:
    return f"{what:52}{ours:>14}{peer:>14}{told:>12}{goal:>14}  {'within' if kept else 'OVER ITS GOAL'}"


def _pages(name: str, found: dict[str, Any]) -> Iterator[str]:
    for run in found["runs"]:
        near = run["where"].startswith("loopback")
        told = f"{run['more_milliseconds']:+.2f} ms" if near else f"{run['ratio']:.2f}"
        yield _row(
            f"{name} a page, {run['where']}, {run['sites']} / httpx",
            f"{run['holdfast_milliseconds']:.2f} ms",
            f"{run['httpx_milliseconds']:.2f} ms",
            told,
            "+15 ms" if near else "1.5",
            f"{run['where']}, {run['sites']}" not in found["missed"],
        )


def table(found: dict[str, dict[str, Any]]) -> list[str]:
    """Every number with its peer and its goal."""
    lines = [
        f"{'':52}{'Holdfast':>14}{'peer':>14}{'ratio':>12}{'goal':>14}",
        *_pages("fetch", found["fetching"]),
        *_pages("capture", found["capturing"]),
    ]
    checked = found["verifying"]
    for what in ("export", "warc"):
        ratio = checked[f"{what}_ratio"]
        lines.append(
            _row(
                f"verify {checked['megabytes']} MB of {what} / file_digest",
                f"{checked[f'{what}_seconds']:.2f} s",
                f"{checked[f'{what}_file_digest_seconds']:.2f} s",
                f"{ratio:.2f}",
                f"{checked['goal_ratio']:g}",
                ratio <= checked["goal_ratio"],
            )
        )
    seconds, goal = checked["chain_seconds"], checked["goal_seconds"]
    lines.append(
        _row(
            f"verify a log of {checked['entries']:,}",
            f"{seconds:.1f} s",
            "",
            "",
            f"{goal:g} s",
            seconds <= goal,
        )
    )
    for way, one in found["custody"]["custody"].items():
        lines.append(
            _row(
                f"custody entries, {way} / bare inserts",
                f"{one['holdfast_rows_a_second']:,}/s",
                f"{one['bare_rows_a_second']:,}/s",
                f"{one['ratio']:.2f}",
                f"at least {one['goal']:g}",
                one["ratio"] >= one["goal"],
            )
        )
    return lines
