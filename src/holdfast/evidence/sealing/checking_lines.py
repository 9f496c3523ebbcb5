"""Holding entries to the line of the journal they were written under: each verb writes entries of its own kinds.

An entry under any other line was written by nobody, whatever number it borrowed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from holdfast.evidence.engine.entries import Entry
from holdfast.evidence.models import Capture, LogEntry
from holdfast.evidence.queries.journalled import evidence_contents
from holdfast.journal import queries as journal
from holdfast.journal.types import JournalLine

_AHEAD = timedelta(minutes=1)  # an entry is written before its journal line
_BEHIND = timedelta(days=1)  # and no action takes longer than that

Content = Mapping[str, Any] | None  # None where an expunge closed it
Run = Sequence[tuple[Entry, Content]]  # the entries of one batch, in their order


class _Act(NamedTuple):
    """What a verb of the journal writes: verbs of entries in their order, and the object that its line then names."""

    writes: re.Pattern[str]
    names: Callable[[Run, Entry, Content], str | None]  # None where an expunge took what would tell


def _writes(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _one(verb: str, names: Callable[[Run, Entry, Content], str | None] | None = None) -> _Act:
    return _Act(_writes(f"{verb} "), names or (lambda run, entry, content: f"capture:{entry.object}"))


def _fixed(pattern: str, name: str) -> _Act:
    return _Act(_writes(pattern), lambda run, entry, content: name)


def _said(form: str, field: str) -> Callable[[Run, Entry, Content], str | None]:
    return lambda run, entry, content: None if content is None else form.format(content.get(field))


def _itself(run: Run, entry: Entry, content: Content) -> str:
    return entry.object


# The closed list: a verb of the journal that is not here writes no entries.
_ACTS: Mapping[str, _Act] = {
    "capture": _fixed("(?:(?:collected|uploaded) )+(?:(?:grew|changed|removed) )*", "captures"),
    "view_captures": _Act(_writes("(?:viewed )+"), lambda run, entry, content: f"captures:{len(run)}"),
    "export_captures": _Act(_writes("(?:exported )+"), _said("export:{}", "export")),
    "answer_question": _one("answered"),
    "confirm_answer": _one("confirmed", _said("answer:{}", "answer")),
    "flag_graphic": _one("flagged"),
    "hold_capture": _one("held"),
    "release_hold": _one("released"),
    "restrict_capture": _one("level-changed"),
    "approve_opening": _one("level-changed"),
    "put_away_finding": _one("put-away"),
    "approve_redaction": _one("redacted"),
    "approve_expunge": _one("expunged"),
    "fail_request": _one("failed", _said("lot:{}", "lot")),
    "fail_watch": _one("failed", lambda run, entry, content: entry.object.replace("watch-", "watch:")),
    "seal_log": _fixed("(?:key-added )?checkpoint ", "log"),
    "rotate_key": _fixed("key-added key-retired ", "log"),
    "stamp_log": _Act(_writes("(?:(?:stamped|cosigned) )+"), _itself),
    "upgrade_stamps": _fixed("(?:stamped )+", "log"),
    "cosign_checkpoint": _one("cosigned", _itself),
}


class Runs:
    """Takes the entries of a log in their order, and holds those of each batch to its line once it is complete."""

    def __init__(self) -> None:
        self._lines = {line.batch: line for line in journal.lines(limit=None)}
        self._batch: int | None = None
        self._run: list[tuple[Entry, Content]] = []
        self._closed: set[int] = set()

    def took(self, entry: Entry, batch: int, content: Content) -> Iterator[str]:
        """The next entry; what is wrong with those before it, where it ends their batch."""
        if batch != self._batch:
            yield from self.ended()
            self._batch = batch
        self._run.append((entry, content))

    def ended(self) -> Iterator[str]:
        """What is wrong with the last batch."""
        run, batch = self._run, self._batch
        if batch is None or not run:
            return
        self._run, line = [], self._lines.get(batch)
        if line is None:
            for entry, _ in run:
                yield f"Entry {entry.seq} was written by no action that the journal knows."
        elif batch in self._closed:
            yield f"{_named(run)} under line {line.seq} of the journal, whose entries ended before."
        else:
            yield from _line_problems(line, run)
        self._closed.add(batch)


def _line_problems(line: JournalLine, run: Run) -> Iterator[str]:
    act = _ACTS.get(line.verb)
    where = f"under line {line.seq} of the journal, {line.verb} of {line.object_key}"
    if act is None or not act.writes.fullmatch("".join(f"{entry.verb} " for entry, _ in run)):
        yield f"{_named(run)} {where}, which does not write {_kinds(run)}."
        return
    collected = {entry.object for entry, _ in run if entry.verb in ("collected", "uploaded")}
    for entry, content in run:
        if entry.actor != line.actor:
            yield f"Entry {entry.seq} names {entry.actor}, and the journal says that {line.actor} wrote it."
        named = act.names(run, entry, content)
        if named is not None and named != line.object_key:
            yield f"Entry {entry.seq} is about {entry.object} and stands {where}."
        if entry.verb in ("grew", "changed", "removed") and (
            content is not None and content.get("found_by") not in collected
        ):
            yield f"Entry {entry.seq} tells of a capture that line {line.seq} of the journal did not bring."
        try:
            at = datetime.fromisoformat(entry.at.replace("Z", "+00:00"))
        except ValueError:
            continue  # said already
        if not line.at - _BEHIND <= at <= line.at + _AHEAD:
            yield (
                f"Entry {entry.seq} says {entry.at}, and the journal says it was written at {line.at.isoformat()}."
            )


def _named(run: Run) -> str:
    first, last = run[0][0].seq, run[-1][0].seq
    return f"Entry {first} stands" if first == last else f"Entries {first} to {last} stand"


def _kinds(run: Run) -> str:
    found = list(dict.fromkeys(entry.verb for entry, _ in run))
    return " and ".join(found[:4]) if len(run) == len(found) else f"so many of {' and '.join(found[:4])}"


def commitment_problems() -> Iterator[str]:
    """Lines of the journal about evidence that committed to something else than what the store holds of them now."""
    lines = {line.batch: line for line in journal.lines(limit=None)}
    contents = evidence_contents({batch: line.verb for batch, line in lines.items()})
    for batch in contents.keys() - lines.keys():
        yield f"A row carries the batch {batch}, which no action that the journal knows wrote."
    yield from journal.content_problems(
        {lines[batch].seq: content for batch, content in contents.items() if batch in lines}
    )
    batches = dict(LogEntry.objects.filter(verb__in=("collected", "uploaded")).values_list("seq", "batch"))
    for key, seq, batch in Capture.objects.values_list("key", "seq", "batch").iterator(chunk_size=5_000):
        if batches.get(seq, batch) != batch:
            yield f"{key} says another action brought it than its entry {seq} does."
