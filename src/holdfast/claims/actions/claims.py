"""Adding claims and who passed them on."""

from collections.abc import Mapping, Sequence
from typing import Any

from holdfast.claims.actions import given
from holdfast.claims.engine.items import Item
from holdfast.claims.facts import claim_facts, relay_facts
from holdfast.claims.models import Claim, Relay
from holdfast.claims.stored import Side
from holdfast.journal.actions import recording
from holdfast.people.permissions import require
from holdfast.people.types import Level, Permission, Viewer


def add_claim(
    *,
    viewer: Viewer,
    text: str,
    language: str,
    side: Side = Side(),  # noqa: B008 - a frozen value
    said: str = "",
    where: str = "",
    document: str | None = None,
    place: str = "",
    asserts: Sequence[Item | Mapping[str, Any]] = (),
    level: int = Level.DESK,
) -> str:
    """Add a claim as it was said; its key, such as C-0001.

    `said` is EDTF; `where` the occasion or the medium; `place` what it is about. Raises NotAllowed, ClaimInvalid,
    SourceUnknown, DocumentUnknown.
    """
    require(viewer, Permission.EDIT)
    whose = given.side_fields(viewer, side)
    row = {
        "text": given.written(text, "claim"),
        "language": given.tongue(language),
        "speaker_id": whose["source_id"],
        "desk": whose["desk"],
        **given.said(said),
        "where": given.line(where, "occasion"),
        "document_id": given.document_id(viewer, document),
        "place": given.line(place, "place"),
        "asserts": given.items(asserts),
        "level": given.level_within(viewer, level),
    }
    with recording(actor=viewer.key, verb="add_claim", object_key="claims") as entry:
        made = Claim.objects.create(**row, batch=entry.batch)
        entry.commit_to(claim_facts(made, made.level))
    return str(made)


def add_relay(
    *,
    viewer: Viewer,
    claim: str,
    source: str | None = None,
    document: str | None = None,
    said: str = "",
    where: str = "",
) -> int:
    """Say that somebody passed a claim on: a source, a document, or an address or occasion in words.

    A relay is not a second source. Raises NotAllowed, ClaimUnknown, ClaimInvalid, SourceUnknown, DocumentUnknown.
    """
    require(viewer, Permission.EDIT)
    row = {
        "source_id": given.source_id(viewer, source),
        "document_id": given.document_id(viewer, document),
        **given.said(said),
        "where": given.line(where, "place it was passed on at"),
    }
    if not row["source_id"] and not row["document_id"] and not row["where"]:
        raise given.invalid("The relay names nobody", "Give a source, a document, or where it was passed on")
    with recording(actor=viewer.key, verb="add_claim_relay", object_key=f"claim:{claim[:100]}") as entry:
        about = given.claim_for(viewer, claim, lock=True)
        made = Relay.objects.create(claim=about, **row, by=viewer.key, batch=entry.batch)
        entry.commit_to(relay_facts(made))
    return int(made.pk)
