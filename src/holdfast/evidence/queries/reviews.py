"""What people said of captures and did to them, as a viewer may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import IO

from django.db.models import Q, QuerySet

from holdfast.base.errors import shown
from holdfast.evidence.errors import RedactionUnknown, WishUnknown
from holdfast.evidence.models import (
    Answer,
    Confirmation,
    Expunge,
    ExpungeRequest,
    Flag,
    Hold,
    LevelRequest,
    Redaction,
    RedactionRequest,
    RedactionSalt,
)
from holdfast.evidence.queries.review_rows import (
    answer_defs,
    expunge_request_def,
    level_request_def,
    redaction_def,
    redaction_request_def,
    says_untampered,
)
from holdfast.evidence.queries.review_states import review_state as review_state
from holdfast.evidence.queries.visible import visible
from holdfast.evidence.reviewing.copies import part_for, redacted_copy
from holdfast.evidence.reviewing.unmasking import unmaskings
from holdfast.evidence.reviewing.wishes import wish_number
from holdfast.evidence.store import open_store
from holdfast.evidence.types import (
    AnswerDef,
    ExpungeRequestDef,
    LevelRequestDef,
    Marks,
    Question,
    RedactionDef,
    RedactionRequestDef,
    Unmasking,
    WishState,
)
from holdfast.people.permissions import require
from holdfast.people.types import Permission, Viewer


def confirmed_captures(viewer: Viewer, ids: Collection[int]) -> frozenset[int]:
    """Of the captures of these ids those that count as confirmed, in two queries whatever their number.

    A capture is confirmed when two people who neither collected it nor wrote the answer agree with an answer that it
    is untampered, nobody who looked disagrees, and no answer that it is not was confirmed alike. Only answers that
    this viewer may see count.
    """
    found = _answers(viewer, ids, Question.UNTAMPERED)
    return frozenset(number for number, answers in found.items() if says_untampered(answers))


def capture_marks(ids: Collection[int]) -> dict[int, Marks]:
    """For each capture of these ids whether it is flagged as graphic, held, expunged; three queries."""
    graphic: dict[int, bool] = {}
    for number, said in (
        Flag.objects.filter(capture__in=ids).order_by("id").values_list("capture_id", "graphic")
    ):
        graphic[number] = said
    held = set(Hold.objects.filter(capture__in=ids, release=None).values_list("capture_id", flat=True))
    gone = set(Expunge.objects.filter(capture__in=ids).values_list("capture_id", flat=True))
    return {number: Marks(graphic.get(number, False), number in held, number in gone) for number in ids}


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits for another person, the oldest first."""

    redactions: tuple[RedactionRequestDef, ...]
    expunges: tuple[ExpungeRequestDef, ...]
    levels: tuple[LevelRequestDef, ...] = ()


def pending_reviews(viewer: Viewer) -> Pending:
    """The requests that wait for another person, about captures this viewer sees; raises NotAllowed."""
    require(viewer, Permission.EDIT, untouched="Nothing was shown")
    waiting = Q(state=WishState.WAITING, level__lte=viewer.clearance, capture__in=visible(viewer))
    redactions, expunges, levels = (
        kind.objects.filter(waiting).select_related("capture").order_by("id")
        for kind in (RedactionRequest, ExpungeRequest, LevelRequest)
    )
    return Pending(
        tuple(redaction_request_def(row, row.capture) for row in redactions),
        tuple(expunge_request_def(row, row.capture) for row in expunges),
        tuple(level_request_def(row, row.capture) for row in levels),
    )


def redaction(viewer: Viewer, key: str) -> RedactionDef:
    """One redacted copy, by its own level: it may be public where its original is not; raises RedactionUnknown."""
    found = _redactions(viewer, Redaction.objects.filter(key=key, level__lte=viewer.clearance))
    if not found:
        raise RedactionUnknown(f"There is no redacted copy {shown(key)}")
    return found[0]


def open_redaction(viewer: Viewer, key: str) -> IO[bytes]:
    """A redacted copy to read from its start; raises RedactionUnknown, ObjectMissing."""
    return open_store().open(_standing(viewer, key).sha256)


def redaction_record(viewer: Viewer, key: str) -> bytes:
    """The record that binds a redacted copy to its original, as bytes; raises RedactionUnknown, ObjectMissing."""
    with open_store().open(_standing(viewer, key).record) as file:
        return file.read()


def redaction_salt(viewer: Viewer, key: str) -> bytes:
    """What shows, with the original at hand, that the copy was made from it; for who may edit and sees the original.

    Never hand it out with the copy alone: with it a small original can be guessed. Raises NotAllowed, RedactionUnknown.
    """
    require(viewer, Permission.EDIT, untouched="Nothing was shown")
    row = RedactionSalt.objects.filter(redaction__key=key, redaction__capture__in=visible(viewer)).first()
    if row is None:
        raise RedactionUnknown(f"There is no redacted copy {shown(key)} whose original is here")
    return bytes(row.salt)


def redaction_preview(viewer: Viewer, key: str) -> tuple[str, str, bytes]:
    """What a request would make: type, SHA-256 and bytes of the copy; nothing is kept. For who may edit.

    Raises NotAllowed, WishUnknown, PartUnknown, RedactionInvalid, ObjectMissing.
    """
    require(viewer, Permission.EDIT, untouched="Nothing was shown")
    wish = (
        RedactionRequest.objects.select_related("capture")
        .filter(pk=wish_number(key, "R"), level__lte=viewer.clearance, capture__in=visible(viewer))
        .first()
    )
    if wish is None:
        raise WishUnknown(
            f"There is no request for a redaction {shown(key)}",
            next_step="See what waits: holdfast review pending",
        )
    with redacted_copy(part_for(viewer, wish.capture, wish.part), wish.removed, wish.dpi) as copy:
        return copy.made.mime, copy.sha256, copy.path.read_bytes()


def redaction_unmasks(viewer: Viewer, key: str) -> tuple[Unmasking, ...]:
    """Where a copy, asked for or made, and another that was approved show what the other one of the two hides.

    The other copies are those of the same part that stand and that this viewer may see. Raises WishUnknown.
    """
    wish = RedactionRequest.objects.filter(
        pk=wish_number(key, "R"), level__lte=viewer.clearance, capture__in=visible(viewer)
    ).first()
    if wish is None:
        raise WishUnknown(f"There is no request for a redaction {shown(key)}")
    others = _redactions(viewer, Redaction.objects.filter(capture=wish.capture, level__lte=viewer.clearance))
    keys = {key, *(one.key for one in others if not one.gone)}
    return tuple(one for one in unmaskings(keys) if key in (one.copy, one.other))


def _standing(viewer: Viewer, key: str) -> RedactionDef:
    found = redaction(viewer, key)
    if found.gone:
        raise RedactionUnknown(f"The redacted copy {key} was expunged with {found.capture}")
    return found


def _redactions(viewer: Viewer, rows: QuerySet[Redaction]) -> tuple[RedactionDef, ...]:
    found = rows.select_related("capture", "capture__expunge")
    return tuple(redaction_def(viewer, row, row.capture) for row in found)


def _answers(viewer: Viewer, ids: Collection[int], question: Question) -> dict[int, list[AnswerDef]]:
    """The answers to a question by capture, the newest first, each with what every person last said of it."""
    rows = list(
        Answer.objects.filter(capture__in=ids, level__lte=viewer.clearance, question=question)
        .select_related("words", "replaced_by")
        .order_by("-id")
    )
    made = answer_defs(
        rows,
        {row.pk: row.words for row in rows if hasattr(row, "words")},
        frozenset(row.pk for row in rows if hasattr(row, "replaced_by")),
        Confirmation.objects.filter(answer__in=[row.pk for row in rows]).order_by("id"),
    )
    found: dict[int, list[AnswerDef]] = defaultdict(list)
    for row, answer in zip(rows, made, strict=True):
        found[row.capture_id].append(answer)
    return found
