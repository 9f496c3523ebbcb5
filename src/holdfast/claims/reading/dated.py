"""What a draft says about itself: its title, its date and who states it, its text in metadata."""

from __future__ import annotations

import json
import re
from collections import deque
from datetime import date
from functools import cache
from typing import Any

from babel.dates import get_month_names

from holdfast.claims.reading.furniture import Paragraph
from holdfast.claims.reading.markup import Page

_META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "pubdate",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
)
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/](0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])(?!\d)")
_ARTICLE = ("article", "report", "posting", "webpage")
_MOST_NODES = 2000
_LOCALES = ("en", "fr", "es", "ar", "ar_LB", "he")
_SHORT = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
    "أبريل": 4, "إبريل": 4, "نيسان": 4, "اكتوبر": 10, "اغسطس": 8,
}  # fmt: skip
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_WEEKDAY = r"(?:[^\W\d]{3,12},? ){0,2}"
_LEADS = (
    r"(?:published|posted|date|dated|on|publié|publiée|le|mis en ligne|publicado|publicada|fecha|el|نشر|نُشر"
    r"|تاريخ|النشر|في|بتاريخ"
    r"|פורסם|תאריך|ב)"
)
_TIME = r"(?:[,|·•-]? ?(?:at|à|a las|الساعة|בשעה)? ?\d{1,2}[:h.]\d\d(?:\s?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?"


@cache
def _months() -> dict[str, int]:
    names = dict(_SHORT)
    for locale in _LOCALES:
        for form in ("format", "stand-alone"):
            for number, name in get_month_names("wide", form, locale).items():
                names[name.lower()] = number
    return names


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    day = (
        rf"(?:(?P<y1>(?:19|20)\d\d)[-/](?P<m1>\d\d)[-/](?P<d1>\d\d)"
        rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er)?\.?(?: de| of)?,? ב?"
        rf"(?P<m2>{month})\.?(?: de| del)?,? (?P<y2>(?:19|20)\d\d)"
        rf"|(?P<m3>{month})\.? (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y3>(?:19|20)\d\d))"
    )
    alone = rf"^(?:{_LEADS}\s?:? ?){{0,3}}{_WEEKDAY}{day}{_TIME}\.?$"
    place = rf"^[^.!?\n،]{{2,60}}?(?:, |\(|، ?|/ ?| ?[-–—] ?){_WEEKDAY}{day}\)? ?(?:\([^()\n]{{2,40}}\) ?)?(?:[-–—:]|$)"
    return re.compile(alone, re.IGNORECASE), re.compile(place, re.IGNORECASE)


def _day(year: str, month: int | str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _iso(said: str) -> date | None:
    found = _ISO.search(said[:60].translate(_DIGITS))
    return _day(*found.groups()) if found else None


def dateline(text: str, paragraphs: list[Paragraph]) -> date | None:
    """The date on a line of its own near the start, or before the dash of the first paragraph; None without one."""
    alone, place = _patterns()
    for at, one in enumerate(paragraphs[:10]):
        for line in text[one.start : min(one.end, one.start + 400)].splitlines()[:4]:
            said = " ".join(
                line.translate(_DIGITS).replace("\u200f", "").replace("\u200e", "").strip(" *_#|>").split()
            )
            found = (alone.match(said) if len(said) < 90 else None) or (
                place.match(said[:200]) if at < 8 else None
            )
            if found:
                part = next(part for part in "123" if found[f"y{part}"])
                month = found[f"m{part}"]
                return _day(
                    found[f"y{part}"], month if part == "1" else _months()[month.lower()], found[f"d{part}"]
                )
    return None


def stated_by_page(page: Page) -> tuple[str, date | None, str, str]:
    """Title, date, where the date is stated, and the article's text, all from a page's metadata."""
    nodes = [node for said in page.data for node in _nodes(said)]
    title = (
        page.meta.get("og:title")
        or next((str(n["headline"]) for n in nodes if n.get("headline")), "")
        or page.title
    )
    text = next((n["articleBody"] for n in nodes if isinstance(n.get("articleBody"), str)), "")
    for key in _META[:2]:
        if when := _iso(page.meta.get(key, "")):
            return title, when, "meta tag", text
    for node in nodes:
        kind = str(node.get("@type", "")).lower()
        if any(word in kind for word in _ARTICLE) and (when := _iso(str(node.get("datePublished", "")))):
            return title, when, "JSON-LD", text
    for key in _META[2:]:
        if when := _iso(page.meta.get(key, "")):
            return title, when, "meta tag", text
    times = sorted(
        page.times,
        key=lambda one: not any(word in one[1] for word in ("publish", "datepublished", "pubdate")),
    )
    for said, marks in times:
        if "updated" not in marks and "modified" not in marks and (when := _iso(said)):
            return title, when, "time element", text
    return title, None, "", text


def _nodes(said: str) -> list[dict[str, Any]]:
    """The objects of a JSON-LD block, outermost first; a block that is broken or too deep has none."""
    try:
        waiting: deque[Any] = deque([json.loads(said)])
    except (ValueError, RecursionError):
        return []
    found: list[dict[str, Any]] = []
    while waiting and len(found) < _MOST_NODES:
        one = waiting.popleft()
        if isinstance(one, dict):
            found.append(one)
            waiting += [part for part in one.values() if isinstance(part, dict | list)][:50]
        elif isinstance(one, list):
            waiting += one[:200]
    return found
