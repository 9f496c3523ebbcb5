"""Tags for what the rooms above say in English: refusals, and notes on how a draft was read."""

from django import template
from django.utils.safestring import SafeString

from holdfast.base.errors import HoldfastError
from holdfast.web.claims import sentences

register = template.Library()


@register.filter
def told(failure: HoldfastError) -> SafeString:
    """What happened, what was left untouched and what to do next, in the language of the page."""
    return sentences.failure_said(failure)


@register.filter
def sentence(text: object) -> SafeString:
    """A sentence in the language of the page, with its full stop."""
    return sentences.sentence_said(text)
