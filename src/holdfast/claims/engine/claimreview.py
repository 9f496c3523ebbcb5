"""Reading ClaimReviews that others publish: JSON, JSON-LD in a page, feeds; what they say, as plain text.

The form is schema.org's ClaimReview (https://schema.org/ClaimReview). It is read alone, in a list, under `@graph`, and
in a DataFeed with `dataFeedElement` (the Data Commons fact-check files). Whatever is in it came from a stranger.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn
from urllib.parse import urlsplit

import nh3

from holdfast.base.canonical import canonical_json, plain_decimal
from holdfast.base.errors import HoldfastError, shown

MOST_BYTES = 50_000_000
MOST_REVIEWS = 200_000
DEPTH = 60
_MOST_RAW = 200_000  # bytes of one review
_LONG, _SHORT, _ADDRESS = 20_000, 300, 2_000
_DIGITS = 100
# Bounded, so that a page of a million unclosed tags is read once.
_SCRIPT = re.compile(r"<script\b[^<>]{0,2000}>", re.IGNORECASE)
_LD = re.compile(r"type\s*=\s*[\"']?\s*application/(?:[a-z.]+\+)?ld\+json", re.IGNORECASE)
_END = re.compile(r"</script", re.IGNORECASE)
_WRAPS = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}")
_BLANKS = re.compile(r"\s+")
_MARKS = frozenset("\u200c\u200d")
_UNTOUCHED = "Nothing was kept"


class ReviewsNotReadable(HoldfastError):
    """A file of others' reviews that cannot be read whole: no JSON, no ClaimReview, too large, too deep."""

    code = "reviews-not-readable"


@dataclass(frozen=True, slots=True)
class FoundReview:
    """One ClaimReview as its publisher states it, in plain text without markup; `raw` is its canonical JSON."""

    url: str
    publisher: str
    publisher_url: str
    claim_text: str
    claimant: str
    rating: str
    language: str
    said: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class ReadReviews:
    """The reviews of a file, and what is wrong with those that could not be read, one sentence each."""

    reviews: tuple[FoundReview, ...]
    broken: tuple[str, ...]


def read_claim_reviews(data: bytes, name: str = "the file") -> ReadReviews:
    """Every ClaimReview of a JSON file, of a page with JSON-LD, or of a DataFeed; raises ReviewsNotReadable."""
    if len(data) > MOST_BYTES:
        raise _refused(name, f"It has {len(data):,} bytes; at most {MOST_BYTES:,} are read")
    try:
        text = data.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise _refused(name, f"It is not a text in UTF-8: byte {error.start:,} is not a letter") from None
    if not text:
        raise _refused(name, "It is empty")
    parts = _embedded(text, name) if text.startswith("<") else [_loaded(text, name)]
    found, broken = [], []
    for number, one in enumerate((one for part in parts for one in _reviews(part, name)), 1):
        if number > MOST_REVIEWS:
            raise _refused(name, f"It holds more than {MOST_REVIEWS:,} reviews")
        try:
            found.append(_read(one))
        except HoldfastError as error:
            broken.append(f"Review {number}: {error.what_happened}")
    if not found and not broken:
        raise _refused(name, "It holds no ClaimReview")
    return ReadReviews(tuple(found), tuple(broken))


def _refused(name: str, what: str) -> ReviewsNotReadable:
    return ReviewsNotReadable(
        f"{name}: {what}",
        untouched=_UNTOUCHED,
        next_step="Give JSON with ClaimReviews, a page that holds them as JSON-LD, or a DataFeed of them",
    )


def _embedded(text: str, name: str) -> list[Any]:
    """The JSON-LD of a page; a block that is broken is passed over unless it speaks of a ClaimReview."""
    found = []
    for tag in _SCRIPT.finditer(text):
        if not _LD.search(tag[0]):
            continue
        end = _END.search(text, tag.end())
        block = _WRAPS.sub("", text[tag.end() : end.start() if end else len(text)])
        try:
            found.append(_loaded(block, name))
        except ReviewsNotReadable:
            if "ClaimReview" in block:
                raise
        if end is None:
            break
    return found


def _loaded(text: str, name: str) -> Any:
    try:
        return json.loads(text, parse_int=_number, parse_float=_number, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise _refused(
            name, f"It is not JSON: {error.msg}, line {error.lineno} column {error.colno}"
        ) from None
    except RecursionError:
        raise _refused(name, "It is nested too deep") from None
    except _Unfit as error:
        raise _refused(name, str(error)) from None


class _Unfit(Exception):
    pass


def _number(text: str) -> int | Decimal:
    if len(text) <= _DIGITS:
        try:
            value = Decimal(text)
            plain_decimal(value)
            return int(value) if value == value.to_integral_value() else value
        except (InvalidOperation, HoldfastError):
            pass
    raise _Unfit(f"The number {shown(text, 30)} has more than {_DIGITS} digits")


def _no_constant(word: str) -> NoReturn:
    raise _Unfit(f"{word} is no number of JSON")


def _reviews(value: Any, name: str) -> Iterator[Mapping[str, Any]]:
    """Every object that says it is a ClaimReview, in the order of the file."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    while waiting:
        one, depth = waiting.pop()
        if depth > DEPTH:
            raise _refused(name, f"It is nested more than {DEPTH} deep")
        if isinstance(one, dict):
            if _is_review(one):
                yield one
            else:
                waiting.extend((inner, depth + 1) for inner in reversed(list(one.values())))
        elif isinstance(one, list):
            waiting.extend((inner, depth + 1) for inner in reversed(one))


def _is_review(one: Mapping[str, Any]) -> bool:
    kinds = one.get("@type", one.get("type"))
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and re.split(r"[/:#]", kind)[-1] == "ClaimReview" for kind in kinds)


def _read(one: Mapping[str, Any]) -> FoundReview:
    raw = canonical_json(_shallow(one, 0))
    if len(raw) > _MOST_RAW:
        raise ReviewsNotReadable(f"it has {len(raw):,} bytes; one review has at most {_MOST_RAW:,}")
    reviewed = _object(one.get("itemReviewed"))
    author = _object(one.get("author")) or _object(one.get("publisher"))
    claim = _text(one.get("claimReviewed"), _LONG) or _text(reviewed.get("name"), _LONG)
    url = _address(one.get("url")) or _address(one.get("@id"))
    if not claim:
        raise ReviewsNotReadable("it does not say which claim it reviews (claimReviewed)")
    if not url:
        raise ReviewsNotReadable("it gives no address of the web (url)")
    return FoundReview(
        url=url,
        publisher=_text(author.get("name"), _SHORT),
        publisher_url=_address(author.get("url")) or _address(author.get("sameAs")),
        claim_text=claim,
        claimant=_text(_object(reviewed.get("author")).get("name"), _SHORT),
        rating=_rating(_object(one.get("reviewRating"))),
        language=_language(one.get("inLanguage")),
        said=_day(one.get("datePublished")),
        raw=raw,
    )


def _shallow(value: Any, depth: int) -> Any:
    """The value as it is kept; raises ReviewsNotReadable where it is nested too deep for one review."""
    if depth > DEPTH:
        raise ReviewsNotReadable(f"it is nested more than {DEPTH} deep")
    if isinstance(value, dict):
        return {key: _shallow(inner, depth + 1) for key, inner in value.items()}
    return [_shallow(inner, depth + 1) for inner in value] if isinstance(value, list) else value


def _object(value: Any) -> Mapping[str, Any]:
    """The object, the first one of a list, or a name that stands alone."""
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, dict | str)), None)
    if isinstance(value, str):
        return {"name": value}
    return value if isinstance(value, dict) else {}


def _text(value: Any, most: int) -> str:
    """What it says, in one line of plain text: no markup, no control signs, cut at so many characters."""
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str | dict)), "")
    if isinstance(value, dict):
        value = value.get("@value", value.get("name", ""))
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        value = plain_decimal(Decimal(value))
    if not isinstance(value, str):
        return ""
    bare = html.unescape(nh3.clean(html.unescape(value[: 4 * most]), tags=set()))
    bare = _BLANKS.sub(" ", bare)
    kept = "".join(char for char in bare if char.isprintable() or char in _MARKS).strip()
    return kept if len(kept) <= most else kept[: most - 1].rstrip() + "…"


def _address(value: Any) -> str:
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), "")
    if not isinstance(value, str):
        return ""
    text = value.strip()
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        return ""
    return text if good and len(text) <= _ADDRESS and text.isprintable() and " " not in text else ""


def _rating(rating: Mapping[str, Any]) -> str:
    """Their own word; where they give a number alone, the number with its scale."""
    word = _text(rating.get("alternateName"), _SHORT) or _text(rating.get("name"), _SHORT)
    if word:
        return word
    number, best, worst = (_text(rating.get(key), 30) for key in ("ratingValue", "bestRating", "worstRating"))
    return f"{number} ({worst or '?'}–{best or '?'})" if number else ""


def _language(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("alternateName", value.get("name", ""))
    found = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 40 else None
    return found[0].replace("_", "-").lower()[:20] if found else ""


def _day(value: Any) -> str:
    """The day as ISO writes it, where they give one; else empty."""
    text = _text(value, 60)
    for read in (date.fromisoformat, lambda part: datetime.fromisoformat(part).date()):
        try:
            return read(text).isoformat()
        except ValueError:
            continue
    found = re.match(r"\d{4}-\d{2}-\d{2}(?=[T ])", text)
    try:
        return date.fromisoformat(found[0]).isoformat() if found else ""
    except ValueError:
        return ""
