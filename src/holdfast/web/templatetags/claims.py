"""Tags of the claims desk's pages: a verdict as mark and word, as a sentence, a date as EDTF."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from holdfast.claims.stored import ReviewView, Verdict
from holdfast.web.claims import words as ours

register = template.Library()
RTL = ("ar", "he", "fa", "ur")


@register.filter
def verdict(value: Verdict | None) -> SafeString:
    """The verdict as its mark and its word."""
    return ours.verdict_tag(value)


@register.filter
def verdict_said(review: ReviewView) -> str:
    """The verdict as a sentence's end."""
    return ours.verdict_sentence(review)


@register.filter
def verdict_whole(review: ReviewView) -> SafeString:
    """The verdict as its mark and its sentence's end: how many bear it out, or who contradicts it."""
    return ours.verdict_tag(review.verdict, ours.verdict_sentence(review))


@register.filter
def asserted(item: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What an item of a claim asserts, as pairs of a name and a value."""
    return ours.asserted(item)


@register.filter
def review_state(review: ReviewView) -> str:
    """How far a review has come."""
    return ours.standing_word(review.standing)


@register.filter
def in_tongue(text: str, code: str) -> SafeString:
    """Words of somebody in their language and its direction."""
    return format_html(
        '<span lang="{}" dir="{}">{}</span>', code, "rtl" if code.split("-")[0] in RTL else "ltr", text
    )


@register.filter
def quoted_in(text: str, code: str) -> SafeString:
    """Words of somebody in their language, the quotation marks inside its direction."""
    return in_tongue(f"“{text}”", code)
