"""What a heading may turn a number into by its words: another side's dead, another cause, another truce, what is left.

"Killed on the Israeli side" over a number of Palestinians, "Dead of hunger" over one of the killed, "The January truce"
over rows of autumn, "Hostages still in Gaza" over those handed over; and what was taken back, never said, said by
opponents or written by a slip. The words stand in headings.toml.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from holdfast.claims.engine.judge.headwords import met, truce_months
from holdfast.claims.engine.judge.readings import Reading

_SIDES = {
    "israeli-side": frozenset({"israelis", "soldiers"}),
    "palestinian-side": frozenset({"palestinians"}),
}
_HURT = ("killed", "injured")
_HANDED_OVER = ("hostages", "prisoners", "bodies")


def turned(
    said: str, languages: Sequence[str], main: str, people: Collection[str], cited: Sequence[Reading]
) -> bool:
    """Whether folded words over a number of these rows make it one of something else."""

    def has(table: str) -> bool:
        return any(met(table, lang, said) for lang in languages)

    if has("turning"):
        return True
    if main in _HURT and (
        has("causes") or _of_another_side(has("israeli-side"), has("palestinian-side"), people)
    ):
        return True
    if (main in _HURT and has("captive")) or (main in _HANDED_OVER and (has("captive") or has("remaining"))):
        return not any(one.measured.point == "held" for one in cited)
    return _of_another_truce({month for lang in languages for month in truce_months(lang, said)}, cited)


def _of_another_side(israeli: bool, palestinian: bool, people: Collection[str]) -> bool:
    """Whether it names one side, and the people of the rows are of the other."""
    if israeli == palestinian:
        return False
    theirs = bool(_SIDES["israeli-side"] & set(people))
    return not theirs if israeli else theirs and not _SIDES["palestinian-side"] & set(people)


def _of_another_truce(months: Collection[int], cited: Sequence[Reading]) -> bool:
    """Whether it names a truce by months, none of them between the days of the rows."""
    days = [day for one in cited for day in (one.first, one.last, one.since) if day]
    return bool(months and days) and not _months(min(days), max(days)) & set(months)


def _months(first: date, last: date) -> set[int]:
    length = (last.year - first.year) * 12 + last.month - first.month
    return {(first.month - 1 + at) % 12 + 1 for at in range(min(length, 11) + 1)}
