"""WARCs and WACZs made by hand for the tests."""

import base64
import gzip
import hashlib
import io
import itertools
import json
import zipfile
from collections.abc import Mapping

NUMBERS = itertools.count(1)
PAYLOAD = b"<p>600 trucks</p>"
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def b32(algorithm: str, data: bytes) -> str:
    return f"{algorithm}:{base64.b32encode(hashlib.new(algorithm, data).digest()).decode()}"


def hexed(algorithm: str, data: bytes) -> str:
    return f"{algorithm}:{hashlib.new(algorithm, data).hexdigest()}"


def record(
    block: bytes = HTTP + PAYLOAD, kind: str = "response", version: str = "1.1", **more: str | None
) -> bytes:
    """A record with good digests; `more` overrides or drops header fields (underscores for hyphens)."""
    fields: dict[str, str | None] = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{next(NUMBERS):012}>",
        "WARC-Date": "2026-11-22T16:00:00Z",
        "WARC-Target-URI": "https://example.org/",
        "Content-Length": str(len(block)),
        "WARC-Block-Digest": b32("sha256", block),
    }
    if kind == "response":
        fields["WARC-Payload-Digest"] = b32("sha1", block.partition(b"\r\n\r\n")[2])
    fields |= {name.replace("_", "-"): value for name, value in more.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
    return f"WARC/{version}\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def members(*records: bytes) -> bytes:
    return b"".join(gzip.compress(one) for one in records)


def wacz(files: Mapping[str, bytes] | None = None, signed: object = None, **more: object) -> bytes:
    """A package whose hashes are right, unless `files` of it are changed afterwards."""
    files = files or {"archive/data.warc.gz": members(record()), "pages/pages.jsonl": b"{}\n"}
    resources = [
        {"name": name, "path": name, "hash": hexed("sha256", data), "bytes": len(data)}
        for name, data in files.items()
    ]
    package = json.dumps(
        {"profile": "data-package", "resources": resources, "wacz_version": "1.1.1"} | more
    ).encode()
    digest = {"path": "datapackage.json", "hash": hexed("sha256", package)}
    if signed is not None:
        digest["signedData"] = signed(digest["hash"]) if callable(signed) else signed
    everything = {
        **files,
        "datapackage.json": package,
        "datapackage-digest.json": json.dumps(digest).encode(),
    }
    return zipped(everything)


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()
