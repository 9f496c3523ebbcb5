"""Whose name stands under what a desk publishes: the account's, or the desk's own, as desk.toml says.

The journal keeps the account in either case. What is stored with a name, a revision, a finding, a decision, keeps the
name it was written with, so that a revision rebuilds byte for byte whatever desk.toml says later.
"""

from django.conf import settings

from holdfast.people.types import Level, Viewer


def signature(viewer: Viewer) -> str:
    """The name to be written under what this person publishes, finds or decides."""
    return str(settings.DESK.name) if settings.DESK.signs_for_all else viewer.key


def name_shown(viewer: Viewer, account: str) -> str:
    """The name of who did something, read from the journal, as this viewer may see it."""
    hidden = settings.DESK.signs_for_all and viewer.clearance < Level.DESK
    return str(settings.DESK.name) if hidden else account
