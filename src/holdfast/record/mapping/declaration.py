"""The declaration of a mapping, [[data]] of a case, read strictly into frozen values; every wrong key is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from holdfast.base.errors import HoldfastError
from holdfast.base.numbers import parse_number
from holdfast.record.mapping.found import Found, Path
from holdfast.record.mapping.strict import Condition, Reader
from holdfast.record.types import Status

_DATA = (
    "file",
    "delimiter",
    "encoding",
    "decimal",
    "thousands",
    "sheet",
    "records",
    "document",
    "document_column",
    "where",
    "about",
    "values",
)
_VALUES = (
    "series",
    "value",
    "filled_in",
    "low",
    "high",
    "qualifier",
    "note",
    "rounded_to",
    "status_column",
    "sum_of",
    "zero_is",
    "absent",
    "rules",
    "residual",
    "comparator",
    "where",
    "add_rows",
)
_ABOUT = ("day", "first", "last", "edtf", "as_of", "format", "hours")
_RULE = ("when", "status", "value", "low", "high", "note")
_RESIDUAL = ("total", "parts")
_COMPARATOR = ("value", "covers", "qualifier")
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-16": "utf-16",
    "windows-1252": "cp1252",
    "windows-1256": "cp1256",
    "iso-8859-1": "iso8859-1",
    "iso-8859-6": "iso8859-6",
}
DELIMITERS = (",", ";", "\t", "|")
COVERS = ("previous day", "previous period")
ABSENT = {"skip": None, "missing": Status.MISSING, "not monitored": Status.NOT_MONITORED}


@dataclass(frozen=True, slots=True)
class About:
    """How a row says its period: one way, with an optional format of its days and the hours it covers."""

    way: str  # day, edtf, as_of, or between
    first: str
    last: str = ""
    format: str = ""
    hours: str | int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What a row is when a condition holds; numbers are given, or come from a column."""

    when: Condition
    status: Status
    value: str | Decimal | None
    low: str | Decimal | None
    high: str | Decimal | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Residual:
    """What an empty cell means where a total and the other parts are given."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparator:
    """A column with the speaker's own figure for the period before."""

    value: str
    covers: str  # one of COVERS, or "" with the two columns
    first: str = ""
    last: str = ""
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Values:
    """How one column, or a sum of columns, becomes the values of a series."""

    number: int
    series: str
    series_column: str
    series_map: Mapping[str, str] | None
    value: str
    sum_of: tuple[str, ...]
    filled_in: bool
    low: str
    high: str
    qualifier: str
    note: str
    rounded_to: Decimal | None
    status_column: str
    zero_is: Status
    absent: Status | None
    rules: tuple[Rule, ...]
    residual: Residual | None
    comparator: Comparator | None
    where: Condition
    add_rows: bool  # several rows of one period in one document are parts of one value


@dataclass(frozen=True, slots=True)
class Declaration:
    """One [[data]] table: which file, how it is written, and what its columns mean."""

    file: str
    delimiter: str
    encoding: str
    decimal_comma: bool
    thousands: str | None
    sheet: str
    records: str
    document: str
    document_column: str
    where: Condition
    about: About
    values: tuple[Values, ...]

    def columns(self) -> dict[str, Path]:
        """Every column the declaration names, with the place of one such naming."""
        named: dict[str, Path] = {}

        def add(name: object, *path: str | int) -> None:
            if isinstance(name, str) and name:
                named.setdefault(name, path)

        add(self.document_column, "document_column")
        for column, _ in self.where:
            add(column, "where")
        for name in (self.about.first, self.about.last, self.about.hours):
            add(name, "about")
        for one in self.values:
            at = ("values", one.number)
            for key in ("value", "low", "high", "qualifier", "note", "status_column", "series_column"):
                add(getattr(one, key), *at, "series" if key == "series_column" else key)
            for part in one.sum_of:
                add(part, *at, "sum_of")
            for column, _ in one.where:
                add(column, *at, "where")
            for number, rule in enumerate(one.rules):
                for column, _ in rule.when:
                    add(column, *at, "rules", number, "when")
                for key in ("value", "low", "high"):
                    add(getattr(rule, key), *at, "rules", number, key)
            if one.residual:
                for part in (one.residual.total, *one.residual.parts):
                    add(part, *at, "residual")
            if one.comparator:
                found = one.comparator
                for part in (found.value, found.first, found.last, found.qualifier):
                    add(part, *at, "comparator")
        return named


def read_declaration(table: Mapping[str, Any], found: Found) -> Declaration:
    """The declaration that a [[data]] table writes; what is wrong with it is added to `found`."""
    top = Reader(dict(table), (), found, _DATA, "data")
    delimiter = top.choice("delimiter", DELIMITERS, ",")
    decimal = top.choice("decimal", (".", ","), ".")
    thousands = top.text("thousands") or None
    if thousands is not None:
        try:
            parse_number("1", decimal_comma=decimal == ",", thousands=thousands)
        except HoldfastError as error:
            top.wrong("thousands", error.what_happened.removesuffix("."), error.next_step.removesuffix("."))
            thousands = None
    document, document_column = top.text("document"), top.column("document_column")
    if bool(document) == bool(document_column):
        top.wrong(
            "document_column" if document else "document",
            "the rows stand in one document or name theirs in a column",
            'document = "…" or document_column = "…"',
            code="missing-key",
        )
    values = tuple(_values(number, one, found) for number, one in top.tables("values"))
    if not values:
        top.wrong("values", "no column is mapped onto a series", "[[data.values]]", code="missing-key")
    return Declaration(
        file=top.text("file"),
        delimiter=delimiter,
        encoding=top.choice("encoding", tuple(ENCODINGS), "utf-8"),
        decimal_comma=decimal == ",",
        thousands=thousands,
        sheet=top.text("sheet"),
        records=top.text("records"),
        document=document,
        document_column=document_column,
        where=top.condition("where"),
        about=_about(table.get("about", {}), found),
        values=values,
    )


def _about(table: Any, found: Found) -> About:
    top = Reader(table, ("about",), found, _ABOUT, "about")
    ways = [way for way in ("day", "edtf", "as_of", "first") if way in top.table]
    if len(ways) != 1 or (("first" in ways) != ("last" in top.table)):
        top.wrong(
            "day",
            "about says the period of a row in one way",
            '{ day = "…" } | { first = "…", last = "…" } | { edtf = "…" } | { as_of = "…" }',
            code="missing-key",
        )
        return About("day", "")
    way = ways[0]
    hours = top.table.get("hours")
    if isinstance(hours, int) and not isinstance(hours, bool):
        if not 1 <= hours <= 24 * 366:
            top.wrong("hours", "the hours a report covers are between 1 and a year's")
            hours = None
    elif hours is not None:
        hours = top.column("hours", required=True) or None
    if hours is not None and way not in ("day", "as_of"):
        top.wrong("hours", "hours are counted back from a day", '{ day = "…", hours = "…" }')
    return About(
        way={"first": "between"}.get(way, way),
        first=top.column(way, required=True),
        last=top.column("last") if way == "first" else "",
        format=_format(top, way),
        hours=hours,
    )


def _format(top: Reader, way: str) -> str:
    given = top.text("format")
    if not given:
        return ""
    day = datetime(2025, 10, 31)  # noqa: DTZ001 - a civil day, to try the format on
    try:
        whole = datetime.strptime(day.strftime(given), given) == day  # noqa: DTZ007 - the same civil day
    except ValueError:
        whole = False
    if not whole or way == "edtf":
        top.wrong("format", "this format does not write a whole day", 'such as "%d/%m/%Y"')
        return ""
    return given


def _values(number: int, table: Any, found: Found) -> Values:
    top = Reader(table, ("values", number), found, _VALUES, "values")
    series, column, mapped = _series(top)
    comparator = _comparator(top, number, found)
    sum_of = top.columns("sum_of") if "sum_of" in top.table else ()
    value = top.column("value")
    if bool(value) + bool(sum_of) > 1 or not (value or sum_of or comparator or "status_column" in top.table):
        top.wrong(
            "value",
            "the values come from one column or a sum of columns",
            'value = "…" or sum_of = [ … ]',
            code="missing-key",
        )
    rounded_to = top.number("rounded_to")
    if rounded_to is not None and rounded_to <= 0:
        top.wrong("rounded_to", "a number is rounded to a positive step")
        rounded_to = None
    zero_is = top.status("zero_is", Status.ZERO_REPORTED)
    return Values(
        number=number,
        series=series,
        series_column=column,
        series_map=mapped,
        value=value,
        sum_of=sum_of,
        filled_in=top.flag("filled_in"),
        low=top.column("low"),
        high=top.column("high"),
        qualifier=top.column("qualifier"),
        note=top.column("note"),
        rounded_to=rounded_to,
        status_column=top.column("status_column"),
        zero_is=zero_is,
        absent=ABSENT[top.choice("absent", tuple(ABSENT), "skip")],
        rules=tuple(_rule(number, place, one, found) for place, one in top.tables("rules")),
        residual=_residual(top, number, found),
        comparator=comparator,
        where=top.condition("where"),
        add_rows=top.flag("add_rows"),
    )


def _series(top: Reader) -> tuple[str, str, Mapping[str, str] | None]:
    value = top.table.get("series")
    if not isinstance(value, dict):
        return top.text("series", required=True), "", None
    inner = Reader(value, (*top.path, "series"), top.found, ("column", "map"), "series")
    mapped = value.get("map")
    if mapped is not None and (
        not isinstance(mapped, dict) or not mapped or not all(isinstance(key, str) for key in mapped.values())
    ):
        inner.wrong("map", "map is not a table of cell texts and series", '{ "text in the cell" = "series" }')
        mapped = None
    return "", inner.column("column", required=True), mapped


def _rule(number: int, place: int, table: Any, found: Found) -> Rule:
    top = Reader(table, ("values", number, "rules", place), found, _RULE, "a rule")
    when = top.condition("when")
    if not when:
        top.wrong("when", "a rule says when it holds", '{ column = "value" }', code="missing-key")
    if "status" not in top.table:
        top.wrong(
            "status",
            "the key 'status' is missing",
            " | ".join(one.word for one in Status),
            code="missing-key",
        )
    note = top.table.get("note")
    if isinstance(note, dict):
        note = note.get("en", next(iter(note.values()), ""))
    if note is not None and (not isinstance(note, str) or len(note) > 1000):
        top.wrong("note", "note is not a text", "a text of at most 1,000 characters", code="wrong-type")
        note = None
    status = top.status("status", Status.MISSING)
    numbers = [top.number_or_column(key) for key in ("value", "low", "high")]
    if status.is_absence and any(one is not None for one in numbers):
        top.wrong("value", f"'{status.word}' says that there is no value")
    return Rule(when, status, numbers[0], numbers[1], numbers[2], note)


def _residual(top: Reader, number: int, found: Found) -> Residual | None:
    if "residual" not in top.table:
        return None
    inner = Reader(top.table["residual"], ("values", number, "residual"), found, _RESIDUAL, "residual")
    return Residual(inner.column("total", required=True), inner.columns("parts"))


def _comparator(top: Reader, number: int, found: Found) -> Comparator | None:
    if "comparator" not in top.table:
        return None
    at = ("values", number, "comparator")
    inner = Reader(top.table["comparator"], at, found, _COMPARATOR, "comparator")
    value, qualifier = inner.column("value", required=True), inner.column("qualifier")
    covers = inner.table.get("covers", "previous period")
    if isinstance(covers, dict):
        between = Reader(covers, (*at, "covers"), found, ("first", "last"), "covers")
        first, last = between.column("first", required=True), between.column("last", required=True)
        return Comparator(value, "", first, last, qualifier)
    return Comparator(value, inner.choice("covers", COVERS, "previous period"), qualifier=qualifier)
