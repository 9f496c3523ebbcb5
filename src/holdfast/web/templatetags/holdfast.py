"""Tags every page uses: whose desk this is, a state with its mark, texts by language, numbers and days."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from babel import Locale, UnknownLocaleError
from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from holdfast.base.language import format_instant
from holdfast.figures.types import CorrectionLine
from holdfast.record.types import AssertionDef, AssertionKind
from holdfast.web import words
from holdfast.web.corrections.lists import object_href
from holdfast.web.record.values import Names, state_name
from holdfast.web.writing import because as because_text
from holdfast.web.writing import (
    day_text,
    month_text,
    number_text,
    places_apart,
    plain_text,
    said_text,
    text_in,
    tongue_of,
)

register = template.Library()
WORDS = re.compile(r"[^\W\d_]")
RUNS = re.compile(r"<script|javascript:|<foreignobject|<!entity|\son[a-z]+\s*=", re.IGNORECASE)

NAV = (
    ("board", _("Board")),
    ("agreements", _("Agreements")),
    ("figures", _("Figures")),
    ("sources", _("Sources")),
    ("captures", pgettext_lazy("list", "Evidence")),
    ("claims", pgettext_lazy("list", "Claims")),
    ("corrections", _("Corrections")),
    ("how_we_count", _("How we count")),
    ("search", _("Search")),
)
FOOT = (
    ("how_we_count", _("How we count")),
    ("corrections", _("Corrections")),
    ("data", _("Data")),
    ("series_list", pgettext_lazy("list", "Series")),
    ("documents", _("Documents")),
    ("custody_log", _("Custody log")),
    ("claim_statistics", _("How every side came out")),
    ("api", _("API")),
    ("feed_revisions", _("Feed of revisions")),
    ("feed_corrections", _("Feed of corrections")),
    ("feed_reviews", _("Feed of reviews")),
)


@register.simple_tag(takes_context=True)
def shell(context: Context) -> dict[str, Any]:
    """What surrounds every page: language, desk, navigation, the same page in the other language."""
    request = context.get("request")
    language = get_language() or settings.LANGUAGE_CODE
    here = request.path if request else "/"
    user = getattr(request, "user", None) if request else None
    nav = [_link(name, title, here) for name, title in NAV]
    foot = [_link(name, title, "") for name, title in FOOT]
    if user is not None and user.is_authenticated:
        check = _link("check_draft", gettext("Check"), here)
        nav = [one | {"here": one["here"] and not check["here"]} for one in nav] + [check]
        nav.append(_link("desk", gettext("Desk"), here))
        foot.append(_link("account_logout", gettext("Sign out"), ""))
    else:
        foot.append(_link("account_login", gettext("Sign in"), ""))
    return {
        "desk": settings.DESK,
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
        "nav": nav,
        "foot": foot,
        "tongues": _tongues(request, language),
    }


def _link(name: str, title: object, here: str) -> dict[str, Any]:
    href = reverse(name)
    home = href in ("/", "/ar/")
    return {
        "href": href,
        "word": title,
        "here": here == href if home else bool(here) and here.startswith(href),
    }


def _tongues(request: Any, language: str) -> list[dict[str, Any]]:
    path = request.get_full_path() if request else "/"
    bare = path.removeprefix("/ar") if language == "ar" else path
    if request is not None and request.method != "GET":
        bare = bare.partition("?")[0]
    return [
        {"code": code, "name": name, "href": bare if code == "en" else f"/ar{bare}", "here": code == language}
        for code, name in settings.LANGUAGES
    ]


@register.simple_tag
def whose_desk() -> SafeString:
    """The line that stands on every page: who publishes this, and what they campaign for."""
    publisher, aim = settings.DESK.said_in(get_language() or "en")
    return format_html(
        gettext("Published by {publisher}, which campaigns for {aim}."),
        publisher=format_html("<bdi>{}</bdi>", publisher),
        aim=format_html("<bdi>{}</bdi>", aim),
    )


@register.simple_tag
def state(code: object, rule: object = "") -> SafeString:
    """A state as its mark and its word; the colour only repeats what they say. A count that no duty is judged by
    is told as such."""
    code = words.shown_state(code or "not known", rule)
    return format_html(
        '<span class="state {}"><i aria-hidden="true">{}</i> {}</span>',
        words.STATE_CLASS.get(code, "open"),
        words.state_mark(code),
        words.state_word(code),
    )


@register.simple_tag
def state_cell(code: object, when: object = "") -> SafeString:
    """A state in a cell of a strip: the mark to see, the words to hear."""
    code = str(code)
    spoken = f"{when}: {words.state_word(code)}" if when else words.state_word(code)
    return format_html(
        '<span class="state {}" title="{}"><i aria-hidden="true">{}</i><span class="hidden">{}</span></span>',
        words.STATE_CLASS.get(code, "open"),
        spoken,
        words.state_mark(code),
        words.state_word(code),
    )


@register.filter
def no_command(text: object) -> str:
    """What to do next, unless it is a command for a terminal: a page has buttons for it."""
    return "" if "holdfast " in str(text) else str(text)


@register.filter
def said(value: object) -> SafeString | str:
    """A text by language: the reader's own, else another, marked with the language it is in."""
    if isinstance(value, str):
        return foreign(value)
    found, tongue = text_in(value, get_language() or "en")
    if not found or tongue in ("", get_language()):
        return found
    direction = "rtl" if tongue in ("ar", "he", "fa", "ur") else "ltr"
    return format_html('<span lang="{}" dir="{}">{}</span>', tongue, direction, found)


@register.filter
def foreign(value: object) -> SafeString | str:
    """A text that stands in one language only, marked with it where that is not the language of the page."""
    text = str(value or "")
    tongue = tongue_of(text)
    if not WORDS.search(text) or tongue == (get_language() or "en"):
        return text
    return format_html('<span lang="{}" dir="{}">{}</span>', tongue, "rtl" if tongue == "ar" else "ltr", text)


@register.filter
def tongue(value: object) -> str:
    """The name of a language in the language of the page."""
    try:
        return Locale.parse(get_language() or "en").languages.get(str(value).partition("-")[0], str(value))
    except (UnknownLocaleError, ValueError):
        return str(value)


@register.filter
def as_said(value: object, timezone: str) -> SafeString | str:
    """A day, an instant or a length of time as the text gives it, in words of the page's language."""
    return format_html("<bdi>{}</bdi>", said_text(str(value), timezone)) if value else ""


@register.filter
def said_plain(value: object) -> str:
    """As `said`, without marking the language: for titles and attributes."""
    return text_in(value, get_language() or "en")[0]


@register.filter
def num(value: object, decimals: int | None = None) -> SafeString | str:
    """A number with its thousands parted, kept together in either direction; '–' where there is none."""
    return format_html("<bdi>{}</bdi>", number_text(value, decimals)) if value is not None else "–"


@register.simple_tag
def between(low: object, high: object) -> SafeString:
    """The lowest and the highest of several, in this order in either direction of writing."""
    places = places_apart(low, high)
    return format_html('<bdi dir="ltr">{}–{}</bdi>', number_text(low, places), number_text(high, places))


@register.filter
def day(value: date | datetime | str | None) -> SafeString | str:
    """A day as people write it, with the ISO date for machines."""
    if not value:
        return ""
    iso, text = day_text(value)
    return (
        format_html('<time datetime="{}">{}</time>', iso, text) if iso else format_html("<bdi>{}</bdi>", text)
    )


@register.simple_tag
def days(first: date | str, last: date | str) -> SafeString | str:
    """The days from one to another, both included; a single one where they are the same."""
    if str(first) == str(last):
        return day(first)
    return format_html("{} – {}", day(first), day(last))


@register.filter
def iso(value: object) -> SafeString | str:
    """An ISO date, an EDTF string or an id, isolated from the direction of the text around it."""
    return format_html("<bdi>{}</bdi>", value) if value not in (None, "") else ""


@register.filter
def edtf(value: object) -> SafeString | str:
    """A period as EDTF in a narrow cell: an interval may break at its slash and nowhere else."""
    first, slash, last = str(value or "").partition("/")
    if not slash:
        return iso(first)
    return format_html("<bdi>{}/<wbr>{}</bdi>", first, last)


@register.filter
def plain(value: object) -> str:
    """A value as a cell of a file shows it."""
    return plain_text(value)


@register.filter
def because(value: Any) -> str:
    """A reason in the language of the page."""
    return because_text(value)


@register.filter
def why_words(value: Mapping[str, Any]) -> str:
    """A stored reason, in the language of the page if it was stored in it."""
    return str(value.get(get_language() or "en") or because_text(value))


@register.filter
def relation(value: object) -> str:
    """The name of a relation of a source in an agreement."""
    return words.word(words.RELATIONS, str(value or ""))


@register.filter
def status(value: object) -> str:
    """The name of an observation's status."""
    return words.word(words.STATUSES, str(value))


@register.filter
def kind(value: object) -> str:
    """What an indicator is."""
    return words.word(words.KINDS, str(value))


@register.filter
def duty(value: object) -> str:
    """What sort of thing is owed."""
    return words.word(words.DUTIES, str(value))


@register.filter
def rule(value: object) -> str:
    """How a reading turns values into a state."""
    return words.word(words.RULES, str(value))


@register.filter
def assertion_kind(stated: AssertionDef) -> str:
    """What a stated number is a statement of; of an average, in how long."""
    weekly = stated.kind is AssertionKind.AVERAGE and stated.per == "week"
    return words.word(words.ASSERTIONS, "average a week" if weekly else str(stated.kind))


@register.filter
def ruling(value: object) -> str:
    """What was decided about a counter that fell."""
    return words.word(words.RULINGS, str(value))


@register.filter
def extent(value: object) -> str:
    """How much of a period a series could see."""
    return words.word(words.EXTENTS, str(value))


@register.filter
def several(value: object) -> str:
    """Which of several values for one period is used."""
    return words.word(words.SEVERAL, str(value))


@register.filter
def point(value: object) -> str:
    """Where along the way something is counted."""
    return words.point_word(str(value or ""), get_language() or "en")


@register.filter
def role(value: object) -> str:
    """The name of a role."""
    return words.word(words.ROLES, str(value))


@register.filter
def listing_name(value: object) -> str:
    """The name of a list."""
    return words.word(words.LISTINGS, str(value))


@register.filter
def correction_href(value: CorrectionLine) -> str | None:
    """Where a corrected thing stands."""
    return object_href(value)


@register.filter
def month_short(value: date, first: bool = False) -> str:
    """A month over a strip: its short name, with the year where the strip or the year begins."""
    return month_text(value, with_year=first or value.month == 1)


@register.filter
def month_year(value: date) -> str:
    """A month in full, with its year."""
    return month_text(value, with_year=True, full=True)


@register.filter
def instant(value: datetime, timezone: str) -> str:
    """An instant in the agreement's own time."""
    return format_instant(value, get_language() or "en", timezone)


@register.filter
def level(value: object) -> str:
    """The name of a sensitivity level."""
    return words.word(words.LEVELS, value)


@register.simple_tag
def numbers(values: Sequence[object]) -> SafeString:
    """Several numbers side by side, in this order in either direction of writing; no dash makes a range of them."""
    places = places_apart(*values)
    return format_html('<bdi dir="ltr">{}</bdi>', " · ".join(number_text(one, places) for one in values))


@register.filter
def get(value: Mapping[str, Any] | None, key: str) -> Any:
    """One entry of a mapping."""
    return value.get(key) if isinstance(value, Mapping) else None


@register.simple_tag
def value_of(series: object, value: object, qualifier: object = "", names: Names | None = None) -> SafeString:
    """The value of a row with the words that stood beside it; of a series of states, the state's name."""
    named = state_name(names or {}, series, value)
    if named is not None:
        return format_html("<bdi>{}</bdi>", named)
    bound = words.bound_word(qualifier)
    return format_html("{}{}{}", foreign(bound), " " if bound else "", num(value))


@register.filter
def drawing(svg: str) -> SafeString:
    """A chart stored by this desk, put into the page; one that could run anything is left out."""
    if RUNS.search(svg):
        return mark_safe("")
    return mark_safe(svg)  # noqa: S308 - drawn by this desk from its own specification
