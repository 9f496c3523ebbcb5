"""Lines that quote: in a plain text or in Markdown the sign "> " at the start of a line is no part of what it says."""

from __future__ import annotations

import re

_MARKS = re.compile(r"(?:\A\ufeff?|(?<=\n)|(?<=\r))[ \t]*(?P<marks>>(?:[ \t]?>)*)(?=[ \t])")
_ENDS = tuple('.!?:;…؟。"”»)')
_SHORT = 45  # a line that is shorter, or that ends so, is not carried on by the next


def without_quote_marks(text: str) -> str:
    """The text, at the same length, with blanks for the signs by which a line quotes ("> ", "> > ").

    In the middle of a sentence that is wrapped over lines the sign stays: there it means "more than".
    """
    pieces, at, quoted = [], 0, -1
    for met in _MARKS.finditer(text):
        first, last = met.span("marks")
        if quoted != met.start() and _carried_on(text, met.start()):
            continue
        pieces += [text[at:first], " " * (last - first)]
        at = last
        end = text.find("\n", last)
        quoted = end + 1 if end >= 0 else -1
    return "".join([*pieces, text[at:]]) if pieces else text


def _carried_on(text: str, start: int) -> bool:
    """Whether the line before is one of prose whose sentence goes on in this one."""
    end = start - 1
    if end < 0 or text[start - 1 : start] not in "\r\n":
        return False
    begin = text.rfind("\n", 0, end) + 1
    line = text[begin:end].rstrip()
    return len(line) >= _SHORT and not line.endswith(_ENDS)
