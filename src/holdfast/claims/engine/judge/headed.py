"""Lines whose number is right, and over or after whose sentence something else is said: a person has to read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from holdfast.base.why import Why
from holdfast.claims.engine.judge.checked import Checked, Verdict
from holdfast.claims.engine.judge.headings import Outline, Over
from holdfast.claims.engine.judge.lines import Heading, Span
from holdfast.claims.engine.judge.otherwise import denies, says_otherwise
from holdfast.claims.engine.judge.readings import Record

_SHOWN = 3
_MOST_SHOWN = 80
_MOST_TOLD = 4_000  # characters of it that are looked at to show it
_LONGEST = 4_000  # characters of a heading or a cell; a longer one is left to a person
_MOST_READ = 800_000  # characters over numbers that are read in one text
_LONG = 400  # from there on, what is longer than this is left to a person


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
    read = _Read(record)
    found = []
    for line in lines:
        told = _told(line, outline, read) if _bears_out(line) else ()
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


def _told(line: Checked, outline: Outline, read: _Read) -> list[str]:
    """What stands over or after the sentence and may make it say something else, as the text writes it."""
    item = line.item
    start, end = item.sentence if item.sentence[1] else (item.start, item.end)
    found = [one.text for one in outline.over(start, end) if read.otherwise(one, line)]
    found += [one.text for one in outline.after(start, end) if denies(one, item.lang)]
    return [" ".join(one[:_MOST_TOLD].split())[:_MOST_SHOWN] for one in found]


class _Read:
    """What was read over the numbers of one text; the same words over the same rows are read once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._told: dict[tuple[object, ...], bool] = {}
        self._chars = 0

    def otherwise(self, one: Over, line: Checked) -> bool:
        """Whether the words may make the line say something else; so many that nobody writes them are not read."""
        item = line.item
        if len(one.text) > _LONGEST:
            return True
        key = (
            one.text, one.place, one.near, one.marked,
            item.lang, item.concepts, item.attribution, item.population, line.cited,
        )  # fmt: skip
        if key not in self._told:
            self._chars += len(one.text)
            if len(one.text) > _LONG and self._chars > _MOST_READ:
                return True
            self._told[key] = says_otherwise(one, item, line.cited, self._record)
        return self._told[key]
