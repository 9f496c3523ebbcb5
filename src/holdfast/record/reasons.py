"""Why a load wrote a row: stored as codes of the catalogue, where a person would write a reason in their own words."""

from holdfast.base.why import Why

CHANGED = "row-changed-in-its-file"
RESTORED = "row-back-in-its-file"
VANISHED = "row-gone-from-its-file"

_WHY = {
    CHANGED: Why.of("row-changed-in-its-file"),
    RESTORED: Why.of("row-back-in-its-file"),
    VANISHED: Why.of("row-gone-from-its-file"),
}


def reason_words(reason: str, lang: str) -> str:
    """The reason as a reader sees it: the catalogue's sentence in that language, or the person's own words."""
    found = _WHY.get(reason)
    return found.render(lang) if found else reason
