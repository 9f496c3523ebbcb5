"""Checking what people said of captures and did to them: every row against the entry it goes with, both ways."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Model

from holdfast.base.canonical import instant_text
from holdfast.base.errors import HoldfastError
from holdfast.evidence.engine.redacted import RedactionUnfit, original_commitment, read_redaction
from holdfast.evidence.facts import (
    answer_facts,
    away_facts,
    confirmation_facts,
    flag_facts,
    hold_facts,
    level_facts,
    redacted_facts,
    release_facts,
)
from holdfast.evidence.models import (
    Answer,
    AnswerWords,
    Confirmation,
    Flag,
    Hold,
    LevelChange,
    Part,
    PutAway,
    Redaction,
    RedactionSalt,
    Release,
)
from holdfast.evidence.sealing.checking import Seen
from holdfast.evidence.sealing.checking_captures import MANIFEST_BYTES, Objects
from holdfast.evidence.sealing.checking_expunges import Gone
from holdfast.evidence.store import read_whole
from holdfast.evidence.types import Verb

_CHUNK = 500


class _Kind(NamedTuple):
    """A table whose rows go with entries of one verb; `field` of their content names the row."""

    verb: Verb
    field: str
    what: str
    rows: Callable[[], Iterable[tuple[str, Mapping[str, Any]]]]  # the capture, and what its entry is to say


def review_problems(seen: Seen, checked: Objects, gone: Mapping[str, Gone]) -> Iterator[str]:
    """Rows that differ from their entries, rows without an entry, entries without their row; and redacted copies.

    Of an expunged capture the tombstone's entry holds what is left, and it is checked there.
    """
    for kind in _KINDS:
        yield from _kind_problems(kind, seen, gone)
    yield from _copy_problems(checked, gone)


def _kind_problems(kind: _Kind, seen: Seen, gone: Mapping[str, Gone]) -> Iterator[str]:
    entered: dict[object, tuple[int, str, Mapping[str, Any]]] = {}
    for seq, (verb, capture, content) in seen.contents.items():
        if verb != kind.verb or capture in gone or content is None:
            continue  # an opening that is gone is said already, and its row then has no entry
        name = content.get(kind.field)
        if not isinstance(name, int | str) or name in entered:
            yield f"Entry {seq} names no {kind.what} of its own."
            continue
        entered[name] = (seq, capture, content)
    for capture, facts in kind.rows():
        if capture in gone:
            continue
        which = f"{capture}: the {kind.what} {facts[kind.field]}"
        seq, about, said = entered.pop(facts[kind.field], (0, "", {}))
        if not seq:
            yield f"{which} is in no entry of the log."
            continue
        differ = [name for name in sorted(said.keys() | facts.keys()) if not _same(said, facts, name)]
        if about != capture:
            differ.append("capture")
        if differ:
            yield f"{which} is not what entry {seq} says: {', '.join(differ)}."
    for name, (seq, capture, _) in entered.items():
        yield f"Entry {seq} is about the {kind.what} {name} of {capture}, which is no longer kept."


def _same(said: Mapping[str, Any], facts: Mapping[str, Any], name: str) -> bool:
    missing = object()
    return bool(said.get(name, missing) == facts.get(name, missing))


def _answers() -> Iterator[tuple[str, Mapping[str, Any]]]:
    words = {one.answer_id: one for one in AnswerWords.objects.iterator(chunk_size=_CHUNK)}
    for row in Answer.objects.select_related("capture").order_by("id").iterator(chunk_size=_CHUNK):
        yield row.capture.key, answer_facts(row, words.get(row.pk))


def _rows(
    model: type[Model], path: str, facts: Callable[[Any], Mapping[str, Any]]
) -> Callable[[], Iterator[tuple[str, Mapping[str, Any]]]]:
    def read() -> Iterator[tuple[str, Mapping[str, Any]]]:
        rows = model._default_manager.select_related(path).order_by("id")
        for row in rows.iterator(chunk_size=_CHUNK):
            capture: Any = row
            for step in path.split("__"):
                capture = getattr(capture, step)
            yield capture.key, facts(row)

    return read


def _redacted(row: Redaction) -> Mapping[str, Any]:
    return redacted_facts(row.key, row.record, row.level)


_KINDS = (
    _Kind(Verb.ANSWERED, "answer", "answer", _answers),
    _Kind(
        Verb.CONFIRMED,
        "confirmation",
        "confirmation",
        _rows(Confirmation, "answer__capture", confirmation_facts),
    ),
    _Kind(Verb.FLAGGED, "flag", "flag", _rows(Flag, "capture", flag_facts)),
    _Kind(Verb.HELD, "hold", "hold", _rows(Hold, "capture", hold_facts)),
    _Kind(Verb.RELEASED, "release", "release", _rows(Release, "hold__capture", release_facts)),
    _Kind(Verb.LEVEL_CHANGED, "change", "level change", _rows(LevelChange, "capture", level_facts)),
    _Kind(Verb.PUT_AWAY, "finding", "putting away", _rows(PutAway, "capture", away_facts)),
    _Kind(Verb.REDACTED, "redaction", "redacted copy", _rows(Redaction, "capture", _redacted)),
)


def _copy_problems(checked: Objects, gone: Mapping[str, Gone]) -> Iterator[str]:
    """Each redacted copy against its record, whose hash the log holds; the salt against the original."""
    salts = {one.redaction_id: bytes(one.salt) for one in RedactionSalt.objects.all()}
    for row in Redaction.objects.select_related("capture").order_by("id"):
        expunge = gone.get(row.capture.key)
        if expunge is not None and not expunge.kept_redactions:
            continue
        if wrong := checked.wrong(row.sha256):
            yield f"{row.key}: the bytes of the redacted copy {wrong}."
        if wrong := checked.wrong(row.record, read=True):
            yield f"{row.key}: its record {wrong}."
            continue
        try:
            record = read_redaction(read_whole(checked.store.open(row.record), MANIFEST_BYTES))
        except (RedactionUnfit, HoldfastError) as error:
            yield f"{row.key}: its record cannot be read: {error}"
            continue
        if differ := [name for name, (one, other) in _told(row, record).items() if one != other]:
            yield f"{row.key}: the store and its record differ in: {', '.join(differ)}."
        if expunge is None:
            yield from _salt_problems(row, record, salts.get(row.pk))


def _told(row: Redaction, record: Mapping[str, Any]) -> Mapping[str, tuple[object, object]]:
    copy = record["redacted"]
    return {
        "key": (row.key, record["key"]),
        "capture": (row.capture.key, record["original"]["capture"]),
        "name": (row.name, copy["name"]),
        "sha256": (row.sha256, copy["sha256"]),
        "size": (row.size, copy.get("size")),
        "mime": (row.mime, copy["mime"]),
        "reason": (row.reason, record["reason"]),
        "by": (row.by, record["by"]),
        "approver": (row.approver, record["approver"]),
        "at": (instant_text(row.at), record["at"]),
    }


def _salt_problems(row: Redaction, record: Mapping[str, Any], salt: bytes | None) -> Iterator[str]:
    original = Part.objects.filter(capture=row.capture_id, name=row.part).first()
    if original is None:
        yield f"{row.key}: its original {json.dumps(row.part)} is no part of {row.capture.key}."
        return
    try:
        held = original_commitment(salt or b"", original.sha256) == record["original"]["commitment"]
    except RedactionUnfit:
        held = False
    if not held:
        yield f"{row.key}: the salt that is kept does not show that {row.capture.key} is its original."
