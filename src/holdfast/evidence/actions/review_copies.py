"""Redacted copies: one person asks, another approves, and only then is anything made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from holdfast.base.clock import now
from holdfast.evidence.actions.wishes import refuse_changed, refuse_wish, waiting_wish
from holdfast.evidence.custody import append
from holdfast.evidence.errors import AnotherPersonNeeded, ReviewInvalid
from holdfast.evidence.facts import redacted_facts, wish_facts
from holdfast.evidence.models import Redaction, RedactionRequest, RedactionSalt
from holdfast.evidence.queries.visible import part_level
from holdfast.evidence.reviewing.copies import bind, part_for, redacted_copy
from holdfast.evidence.reviewing.redacting import check_wanted
from holdfast.evidence.reviewing.wanted import kind_of
from holdfast.evidence.reviewing.words import (
    capture_for,
    level_within,
    refuse_expunged,
    written,
)
from holdfast.evidence.store import open_store
from holdfast.evidence.types import Event, Verb, WishState
from holdfast.journal.actions import recording
from holdfast.people.permissions import require
from holdfast.people.types import Permission, Viewer


def request_redaction(
    *,
    viewer: Viewer,
    capture: str,
    part: str,
    removed: Sequence[Mapping[str, Any]],
    reason: str,
    dpi: int | None = None,
    level: int | None = None,
) -> str:
    """Ask for a copy of one part without these places; the key of the request, which the copy will bear too.

    `removed` holds {"x", "y", "width", "height"} in pixels of a picture as shown; the same with "page", in points from
    the page's top left, for a PDF; {"start", "end"} in characters for a text. `level` is who may see the copy, by
    default whoever may see the part. It is tried now, and nothing is kept until another person approves it. Raises
    NotAllowed, CaptureUnknown, CaptureExpunged, PartUnknown, RedactionInvalid, ReviewInvalid, ObjectMissing.
    """
    require(viewer, Permission.EDIT)
    why = written(reason, "reason")
    about = capture_for(viewer, capture)
    refuse_expunged(about)
    original = part_for(viewer, about, part)
    check_wanted(kind_of(original.mime), removed, dpi)
    for_level = level_within(viewer, level, part_level(about, original))
    with redacted_copy(original, removed, dpi):
        pass  # what cannot be made is refused to the one who asks, not to the one who approves
    with recording(actor=viewer.key, verb="request_redaction", object_key=f"capture:{about.key}") as entry:
        about = capture_for(viewer, capture, lock=True)
        refuse_expunged(about)
        row = RedactionRequest.objects.create(
            capture=about,
            part=original.name,
            removed=[dict(item) for item in removed],
            dpi=dpi,
            reason=why,
            by=viewer.key,
            at=now(),
            for_level=for_level,
            level=part_level(about, original),
            batch=entry.batch,
        )
        entry.commit_to(wish_facts(row))
    return str(row)


def approve_redaction(*, viewer: Viewer, key: str, seen: str) -> str:
    """Make the copy that another person asked for, store it with its record, and enter it in the custody log.

    It takes a reviewer who is not the one who asked. `seen` is the SHA-256 of the preview that was looked at: where
    the copy would differ from it, nothing is made; nor where the request is not as it was asked. Returns the key of
    the copy. Raises NotAllowed, WishUnknown, AnotherPersonNeeded, CaptureExpunged, ReviewInvalid, RedactionInvalid,
    ObjectMissing, ObjectDamaged.
    """
    require(viewer, Permission.PUBLISH)
    wish = waiting_wish(RedactionRequest, viewer, key)
    refuse_changed(wish, wish_facts(wish), verb="request_redaction", untouched="No copy was made")
    if wish.by == viewer.key:
        raise AnotherPersonNeeded(
            f"{viewer.key} asked for {key}; another person approves it",
            untouched="No copy was made",
            next_step="Ask another reviewer or admin",
        )
    about = capture_for(viewer, wish.capture.key)
    refuse_expunged(about)
    part = part_for(viewer, about, wish.part)
    with redacted_copy(part, wish.removed, wish.dpi) as copy:
        if seen != copy.sha256:
            raise ReviewInvalid(
                f"The copy is not the one that was looked at ({seen[:12]}…)"
                if seen
                else "Nobody looked at the copy",
                untouched="No copy was made",
                next_step=f"Look at the preview: holdfast review preview {key} FILE",
            )
        at = now()
        bound = bind(
            copy,
            key=key,
            capture=about.key,
            part=part,
            reason=wish.reason,
            by=wish.by,
            approver=viewer.key,
            at=at,
        )
        # Objects first: what a row names is there. A failure after this leaves objects that nothing names.
        stored, record = open_store().put_all([copy.path, bound.record])
    with recording(actor=viewer.key, verb="approve_redaction", object_key=f"capture:{about.key}") as entry:
        about = capture_for(viewer, about.key, lock=True)
        refuse_expunged(about)
        wish = waiting_wish(RedactionRequest, viewer, key, lock=True)
        # Again, now that nobody else can change it: what was committed to is what was looked at.
        refuse_changed(wish, wish_facts(wish), verb="request_redaction", untouched="No copy was made")
        content = redacted_facts(key, record.sha256, wish.for_level)
        (seq,) = append([Event(Verb.REDACTED, about.key, content)], actor=viewer.key, batch=entry.batch)
        row = Redaction.objects.create(
            key=key,
            capture=about,
            part=part.name,
            name=bound.name,
            sha256=stored.sha256,
            record=record.sha256,
            size=stored.size,
            mime=copy.made.mime,
            reason=wish.reason,
            by=wish.by,
            approver=viewer.key,
            at=at,
            seq=seq,
            level=wish.for_level,
            batch=entry.batch,
        )
        RedactionSalt.objects.create(redaction=row, salt=bound.salt)
        wish.state, wish.decided_by, wish.decided_at = WishState.DONE, viewer.key, at
        wish.save()
        entry.commit_to({**content, "copy": stored.sha256})
    return key


def refuse_redaction(*, viewer: Viewer, key: str, reason: str) -> None:
    """End a request for a redaction without a copy; who asked may take it back, a reviewer may refuse it.

    Raises NotAllowed, WishUnknown, ReviewInvalid.
    """
    refuse_wish(RedactionRequest, viewer, key, reason, verb="refuse_redaction", on="redaction")
