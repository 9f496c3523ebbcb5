"""The export as a bag (BagIt 1.0, RFC 8493), with the desk's signature over it."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Callable, Mapping

from holdfast.base.errors import one_line
from holdfast.evidence.engine.bags import BAG_MANIFEST, BAG_SIGNATURE, BAG_SIGNED, BAG_TAGS, signed_body
from holdfast.evidence.engine.notes import NoteKey, sign_note
from holdfast.evidence.exporting.folders import Draft
from holdfast.evidence.standalone import verify_py

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def write_bag(
    draft: Draft,
    info: Mapping[str, str],
    *,
    size: int,
    root: bytes,
    key: NoteKey,
    sign: Callable[[bytes], bytes],
) -> None:
    """Write the files of a bag round the payload in `draft`, verify.py and export.sig among them."""
    payload = {name: found for name, found in draft.files.items() if name.startswith("data/")}
    draft.write("bagit.txt", DECLARATION)
    said = {**info, "Payload-Oxum": f"{sum(size for _, size in payload.values())}.{len(payload)}"}
    draft.write("bag-info.txt", "".join(f"{name}: {one_line(text)}\n" for name, text in said.items()))
    draft.write("verify.py", verify_py())
    draft.write(BAG_MANIFEST, _listed(payload))
    hashes = {name: draft.files[name][0] for name in BAG_SIGNED}
    body = signed_body(hashes, size, base64.b64encode(root).decode())
    draft.write(BAG_SIGNATURE, sign_note(body, key, sign).text())
    draft.write(
        BAG_TAGS, _listed({name: found for name, found in draft.files.items() if name not in payload})
    )


def _listed(files: Mapping[str, tuple[str, int]]) -> str:
    return "".join(f"{sha256}  {_encoded(name)}\n" for name, (sha256, _) in sorted(files.items()))


def _encoded(name: str) -> str:
    """A path as a manifest writes it (RFC 8493, 2.1.3)."""
    text = unicodedata.normalize("NFC", name)
    return text.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
