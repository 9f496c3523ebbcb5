"""Tags of the vault's pages: codes as words, strangers' texts made harmless, documents with what is kept of them."""

from collections.abc import Mapping
from datetime import datetime

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from holdfast.base.language import format_instant
from holdfast.evidence.queries.preserved import CaptureLine
from holdfast.evidence.types import CaptureDef, Method, PartDef, Preserved, Role
from holdfast.web import words
from holdfast.web.evidence import words as ours
from holdfast.web.evidence.sealed_words import sealed_words

register = template.Library()


@register.filter
def outcome(value: object) -> str:
    """What came of a capture."""
    return words.word(ours.OUTCOMES, value)


@register.filter
def came(found: CaptureDef | CaptureLine) -> str:
    """What came of a capture, also where an update looked at it and did not take it."""
    return ours.came(found.outcome, found.why)


@register.filter
def sealed(value: object) -> SafeString:
    """A sentence out of a manifest, in the language of the page where it is known there."""
    return sealed_words(value)


@register.filter
def method(value: object) -> str:
    """How a capture was made."""
    return words.word(ours.METHODS, value)


@register.filter
def compared(value: object) -> str:
    """A capture held against the one before it."""
    return words.word(ours.COMPARED, value)


@register.filter
def part_is(part: PartDef, method: object) -> str:
    """What a part of a capture made in this way is."""
    if part.role is Role.METADATA and method == Method.BROWSER:
        return str(ours.LOADED)
    return words.word(ours.ROLES, part.role)


@register.filter
def verb(value: object) -> str:
    """What an entry of the custody log says was done."""
    return words.word(ours.VERBS, value)


@register.filter
def request_state(value: object) -> str:
    """How far a request is."""
    return words.word(ours.REQUESTS, value)


@register.filter
def stamp_state(value: object) -> str:
    """How far a stamp is."""
    return words.word(ours.STAMPS, value)


@register.filter
def question(value: object) -> str:
    """What a reviewer asks of a capture."""
    return words.word(ours.ASKED, str(value))


@register.filter
def term(value: object, kind: str) -> str:
    """A ground, a finding, the state of a wish."""
    return ours.term(kind, value)


@register.filter
def harmless(value: object) -> SafeString:
    """A stranger's text on one line, what is not seen in it written out."""
    return format_html("<bdi>{}</bdi>", " ".join(ours.harmless(str(value or "")).split()))


@register.filter
def size(value: int) -> SafeString:
    """A number of bytes."""
    return format_html("<bdi>{}</bdi>", ours.size_text(int(value)))


@register.filter
def redactable(mime: object) -> bool:
    """Whether copies can be made of a part of this type."""
    return ours.redactable(str(mime))


@register.filter
def at_utc(value: datetime) -> SafeString:
    """An instant in UTC, for machines too."""
    return format_html(
        '<time class="instant" datetime="{}">{}</time>',
        value.isoformat(timespec="seconds"),
        format_instant(value, get_language() or "en", "UTC"),
    )


@register.filter
def told_why(value: Mapping[str, object]) -> str:
    """The reason of an outcome, in the language of the page."""
    return ours.told_why(value)


@register.filter
def filed(value: object) -> str:
    """What makes a capture one of its document."""
    return words.word(ours.FILED, value)


@register.simple_tag
def kept(found: Mapping[str, Preserved], key: str) -> SafeString:
    """Whether a document is preserved, with its latest capture."""
    one = found.get(key)
    if one is None or not one.captures:
        return format_html('<span class="muted small">{}</span>', gettext("not preserved yet"))
    said = gettext("preserved and confirmed") if one.confirmed else gettext("preserved")
    if one.by_person:
        said = gettext("{said}, filed by a person").format(said=said)
    if one.removed_since:
        said = gettext("{said}, gone since").format(said=said)
    elif one.changed_since:
        said = gettext("{said}, changed since").format(said=said)
    return format_html('<a class="small" href="{}">{}</a>', reverse("capture", args=[one.latest]), said)
