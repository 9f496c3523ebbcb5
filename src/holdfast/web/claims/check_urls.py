"""Addresses where drafts are checked, rumours matched, and accepted checks read."""

from holdfast.web import converters  # noqa: F401 - registers the parts of addresses
from holdfast.web.access import at
from holdfast.web.claims import check, match, report
from holdfast.web.listing.views import list_at

urlpatterns = [
    at("claims/check/", check.check, "check_draft"),
    at("claims/match/", match.match, "match_rumour"),
    *list_at("claims/reports", report.REPORTS, "claim_reports"),
    at("claims/reports/<report:key>/", report.report, "claim_report"),
    at("claims/reports/<report:key>.json", report.as_json, "claim_report_json"),
    at("claims/reports/<report:key>.md", report.as_markdown, "claim_report_md"),
    at("claims/reports/<report:key>.pdf", report.as_pdf, "claim_report_pdf"),
]
