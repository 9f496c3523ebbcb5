"""Sentences of the report: what a seal says, what an entry says, what nothing here can say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from holdfast.evidence.types import EntryDef, SealState, Verb

STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --bg: #ffffff; --line: #d5dbe0; --muted: #545c64; --box: #f4f6f7 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ecef; --bg: #12171b; --line: #39434b; --muted: #a9b3bb; --box: #1c2329 }
}
body { margin: 0; background: var(--bg); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { max-inline-size: 60rem; margin-inline: auto; padding: 1.5rem 1rem 4rem }
h2 { margin-block-start: 2.5rem; border-block-end: 1px solid var(--line) }
section { margin-block: 2.5rem; break-inside: auto }
.seal { background: var(--box); padding: .75rem 1rem; border-inline-start: .3rem solid var(--muted) }
.wide { overflow-x: auto }
table { border-collapse: collapse; inline-size: 100%; min-inline-size: 38rem; font-variant-numeric: tabular-nums }
th, td { text-align: start; vertical-align: top; padding: .25rem .75rem .25rem 0 }
th, td { border-block-end: 1px solid var(--line) }
td { overflow-wrap: break-word }
.long, dd, li { overflow-wrap: anywhere }
@media print { table { min-inline-size: 0 } }
dt { color: var(--muted); margin-block-start: .5rem }
dd { margin-inline-start: 1rem }
code { font-size: .85em; overflow-wrap: anywhere }
"""

CANNOT = (
    "That what a page or a file says is so. A hash shows that bytes are unchanged, not that they tell what happened.",
    (
        "Where a page came from, to somebody who distrusts the desk: the certificates of a connection are kept, and"
        " whoever collected it could have written them down falsely."
    ),
    (
        "That a page was first published at the time of its capture. A time stamp shows that the log, and so the"
        " capture, existed before the stamp; nothing shows that it did not exist long before."
    ),
    (
        "That the desk did not collect other things, or leave entries about a capture out of this export: the hash of"
        " every entry is here, and what a hash hides cannot be counted by object."
    ),
    (
        "That the desk told no lie when it entered something new. What it entered before a stamp or a cosignature it"
        " cannot change afterwards without being found."
    ),
    "Who the people behind the account names are.",
    (
        "A capture.wacz by itself is no evidence: whoever rewrites such a package can recompute every hash in it. It"
        " counts as far as its WARC is the one the log sealed."
    ),
)
CHECKS = (
    "bag, export-signature, complete: no file was changed, added or dropped since the desk signed this export.",
    "manifests, objects, wacz-files: every capture is the one that entered the log, file by file.",
    "entries, commitments, chain, tree, checkpoint, keys: the log is one unbroken history, signed by the desk.",
    (
        "timestamps, opentimestamps, cosignatures: somebody outside the desk saw that history, at a time they name."
        " Compare the fingerprints it prints with those the authorities publish."
    ),
    "redactions: each redacted copy is the one two people approved.",
)
_VERBS = {
    Verb.COLLECTED: "collected",
    Verb.UPLOADED: "uploaded",
    Verb.CHANGED: "was found changed at its address",
    Verb.REMOVED: "was found gone from its address",
    Verb.FAILED: "could not be captured again",
    Verb.VIEWED: "looked at",
    Verb.EXPORTED: "given out in an export",
    Verb.DERIVED: "a working copy was made",
    Verb.REDACTED: "a redacted copy was made",
    Verb.EXPUNGED: "its bytes were deleted",
    Verb.HELD: "put under a legal hold",
    Verb.RELEASED: "a legal hold was ended",
    Verb.FLAGGED: "its flag for graphic content was changed",
    Verb.ANSWERED: "a reviewer’s question was answered",
    Verb.CONFIRMED: "an answer was looked at by another person",
}


def when(at: datetime) -> str:
    """An instant, to the second, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def seal_sentence(seal: SealState) -> str:
    """Unchanged since T; collected by C with tool V; also witnessed by W."""
    if seal.since is not None:
        said = f"Unchanged since {when(seal.since)} (says {', '.join(seal.said_by)})"
    elif seal.head is not None:
        said = "Unchanged since the desk sealed it, as the desk alone says"
    else:
        said = "Not sealed yet"
    said += f"; collected by {seal.collector} with {seal.tool}"
    if seal.witnessed:
        saw = ", ".join(f"{name} (on {when(at)})" for name, at in seal.witnessed)
        said += f"; also witnessed by {saw}"
    return said + "."


def seal_weakness(seal: SealState | None) -> str | None:
    """What a reader should know is missing from the seal."""
    if seal is None or seal.head is None:
        return "no signed head covers it."
    if seal.since is None and not seal.witnessed:
        return "nobody outside the desk has stamped or witnessed it: only the desk says since when it is unchanged."
    if seal.since is None:
        return "no authority has stamped it; a witness has seen it."
    if seal.pending:
        return f"{', '.join(seal.pending)} promised a Bitcoin block that is not here yet."
    return None


def entry_words(entry: EntryDef) -> str:
    """What an entry says was done."""
    words = _VERBS.get(entry.verb, entry.verb.value)
    if entry.content is None:
        return f"{words} (what was said of it was deleted, or is not given)"
    detail = _detail(entry.verb, _content(entry.content))
    return f"{words}: {detail}" if detail else words


def _content(text: str) -> Mapping[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _detail(verb: Verb, said: Mapping[str, Any]) -> str:
    if verb in (Verb.CHANGED, Verb.REMOVED):
        return f"found by {said.get('found_by')} on {said.get('found')}"
    if verb is Verb.REDACTED:
        return str(said.get("redaction", ""))
    if verb in (Verb.HELD, Verb.EXPUNGED):
        return str(said.get("ground", ""))
    if verb in (Verb.RELEASED, Verb.FLAGGED):
        return str(said.get("reason", ""))
    if verb is Verb.ANSWERED:
        return str(said.get("question", ""))
    if verb is Verb.CONFIRMED:
        return "agrees" if said.get("agrees") else "disagrees"
    return str(said.get("form", "")) if verb is Verb.EXPORTED else ""
