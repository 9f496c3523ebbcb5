"""Keeping an accepted check of a draft: each line as a named person accepted it, with the hash of the text."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from holdfast.base.canonical import canonical_loads
from holdfast.base.clock import now
from holdfast.claims.actions import given
from holdfast.claims.facts import report_facts
from holdfast.claims.models import Report, ReportLine
from holdfast.claims.stored import GivenLine, Side
from holdfast.journal.actions import recording
from holdfast.people.permissions import require
from holdfast.people.types import Level, Permission, Viewer

MOST_LINES = 5_000
MOST_TEXT = 5_000_000  # bytes of a draft that is kept
_MOST_LINE = 200_000  # characters of one line's JSON


def accept_report(
    *,
    viewer: Viewer,
    title: str,
    side: Side,
    text: str,
    as_of: date,
    seq: int,
    checked_at: datetime,
    lines: Sequence[GivenLine],
    language: str = "",
    keep_text: bool = False,
    level: int = Level.DESK,
) -> str:
    """Keep an accepted check of a draft; the report's key, such as D-0001.

    `side` says whose text it is: a source's, this desk's own, or somebody's who is no source here. `text` is hashed,
    and kept only with `keep_text`.
    `as_of` and `seq` are the day and the journal line of the record it was held against. Every line is accepted by the
    viewer; one whose verdict is not the proposed one says why. Raises NotAllowed, ClaimInvalid, SourceUnknown.
    """
    require(viewer, Permission.EDIT)
    if not lines or len(lines) > MOST_LINES:
        raise given.invalid(f"A report has 1 to {MOST_LINES:,} lines; this one has {len(lines):,}")
    data = text.encode("utf-8", "surrogatepass")
    if keep_text and len(data) > MOST_TEXT:
        raise given.invalid(f"A text of {len(data):,} bytes is not kept; at most {MOST_TEXT:,} are")
    if keep_text and ("\x00" in text or data != text.encode("utf-8", "ignore")):
        raise given.invalid(
            "The text holds characters that cannot be kept", "Keep the report without its text"
        )
    if checked_at.utcoffset() is None:
        raise given.invalid("The time of the check has no zone")
    whose = given.text_side_fields(viewer, side)
    rows = [_line(one) for one in lines]
    named = given.line(title, "title", empty=False)
    instant = now()
    with recording(actor=viewer.key, verb="accept_report", object_key="reports") as entry:
        report = Report.objects.create(
            title=named,
            **whose,
            sha256=sha256(data).hexdigest(),
            text=text if keep_text else "",  # letter by letter: the hash is of it
            language=given.tongue(language, empty=True),
            checked_at=checked_at,
            as_of=as_of,
            seq=seq,
            items="[" + ",".join(row["item"] for row in rows) + "]",
            by=viewer.key,
            level=given.level_within(viewer, level),
            batch=entry.batch,
        )
        kept = [
            ReportLine(
                report=report,
                place=place,
                **row,
                accepted_by=viewer.key,
                accepted_at=instant,
                batch=entry.batch,
            )
            for place, row in enumerate(rows, 1)
        ]
        ReportLine.objects.bulk_create(kept, batch_size=500)
        entry.commit_to(report_facts(report, kept), count=1 + len(rows))
    return str(report)


def _line(one: GivenLine) -> dict[str, Any]:
    proposed = given.verdict(one.proposed)
    verdict = given.verdict(one.verdict or one.proposed)
    reason = given.written(one.reason, "reason", empty=True)
    if verdict != proposed and not reason:
        raise given.invalid(
            f"The line was proposed as “{proposed}” and accepted as “{verdict}” without a reason",
            "Say why you decided otherwise",
        )
    row = {
        "item": _object(one.item, "item"),
        "proposed": proposed,
        "verdict": verdict,
        "why_code": given.line(one.why_code, "code of the reason", most=100),
        "why_params": _object(one.why_params, "reason's parameters"),
        "citations": given.plain(list(one.citations)),
        "reason": reason,
    }
    if sum(len(part) for part in row.values()) > _MOST_LINE:
        raise given.invalid(f"A line of a report holds more than {_MOST_LINE:,} characters")
    return row


def _object(value: object, what: str) -> str:
    if not isinstance(value, Mapping):
        raise given.invalid(f"The {what} of a line is not an object")
    text = given.plain(value)
    canonical_loads(text)  # what is kept can be read back
    return text
