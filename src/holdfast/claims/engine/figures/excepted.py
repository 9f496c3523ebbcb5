"""Words that take a number out of a denial: "none but 145 entered" says that 145 did."""

from __future__ import annotations

import re

# Right before the number, with a word or two such as "about" between.
_GAP = r"(?: (?:about|around|some|نحو|حوالي|قرابة|environ|quelque|unos|unas|cerca de|כ|כ-))? ?$"
_EXCEPTED = re.compile(
    r"(?:(?<![\u0621-\u064a])(?:سوى|[إا]لا|غير)"
    r"|(?<![א-ת])(?:אלא|רק|מלבד)(?: ב)?"
    r"|\b(?:m[aá]s que|sino|salvo|nothing but|none but|anything but|any but|except)"
    r"|(?:\bne |\bn')(?:(?!\b(?:pas|jamais|point)\b)[^,;:]){0,60}\bqu(?:e|'))" + _GAP
)


def excepted(before: str) -> bool:
    """Whether the folded words before a number end in a word that excepts it from what they deny."""
    return _EXCEPTED.search(before[-90:]) is not None
