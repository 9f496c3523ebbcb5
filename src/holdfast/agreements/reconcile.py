"""Bringing the stored rows of one table to what is wanted, and remembering what is left over."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.db.models import Model, ProtectedError, QuerySet

from holdfast.agreements.errors import StillRestedOn
from holdfast.base.errors import shown, with_article

_AT_ONCE = 500


class Reconciler:
    """Counts what it writes; rows that nobody wants go at the end, children before their parents."""

    def __init__(self, batch: int) -> None:
        self.batch = batch
        self.written = 0
        self._left_over: list[tuple[str, Model]] = []

    def bring(
        self,
        what: str,
        stored: QuerySet[Any],
        name: Callable[[Any], Hashable],
        wanted: Mapping[Hashable, Mapping[str, Any]],
    ) -> dict[Hashable, Any]:
        """Make the rows of `stored`, each known by `name`, say what `wanted` says; the rows by their names.

        Fields are compared one by one, so that a row that says it already keeps its batch.
        """
        rows = {name(row): row for row in stored}
        fresh: list[Any] = []
        for key, fields in wanted.items():
            row = rows.get(key)
            if row is None:
                fresh.append(stored.model(batch=self.batch, **fields))
            elif any(getattr(row, field) != value for field, value in fields.items()):
                for field, value in fields.items():
                    setattr(row, field, value)
                row.batch = self.batch
                row.save(force_update=True)
                self.written += 1
        stored.model.objects.bulk_create(fresh, batch_size=_AT_ONCE)
        self.written += len(fresh)
        self._left_over.extend((what, row) for key, row in rows.items() if key not in wanted)
        kept = {key: row for key, row in rows.items() if key in wanted}
        return {**kept, **{name(row): row for row in fresh}}

    def forget(self) -> None:
        """Remove what is left over; raises StillRestedOn where something permanent points at it."""
        for what, row in reversed(self._left_over):
            try:
                row.delete()
            except ProtectedError as error:
                holder = next(iter(error.protected_objects))._meta.verbose_name
                name = shown(getattr(row, "key", str(row)))
                raise StillRestedOn(
                    f"The {what} {name} is gone from the case, but {with_article(holder)} rests on it",
                    untouched="Nothing was written",
                    next_step=f"Put the {what} back into the case, or keep its key and change its words",
                ) from None
            self.written += 1
        self._left_over.clear()
