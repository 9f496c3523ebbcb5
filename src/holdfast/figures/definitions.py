"""Saving the figures a case declares, inside the case's own transaction."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max

from holdfast.base.errors import shown
from holdfast.base.ids import slug_ok
from holdfast.figures.errors import FigureDefinitionWrong
from holdfast.figures.models import Figure
from holdfast.figures.types import FigureDef
from holdfast.journal.actions import Entry


def save_figure_definitions(entry: Entry, *, agreement: int, figures: Sequence[FigureDef]) -> int:
    """Bring the figures of one agreement (by its id) to what is declared; how many were written.

    A figure is known by its key. A new one takes the next number, in the order declared; numbers are never used again.
    A changed definition stands from now on, and revisions keep theirs. A figure that is no longer declared stays.
    Raises FigureDefinitionWrong. Writes no journal line of its own: the entry is the case's.
    """
    for figure in figures:
        _check(figure)
    stored = {row.slug: row for row in Figure.objects.filter(slug__in=[figure.key for figure in figures])}
    following = (Figure.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    written = 0
    for order, figure in enumerate(figures):
        fields = _fields(figure, order)
        row = stored.get(figure.key)
        if row is None:
            Figure.objects.create(
                number=following, slug=figure.key, agreement_id=agreement, batch=entry.batch, **fields
            )
            following += 1
        elif row.agreement_id != agreement:
            raise _wrong(figure, "belongs to another agreement")
        elif {name: getattr(row, name) for name in fields} == fields:
            continue
        else:
            for name, value in fields.items():
                setattr(row, name, value)
            row.batch = entry.batch
            row.save()
        written += 1
    return written


def _fields(figure: FigureDef, order: int) -> dict[str, Any]:
    return {
        "question": dict(figure.question),
        "definition": figure.definition(),
        "caveats": [dict(caveat) for caveat in figure.caveats],
        "order": order,
        "level": int(figure.level),
    }


def _check(figure: FigureDef) -> None:
    if not slug_ok(figure.key):
        raise _wrong(figure, "has a key that is not small letters, digits and single hyphens")
    if not any(figure.question.values()):
        raise _wrong(figure, "asks no question")
    if not figure.caveats or not all(any(caveat.values()) for caveat in figure.caveats):
        raise _wrong(figure, "has no caveat")
    if bool(figure.obligation) == bool(figure.indicator):
        raise _wrong(figure, "must name an obligation or an indicator, and not both")
    if figure.first and figure.last and figure.first > figure.last:
        raise _wrong(figure, "has a window that ends before it begins")


def _wrong(figure: FigureDef, what: str) -> FigureDefinitionWrong:
    return FigureDefinitionWrong(
        f"The figure {shown(figure.key)} {what}",
        untouched="Nothing was written",
        next_step="Mend it under [[figures]] in the case",
    )
