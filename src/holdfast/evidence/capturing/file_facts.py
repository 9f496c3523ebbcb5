"""What a file says about itself, read by a process of its own that may use little memory and little time.

`python -m holdfast.evidence.capturing.file_facts PATH` prints JSON: `facts` as found, and the text of a PDF. Nothing is
decoded that grows: pictures are described from their headers, archives from their lists. Each reader imports what it
reads with by itself: the process reads one file, and what breaks one reader must not break the others.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from holdfast.evidence.capturing.sniffing import LOOKED_AT, sniffed

SECONDS = 4
MEMORY = 1024 * 1024 * 1024
MOST_TEXT = 1024 * 1024
_MOST_PAGES = 300
_MOST_VALUE = 500
_MOST_XML = 256 * 1024
_EPOCH_1904 = 2_082_844_800  # seconds from 1904-01-01, which MP4 counts from, to 1970-01-01

Facts = dict[str, Any]


def read_facts(path: Path) -> tuple[Facts, str]:
    """What the file says about itself, and its text where it is a PDF; a file that cannot be read says why."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "holdfast.evidence.capturing.file_facts", str(path.resolve())],
            capture_output=True,
            timeout=3 * SECONDS,
            check=False,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.DEVNULL,
        )
        said = json.loads(done.stdout)
        return said["facts"], said["text"]
    except subprocess.TimeoutExpired:
        return {"not_read": "reading it took too long, and was stopped"}, ""
    except (ValueError, KeyError, TypeError):
        return {"not_read": "reading it took too much memory or time, or failed, and was stopped"}, ""


def _narrow() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def describe(path: Path) -> tuple[Facts, str]:
    """As `read_facts`, in this process."""
    with path.open("rb") as file:
        shown = sniffed(file.read(LOOKED_AT))
    reader = _READERS.get(shown)
    if reader is None and shown.startswith("application/vnd.openxmlformats"):
        reader = _archive
    if reader is None:
        return {}, ""
    try:
        return reader(path)
    except (Exception, RecursionError) as error:  # noqa: BLE001 - whatever a hostile file does to its reader
        return {"not_read": f"{type(error).__name__}: {error}"[:_MOST_VALUE]}, ""


def _picture(path: Path) -> tuple[Facts, str]:
    from PIL import ExifTags, Image, __version__

    Image.MAX_IMAGE_PIXELS = None  # nothing is decoded here, whatever the header claims
    with Image.open(path) as image:
        facts: Facts = {
            "read_by": f"Pillow {__version__}",
            "format": str(image.format),
            "mode": image.mode,
            "width": image.width,
            "height": image.height,
        }
        raw = image.info.get("exif")
        if isinstance(raw, bytes):
            exif = Image.Exif()
            exif.load(raw)
        elif image.format == "TIFF":
            exif = image.getexif()
        else:
            exif = Image.Exif()  # asking the picture itself for it would decode a PNG
        named = {ExifTags.TAGS.get(tag, f"0x{tag:04x}"): _value(value) for tag, value in exif.items()}
        named |= {
            ExifTags.TAGS.get(tag, f"0x{tag:04x}"): _value(value)
            for tag, value in exif.get_ifd(ExifTags.IFD.Exif).items()
        }
        gps = {
            ExifTags.GPSTAGS.get(tag, f"0x{tag:04x}"): _value(value)
            for tag, value in exif.get_ifd(ExifTags.IFD.GPSInfo).items()
        }
        named.pop("GPSInfo", None)
        named.pop("ExifOffset", None)
        texts = {key: _value(value) for key, value in image.info.items() if isinstance(value, str)}
        return {**facts, "exif": named, "gps": gps, "texts": texts}, ""


def _pdf(path: Path) -> tuple[Facts, str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        facts: Facts = {
            "read_by": f"pypdfium2 {version('pypdfium2')}",
            "pages": len(document),
            "version": document.get_version(),
            "info": {
                key: _value(value) for key, value in document.get_metadata_dict(skip_empty=True).items()
            },
        }
        texts: list[str] = []
        size = 0
        for number in range(min(len(document), _MOST_PAGES)):
            page = document[number].get_textpage().get_text_bounded()
            texts.append(page)
            size += len(page)
            if size > MOST_TEXT:
                break
        return facts, "\f".join(texts)[:MOST_TEXT]
    finally:
        document.close()


def _archive(path: Path) -> tuple[Facts, str]:
    from defusedxml.ElementTree import fromstring

    with zipfile.ZipFile(path) as archive:
        listed = archive.infolist()
        facts: Facts = {
            "files": len(listed),
            "claims_to_unpack_to": sum(one.file_size for one in listed),
            "nested": sum(one.filename.lower().endswith((".zip", ".gz", ".7z", ".rar")) for one in listed),
        }
        for name in ("docProps/core.xml", "docProps/app.xml"):
            if name not in archive.namelist():
                continue
            with archive.open(name) as file:
                data = file.read(_MOST_XML + 1)
            if len(data) <= _MOST_XML:
                facts[name] = {
                    one.tag.rpartition("}")[2]: _value(one.text) for one in fromstring(data) if one.text
                }
        return facts, ""


def _film(path: Path) -> tuple[Facts, str]:
    """Times, length and place that an MP4 or QuickTime file states (ISO/IEC 14496-12): its moov box, read by us."""
    facts: Facts = {"read_by": "Holdfast"}
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        for kind, start, stop in _boxes(file, 0, end):
            if kind == b"ftyp":
                file.seek(start)
                facts["brand"] = _value(file.read(4))
            if kind == b"moov":
                _moov(file, start, stop, facts)
    return facts, ""


def _moov(file: IO[bytes], start: int, stop: int, facts: Facts) -> None:
    for kind, at, end in _boxes(file, start, stop):
        if kind == b"mvhd":
            file.seek(at)
            head = file.read(32)
            wide = head[:1] == b"\x01"
            made, changed, scale, length = struct.unpack(
                ">QQIQ" if wide else ">IIII", head[4 : 32 if wide else 20]
            )
            facts |= {
                "created": made - _EPOCH_1904 if made else None,
                "modified": changed - _EPOCH_1904 if changed else None,
                "seconds": length // scale if scale else None,
            }
        if kind == b"udta":
            for inner, first, last in _boxes(file, at, end):
                if inner == b"\xa9xyz":
                    file.seek(first)
                    facts["gps"] = {"place": _value(file.read(min(last - first, 200))[4:])}


def _boxes(file: IO[bytes], start: int, stop: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes between two places: kind, where the content starts, where it ends."""
    for _ in range(2000):
        if start + 8 > stop:
            return
        file.seek(start)
        size, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", file.read(8))[0], 16
        if size == 0:
            size = stop - start
        if size < head or start + size > stop:
            return
        yield kind, start + head, start + size
        start += size


def _value(value: object) -> Any:
    """A value as JSON carries it: whole numbers, else a text that cannot fool a screen."""
    if isinstance(value, bool | int) and abs(int(value)) < 2**53:
        return int(value)
    if isinstance(value, bytes):
        text = value.strip(b"\x00").decode("utf-8", "replace")
        value = text if text.isprintable() else value[: _MOST_VALUE // 2].hex()
    if isinstance(value, tuple | list):
        return [_value(one) for one in value[:50]]
    text = str(value)[:_MOST_VALUE]
    return "".join(c for c in text if c.isprintable() or c in "\n\t").encode("utf-8", "replace").decode()


_READERS: dict[str, Callable[[Path], tuple[Facts, str]]] = {
    "application/pdf": _pdf,
    "application/zip": _archive,
    **dict.fromkeys(
        ("image/png", "image/jpeg", "image/gif", "image/tiff", "image/bmp", "image/webp", "image/avif"),
        _picture,
    ),
    **dict.fromkeys(("video/mp4", "video/quicktime", "audio/mp4"), _film),
}


if __name__ == "__main__":
    _narrow()
    found, words = describe(Path(sys.argv[1]))
    sys.stdout.write(json.dumps({"facts": found, "text": words}))
