"""The text of a page, without its markup: linear in the size of the page, whatever its markup does.

A real parser of HTML takes quadratic time on elements nested a hundred thousand deep, which a page under somebody
else's hand may hold; this one reads tags one after the other and builds no tree. The text serves reading, search and
comparison; the evidence is the WARC.
"""

from __future__ import annotations

import codecs
import re
from html import unescape

MOST_READ = 4 * 1024 * 1024  # bytes of a body that are read for text
MOST_KEPT = 1024 * 1024  # characters of text that are kept

_HIDDEN = re.compile(r"<!--|<(script|style|template|svg|object|math)\b[^<>]*>", re.IGNORECASE)
_ENDS = {
    name: re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE)
    for name in ("script", "style", "template", "svg", "object", "math")
}
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|br|button|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|"
    r"form|h[1-6]|head|header|hr|legend|li|main|nav|ol|option|p|pre|section|select|summary|table|tbody|tfoot|thead|"
    r"title|tr|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_CELL = re.compile(r"</?t[dh]\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_HUGE = re.compile(r"&#(?:[0-9]{8,}|x[0-9a-f]{7,});?", re.IGNORECASE)  # no character has such a number
# Controls, and the marks that turn the direction of what follows round; joiners stay, words need them.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_LINES = re.compile(r"\n{3,}")
_TITLE = re.compile(r"<title\b[^<>]*>([^<]{0,2000})", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta\b[^<>]*?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^<\?xml\b[^<>]*?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})")
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NOT_TEXT = frozenset(
    {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"}
)


def decode(body: bytes, content_type: str) -> str:
    """The body as characters: by its byte order mark, the header, what the page says, UTF-8, in that order.

    Bytes that are none in that encoding become the replacement character; nothing is refused.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    said = _HEADER_CHARSET.search(content_type)
    names = [said[1]] if said else []
    for pattern in (_XML_ENCODING, _META_CHARSET):
        found = pattern.search(body[:4096])
        if found:
            names.append(found[1].decode("ascii"))
    for name in names:
        try:
            known = codecs.lookup(name)
            # A coding of bytes to bytes (base64, zlib) is none of characters.
            if known._is_text_encoding and known.name not in _NOT_TEXT:
                return body.decode(known.name, "replace")
        except (LookupError, UnicodeError, ValueError):
            continue
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(body) - 4:  # cut in the middle of a character
            return body.decode("utf-8", "replace")
        return body.decode("windows-1252", "replace")


def page_text(markup: str) -> str:
    """What the page says, a block a line, its title first; at most MOST_KEPT characters."""
    text = _BLOCK.sub("\n", _CELL.sub("\t", _without_hidden(markup)))
    text = unescape(_HUGE.sub("\ufffd", _TAG.sub("", text)))
    return _tidy(text)


def plain_text(text: str) -> str:
    """A text that has no markup: its lines as they are, without characters that a screen cannot show."""
    return _tidy(text, keep=True)


def page_title(markup: str) -> str:
    """What stands in its title, on one line."""
    found = _TITLE.search(markup[:200_000])
    return " ".join(_UNSHOWN.sub("", unescape(_HUGE.sub("\ufffd", found[1]))).split())[:300] if found else ""


def _without_hidden(markup: str) -> str:
    kept: list[str] = []
    at = 0
    while found := _HIDDEN.search(markup, at):
        kept.append(markup[at : found.start()])
        if found[1] is None:
            end = markup.find("-->", found.end())
            at = len(markup) if end < 0 else end + 3
        else:
            closing = _ENDS[found[1].lower()].search(markup, found.end())
            at = closing.end() if closing else len(markup)
    kept.append(markup[at:])
    return "".join(kept)


def _tidy(text: str, *, keep: bool = False) -> str:
    lines = _UNSHOWN.sub("", text[: 4 * MOST_KEPT].replace("\r\n", "\n")).splitlines()
    tidied = "\n".join(line.rstrip() if keep else " ".join(line.split()) for line in lines)
    if not keep:
        tidied = _LINES.sub("\n\n", tidied)
    tidied = tidied.strip("\n")[:MOST_KEPT]
    return tidied + "\n" if tidied else ""
