"""Lines whose number is right, and over or after whose sentence something else is said: a person has to read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from holdfast.base.why import Why
from holdfast.claims.engine.judge.checked import Checked, Verdict
from holdfast.claims.engine.judge.headings import Outline
from holdfast.claims.engine.judge.lines import Heading, Span
from holdfast.claims.engine.judge.otherwise import denies, says_otherwise
from holdfast.claims.engine.judge.readings import Record

_SHOWN = 3
_MOST_SHOWN = 80


def hold_headed(
    text: str,
    lines: Sequence[Checked],
    record: Record,
    body: Sequence[Span] | None = None,
    marked: Sequence[Heading] = (),
) -> tuple[Checked, ...]:
    """The lines, where what would be called supported is left to a person if its headings say something else.

    Offsets of the items are those of `text`; `body` are the parts that are its author's own, `marked` the
    headings that its file marks, with their level.
    """
    if not any(_bears_out(one) for one in lines):
        return tuple(lines)
    counted = [one.item.start for one in lines if one.item.kind.is_figure and one.item.concepts]
    outline = Outline(text, counted, body, marked)
    found = []
    for line in lines:
        told = _told(line, outline, record) if _bears_out(line) else ()
        found.append(_held_back(line, told) if told else line)
    return tuple(found)


def _bears_out(line: Checked) -> bool:
    return line.verdict.supports or line.verdict is Verdict.PARTLY


def _held_back(line: Checked, told: Sequence[str]) -> Checked:
    shown = tuple(f"“{one}”" for one in dict.fromkeys(told))[:_SHOWN]
    partly = line.verdict is Verdict.PARTLY
    return replace(
        line,
        verdict=Verdict.UNSUPPORTED if partly else Verdict.ATTRIBUTED_ONLY,
        rule="words-not-read",
        why=Why.of("check-heading-not-read", words=shown),
        would_change=Why.of("change-leave-heading"),
        independent=0,
    )


def _told(line: Checked, outline: Outline, record: Record) -> list[str]:
    """What stands over or after the sentence and may make it say something else, as the text writes it."""
    item = line.item
    start, end = item.sentence if item.sentence[1] else (item.start, item.end)
    found = [one.text for one in outline.over(start, end) if says_otherwise(one, item, line.cited, record)]
    found += [one.text for one in outline.after(start, end) if denies(one, item.lang)]
    return [" ".join(one.split())[:_MOST_SHOWN] for one in found]
