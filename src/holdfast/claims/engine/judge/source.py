"""What one source's readings say of an item: at its time, between two readings, or as a mean recomputed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise

from holdfast.base.days import days_inclusive
from holdfast.base.numbers import average, decimal_of
from holdfast.claims.engine.items import Bound, Item, Kind
from holdfast.claims.engine.judge.asked import Asked
from holdfast.claims.engine.judge.comparable import Difference, is_rate
from holdfast.claims.engine.judge.compare import Fit, between_slightly, compare, compare_mean
from holdfast.claims.engine.judge.readings import VALUE, Reading, Record
from holdfast.claims.engine.judge.share import share_of_promised

AT, BETWEEN, MEAN, SUM, OLDER, STATED, OTHER_DAY, AFTER, OTHER_TIME, SHARE, REGIONS = (
    "at-its-day", "between-readings", "mean", "sum", "older-reading", "stated-number", "another-day", "record-ends",
    "another-time", "share", "sum-of-regions",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one source stands to the item; `rows` the readings it rests on, the telling one first.

    `held` is the number compared with, computed where `rule` says so; `low` and `high` bound it between readings.
    """

    source: str
    fit: Fit
    rule: str
    rows: tuple[Reading, ...]
    held: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    difference: Difference = field(default_factory=Difference)
    newer: tuple[Reading, ...] = ()
    newest: Decimal | None = None  # the newest number, of the kind that the item gives

    @property
    def holds(self) -> bool:
        """Whether the source bears the item out, as it stands and of all that is counted."""
        return self.fit is Fit.HOLDS and not self.difference.narrower


def outcome_of(
    asked: Asked, source: str, held: Sequence[tuple[Reading, Difference]], record: Record, today: date
) -> Outcome | None:
    """The best that the comparable readings of one source say of the item, or None where none is of its time."""
    known = [(one, diff) for one, diff in held if one.last is None or one.last <= today]
    if asked.item.target and asked.item.kind is Kind.PERCENT:
        share = share_of_promised(asked, known)
        if share is None:
            return None
        pair, diff, exact = share
        fit = compare_mean(asked.item, exact)
        fit = Fit.OPEN if fit is Fit.FAILS and not asked.when.dated else fit
        return Outcome(source, fit, SHARE, pair, decimal_of(exact, 1), difference=diff)
    if asked.item.target:
        return _promised(asked, source, [pair for pair in held if pair[0].kind == "promised"])
    windowless = [(one, diff) for one, diff in known if one.last is None]
    rows = [(one, diff) for one, diff in known if one.last is not None]
    found: list[Outcome] = []
    if asked.when.dated:
        found += _at(asked, source, rows)
        if not any(one.fit <= Fit.LOOSE for one in found):
            found += _sums(asked, source, rows, record)
        if all(_of_a_cargo(one) and one.fit >= Fit.OPEN for one in found):
            found += _between(asked, source, rows)
    else:
        found += _undated(asked, source, rows)
    if not any(one.fit is Fit.HOLDS for one in found):
        found += [
            Outcome(source, _unfailed(asked, one), STATED, (one,), one.value, difference=diff)
            for one, diff in windowless
            if not asked.when.dated
        ]
    found = _against_its_like(found)
    if not found:
        return None
    best = min(found, key=lambda one: (one.fit, len(one.difference.narrower), len(one.difference.unsaid)))
    return _with_newer(asked, best, [(one, diff) for one, diff in held if one.last is not None])


def _of_a_cargo(one: Outcome) -> bool:
    """Whether it rests on trucks of one cargo, and the text names none."""
    return "cargo" in one.difference.narrower


def _against_its_like(found: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes, where trucks of one cargo do not speak against trucks of which the text does not say the cargo."""
    kept = [one for one in found if not (_of_a_cargo(one) and one.fit >= Fit.OPEN)]
    return kept or [replace(one, fit=Fit.OPEN) for one in found]


def _fit(asked: Asked, reading: Reading) -> tuple[Fit, Decimal, str]:
    """How the item stands to one reading: to its value, or for a rate to the mean of its total and window."""
    if is_rate(asked) and reading.kind == VALUE:
        start = reading.window_start
        if start is None or reading.last is None or start > reading.last:
            return Fit.OPEN, reading.value, AT
        if start == reading.last:
            return compare(asked.item, reading.value, reading.bound), reading.value, AT
        mean = average(reading.value, days_inclusive(start, reading.last))
        fit = compare_mean(asked.item, mean) if reading.bound is Bound.EXACT else Fit.OPEN
        return fit, decimal_of(mean, 1), MEAN
    if reading.kind == "average":
        return compare(_plain(asked.item), reading.value, reading.bound), reading.value, STATED
    return compare(asked.item, reading.value, reading.bound), reading.value, AT


def _plain(item: Item) -> Item:
    """The item with "average" read as a number that is exact."""

    return replace(item, bound=Bound.EXACT) if item.bound is Bound.AVERAGE else item


def _at(asked: Asked, source: str, rows: Sequence[tuple[Reading, Difference]]) -> list[Outcome]:
    found = []
    for one, diff in rows:
        if one.last is None or not asked.when.takes(one.last) or not _same_window(asked, one):
            continue
        fit, held, rule = _fit(asked, one)
        found.append(Outcome(source, fit, rule, (one,), held, difference=diff))
    if found and all(one.fit is Fit.FAILS for one in found):
        for one, diff in rows:
            if one.value == asked.item.value and asked.item.bound in (
                Bound.EXACT,
                Bound.AT_LEAST,
                Bound.AVERAGE,
            ):
                first = found[0]
                return [
                    Outcome(source, Fit.FAILS, OTHER_DAY, (*first.rows, one), first.held, difference=diff)
                ]
    return found


def _same_window(asked: Asked, one: Reading) -> bool:
    """A flow counts as of its own days only: one day, or the very window that the text names."""
    if one.cumulative or one.asserted or one.first is None:
        return True
    when = asked.when
    if when.since_first is not None:
        return one.first == when.since_first
    return one.first == one.last or (when.first is not None and one.first >= when.first)


def _sums(
    asked: Asked, source: str, rows: Sequence[tuple[Reading, Difference]], record: Record
) -> list[Outcome]:
    """The sum, or the mean a day, of a flow over the period that the text names; a missing day leaves a lower end."""
    when = asked.when
    first = when.since_first if when.since_first is not None else None
    last = when.last
    if first is None or last is None or when.since_first != when.since_last or first >= last:
        return []
    by_series: dict[str, list[tuple[Reading, Difference]]] = {}
    for one, diff in rows:
        if (
            one.adds_up
            and one.kind == VALUE
            and one.first
            and one.last
            and first <= one.first
            and one.last <= last
        ):
            by_series.setdefault(one.series, []).append((one, diff))
    found = []
    for held in by_series.values():
        spans = sorted((one.first, one.last) for one, _ in held if one.first and one.last)
        if any(one[1] >= other[0] for one, other in pairwise(spans)):
            continue
        total = sum((one.value for one, _ in held), Decimal(0))
        covered = sum(days_inclusive(*span) for span in spans)
        whole = covered == days_inclusive(first, last) and all(one.bound is Bound.EXACT for one, _ in held)
        bound = Bound.EXACT if whole else Bound.AT_LEAST
        if is_rate(asked):
            mean = average(total, days_inclusive(first, last))
            fit = compare_mean(asked.item, Fraction(mean)) if whole else Fit.OPEN
            found.append(_summed(source, fit, MEAN, held, decimal_of(mean, 1)))
        else:
            said = asked.item.value
            beyond = (
                not whole and said is not None and said > total
            )  # the days that are missing may hold the rest
            fit = Fit.OPEN if beyond else compare(asked.item, total, bound)
            found.append(_summed(source, fit, SUM, held, total))
    return found


def _summed(
    source: str, fit: Fit, rule: str, held: Sequence[tuple[Reading, Difference]], value: Decimal
) -> Outcome:
    rows = sorted((one for one, _ in held), key=lambda one: one.last or date.min, reverse=True)
    return Outcome(source, fit, rule, tuple(rows), value, difference=held[0][1])


def _between(asked: Asked, source: str, rows: Sequence[tuple[Reading, Difference]]) -> list[Outcome]:
    """What two readings of one counter leave possible on a day between them: it does not fall unless it restarts."""
    when = asked.when
    if when.first is None or when.last is None or is_rate(asked):
        return []
    found = []
    for series in dict.fromkeys(one.series for one, _ in rows):
        held = sorted(
            (
                (one, diff)
                for one, diff in rows
                if one.series == series and one.cumulative and one.kind == VALUE
            ),
            key=lambda pair: pair[0].last or date.min,
        )
        if not held or _fell([one for one, _ in held]):
            continue
        if held[0][0].since is None or when.last < held[0][0].since:
            continue
        before = [pair for pair in held if (pair[0].last or date.max) < when.first]
        after = [pair for pair in held if (pair[0].last or date.min) > when.last]
        low = max((one.value for one, _ in before), default=Decimal(0))
        high = min((one.value for one, _ in after if _capped(one)), default=None)
        cited = tuple(one for one, _ in (*after[:1], *before[-1:]))
        fit = _within(asked, low, high)
        rule = BETWEEN if after else AFTER
        found.append(Outcome(source, fit, rule, cited, None, low, high, difference=held[0][1]))
    return [_tightest(list(same)) for _, same in groupby(sorted(found, key=_window), key=_window)]


def _window(one: Outcome) -> tuple[date, bool]:
    return one.rows[0].since or date.min, _of_a_cargo(one)


def _tightest(found: Sequence[Outcome]) -> Outcome:
    """Of two counters over one window, the one that leaves the least possible."""
    return min(
        found,
        key=lambda one: (one.fit is not Fit.HOLDS, one.fit is not Fit.FAILS, one.high is None,
                         (one.high or Decimal(0)) - (one.low or Decimal(0))),
    )  # fmt: skip


def _capped(one: Reading) -> bool:
    return one.bound not in (Bound.AT_LEAST, Bound.MORE_THAN)


def _fell(rows: Sequence[Reading]) -> bool:
    highest: Decimal | None = None
    for one in rows:
        if highest is not None and one.value < highest:
            return True
        highest = one.value
    return False


def _within(asked: Asked, low: Decimal, high: Decimal | None) -> Fit:
    item = asked.item
    if item.value is None:
        return Fit.OPEN
    top = item.high if item.high is not None else item.value
    if item.slightly:
        return between_slightly(item, low, high)
    match item.bound:
        case Bound.AT_LEAST | Bound.MORE_THAN:
            if high is not None and item.value > high:
                return Fit.FAILS
            return Fit.HOLDS if low > item.value else Fit.OPEN
        case Bound.UP_TO | Bound.FEWER_THAN:
            return Fit.FAILS if low > item.value else Fit.OPEN
        case _:
            slack = Decimal("1.05") if item.bound is not Bound.EXACT else Decimal(1)
            if (high is not None and item.value > high * slack) or top * slack < low:
                return Fit.FAILS
            return Fit.OPEN


def _undated(asked: Asked, source: str, rows: Sequence[tuple[Reading, Difference]]) -> list[Outcome]:
    """Without a day in the text its number is held against the newest; equal to an older one it is out of date."""
    fitting = [pair for pair in rows if _same_window(asked, pair[0]) or pair[0].cumulative]
    if not fitting or not any(one.cumulative or one.asserted for one, _ in fitting):
        equal = [(one, diff) for one, diff in fitting if one.value == asked.item.value]
        return [Outcome(source, Fit.OPEN, AT, (one,), one.value, difference=diff) for one, diff in equal[:1]]
    fitting = [(one, diff) for one, diff in fitting if one.cumulative or one.asserted]
    found, older = [], []
    for one, diff in fitting:
        fit, held, rule = _fit(asked, one)
        if fit is Fit.FAILS and not _binds(asked, one, diff):
            fit, rule = Fit.OPEN, OTHER_TIME
        if not any(_puts_out(other, one, part.narrower or diff.narrower) for other, part in fitting):
            found.append(Outcome(source, fit, rule, (one,), held, difference=diff))
        elif fit in (Fit.HOLDS, Fit.DROPPED) and _equal(asked.item, held, rule):
            older.append(Outcome(source, fit, OLDER, (one,), held, difference=diff))
    if older and not any(one.fit is Fit.HOLDS and one.held == asked.item.value for one in found):
        newest = max(older, key=lambda one: (one.rows[0].last or date.min, one.held == asked.item.value))
        return [newest]
    return found


def _puts_out(newer: Reading, one: Reading, part: tuple[str, ...]) -> bool:
    """Whether a reading puts another out of date: of a later day and the same quantity, and no part for the whole."""
    return (newer.last or date.min) > (one.last or date.min) and (newer.measured == one.measured or not part)


def _unfailed(asked: Asked, one: Reading) -> Fit:
    """How the item stands to a number without a window, which contradicts nothing."""
    return min(compare(asked.item, one.value, one.bound), Fit.OPEN)


def _binds(asked: Asked, one: Reading, diff: Difference) -> bool:
    """Whether a reading can contradict a number without a day: it is of the text's own day, or the counter, of the
    start that the text names, had passed the number before that day."""
    if asked.published is None or one.last is None:
        return False
    if one.last == asked.published:
        return True
    item = asked.item
    top = item.high if item.high is not None else item.value
    return (
        one.cumulative
        and not is_rate(asked)
        and "since" not in diff.unsaid
        and item.bound in (Bound.EXACT, Bound.UP_TO, Bound.FEWER_THAN)
        and top is not None
        and top < one.value
        and _capped(one)
    )


def _equal(item: Item, held: Decimal, rule: str) -> bool:
    return item.value == held or rule == MEAN


def _with_newer(asked: Asked, outcome: Outcome, rows: Sequence[tuple[Reading, Difference]]) -> Outcome:
    """The outcome with what the source said of later days: the newest of the same quantity, else of no part of it."""
    if outcome.rule in (BETWEEN, AFTER, SUM, REGIONS) or not outcome.rows or outcome.rows[0].last is None:
        return outcome
    day, measured = outcome.rows[0].last, outcome.rows[0].measured
    after = [
        (one, diff) for one, diff in rows if one.last and one.last > day and (one.cumulative or one.asserted)
    ]
    later = [one for one, _ in after if one.measured == measured] or [
        one for one, diff in after if not diff.narrower
    ]
    if not later:
        return outcome
    newest = max(one.last for one in later if one.last)
    kept = sorted(
        (one for one in later if one.last == newest), key=lambda one: not (is_rate(asked) and one.per)
    )
    return replace(outcome, newer=tuple(kept[:1]), newest=_fit(asked, kept[0])[1])


def _promised(asked: Asked, source: str, held: Sequence[tuple[Reading, Difference]]) -> Outcome | None:
    """What a source says was promised: equal or not, whenever it said so; a promise is no count."""
    if not held:
        return None
    equal = [(one, diff) for one, diff in held if one.value == asked.item.value]
    same = [(one, diff) for one, diff in held if bool(one.per) == is_rate(asked)]
    if not equal and not same:
        return None
    if not equal and not is_rate(asked):
        summed = _promised_in_all(asked, source, held)
        if summed is not None:
            return summed
    row, diff = (equal or same)[0]
    if equal and row.per and not is_rate(asked):
        diff = replace(diff, unsaid=(*diff.unsaid, "per"))
    fit = compare(_plain(asked.item), row.value, row.bound)
    if fit is Fit.FAILS and not (row.per and is_rate(asked)):
        fit = Fit.OPEN  # a promise for another window
    return Outcome(source, fit, STATED, (row,), row.value, difference=diff)


def _promised_in_all(asked: Asked, source: str, held: Sequence[tuple[Reading, Difference]]) -> Outcome | None:
    """What a promise of so many a day comes to over the window it was stated for, where that is the number."""
    for row, diff in held:
        if row.per != "day" or row.first is None or row.last is None or row.first >= row.last:
            continue
        total = row.value * days_inclusive(row.first, row.last)
        if total == asked.item.value:
            fit = compare(_plain(asked.item), total, row.bound)
            return Outcome(source, fit, SUM, (row,), total, difference=diff)
    return None
