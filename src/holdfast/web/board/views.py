"""The board: what was promised, and what the record shows."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from holdfast.figures import queries as figures
from holdfast.figures.types import CorrectionLine
from holdfast.people.types import Permission, Viewer
from holdfast.web.access import page
from holdfast.web.board.gather import gathered
from holdfast.web.board.lines import board_lines
from holdfast.web.figures.rules import figures_shown
from holdfast.web.remembering import remembered

LATELY = 5


@page(Permission.READ)
def board(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Every agreement: kept or not, since when, how sure, what changed, what is due, what nobody watches."""
    found = gathered(viewer)
    context = {
        "agreements": board_lines(found),
        "lately": remembered(viewer, ("lately",), lambda: lately(viewer)),
        "figures": figures_shown(viewer),
        "stale": remembered(viewer, ("stale",), lambda: figures.stale_figures(viewer)),
    }
    return render(request, "board/board.html", context)


def lately(viewer: Viewer) -> list[CorrectionLine]:
    """The last first publications, corrections, withdrawals, decisions and findings, the latest first."""
    first = [
        CorrectionLine(
            at=line.published,
            kind="revision",
            object_key=line.key,
            text=line.headline.answer,
            reason="",
            by=line.by,
            figure=line.figure,
        )
        for line in figures.revisions_list(viewer, limit=LATELY)
        if line.number == 1
    ]
    found = [*first, *figures.corrections_list(viewer, limit=LATELY)]
    return sorted(found, key=lambda line: (line.at, line.object_key), reverse=True)[:LATELY]
