"""Whether a reading is of the same thing that a text speaks of, and in what they differ; unknown is not the same."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.base.days import days_inclusive
from holdfast.claims.engine.items import Kind
from holdfast.claims.engine.judge.asked import Asked
from holdfast.claims.engine.judge.readings import VALUE, Reading

_BY_SOMEBODY = frozenset(
    ["killed", "injured", "detained", "displaced", "violations", "strikes", "demolitions", "attacks"]
)
_NO_COUNT = (Kind.DURATION, Kind.RATIO)
_SCOPES = frozenset(
    ["cargo", "point"]
)  # what a measure that names none may be of any of; no people means all of them
_MEASURED_AT = frozenset(["trucks", "hostages", "prisoners", "bodies"])


@dataclass(frozen=True, slots=True)
class Difference:
    """What keeps a reading apart: `differs` names facets that are different or that the record does not tell;
    `unsaid` facets that the text leaves open, `narrower` those of them where the record counts only a part;
    `untold` those of `differs` that the text names and the record leaves open, so that nothing is against the text."""

    differs: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the two may be compared."""
        return not self.differs


def difference(asked: Asked, reading: Reading) -> Difference:
    """What parts a reading from what the text speaks of, facet by facet."""
    held, differs, unsaid, narrower = reading.measured, [], [], []
    if asked.main != held.main or asked.other:
        differs.append("quantity")
    if not _kinds_meet(asked, reading):
        differs.append("kind")
    if asked.grade != reading.grade:
        differs.append("cargo")
    elif (
        asked.main == held.main == "trucks" and asked.cargo != held.cargo and (asked.cargo or not asked.grade)
    ):
        if asked.cargo:
            differs.append("cargo")
        elif held.cargo:
            unsaid.append("cargo")
            if held.cargo != "all":
                narrower.append("cargo")
    if asked.vital != held.vital and not (asked.main == "bodies" and asked.vital != "living"):
        if asked.vital:
            differs.append("vital")
        else:
            unsaid.append("vital")
            narrower.append("vital")
    _population(asked, reading, differs, unsaid, narrower)
    if asked.actor and held.main in _BY_SOMEBODY and asked.actor != held.actor:
        differs.append("actor")
    if _elsewhere(asked, reading):
        differs.append("place")
    if held.main in _MEASURED_AT and asked.point != held.point:
        if asked.point:
            differs.append("point")
        elif held.point:
            unsaid.append("point")
    _since(asked, reading, differs, unsaid)
    untold = [name for name in differs if name in _SCOPES and not getattr(held, name)]
    return Difference(tuple(differs), tuple(unsaid), tuple(narrower), tuple(untold))


def _elsewhere(asked: Asked, reading: Reading) -> bool:
    """Whether it is of another place; of a source that counts in several regions, no one of them is meant without."""
    if asked.place is None:
        return bool(reading.regions)
    unplaced = not reading.measured.place and asked.place_of_source  # the place is only a part of who says so
    return (asked.place == "" or asked.place != reading.measured.place) and not unplaced


def is_rate(asked: Asked) -> bool:
    """Whether the text gives so many in a day, not a total."""
    return asked.item.per is not None


def _kinds_meet(asked: Asked, reading: Reading) -> bool:
    if (
        asked.item.target and asked.item.kind is Kind.PERCENT
    ):  # a share of what was promised: recomputed from both
        return reading.kind in ("promised", "average", "total", VALUE) and reading.unit not in (
            "percent",
            "%",
        )
    if asked.item.target != (reading.kind == "promised") or asked.item.kind in _NO_COUNT:
        return False
    if asked.item.kind is not Kind.PERCENT and asked.item.unit not in (None, "count"):
        return (asked.item.unit or "").casefold() == reading.unit.casefold()
    if asked.item.kind is Kind.PERCENT:
        return reading.kind == "share" or reading.unit in ("percent", "%")
    if reading.kind == "share" or reading.kind == "days" or reading.unit in ("percent", "%"):
        return False
    if asked.item.target:
        return not is_rate(asked) or asked.item.per == reading.per
    if is_rate(asked):
        return asked.item.per == "day" and (
            (reading.kind == "average" and reading.per == "day") or reading.kind == VALUE
        )
    return reading.kind in (VALUE, "total", "part")


def _population(
    asked: Asked, reading: Reading, differs: list[str], unsaid: list[str], narrower: list[str]
) -> None:
    held = frozenset(reading.measured.population)
    if asked.population == held:
        return
    if asked.population:
        differs.append("population")
    elif held - {"palestinians", "israelis", "lebanese"}:
        unsaid.append("population")
        narrower.append("population")


def _lasted(reading: Reading, days: int) -> bool:
    """Whether what is read counts so many days; one more or less is how days are counted."""
    start = reading.window_start
    if start is None or reading.last is None or start > reading.last:
        return False
    if days == 1 and reading.opening:
        return True  # all that it had counted in its first days is said of one of them
    return abs(days_inclusive(start, reading.last) - days) <= 1


def _since(asked: Asked, reading: Reading, differs: list[str], unsaid: list[str]) -> None:
    when = asked.when
    if asked.length and not when.dated and not _lasted(reading, asked.length):
        differs.append("since")
        return
    if not reading.cumulative:
        own_window = reading.first != reading.last and reading.at_agreement
        if when.since_first is None and asked.since and not own_window:
            differs.append("since")
        elif when.since_first is not None and when.since_last is not None and reading.kind != "promised":
            stated = reading.first if reading.asserted else None
            if stated is not None and not when.since_first <= stated <= when.since_last:
                differs.append("since")
        return
    if reading.opening and when.since_first == when.since_last == when.first == when.last == reading.last:
        return  # all that it had counted by that day, in its first days, is said of that day
    since = reading.since
    if when.since_first is not None and when.since_last is not None:
        if since is None or not when.since_first <= since <= when.since_last:
            differs.append("since")
    elif asked.since:
        if (asked.since == "since-agreement") != reading.at_agreement:
            differs.append("since")
    else:
        unsaid.append("since")
