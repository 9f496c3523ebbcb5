"""Checking tombstones: only what the log says was expunged may lack what its entries commit to."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from holdfast.evidence.engine.entries import EntryUnfit, commitment_of
from holdfast.evidence.facts import expunge_facts, remaining_facts
from holdfast.evidence.models import Expunge, LogEntry, Opening, Redaction
from holdfast.evidence.types import Verb


class Gone(NamedTuple):
    """A sealed expunge: its entry, how many openings it deleted, and the entries it left open."""

    seq: int
    openings: int
    kept: frozenset[int]
    kept_redactions: bool


def sealed_expunges(problems: list[str]) -> dict[str, Gone]:
    """The captures whose expunge both a tombstone and an opened entry say; what differs goes to `problems`."""
    rows = {row.capture.key: row for row in Expunge.objects.select_related("capture").order_by("id")}
    gone: dict[str, Gone] = {}
    for entry in LogEntry.objects.filter(verb=Verb.EXPUNGED).order_by("seq"):
        row, content = rows.get(entry.object_key), opened_content(entry)
        if content is None:
            continue  # the walk says that its opening is gone or was changed; nothing else is excused by it
        if row is None or entry.object_key in gone:
            problems.append(
                f"Entry {entry.seq} says that {entry.object_key} was expunged, and its tombstone is not kept."
            )
            continue
        gone[entry.object_key] = held_to(row, entry, content, problems)
    problems += [f"The tombstone of {key} is in no entry of the log." for key in rows if key not in gone]
    return gone


def held_to(row: Expunge, entry: LogEntry, content: Mapping[str, Any], problems: list[str]) -> Gone:
    """What the entry says of an expunge; where tombstone, removals or what was left differ goes to `problems`."""
    key = entry.object_key
    facts = expunge_facts(row)
    if differ := [name for name, value in facts.items() if content.get(name) != value]:
        problems.append(f"The tombstone of {key} and entry {entry.seq} differ in: {', '.join(differ)}.")
    if content.get("remains") != remaining_facts(row.capture):
        problems.append(
            f"What the expunge of {key} left in the store of rows, reviews and all, was changed since."
        )
    if content.get("removals") != sorted(row.removals.values_list("commitment", flat=True)):
        problems.append(f"The expunge of {key} took other objects from the store than are listed.")
    copies: tuple[int, ...] = ()
    if content.get("keep_redactions"):
        copies = tuple(Redaction.objects.filter(capture=row.capture).values_list("seq", flat=True))
    openings = content.get("openings")
    return Gone(
        entry.seq,
        openings if isinstance(openings, int) else 0,
        frozenset(copies),
        bool(content.get("keep_redactions")),
    )


def opened_content(entry: LogEntry) -> Mapping[str, Any] | None:
    """What an entry commits to; None where its opening is gone or is another."""
    opening = Opening.objects.filter(seq=entry.seq).first()
    if opening is None:
        return None
    try:
        if commitment_of(bytes(opening.salt), opening.content) != entry.commitment:
            return None
        found = json.loads(opening.content)
    except (EntryUnfit, ValueError):
        return None
    return found if isinstance(found, dict) else None
