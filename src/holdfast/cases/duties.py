"""Clauses, obligations and readings: what is assembled from them and what must go together."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from holdfast.agreements.drafts import (
    ClauseDraft,
    ConditionDraft,
    DenialDraft,
    DischargeDraft,
    EventDraft,
    Moment,
    ObligationDraft,
    ReadingDraft,
)
from holdfast.agreements.types import RATES, DutyKind, Rule
from holdfast.base.clock import zone
from holdfast.base.days import day_bounds, localise, parse_duration, parse_instant
from holdfast.base.errors import HoldfastError, shown
from holdfast.base.ids import slug_ok
from holdfast.cases.gather import Gathered, apart
from holdfast.cases.report import Report, Spot
from holdfast.cases.rows import Row

_LAST = time(23, 59, 59)
_NEEDS_QUANTITY = {Rule.AVERAGE, Rule.DAILY_FLOOR, Rule.CARRY_OVER, Rule.BY_DATE, Rule.RATIO}


class Duties:
    """Builds the clauses of a case; each bearer of a clause gets an obligation."""

    def __init__(self, gathered: Gathered, timezone: str | None, starts: Moment, report: Report) -> None:
        self.gathered = gathered
        self.timezone = timezone or "UTC"
        self.agreement_starts = starts
        self.report = report
        self.readings_apart = apart(gathered, "readings")
        self.readings: dict[str, tuple[ReadingDraft, ...]] = {}  # by obligation, for figures
        self.reading_rows: dict[tuple[str, str], Row] = {}  # by obligation and reading: where each stands

    def clauses(self) -> tuple[ClauseDraft, ...]:
        """All clauses in their order with their obligations."""
        obligations_apart = apart(self.gathered, "obligations")
        found = []
        for row in self.gathered.lists["clauses"]:
            duties = (*row.rows("obligations"), *obligations_apart.get(row.get("key", ""), ()))
            obligations = tuple(self._obligations(row, duties))
            if "key" in row and row.whole:
                found.append(
                    ClauseDraft(
                        key=row["key"],
                        point=row.get("point", ""),
                        text=row.get("text", {}),
                        document=row.get("document", ""),
                        note=row.get("note", {}),
                        obligations=obligations,
                    )
                )
        return tuple(found)

    def _obligations(self, clause: Row, given: Iterable[Row]) -> Iterable[ObligationDraft]:
        bearers = clause.get("bearers", ())
        if len(set(bearers)) != len(bearers):
            self.report.add(
                clause.spot("bearers"), "a bearer is named twice", found=list(bearers), code="key-twice"
            )
        taken: set[str] = set()
        for row in given:
            bearer = row.get("bearer") or (bearers[0] if len(bearers) == 1 else "")
            if not bearer and bearers:
                self.report.add(
                    row.spot(),
                    "the obligation does not say who bears it, and the clause has several bearers",
                    expected=f"bearer = one of {', '.join(bearers)}",
                    code="missing-key",
                )
                continue
            if bearers and bearer not in bearers:
                self.report.add(
                    row.spot("bearer"),
                    f"{shown(bearer)} does not bear this clause",
                    expected=" | ".join(bearers),
                    code="not-a-bearer",
                )
                continue
            taken.add(bearer)
            yield self._obligation(clause, bearer, row)
        for bearer in dict.fromkeys(bearers):
            if bearer not in taken:
                yield self._obligation(clause, bearer, None)

    def _obligation(self, clause: Row, bearer: str, row: Row | None) -> ObligationDraft:
        spot = row.spot("key" if "key" in row else None) if row is not None else clause.spot("key")
        key = self._key(clause, bearer, row, spot)
        own = row if row is not None else clause

        def said(name: str, default: Any = None) -> Any:
            return own.get(name, clause.get(name, default))

        def place(name: str) -> Spot:
            return own.spot(name) if name in own else clause.spot(name)

        starts = self.moment(said("starts", ""), place("starts")) if said("starts") else self.agreement_starts
        ends = self.moment(said("ends", ""), place("ends"), end=True)
        due = self._due(said("due", ""), place("due"), starts)
        draft = ObligationDraft(
            key=key,
            bearer=bearer,
            kind=said("kind", ""),
            title=own.get("title") or clause.get("text", {}),
            quantity=said("quantity"),
            per=said("per", ""),
            unit=said("unit", ""),
            starts=starts,
            ends=ends,
            due=due,
            note=(row.get("note", {}) if row is not None else {}),
        )
        if starts.at and ends.at and ends.at < starts.at:
            self.report.add(place("ends"), "the duty ends before it starts", found=ends.said, code="reversed")
        if starts.at and due.at and due.at < starts.at:
            self.report.add(place("due"), "the duty is due before it starts", found=due.said, code="reversed")
        counted = own.said("quantity") or clause.said("quantity")
        readings = self._readings(draft, row, counted=counted)
        self.readings[key] = readings
        if not own.said("per") and not clause.said("per"):
            self._ask_per(draft, own.spot(), readings, counted=counted)
        if row is None:
            return draft
        return replace(
            draft,
            readings=readings,
            conditions=tuple(self._conditions(key, row)),
            denials=tuple(self._denials(row)),
            discharges=tuple(_discharge(given) for given in row.rows("discharges") if given.whole),
            events=tuple(_event(given) for given in row.rows("events") if given.whole),
        )

    def _ask_per(
        self, duty: ObligationDraft, spot: Spot, readings: tuple[ReadingDraft, ...], *, counted: bool
    ) -> None:
        """So many in how long: without it, so many a week would be read as so many a day."""
        judged = [one for one in readings if one.rule in RATES and (counted or one.promised is not None)]
        if judged or (counted and duty.kind == DutyKind.PER_TIME):
            self.report.add(
                spot,
                f"the duty {shown(duty.key)} promises a quantity and does not say in how long",
                expected='per = "day" or per = "week"',
                code="per-missing",
            )

    def _key(self, clause: Row, bearer: str, row: Row | None, spot: Spot) -> str:
        given = row.get("key") if row is not None else None
        base = clause.get("key", "")
        key = given or (base if len(clause.get("bearers", ())) <= 1 else f"{base}-{bearer}")
        if not key:
            return ""
        if not slug_ok(key):
            self.report.add(
                spot,
                f"the key made for this obligation, {shown(key)}, is too long",
                expected="an obligation with a key of its own, or a shorter key of the clause",
                code="bad-key",
            )
        self.report.declare("obligation", key, spot)
        return key

    def _readings(self, duty: ObligationDraft, row: Row | None, *, counted: bool) -> tuple[ReadingDraft, ...]:
        given = [*(row.rows("readings") if row is not None else ()), *self.readings_apart.get(duty.key, ())]
        found: dict[str, ReadingDraft] = {}
        for reading in given:
            if "key" in reading:
                if reading["key"] in found:
                    self.report.add(
                        reading.spot("key"),
                        f"the reading key {shown(reading['key'])} is used twice under {shown(duty.key)}",
                        expected="a key of its own for each",
                        code="key-twice",
                    )
                self._check_reading(reading, counted=counted, per=duty.per)
                found[reading["key"]] = _reading(reading)
                self.reading_rows[duty.key, reading["key"]] = reading
        return tuple(found.values())

    def _check_reading(self, row: Row, *, counted: bool, per: str) -> None:
        rule = row.get("rule")
        if per == "week" and rule in (Rule.DAILY_FLOOR, Rule.CARRY_OVER):
            self.report.add(
                row.spot("rule"),
                f"the rule {rule!r} looks at single days, and the promise is so many a week",
                expected='rule = "average", or a promise with per = "day"',
                code="rule-lacks",
            )
        needs = []
        if rule in _NEEDS_QUANTITY and not counted and not row.said("promised"):
            needs.append("promised = … (or quantity = … in the obligation)")
        if rule == Rule.RATIO and not row.said("per_series"):
            needs.append('per_series = "…"')
        for need in needs:
            self.report.add(
                row.spot("rule"), f"the rule {rule!r} cannot be used here", expected=need, code="rule-lacks"
            )
        series = row.get("series", ())
        if len(set(series)) != len(series):
            self.report.add(
                row.spot("series"), "a series is named twice", found=list(series), code="key-twice"
            )
        check_window(row.get("window"), self.report)

    def _conditions(self, key: str, row: Row) -> Iterable[ConditionDraft]:
        for given in row.rows("conditions"):
            if given.get("waits_on") == key:
                self.report.add(
                    given.spot("waits_on"),
                    "the obligation waits on itself",
                    expected="the key of another obligation",
                    found=key,
                    code="waits-on-itself",
                )
            if given.whole and not given.get("said_by") and not given.get("in_the_text"):
                self.report.add(
                    given.spot(),
                    "the condition does not say by whose word it holds",
                    expected='said_by = "…" or in_the_text = true',
                    code="missing-key",
                )
            if given.whole:
                yield ConditionDraft(
                    text=given["text"],
                    waits_on=given.get("waits_on", ""),
                    said_by=given.get("said_by", ""),
                    in_the_text=given.get("in_the_text", False),
                    document=given.get("document", ""),
                    suspends=given.get("suspends", False),
                )

    def _denials(self, row: Row) -> Iterable[DenialDraft]:
        for given in row.rows("denials"):
            if not given.whole:
                continue
            last = given.get("last", given["first"])
            if last < given["first"]:
                self.report.add(
                    given.spot("last"), "the denial ends before it begins", found=str(last), code="reversed"
                )
            yield DenialDraft(
                source=given["source"],
                denies=given["denies"],
                first=given["first"],
                last=last,
                text=given["text"],
                series=given.get("series", ""),
                document=given.get("document", ""),
            )

    def moment(self, said: str, spot: Spot, *, end: bool = False) -> Moment:
        """The instant that a day or a clock time writes in the agreement's zone; a day that ends, at its end."""
        if not said:
            return Moment()
        try:
            if len(said) == 10:
                day = date.fromisoformat(said)
                if end:
                    return Moment(_end_of(day, self.timezone), said)
                return Moment(day_bounds(day, self.timezone)[0], said)
            return Moment(parse_instant(said, self.timezone), said)
        except HoldfastError as error:
            self.report.error(spot, error)
        except (ValueError, OverflowError):
            self.report.add(
                spot,
                "the date is too early or too late for a calendar",
                expected="a year from 1000 to 9998",
                found=said,
                code="no-such-day",
            )
        return Moment(None, said)

    def _due(self, said: str, spot: Spot, starts: Moment) -> Moment:
        if not said or said[:4].isdigit():
            return self.moment(said, spot, end=True)
        if starts.at is None:
            self.report.add(
                spot,
                "the deadline counts from a start, and no start is given",
                expected="starts = … in the obligation or in [agreement], or a day",
                found=said,
                code="due-without-start",
            )
            return Moment(None, said)
        try:
            return Moment(starts.at + parse_duration(said), said)
        except HoldfastError as error:
            self.report.error(spot, error)
        except OverflowError:
            self.report.add(
                spot,
                "the date is too early or too late for a calendar",
                expected="a year from 1000 to 9998",
                found=said,
                code="no-such-day",
            )
        return Moment(None, said)


def check_window(window: Row | None, report: Report) -> None:
    """A window that has both ends is in order."""
    if window is not None and "first" in window and "last" in window and window["last"] < window["first"]:
        report.add(
            window.spot("last"),
            "the window ends before it begins",
            found=str(window["last"]),
            code="reversed",
        )


def _end_of(day: date, timezone: str) -> datetime:
    try:
        return localise(datetime.combine(day, _LAST), timezone)
    except HoldfastError:  # the clocks changed at midnight: the second before the next day begins
        zone(timezone)
        return day_bounds(day, timezone)[1] - timedelta(seconds=1)


def _reading(row: Row) -> ReadingDraft:
    window = row.get("window")
    return ReadingDraft(
        key=row["key"],
        text=row.get("text", {}),
        rule=row.get("rule", ""),
        of_the_text=row.get("of_the_text", False),
        held_by=row.get("held_by", ()),
        series=row.get("series", ()),
        promised=row.get("promised"),
        promised_state=row.get("promised_state", ""),
        per_series=row.get("per_series", ""),
        window_first=window.get("first") if window is not None else None,
        window_last=window.get("last") if window is not None else None,
        counts_discharge=row.get("counts_discharge", False),
        note=row.get("note", {}),
    )


def _discharge(row: Row) -> DischargeDraft:
    quantity: Decimal = row["quantity"]
    return DischargeDraft(row["day"], quantity, row["text"], row.get("document", ""))


def _event(row: Row) -> EventDraft:
    return EventDraft(row["state"], row["day"], row["text"], row.get("said_by", ""), row.get("document", ""))
