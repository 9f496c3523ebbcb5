"""Sentences that a manifest keeps in English, said in the language of the page where the catalogue knows them."""

import re
from functools import cache
from string import Formatter

from django.utils.html import format_html
from django.utils.safestring import SafeString

from holdfast.base.why import Why, catalogue
from holdfast.web.evidence.words import harmless
from holdfast.web.writing import language

_CODES = ("capture-limit-", "capture-made-")


@cache
def _templates() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each sentence by its code, as a pattern whose groups are its parameters; those that hold most words first."""
    found = []
    for code, sentence in catalogue("en").sentences.items():
        if code.startswith(_CODES):
            other = sentence.forms["other"]
            parts = [
                re.escape(text) + (f"(?P<{name}>.*)" if name is not None else "")
                for text, name, _, _ in Formatter().parse(other)
            ]
            found.append((len(other), code, re.compile("".join(parts), re.DOTALL)))
    return tuple((code, pattern) for _, code, pattern in sorted(found, reverse=True))


def read_sentence(text: str) -> Why | None:
    """The code and the parameters of a sentence that a manifest keeps; None for one that is in no catalogue."""
    for code, pattern in _templates():
        match = pattern.fullmatch(text)
        if match is not None:
            return Why.from_params(code, match.groupdict())
    return None


def sealed_words(text: object) -> SafeString:
    """The sentence in the language of the page; else as it is kept, marked as English."""
    kept = " ".join(harmless(str(text or "")).split())
    if language() == "en" or not kept:
        return format_html("{}", kept)
    found = read_sentence(kept)
    if found is None:
        return format_html('<span lang="en" dir="ltr">{}</span>', kept)
    return format_html("{}", found.render(language()))
