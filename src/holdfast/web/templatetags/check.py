"""Tags of a checked draft: a verdict as mark and word, and the tag behind a passage of the text."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from holdfast.web.claims import check_words
from holdfast.web.claims.check_shown import Finding
from holdfast.web.claims.check_words import DIFFERENCE_MARKS, DIFFERENCES, verdict_word
from holdfast.web.words import word

register = template.Library()


@register.simple_tag
def verdict(one: Finding) -> SafeString:
    """A verdict as its mark and its word; the colour only repeats what they say."""
    return format_html(
        '<span class="state {}"><i aria-hidden="true">{}</i> {}</span>', one.look, one.mark, one.word
    )


@register.simple_tag
def tag(one: Finding) -> SafeString:
    """What stands behind a passage in the text: mark, number, verdict."""
    return format_html(
        '<bdi class="tag"><i aria-hidden="true">{}</i> {} <span>{}</span></bdi>',
        one.mark,
        one.number,
        one.word,
    )


@register.filter
def newer_word(row: Mapping[str, Any]) -> str:
    """What stands before a newer row."""
    return check_words.newer_word(row)


@register.filter
def verdict_name(value: object) -> str:
    """The verdict's word."""
    return verdict_word(value)


@register.filter
def difference(kind: object) -> str:
    """What differs, by its name."""
    return word(DIFFERENCES, str(kind))


@register.filter
def difference_mark(kind: object) -> str:
    """The sign of a kind of difference."""
    return DIFFERENCE_MARKS.get(str(kind), "≠")
