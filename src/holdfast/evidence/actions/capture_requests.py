"""Wishes to capture: filed as a lot, worked off later by the command line or in the background."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from holdfast.base.clock import now
from holdfast.base.errors import shown
from holdfast.evidence.actions.capture import check_wish, narrowed
from holdfast.evidence.models import CaptureRequest
from holdfast.evidence.tasks import work_off_requests
from holdfast.evidence.types import CaptureWish, LotDef, Method
from holdfast.journal.actions import recording
from holdfast.people.permissions import require
from holdfast.people.types import Permission, Viewer
from holdfast.sources.errors import DocumentUnknown
from holdfast.sources.queries import documents_list
from holdfast.sources.types import DocumentDef


def request_captures(
    viewer: Viewer,
    *,
    wishes: Sequence[CaptureWish],
    method: Method = Method.HTTP,
    level: int | None = None,
    in_background: bool = False,
) -> LotDef:
    """File the wishes as one lot, each address once; `in_background` tells the worker.

    Raises NotAllowed, CaptureInvalid, DocumentUnknown.
    """
    require(viewer, Permission.EDIT)
    kept_level = check_wish(viewer, method, [wish.address for wish in wishes], level)
    documents = _documents(viewer, wishes)
    asked_at = now()
    lot = f"{asked_at:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    once = {wish.address: wish for wish in reversed(wishes)}
    with recording(actor=viewer.key, verb="request_captures", object_key=f"lot:{lot}") as entry:
        rows = []
        for address in dict.fromkeys(wish.address for wish in wishes):
            about = documents.get(once[address].document or "")
            rows.append(
                CaptureRequest(
                    address=address,
                    method=method,
                    document_id=about.id if about else None,
                    asked_by=viewer.key,
                    asked_at=asked_at,
                    lot=lot,
                    level=narrowed(kept_level, about),
                    batch=entry.batch,
                )
            )
        CaptureRequest.objects.bulk_create(rows, batch_size=500)
        entry.commit_to([row.address for row in rows], count=len(rows))
        if in_background:
            work_off_requests.enqueue()
    return LotDef(lot, viewer.key, asked_at, len(rows), 0, 0)


def _documents(viewer: Viewer, wishes: Sequence[CaptureWish]) -> dict[str, DocumentDef]:
    keys = {wish.document for wish in wishes if wish.document}
    if not keys:
        return {}
    found = {document.key: document for document in documents_list(viewer, keys, relays=False)}
    for key in sorted(keys - set(found)):
        raise DocumentUnknown(f"There is no document {shown(key)}", untouched="Nothing was written")
    return found
