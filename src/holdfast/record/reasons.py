"""Why a load wrote a row: stored as codes of the catalogue, where a person would write a reason in their own words."""

from collections.abc import Mapping

from holdfast.base.language import LANGUAGES
from holdfast.base.why import Why

CHANGED = "row-changed-in-its-file"
RESTORED = "row-back-in-its-file"
VANISHED = "row-gone-from-its-file"

_WHY = {
    CHANGED: Why.of("row-changed-in-its-file"),
    RESTORED: Why.of("row-back-in-its-file"),
    VANISHED: Why.of("row-gone-from-its-file"),
}


def reason_words(reason: str) -> Mapping[str, str]:
    """The catalogue's sentence by language where the reason is one of its codes; nothing for a person's own words."""
    found = _WHY.get(reason)
    return {lang: found.render(lang) for lang in LANGUAGES} if found else {}


def reason_text(reason: str) -> str:
    """The reason as it may be printed: never a code."""
    return reason_words(reason).get("en") or reason
