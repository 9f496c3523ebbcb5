"""What lines of the journal about evidence commit to, computed again from the store."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from holdfast.evidence.facts import expunge_wish_facts, wish_facts
from holdfast.evidence.models import (
    Capture,
    ExpungeRequest,
    LogEntry,
    Opening,
    Redaction,
    RedactionRequest,
)

_Contents = Sequence[Any]  # of the entries of one batch, in their order


def _last(contents: _Contents) -> Any:
    return contents[-1]


# By the verb of a line: what it committed to, from the contents of the entries that its action wrote.
_CONTENTS: Mapping[str, Callable[[_Contents], Any]] = {
    "answer_question": _last,
    "confirm_answer": _last,
    "flag_graphic": _last,
    "hold_capture": _last,
    "release_hold": _last,
    "restrict_capture": _last,
    "approve_opening": _last,
    "put_away_finding": _last,
    "approve_redaction": _last,
    "approve_expunge": _last,
    "cosign_checkpoint": _last,
    "seal_log": _last,
    "fail_request": _last,
    "fail_watch": _last,
    "rotate_key": lambda contents: contents[0],
    "stamp_log": list,
    "upgrade_stamps": list,
    "export_captures": list,
    "view_captures": lambda contents: [one.get("capture") for one in contents if isinstance(one, dict)],
}


def evidence_contents(verbs: Mapping[int, str]) -> dict[int, Any]:
    """The contents of the lines whose batch and verb are given, by batch, as far as the store holds them.

    Left out are lines whose entries an expunge closed, and those of which the custody log has no entry.
    """
    opened = _opened({batch for batch, verb in verbs.items() if verb in _CONTENTS})
    found = {batch: _CONTENTS[verbs[batch]](contents) for batch, contents in opened.items()}
    for batch, sha256 in Redaction.objects.values_list("batch", "sha256"):
        if isinstance(found.get(batch), dict):
            found[batch] = {**found[batch], "copy": sha256}
    for wish in RedactionRequest.objects.filter(capture__expunge=None).select_related("capture"):
        if verbs.get(wish.batch) == "request_redaction":
            found[wish.batch] = wish_facts(wish)
    for deletion in ExpungeRequest.objects.filter(capture__expunge=None).select_related("capture"):
        if verbs.get(deletion.batch) == "request_expunge":
            found[deletion.batch] = expunge_wish_facts(deletion)
    captured: dict[int, list[dict[str, str]]] = defaultdict(list)
    forgotten = set(Capture.objects.exclude(expunge=None).values_list("batch", flat=True))
    for batch, key, manifest in Capture.objects.order_by("id").values_list("batch", "key", "manifest"):
        if verbs.get(batch) == "capture" and batch not in forgotten:
            captured[batch].append({"key": key, "manifest": manifest})
    return {**found, **captured}


def _opened(batches: set[int]) -> dict[int, list[Any]]:
    """What the entries of each batch open to; a batch of which an opening is gone is left out."""
    entries = LogEntry.objects.order_by("seq").values_list("seq", "batch")
    of_batch = {seq: batch for seq, batch in entries.iterator(chunk_size=5_000) if batch in batches}
    texts = {
        seq: content
        for seq, content in Opening.objects.values_list("seq", "content").iterator(chunk_size=5_000)
        if seq in of_batch
    }
    closed = {batch for seq, batch in of_batch.items() if seq not in texts}
    found: dict[int, list[Any]] = defaultdict(list)
    for seq, batch in of_batch.items():
        if batch not in closed:
            found[batch].append(_read(texts[seq]))
    return dict(found)


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text  # no JSON any more, and so not what was committed to
