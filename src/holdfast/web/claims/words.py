"""Words of claims and reviews on pages: a verdict as mark and word, as a sentence, and how far a review has come."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from holdfast.claims.stored import ReviewView, Standing, Verdict
from holdfast.web.claims.check_words import BOUND_WORDS, CLASSES, MARKS, per_word, verdict_word
from holdfast.web.words import word
from holdfast.web.writing import day_text, here, number_text

STANDINGS = {
    Standing.WAITING: _("waits for a second reader"),
    Standing.READ: _("read by a second person, not published"),
    Standing.PUBLISHED: _("published"),
    Standing.WITHDRAWN: _("withdrawn"),
}


def verdict_tag(verdict: Verdict | None, said: str = "") -> SafeString:
    """The verdict as its mark and its word, or more words; the colour only repeats what they say."""
    if verdict is None:
        return format_html(
            '<span class="state open"><i aria-hidden="true">·</i> {}</span>', gettext("not reviewed")
        )
    return format_html(
        '<span class="state {}"><i aria-hidden="true">{}</i> {}</span>',
        CLASSES.get(verdict, "open"),
        MARKS[verdict],
        said or verdict_word(verdict),
    )


def verdict_sentence(review: ReviewView) -> str:
    """What was found, by how many or by whom: “supported by 2 independent sources”."""
    if review.verdict is Verdict.SUPPORTED and review.independent:
        said = ngettext(
            "supported by {count} independent source",
            "supported by {count} independent sources",
            review.independent,
        )
        return said.format(count=review.independent)
    if review.verdict is Verdict.CONTRADICTED:
        names = against(review)
        return (
            gettext("contradicted by {names}").format(names=gettext(", ").join(names))
            if names
            else verdict_word(review.verdict)
        )
    return verdict_word(review.verdict)


def against(review: ReviewView) -> list[str]:
    """The names of the sources that a review's evidence comes from, each once."""
    return list(_names(one.document.source_name for one in review.evidence if one.document))


def standing_word(standing: object) -> str:
    """How far a review has come."""
    return word(STANDINGS, standing)


def asserted(item: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What an item of a claim asserts, as pairs for a reader: the number with its bound, of what, when, where."""
    number = number_text(item["value"]) if item.get("value") is not None else ""
    if number and item.get("high") not in (None, item.get("value")):
        number = f"{number}–{number_text(item['high'])}"
    unit = "" if item.get("unit") in (None, "count") else str(item["unit"])
    stated = " ".join(
        one
        for one in (
            str(BOUND_WORDS.get(str(item.get("bound")), "")),
            number or str(item.get("text") or ""),
            unit,
        )
        if one
    )
    days = [day_text(str(item[name]))[1] if item.get(name) else "" for name in ("period_from", "period_to")]
    pairs = (
        (gettext("Number"), " ".join(one for one in (stated, per_word(item.get("per"))) if one)),
        (gettext("Of what"), str(item.get("what") or "")),
        (gettext("Out of"), number_text(item["base"]) if item.get("base") is not None else ""),
        (gettext("As of"), day_text(str(item["as_of"]))[1] if item.get("as_of") else ""),
        (gettext("Period"), " – ".join(days) if any(days) else ""),
        (gettext("Place"), str(item.get("place") or "")),
        (gettext("According to"), str(item.get("attribution") or "")),
    )
    return [(name, value) for name, value in pairs if value]


def _names(names: Iterable[Mapping[str, str]]) -> dict[str, None]:
    return {here(name): None for name in names if name}
