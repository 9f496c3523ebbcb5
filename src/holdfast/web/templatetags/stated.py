"""The tag of a stated number: its bound, and the number with its unit in one direction."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from holdfast.web import words
from holdfast.web.templatetags.holdfast import WORDS, foreign, num
from holdfast.web.writing import number_text, tongue_of

register = template.Library()


@register.simple_tag
def stated_number(value: object, qualifier: object = "", unit: object = "") -> SafeString:
    """A stated number and its unit as one: where the unit stands in another language, both in that one's direction."""
    bound, name = words.bound_word(qualifier), str(unit or "")
    tongue = tongue_of(name) if WORDS.search(name) else get_language() or "en"
    if tongue == (get_language() or "en"):
        held = format_html("<bdi>{} {}</bdi>", number_text(value), name) if name else num(value)
    else:
        direction = "rtl" if tongue == "ar" else "ltr"
        shown = (tongue, direction, number_text(value), name)
        held = format_html('<bdi lang="{}" dir="{}">{} {}</bdi>', *shown)
    return format_html("{}{}{}", foreign(bound), " " if bound else "", held)
