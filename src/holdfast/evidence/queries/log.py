"""Reading the custody log and what seals it: its hashes are for everybody, its entries for who may see their object."""

import base64
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from holdfast.evidence.engine.merkle import Frontier, inclusion_proof, root_of
from holdfast.evidence.engine.notes import NoteUnfit
from holdfast.evidence.errors import EntryUnknown, NothingSealed
from holdfast.evidence.models import (
    Answer,
    Capture,
    Checkpoint,
    Confirmation,
    Cosignature,
    LogEntry,
    LogHead,
    Opening,
    Redaction,
)
from holdfast.evidence.queries.seals import seal_state as seal_state
from holdfast.evidence.sealing.checkpoints import checkpoint_defs, leaf_hashes
from holdfast.evidence.sealing.keys import LogKey
from holdfast.evidence.sealing.keys import log_keys as keys_of_log
from holdfast.evidence.sealing.settings import public_text, sealing_settings
from holdfast.evidence.sealing.witness import request_text
from holdfast.evidence.types import (
    FOUND,
    CheckpointDef,
    EntryDef,
    HeadDef,
    InclusionDef,
    Verb,
)
from holdfast.people.types import Level, Viewer

_FIELDS = ("seq", "at", "actor", "verb", "object_key", "commitment", "prev", "hash")
_OF_THE_LOG = (
    Verb.KEY_ADDED.value,
    Verb.KEY_RETIRED.value,
    Verb.CHECKPOINT.value,
    Verb.STAMPED.value,
    Verb.COSIGNED.value,
)
_OF_ANSWERS = frozenset({Verb.ANSWERED.value, Verb.CONFIRMED.value})
# What who is not of the desk may see of a capture they see: how it came here, not who looked and what was thought.
_OF_THE_CAPTURE = (
    Verb.COLLECTED.value,
    Verb.UPLOADED.value,
    Verb.GREW.value,
    Verb.CHANGED.value,
    Verb.REMOVED.value,
    Verb.FAILED.value,
)


def log_head(viewer: Viewer) -> HeadDef:
    """Where the log stands now; it reveals nothing, so every viewer gets it."""
    row = LogHead.objects.filter(id=1).first()
    if row is None:
        return HeadDef(0, base64.b64encode(Frontier().root()).decode(), "0" * 64, None)
    tree = Frontier.from_bytes(row.seq, bytes(row.frontier))
    return HeadDef(row.seq, base64.b64encode(tree.root()).decode(), row.hash, row.at)


def log_entries(
    viewer: Viewer,
    *,
    objects: Collection[str] | None = None,
    verbs: Collection[Verb] | None = None,
    after: int = 0,
    limit: int | None = 100,
) -> tuple[EntryDef, ...]:
    """Entries in their order, of some objects or verbs where named, with what they commit to where it is still there.

    Entries about what lies above the viewer's clearance are left out, and their numbers with them; those about an
    answer above it stand closed.
    """
    found = _visible(viewer).filter(seq__gt=after).order_by("seq")
    if objects is not None:
        found = found.filter(object_key__in=list(objects))
    if verbs is not None:
        found = found.filter(verb__in=[verb.value for verb in verbs])
    rows = list(found.values_list(*_FIELDS)[:limit])
    closed = _closed(viewer, [row[0] for row in rows if row[3] in _OF_ANSWERS])
    opened = _openings([row[0] for row in rows if row[0] not in closed])
    return tuple(
        EntryDef(seq, _instant(at), actor, Verb(verb), *rest, *opened.get(seq, (None, None)), seq in closed)
        for seq, at, actor, verb, *rest in rows
    )


def capture_custody(
    viewer: Viewer, key: str, *, most: int, most_views: int
) -> tuple[tuple[EntryDef, ...], tuple[EntryDef, ...], int]:
    """What was done with a capture the viewer sees, in order, apart from it the first times somebody looked, and how
    many entries about it are not for this viewer; one query.

    Without what the entries commit to: the numbers, hashes and words of the log alone. That it was expunged everybody
    may read, and who is not of the desk not by whom.
    """
    mine = Capture.objects.filter(key=key, level__lte=viewer.clearance)
    seen = Q(seq__in=_visible(viewer).filter(object_key=key).order_by().values("seq"))
    seen |= Q(verb=Verb.EXPUNGED) & Exists(mine)
    about = LogEntry.objects.filter(object_key=key)
    counted = about.exclude(seen).order_by().values("object_key").annotate(count=Count("seq")).values("count")
    looked = Case(When(verb=Verb.VIEWED, then=Value(1)), default=Value(0))
    rows = (
        about.filter(seen)
        .annotate(looked=looked)
        .annotate(place=Window(RowNumber(), partition_by=[F("looked")], order_by=[F("seq")]))
        .filter(Q(looked=0, place__lte=most) | Q(looked=1, place__lte=most_views))
        .order_by("seq")
        .values_list(*_FIELDS, Subquery(counted))
    )
    unnamed = {Verb.EXPUNGED.value} if viewer.clearance < Level.DESK else set()
    entries = [
        EntryDef(seq, _instant(at), "" if verb in unnamed else actor, Verb(verb), *rest)
        for seq, at, actor, verb, *rest, _ in rows
    ]
    hidden = next((row[-1] or 0 for row in rows), 0)
    views = tuple(one for one in entries if one.verb is Verb.VIEWED)
    return tuple(one for one in entries if one.verb is not Verb.VIEWED), views, hidden


def log_leaves(viewer: Viewer, *, size: int | None = None) -> tuple[str, ...]:
    """The hash of every entry up to a size, in hex; they reveal nothing, so every viewer gets them."""
    rows = LogEntry.objects.order_by("seq")
    if size is not None:
        rows = rows.filter(seq__lte=size)
    return tuple(rows.values_list("hash", flat=True))


def inclusion(viewer: Viewer, *, seq: int, size: int | None = None) -> InclusionDef:
    """The proof that an entry is in the tree of a size, that of the last signed head unless it is given.

    Raises EntryUnknown, NothingSealed where no signed head covers the entry.
    """
    if not _visible(viewer).filter(seq=seq).exists():
        raise EntryUnknown(f"There is no entry {seq}", next_step="Look at the log for its entries")
    if size is None:
        size = Checkpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0
    leaves = leaf_hashes(size)
    if not 1 <= seq <= len(leaves):
        raise NothingSealed(f"No signed head covers entry {seq} yet", next_step="Run: holdfast seal")
    path = inclusion_proof(leaves, seq - 1)
    return InclusionDef(
        seq, size, leaves[seq - 1].hex(), root_of(leaves).hex(), tuple(step.hex() for step in path)
    )


def checkpoints(
    viewer: Viewer, *, sizes: Collection[int] | None = None, limit: int | None = None
) -> tuple[CheckpointDef, ...]:
    """Signed heads, the largest first, with their stamps and cosignatures; they reveal nothing, so every viewer may."""
    rows = Checkpoint.objects.order_by("-size").prefetch_related("stamps", "cosignatures")
    if sizes is not None:
        rows = rows.filter(size__in=list(sizes))
    return checkpoint_defs(list(rows[:limit]))


def log_keys(viewer: Viewer) -> tuple[LogKey, ...]:
    """The public keys the log's heads were signed with, in their order; public by nature."""
    return keys_of_log()


def witnesses(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """The witnesses of desk.toml: name, public key in base64; public by nature."""
    return tuple((one.name, public_text(one.key.public)) for one in sealing_settings().witnesses)


def services(viewer: Viewer) -> tuple[tuple[str, str, str], ...]:
    """Every address that sealing calls: what it is, its name, its address."""
    return sealing_settings().services()


def cosign_request(viewer: Viewer, witness: str, *, old_size: int | None = None) -> str:
    """What to hand to a witness so that it cosigns our last head (C2SP tlog-witness); raises WitnessUnknown.

    It proves from the head this witness cosigned last, or from `old_size`.
    """
    sealing_settings().witness(witness)
    row = Checkpoint.objects.order_by("-size").first()
    if row is None:
        raise NothingSealed("This log has no signed head yet", next_step="Run: holdfast seal")
    if old_size is None:
        cosigned = Cosignature.objects.filter(witness=witness).order_by("-checkpoint__size")
        old_size = cosigned.values_list("checkpoint__size", flat=True).first() or 0
    try:
        return request_text(row.note, old_size, leaf_hashes(row.size))
    except (IndexError, NoteUnfit):
        raise NothingSealed(
            f"The last head has {row.size} entries; it cannot be proven from {old_size}",
            next_step="Give the size the witness says it cosigned last",
        ) from None


def _instant(at: str) -> datetime:
    return datetime.fromisoformat(at.replace("Z", "+00:00"))


def _visible(viewer: Viewer) -> QuerySet[LogEntry]:
    if viewer.clearance >= Level.DESK:
        hidden = Capture.objects.filter(level__gt=viewer.clearance)
        copies = Redaction.objects.filter(
            Q(level__gt=viewer.clearance) | Q(capture__level__gt=viewer.clearance)
        )
        return (
            LogEntry.objects.exclude(object_key__in=hidden.values("key"))
            .exclude(object_key__in=copies.values("key"))
            .exclude(_found_by_hidden(viewer))
        )
    shown = Capture.objects.filter(level__lte=viewer.clearance)
    return LogEntry.objects.filter(
        Q(object_key__in=shown.values("key"), verb__in=_OF_THE_CAPTURE) | Q(verb__in=_OF_THE_LOG)
    ).exclude(_found_by_hidden(viewer))


def _found_by_hidden(viewer: Viewer) -> Q:
    """That an entry tells of a finding whose later capture the viewer may not see."""
    later = Capture.objects.filter(
        batch=OuterRef("batch"), earlier__key=OuterRef("object_key"), level__gt=viewer.clearance
    )
    return Q(verb__in=[one.value for one in FOUND]) & Exists(later)


def _closed(viewer: Viewer, seqs: Sequence[int]) -> frozenset[int]:
    """Of these entries, those about an answer above the viewer's clearance."""
    if not seqs:
        return frozenset()
    batches = dict(LogEntry.objects.filter(seq__in=seqs).values_list("seq", "batch"))
    above = set(
        Answer.objects.filter(level__gt=viewer.clearance, batch__in=batches.values())
        .values_list("batch", flat=True)
        .union(
            Confirmation.objects.filter(
                answer__level__gt=viewer.clearance, batch__in=batches.values()
            ).values_list("batch", flat=True)
        )
    )
    return frozenset(seq for seq, batch in batches.items() if batch in above)


def _openings(seqs: Sequence[int]) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(seqs), 500):
        rows = Opening.objects.filter(seq__in=seqs[start : start + 500]).values_list("seq", "salt", "content")
        found.update({seq: (bytes(salt).hex(), content) for seq, salt, content in rows})
    return found
