"""Words of a checked draft in the reader's language: verdicts with mark and class, reasons for furniture."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from holdfast.claims.stored import Verdict
from holdfast.web.words import word

VERDICTS = {
    Verdict.CONTRADICTED: pgettext_lazy("verdict", "contradicted"),
    Verdict.OUTDATED: pgettext_lazy("verdict", "outdated"),
    Verdict.UNSUPPORTED: pgettext_lazy("verdict", "unsupported"),
    Verdict.NOT_FOUND: pgettext_lazy("verdict", "not found in the record"),
    Verdict.ATTRIBUTED_ONLY: pgettext_lazy("verdict", "attributed only"),
    Verdict.PARTLY: pgettext_lazy("verdict", "partly supported"),
    Verdict.VAGUE: pgettext_lazy("verdict", "vague"),
    Verdict.NOT_CHECKABLE: pgettext_lazy("verdict", "not checkable"),
    Verdict.AS_ATTRIBUTED: pgettext_lazy("verdict", "supported as attributed"),
    Verdict.SUPPORTED: pgettext_lazy("verdict", "supported"),
}
MARKS = {
    Verdict.CONTRADICTED: "✕",
    Verdict.OUTDATED: "↻",
    Verdict.UNSUPPORTED: "∅",
    Verdict.NOT_FOUND: "?",
    Verdict.ATTRIBUTED_ONLY: "»",
    Verdict.PARTLY: "◐",
    Verdict.VAGUE: "~",
    Verdict.NOT_CHECKABLE: "–",
    Verdict.AS_ATTRIBUTED: "✓",
    Verdict.SUPPORTED: "✓",
}
CLASSES = {
    Verdict.CONTRADICTED: "not-kept",
    Verdict.OUTDATED: "not-kept",
    Verdict.UNSUPPORTED: "not-kept",
    Verdict.ATTRIBUTED_ONLY: "disputed",
    Verdict.PARTLY: "partly",
    Verdict.AS_ATTRIBUTED: "kept",
    Verdict.SUPPORTED: "kept",
}
# What an opponent answers with the record in hand: it holds something else. What it merely does not bear out may be
# thrown back as well; the others are weak, or stand.
THROWN = frozenset({Verdict.CONTRADICTED, Verdict.OUTDATED})
ANSWERED = frozenset(
    {"wrong-source", "wrong-quantity", "denied"}
)  # rules by which the record answers an unsupported one
FURNITURE = {
    "navigation": _("navigation"),
    "share buttons": _("share buttons"),
    "copyright line": _("copyright line"),
    "cookie note": _("cookie note"),
    "comment form": _("comment form"),
    "tags": _("tags"),
    "appeal to the reader": _("appeal to the reader"),
    "links to other pages": _("links to other pages"),
    "repeated paragraph": _("repeated paragraph"),
    "after the end of the article": _("after the end of the article"),
    "stray line before the furniture": _("stray line before the furniture"),
}
DIFFERENCES = {
    "figure": pgettext_lazy("difference", "figure"),
    "date": pgettext_lazy("difference", "date"),
    "actor": pgettext_lazy("difference", "actor"),
    "place": pgettext_lazy("difference", "place"),
    "source": pgettext_lazy("difference", "source"),
    "negation": pgettext_lazy("difference", "denial"),
    "roles": pgettext_lazy("difference", "who did it to whom"),
    "question": pgettext_lazy("difference", "a question"),
    "hedge": pgettext_lazy("difference", "how sure"),
    "quotation": pgettext_lazy("difference", "quotation marks"),
    "spelling": pgettext_lazy("difference", "how it is written"),
    "language": pgettext_lazy("difference", "language"),
    "wording": pgettext_lazy("difference", "wording"),
}
DIFFERENCE_MARKS = {
    "figure": "#",
    "date": "◷",
    "actor": "@",
    "place": "◎",
    "source": "»",
    "negation": "¬",
    "roles": "⇄",
    "question": "?",
    "hedge": "~",
    "quotation": "“",
    "spelling": "ä",
    "language": "A",
    "wording": "…",
}
BOUND_WORDS = {
    "at_least": _("at least"),
    "more_than": _("more than"),
    "about": _("about"),
    "nearly": _("nearly"),
    "up_to": _("up to"),
    "fewer_than": _("fewer than"),
    "average": _("on average"),
    "estimated": _("estimated"),
}

PER = {
    "hour": pgettext_lazy("rate", "an hour"),
    "day": pgettext_lazy("rate", "a day"),
    "week": pgettext_lazy("rate", "a week"),
    "month": pgettext_lazy("rate", "a month"),
    "year": pgettext_lazy("rate", "a year"),
}


def per_word(per: object) -> str:
    """What a rate is per, in the reader's language; one that is no time as it was written, behind a stroke."""
    return str(PER.get(str(per), f"/ {per}")) if per else ""


def newer_word(row: Mapping[str, Any]) -> str:
    """What stands before a newer row: that it is one, and whether it is of a day after the one read."""
    if not row.get("newer"):
        return ""
    return gettext("newer, of after the day read:") if row.get("after") else gettext("newer:")


def verdict_word(verdict: object) -> str:
    """The verdict in the reader's language."""
    return word(VERDICTS, verdict)


def furniture_word(reason: str) -> str:
    """Why a passage is not checked."""
    return word(FURNITURE, reason)
