"""Words that put a number a little below or above what is meant: "just over", "un peu plus de", "أكثر بقليل من"."""

from __future__ import annotations

import re

from holdfast.claims.engine.items import Bound, Item

_FAR = 40
_SLIGHTLY = re.compile(
    r"(?:\b(?:(?:only )?just|slightly|marginally|barely|a (?:little|bit|shade|touch))"
    r" (?:over|above|under|below|(?:more|higher|greater|larger|fewer|less|lower|smaller) than|in excess of)"
    r"(?: (?:the|some))?"
    r"|\b(?:un (?:tout petit )?peu|légèrement|à peine|tout juste) (?:(?:plus|moins) d(?:es?|['’])"
    r"|(?:supérieure?s?|inférieure?s?) (?:à|aux)|(?:au-dessus|en dessous) d(?:es?|['’]))(?: la| les)?"
    r"|\b(?:algo|(?:un )?poco|ligeramente|apenas) (?:(?:m[aá]s|menos) del?|(?:superior|inferior)(?:es)? a"
    r"|por (?:encima|debajo) del?)(?: l[oa]s)?"
    r"|(?<!\w)[وفبل]?(?:(?:أكثر|أقل|أعلى|أدنى) (?:بقليل|قليلا[\u064b]?|قليلًا) من"
    r"|(?:ما )?[يت](?:زيد|قل) (?:بقليل|قليلا[\u064b]?|قليلًا) (?:على|عن))"
    r"|(?<!\w)[וש]?ב?(?:קצת|מעט|טיפה) (?:(?:יותר|פחות|למעלה) מ-?ה?|(?:מעל|מתחת)(?: ל)?-?ה?))\s*$",
    re.I,
)


def slightly(text: str, item: Item) -> tuple[int, int] | None:
    """Where these words stand right before the number; None where they do not."""
    if item.bound not in (Bound.MORE_THAN, Bound.FEWER_THAN, Bound.NEARLY):
        return None
    first = max(item.sentence[0], item.start - _FAR)
    met = _SLIGHTLY.search(text[first : item.start])
    return (first + met.start(), first + met.end()) if met else None
