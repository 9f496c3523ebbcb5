"""Whether the words beside two numbers speak of two things: another side of the land, another time, a larger list.

Words beside a number say many things: who relays it, a remark, a kind. So other words are not yet another thing: only
words that stand in contrast to each other are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from holdfast.claims.engine.audit.rows import StatedRow

_SIDES = tuple(
    frozenset(words.split())
    for words in (
        "north northern nord norte شمال الشمال شمالي صفون צפון",
        "south southern sud sur جنوب الجنوب جنوبي דרום",
        "east eastern est este شرق الشرق شرقي מזרח",
        "west western ouest oeste غرب الغرب غربي מערב",
        "centre center central middle centro وسط الوسط מרכז",
    )
)
_TIME = re.compile(
    r"\b(?:since|until|before|after|this|last|past|depuis|avant|après|cette|ce|desde|hasta|este|esta|منذ|قبل|بعد|هذا|هذه|מאז|לפני)"
    r"\s+(?:the\s+|le\s+|la\s+|el\s+|ال)?[^\W_]+(?:\s+[0-9]{4})?"
)
_PLACE = re.compile(r"(?:in|at|inside|outside|near|from|en|à|dans|في|من|ب)\s+\S.*")
_JOINING = frozenset({"and", "plus", "et", "y", "e", "with", "+", "&", ",", "و", "ו"})
_MARK = re.compile(r"[+&,]")
_MOST = 300


def contrary(one: StatedRow, other: StatedRow) -> bool:
    """Whether what is said beside each makes them numbers of two things."""
    return one.said.rest != other.said.rest and _contrary(one.said.rest[:_MOST], other.said.rest[:_MOST])


@lru_cache(maxsize=4096)
def _contrary(one: str, other: str) -> bool:
    if not one or not other:
        return False
    ours, theirs = _words(one), _words(other)
    sides = [{at for at, names in enumerate(_SIDES) if names & words} for words in (ours, theirs)]
    if sides[0] and sides[1] and sides[0] != sides[1]:
        return True
    times = [set(_TIME.findall(said)) for said in (one, other)]
    if times[0] and times[1] and times[0] != times[1]:
        return True
    if _PLACE.fullmatch(one) and _PLACE.fullmatch(other):
        return True
    return _is_more(ours, theirs) or _is_more(theirs, ours)


def _words(said: str) -> frozenset[str]:
    return frozenset(_MARK.sub(r" \g<0> ", said).split())


def _is_more(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether one list names what the other names and joins more to it: aid, and aid and commercial."""
    return bool(ours & _JOINING) and bool(theirs - _JOINING) and theirs - _JOINING < ours - _JOINING
