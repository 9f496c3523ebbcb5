"""The board: what was promised, and what the record shows."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from holdfast.figures import queries as figures
from holdfast.people.types import Permission, Viewer
from holdfast.web.access import page
from holdfast.web.board.gather import gathered
from holdfast.web.board.lines import board_lines
from holdfast.web.board.silent import silent_lines
from holdfast.web.evidence.preservation import Kept, kept_of, share_of
from holdfast.web.figures.rules import Shown, figures_shown
from holdfast.web.remembering import remembered

LATELY = 5


@page(Permission.READ)
def board(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Every agreement: kept or not, since when, how sure, what changed, what is due, what nobody watches."""
    found, shown = gathered(viewer), figures_shown(viewer)
    context = {
        "agreements": board_lines(found),
        "lately": remembered(viewer, ("lately",), lambda: figures.news_list(viewer, limit=LATELY)),
        "figures": shown,
        "share": share_of(_kept(viewer, shown)),
        "signed_in": viewer.signed_in,
        "silent": silent_lines(viewer),
        "stale": remembered(
            viewer,
            ("stale on the board",),
            lambda: figures.stale_keys_among(viewer, [one.line for one in shown], found.stored),
        ),
    }
    return render(request, "board/board.html", context)


def _kept(viewer: Viewer, shown: Sequence[Shown]) -> Kept:
    """How the documents behind the published figures are preserved."""
    keys = sorted({key for one in shown for key in one.line.documents})
    return kept_of(viewer, "behind the figures", keys)
