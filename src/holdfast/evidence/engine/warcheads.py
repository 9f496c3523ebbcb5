"""The header of a WARC record: its fields, and what in it makes one reader see another record than the next.

ISO 28500 asks that no field but WARC-Concurrent-To stands twice. Of two that differ one reader takes the first, another
the last; a line that goes on over the next is joined by some and dropped by others.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from holdfast.evidence.engine.results import plain

WARC_ONCE = (
    *("warc-type", "warc-record-id", "warc-date", "warc-target-uri", "content-length", "content-type"),
    *("warc-warcinfo-id", "warc-ip-address", "warc-refers-to", "warc-refers-to-target-uri"),
    *("warc-refers-to-date", "warc-truncated", "warc-filename", "warc-profile", "warc-segment-number"),
    *("warc-segment-origin-id", "warc-segment-total-length", "warc-identified-payload-type"),
)
WARC_HELD = frozenset({*WARC_ONCE, "warc-block-digest", "warc-payload-digest", "warc-concurrent-to"})
WARC_DATE = re.compile(
    r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01])(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]"
    r"(?::(?:[0-5][0-9]|60)(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?)?)?"
)
WARC_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
WARC_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f]")


class WarcHead(NamedTuple):
    """The named fields of one record, names in lower case; a name may stand more than once.

    `folded` are the names of fields that go on over several lines, `strange` the lines that are no fields.
    """

    fields: tuple[tuple[str, str], ...]
    folded: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()

    def get(self, name: str) -> str | None:
        """The first value under this name."""
        for key, value in self.fields:
            if key == name.lower():
                return value
        return None

    def all(self, name: str) -> list[str]:
        """Every value under this name."""
        return [value for key, value in self.fields if key == name.lower()]


def read_fields(lines: list[str]) -> WarcHead:
    """The fields in the lines of a header; one that goes on over several lines is put together once."""
    fields: list[tuple[str, list[str]]] = []
    folded: list[str] = []
    strange: list[str] = []
    for text in lines:
        if WARC_CONTROL.search(text):
            strange.append(text)
        if text[0] in " \t" and fields:
            fields[-1][1].append(text)
            folded.append(fields[-1][0])
            continue
        key, colon, value = text.partition(":")
        if not colon or not WARC_NAME.fullmatch(key.rstrip(" \t")):
            strange.append(text)
        if colon:
            fields.append((key.rstrip(" \t").lower(), [value.lstrip()]))
    return WarcHead(tuple((key, "".join(values)) for key, values in fields), tuple(folded), tuple(strange))


def contradictions(head: WarcHead) -> list[str]:
    """What a header says twice, and not the same, and a date that is none."""
    names = [name for name, _ in head.fields]
    found = []
    if len(set(names)) != len(names):
        found = [
            f"says its {name} twice, and not the same: {plain(' and '.join(head.all(name))[:200])!r}"
            for name in WARC_ONCE
            if names.count(name) > 1 and len(set(head.all(name))) > 1
        ]
    date = head.get("WARC-Date")
    if date and not WARC_DATE.fullmatch(date.strip()):
        found.append(f"is of a date that is none: {plain(date)[:40]!r}")
    return found


def oddities(head: WarcHead) -> list[str]:
    """What in a header some readers take for something else than others do."""
    found = [f"goes on with its {name} on a second line" for name in sorted(set(head.folded) & WARC_HELD)]
    if head.strange:
        found.append(f"has a line in its header that is no field: {plain(head.strange[0])[:80]!r}")
    return found
