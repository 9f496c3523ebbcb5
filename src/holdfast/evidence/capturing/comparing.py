"""A capture held against the one before it of the same address."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.base.errors import HoldfastError
from holdfast.evidence.capturing.drafts import Kept
from holdfast.evidence.capturing.growing import MOST_HELD, reader_for, text_grew
from holdfast.evidence.capturing.http import MOST_DECODED
from holdfast.evidence.capturing.judging import GONE
from holdfast.evidence.capturing.text import MOST_KEPT
from holdfast.evidence.capturing.warcs import read_answer
from holdfast.evidence.models import Capture, Part
from holdfast.evidence.store import ObjectStore, read_whole
from holdfast.evidence.types import Compared, Outcome, PartDef, Role

WHOLE = (Outcome.COMPLETE, Outcome.PARTIAL)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which capture it was held against and what came of it; `news` where this says so for the first time."""

    earlier: Capture | None
    compared: Compared
    news: bool = False


def compare(store: ObjectStore, kept: Kept) -> Comparison:
    """Hold a capture against the last whole one of the same address and method: by its body's digest, then its text.

    An answer 404 or 410 says "removed"; a capture that failed otherwise, or was blocked, says nothing about the
    document ("failed"). What holds all that the earlier one held, unaltered, and more, "grew". "News" is true for the
    first that says "changed", "grew" or "removed" after the earlier one.
    """
    draft = kept.draft
    if not draft.address:
        return Comparison(None, Compared.FIRST)
    earlier = (
        Capture.objects.filter(
            address=draft.address, method=draft.method, outcome__in=WHOLE, expunge__isnull=True
        )
        .order_by("-id")
        .first()
    )
    if earlier is None:
        return Comparison(None, Compared.FIRST)
    if draft.status in GONE:
        said = Capture.objects.filter(earlier=earlier, compared=Compared.REMOVED).exists()
        return Comparison(earlier, Compared.REMOVED, news=not said)
    if draft.outcome not in WHOLE:
        return Comparison(earlier, Compared.FAILED)
    parts = {part.role: part for part in Part.objects.filter(capture=earlier)}
    if _same(store, kept, parts):
        return Comparison(earlier, Compared.SAME)
    grew = draft.outcome is Outcome.COMPLETE and _grew(store, kept, parts)
    return Comparison(earlier, Compared.GREW if grew else Compared.CHANGED, news=True)


def _same(store: ObjectStore, kept: Kept, parts: Mapping[str, Part]) -> bool:
    text = parts.get(Role.TEXT)
    if text is not None and text.sha256 == kept.text_sha256 and text.size < MOST_KEPT:
        return True
    # A text that differs may come of another version of what extracts it; the bytes decide.
    found = payload_digest(store, parts.get(Role.WARC)) if kept.draft.payload else None
    return found is not None and found == kept.draft.payload


def _grew(store: ObjectStore, kept: Kept, parts: Mapping[str, Part]) -> bool:
    """Whether more stands there and nothing of the earlier capture was altered; False where that cannot be told."""
    now = {part.role: part for part in kept.parts}
    reads = reader_for(kept.draft.mime, kept.draft.address)
    if reads is not None:
        before, after = (_body(store, one.get(Role.WARC)) for one in (parts, now))
        return before is not None and after is not None and reads(before, after)
    texts = [one.get(Role.TEXT) for one in (parts, now)]
    if any(text is None or text.size >= MOST_KEPT for text in texts):
        return False
    try:
        said = [read_whole(store.open(text.sha256), MOST_HELD).decode() for text in texts if text]
    except (HoldfastError, ValueError):
        return False
    return text_grew(*said)


def _body(store: ObjectStore, warc: Part | PartDef | None) -> bytes | None:
    """The whole body that a WARC of ours holds; None where it cannot be read or is too large."""
    if warc is None:
        return None
    try:
        with store.open(warc.sha256) as file:
            answer = read_answer(file, MOST_HELD)
    except HoldfastError:
        return None
    if answer is None:
        return None
    try:
        return answer.body.content.read() if answer.body.state == "whole" else None
    finally:
        answer.body.content.close()


def payload_digest(store: ObjectStore, warc: Part | None) -> str | None:
    """SHA-256 of the decoded body that a WARC of ours holds; None where it cannot be read."""
    if warc is None:
        return None
    try:
        with store.open(warc.sha256) as file:
            answer = read_answer(file, MOST_DECODED)
    except HoldfastError:
        return None
    if answer is None:
        return None
    digest = hashlib.sha256()
    for piece in answer.body.content.chunks():
        digest.update(piece)
    answer.body.content.close()
    return digest.hexdigest()
