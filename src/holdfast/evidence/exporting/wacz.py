"""WACZ 1.1.1 round a capture's WARC, for the viewers that read it; it proves nothing that the WARC does not."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from holdfast import __version__
from holdfast.base.canonical import canonical_json, instant_text, readable_json
from holdfast.evidence.exporting.folders import PIECE, Draft, zip_entry

VERSION = "1.1.1"
_SPACES = re.compile(r"\s+")
_INDEXED = ("response", "resource", "revisit")


def write_wacz(
    draft: Draft, name: str, warcs: Mapping[str, Path], *, address: str, started: datetime, title: str
) -> None:
    """Write the package of these WARCs (by the name each has in it) to `name` in the draft.

    A WARC that ends in the middle is packed as it is, and indexed as far as it goes.
    """
    small = {
        "indexes/index.cdxj": "".join(sorted(_index(warcs))).encode(),
        "pages/pages.jsonl": _pages(address, started, title),
    }
    resources = [_resource(f"archive/{one}", path) for one, path in sorted(warcs.items())]
    resources += [_resource(one, data) for one, data in small.items()]
    package = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": title,
        "created": instant_text(started),
        "software": f"Holdfast {__version__}",
        "mainPageUrl": address,
        "mainPageDate": instant_text(started),
        "resources": resources,
    }
    described = readable_json(package).encode()
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(described).hexdigest()}"}
    with draft.create(name) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as out:
        for one, path in sorted(warcs.items()):
            with (
                path.open("rb") as source,
                out.open(zip_entry(f"archive/{one}", path.stat().st_size), "w") as target,
            ):
                shutil.copyfileobj(source, target, PIECE)
        small["datapackage.json"] = described
        small["datapackage-digest.json"] = readable_json(digest).encode()
        for one, data in small.items():
            out.writestr(zip_entry(one, len(data)), data)
    draft.note(name)


def _resource(name: str, content: Path | bytes) -> dict[str, Any]:
    if isinstance(content, bytes):
        found, size = hashlib.sha256(content).hexdigest(), len(content)
    else:
        with content.open("rb") as file:
            found, size = hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    return {"name": name.rsplit("/", 1)[-1], "path": name, "hash": f"sha256:{found}", "bytes": size}


def _pages(address: str, started: datetime, title: str) -> bytes:
    head = {"format": "json-pages-1.0", "id": "pages", "title": "Pages"}
    page = {"id": "page-1", "url": address, "ts": instant_text(started), "title": title}
    return canonical_json(head) + b"\n" + canonical_json(page) + b"\n"


def _index(warcs: Mapping[str, Path]) -> Iterator[str]:
    """The lines of the index (CDXJ): key, time, and where each answer lies."""
    for name, path in warcs.items():
        with path.open("rb") as file:
            records = ArchiveIterator(file)
            try:
                for record in records:
                    if record.rec_type not in _INDEXED:
                        continue
                    fields = _fields(record, name)
                    records.read_to_end(record)
                    fields["offset"] = str(records.get_record_offset())
                    fields["length"] = str(records.get_record_length())
                    stamp = re.sub(r"\D", "", record.rec_headers.get_header("WARC-Date") or "")[:14]
                    yield f"{surt(fields['url'])} {stamp} {json.dumps(fields, ensure_ascii=True)}\n"
            except (ArchiveLoadFailed, EOFError, ValueError):
                return


def _fields(record: Any, name: str) -> dict[str, str]:
    fields = {"url": record.rec_headers.get_header("WARC-Target-URI") or ""}
    http = record.http_headers
    if http is not None:
        fields["status"] = http.get_statuscode() or ""
        mime = http.get_header("Content-Type") or ""
    else:
        mime = record.rec_headers.get_header("Content-Type") or ""
    fields["mime"] = mime.split(";")[0].strip()[:100] or "unk"
    digest = record.rec_headers.get_header("WARC-Payload-Digest")
    if digest:
        fields["digest"] = digest
    fields["filename"] = name
    return fields


def surt(address: str) -> str:
    """The key an address is sorted by: its host turned round, its path after it, in small letters, without blanks."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return _SPACES.sub("%20", address.lower())
    if parts.scheme not in ("http", "https"):
        return _SPACES.sub("%20", address.lower())
    host = host.removeprefix("www.")
    turned = ",".join(reversed(host.split(".")))  # numbers too, as other indexers do
    usual = {"http": 80, "https": 443}[parts.scheme]
    place = f"{turned}:{port}" if port not in (None, usual) else turned
    query = f"?{parts.query}" if parts.query else ""
    return _SPACES.sub("%20", f"{place}){parts.path or '/'}{query}".lower())
