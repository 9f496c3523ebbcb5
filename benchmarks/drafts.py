"""The table of the claims room's benchmarks: the figure grammar, matching, and a draft checked."""

from typing import Any

WHAT = ("grammar", "matching", "checking")
QUICK = {
    "grammar": (),
    "matching": ("--claims", "3000", "--rumours", "100"),
    "checking": ("--claims", "1500", "--times", "2"),
}


def words(name: str, quick: bool, quantulum3: str | None) -> tuple[str, ...]:
    """What a benchmark is asked with; quantulum3 is measured only where its interpreter is named."""
    told = QUICK[name] if quick else ()
    return (*told, "--quantulum3", quantulum3) if name == "grammar" and quantulum3 else told


def _row(what: str, ours: str, peer: str, told: str, goal: str, kept: bool | None) -> str:
    word = "" if kept is None else "within" if kept else "OVER ITS GOAL"
    return f"{what:56}{ours:>12}{peer:>12}{told:>8}{goal:>15}  {word}"


def table(found: dict[str, dict[str, Any]]) -> list[str]:
    """Every number with its peer and its goal."""
    lines = [f"{'':56}{'Holdfast':>12}{'peer':>12}{'ratio':>8}{'goal':>15}"]
    grammar = found["grammar"]
    for corpus in ("invented", "quantemp"):
        if corpus in grammar:
            rates, ratio = grammar[corpus]["sentences_a_second"], grammar[corpus]["ratio"]
            lines.append(
                _row(
                    f"figures, {corpus} sentences / quantulum3",
                    f"{rates['ours']:,}/s",
                    f"{rates['quantulum3']:,}/s" if ratio else "not named",
                    f"{ratio:g}" if ratio else "",
                    f"at least {grammar['goal']:g}",
                    ratio >= grammar["goal"] if ratio else None,
                )
            )
    match = found["matching"]
    for run in match["runs"]:
        small = run is match["runs"][0]
        for what in ("search", "answers"):
            rate = run[f"{what}_per_second"]
            lines.append(
                _row(
                    f"match, {what}, {run['claims']:,} claims / FTS5 alone",
                    f"{rate:g}/s",
                    f"{run['fts5_per_second']:g}/s",
                    f"{run['search_ratio_to_fts5' if what == 'search' else 'answer_ratio_to_fts5']:.2f}",
                    f"at least {match['goal_per_second']}/s" if small else "",
                    rate >= match["goal_per_second"] if small else None,
                )
            )
    for what in ("search", "answers"):
        growth = match["growth_at_ten_times"][what]
        goal = match["goal_growth"]
        told = f"match, {what}, cost at ten times the claims"
        lines.append(_row(told, "", "", f"{growth:.2f}", f"{goal:g}", growth <= goal))
    check = found["checking"]
    for name, run in check["drafts"].items():
        for way in ("warm", "cold"):
            one = run[way]
            lines.append(
                _row(
                    f"check {run['words']:,} words ({name}), {check['claims']:,} claims, {way}",
                    f"{one['seconds']:.2f} s",
                    f"{one['megabytes']} MB",
                    "",
                    f"{check['goal_seconds']:g} s, {check['goal_megabytes']} MB",
                    f"{name}, {way}" not in check["missed"],
                )
            )
    return lines
