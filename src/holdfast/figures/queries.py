"""Reading figures: pages and lists from stored snapshots, each query in the viewer's own clearance."""

from holdfast.figures.falls import falls_of
from holdfast.figures.find import revision_contents
from holdfast.figures.findings import findings_list
from holdfast.figures.lists import (
    chart_spec,
    citation,
    cite,
    corrections_list,
    figure_detail,
    figures_list,
    news_list,
    not_published,
    revision_rows,
    revisions_list,
)
from holdfast.figures.rebuilding import rebuild
from holdfast.figures.refreshing import readings_due
from holdfast.figures.stale import keys_to_publish, stale_figures, stale_keys, stale_keys_among
from holdfast.figures.standings import standing, standings

__all__ = [
    "chart_spec",
    "citation",
    "cite",
    "corrections_list",
    "falls_of",
    "figure_detail",
    "figures_list",
    "findings_list",
    "keys_to_publish",
    "news_list",
    "not_published",
    "readings_due",
    "rebuild",
    "revision_contents",
    "revision_rows",
    "revisions_list",
    "stale_figures",
    "stale_keys",
    "stale_keys_among",
    "standing",
    "standings",
]
