"""Engine types as plain JSON values and back again, so that a revision keeps the terms it was computed under."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from holdfast.figures.errors import SnapshotUnreadable

T = TypeVar("T")


def plain(value: Any) -> Any:
    """The value as canonical JSON can carry it: dataclasses as objects of their fields, keys as texts."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        items = sorted(value) if isinstance(value, frozenset | set) else value
        return [plain(item) for item in items]
    if isinstance(value, time):
        return value.isoformat()
    return value


def restored(kind: type[T], value: Any) -> T:
    """The value that `plain` wrote, as the type says; raises SnapshotUnreadable."""
    try:
        found = _restore(kind, value)
        if not isinstance(found, kind):
            raise TypeError(f"{value!r} holds nothing")
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise SnapshotUnreadable(
            f"The stored inputs do not fit {getattr(kind, '__name__', kind)}: {error}",
            untouched="The revision was left as it is",
            next_step="Open the store with the version of the software that published it",
        ) from error
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _restore(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _restore(next(part for part in get_args(kind) if part is not type(None)), value)
    if value is None or kind is Any:
        return value
    if origin is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_restore(inner[0], item) for item in value)
        return tuple(_restore(part, item) for part, item in zip(inner, value, strict=True))
    if origin is not None and isinstance(value, Mapping):
        key_kind, item_kind = get_args(kind)
        return {_restore(key_kind, key): _restore(item_kind, item) for key, item in value.items()}
    if isinstance(kind, type):
        return _scalar(kind, value)
    raise TypeError(f"no way to read {kind}")


def _scalar(kind: type, value: Any) -> Any:
    if is_dataclass(kind):
        if not isinstance(value, Mapping):
            raise TypeError(f"{value!r} is not the fields of {kind.__name__}")
        hints = _hints(kind)
        known = {field.name for field in fields(kind)}
        return kind(**{name: _restore(hints[name], item) for name, item in value.items() if name in known})
    if issubclass(kind, Enum):
        return kind(value)
    if kind is Decimal:
        return Decimal(value)
    if kind is datetime or kind is date or kind is time:
        return kind.fromisoformat(value)
    if kind is int:
        return int(value)
    if kind is bool or kind is str:
        # Words by language may stand where one word is declared: the names of an indicator's states.
        if not isinstance(value, kind) and not (kind is str and isinstance(value, Mapping)):
            raise TypeError(f"{value!r} is not {kind.__name__}")
        return value
    raise TypeError(f"no way to read {kind}")
