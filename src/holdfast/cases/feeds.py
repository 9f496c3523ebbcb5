"""Reading a feed: Atom (RFC 4287) and RSS 2.0, and RSS 1.0 as far as it says the same.

A document type is refused, and with it every entity of a feed's own (defusedxml). Titles become plain text; an address
is absolute and of the web or it is none; an entry without a date has none.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from holdfast.base.clock import zone
from holdfast.base.errors import one_line
from holdfast.cases.errors import FeedRefused
from holdfast.cases.types import Entry, FeedRead

MOST_BYTES = 8 * 1024 * 1024
MOST_ENTRIES = 1000
_DEEPEST = 60
_TITLE, _LINK, _ID = 500, 1000, 2000
_ATOM = "{http://www.w3.org/2005/Atom}"
_RSS1 = "{http://purl.org/rss/1.0/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ROOTS = {f"{_ATOM}feed": "atom", "rss": "rss", "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF": "rss"}
_ENTRIES = {f"{_ATOM}entry": "atom", "item": "rss", f"{_RSS1}item": "rss"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARS = range(1900, 2201)


def read_feed(content: bytes, *, address: str, timezone: str, kind: str = "", language: str = "") -> FeedRead:
    """The entries of a feed that came from `address`, each day that of the time zone; raises FeedRefused.

    `kind` is what it has to be, "atom" or "rss", where that is said; `language` that of entries that name none.
    """
    if len(content) > MOST_BYTES:
        raise _refused(f"it is larger than {MOST_BYTES // 1024 // 1024} MB")
    entries: dict[str, Entry] = {}
    links: set[str] = set()
    left_out = nameless = 0
    found_kind = ""
    spoken = language
    try:
        for name, element, inherited in _elements(content, kind):
            found_kind = found_kind or name
            if element.tag not in _ENTRIES:
                if not spoken and (element.text or "").strip():
                    spoken = _language(element.text)
                continue
            if len(entries) >= MOST_ENTRIES:
                left_out += 1
                continue
            entry = _entry(element, address, timezone, inherited or spoken)
            if entry is None:
                nameless += 1
            elif entry.id not in entries and (not entry.link or entry.link not in links):
                entries[entry.id] = entry
                links.add(entry.link)
    except DefusedXmlException:
        raise _refused("it brings a document type or entities of its own, which no feed needs") from None
    except (ParseError, UnicodeError, ValueError, LookupError) as error:
        raise _refused(f"its XML is broken: {one_line(str(error), 120)}") from None
    return FeedRead(found_kind, tuple(entries.values()), left_out, nameless)


def _elements(content: bytes, kind: str) -> Iterator[tuple[str, Element, str]]:
    """Each entry when it is whole, and each language of the feed itself, with the kind and the language around it."""
    languages: list[str] = []
    within = name = ""
    root: Element | None = None
    for event, element in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if not languages:
                name, root = _ROOTS.get(element.tag, ""), element
                if not name or (kind and kind != name):
                    raise _refused(f"it is not {kind or 'a feed'}, but begins with {_bare(element)}")
            languages.append(_language(element.get(f"{_XML}lang")) or (languages[-1] if languages else ""))
            if len(languages) > _DEEPEST:
                raise _refused("it is nested too deep")
            within = within or (element.tag if element.tag in _ENTRIES else "")
            continue
        spoken = languages.pop()
        if element.tag in _ENTRIES and element.tag == within:
            within = ""
            yield name, element, spoken
            element.clear()
        elif element.tag in ("language", f"{_DC}language") and not within:
            yield name, element, spoken
        elif not within and root is not None and element is not root and len(languages) <= 1:
            element.clear()
    if root is None:
        raise _refused("it is empty")


def _bare(element: Element) -> str:
    return one_line(f"<{str(element.tag).rpartition('}')[2]}>", 60)


def _entry(element: Element, address: str, timezone: str, language: str) -> Entry | None:
    atom = element.tag == f"{_ATOM}entry"
    base = urljoin(address, element.get(f"{_XML}base") or "")
    title = _title(element, atom)
    link = _link(element, atom, base)
    said_id = _first(element, f"{_ATOM}id" if atom else "guid")
    own = said_id[:_ID] or link or (f"{title}\n{_first(element, 'pubDate')}" if title else "")
    if not own or not (title or link):
        return None
    dates = (f"{_ATOM}published", f"{_ATOM}updated") if atom else ("pubDate", f"{_DC}date", f"{_RSS1}date")
    said = next((day for tag in dates if (day := _day(_first(element, tag), timezone))), None)
    spoken = _language(_first(element, f"{_DC}language")) or language
    return Entry(own, title or link, link, said, spoken)


def _first(element: Element, tag: str) -> str:
    found = element.find(tag)
    return (found.text or "").strip() if found is not None else ""


def _title(element: Element, atom: bool) -> str:
    found = element.find(f"{_ATOM}title")
    if not atom:
        found = element.find("title")
        found = element.find(f"{_RSS1}title") if found is None else found
    if found is None:
        return ""
    text = "".join(found.itertext())
    # RSS does not say whether a title is text or markup; most are escaped markup, and text survives the reading.
    plain = text if atom and found.get("type", "text") in ("text", "xhtml") else _without_markup(text)
    return one_line(" ".join(plain.split()), _TITLE)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def _without_markup(text: str) -> str:
    if "<" not in text and "&" not in text:
        return text
    reader = _Text()
    reader.feed(text[: _TITLE * 20])
    reader.close()
    return "".join(reader.found)


def _link(element: Element, atom: bool, base: str) -> str:
    if not atom:
        guid = element.find("guid")
        permanent = guid is not None and guid.get("isPermaLink", "true").strip().lower() == "true"
        return (
            _absolute(_first(element, "link"), base)
            or _absolute(_first(element, f"{_RSS1}link"), base)
            or (_absolute(_first(element, "guid"), "") if permanent else "")
        )
    for link in element.iterfind(f"{_ATOM}link"):
        if link.get("rel", "alternate") in (
            "alternate",
            "http://www.iana.org/assignments/relation/alternate",
        ):
            found = _absolute(link.get("href", ""), urljoin(base, link.get(f"{_XML}base") or ""))
            if found:
                return found
    return ""


def _absolute(text: str, base: str) -> str:
    text = text.strip()
    try:
        whole = urljoin(base, text) if base and text else text
        parts = urlsplit(whole)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    if not good or len(whole) > _LINK or not whole.isprintable() or any(c in whole for c in ' <>"\\'):
        return ""
    return whole


def _language(text: str | None) -> str:
    said = (text or "").strip().replace("_", "-")
    return said.partition("-")[0].lower() if _LANGUAGE.fullmatch(said) and len(said) <= 20 else ""


def _day(text: str, timezone: str) -> date | None:
    """The civil day of a date as RFC 3339 or RFC 822 write it; None for what is neither."""
    if not text or len(text) > 100:
        return None
    try:
        if _DAY.fullmatch(text):
            found = date.fromisoformat(text)
        else:
            at = _instant(text)
            found = at.astimezone(zone(timezone)).date() if at.tzinfo else at.date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return found if found.year in _YEARS else None


def _instant(text: str) -> datetime:
    if text[:4].isdigit():
        return datetime.fromisoformat(text)
    at = parsedate_to_datetime(text)
    # "-0000" says that the time is UTC and nothing of the place; Python then gives no zone.
    return at.replace(tzinfo=UTC) if at.tzinfo is None and text.endswith("-0000") else at


def _refused(what: str) -> FeedRefused:
    return FeedRefused(
        f"What came is no feed that is read here: {what}",
        untouched="No document was written",
        next_step="Look at the address; the capture holds what came",
    )
