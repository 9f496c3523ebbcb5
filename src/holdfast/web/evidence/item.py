"""What stands on the page of a capture, gathered from the vault and from the rooms that use what it preserves."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from holdfast.base.errors import HoldfastError
from holdfast.cases.update_queries import updates_of_captures
from holdfast.evidence.queries import log, opened, preserved
from holdfast.evidence.queries.opened import Item
from holdfast.evidence.types import FOUND, CaptureDef, Method, PartDef, Role
from holdfast.figures.queries import figures_list
from holdfast.people.types import Level, Permission, Viewer
from holdfast.web.evidence.pictures import SHOWN
from holdfast.web.evidence.sentence import told
from holdfast.web.evidence.words import harmless, refused_by_update
from holdfast.web.remembering import remembered

MOST_TEXT = 60_000  # bytes of a text that are shown
MOST_ENTRIES = 500
MOST_VIEWS = 20
BODY = "body"  # in addresses: the body of a capture over HTTP, which is no part of its own
_TEXTS = frozenset({"text/plain", "text/csv", "text/tab-separated-values", "text/markdown"})
_PAGES = frozenset({"text/html", "application/xhtml+xml", "application/json", "text/xml", "application/xml"})


@dataclass(frozen=True, slots=True)
class Preview:
    """What may be shown of a capture: a picture by name, a text; `veiled` until asked for."""

    picture: str = ""
    text: str = ""
    text_of: str = ""
    cut: bool = False
    veiled: bool = False
    unshown: str = ""  # the part that holds what no picture or page of ours shows: a film, a PDF

    @property
    def shows(self) -> bool:
        """Whether anything of the content is on the page."""
        return bool(self.text or (self.picture and not self.veiled))


def bare(mime: str) -> str:
    """The type alone."""
    return mime.partition(";")[0].strip().lower()


def picture_name(found: CaptureDef) -> str:
    """The part to draw as the capture's picture, `BODY` for an answer that is one; empty where there is none."""
    for part in found.parts:
        if part.role is Role.SCREENSHOT or (part.role is Role.UPLOAD and bare(part.mime) in SHOWN):
            return part.name
    there = any(part.role is Role.WARC for part in found.parts)
    return BODY if there and found.method is Method.HTTP and bare(found.mime) in SHOWN else ""


def unshown_part(found: CaptureDef) -> str:
    """The file itself, or what came over the wire, where no picture of it is drawn and it is more than a text."""
    if picture_name(found) or bare(found.mime) in _TEXTS or bare(found.mime) in _PAGES:
        return ""
    return next((one.name for one in found.parts if one.role in (Role.UPLOAD, Role.WARC)), "")


def text_part(found: CaptureDef) -> PartDef | None:
    """The part whose text is shown."""
    readable = [part for part in found.parts if part.role is Role.TEXT]
    readable += [part for part in found.parts if part.role is Role.UPLOAD and bare(part.mime) in _TEXTS]
    return readable[0] if readable else None


def preview_of(found: CaptureDef, *, asked: bool) -> Preview:
    """The picture and the text of a capture; of one that shows graphic content neither, until it is asked for."""
    if found.expunged:
        return Preview()
    picture, part, unshown = picture_name(found), text_part(found), unshown_part(found)
    if found.graphic and not asked:
        return Preview(picture=picture, veiled=bool(picture or part))
    if part is None:
        return Preview(picture=picture, unshown=unshown)
    try:
        data = opened.read_part(part, MOST_TEXT + 1)
    except HoldfastError:
        return Preview(picture=picture, unshown=unshown)
    text = harmless(data[:MOST_TEXT].decode("utf-8", "replace"))
    cut = len(data) > MOST_TEXT
    return Preview(picture=picture, text=text, text_of=part.name, cut=cut, unshown=unshown)


def item_page(viewer: Viewer, item: Item) -> dict[str, Any]:
    """All about a capture but its preview; the number of queries does not grow with what it holds."""
    found, review, held = item.capture, item.review, item.held
    state = log.seal_state(viewer, [found.key])[found.key]
    entries, views, hidden = log.capture_custody(viewer, found.key, most=MOST_ENTRIES, most_views=MOST_VIEWS)
    manifest: Mapping[str, Any] = held.manifest if held else {}
    return {
        "capture": found,
        "said": told(state, held),
        "seal": state,
        "held": held,
        "found": found.compared in FOUND,
        "server": manifest.get("server") or {},
        "limits": manifest.get("limits") or [],
        "update": updates_of_captures(viewer, [found.key]).get(found.key),
        "refused": refused_by_update(found.why),
        "here": on_this_machine(found.ip),
        "review": review,
        "asked": [(question, answers) for question, answers in review.answers.items()],
        "since": preserved.capture_lines(viewer, held_against=found.key, limit=20),
        "entries": entries,
        "views": views,
        "hidden": hidden,
        "me": viewer.key,
        "figures": figures_resting_on(viewer, found.document) if found.document else [],
        "may": {permission.value: viewer.signed_in and viewer.may(permission) for permission in Permission},
        "signed_in": viewer.signed_in,
        "of_desk": viewer.clearance >= Level.DESK,
    }


def figures_resting_on(viewer: Viewer, document: str) -> list[Any]:
    """The published figures whose rows stand in a document."""
    lines = remembered(viewer, ("figures",), lambda: figures_list(viewer))
    return [line for line in lines if document in line.documents]


def on_this_machine(ip: str) -> bool:
    """Whether what answered was this machine itself: a site for tests or for a demonstration."""
    try:
        return ipaddress.ip_address(ip).is_loopback
    except ValueError:
        return False


def item_json(page: Mapping[str, Any], parts: bool) -> dict[str, Any]:
    """The facts of a capture as JSON; what people wrote in a review is on the page alone."""
    found, state = page["capture"], page["seal"]
    return {
        "key": found.key,
        "method": found.method,
        "address": found.address,
        "final_address": found.final_address,
        "document": found.document,
        "filed": found.filed,
        "collector": found.collector,
        "tool": found.tool,
        "started": found.started,
        "ended": found.ended,
        "status": found.status,
        "mime": found.mime,
        "outcome": found.outcome,
        "why": dict(found.why),
        "compared": found.compared,
        "earlier": found.earlier,
        "server": page["server"] or None,
        "limits": page["limits"],
        "manifest": None if found.expunged else found.manifest,
        "parts": [
            {"role": one.role, "name": one.name, "sha256": one.sha256, "size": one.size, "mime": one.mime}
            for one in found.parts
            if parts
        ],
        "seal": {
            "entry": state.seq,
            "head": state.head,
            "since": state.since,
            "said_by": list(state.said_by),
            "pending": list(state.pending),
            "witnessed": [{"by": name, "at": at} for name, at in state.witnessed],
        },
        "bytes_differ": list(page["held"].wrong) if page["held"] else None,
        "confirmed": page["review"].confirmed,
        "expunged": found.expunged,
        "custody": [
            {"entry": one.seq, "at": one.at, "by": one.actor or None, "what": one.verb, "hash": one.hash}
            for one in page["entries"]
        ],
        "custody_not_shown": page["hidden"],
    }
