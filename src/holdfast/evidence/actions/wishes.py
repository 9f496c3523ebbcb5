"""What the requests that take another person share: finding the one that waits, and refusing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from holdfast.base.clock import now
from holdfast.base.errors import shown
from holdfast.evidence.errors import ReviewInvalid, WishUnknown
from holdfast.evidence.models import Capture, ExpungeRequest, LevelRequest, RedactionRequest
from holdfast.evidence.queries.captures import visible
from holdfast.evidence.reviewing.wishes import wish_number
from holdfast.evidence.reviewing.words import UNTOUCHED, written
from holdfast.evidence.types import WishState
from holdfast.journal.actions import recording
from holdfast.journal.queries import line_commits
from holdfast.people.permissions import require
from holdfast.people.types import Permission, Viewer

Wish = TypeVar("Wish", RedactionRequest, ExpungeRequest, LevelRequest)

# The letter of its keys, and what such a request is for.
_KINDS: dict[type, tuple[str, str]] = {
    RedactionRequest: ("R", "for a redaction"),
    ExpungeRequest: ("X", "to expunge"),
    LevelRequest: ("L", "to open a capture"),
}


def refuse_asked(kind: type[ExpungeRequest] | type[LevelRequest], about: Capture) -> None:
    """Raises ReviewInvalid where such a request about this capture waits already."""
    other = kind.objects.filter(capture=about, state=WishState.WAITING).first()
    if other is not None:
        raise ReviewInvalid(
            f"{'To expunge' if kind is ExpungeRequest else 'To open'} {about.key} is asked for already, as {other}",
            untouched=UNTOUCHED,
            next_step="Approve or refuse that one",
        )


def waiting_wish(kind: type[Wish], viewer: Viewer, key: str, *, lock: bool = False) -> Wish:
    """The request of this kind that waits, on a capture that the viewer sees; raises WishUnknown."""
    letter, what = _KINDS[kind]
    found = kind.objects.select_related("capture").filter(
        pk=wish_number(key, letter),
        state=WishState.WAITING,
        level__lte=viewer.clearance,
        capture__in=visible(viewer),
    )
    row = (found.select_for_update(of=("self",)) if lock else found).first()
    if row is None:
        raise WishUnknown(
            f"No request {what} {shown(key)} is waiting",
            untouched=UNTOUCHED,
            next_step="See what waits: holdfast review pending",
        )
    return row


def refuse_wish(kind: type[Wish], viewer: Viewer, key: str, reason: str, *, verb: str, on: str) -> None:
    """End a request without doing it; who asked may take it back, a reviewer may refuse it.

    `on` is what the line of the journal is about, before the key. Raises NotAllowed, WishUnknown, ReviewInvalid.
    """
    require(viewer, Permission.EDIT)
    why = written(reason, "reason")
    if waiting_wish(kind, viewer, key).by != viewer.key:
        require(viewer, Permission.PUBLISH)
    with recording(actor=viewer.key, verb=verb, object_key=f"{on}:{key}") as entry:
        wish = waiting_wish(kind, viewer, key, lock=True)
        wish.state, wish.refusal = WishState.REFUSED, why
        wish.decided_by, wish.decided_at = viewer.key, now()
        wish.save()
        entry.commit_to({"key": key, "refusal": why})


def refuse_changed(
    wish: RedactionRequest | ExpungeRequest | LevelRequest,
    content: Mapping[str, Any],
    *,
    verb: str,
    untouched: str,
) -> None:
    """Raises ReviewInvalid where the request is not what its line of the journal committed to."""
    if not line_commits(
        wish.batch,
        verb=verb,
        actor=wish.by,
        object_key=f"capture:{wish.capture.key}",
        content=content,
    ):
        raise ReviewInvalid(
            f"{wish} is not what was asked for: its row was changed since, and the journal says otherwise",
            untouched=untouched,
            next_step="Run: holdfast verify-journal; refuse it, and ask anew",
        )
