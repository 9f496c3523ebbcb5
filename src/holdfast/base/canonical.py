"""Canonical JSON: one value, one sequence of bytes, so that a digest means something.

The form is RFC 8785 (JSON Canonicalization Scheme): keys sorted by UTF-16 code units, no whitespace, UTF-8,
the shortest escapes. A value whose numbers are integers within ±2**53 comes out as RFC 8785 says, byte for byte.
Elsewhere, on purpose, numbers stay exact where RFC 8785 would pass them through a binary float:

- integers of any size up to 100 digits are written in full;
- a Decimal is written as a JSON number in its shortest plain notation (1.50 is 1.5, 5.0 is 5, 1E+3 is 1000,
  -0 is 0);
- a float is refused, because its digits are not what anybody wrote; so are NaN and infinities.

Dates are ISO strings, instants ISO strings in UTC ending in Z, enum members their values. Dataclasses, sets and
bytes are refused: say which fields are meant.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from json.encoder import encode_basestring
from typing import Any, NoReturn

from holdfast.base.errors import HoldfastError, shown

DIGITS = 100
DEPTH = 200
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class NotCanonical(HoldfastError):
    """A value that has no canonical JSON form, or bytes that are not JSON of that kind."""

    code = "not-canonical"


def plain_decimal(value: Decimal) -> str:
    """The Decimal in its shortest plain notation, without exponent; raises NotCanonical beyond 100 digits."""
    if not value.is_finite():
        raise NotCanonical(f"{value} is not a number that JSON can carry")
    if not value:
        return "0"
    if not -DIGITS <= value.adjusted() < DIGITS or len(value.as_tuple().digits) > DIGITS:
        raise NotCanonical(
            f"The number {shown(str(value))} is beyond the {DIGITS} digits that are kept exactly"
        )
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text


def _write_int(value: int) -> str:
    if abs(value) >= 10**DIGITS:
        raise NotCanonical(f"An integer has more than {DIGITS} digits")
    return str(int(value))


def _write_string(value: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise NotCanonical(f"The text {shown(value)} holds half of a surrogate pair") from None
    return encode_basestring(str(value))


def instant_text(value: datetime) -> str:
    """The aware instant as an ISO string in UTC ending in Z; raises NotCanonical for a naive one."""
    if value.utcoffset() is None:
        raise NotCanonical(f"The time {value.isoformat()} has no zone")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _scalar(value: object) -> str | None:
    """The JSON of a value that is neither an object nor an array, or None if it is one of those."""
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return _write_string(value)
    if isinstance(value, int):
        return _write_int(value)
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, datetime):
        return encode_basestring(instant_text(value))
    if isinstance(value, date):
        return encode_basestring(value.isoformat())
    if isinstance(value, Mapping | list | tuple):
        return None
    raise NotCanonical(
        f"A {type(value).__name__} has no canonical JSON form: {shown(value)}",
        next_step="Give integers, Decimals, texts, dates, lists and mappings, never floats",
    )


def _items(value: Mapping[Any, Any], *, ordered: bool) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, item in value.items():
        name = key.value if isinstance(key, Enum) else key
        if not isinstance(name, str):
            raise NotCanonical(f"The key {shown(key)} of an object is not a text")
        found.append((name, item))
    if ordered:
        try:
            found.sort(key=lambda pair: pair[0].encode("utf-16-be"))
        except UnicodeEncodeError:
            raise NotCanonical("A key of an object holds half of a surrogate pair") from None
    return found


def _write(value: Any, depth: int, indent: int | None, out: list[str]) -> None:
    if isinstance(value, Enum):
        value = value.value
    scalar = _scalar(value)
    if scalar is not None:
        out.append(scalar)
        return
    if depth >= DEPTH:
        raise NotCanonical(f"The value is nested more than {DEPTH} deep")
    is_object = isinstance(value, Mapping)
    opening, closing = "{}" if is_object else "[]"
    entries = _items(value, ordered=indent is None) if is_object else [("", item) for item in value]
    if not entries:
        out.append(opening + closing)
        return
    pad = "" if indent is None else "\n" + " " * indent * (depth + 1)
    colon = ":" if indent is None else ": "
    between = opening + pad
    for name, item in entries:
        out.append(between)
        between = "," + pad
        if is_object:
            out.append(_write_string(name) + colon)
        _write(item, depth + 1, indent, out)
    out.append(("" if indent is None else "\n" + " " * indent * depth) + closing)


def _written(value: Any, indent: int | None) -> str:
    out: list[str] = []
    _write(value, 0, indent, out)
    return "".join(out)


def canonical_json(value: Any) -> bytes:
    """The one canonical JSON of the value, as UTF-8 bytes; raises NotCanonical (RFC 8785, see the module)."""
    return _written(value, None).encode("utf-8")


def readable_json(value: Any, indent: int = 2) -> str:
    """The same value by the same rules for a person to read: indented, keys in the order given."""
    return _written(value, indent)


def digest(value: Any) -> str:
    """The SHA-256 of the value's canonical JSON, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _no_constant(name: str) -> NoReturn:
    raise NotCanonical(f"{name} is not a number that JSON can carry")


def _read_int(text: str) -> int:
    if len(text.removeprefix("-")) > DIGITS:
        raise NotCanonical(f"An integer has more than {DIGITS} digits")
    return int(text)


def _read_decimal(text: str) -> Decimal:
    if len(text) > 3 * DIGITS:
        raise NotCanonical(f"The number {shown(text)} is too long")
    value = Decimal(text)
    plain_decimal(value)  # refuses what could not be written back
    return value


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise NotCanonical(f"The key {shown(twice)} stands twice in one object")
    return found


def canonical_loads(data: bytes | str) -> Any:
    """The value that the JSON writes: integers as int, other numbers as exact Decimals; raises NotCanonical.

    Refused: anything but UTF-8, a key that stands twice, NaN and infinities, lone surrogates, and numbers beyond
    what `canonical_json` would write. Any JSON layout is read; `canonical_json` of the result is canonical.
    """
    try:
        text = data.decode("utf-8") if isinstance(data, bytes) else data
        value = json.loads(
            text,
            parse_float=_read_decimal,
            parse_int=_read_int,
            parse_constant=_no_constant,
            object_pairs_hook=_read_object,
        )
        if _SURROGATE.search(text):
            canonical_json(value)
    except UnicodeDecodeError as error:
        raise NotCanonical(f"The bytes are not UTF-8 from byte {error.start} on") from None
    except json.JSONDecodeError as error:
        raise NotCanonical(
            f"This is not JSON: {error.msg}, line {error.lineno} column {error.colno}"
        ) from None
    except RecursionError:
        raise NotCanonical("The JSON is nested too deep") from None
    return value
