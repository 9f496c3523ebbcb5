"""Bytes as characters: by their mark, by what is declared, as UTF-8, else as an old code page, and that said."""

from __future__ import annotations

import codecs
import re

from holdfast.claims.reading.errors import DraftKindNotRead

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta\b[^<>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"^<\?xml\b[^<>]{0,300}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})")
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_NOT_TEXT = frozenset(
    {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"}
)
# What the web means by these names (WHATWG Encoding Standard, 4.2).
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27, 0})
_LOOKED_AT = 64 * 1024
_JUNK = 0.02
_PAGES = {"cp1252": "windows-1252", "cp1255": "windows-1255", "cp1256": "windows-1256"}


def decode(data: bytes, *, declared: str = "", markup: bool = False) -> tuple[str, tuple[str, ...]]:
    """The characters, and what should be known about how they were read.

    `declared` is a Content-Type or a charset; `markup` lets the first bytes declare one too. Raises DraftKindNotRead
    for bytes that are no text.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _read(data, name)
    for name in _declared(data, declared, markup):
        try:
            known = codecs.lookup(name)
        except (LookupError, ValueError):
            continue
        if known._is_text_encoding and known.name not in _NOT_TEXT and not known.name.startswith("utf-16"):
            _refuse_junk(data)
            return _read(data, _MEANT.get(known.name, known.name))
    _refuse_junk(data)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    sample = data[:_LOOKED_AT]
    broken = sample.decode("utf-8", "replace")
    wrong = broken.count("\ufffd")
    right = sum(char > "\x7f" for char in broken) - wrong
    if right > 4 * wrong or not wrong:
        return _read(data, "utf-8")
    page = _code_page(sample)
    text, notes = _read(data, page)
    return text, (
        f"The bytes are not UTF-8 and name no encoding: read as {_PAGES[page]}; look whether the letters are right",
        *notes,
    )


def _read(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(name), ()
    except (UnicodeError, ValueError):
        text = data.decode(name, "replace")
        count = text.count("\ufffd")
        return text, (f"{count} places are no characters in {name.removesuffix('-sig')}, and show as \ufffd",)


def _declared(data: bytes, declared: str, markup: bool) -> list[str]:
    header = _HEADER.search(declared)
    names = [header[1]] if header else []
    if markup:
        for pattern in (_XML, _META):
            found = pattern.search(data[:4096])
            if found:
                names.append(found[1].decode("ascii"))
    return names


def _refuse_junk(data: bytes) -> None:
    for sample in (data[:_LOOKED_AT], data[-_LOOKED_AT:]):
        controls = len(sample) - len(sample.translate(None, _CONTROLS))
        zeros = sample.count(0)
        if controls > _JUNK * len(sample) or zeros > 0.2 * len(sample) > 3:
            raise DraftKindNotRead(
                "These bytes are not a text: too many of them stand for no character",
                untouched="Nothing was stored",
                next_step="Give a text in UTF-8, or in UTF-16 with its byte order mark, or an HTML, DOCX or PDF file",
            )


def _code_page(sample: bytes) -> str:
    """Arabic and Hebrew code pages write whole words in high bytes; those of Latin letters write few."""
    high = [byte for byte in sample if byte >= 0xC0]
    low = sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in sample)
    if len(high) <= low:
        return "cp1252"
    hebrew = sum(0xE0 <= byte <= 0xFA for byte in high)
    return "cp1255" if hebrew > 0.97 * len(high) else "cp1256"
