"""Addresses of figures and their revisions; F-0001.r2 stands for good."""

from holdfast.web import converters  # noqa: F401 - registers the parts of addresses
from holdfast.web.access import at
from holdfast.web.figures.lists import FIGURES, REVISIONS
from holdfast.web.figures.views import figure, figure_chart, figure_cite, figure_csv, figure_json
from holdfast.web.listing.views import list_at

urlpatterns = [
    *list_at("figures", FIGURES, "figures"),
    *list_at("revisions", REVISIONS, "revisions"),
    at("figures/<figure:key>/", figure, "figure"),
    at("figures/<figure:key>.csv", figure_csv, "figure_csv"),
    at("figures/<figure:key>.json", figure_json, "figure_json"),
    at("figures/<figure:key>/cite/", figure_cite, "figure_cite"),
    at("figures/<figure:key>/charts/<slug:name>.json", figure_chart, "figure_chart"),
]
