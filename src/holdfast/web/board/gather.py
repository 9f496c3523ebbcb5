"""Everything the board, the agreement and the obligation pages show, gathered once for a state of the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from holdfast.agreements.errors import AgreementUnknown
from holdfast.agreements.queries import AgreementView
from holdfast.figures.queries import standings
from holdfast.figures.types import StandingView
from holdfast.people.types import Viewer
from holdfast.record.types import SeriesDef
from holdfast.sources.queries import sources_list
from holdfast.sources.types import SourceDef
from holdfast.web.board.standing import AgreementStanding, standing_of
from holdfast.web.remembering import remembered


@dataclass(frozen=True, slots=True)
class Gathered:
    """Agreements with their stored assessments, and the names of what they point at; sources for who asked for them."""

    views: Mapping[str, AgreementView]
    stored: Mapping[str, StandingView]
    standings: Mapping[str, AgreementStanding]
    series: Mapping[str, SeriesDef]
    sources: Mapping[str, SourceDef] = field(default_factory=dict)

    def view(self, key: str) -> AgreementView:
        """The agreement of that key; raises AgreementUnknown."""
        if key not in self.views:
            raise AgreementUnknown("There is no such agreement", next_step="Look at the list of agreements")
        return self.views[key]

    def sides_of(self, agreement: str, obligation: str) -> dict[str | None, Mapping[str, Any]]:
        """What stands side by side about an obligation, by reading."""
        stored = self.stored.get(agreement)
        found = stored.side_by_side if stored else ()
        return {side["reading"]: side for side in found if side["obligation"] == obligation}


def gathered(viewer: Viewer) -> Gathered:
    """All agreements this viewer may see; built anew when the journal has a new line or a day has passed."""
    return remembered(viewer, ("gathered",), lambda: _gather(viewer))


def gathered_with_sources(viewer: Viewer) -> Gathered:
    """As `gathered`, with all sources, for pages that name them."""
    sources = remembered(viewer, ("sources",), lambda: {one.key: one for one in sources_list(viewer)})
    return replace(gathered(viewer), sources=sources)


def _gather(viewer: Viewer) -> Gathered:
    stored = standings(viewer)
    return Gathered(
        views={key: one.view for key, one in stored.items()},
        stored=stored,
        standings={
            key: standing_of(one.view, one.assessments, one.as_of, one.sides) for key, one in stored.items()
        },
        series={series.key: series for one in stored.values() for series in one.outline.series},
    )
