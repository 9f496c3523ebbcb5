"""Every write of the figures room."""

from holdfast.figures.definitions import save_figure_definitions
from holdfast.figures.findings import make_finding, withdraw_finding
from holdfast.figures.publish import publish_figure, publish_figures
from holdfast.figures.refreshing import refresh_readings
from holdfast.figures.standings import refresh_standing

__all__ = [
    "make_finding",
    "publish_figure",
    "publish_figures",
    "refresh_readings",
    "refresh_standing",
    "save_figure_definitions",
    "withdraw_finding",
]
