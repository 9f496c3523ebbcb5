"""From what a person gave to a check as plain values: read, held against the record, nothing stored."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from holdfast.base.canonical import canonical_json, canonical_loads
from holdfast.base.clock import now
from holdfast.base.errors import HoldfastError
from holdfast.base.why import Why
from holdfast.claims.engine.judge import Checked, Reading, Speaker
from holdfast.claims.queries.checking import draft_checked
from holdfast.claims.queries.seen import with_candidates
from holdfast.claims.reading import Draft, read_draft
from holdfast.claims.types import candidates_json, line_json, reading_json
from holdfast.journal.queries import head
from holdfast.people.types import Viewer
from holdfast.web.claims.check_shown import DATE_ALONE

MOST_CHARS = 500_000  # characters of a text that a page or the API checks; the command line takes more
MOST_LINES = 2_000  # items of a check that are told; a text with more is told how many there are


class DraftTooLongHere(HoldfastError):
    """A text longer than a page or the API checks while somebody waits."""

    code = "draft-too-long-here"


def draft_given(given: Mapping[str, Any]) -> Draft:
    """The draft that a form gives: pasted, in a file, at an address. What is pasted is never taken for an address."""
    if given.get("file"):
        return read_draft(given["file"].read(), name=given["file"].name)
    if given.get("address"):
        return read_draft(given["address"])
    return draft_pasted(given["text"])


def draft_pasted(text: str) -> Draft:
    """The draft of a text as a browser or a program sends it: line ends as everywhere else."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return read_draft(plain.encode("utf-8", "replace"))


def checked_state(viewer: Viewer, draft: Draft, published: date | None, side: str = "") -> dict[str, Any]:
    """The check as plain values: the fixed JSON of `holdfast check` and what a page shows beside it."""
    if len(draft.text) > MOST_CHARS:
        raise DraftTooLongHere(
            f"The text has {len(draft.text):,} characters, and a page checks {MOST_CHARS:,}",
            untouched="Nothing was stored",
            next_step="Check a part of it, or the file part by part: holdfast check FILE --from 0",
        )
    at, line = now(), head()
    found = draft_checked(
        viewer,
        draft.text,
        spans=draft.body,
        headings=draft.headings,
        published=published or draft.published,
        side=side,
        notes=draft.notes,
        plain=draft.plain,
    )
    found = with_candidates(viewer, found)
    state = {
        "items": [
            _item(one, found.speakers) | {"candidates": candidates_json(found.seen_before(one))}
            for one in found.lines[:MOST_LINES]
        ],
        "lines": sum(one.rule != DATE_ALONE for one in found.lines),
        "text": draft.text,
        "kind": draft.kind,
        "language": draft.language or "",
        "title": draft.title,
        "published": found.published,
        "furniture": [list(one) for one in draft.furniture],
        "notes": list(found.notes),
        "as_of": found.as_of,
        "seq": line.seq,
        "checked_at": at,
    }
    return dict(canonical_loads(canonical_json(state)))


def from_state(state: Mapping[str, Any]) -> dict[str, Any]:
    """When and against what it was checked, as the action takes it."""
    return {
        "as_of": date.fromisoformat(state["as_of"]),
        "seq": int(state["seq"]),
        "checked_at": datetime.fromisoformat(state["checked_at"]),
    }


def _item(one: Checked, speakers: Mapping[str, Speaker]) -> dict[str, Any]:
    """The line as JSON gives it; reasons with their codes, so that a page says them in its own language."""
    return line_json(one, speakers) | {
        "citations": [_row(row, speakers) for row in one.cited],
        "newer": [_row(row, speakers) for row in one.newer],
        "change": _why(one.would_change),
        "lacks": [_why(why) for why in one.missing],
        "within": [_why(why) for why in one.warnings],
    }


def _row(row: Reading, speakers: Mapping[str, Speaker]) -> dict[str, Any]:
    return reading_json(row, speakers) | {"series_name": dict(row.series_name), "unit": row.unit}


def _why(why: Why | None) -> dict[str, Any] | None:
    if why is None:
        return None
    return {"why": why.render("en"), "why_code": why.code, "why_params": why.params_json()}
