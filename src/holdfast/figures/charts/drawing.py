"""Draws specifications in a process of its own, which ends when they are drawn.

The renderer starts threads and an engine that must not live in a process that later forks, such as a web server's.
"""

import json
import subprocess
import sys
from collections.abc import Sequence

from holdfast.base.errors import HoldfastError
from holdfast.figures.charts.clean import clean_svg
from holdfast.figures.charts.types import Drawn, Specified

_SECONDS = 120


class ChartNotDrawn(HoldfastError):
    """The renderer refused a specification, or did not end in time."""

    code = "chart-not-drawn"


def draw(charts: Sequence[Specified], prefix: str) -> tuple[Drawn, ...]:
    """All charts drawn and cleaned, in order; the same charts give the same bytes. Raises ChartNotDrawn.

    `prefix` begins the ids inside the SVGs, which stand side by side in one page.
    """
    if not charts:
        return ()
    given = json.dumps([chart.spec for chart in charts], ensure_ascii=False)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "holdfast.figures.charts.renderer"],
            input=given.encode("utf-8"),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _not_drawn(f"The renderer did not end within {_SECONDS} seconds") from None
    if ended.returncode != 0:
        complaint = ended.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _not_drawn(
            f"The renderer refused a chart: {complaint[-1][:300] if complaint else 'no reason given'}"
        )
    drawings: list[str] = json.loads(ended.stdout)
    return tuple(
        Drawn(
            name=chart.name,
            language=chart.language,
            title=chart.title,
            spec=chart.spec,
            svg=clean_svg(
                drawing,
                title=chart.title,
                description=chart.alternative,
                prefix=f"{prefix}-{chart.name}-{chart.language}",
                lang=chart.language,
            ),
            alternative=chart.alternative,
        )
        for chart, drawing in zip(charts, drawings, strict=True)
    )


def _not_drawn(what: str) -> ChartNotDrawn:
    return ChartNotDrawn(
        what,
        untouched="Nothing was published",
        next_step="Try again; if it happens twice, run holdfast doctor",
    )
