"""The honest sentence about a capture: unchanged since T; collected by C with tool V; also witnessed by W.

Nothing here says "authentic" or "true": cryptography shows neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from holdfast.base.language import format_instant, format_items
from holdfast.evidence.queries.opened import Held
from holdfast.evidence.types import SealState
from holdfast.web.evidence.words import harmless
from holdfast.web.writing import language


@dataclass(frozen=True, slots=True)
class Said:
    """The sentence, whether its bytes differ, and what is still missing, each in words."""

    sentence: SafeString
    broken: bool
    lacks: tuple[SafeString | str, ...]


def told(state: SealState, held: Held | None) -> Said:
    """What may be said of a capture; `held` is None once its bytes are gone."""
    broken = held is not None and bool(held.wrong or held.bound is False)
    names = {
        "who": _bdi(state.collector),
        "tool": _bdi(harmless(state.tool)),
        "collected": _bdi(format_instant(state.collected_at, language(), "UTC")),
    }
    if broken:
        text = gettext(
            "Changed: what is kept here is not what {who} collected with {tool} on {collected}, "
            "and proves nothing about it."
        )
    elif held is None:
        text = gettext("Deleted since: it was collected by {who} with {tool} on {collected}.")
    elif state.since is not None:
        names["since"] = _bdi(format_instant(state.since, language(), "UTC"))
        text = (
            gettext("Unchanged since {since}; collected by {who} with {tool}; also witnessed by {witnesses}.")
            if state.witnessed
            else gettext("Unchanged since {since}; collected by {who} with {tool}.")
        )
    elif state.witnessed:
        names["since"] = _bdi(format_instant(min(at for _, at in state.witnessed), language(), "UTC"))
        text = gettext(
            "Collected by {who} with {tool} on {collected}, by this desk’s own clock; also witnessed by {witnesses}, "
            "first on {since} by their clock."
        )
    else:
        text = gettext("Collected by {who} with {tool} on {collected}, by this desk’s own clock.")
    names["witnesses"] = _listed([name for name, _ in state.witnessed])
    return Said(format_html(text, **names), broken, tuple(_lacks(state, held)))


def _lacks(state: SealState, held: Held | None) -> list[SafeString | str]:
    found: list[SafeString | str] = []
    if state.head is None:
        found.append(gettext("Not sealed yet: no signed head of the custody log covers it."))
    elif state.since is None:
        found.append(gettext("No authority outside this desk says when."))
    if state.pending:
        found.append(
            format_html(
                gettext("Pending: {calendars} promised a Bitcoin block, and it has not come."),
                calendars=_listed(state.pending),
            )
        )
    if state.head is not None and not state.witnessed:
        found.append(gettext("No other desk has witnessed it."))
    return found + (_unread(held) if held is not None else [])


def _unread(held: Held) -> list[SafeString | str]:
    found: list[SafeString | str] = []
    if held.wrong:
        found.append(
            format_html(
                gettext("Not the bytes that were collected, or gone: {names}."),
                names=_listed([harmless(one) for one in held.wrong]),
            )
        )
    if held.bound is False:
        found.append(gettext("The entry of the custody log does not commit to this manifest."))
    if held.unread:
        found.append(
            gettext(
                "Too large to be read for this page, so not compared here: {count} of {all} parts."
            ).format(count=held.unread, all=held.parts)
        )
    return found


def _bdi(text: str) -> SafeString:
    return format_html("<bdi>{}</bdi>", text)


def _listed(names: Sequence[str]) -> SafeString:
    return format_html("<bdi>{}</bdi>", format_items(names, language()))
