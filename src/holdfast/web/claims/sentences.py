"""English sentences of the rooms above, in the language of the page and as a page says them.

What reads a draft, extracts from it or refuses an action says so in English, for programs and the command line. Here
each such sentence is known by its words, with names in braces where it speaks of something. One that is not known
stays as it is, marked as English.
"""

import re
from functools import cache, lru_cache
from string import Formatter

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from holdfast.base.errors import HoldfastError
from holdfast.base.why import catalogue
from holdfast.web.claims import sentences_reading, sentences_writing
from holdfast.web.templatetags.holdfast import no_command
from holdfast.web.writing import language

_OF_WHY = "egress-"  # codes of reasons that come here as sentences already: why an address was not fetched
_LONGEST = 4000  # characters of what is looked up
_ISOLATED = "\u2068{}\u2069"
_LETTER = re.compile(r"[^\W\d_]")
_PARTS = re.compile(r"(?<=[.?!…])\s+(?=[A-Z])")
_NAMED = re.compile(r"(?P<name>[^:]{1,300}): (?P<what>.+)", re.DOTALL)


def here_said(text: str) -> str | None:
    """The sentence or sentences in the language of the page; None where one of them is not known."""
    return _said(text, language()) if len(text) <= _LONGEST else None


def failure_said(error: HoldfastError) -> SafeString:
    """What happened, what was left untouched and what to do next, as a page says it."""
    return _marked((error.what_happened, error.untouched, error.next_step))


def failure_text(error: HoldfastError) -> str:
    """The same as plain text, for a field of a form."""
    parts = (error.what_happened, error.untouched, error.next_step)
    return " ".join(here_said(part) or part for part in parts if part)


def sentence_said(text: object) -> SafeString:
    """A sentence that the rooms above say in English, as a page says it."""
    return _marked((str(text or ""),))


def _marked(parts: tuple[str, ...]) -> SafeString:
    known = [(part, here_said(part)) for part in parts if part]
    # a command is nothing for a page, which has buttons
    shown = [(part, said) for part, said in known if said is not None or no_command(part)]
    foreign = language() != "en"
    out = []
    for part, said in shown:
        lang = ' lang="en" dir="ltr"' if said is None and foreign else ""
        out.append((SafeString(lang), part if said is None else said))
    return format_html_join(" ", "<span{}>{}</span>", out)


@lru_cache(maxsize=4096)
def _said(text: str, lang: str) -> str | None:
    body, stop = (text[:-1], ".") if text.endswith(".") and not text.endswith("..") else (text, "")
    found = _one(body, lang)
    if found is not None:
        return found if found.endswith(".") else found + stop
    parts = [part for part in _PARTS.split(text) if part]
    if len(parts) > 1:
        said = [_said(part, lang) for part in parts]
        return None if None in said else " ".join(part for part in said if part)
    named = _NAMED.fullmatch(text)  # of a file: {name}: what is wrong with it
    what = _said(named["what"], lang) if named else None
    return None if named is None or what is None else f"{_value(named['name'], lang)}: {what}"


def _one(body: str, lang: str) -> str | None:
    for pattern, said in _known():
        found = pattern.fullmatch(body)
        if found is not None:
            template = gettext(said) if isinstance(said, str) else said[lang if lang in said else "en"]
            if lang == "en":
                return template.format(**found.groupdict())
            return template.format(**{name: _value(value, lang) for name, value in found.groupdict().items()})
    return None


def _value(value: str, lang: str) -> str:
    """What a sentence speaks of: itself a sentence that is known, or as it stands, turned by no words around it."""
    inner = _said(value, lang)
    if inner is not None:
        return inner
    return _ISOLATED.format(value) if lang != "en" and _LETTER.search(value) else value


@cache
def _known() -> tuple[tuple[re.Pattern[str], str | dict[str, str]], ...]:
    """Each sentence as a pattern of its words, with what a page says; the longest first, so that the plainest wins."""
    tables = (sentences_reading, sentences_writing)
    said: dict[str, str | dict[str, str]] = {text: text for table in tables for text in table.SAME}
    for table in tables:
        said |= table.ON_A_PAGE
    said |= _reasons()
    return tuple((_pattern(text), said[text]) for text in sorted(said, key=len, reverse=True))


def _reasons() -> dict[str, str | dict[str, str]]:
    """The English of the reasons that come as sentences, with what each language says."""
    tongues = {lang: catalogue(lang).sentences for lang in ("en", "ar")}
    found: dict[str, str | dict[str, str]] = {}
    for code, sentence in tongues["en"].items():
        if code.startswith(_OF_WHY):
            for form in sentence.forms.values():
                found[form.removesuffix(".")] = {"en": form, "ar": tongues["ar"][code].forms["other"]}
    return found


def _pattern(text: str) -> re.Pattern[str]:
    parts = Formatter().parse(text)
    return re.compile(
        "".join(re.escape(words) + (f"(?P<{name}>.+?)" if name else "") for words, name, _, _ in parts),
        re.DOTALL,
    )
