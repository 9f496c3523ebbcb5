"""A capture: the honest sentence, a preview as picture and text, the facts; its parts to people of the desk."""

from datetime import datetime, timedelta

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from holdfast.base.canonical import readable_json
from holdfast.base.clock import now
from holdfast.evidence.actions.viewing import record_viewing
from holdfast.evidence.queries import captures, opened, reviews
from holdfast.evidence.queries.preserved import shows_graphic
from holdfast.evidence.types import CaptureDef, RedactionDef
from holdfast.people.types import Permission, Viewer
from holdfast.web.access import page
from holdfast.web.evidence.item import (
    BODY,
    MOST_TEXT,
    bare,
    item_json,
    item_page,
    picture_name,
    preview_of,
)
from holdfast.web.evidence.pictures import MOST_BYTES, SHOWN, drawn, page_count
from holdfast.web.evidence.previews import PDF, pages_shown, wished
from holdfast.web.evidence.words import harmless
from holdfast.web.failures import Missing
from holdfast.web.listing.files import jsonable

AGAIN = timedelta(hours=1)  # looked at again within it, no second entry is made
LOOKED = "evidence looked at"
_REMEMBERED = 200
NO_PICTURE = _("There is no picture of it")


@page(Permission.READ)
def item(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """One capture, first what may honestly be said of it."""
    about = opened.capture_item(viewer, key)
    asked = request.GET.get("show") == "yes"
    preview = preview_of(about.capture, asked=asked)
    if preview.shows:
        looked(request, viewer, about.capture)
    context = {"preview": preview, "shown": asked, **item_page(viewer, about)}
    return render(request, "evidence/item.html", context)


@page(Permission.READ)
def item_as_json(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """The facts of one capture, without what is in it."""
    body = item_json(item_page(viewer, opened.capture_item(viewer, key)), parts=True)
    return HttpResponse(readable_json(jsonable(body)) + "\n", content_type="application/json")


@page(Permission.READ)
def difference(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """How the text of a capture differs from the one before it."""
    found = captures.capture(viewer, key)
    asked = request.GET.get("show") == "yes"
    veiled = found.graphic and not asked
    lines = () if veiled else captures.capture_difference(viewer, key)
    if lines:
        looked(request, viewer, found)
    context = {"capture": found, "veiled": veiled, "lines": [harmless(line) for line in lines]}
    return render(request, "evidence/difference.html", context)


@page(Permission.READ)
def picture(request: HttpRequest, viewer: Viewer, key: str, name: str) -> HttpResponseBase:
    """The picture of a capture, drawn again; of one that shows graphic content a few smears, until it is asked for."""
    found = captures.capture(viewer, key)
    if found.expunged or not name or name != picture_name(found):
        raise Missing(str(NO_PICTURE))
    asked = request.GET.get("show") == "yes"
    blurred = found.graphic and not asked
    made = drawn(_picture_bytes(viewer, key, name), blurred=blurred, ruled=request.GET.get("rule") == "yes")
    if made is None:
        raise Missing(str(NO_PICTURE))
    if not blurred:
        looked(request, viewer, found)
    return HttpResponse(made[1], content_type=made[0])


def _picture_bytes(viewer: Viewer, key: str, name: str) -> bytes:
    if name != BODY:
        return captures.part_bytes(viewer, key, name, MOST_BYTES + 1)
    answer = captures.capture_body(viewer, key, MOST_BYTES)
    return answer.content if answer is not None else b""


@page(Permission.READ, signed_in=True)
def part(request: HttpRequest, viewer: Viewer, key: str, name: str) -> HttpResponseBase:
    """A part as it is kept, to save: never shown by a browser, and entered in the custody log."""
    file = captures.open_part(viewer, key, name)
    record_viewing(viewer=viewer, keys=[key])
    return to_save(file, f"{key} {name}")


@page(Permission.EDIT, signed_in=True)
def manifest(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """The manifest, byte for byte as the custody log commits to it; it names parts of every level."""
    found = captures.capture(viewer, key)
    if found.expunged:
        raise Missing(str(_("The manifest was expunged with what it lists")))
    return to_save([captures.manifest_bytes(viewer, key)], f"{key} manifest.json")


@page(Permission.READ)
def redaction(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """A redacted copy: what it is a copy of, who made it and why; it may be open where its original is not."""
    found = _standing(viewer, key)
    veiled, text = _veiled(request, found), ""
    if bare(found.mime).startswith("text/") and not veiled:
        with reviews.open_redaction(viewer, key) as file:
            text = harmless(file.read(MOST_TEXT).decode("utf-8", "replace"))
    original = captures.captures_list(viewer, keys=[found.capture]).captures
    pages = None
    if bare(found.mime) == PDF:
        with reviews.open_redaction(viewer, key) as file:
            count = page_count(file.read(MOST_BYTES + 1))
        pages = pages_shown(count) if count else None
    context = {
        "copy": found,
        "original": bool(original),
        "text": text,
        "pages": pages,
        "picture": bare(found.mime) in SHOWN,
        "veiled": veiled,
    }
    return render(request, "evidence/redaction.html", context)


@page(Permission.READ)
def redaction_picture(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """The picture of a redacted copy, or of one page of it, drawn again."""
    found = _standing(viewer, key)
    page_of = _page_of(request, found.mime)
    with reviews.open_redaction(viewer, key) as file:
        made = drawn(file.read(MOST_BYTES + 1), blurred=_veiled(request, found), page=page_of)
    if made is None:
        raise Missing(str(NO_PICTURE))
    return HttpResponse(made[1], content_type=made[0])


@page(Permission.READ)
def redaction_copy(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """A redacted copy to save: it was made to be handed out."""
    found = _standing(viewer, key)
    return to_save(reviews.open_redaction(viewer, key), f"{key} {found.name}")


@page(Permission.READ)
def redaction_record(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """The record that binds a redacted copy to its sealed original, to save."""
    return to_save([reviews.redaction_record(viewer, key)], f"{key} record.json")


@page(Permission.EDIT, signed_in=True)
def redaction_wished(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """What a request for a redacted copy would make, or one page of it, drawn; nothing is kept."""
    wish = next((one for one in reviews.pending_reviews(viewer).redactions if one.key == key), None)
    if wish is None:
        raise Missing(str(NO_PICTURE))
    copy = wished(viewer, wish)
    veiled = request.GET.get("show") != "yes" and captures.capture(viewer, wish.capture).graphic
    made = drawn(copy.data, blurred=veiled, page=_page_of(request, copy.mime))
    if made is None:
        raise Missing(str(NO_PICTURE))
    return HttpResponse(made[1], content_type=made[0])


@page(Permission.EDIT, signed_in=True)
def part_drawn(request: HttpRequest, viewer: Viewer, key: str, name: str) -> HttpResponseBase:
    """A page of a PDF that a redacted copy is to be made of, drawn with a grid of points."""
    found = captures.capture(viewer, key)
    mime = next((one.mime for one in found.parts if one.name == name), "")
    veiled = found.graphic and request.GET.get("show") != "yes"
    page_of = _page_of(request, mime)
    made = None
    if page_of and not found.expunged:
        data = captures.part_bytes(viewer, key, name, MOST_BYTES + 1)
        made = drawn(data, blurred=veiled, ruled=not veiled, page=page_of)
    if made is None:
        raise Missing(str(NO_PICTURE))
    if not veiled:
        looked(request, viewer, found)
    return HttpResponse(made[1], content_type=made[0])


def _page_of(request: HttpRequest, mime: str) -> int:
    """Which page of a PDF is asked for, 0 of a picture; raises Missing for what is neither."""
    if bare(mime) in SHOWN:
        return 0
    asked = request.GET.get("page", "1")
    if bare(mime) != PDF or not asked.isascii() or not asked.isdecimal() or not 0 < int(asked[:9]) < 10_000:
        raise Missing(str(NO_PICTURE))
    return int(asked)


def _veiled(request: HttpRequest, found: RedactionDef) -> bool:
    return request.GET.get("show") != "yes" and shows_graphic(found.capture)


def _standing(viewer: Viewer, key: str) -> RedactionDef:
    found = reviews.redaction(viewer, key)
    if found.gone:
        raise Missing(str(_("The copy was expunged with its original")))
    return found


def looked(request: HttpRequest, viewer: Viewer, found: CaptureDef) -> None:
    """Enter in the custody log that this person saw what is in a capture, once an hour."""
    if not viewer.signed_in or request.method != "GET":
        return
    seen = {k: at for k, at in request.session.get(LOOKED, {}).items() if _recent(at)}
    if found.key in seen:
        return
    record_viewing(viewer=viewer, keys=[found.key])
    seen[found.key] = now().isoformat()
    request.session[LOOKED] = dict(list(seen.items())[-_REMEMBERED:])


def _recent(at: str) -> bool:
    try:
        return now() - datetime.fromisoformat(at) < AGAIN
    except (TypeError, ValueError):
        return False


def to_save(content: object, name: str) -> HttpResponseBase:
    """A file that a browser saves and never opens."""
    answer = FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")
    answer.headers["Content-Encoding"] = "identity"  # what is kept goes out as it is
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
