"""Rows of several tables beside one row, in the one query that asks for it: each table as a JSON list of its rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, JSONField, Model, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

Row = TypeVar("Row", bound=Model)


class _JsonList(Aggregate):
    """All values of a group as one JSON list, in no order."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **extra)


def rows_beside(rows: QuerySet[Any]) -> Subquery:
    """The whole rows of a query that names its outer row by an OuterRef, as an annotation for `rows_from`."""
    fields = {field.attname: field.attname for field in rows.model._meta.concrete_fields}
    found = rows.order_by().annotate(of_one=Value(1)).values("of_one")
    return Subquery(found.annotate(listed=_JsonList(JSONObject(**fields))).values("listed"))


def rows_from(model: type[Row], listed: object) -> list[Row]:
    """What `rows_beside` brought, as rows in the order they were written."""
    found: Sequence[dict[str, Any]] = listed if isinstance(listed, list) else []
    made = [
        model(**{field.attname: _value(field, row[field.attname]) for field in model._meta.concrete_fields})
        for row in found
    ]
    return sorted(made, key=lambda row: row.pk)


def _value(field: Any, value: Any) -> Any:
    if isinstance(field, JSONField):
        return json.loads(value) if isinstance(value, str) else value
    read = getattr(field, "target_field", field).to_python(value)
    if isinstance(read, datetime) and read.tzinfo is None:
        return read.replace(tzinfo=UTC)  # SQLite keeps instants as text, in UTC
    return read
