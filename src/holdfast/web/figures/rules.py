"""Figures as lists show them: a count is told as a count, a rate with its day, a state by its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from holdfast.figures import queries
from holdfast.figures.types import SIDE_BY_SIDE, Headline
from holdfast.people.types import Viewer
from holdfast.web.remembering import remembered
from holdfast.web.words import shown_state
from holdfast.web.writing import here, number_text, unit_alone

TOGETHER = SIDE_BY_SIDE.replace(" ", "\u00a0", 1)  # a line never begins with the sign between two numbers


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure or a revision in a list, with the words for its state and its number."""

    line: Any
    rule: str
    state: str
    value: str
    unit: str

    @property
    def stored_value(self) -> Decimal | str | None:
        """For files: the exact number; of several counts each; of a state its name."""
        headline = self.line.headline
        if headline.value is not None:
            return headline.value
        return SIDE_BY_SIDE.join(number_text(one, 1) for one in headline.counts) or self.value or None

    @property
    def stored_unit(self) -> Mapping[str, str]:
        """For files: the unit as it stands beside the number, in every language."""
        found: Mapping[str, str] = self.line.headline.unit_said
        return found


def figures_shown(viewer: Viewer, agreement: str = "", obligation: str = "") -> list[Shown]:
    """Every figure, of one agreement and one obligation where they are named."""
    return [
        _shown(line, line.headline)
        for line in remembered(viewer, ("figures",), lambda: queries.figures_list(viewer))
        if agreement in ("", line.agreement) and obligation in ("", line.obligation)
    ]


def revisions_shown(viewer: Viewer, limit: int | None = None) -> list[Shown]:
    """Every revision, the latest first."""
    return [_shown(line, line.headline) for line in queries.revisions_list(viewer, limit=limit)]


def _shown(line: Any, headline: Headline) -> Shown:
    numbers = TOGETHER.join(number_text(number, 1) for number in headline.numbers)
    if headline.at_least:
        numbers = gettext("at least {number}").format(number=numbers)
    return Shown(
        line=line,
        rule=headline.rule,
        state=shown_state(headline.state, headline.rule) if headline.state else "",
        value=here(headline.observed_state) or numbers,
        unit=unit_alone(here(headline.unit_said)),
    )
