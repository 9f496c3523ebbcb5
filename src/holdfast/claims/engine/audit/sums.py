"""Parts beside their totals: what must add up, and what can never exceed its whole.

Parts claim to be all of their total where `x:<kind>` names two or more kinds, unless the words beside them call
them a selection ("among them", "of which") or every kind is a group of people that cannot be all (children, women);
where the scope of the total names its parts ("commercial and aid"); and where the days of a window are all given.
A part above its total is found always; the sum of parts that do not claim to be all only where none can be counted in
two of them: days, and children beside women beside men.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction
from functools import partial
from itertools import combinations

from holdfast.base.numbers import decimal_of, decimals_of
from holdfast.base.why import Why
from holdfast.claims.engine.audit.found import AuditKind, Finding, finding, plain, tolerance_of
from holdfast.claims.engine.audit.frames import Frame, same_unit
from holdfast.claims.engine.audit.metrics import MOST_WORDS, Role
from holdfast.claims.engine.audit.rates import scale_of
from holdfast.claims.engine.audit.rows import Span, StatedRow
from holdfast.claims.engine.audit.saying import as_said
from holdfast.claims.engine.audit.scopes import contrary
from holdfast.claims.engine.audit.wording import Said

_WHOLES = (Role.TOTAL, Role.COUNT)
# Words that make a longer name something else than a part of the shorter one.
_OTHERWISE = frozenset(
    {
        "and",
        "or",
        "plus",
        "with",
        "not",
        "non",
        "without",
        "denied",
        "refused",
        "rejected",
        "turned",
        "back",
        "requested",
        "needed",
        "waiting",
        "missing",
        "planned",
        "before",
        "since",
        "previous",
        "rate",
    }
)
_GROUPS = frozenset(
    {
        "children",
        "child",
        "women",
        "woman",
        "elderly",
        "minors",
        "infants",
        "babies",
        "girls",
        "boys",
        "journalists",
        "medics",
        "doctors",
        "nurses",
        "teachers",
        "students",
        "paramedics",
        "civilians",
        "families",
    }
)
_APART = (
    frozenset({"children", "child", "minors"}),
    frozenset({"women", "woman"}),
    frozenset({"men", "man"}),
)
_JOINT = ("+", "&", "/", ",")
_JOINING = frozenset({"and", "plus", "et", "y", "e", "und", "و", "ו"})


def find_sums(frame: Frame) -> Iterator[Finding]:
    """Kinds, named parts and days that do not make the total they claim to make."""
    for relay in frame.relays:
        groups: dict[tuple[str, ...], list[StatedRow]] = defaultdict(list)
        for row in frame.of(Role.PART, relay=relay):
            groups[row.meaning.subject].append(row)
        for subject, parts in groups.items():
            yield from _kinds(frame, subject, _once(parts))
        yield from _named(frame, relay)
        yield from _days(frame, relay)


def _once(parts: Sequence[StatedRow]) -> list[StatedRow]:
    """A part told twice counts once; the second telling is a finding of its own."""
    return list({(one.metric, one.said.rest): one for one in reversed(parts)}.values())[::-1]


def _kinds(frame: Frame, subject: tuple[str, ...], parts: list[StatedRow]) -> Iterator[Finding]:
    totals = _of_one_thing(parts, _totals(frame, parts[0], subject))
    if totals and len(parts) > 1:
        every = _claim_all(parts, totals)
        if every or _apart_from_each_other(parts):
            yield from _sum(parts, totals, every=every)


def _of_one_thing(parts: Sequence[StatedRow], totals: Sequence[StatedRow]) -> list[StatedRow]:
    """The totals in the unit of every part, of no other place or kind than the words all the parts have in common."""
    alike = [one for one in totals if all(same_unit(one, part) for part in parts)]
    common = {part.said.rest for part in parts}
    if len(common) > 1 or "" in common:
        return alike
    return [one for one in alike if not one.said.rest or one.said.rest in common]


def _apart_from_each_other(parts: Sequence[StatedRow]) -> bool:
    """Whether the kinds are groups of people of which nobody is in two."""
    met = [
        next((at for at, one in enumerate(_APART) if words & one), None) for words in map(_kind_words, parts)
    ]
    return None not in met and len(set(met)) == len(met)


def _claim_all(parts: Sequence[StatedRow], totals: Sequence[StatedRow]) -> bool:
    if any(row.said.every for row in (*parts, *totals)):
        return True
    if any(row.said.selection for row in parts):
        return False
    return not all(_kind_words(part) & _GROUPS for part in parts)


def _kind_words(part: StatedRow) -> set[str]:
    return set(part.meaning.kind.replace("-", "_").replace(" ", "_").split("_"))


def _totals(frame: Frame, row: StatedRow, subject: tuple[str, ...]) -> list[StatedRow]:
    def pick(rows: Sequence[StatedRow]) -> list[StatedRow]:
        found = [
            one
            for one in rows
            if one.meaning.role in _WHOLES and one.meaning.subject == subject and same_unit(row, one)
        ]
        return [one for one in found if one.meaning.role is Role.TOTAL] or found

    return frame.beside(row, pick)


def _sum(parts: Sequence[StatedRow], totals: Sequence[StatedRow], *, every: bool) -> Iterator[Finding]:
    span = Span(Fraction(0), Fraction(0))
    for part in parts:
        span = span.plus(part.span())
    if any(span.meets(total.span()) if every else not total.span().below(span) for total in totals):
        return
    total = totals[0]
    places = max(decimals_of(one.value) for one in (*parts, total))
    added = sum((part.exact for part in parts), Fraction(0))
    expected = decimal_of(added, min(places, 18))
    shown = " + ".join(plain(part.value) for part in parts[:30]) + (" + …" if len(parts) > 30 else "")
    numbers = {
        "sum": expected,
        "stated": as_said(total),
        "count": len(parts),
        "by": _apart(total.exact, added),
    }
    yield finding(
        total,
        AuditKind.PARTS,
        stated=total.value,
        expected=expected,
        why=Why.of("audit-parts" if every else "audit-parts-exceed", **numbers),
        arithmetic=f"{shown} = {plain(expected, places)}, stated {plain(total.value)}",
        tolerance=_of_parts((*parts, total), places),
        beside=parts,
    )


def _apart(one: Fraction, other: Fraction) -> object:
    return decimal_of(abs(one - other), 6)


def _of_parts(rows: Sequence[StatedRow], places: int) -> str:
    bound = next((row for row in rows if row.said.bound is not Said.EXACT), None)
    if bound is not None:
        return tolerance_of(bound, places)
    return "each part as it may be rounded" if places else "none: whole numbers are exact"


def _named(frame: Frame, relay: str) -> Iterator[Finding]:
    """`x_commercial` and `x_aid` make `x_total` where the words beside the total say both."""
    for total in frame.of(Role.TOTAL, relay=relay):
        named = set(total.said.rest.replace("+", " + ").replace("&", " & ").replace(",", " , ").split())
        if not (named & _JOINING or named & set(_JOINT)):
            continue
        size = len(total.meaning.subject)
        parts = [
            row
            for row in frame.of(Role.COUNT, relay=relay)
            if len(row.meaning.subject) == size + 1
            and row.meaning.subject[:size] == total.meaning.subject
            and same_unit(total, row)
            and (row.meaning.subject[-1] in named or (row.said.rest and row.said.rest.split()[0] in named))
        ]
        listed = named - _JOINING - set(_JOINT)
        if 1 < len(parts) == len(listed):
            yield from _sum(_once(parts), [total], every=True)


def _days(frame: Frame, relay: str) -> Iterator[Finding]:
    """Numbers of single days make the total of their window where every day of it is given; never more than it."""
    if frame.days is None or frame.first is None:
        return
    groups: dict[tuple[str, ...], list[StatedRow]] = defaultdict(list)
    for row in frame.of(Role.DAY, relay=relay):
        if row.meaning.day and frame.first <= row.meaning.day <= frame.first + timedelta(frame.days - 1):
            groups[row.meaning.subject].append(row)
    for subject, found in groups.items():
        parts = list({row.meaning.day: row for row in reversed(found)}.values())[::-1]
        totals = _totals(frame, parts[0], subject)
        if totals and (len(parts) > 1 or frame.days == 1):
            yield from _sum(parts, totals, every=len(parts) == frame.days)


def find_above(frame: Frame) -> Iterator[Finding]:
    """A part that is more than the whole it is a part of."""
    wholes: dict[tuple[str, frozenset[str]], list[StatedRow]] = defaultdict(list)
    for row in frame.of(*_WHOLES):
        if row.meaning.subject and not _OTHERWISE & set(row.meaning.subject):
            wholes[row.relayed_by, frozenset(row.meaning.subject)].append(row)
            wholes["", frozenset(row.meaning.subject)].append(row)
    siblings = {row.meaning.subject[-1] for row in frame.of(Role.COUNT) if row.meaning.subject}
    for part in frame.of(Role.TOTAL, Role.COUNT, Role.PART, Role.DAY):
        found = _wholes(part, wholes)
        held = [
            one
            for one in found
            if same_unit(part, one) and not contrary(part, one) and not _of_another(part, one, siblings)
        ]
        if not held or any(not one.span().below(part.span()) for one in held):
            continue
        whole = held[0]
        yield finding(
            part,
            AuditKind.PART_ABOVE_WHOLE,
            stated=part.value,
            expected=whole.value,
            why=Why.of(
                "audit-part-above-whole",
                part=as_said(part),
                metric=part.called,
                whole=as_said(whole),
                whole_metric=whole.called,
            ),
            arithmetic=f"{plain(part.value)} > {plain(whole.value)}",
            tolerance=_of_parts((part, whole), 0),
            beside=(whole,),
        )


def _wholes(part: StatedRow, wholes: dict[tuple[str, frozenset[str]], list[StatedRow]]) -> list[StatedRow]:
    words = part.meaning.subject
    if _OTHERWISE & set(words) or len(words) > MOST_WORDS:
        return []
    most = len(words) if part.meaning.role in (Role.PART, Role.DAY) else len(words) - 1
    for size in range(most, 0, -1):
        for some in combinations(words, size):
            key = frozenset(some)
            if found := wholes.get((part.relayed_by, key)) or wholes.get(("", key)):
                totals = [one for one in found if one.meaning.role is Role.TOTAL and one is not part]
                if totals:
                    return totals[:20]
    return []


def _of_another(part: StatedRow, whole: StatedRow, siblings: set[str]) -> bool:
    """Whether the words beside the whole keep it to another kind: commercial trucks are no part of a total of aid."""
    named = set(whole.said.rest.split()) & siblings
    return bool(named) and part.meaning.role is Role.COUNT and part.meaning.subject[-1] not in named


def find_shares(frame: Frame) -> Iterator[Finding]:
    """Percentages of a whole that are not part / whole."""
    for row in frame.of(Role.SHARE):
        words = set(row.meaning.subject)
        if not words:
            continue
        pairs = frame.beside(row, partial(_share_parts, words))
        stated, factor = row.stands_for(), scale_of(row)
        found = [
            (part, whole)
            for part in pairs
            for whole in _share_wholes(frame, part)
            if not contrary(row, part) and not contrary(part, whole) and not contrary(row, whole)
        ]
        if not found or any(
            not whole.span().low or part.span().over(whole.span()).times(factor).meets(stated)
            for part, whole in found
        ):
            continue
        part, whole = found[0]
        places = decimals_of(row.value)
        expected = decimal_of(part.exact / whole.exact * factor, min(places + 1, 18))
        yield finding(
            row,
            AuditKind.SHARE,
            stated=row.value,
            expected=expected,
            why=Why.of(
                "audit-share", part=part.value, whole=whole.value, expected=expected, stated=as_said(row)
            ),
            arithmetic=f"{plain(part.value)} / {plain(whole.value)}{' × 100' if factor == 100 else ''} = "
            f"{plain(expected, places + 1)}, stated {plain(row.value)}",
            tolerance=tolerance_of(row, places),
            beside=(part, whole),
        )


def _share_parts(words: set[str], rows: Sequence[StatedRow]) -> list[StatedRow]:
    """Counts whose name holds every word of the share's, or kinds that are named so."""
    found = [
        row
        for row in rows
        if (row.meaning.role is Role.COUNT and words <= set(row.meaning.subject))
        or (
            row.meaning.role is Role.PART
            and words <= {*row.meaning.subject, *row.meaning.kind.replace("_", " ").split()}
            and words & set(row.meaning.kind.replace("_", " ").split())
        )
    ]
    least = min((len(row.meaning.subject) for row in found), default=0)
    return [row for row in found if len(row.meaning.subject) == least][:20]


def _share_wholes(frame: Frame, part: StatedRow) -> list[StatedRow]:
    words = set(part.meaning.subject)

    def pick(rows: Sequence[StatedRow]) -> list[StatedRow]:
        found = [
            one
            for one in rows
            if one.meaning.role is Role.TOTAL
            and one.meaning.subject
            and same_unit(part, one)
            and (
                set(one.meaning.subject) <= words
                if part.meaning.role is Role.PART
                else set(one.meaning.subject) < words
            )
        ]
        most = max((len(one.meaning.subject) for one in found), default=0)
        return [one for one in found if len(one.meaning.subject) == most][:20]

    return frame.beside(part, pick)
