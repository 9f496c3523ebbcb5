"""Who may see a capture, changed after it was collected: fewer people by one person, more people by two."""

from __future__ import annotations

from holdfast.base.clock import now
from holdfast.evidence.actions.wishes import refuse_asked, refuse_changed, refuse_wish, waiting_wish
from holdfast.evidence.custody import enter_event
from holdfast.evidence.errors import AnotherPersonNeeded, ReviewInvalid
from holdfast.evidence.facts import level_facts
from holdfast.evidence.models import Capture, LevelChange, LevelRequest
from holdfast.evidence.reviewing.words import (
    UNTOUCHED,
    capture_for,
    level_within,
    refuse_expunged,
    written,
)
from holdfast.evidence.types import Event, Verb, WishState
from holdfast.journal.actions import Entry, recording
from holdfast.people.permissions import require
from holdfast.people.types import Level, Permission, Viewer


def change_level(*, viewer: Viewer, capture: str, level: int, reason: str) -> str | None:
    """Restrict a capture now, or ask that it be opened; the key of the request, None where it was restricted.

    Restricting takes one editor and holds from that moment. Opening waits for `approve_opening` by somebody else.
    Raises NotAllowed, CaptureUnknown, CaptureExpunged, ReviewInvalid.
    """
    require(viewer, Permission.EDIT)
    wanted = level_within(viewer, level, level)
    if wanted > capture_for(viewer, capture).level:
        restrict_capture(viewer=viewer, capture=capture, level=wanted, reason=reason)
        return None
    return request_opening(viewer=viewer, capture=capture, level=wanted, reason=reason)


def restrict_capture(*, viewer: Viewer, capture: str, level: int, reason: str) -> None:
    """Let fewer people see a capture, from now on; what left the desk before is not called back.

    A wish to open it that waits is refused with it. Raises NotAllowed, CaptureUnknown, CaptureExpunged, ReviewInvalid.
    """
    require(viewer, Permission.EDIT)
    why, wanted = written(reason, "reason"), level_within(viewer, level, level)
    with recording(actor=viewer.key, verb="restrict_capture", object_key=f"capture:{capture[:100]}") as entry:
        about = _locked(viewer, capture)
        if wanted <= about.level:
            raise ReviewInvalid(
                f"{about.key} is for {_word(about.level)} already, and {_word(wanted)} is not fewer people",
                untouched=UNTOUCHED,
                next_step="Choose a narrower level, or ask for it to be opened",
            )
        LevelRequest.objects.filter(capture=about, state=WishState.WAITING).update(
            state=WishState.REFUSED,
            decided_by=viewer.key,
            decided_at=now(),
            refusal=f"{about.key} was restricted to {_word(wanted)}",
        )
        _change(entry, about, wanted, why, by=viewer.key, approver="", actor=viewer.key)


def request_opening(*, viewer: Viewer, capture: str, level: int, reason: str) -> str:
    """Ask that more people see a capture; the key of the request. Nothing changes until another person approves it.

    Raises NotAllowed, CaptureUnknown, CaptureExpunged, ReviewInvalid.
    """
    require(viewer, Permission.EDIT)
    why, wanted = written(reason, "reason"), level_within(viewer, level, level)
    with recording(actor=viewer.key, verb="request_opening", object_key=f"capture:{capture[:100]}") as entry:
        about = _locked(viewer, capture)
        _refuse_unfit(about, wanted)
        refuse_asked(LevelRequest, about)
        row = LevelRequest.objects.create(
            capture=about,
            to_level=wanted,
            reason=why,
            by=viewer.key,
            at=now(),
            level=about.level,
            batch=entry.batch,
        )
        entry.commit_to(_asked(row))
    return str(row)


def approve_opening(*, viewer: Viewer, key: str) -> str:
    """Open a capture as somebody else asked, now; the capture's key. It takes a reviewer who is not the one who asked.

    Raises NotAllowed, WishUnknown, AnotherPersonNeeded, CaptureExpunged, ReviewInvalid.
    """
    require(viewer, Permission.PUBLISH)
    name = waiting_wish(LevelRequest, viewer, key).capture.key
    with recording(actor=viewer.key, verb="approve_opening", object_key=f"capture:{name}") as entry:
        about = _locked(viewer, name)
        wish = waiting_wish(LevelRequest, viewer, key, lock=True)
        if wish.by == viewer.key:
            raise AnotherPersonNeeded(
                f"{viewer.key} asked for {key}; another person approves it",
                untouched=UNTOUCHED,
                next_step="Ask another reviewer or admin; if the desk has none, add one: "
                "holdfast account add NAME --role reviewer",
            )
        refuse_changed(wish, _asked(wish), verb="request_opening", untouched=UNTOUCHED)
        _refuse_unfit(about, wish.to_level)
        wish.state, wish.decided_by, wish.decided_at = WishState.DONE, viewer.key, now()
        wish.save()
        _change(entry, about, wish.to_level, wish.reason, by=wish.by, approver=viewer.key, actor=viewer.key)
    return str(name)


def refuse_opening(*, viewer: Viewer, key: str, reason: str) -> None:
    """End a request to open a capture; who asked may take it back, a reviewer may refuse it.

    Raises NotAllowed, WishUnknown, ReviewInvalid.
    """
    refuse_wish(LevelRequest, viewer, key, reason, verb="refuse_opening", on="opening")


def _asked(wish: LevelRequest) -> dict[str, str | int]:
    return {"key": str(wish), "level": int(wish.to_level), "reason": wish.reason}


def _locked(viewer: Viewer, key: str) -> Capture:
    capture_for(viewer, key, lock=True)
    about = capture_for(viewer, key)  # again, now that nobody else changes it
    refuse_expunged(about)
    return about


def _refuse_unfit(about: Capture, wanted: int) -> None:
    if wanted >= about.level:
        raise ReviewInvalid(
            f"{about.key} is for {_word(about.level)}, and {_word(wanted)} is not more people",
            untouched=UNTOUCHED,
            next_step="Choose a wider level",
        )
    if about.document is not None and wanted < about.document.level:
        raise ReviewInvalid(
            f"{about.key} is filed under {about.document.key}, which is for {_word(about.document.level)}",
            untouched=UNTOUCHED,
            next_step="Choose that level, or open the document first",
        )


def _change(
    entry: Entry, about: Capture, level: int, reason: str, *, by: str, approver: str, actor: str
) -> None:
    row = LevelChange.objects.create(
        capture=about,
        was=about.level,
        level=level,
        reason=reason,
        by=by,
        approver=approver,
        at=now(),
        batch=entry.batch,
    )
    Capture.objects.filter(pk=about.pk).update(level=level)
    enter_event(entry, Event(Verb.LEVEL_CHANGED, about.key, level_facts(row)), actor=actor)


def _word(level: int) -> str:
    return Level(level).name.lower()
