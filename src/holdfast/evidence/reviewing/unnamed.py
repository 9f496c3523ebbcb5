"""Objects that no row names: what somebody left who was killed between keeping a file and writing down what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from holdfast.evidence.models import Capture, Redaction
from holdfast.evidence.store import ObjectStore, read_whole

IDLE_SECONDS = 24 * 3600.0  # nobody writes down later than this what was kept
_DIGITS = 64
_DIGEST = re.compile(r"[0-9a-f]{64,}")
_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Unnamed:
    """How many objects nothing names, their bytes, and how many of them were removed."""

    objects: int = 0
    size: int = 0
    removed: int = 0


def unnamed_in(store: ObjectStore, seconds: float = IDLE_SECONDS) -> dict[str, int]:
    """The objects, by digest with their sizes, that are older than a day and that no row and no manifest names.

    To look and not to remove, less than a day will do.

    A row of any room counts, whatever the column: evidence does not know what the rooms below it keep here.
    """
    left = dict(store.idle(seconds))
    for text in _texts():
        if not left:
            return left
        _strike(left, text)
    for digest in _manifests():
        if left and store.has(digest):
            _strike(left, read_whole(store.open(digest)).decode("utf-8", "replace"))
    return left


def _strike(left: dict[str, int], text: str) -> None:
    for found in _DIGEST.findall(text.lower()):
        for at in range(len(found) - _DIGITS + 1):
            left.pop(found[at : at + _DIGITS], None)


def _texts() -> Iterator[str]:
    """Every text of every row that is long enough to hold a digest; what expunges removed is in none of them."""
    there = set(connection.introspection.table_names())
    for model in apps.get_models(include_auto_created=True):
        columns = [field.attname for field in model._meta.concrete_fields if _holds_text(field)]
        if not columns or model._meta.proxy or model._meta.db_table not in there:
            continue
        rows = model._base_manager.all()
        for row in rows.order_by().values_list(*columns).iterator(chunk_size=_CHUNK):
            for value in row:
                if value:
                    yield value if isinstance(value, str) else json.dumps(value, default=str)


def _holds_text(field: models.Field[Any, Any]) -> bool:
    if isinstance(field, models.CharField):
        return field.max_length is None or field.max_length >= _DIGITS
    return isinstance(field, models.TextField | models.JSONField)


def _manifests() -> Iterator[str]:
    """Objects that name others: manifests of captures, records of redacted copies."""
    yield from Capture.objects.values_list("manifest", flat=True).iterator()
    yield from Redaction.objects.values_list("record", flat=True).iterator()
