"""Figures, revisions, corrections as lists and pages; nothing here computes, all of it was stored when published."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from holdfast.base.canonical import canonical_loads
from holdfast.base.clock import now
from holdfast.base.errors import shown
from holdfast.base.ids import FigureKey, slug_ok
from holdfast.base.why import Term
from holdfast.figures.answer import told
from holdfast.figures.citing import citation_of
from holdfast.figures.errors import FigureUnknown
from holdfast.figures.find import (
    UNREAD,
    figure_row,
    parsed,
    revision_row,
    stored_rows,
    visible_figures,
    visible_revisions,
)
from holdfast.figures.findings import findings_list
from holdfast.figures.models import Chart, Revision, RevisionRow
from holdfast.figures.types import (
    ChartView,
    Citation,
    CorrectionLine,
    FigureLine,
    FigureView,
    Headline,
    RevisionLine,
    RowsPage,
)
from holdfast.people.types import Viewer
from holdfast.record.queries import corrections
from holdfast.record.types import Correction


def figures_list(viewer: Viewer, *, agreement: str | None = None) -> tuple[FigureLine, ...]:
    """Every figure by number with its last revision, of one agreement where it is named; in one query."""
    found = visible_figures(viewer)
    if agreement is not None:
        found = found.filter(agreement__key=agreement)
    last = Revision.objects.filter(figure=OuterRef("pk"), level__lte=viewer.clearance).order_by("-number")
    rows = found.annotate(
        last_number=Subquery(last.values("number")[:1]),
        last_published=Subquery(last.values("published")[:1]),
        last_as_of=Subquery(last.values("as_of")[:1]),
        last_headline=Subquery(last.values("headline")[:1]),
        last_known=Subquery(last.values("known_seq")[:1]),
        last_documents=Subquery(last.values("documents")[:1]),
    )
    return tuple(_figure_line(row) for row in rows)


def figure_detail(
    viewer: Viewer, key: str, *, page: int | None = 1, language: str | None = "en"
) -> FigureView:
    """One revision (F-0001.r2), or the last one (F-0001, or the case's own name), with one page of its rows, or all.

    At most four queries whatever the rows, all of them of what was stored. `language` chooses the charts; None gives
    all. A figure without a revision is its question and definition. Raises FigureUnknown.
    """
    named, slug = parsed(key)
    about = {"figure__number": named.number} if named is not None else {"figure__slug": slug}
    lines = list(visible_revisions(viewer).filter(**about).defer(*UNREAD).order_by("-number"))
    figure = lines[0].figure if lines else figure_row(viewer, key)
    wanted = named.revision if named is not None and named.revision is not None else None
    chosen = next((row for row in lines if wanted is None or row.number == wanted), None)
    if chosen is None and wanted is not None:
        raise FigureUnknown(
            f"There is no revision {shown(key)}", next_step=f"Look at {figure} for its revisions"
        )
    body: Mapping[str, Any] = {}
    documents: list[str] = []
    if chosen is not None:
        text, documents = Revision.objects.filter(pk=chosen.pk).values_list("canonical", "documents").get()
        body = canonical_loads(text)
    return FigureView(
        key=str(figure),
        slug=figure.slug,
        agreement=figure.agreement.key,
        agreement_title=figure.agreement.title,
        question=body.get("question") or figure.question,
        caveats=tuple(body.get("caveats") or figure.caveats),
        definition=body.get("definition") or figure.definition,
        level=figure.level,
        revision=chosen.number if chosen else None,
        latest=lines[0].number if lines else None,
        body=body,
        digest=chosen.digest if chosen else "",
        charts=_charts(chosen, language),
        rows=_rows_page(chosen, body, page),
        revisions=tuple(_revision_line(row) for row in lines),
        documents=tuple(documents),
    )


def revision_rows(viewer: Viewer, key: str) -> Iterator[Mapping[str, Any]]:
    """Every row under a revision as published, page by page."""
    revision = revision_row(viewer, key)
    pages = RevisionRow.objects.filter(revision=revision).order_by("page").values_list("rows", flat=True)
    for page in pages.iterator(chunk_size=1):
        yield from canonical_loads(page)


def revisions_list(
    viewer: Viewer, *, limit: int | None = None, start: int = 0, agreement: str | None = None
) -> tuple[RevisionLine, ...]:
    """Every revision, the latest first."""
    found = visible_revisions(viewer).defer(*UNREAD)
    if agreement is not None:
        found = found.filter(figure__agreement__key=agreement)
    found = found.order_by("-published", "-id")
    return tuple(_revision_line(row) for row in found[start : None if limit is None else start + limit])


def corrections_list(
    viewer: Viewer, *, limit: int | None = None, start: int = 0
) -> tuple[CorrectionLine, ...]:
    """What was corrected, withdrawn, decided, or published anew with a change: one list, the latest first."""
    most = None if limit is None else start + limit
    return _latest(viewer, visible_revisions(viewer).filter(number__gt=1), most)[start:most]


def news_list(viewer: Viewer, *, limit: int) -> tuple[CorrectionLine, ...]:
    """As `corrections_list`, first publications among them."""
    return _latest(viewer, visible_revisions(viewer), limit)


def _latest(viewer: Viewer, revisions: QuerySet[Revision], most: int | None) -> tuple[CorrectionLine, ...]:
    published = revisions.defer(*UNREAD).order_by("-published", "-id")[:most]
    lines = [_published(row) for row in published] + _record_corrections(viewer, most) + _findings(viewer)
    lines.sort(key=lambda line: (line.at, line.object_key), reverse=True)
    return tuple(lines[:most])


def chart_spec(viewer: Viewer, key: str, name: str, language: str) -> dict[str, Any]:
    """The Vega-Lite specification of one chart of a revision; raises FigureUnknown."""
    revision = revision_row(viewer, key)
    found = Chart.objects.filter(revision=revision, name=name[:60], language=language[:20]).first()
    if found is None:
        raise FigureUnknown(f"{shown(key)} has no chart {shown(name)} in {shown(language)}")
    spec: dict[str, Any] = found.spec
    return spec


def citation(viewer: Viewer, key: str, base_url: str) -> Citation:
    """How to cite a revision published by this desk under `base_url`; its key begins with the desk's name.

    Raises FigureUnknown, also before the first revision.
    """
    view = figure_detail(viewer, key, language="en")
    if not view.published:
        raise not_published(view)
    desk = settings.DESK
    address = f"{base_url.rstrip('/')}/figures/{view.revision_key}/"
    outside = FigureKey.parse(view.revision_key).at_desk(desk.name if slug_ok(desk.name) else None)
    return citation_of(
        view, key=str(outside), publisher=desk.published_by, address=address, accessed=now().date()
    )


cite = citation


def not_published(view: FigureView) -> FigureUnknown:
    """There is a question and no answer yet: nothing to take away, and nothing to cite."""
    return FigureUnknown(
        f"{view.key} is not published yet", next_step=f"Publish it: holdfast publish {view.key}"
    )


def _charts(revision: Revision | None, language: str | None) -> tuple[ChartView, ...]:
    if revision is None:
        return ()
    found: QuerySet[Chart] = (
        Chart.objects.filter(revision=revision).defer("spec").order_by("order", "language")
    )
    if language is not None:
        found = found.filter(language=language)
    return tuple(ChartView(row.name, row.language, row.title, row.svg, row.alternative) for row in found)


def _rows_page(revision: Revision | None, body: Mapping[str, Any], page: int | None) -> RowsPage:
    if revision is None:
        return RowsPage((), 1, 0, 0)
    summary = body["rows_summary"]
    if page is None:
        return RowsPage(tuple(stored_rows(revision)), 1, 1, summary["count"])
    number = min(max(page, 1), max(summary["pages"], 1))
    text = RevisionRow.objects.filter(revision=revision, page=number).values_list("rows", flat=True).first()
    return RowsPage(tuple(canonical_loads(text)) if text else (), number, summary["pages"], summary["count"])


def _headline(stored: Mapping[str, Any] | None) -> Headline:
    if not stored:
        return Headline()
    return Headline(
        state=stored["state"],
        mark=stored["mark"],
        answer=stored["answer"],
        value=None if stored["value"] is None else Decimal(stored["value"]),
        counts=tuple(Decimal(count) for count in stored["counts"]),
        at_least=stored.get("at_least", False),
        observed_state=stored["observed_state"] or {},
        unit=stored["unit"],
        unit_said=stored["unit_said"],
        per=stored["per"],
        rule=stored["rule"],
        first=date.fromisoformat(stored["first"]) if stored["first"] else None,
        last=date.fromisoformat(stored["last"]) if stored["last"] else None,
        series=stored["series"],
    )


def _figure_line(row: Any) -> FigureLine:
    return FigureLine(
        key=str(row),
        slug=row.slug,
        agreement=row.agreement.key,
        agreement_title=row.agreement.title,
        question=row.question,
        obligation=row.definition.get("obligation") or "",
        revision=row.last_number,
        published=row.last_published,
        as_of=row.last_as_of,
        headline=_headline(row.last_headline),
        known_seq=row.last_known,
        documents=tuple(row.last_documents or ()),
    )


def _revision_line(row: Revision) -> RevisionLine:
    return RevisionLine(
        key=f"{row.figure}.r{row.number}",
        figure=str(row.figure),
        number=row.number,
        question=row.figure.question,
        agreement=row.figure.agreement.key,
        published=row.published,
        by=row.by,
        checked_by=tuple(row.checked_by),
        reason=row.reason,
        as_of=row.as_of,
        said_by=row.said_by,
        software=row.software,
        digest=row.digest,
        changed=tuple(canonical_loads(row.changed)),
        headline=_headline(row.headline),
    )


def _published(row: Revision) -> CorrectionLine:
    """A revision: what it changed and why; a first one changed nothing."""
    line = _revision_line(row)
    return CorrectionLine(
        at=line.published,
        kind="revision",
        object_key=line.key,
        text=line.headline.answer,
        reason=line.reason if line.number > 1 else "",
        by=line.by,
        figure=line.figure,
        changed=line.changed if line.number > 1 else (),
    )


def _findings(viewer: Viewer) -> list[CorrectionLine]:
    return [
        CorrectionLine(
            at=found.made,
            kind="finding" if found.word == "broken" else "finding withdrawn",
            object_key=f"finding-{found.id}.{found.edition}",
            text=told(
                "figure-finding-broken" if found.word == "broken" else "figure-finding-withdrawn",
                obligation=found.obligation_title,
            ).words,
            reason=found.reasons,
            by=found.by,
        )
        for found in findings_list(viewer, every_edition=True)
    ]


def _record_corrections(viewer: Viewer, most: int | None) -> list[CorrectionLine]:
    return [
        CorrectionLine(
            at=found.at,
            kind=found.kind,
            object_key=found.row or f"series:{found.series}",
            text=_correction_text(found),
            reason=found.reason,
            by=found.by,
            series=found.series,
            reason_words=found.reason_words,
        )
        for found in corrections(viewer, limit=most)
    ]


def _correction_text(found: Correction) -> Mapping[str, str]:
    about = {"series": found.series_name or {"en": found.series}, "about": found.about}
    if found.kind == "decision":
        return told("figure-counter-decided", ruling=Term(f"ruling.{found.ruling}"), **about).words
    if found.kind == "withdrawal":
        if found.was is None:
            return told("figure-row-withdrawn-empty", **about).words
        return told("figure-row-withdrawn", was=found.was, **about).words
    if found.kind == "back":
        if found.now is None:
            return told("figure-row-back-empty", **about).words
        return told("figure-row-back", now=found.now, **about).words
    if found.was is None or found.now is None:
        return told("figure-row-corrected-status", **about).words
    if found.was == found.now:
        return told("figure-row-corrected-beside", now=found.now, **about).words
    return told("figure-row-corrected", was=found.was, now=found.now, **about).words
