"""Putting a finding away: what was found changed, grown or gone, and somebody has looked at."""

from __future__ import annotations

from holdfast.base.clock import now
from holdfast.evidence.custody import enter_event
from holdfast.evidence.errors import ReviewInvalid
from holdfast.evidence.facts import away_facts
from holdfast.evidence.models import PutAway
from holdfast.evidence.queries.visible import earlier_seen
from holdfast.evidence.queries.watches import finding_is_away
from holdfast.evidence.reviewing.words import UNTOUCHED, capture_for, refuse_expunged, written
from holdfast.evidence.types import FOUND, Event, Verb
from holdfast.journal.actions import recording
from holdfast.people.permissions import require
from holdfast.people.types import Permission, Viewer


def put_away_finding(*, viewer: Viewer, capture: str, reason: str, away: bool = True) -> None:
    """Take the finding that a capture brought off the list of what is to be looked at, or put it back.

    The finding stands: on the pages of both captures, in the custody log, and in the list of what was put away. Raises
    NotAllowed, CaptureUnknown, CaptureExpunged, ReviewInvalid.
    """
    require(viewer, Permission.EDIT)
    why = written(reason, "reason")
    with recording(actor=viewer.key, verb="put_away_finding", object_key=f"capture:{capture[:100]}") as entry:
        about = capture_for(viewer, capture, lock=True)
        refuse_expunged(about)
        if about.compared not in FOUND or earlier_seen(viewer, about) is None:
            raise ReviewInvalid(
                f"{about.key} found nothing changed, grown or gone",
                untouched=UNTOUCHED,
                next_step="Name the later capture of a finding: it stands in the list of changes",
            )
        if finding_is_away(about) == away:
            raise ReviewInvalid(
                f"What {about.key} found is {'' if away else 'not '}put away already", untouched=UNTOUCHED
            )
        row = PutAway.objects.create(
            capture=about, away=away, reason=why, by=viewer.key, at=now(), batch=entry.batch
        )
        enter_event(entry, Event(Verb.PUT_AWAY, about.key, away_facts(row)), actor=viewer.key)
