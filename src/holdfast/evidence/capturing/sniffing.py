"""What bytes look like, whatever they are called: by their first bytes alone."""

from __future__ import annotations

import re

LOOKED_AT = 4096
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"OggS", "application/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"{\\rtf", "application/rtf"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
    (b"\x7fELF", "application/x-elf"),
    (b"MZ", "application/x-msdownload"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {
    b"avif": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heif",
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
}
_OFFICE = (
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_HTML = re.compile(
    rb"^\s*(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|script|meta|table|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b")
# Names of one type, and types that a text may bear without being called wrong.
_SAME = {
    "application/xhtml+xml": "text/html",
    "image/jpg": "image/jpeg",
    "application/x-pdf": "application/pdf",
    "application/x-zip-compressed": "application/zip",
    "text/xml": "application/xml",
    "application/x-gzip": "application/gzip",
    "audio/x-wav": "audio/wav",
    "video/webm": "video/x-matroska",
    "audio/webm": "video/x-matroska",
    "audio/ogg": "application/ogg",
    "video/ogg": "application/ogg",
}
_TEXTUAL = ("text/", "application/json", "application/javascript", "application/xml", "application/x-ndjson")
_VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/download"})


def sniffed(head: bytes) -> str:
    """The media type that the first bytes show; "" where they show none."""
    for magic, mime in _MAGIC:
        if head.startswith(magic):
            if mime == "application/zip":
                return next((office for name, office in _OFFICE if name in head), mime)
            return mime
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head[257:262] == b"ustar":
        return "application/x-tar"
    return _sniffed_text(head)


def _sniffed_text(head: bytes) -> str:
    if not head:
        return ""
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(bare[:2048]):
        return "text/html"
    start = bare.lstrip()[:1]
    if bare.lstrip().startswith(b"<?xml") or _FEED.search(bare[:1024]):
        if b"<svg" in bare[:1024]:
            return "image/svg+xml"
        return "text/html" if b"<html" in bare[:1024].lower() else "application/xml"
    if bare.lstrip().startswith(b"<svg"):
        return "image/svg+xml"
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    return "application/json" if start in (b"{", b"[") else "text/plain"


def bare(mime: str) -> str:
    """A media type without its parameters, in small letters."""
    return mime.partition(";")[0].strip().lower()[:100]


def same_kind(claimed: str, shown: str) -> bool:
    """Whether what is claimed can be true of bytes that show this type; claims about plain text are left alone."""
    claimed, shown = _SAME.get(bare(claimed), bare(claimed)), _SAME.get(shown, shown)
    if claimed in _VAGUE or not shown or claimed == shown:
        return True
    if shown in ("text/plain", "application/json"):
        return textual(claimed)
    if shown == "application/xml":
        return claimed.endswith("+xml") or claimed in ("text/plain", "text/html")
    if shown == "image/svg+xml":
        return claimed in ("application/xml", "text/plain", "text/html")
    if shown == "application/zip":
        return "zip" in claimed or claimed.startswith(
            ("application/vnd.", "application/epub", "application/java")
        )
    if shown == "application/x-ole-storage":
        return claimed.startswith(("application/vnd.ms-", "application/msword", "application/x-msi"))
    if shown in ("video/mp4", "video/quicktime", "audio/mp4"):
        return claimed in ("video/mp4", "video/quicktime", "audio/mp4", "video/3gpp", "audio/x-m4a")
    return False


def textual(mime: str) -> bool:
    """Whether a type is one of characters."""
    mime = bare(mime)
    return mime.startswith(_TEXTUAL) or mime.endswith(("+xml", "+json", "/csv"))
