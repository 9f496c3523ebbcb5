"""What pages would otherwise compute while a reader waits, computed before anybody asks."""

from datetime import date, timedelta

from holdfast.agreements.queries import agreements_list
from holdfast.base.clock import today
from holdfast.figures.falls import refresh_falls
from holdfast.figures.gather import at_level
from holdfast.figures.models import Standing
from holdfast.figures.standings import standings
from holdfast.figures.touched import touched_seq
from holdfast.people.types import Level, Viewer

KEPT = timedelta(days=7)  # a board is read of today; what is older is computed again for who asks


def readings_due() -> tuple[int, frozenset[tuple[str, date]]]:
    """What stored readings rest on, the last change and each agreement's day: another value, and they are renewed."""
    everything = at_level(Viewer.anonymous(), Level.RESTRICTED)
    days = {(one.key, today(one.timezone)) for one in agreements_list(everything)}
    return touched_seq(), frozenset(days)


def refresh_readings() -> tuple[Level, ...]:
    """Renew every stored reading that no longer holds: those for strangers, and for each clearance that has read one.

    A stored reading is nobody's statement and says nothing that assessing would not say, so it writes no journal line.
    """
    seen = set(Standing.objects.order_by().values_list("clearance", flat=True).distinct())
    levels = tuple(sorted({Level.PUBLIC, *map(Level, seen)}))
    for level in levels:
        viewer = at_level(Viewer.anonymous(), level)
        standings(viewer)
        refresh_falls(viewer)
    Standing.objects.filter(as_of__lt=today("UTC") - KEPT).delete()
    return levels
