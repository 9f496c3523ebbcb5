"""Reading accepted checks of drafts."""

from typing import Any

from django.db.models import QuerySet

from holdfast.base.canonical import canonical_loads
from holdfast.base.errors import shown
from holdfast.claims.errors import ReportUnknown
from holdfast.claims.keys import report_number
from holdfast.claims.models import Report
from holdfast.claims.stored import ReportLineView, ReportView, Verdict
from holdfast.people.signing import name_shown
from holdfast.people.types import Viewer


def reports_list(viewer: Viewer, *, start: int = 0, limit: int | None = None) -> tuple[ReportView, ...]:
    """Accepted checks without their lines and texts, the latest first; one query."""
    rows = _visible(viewer).defer("text", "items")[start : None if limit is None else start + limit]
    return tuple(_view(viewer, row, text="") for row in rows)


def reports_count(viewer: Viewer) -> int:
    """How many this viewer may see."""
    return _visible(viewer).count()


def report_detail(viewer: Viewer, key: str) -> ReportView:
    """One accepted check with its lines; raises ReportUnknown."""
    row = _visible(viewer).filter(id=report_number(key)).first()
    if row is None:
        raise ReportUnknown(
            f"There is no accepted check {shown(key)}", next_step="Look at the list of accepted checks"
        )
    lines = tuple(
        ReportLineView(
            place=line.place,
            item=canonical_loads(line.item),
            proposed=Verdict(line.proposed),
            verdict=Verdict(line.verdict),
            why={"why_code": line.why_code, "why_params": canonical_loads(line.why_params)},
            citations=tuple(canonical_loads(line.citations)),
            reason=line.reason,
            accepted_by=name_shown(viewer, line.accepted_by),
            accepted_at=line.accepted_at,
        )
        for line in row.lines.order_by("place")
    )
    return _view(viewer, row, text=row.text, lines=lines)


def _visible(viewer: Viewer) -> QuerySet[Any]:
    return Report.objects.filter(level__lte=viewer.clearance).select_related("source").order_by("-id")


def _view(viewer: Viewer, row: Any, *, text: str, lines: tuple[ReportLineView, ...] = ()) -> ReportView:
    source = row.source if row.source and viewer.sees(row.source.level) else None
    return ReportView(
        key=str(row),
        title=row.title,
        desk=row.desk,
        source=source.key if source else None,
        source_name=source.name if source else {},
        other=row.other,
        sha256=row.sha256,
        text=text,
        language=row.language,
        checked_at=row.checked_at,
        as_of=row.as_of,
        seq=row.seq,
        by=name_shown(viewer, row.by),
        level=row.level,
        lines=lines,
    )
