"""What a draft is, by its content and not by its name; its name only tells Markdown from text."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from holdfast.base.errors import shown, with_article
from holdfast.claims.reading.errors import DraftBroken, DraftKindNotRead
from holdfast.claims.reading.types import DraftKind
from holdfast.evidence.capturing.sniffing import LOOKED_AT, sniffed

_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|title|script|style|meta|link|main|article|section|header|nav|table|div|p|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKED = re.compile(
    r"^#{1,6} \S|^```|^~~~|^\|.{0,300}\|[ \t]*$|^[ ]{0,3}\[[^\]\n]{1,80}\]:[ ]?\S"
    r"|\[[^\]\n]{1,200}\]\((?:https?:|/|#|mailto:)[^)\s]{0,500}\)|^---[ \t]*$|\*\*[^*\n]{1,200}\*\*",
    re.MULTILINE,
)
_NAMED = (".md", ".markdown", ".mdown")
_WORDS = {
    "application/x-ole-storage": "an old Word, Excel or PowerPoint file",
    "application/rtf": "an RTF file",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "a sheet",
}


def kind_of_file(data: bytes) -> DraftKind | None:
    """PDF or DOCX, None where the bytes may be characters; raises DraftKindNotRead, DraftBroken."""
    head = data[:LOOKED_AT]
    if b"%PDF-" in head[:1024] and head.lstrip()[:1] != b"<":
        return DraftKind.PDF
    if head.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                if "word/document.xml" in archive.NameToInfo:
                    return DraftKind.DOCX
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise DraftBroken(
                f"This is a broken archive, or a part of one: {shown(str(error))}",
                untouched="Nothing was stored",
                next_step="Save the document anew",
            ) from None
        raise _not_read("an archive, and no Word document")
    mime = sniffed(head)
    if mime and not mime.startswith(("text/", "application/json", "application/xml", "image/svg")):
        shown_kind = head[:2] in (b"BM", b"MZ") and _plain(head)
        if not shown_kind:
            raise _not_read(_WORDS.get(mime) or f"{with_article(mime.partition('/')[0])} file ({mime})")
    return None


def kind_of_text(text: str, name: str) -> DraftKind:
    """HTML, Markdown or text."""
    bare = text[:20_000].lstrip("\ufeff")
    if _HTML.match(bare):
        return DraftKind.HTML
    if name.lower().endswith(_NAMED):
        return DraftKind.MARKDOWN
    marks = {found[0][:2] for found in _MARKED.finditer(bare)}
    return DraftKind.MARKDOWN if len(marks) > 1 else DraftKind.TEXT


def _plain(head: bytes) -> bool:
    return all(byte >= 32 or byte in (9, 10, 13) for byte in head)


def _not_read(what: str) -> DraftKindNotRead:
    return DraftKindNotRead(
        f"This is {what}, which is not read here",
        untouched="Nothing was stored",
        next_step="Give its text, or a Markdown, HTML, DOCX or PDF file",
    )
