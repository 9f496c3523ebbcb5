"""Accepted checks: the list, one as a page, as JSON, as Markdown, and as a brief of one or two sheets."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from holdfast.base.canonical import readable_json
from holdfast.claims.briefs import BriefNeedsTypst
from holdfast.claims.queries.reports import report_detail, reports_count, reports_list
from holdfast.claims.shapes import report_json
from holdfast.claims.stored import ReportView
from holdfast.people.types import Level, Permission, Viewer
from holdfast.web.access import page
from holdfast.web.claims.check_shown import laid_out
from holdfast.web.claims.report_files import brief, markdown
from holdfast.web.listing.files import jsonable
from holdfast.web.listing.views import Column, Listing, Rows
from holdfast.web.writing import here

UNAVAILABLE = 503


def state_of(found: ReportView) -> dict[str, Any]:
    """The stored report as a check is laid out: each line with the verdict that a person accepted."""
    return {
        "text": found.text,
        "language": found.language,
        "as_of": found.as_of.isoformat(),
        "items": [
            {
                **line.item,
                **line.why,
                "verdict": line.verdict.value,
                "proposed": line.proposed.value,
                "citations": list(line.citations),
                "decided": {
                    "otherwise": line.verdict is not line.proposed,
                    "proposed": line.proposed.value,
                    "reason": line.reason,
                    "by": line.accepted_by,
                },
            }
            for line in found.lines
        ],
    }


@page(Permission.READ)
def report(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """One accepted check: answer first, then each line as it was accepted."""
    found = report_detail(viewer, key)
    state = state_of(found)
    context = {"report": found, "state": state, "laid": laid_out(state)}
    return render(request, "claims/report.html", context)


@page(Permission.READ)
def as_json(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """The report with the fixed keys of a check, and who accepted each line."""
    body = report_json(report_detail(viewer, key))
    return HttpResponse(readable_json(jsonable(body)) + "\n", content_type="application/json")


@page(Permission.READ)
def as_markdown(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """The report as Markdown, in the language of the address."""
    found = report_detail(viewer, key)
    return _file(
        markdown(found, laid_out(state_of(found))).encode(), "text/markdown; charset=utf-8", f"{key}.md"
    )


@page(Permission.READ)
def as_pdf(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """The report on one or two sheets of A4, in the language of the address."""
    found = report_detail(viewer, key)
    try:
        made = brief(found, laid_out(state_of(found)))
    except BriefNeedsTypst as error:
        return render(
            request, "claims/report_no_pdf.html", {"report": found, "failure": error}, status=UNAVAILABLE
        )
    return _file(made, "application/pdf", f"{key}.pdf")


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=kind)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _reports(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    def part(start: int, stop: int | None) -> Any:
        return reports_list(viewer, start=start, limit=None if stop is None else stop - start)

    return Rows(reports_count(viewer), part, lambda: part(0, None))


def _whose(row: ReportView) -> str:
    if row.desk:
        return gettext("this desk’s own")
    return row.other or here(row.source_name) or gettext("a source you may not see")


REPORTS = Listing(
    name="claim-reports",
    title=_("Accepted checks"),
    lede=_(
        "Drafts and statements that were held against the record, and accepted line by line by a person of the desk: "
        "the desk’s own texts under the same rules as everybody else’s."
    ),
    columns=(
        Column(
            "key",
            _("Report"),
            lambda row: row.key,
            "iso",
            lambda row: reverse("claim_report", args=[row.key]),
        ),
        Column("title", _("Title"), lambda row: row.title, "foreign"),
        Column(
            "whose", _("Whose text"), lambda row: "desk" if row.desk else row.source or row.other, face=_whose
        ),
        Column("as_of", _("Record of"), lambda row: row.as_of, "day"),
        Column("checked_at", _("Checked"), lambda row: row.checked_at, "instant"),
        Column("by", _("Accepted by"), lambda row: row.by, "iso"),
        Column("sha256", _("SHA-256 of the text"), lambda row: row.sha256, "long", under="named"),
        Column(
            "level",
            _("Who may see it"),
            lambda row: Level(row.level).name.lower(),
            "level",
            face=lambda row: row.level,
            under="named",
        ),
    ),
    rows=_reports,
    empty=_("No check that you may see has been accepted yet."),
)
