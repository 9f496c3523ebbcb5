"""Numbers that a sentence only compares with: of a time before, which it does not date ("up from 117")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from holdfast.claims.engine.items import Item, Kind

_BEFORE_IT = 40
_COMPARED = re.compile(
    r"(?:\b(?:up|down|rising|falling) from|\bcompared (?:with|to)|\bagainst|\bversus"
    r"|\bcontre|\bpar rapport aux?|\bcontra|\bfrente a(?: l[oa]s)?|\ben comparación con(?: l[oa]s)?"
    r"|(?:ب?ال)?مقارنة (?:مع|ب)|(?:ב)?השוואה ל-?|לעומת)\s*$",
    re.I,
)


def of_a_time_before(item: Item, items: Sequence[Item], text: str) -> bool:
    """Whether the number is one that another is compared with, and no date follows that would be its own."""
    if _COMPARED.search(text[max(item.sentence[0], item.start - _BEFORE_IT) : item.start]) is None:
        return False
    return not any(
        one.kind is Kind.DATE and one.start >= item.end and one.sentence == item.sentence for one in items
    )
