"""Deleting a capture's bytes: a ground, two approvers, a tombstone; what the log committed to stays committed to."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from holdfast.base.clock import now
from holdfast.evidence.actions.wishes import refuse_asked, refuse_changed, refuse_wish, waiting_wish
from holdfast.evidence.custody import append
from holdfast.evidence.errors import AnotherPersonNeeded, AnswerUnknown, HeldByLaw
from holdfast.evidence.facts import expunge_facts, expunge_wish_facts, remaining_facts
from holdfast.evidence.models import (
    Answer,
    AnswerWords,
    Capture,
    Expunge,
    ExpungeRequest,
    LogEntry,
    Opening,
    Part,
    Redaction,
    RedactionRequest,
    RedactionSalt,
    Removal,
)
from holdfast.evidence.reviewing.sweeping import SWEEPER, sweep, waiting_removals
from holdfast.evidence.reviewing.words import (
    UNTOUCHED,
    capture_for,
    one_of,
    refuse_expunged,
    standing_hold,
    written,
)
from holdfast.evidence.sealing.bound_expunges import removal_commitment
from holdfast.evidence.types import Event, Ground, Swept, Verb, WishState
from holdfast.journal.actions import Entry, forget_contents, recording
from holdfast.people.permissions import require
from holdfast.people.queries import is_able, others_able
from holdfast.people.types import Permission, Viewer

APPROVERS = 2
EXPUNGED = "(expunged)"  # in the place of words that went, where there must be some


def request_expunge(
    *,
    viewer: Viewer,
    capture: str,
    ground: str,
    text: str,
    answers: Sequence[int] = (),
    keep_redactions: bool = False,
) -> str:
    """Ask that a capture's bytes be deleted, on one of the grounds of `Ground`; the key of the request.

    `answers` names the answers that quote the content: their words go too. Redacted copies go unless they are kept.
    Raises NotAllowed, CaptureUnknown, CaptureExpunged, HeldByLaw, AnswerUnknown, ReviewInvalid.
    """
    require(viewer, Permission.EDIT)
    because, words = one_of(ground, Ground, "ground for deleting"), written(text, "text")
    with recording(actor=viewer.key, verb="request_expunge", object_key=f"capture:{capture[:100]}") as entry:
        about = capture_for(viewer, capture, lock=True)
        refuse_expunged(about)
        _refuse_held(about)
        named = sorted(set(answers))
        there = set(Answer.objects.filter(capture=about, pk__in=named).values_list("pk", flat=True))
        if missing := [number for number in named if number not in there]:
            raise AnswerUnknown(f"{about.key} has no answer {missing[0]}", untouched=UNTOUCHED)
        refuse_asked(ExpungeRequest, about)
        row = ExpungeRequest.objects.create(
            capture=about,
            ground=because,
            text=words,
            answers=named,
            keep_redactions=keep_redactions,
            others=others_able(Permission.PUBLISH, clearance=about.level, besides=viewer.key),
            by=viewer.key,
            at=now(),
            level=about.level,
            batch=entry.batch,
        )
        entry.commit_to(expunge_wish_facts(row))
    return str(row)


def approve_expunge(*, viewer: Viewer, key: str) -> bool:
    """Approve deleting a capture's bytes; the second approval does it. Whether it was done.

    It takes two different reviewers who see the capture, at the moment of deletion: an approval of somebody who is no
    longer one lapses, and the next takes its place. Neither is the one who asked, unless the desk had only one other
    such person when it was asked and has now: then who asked may be one of the two, never both. Whose account the one
    who asked changed or closed counts as such a person. Raises NotAllowed, WishUnknown, AnotherPersonNeeded,
    HeldByLaw, ReviewInvalid.
    """
    require(viewer, Permission.PUBLISH)
    wish = waiting_wish(ExpungeRequest, viewer, key)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")  # deleted rows are overwritten, not only let go
    done = False
    with recording(
        actor=viewer.key, verb="approve_expunge", object_key=f"capture:{wish.capture.key}"
    ) as entry:
        about = capture_for(viewer, wish.capture.key, lock=True)
        refuse_expunged(about)
        wish = waiting_wish(ExpungeRequest, viewer, key, lock=True)
        _refuse_held(about)
        refuse_changed(
            wish, expunge_wish_facts(wish), verb="request_expunge", untouched="Nothing was deleted"
        )
        _refuse_same(viewer, wish)
        at = now()
        if not wish.first_approver or not _may_be_one(wish, wish.first_approver):
            lapsed, wish.first_approver, wish.first_at = wish.first_approver, viewer.key, at
            entry.commit_to({"key": key, "first_approver": viewer.key, "lapsed": lapsed})
        else:
            wish.state, wish.decided_by, wish.decided_at = WishState.DONE, viewer.key, at
            _expunge(entry, about, wish, at)
            done = True
        wish.save()
    if done:
        sweep_expunged(actor=viewer.key)
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return done


def refuse_expunge(*, viewer: Viewer, key: str, reason: str) -> None:
    """End a request to expunge; who asked may take it back, a reviewer may refuse it.

    Raises NotAllowed, WishUnknown, ReviewInvalid.
    """
    refuse_wish(ExpungeRequest, viewer, key, reason, verb="refuse_expunge", on="expunge")


def sweep_expunged(*, actor: str = SWEEPER) -> Swept:
    """Take what was expunged out of the store, where it is still there; nothing is decided here, so nobody is asked."""
    return sweep(actor)


def removals_waiting() -> int:
    """How many objects that were expunged still lie in the store."""
    return waiting_removals()


def _expunge(entry: Entry, about: Capture, wish: ExpungeRequest, at: datetime) -> None:
    """The tombstone first, as the guards want; then what it takes with it, and the objects to be swept."""
    tombstone = Expunge.objects.create(
        capture=about,
        ground=wish.ground,
        text=wish.text,
        answers=wish.answers,
        kept_redactions=wish.keep_redactions,
        by=wish.by,
        first_approver=wish.first_approver,
        second_approver=wish.decided_by,
        at=at,
        batch=entry.batch,
    )
    copies = list(Redaction.objects.filter(capture=about))
    told = {about.batch, *RedactionRequest.objects.filter(capture=about).values_list("batch", flat=True)}
    objects = {*Part.objects.filter(capture=about).values_list("sha256", flat=True), about.manifest}
    kept = [copy.seq for copy in copies] if wish.keep_redactions else []
    if not wish.keep_redactions:
        objects |= {digest for copy in copies for digest in (copy.sha256, copy.record)}
    removals = []
    for digest in sorted(objects):
        salt = secrets.token_bytes(32)
        commitment = removal_commitment(salt, digest)
        removals.append(Removal(expunge=tombstone, commitment=commitment, sha256=digest, salt=salt))
    Removal.objects.bulk_create(removals)
    parts = Part.objects.filter(capture=about).delete()[0]
    entries = LogEntry.objects.filter(object_key=about.key).exclude(seq__in=kept)
    told.update(entries.values_list("batch", flat=True))
    openings = Opening.objects.filter(seq__in=entries.values("seq")).delete()[0]
    AnswerWords.objects.filter(answer__in=wish.answers, answer__capture=about).delete()
    RedactionSalt.objects.filter(redaction__in=copies).delete()
    RedactionRequest.objects.filter(capture=about, state=WishState.WAITING).update(
        state=WishState.REFUSED,
        decided_by=wish.decided_by,
        decided_at=at,
        refusal=f"{about.key} was expunged",
    )
    _forget(about, copies, kept=wish.keep_redactions)
    forget_contents(told)
    content = {
        "expunge": str(wish),
        **expunge_facts(tombstone),
        "parts": parts,
        "openings": openings,
        "objects": len(objects),
        "removals": sorted(one.commitment for one in removals),
        "redactions_kept": len(kept),
        "remains": remaining_facts(about),
    }
    append([Event(Verb.EXPUNGED, about.key, content)], actor=wish.decided_by, batch=entry.batch)
    entry.commit_to(content, count=parts + openings)


def _forget(about: Capture, copies: Sequence[Redaction], *, kept: bool) -> None:
    """Where hashes stood that a guess could be tried on stand commitments whose salts nobody has; no names, no words.

    Of a copy that is kept its own hashes stay, and the reason that its record says too.
    """
    Capture.objects.filter(pk=about.pk).update(manifest=_unguessable(about.manifest))
    for copy in copies:
        copy.part = ""
        if not kept:
            copy.reason, copy.sha256, copy.record = (
                EXPUNGED,
                _unguessable(copy.sha256),
                _unguessable(copy.record),
            )
        copy.save()
    wishes = RedactionRequest.objects.filter(capture=about)
    wishes.exclude(refusal="").update(refusal=EXPUNGED)
    wishes.update(part="", removed=[], reason=EXPUNGED)
    about.refresh_from_db()


def _unguessable(digest: str) -> str:
    return removal_commitment(secrets.token_bytes(32), digest)


def _may_be_one(wish: ExpungeRequest, name: str) -> bool:
    """Whether this person can be one of the two now; who asked can where only one other could then and can now."""
    level = max(wish.level, wish.capture.level)
    if not is_able(name, Permission.PUBLISH, clearance=level):
        return False
    if name != wish.by:
        return True
    now_able = others_able(Permission.PUBLISH, clearance=level, besides=wish.by)
    return max(wish.others, now_able) < APPROVERS


def _refuse_held(about: Capture) -> None:
    hold = standing_hold(about)
    if hold is not None:
        raise HeldByLaw(
            f"A legal hold is on {about.key} since {hold.at:%Y-%m-%d}, put by {hold.by}: {hold.ground}",
            untouched="Nothing was deleted",
            next_step=f"Keep it; if the hold has ended: holdfast review release {about.key} --reason TEXT",
        )


def _refuse_same(viewer: Viewer, wish: ExpungeRequest) -> None:
    """Raises AnotherPersonNeeded where this person cannot be one of the two."""
    able = _may_be_one(wish, viewer.key)
    if able and viewer.key != wish.first_approver:
        return
    what = f"{viewer.key} is no longer one who may approve {wish}"
    if able:
        what = f"{viewer.key} approved {wish} already; a second person does"
    elif viewer.key == wish.by:
        what = f"{viewer.key} asked for {wish}; two others approve it"
    raise AnotherPersonNeeded(
        what,
        untouched="Nothing was deleted",
        next_step="Ask another reviewer or admin; if the desk has none, add one: "
        "holdfast account add NAME --role reviewer",
    )
