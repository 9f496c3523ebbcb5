"""Reading one table of a declaration key by key, so that nothing unknown or of another kind passes."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from holdfast.base.errors import HoldfastError
from holdfast.base.numbers import parse_number
from holdfast.record.mapping.found import Found, Path, nearest
from holdfast.record.types import Status

Literal = str | int | Decimal | bool
Condition = tuple[tuple[str, tuple[Literal, ...]], ...]  # each column holds one of these


class Reader:
    """Reads one table of the declaration key by key; what is wrong is noted and a harmless value taken."""

    def __init__(self, table: Any, path: Path, found: Found, known: Sequence[str], name: str) -> None:
        self.path, self.found = path, found
        if not isinstance(table, dict):
            found.declared(path, f"{name} is not a table", expected="a table", found=table, code="wrong-type")
            table = {}
        self.table: dict[str, Any] = table
        for key in table:
            if key not in known:
                self.wrong(
                    key,
                    f"the key {key[:80]!r} is not known here{nearest(key, known)}",
                    " | ".join(known),
                    code="unknown-key",
                )

    def wrong(self, key: str, what: str, expected: str = "", *, code: str = "wrong-value") -> None:
        """A problem at one key of this table."""
        self.found.declared(
            (*self.path, key) if key in self.table else self.path,
            what,
            expected=expected,
            found=self.table.get(key),
            code=code,
        )

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """A text, at most 200 characters."""
        value = self.table.get(key, default)
        if not isinstance(value, str) or len(value) > 200:
            self.wrong(key, f"{key} is not a text", "a text of at most 200 characters", code="wrong-type")
            return default
        if required and not value:
            self.wrong(key, f"the key {key!r} is missing", f'{key} = "…"', code="missing-key")
        return value

    def column(self, key: str, *, required: bool = False) -> str:
        """The name of a column."""
        return self.text(key, required=required).strip()

    def columns(self, key: str) -> tuple[str, ...]:
        """Names of columns, at least one."""
        value = self.table.get(key, [])
        if (
            not isinstance(value, list)
            or not 0 < len(value) <= 200
            or not all(isinstance(item, str) and item.strip() for item in value)
        ):
            self.wrong(key, f"{key} is not a list of columns", '["…", "…"]', code="wrong-type")
            return ()
        return tuple(item.strip() for item in value)

    def flag(self, key: str) -> bool:
        """True or false; false where it is not given."""
        value = self.table.get(key, False)
        if not isinstance(value, bool):
            self.wrong(key, f"{key} is neither true nor false", "true | false", code="wrong-type")
            return False
        return value

    def choice(self, key: str, among: Sequence[str], default: str) -> str:
        """One of these words."""
        value = self.table.get(key, default)
        if value not in among:
            self.wrong(key, f"{key} is none of the words that can stand here", " | ".join(map(repr, among)))
            return default
        return str(value)

    def status(self, key: str, default: Status) -> Status:
        """A status by its word."""
        value = self.table.get(key)
        if value is None:
            return default
        try:
            return Status.of_word(value)
        except (KeyError, AttributeError):
            self.wrong(key, f"{key} is not the word of a status", " | ".join(one.word for one in Status))
            return default

    def number(self, key: str) -> Decimal | None:
        """An exact number, or None where none is given."""
        value = self.table.get(key)
        return None if value is None else self._number(key, value)

    def _number(self, key: str, value: Any) -> Decimal | None:
        try:
            if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
                raise TypeError
            return parse_number(str(value))
        except (HoldfastError, TypeError):
            self.wrong(key, f"{key} is not a number", "a number such as 100 or 0.5", code="wrong-type")
            return None

    def number_or_column(self, key: str) -> str | Decimal | None:
        """A number, or the name of a column that gives it."""
        value = self.table.get(key)
        return self.column(key) if isinstance(value, str) else self.number(key)

    def condition(self, key: str) -> Condition:
        """Columns with the value, or list of values, each must hold; "" is an empty cell."""
        value = self.table.get(key, {})
        if not isinstance(value, dict):
            self.wrong(
                key, f"{key} is not a table of columns and values", '{ column = "value" }', code="wrong-type"
            )
            return ()
        read = []
        for column, held in value.items():
            among = held if isinstance(held, list) else [held]
            if not among or not all(isinstance(item, str | int | float | bool) for item in among):
                self.wrong(
                    key, f"{key}.{column[:60]} is neither a value nor a list of values", code="wrong-type"
                )
                continue
            read.append(
                (column.strip(), tuple(Decimal(str(one)) if isinstance(one, float) else one for one in among))
            )
        return tuple(read)

    def tables(self, key: str) -> list[tuple[int, Any]]:
        """The tables listed under a key, numbered."""
        value = self.table.get(key, [])
        if not isinstance(value, list):
            self.wrong(key, f"{key} is not a list of tables", f"[[…{key}]]", code="wrong-type")
            return []
        return list(enumerate(value))
