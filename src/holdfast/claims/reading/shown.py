"""How an element shows its text: what it calls itself, whether a reader sees it, whether it is struck."""

from __future__ import annotations

import re

from holdfast.claims.reading.elements import STRUCK

_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_DECORATION = re.compile(r"text-decoration(?:-line)?\s*+:(.*)", re.IGNORECASE | re.DOTALL)
_HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text)(?:\s|$)")


def marks_of(attributes: dict[str, str]) -> str:
    """What an element calls itself, in small letters."""
    said = " ".join(attributes[name] for name in ("role", "class", "id", "itemprop") if attributes.get(name))
    if attributes.get("aria-hidden", "").lower() == "true":
        said = "aria-hidden " + said
    return said[:300].lower()


def is_hidden(tag: str, attributes: dict[str, str]) -> bool:
    """Whether a reader does not see its text at once."""
    if tag in ("html", "body"):
        return False
    if "hidden" in attributes:
        return True
    if "style" in attributes and _HIDING.search(attributes["style"]):
        return True
    return "class" in attributes and bool(_HIDDEN_CLASS.search(attributes["class"].lower()))


def is_struck(tag: str, attributes: dict[str, str]) -> bool:
    """Whether its text is struck or deleted, by its tag or its style."""
    return tag in STRUCK or ("style" in attributes and _strikes(attributes["style"]))


def _strikes(style: str) -> bool:
    """Whether a style strikes its text; one declaration after the other, so that none is looked through twice."""
    if "through" not in style.lower():
        return False
    found = (_DECORATION.search(said) for said in style.split(";"))
    return any(one is not None and "line-through" in one[1].lower() for one in found)


def last_end(source: str, tag: str) -> int:
    """Where the last end tag of this name stands; -1 where there is none."""
    return max(source.rfind(f"</{tag}>"), source.rfind(f"</{tag.upper()}>"))
