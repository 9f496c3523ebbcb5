"""Looking at evidence is itself entered in the custody log; a query cannot write, so this is an action."""

from collections.abc import Collection

from holdfast.base.errors import shown
from holdfast.evidence.custody import append
from holdfast.evidence.errors import CaptureUnknown
from holdfast.evidence.models import Capture
from holdfast.evidence.types import Event, Verb
from holdfast.journal.actions import recording
from holdfast.people.permissions import require
from holdfast.people.types import Permission, Viewer


def record_viewing(*, viewer: Viewer, keys: Collection[str]) -> range:
    """Enter that this person looked at these captures; the numbers of the entries.

    Nothing is entered for who is not signed in: there is nobody to name. Raises CaptureUnknown.
    """
    require(viewer, Permission.READ)
    wanted = sorted(set(keys))
    if not viewer.signed_in or not wanted:
        return range(0)
    seen = set(
        Capture.objects.filter(key__in=wanted, level__lte=viewer.clearance).values_list("key", flat=True)
    )
    for key in wanted:
        if key not in seen:
            raise CaptureUnknown(f"There is no capture {shown(key)}", untouched="Nothing was written")
    with recording(actor=viewer.key, verb="view_captures", object_key=f"captures:{len(wanted)}") as entry:
        entry.commit_to(wanted, count=len(wanted))
        return append(
            [Event(Verb.VIEWED, key, {"capture": key}) for key in wanted], actor=viewer.key, batch=entry.batch
        )
