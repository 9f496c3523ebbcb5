"""From texts to observations: value, bounds and status of every row, by the rules the declaration gives."""

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from holdfast.base.errors import HoldfastError
from holdfast.base.numbers import scaled_int
from holdfast.record.mapping import cells
from holdfast.record.mapping.cells import LINE
from holdfast.record.mapping.declaration import Declaration, Values
from holdfast.record.mapping.found import Found, Path
from holdfast.record.mapping.periods import SHOWN
from holdfast.record.types import Kind, SeriesTerms, Status

STATUS, VALUE, LOW, HIGH, NOTE, QUALIFIER = (
    "\x00status",
    "\x00value",
    "\x00low",
    "\x00high",
    "\x00note",
    "\x00said",
)
_ABSENT = [Status.MISSING.value, Status.NOT_MONITORED.value]
_LONGEST = {QUALIFIER: 120, NOTE: 1000}


class Measure:
    """Reads the number columns of one entry for series of one number of decimals."""

    def __init__(
        self, declaration: Declaration, one: Values, terms: Mapping[str, SeriesTerms], found: Found
    ) -> None:
        self.declaration, self.one, self.found = declaration, one, found
        self.decimals = next(iter(terms.values())).decimals
        self.terms = terms
        self._read: dict[str, pl.Series] = {}

    def number(self, frame: pl.DataFrame, column: str) -> pl.Series:
        """The column's numbers in whole units; read, and complained of, once."""
        if column not in self._read:
            self._read[column] = cells.numbers(
                frame,
                column,
                self.found,
                self.decimals,
                decimal_comma=self.declaration.decimal_comma,
                thousands=self.declaration.thousands,
            )
        return self._read[column]

    def literal(self, frame: pl.DataFrame, given: str | Decimal | None, path: Path) -> pl.Series:
        """A number of the declaration, or the column it names, as a column."""
        if isinstance(given, str):
            return self.number(frame, given)
        number = None
        if given is not None:
            try:
                number = scaled_int(given, self.decimals)
            except HoldfastError as error:
                self.found.declared(path, error.what_happened.removesuffix("."), found=given, code=error.code)
        return (
            pl.Series([number], dtype=pl.Int64)
            .extend_constant(number, max(0, frame.height - 1))
            .head(frame.height)
        )

    def measured(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows that are observations, with STATUS, VALUE, LOW, HIGH, NOTE and QUALIFIER."""
        one = self.one
        none = pl.Series([None] * frame.height, dtype=pl.Int64)
        rows = frame.with_columns(
            self._stated(frame, none).alias(VALUE),
            (self.number(frame, one.low) if one.low else none).alias(LOW),
            (self.number(frame, one.high) if one.high else none).alias(HIGH),
            (pl.col(one.note) if one.note else pl.lit(None, pl.String)).fill_null("").alias(NOTE),
            (pl.col(one.qualifier) if one.qualifier else pl.lit(None, pl.String))
            .fill_null("")
            .alias(QUALIFIER),
        )
        rows = rows.with_columns(self._status(rows))
        if one.zero_is.is_absence and not self._is_state():
            # The file writes a zero where nothing was reported.
            rows = rows.with_columns(pl.when(pl.col(VALUE) != 0).then(pl.col(VALUE)).alias(VALUE))
        rows = self._rounded(self._ruled(self._said_status(self._residual(rows))))
        rows = rows.filter(pl.col(STATUS).is_not_null())
        self._check(rows)
        return rows

    def _stated(self, frame: pl.DataFrame, none: pl.Series) -> pl.Series:
        one = self.one
        if one.value:
            return self.number(frame, one.value)
        if not one.sum_of:
            return none
        parts = pl.DataFrame({str(place): self.number(frame, name) for place, name in enumerate(one.sum_of)})
        said = pl.any_horizontal(pl.all().is_not_null())
        return parts.select(pl.when(said).then(pl.sum_horizontal(pl.all().fill_null(0))).alias("sum"))["sum"]

    def _status(self, rows: pl.DataFrame) -> pl.Expr:
        one = self.one
        zero = Status.REPORTED if self._is_state() else one.zero_is
        absent = pl.lit(None, pl.Int8) if one.absent is None else pl.lit(one.absent.value, pl.Int8)
        bounded = pl.col(LOW).is_not_null() | pl.col(HIGH).is_not_null()
        unread = pl.lit(False)
        if one.value:  # a cell that could not be read is a problem already, never an absence
            unread = pl.col(one.value).is_not_null() & pl.col(VALUE).is_null()
        return (
            pl.when(unread)
            .then(None)
            .when(pl.col(VALUE).is_null())
            .then(pl.when(bounded).then(pl.lit(Status.PARTIAL.value, pl.Int8)).otherwise(absent))
            .when(pl.col(VALUE) == 0)
            .then(pl.lit(zero.value, pl.Int8))
            .otherwise(pl.lit(Status.REPORTED.value, pl.Int8))
            .cast(pl.Int8)
            .alias(STATUS)
        )

    def _is_state(self) -> bool:
        return all(one.kind is Kind.STATE for one in self.terms.values())

    def _residual(self, rows: pl.DataFrame) -> pl.DataFrame:
        found = self.one.residual
        if found is None:
            return rows
        total = self.number(rows, found.total)
        parts = pl.DataFrame({str(place): self.number(rows, name) for place, name in enumerate(found.parts)})
        known = parts.select(pl.sum_horizontal(pl.all().fill_null(0)).alias("sum"))["sum"]
        rows = rows.with_columns((total - known).alias("\x00left"))
        left = pl.col("\x00left")
        empty = pl.col(VALUE).is_null() & left.is_not_null()
        # Below zero waits for the rules: one of them may say what such a row is.
        return rows.with_columns(
            pl.when(empty & (left >= 0))
            .then(
                pl.when(left == 0)
                .then(pl.lit(Status.DERIVED.value, pl.Int8))
                .otherwise(pl.lit(Status.PARTIAL.value, pl.Int8))
            )
            .otherwise(pl.col(STATUS))
            .alias(STATUS),
            pl.when(empty & (left == 0)).then(pl.lit(0, pl.Int64)).otherwise(pl.col(VALUE)).alias(VALUE),
            pl.when(empty & (left > 0)).then(pl.lit(0, pl.Int64)).otherwise(pl.col(LOW)).alias(LOW),
            pl.when(empty & (left > 0)).then(left).otherwise(pl.col(HIGH)).alias(HIGH),
            (empty & (left < 0)).alias("\x00over"),
        )

    def _said_status(self, rows: pl.DataFrame) -> pl.DataFrame:
        column = self.one.status_column
        if not column:
            return rows

        def read(text: str) -> int:
            try:
                return Status.of_word(text).value
            except KeyError:
                raise StatusUnknown(f"{text[:60]!r} is not the word of a status") from None

        said = cells.each_text(
            rows,
            column,
            self.found,
            read,
            pl.Int8,
            expected=" | ".join(one.word for one in Status),
            code="status-unknown",
        )
        # A reported zero is a zero reported, whichever word the file has for it.
        zero = Status.REPORTED if self._is_state() else self.one.zero_is
        rows = rows.with_columns(said.alias("\x00word"))
        word = pl.col("\x00word")
        plain_zero = (word == Status.REPORTED.value) & (pl.col(VALUE) == 0)
        chosen = pl.when(plain_zero).then(pl.lit(zero.value, pl.Int8)).otherwise(word)
        return rows.with_columns(pl.coalesce(chosen, pl.col(STATUS)).cast(pl.Int8).alias(STATUS)).drop(
            "\x00word"
        )

    def _ruled(self, rows: pl.DataFrame) -> pl.DataFrame:
        if self.one.rules:
            which = pl.lit(None, pl.Int32)
            for number, rule in reversed(list(enumerate(self.one.rules))):
                which = pl.when(cells.holds(rule.when)).then(pl.lit(number, pl.Int32)).otherwise(which)
            rows = rows.with_columns(which.alias("\x00rule"))
        for number, rule in enumerate(self.one.rules):
            chosen = pl.col("\x00rule") == number
            changes: dict[str, pl.Expr | pl.Series] = {STATUS: pl.lit(rule.status.value, pl.Int8)}
            for name, given, key in (
                (VALUE, rule.value, "value"),
                (LOW, rule.low, "low"),
                (HIGH, rule.high, "high"),
            ):
                if rule.status.is_absence:
                    changes[name] = pl.lit(None, pl.Int64)
                elif given is not None:
                    path = ("values", self.one.number, "rules", number, key)
                    changes[name] = self.literal(rows, given, path)
            if rule.status is Status.PARTIAL and rule.value is None and self.one.value:
                changes.setdefault(VALUE, pl.col(VALUE))
            if rule.note is not None:
                changes[NOTE] = pl.lit(rule.note)
            rows = rows.with_columns(
                pl.when(chosen).then(change).otherwise(pl.col(name)).alias(name)
                for name, change in changes.items()
            )
        over = pl.lit(False)
        if "\x00over" in rows.columns:
            over = pl.col("\x00over")
            over = over & pl.col("\x00rule").is_null() if self.one.rules else over
        self._complain(
            rows.filter(over),
            self.one.residual.total if self.one.residual else None,
            "the other parts are more than the total",
            "parts that add up to the total at most, or a rule for this row",
            "parts-over-total",
        )
        return rows.drop("\x00rule", "\x00over", "\x00left", strict=False)

    def _rounded(self, rows: pl.DataFrame) -> pl.DataFrame:
        one = self.one
        if one.rounded_to is None:
            return rows
        try:
            step = scaled_int(one.rounded_to, self.decimals)
        except HoldfastError as error:
            self.found.declared(
                ("values", one.number, "rounded_to"), error.what_happened.removesuffix("."), code=error.code
            )
            return rows
        said = pl.col(STATUS).is_in(
            [Status.REPORTED.value, Status.ZERO_REPORTED.value, Status.ESTIMATED.value]
        )
        plain = said & pl.col(VALUE).is_not_null() & pl.col(LOW).is_null() & pl.col(HIGH).is_null()
        self._complain(
            rows.filter(plain & (pl.col(VALUE) % step != 0)),
            one.value,
            f"this value is not rounded to {one.rounded_to}",
            f"a multiple of {one.rounded_to}, or a mapping of its own",
            "not-rounded",
        )
        # Whole units: what rounds to the value lies at most half a step from it, and nothing is below zero.
        half = step // 2
        return rows.with_columns(
            pl.when(plain).then((pl.col(VALUE) - half).clip(0)).otherwise(pl.col(LOW)).alias(LOW),
            pl.when(plain).then(pl.col(VALUE) + half).otherwise(pl.col(HIGH)).alias(HIGH),
        )

    def _check(self, rows: pl.DataFrame) -> None:
        column = self.one.status_column or self.one.value or None
        valued = pl.col(VALUE).is_not_null()
        absence = pl.col(STATUS).is_in(_ABSENT)
        self._complain(
            rows.filter(absence & (valued | pl.col(LOW).is_not_null() | pl.col(HIGH).is_not_null())),
            column,
            "a row that says 'missing' or 'not monitored' holds a value",
            "an empty cell beside these words",
            "absence-with-value",
        )
        self._complain(
            rows.filter(~absence & ~valued & (pl.col(STATUS) != Status.PARTIAL.value)),
            column,
            "the status of this row says that there is a value, and there is none",
            "a value, or the status 'missing', 'not monitored' or 'partial'",
            "value-missing",
        )
        self._complain(
            rows.filter((pl.col(STATUS) == Status.ZERO_REPORTED.value) & valued & (pl.col(VALUE) != 0)),
            column,
            "'zero reported' stands beside a value that is not zero",
            "0",
            "zero-with-value",
        )
        ordered = (
            (pl.col(LOW).fill_null(pl.col(VALUE)) <= pl.col(VALUE)).fill_null(True)
            & (pl.col(VALUE) <= pl.col(HIGH)).fill_null(True)
            & (pl.col(LOW) <= pl.col(HIGH)).fill_null(True)
        )
        self._complain(
            rows.filter(~ordered),
            self.one.low or self.one.high or column,
            "lowest, value and highest are not in this order",
            "lowest ≤ value ≤ highest",
            "bounds-reversed",
        )
        for name, most in _LONGEST.items():
            self._complain(
                rows.filter(pl.col(name).str.len_chars() > most),
                self.one.note if name == NOTE else self.one.qualifier,
                "this text is too long",
                f"at most {most} characters",
                "text-too-long",
            )
        self._check_states(rows)

    def _check_states(self, rows: pl.DataFrame) -> None:
        codes: set[int] = set()
        for one in self.terms.values():
            if one.kind is Kind.STATE and one.states:
                codes.update(int(code) for code in one.states if str(code).lstrip("-").isdigit())
        if codes:
            self._complain(
                rows.filter(pl.col(VALUE).is_not_null() & ~pl.col(VALUE).is_in(sorted(codes))),
                self.one.value,
                "this is not the code of a state",
                " | ".join(str(code) for code in sorted(codes)),
                "state-unknown",
            )

    def _complain(self, wrong: pl.DataFrame, column: str | None, what: str, expected: str, code: str) -> None:
        if not wrong.height:
            return
        seen = wrong[column] if column and column in wrong.columns else [None] * wrong.height
        for line, text in list(zip(wrong[LINE].head(SHOWN), seen[:SHOWN], strict=False)):
            self.found.at(line, column, what, expected=expected, found=text, code=code)
        cells.count_rest(self.found, wrong, column, code)


class StatusUnknown(HoldfastError):
    """A text that is not the word of a status."""

    code = "status-unknown"
