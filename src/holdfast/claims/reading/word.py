"""DOCX as text, read element by element from its parts (ECMA-376), since notes, text boxes and tracked changes count.

Nothing is unpacked before the list of the archive is judged, no more is unpacked than its list claims, and XML with
entities or a document type is refused. python-docx builds a tree of the whole document and gives neither notes nor
text boxes nor tracked changes; here a document is read as a stream, in memory no larger than its text.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from datetime import date
from xml.sax import ContentHandler, SAXException
from xml.sax.handler import feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from holdfast.base.errors import shown
from holdfast.claims.reading.errors import (
    DraftBroken,
    DraftEmpty,
    DraftKindNotRead,
    DraftLocked,
    DraftTooLong,
)
from holdfast.claims.reading.furniture import LAST, Paragraph, judge_ends
from holdfast.claims.reading.plain import NOT_READ
from holdfast.claims.reading.types import STRUCK, Draft, DraftKind

MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO, MOST_CHARACTERS = 5000, 50 * 1024 * 1024, 200, 8 * 1024 * 1024
_SMALL = 1024 * 1024  # below this a high ratio is no bomb: empty tables pack well
_STEP = 64 * 1024
_MAIN, _NOTES, _CORE = "word/document.xml", ("word/footnotes.xml", "word/endnotes.xml"), "docProps/core.xml"
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_GONE = frozenset({"del", "moveFrom"})
_CHARS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": "\t"}


def read_docx(data: bytes) -> Draft:
    """The text of a Word document; raises DraftBroken, DraftEmpty, DraftKindNotRead, DraftLocked, DraftTooLong."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _allow(archive)
            reader = _Reader()
            _parse(archive, _MAIN, reader)
            reader.finish()
            for part in _NOTES:
                if part in archive.NameToInfo:
                    reader.notes = True
                    _parse(archive, part, reader)
                    reader.finish()
            properties = _Properties()
            if _CORE in archive.NameToInfo:
                _parse(archive, _CORE, properties)
            names = set(archive.NameToInfo)
    except DefusedXmlException:  # a ValueError too
        raise _broken("it declares entities or a document type (DTD), as no document of Word does") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise _broken(str(error)) from None
    except RuntimeError as error:  # zipfile says so of a member that is encrypted
        raise DraftLocked(
            f"The document is locked: {shown(str(error))}",
            untouched="Nothing was stored",
            next_step="Save it without a password",
        ) from None
    except SAXException:
        raise _broken("what it holds is not whole XML; it may have been cut off or changed") from None
    return _drafted(reader, properties, names)


def _allow(archive: zipfile.ZipFile) -> None:
    listed = archive.infolist()
    if len(listed) > MOST_ENTRIES:
        raise _bomb(f"has {len(listed):,} files in it; at most {MOST_ENTRIES:,} are opened")
    total = sum(one.file_size for one in listed)
    if total > MOST_UNPACKED:
        raise _bomb(
            f"unpacks to {total // 1024 // 1024:,} MB; at most {MOST_UNPACKED // 1024 // 1024} MB are"
        )
    for one in listed:
        if one.file_size > _SMALL and one.file_size > MOST_RATIO * max(one.compress_size, 1):
            raise _bomb(f"unpacks to more than {MOST_RATIO} times its size")
    if _MAIN not in archive.NameToInfo:
        raise DraftKindNotRead("This archive holds no Word document", untouched="Nothing was stored")


def _parse(archive: zipfile.ZipFile, part: str, handler: ContentHandler) -> None:
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    left = archive.NameToInfo[part].file_size
    with archive.open(part) as file:
        while piece := file.read(min(_STEP, left + 1)):
            left -= len(piece)
            if left < 0:
                raise _bomb("unpacks to more than it claims")
            parser.feed(piece)
    parser.close()


class _Reader(ContentHandler):
    """Paragraphs, cells, notes and boxes in the order of the document."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[tuple[str, str, str]] = []  # text, style, what parts it from the one before
        self.skipped: Counter[str] = Counter()
        self.size = 0
        self.notes = False
        self._gone = self._fallback = self._hidden_run = 0
        self._taking = False
        self._outer: list[tuple[list[str], str]] = []  # of paragraphs that a text box stands in
        self._boxes: list[tuple[str, str, str]] = []
        self._said: list[str] = []
        self._style = ""
        self._gap = "\n\n"
        self._rows = 0
        self._separator = False

    def startElementNS(  # noqa: N802 - the name SAX calls
        self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        space, tag = name
        if space == _COMPATIBLE and tag == "Fallback":
            self._fallback += 1
        if self._fallback:
            return
        if space in _MATH:
            self._taking = tag == "t"
            return
        if space not in _WORD:
            if tag == "blip":
                self.skipped["picture"] += 1
            return
        if tag in _GONE:
            self._gone += 1
            self.skipped["deletion"] += 1
        elif tag == "txbxContent":
            self._outer.append((self._said, self._style))
            self._said, self._style = [], ""
        elif tag == "r":
            self._hidden_run = 0
        elif tag in ("vanish", "webHidden") and self._value(attrs) not in ("0", "false", "off"):
            self._hidden_run = 1
            self.skipped["hidden"] += tag == "vanish"
        elif tag in ("strike", "dstrike") and self._value(attrs) not in ("0", "false", "off"):
            self._hidden_run = 1
            self.skipped["struck"] += 1
            if self._said:
                self._take(f" {STRUCK} ")
        elif tag == "pStyle":
            self._style = self._value(attrs)
        elif tag == "t":
            self._taking = not self._gone and not self._hidden_run
        elif tag in _CHARS and not self._gone and not self._hidden_run and self._outside_tabs(attrs):
            self._take(_CHARS[tag])
        elif tag == "tr":
            self._rows += 1
        elif tag in ("footnote", "endnote"):
            self._separator = any(
                value in ("separator", "continuationSeparator", "continuationNotice")
                for key, value in attrs.items()
                if key[1] == "type"
            )
        elif tag in ("footnoteReference", "endnoteReference"):
            self.skipped["note mark"] += 1
        elif tag in ("commentReference", "object"):
            self.skipped["comment" if tag == "commentReference" else "embedded file"] += 1
        elif tag == "altChunk":
            self.skipped["part in another format"] += 1

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: N802 - the name SAX calls
        space, tag = name
        if space == _COMPATIBLE and tag == "Fallback":
            self._fallback -= 1
            return
        if self._fallback:
            return
        if tag == "t":
            self._taking = False
        if space not in _WORD:
            return
        if tag in _GONE:
            self._gone -= 1
        elif tag == "p":
            self._end_paragraph()
        elif tag == "txbxContent" and self._outer:
            self._said, self._style = self._outer.pop()
        elif tag == "tc":
            self._gap = "\t"
        elif tag == "tr":
            self._rows -= 1
            self._gap = "\n" if self._rows == 0 else "\t"
        elif tag == "tbl" and self._rows == 0:
            self._gap = "\n\n"

    def characters(self, content: str) -> None:
        if self._taking and not self._fallback:
            self._take(content)

    def finish(self) -> None:
        """After a part: let go of what is still held."""
        self._end_paragraph()
        self._rows = 0
        self._outer.clear()
        self._gap = "\n\n"

    def _take(self, said: str) -> None:
        self.size += len(said)
        if self.size > MOST_CHARACTERS:
            raise DraftTooLong(
                f"The document has more than {MOST_CHARACTERS:,} characters of text",
                untouched="Nothing was stored",
                next_step="Check it in parts",
            )
        self._said.append(said)

    def _end_paragraph(self) -> None:
        said = "".join(self._said).strip()
        self._said = []
        style, self._style = self._style, ""
        if not said or self._separator:
            return
        if self._outer:  # the box stands after the paragraph that it is anchored in
            self._boxes.append((said, style, "\n\n"))
            return
        self.paragraphs.append((said, "note" if self.notes else style, self._gap))
        self._gap = "\n\n" if not self._rows else " "
        if self._boxes:
            self.paragraphs += self._boxes
            self._boxes = []
            self._gap = "\n\n"

    @staticmethod
    def _value(attrs: AttributesNSImpl) -> str:
        return next((str(value) for key, value in attrs.items() if key[1] == "val"), "")

    @staticmethod
    def _outside_tabs(attrs: AttributesNSImpl) -> bool:
        return not any(key[1] == "pos" for key in attrs.keys())  # noqa: SIM118 - not a dict: it iterates by index


class _Properties(ContentHandler):
    """Title and dates of the file's properties."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._tag = ""

    def startElementNS(  # noqa: N802 - the name SAX calls
        self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        self._tag = name[1]

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: N802 - the name SAX calls
        self._tag = ""

    def characters(self, content: str) -> None:
        if self._tag in ("title", "created", "modified"):
            self.found[self._tag] = (self.found.get(self._tag, "") + content)[:300]


def _drafted(reader: _Reader, properties: _Properties, names: set[str]) -> Draft:
    if not reader.paragraphs:
        pictures = " (it holds pictures, which are not read)" if reader.skipped["picture"] else ""
        raise DraftEmpty(
            f"The document has no text in it{pictures}",
            untouched="Nothing was stored",
            next_step="Give the text that is to be checked",
        )
    out, spans, size = io.StringIO(), [], 0
    for at, (said, style, gap) in enumerate(reader.paragraphs):
        if at:
            size += out.write(gap)
        spans.append(Paragraph(size, size + len(said), style.lower().startswith(("heading", "title"))))
        size += out.write(said)
    text = out.getvalue()
    main = [one for one, (_, style, _) in zip(spans, reader.paragraphs, strict=True) if style != "note"]
    found = judge_ends(text, main[:LAST], main[-LAST:])
    title = next((said for said, style, _ in reader.paragraphs if style.lower() == "title"), "")
    return Draft(
        text,
        DraftKind.DOCX,
        None,
        tuple((one.start, one.end) for one in spans if one.start not in found),
        tuple((one.start, one.end, found[one.start]) for one in spans if one.start in found),
        " ".join((title or properties.found.get("title", "")).split())[:300],
        file_says=_day(properties.found.get("modified") or properties.found.get("created", "")),
        notes=tuple(_notes(reader, names)),
        headings=tuple(
            (one.start, one.end, _level(style))
            for one, (_, style, _) in zip(spans, reader.paragraphs, strict=True)
            if one.heading
        ),
    )


def _notes(reader: _Reader, names: set[str]) -> list[str]:
    skipped, said = reader.skipped, []
    if count := skipped["deletion"]:
        said.append(f"{count} tracked deletions are left out; tracked insertions are read as text")
    if skipped["struck"]:
        said.append(NOT_READ)
    if skipped["hidden"]:
        said.append("Hidden text is not read")
    if count := skipped["picture"]:
        said.append(f"{count} {'picture' if count == 1 else 'pictures'}: what they show is not read")
    if any(style == "note" for _, style, _ in reader.paragraphs):
        said.append("Footnotes and endnotes stand after the text")
    if any(one.startswith(("word/header", "word/footer")) for one in names):
        said.append("Page headers and footers are not read")
    for what in ("comment", "embedded file", "part in another format"):
        if count := skipped[what]:
            said.append(f"{count} {what}{'' if count == 1 else 's'}: not read")
    return said


def _level(style: str) -> int:
    """The level of a style that heads: "Heading 2" is 2, a title 1."""
    digits = "".join(char for char in style if char.isdigit())
    return min(6, max(1, int(digits))) if digits else 1


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said.strip()[:10])
    except ValueError:
        return None


def _bomb(what: str) -> DraftTooLong:
    return DraftTooLong(
        f"The document {what}",
        untouched="It was not unpacked, and nothing was stored",
        next_step="Give its text",
    )


def _broken(said: str) -> DraftBroken:
    return DraftBroken(
        f"The document cannot be read: {shown(said)}",
        untouched="Nothing was stored",
        next_step="Open it in a word processor and save it anew, or give its text",
    )
