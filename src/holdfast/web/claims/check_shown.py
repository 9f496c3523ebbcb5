"""A checked draft as the page lays it out: the text in pieces, the findings, what is thrown back first.

It takes the check as plain values, as the JSON gives it, so that a stored report is laid out the same way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext, ngettext

from holdfast.claims.stored import Verdict
from holdfast.web.claims.check_words import (
    ANSWERED,
    BOUND_WORDS,
    CLASSES,
    MARKS,
    THROWN,
    furniture_word,
    per_word,
    verdict_word,
)
from holdfast.web.claims.sentences import here_said
from holdfast.web.writing import because, day_text, number_text

_RANK = {verdict: at for at, verdict in enumerate(MARKS)}
MOST_THROWN = 10  # lines that will be thrown back and stand open: a page of hundreds has no first look
MOST_UNBORNE = 5  # lines that may be thrown back and stand open
MOST_ROWS = 3  # rows of a finding that stand open
DATE_ALONE = "date-alone"  # the rule of the judge for a date that no figure stands with
ASKED = frozenset({"change-say-time", "change-say-number", "change-name-study"})
AROUND = 70  # characters of the text on each side of an item
KEPT_AROUND = 40  # and of those that a stored line keeps, where a person asked for it
# Of these the record holds nothing to look at: they are accepted together.
TOGETHER = frozenset({Verdict.NOT_FOUND, Verdict.NOT_CHECKABLE})
MOST_SHOWN = 250  # findings on one page


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text: plain, an item with its tags, or furniture with its reason."""

    kind: str
    text: str
    finding: "Finding | None" = None
    also: tuple["Finding", ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One item as the page shows it; `number` counts items in the order of the text."""

    number: int
    item: Mapping[str, Any]
    verdict: Verdict
    why: str
    change: str = ""
    asked: bool = False  # no wording that would hold, but what the line has to say to be checked at all
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    rows: tuple[Mapping[str, Any], ...] = ()
    decided: Mapping[str, Any] = field(default_factory=dict)
    before: str = ""  # of the text around it, as far as a reader needs to know which line it is
    after: str = ""

    @property
    def word(self) -> str:
        """The verdict in the reader's language."""
        return verdict_word(self.verdict)

    @property
    def mark(self) -> str:
        """The sign before the word."""
        return MARKS[self.verdict]

    @property
    def look(self) -> str:
        """The class that repeats in colour what mark and word say."""
        return CLASSES.get(self.verdict, "open")

    @property
    def thrown(self) -> bool:
        """Whether it will be thrown back: the record answers it."""
        return self.verdict in THROWN or (self.verdict is Verdict.UNSUPPORTED and self.rule in ANSWERED)

    @property
    def unborne(self) -> bool:
        """Whether it may be thrown back: the record speaks of the matter, and neither bears it out nor answers it."""
        return self.verdict is Verdict.UNSUPPORTED and not self.thrown

    @property
    def together(self) -> bool:
        """Whether it is accepted with the others of which the record holds nothing."""
        return self.verdict in TOGETHER

    @property
    def is_date(self) -> bool:
        """Whether it is a date that no figure stands with."""
        return is_date_alone(self.item)

    @property
    def change_head(self) -> str:
        """What stands before the change: what the line lacks, or the wording that would hold."""
        return gettext("What it lacks:") if self.asked else gettext("What would make it hold:")

    @property
    def words(self) -> str:
        """What the text says there."""
        return " ".join(str(self.item["text"]).split())

    @property
    def rule(self) -> str:
        """The rule that fired, by its name."""
        return str(self.item.get("rule") or self.item.get("why_code") or "")

    @property
    def first_rows(self) -> Sequence[Mapping[str, Any]]:
        """The rows that stand open."""
        return self.rows[:MOST_ROWS]

    @property
    def proof(self) -> Sequence[Mapping[str, Any]]:
        """The row that the reason speaks of and, of what is out of date, the newer one it speaks of."""
        newer = [one for one in self.rows[1:] if one["newer"]][:1] if self.verdict is Verdict.OUTDATED else []
        return (*self.rows[:1], *newer)

    @property
    def more_rows(self) -> Sequence[Mapping[str, Any]]:
        """The rows behind a summary."""
        return self.rows[MOST_ROWS:]


@dataclass(frozen=True, slots=True)
class Laid:
    """A checked draft laid out."""

    findings: tuple[Finding, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    thrown: tuple[Finding, ...]
    tally: tuple[tuple[Finding, int], ...]  # an example of each verdict, the worst first, and how many
    furniture: int
    unborne: tuple[Finding, ...] = ()
    dates: tuple[Finding, ...] = ()  # by themselves they say nothing that could be held against a record

    @property
    def checked(self) -> int:
        """How many lines were checked."""
        return len(self.findings)

    @property
    def first_thrown(self) -> Sequence[Finding]:
        """The first lines that will be thrown back."""
        return self.thrown[:MOST_THROWN]

    @property
    def more_thrown(self) -> Sequence[Finding]:
        """Those behind a summary."""
        return self.thrown[MOST_THROWN:]

    @property
    def first_unborne(self) -> Sequence[Finding]:
        """Those that may be thrown back, as many as stand open."""
        return self.unborne[:MOST_UNBORNE]

    @property
    def more_unborne(self) -> Sequence[Finding]:
        """Those behind a summary."""
        return self.unborne[MOST_UNBORNE:]

    def answer(self, count: int | None = None) -> str:
        """The answer in one sentence, of so many lines where not all of them are laid out."""
        every = self.checked if count is None else count
        thrown, rest = len(self.thrown), len(self.unborne)
        if thrown:
            said = ngettext(
                "{count} of {all} lines will be thrown back",
                "{count} of {all} lines will be thrown back",
                thrown,
            ).format(count=thrown, all=every)
            more = ngettext("{count} more may be", "{count} more may be", rest).format(count=rest)
            return gettext("{first}, {second}").format(first=said, second=more) if rest else said
        if rest:
            return ngettext(
                "{count} of {all} lines may be thrown back: the record does not bear it out",
                "{count} of {all} lines may be thrown back: the record does not bear them out",
                rest,
            ).format(count=rest, all=every)
        if self.findings and all(one.verdict is Verdict.NOT_CHECKABLE for one in self.findings):
            said = ngettext(
                "{all} line found; it cannot be checked", "{all} lines found; none can be checked", every
            )
            return said.format(all=every)
        return ngettext(
            "{all} line checked; the record contradicts none",
            "{all} lines checked; the record contradicts none",
            every,
        ).format(all=every)


def laid_out(state: Mapping[str, Any]) -> Laid:
    """The check as a page shows it, in the language of the page."""
    text = str(state.get("text") or "")
    read = str(state.get("as_of") or "")
    every = tuple(_finding(number, one, text, read) for number, one in numbered(state["items"]))
    findings = tuple(one for one in every if not is_date_alone(one.item))
    counts: dict[Verdict, list[Finding]] = {}
    for one in findings:
        counts.setdefault(one.verdict, []).append(one)
    tally = tuple((counts[one][0], len(counts[one])) for one in sorted(counts, key=_RANK.__getitem__))
    thrown = sorted((one for one in findings if one.thrown), key=lambda one: _RANK[one.verdict])
    furniture = [tuple(one) for one in state.get("furniture", ())]
    paragraphs = tuple(_paragraphs(_pieces(text, every, furniture)))
    dates = tuple(one for one in every if is_date_alone(one.item))
    unborne = tuple(one for one in findings if one.unborne)
    return Laid(findings, paragraphs, tuple(thrown), tally, len(furniture), unborne, dates)


def numbered(items: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """Each item with its number in the order of the text, as in the report; dates by themselves are below 0."""
    lines, dates = 0, 0
    for one in items:
        if is_date_alone(one):
            dates -= 1
            yield dates, one
        else:
            lines += 1
            yield lines, one


def is_date_alone(item: Mapping[str, Any]) -> bool:
    """Whether it is a date that no figure stands with: it is shown, and nobody is asked to accept it."""
    return item.get("rule") == DATE_ALONE


def _finding(number: int, item: Mapping[str, Any], text: str, read: str) -> Finding:
    before, after = around(text, item) if text else _kept_around(item)
    return Finding(
        number,
        item,
        Verdict(item["verdict"]),
        because(_asked(item)) if item.get("why_code") else str(item.get("why") or ""),
        because(item.get("change")),
        str((item.get("change") or {}).get("why_code")) in ASKED,
        tuple(because(one) for one in item.get("lacks") or ()),
        tuple(because(one) for one in item.get("within") or ()),
        _rows(item, read),
        item.get("decided") or {},
        before,
        after,
    )


def _asked(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """The item with what only a person can settle in the language of the page, where its reason says it."""
    params = item.get("why_params")
    if not isinstance(params, Mapping) or not isinstance(params.get("ask"), str):
        return item
    return {**item, "why_params": {**params, "ask": here_said(params["ask"]) or params["ask"]}}


def _kept_around(item: Mapping[str, Any]) -> tuple[str, str]:
    """The words around it that a stored line keeps; none where nobody asked for them."""
    held = item.get("context")
    return (str(held[0]), str(held[1])) if isinstance(held, Sequence) and len(held) == 2 else ("", "")


def around(text: str, item: Mapping[str, Any], most: int = AROUND) -> tuple[str, str]:
    """Some words before and after, of the same paragraph, never cut within a word."""
    start, end = int(item["start"]), int(item["end"])
    before = text[max(0, start - most) : start].rpartition("\n")[2]
    if before and start - len(before) > 0 and text[start - len(before) - 1] not in " \n":
        before = "…" + before.partition(" ")[2]
    elif before and start - len(before) > 0 and text[start - len(before) - 1] != "\n":
        before = "…" + before
    after = text[end : end + most].partition("\n")[0]
    if after and end + len(after) < len(text) and text[end + len(after)] != "\n":
        whole = after.rpartition(" ")[0]
        after = f"{whole} …" if whole.endswith((".", "!", "?", "؟")) else f"{whole}…"
    return before, after


def _rows(item: Mapping[str, Any], read: str) -> tuple[Mapping[str, Any], ...]:
    """The rows the verdict rests on, the one its reason speaks of first; then newer ones, marked as such.

    Of the newer ones those that the record read as of the day `read` already had come first; the others say so.
    """
    newer = {one.get("row"): one for one in item.get("newer") or ()}
    cited = sorted((_row(one) for one in item.get("citations") or ()), key=lambda one: -_spoken_of(item, one))
    told = {one.get("row") for one in cited}
    marked = [one | {"newer": one.get("row") in newer and not _spoken_of(item, one)} for one in cited]
    marked += [_row(one) | {"newer": True} for row, one in newer.items() if row not in told]
    # ISO days order as text does
    marked = [
        one | {"after": bool(one["newer"] and read and str(one.get("as_of") or "") > read)} for one in marked
    ]
    return tuple(sorted(marked, key=lambda one: (bool(one["newer"]), bool(one["after"]))))


def _spoken_of(item: Mapping[str, Any], row: Mapping[str, Any]) -> int:
    """How far the reason of the verdict speaks of a row: of its number, of its number and its day, or not at all."""
    params = item.get("why_params")
    if not isinstance(params, Mapping):
        return 0
    held, day = str(params.get("held")), params.get("day")
    if held not in {str(row.get(name)) for name in ("value", "low", "high")} - {"None"}:
        return 0
    return 2 if isinstance(day, Mapping) and str(day.get("date")) == str(row.get("as_of")) else 1


def _row(one: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its value and its days as people read them."""
    value, low, high = one.get("value"), one.get("low"), one.get("high")
    number = "" if value is None else number_text(value)
    if low is not None and high is not None and low != high:
        number = f"{number_text(low)}–{number_text(high)}"
    bound = str(BOUND_WORDS.get(str(one.get("bound")), ""))
    first, last = one.get("since"), one.get("as_of")
    return {
        **one,
        "number": number,
        "bound_word": bound,
        "per_word": per_word(one.get("per")),
        "host": _host(one.get("address")),
        "series_said": _without_source(one.get("series_name"), one.get("source_name")),
        "first_day": _day(first),
        "last_day": _day(last),
        "linked": str(one.get("row") or "").startswith("O-"),
    }


def _without_source(series: object, source: object) -> dict[str, str]:
    """The name of a series by language, without the name of its source before it: that stands there already."""
    names, sources = (one if isinstance(one, Mapping) else {} for one in (series, source))
    return {tongue: str(name).removeprefix(f"{sources.get(tongue)}: ") for tongue, name in names.items()}


def _host(address: object) -> str:
    """By whose name a reader knows where a link leads."""
    try:
        return (urlsplit(str(address or "")).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _day(value: object) -> str:
    return day_text(str(value))[1] if value else ""


def _pieces(
    text: str, findings: Iterable[Finding], furniture: Sequence[tuple[int, int, str]]
) -> Iterator[Piece]:
    """The text cut at items and furniture; an item inside another stands as a tag behind it."""
    spans: list[tuple[int, int, Finding | str]] = [(start, end, reason) for start, end, reason in furniture]
    outer: list[tuple[int, int, list[Finding]]] = []
    for one in sorted(findings, key=lambda one: (one.item["start"], -one.item["end"])):
        start, end = int(one.item["start"]), int(one.item["end"])
        if outer and start < outer[-1][1]:
            held = outer[-1]
            outer[-1] = (held[0], max(held[1], end), [*held[2], one])
        else:
            outer.append((start, end, [one]))
    inside = {start: found for start, _, found in outer}
    spans += [(start, end, found[0]) for start, end, found in outer]
    at = 0
    for start, end, what in sorted(spans, key=lambda span: span[:2]):
        if start < at or start >= len(text):
            continue
        if start > at:
            yield Piece("plain", text[at:start])
        if isinstance(what, str):
            yield Piece("furniture", text[start:end], reason=furniture_word(what))
        else:
            yield Piece("item", text[start:end], what, tuple(inside[start][1:]))
        at = end
    if at < len(text):
        yield Piece("plain", text[at:])


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """The pieces in paragraphs, as the text breaks its lines outside items."""
    held: list[Piece] = []
    for piece in pieces:
        if piece.kind == "item" or "\n" not in piece.text:
            held.append(piece)
            continue
        lines = piece.text.split("\n")
        for at, line in enumerate(lines):
            if line.strip():
                held.append(Piece(piece.kind, line, reason=piece.reason if at == 0 or not held else ""))
            if at < len(lines) - 1 and held:
                yield tuple(held)
                held = []
    if held:
        yield tuple(held)
