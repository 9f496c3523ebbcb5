"""What takes another person: redacted copies and expunges, asked for by one and decided by others."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from holdfast.base.errors import HoldfastError
from holdfast.evidence.actions.review_copies import approve_redaction, refuse_redaction, request_redaction
from holdfast.evidence.actions.review_expunge import approve_expunge, refuse_expunge, request_expunge
from holdfast.evidence.actions.review_level import approve_opening, change_level, refuse_opening
from holdfast.evidence.errors import RedactionInvalid
from holdfast.evidence.queries import captures, reviews
from holdfast.evidence.types import ExpungeRequestDef, LevelRequestDef, PartDef, RedactionRequestDef
from holdfast.people.types import Permission, Viewer
from holdfast.web.desk.formpage import FormPage
from holdfast.web.desk.forms import ConfirmForm
from holdfast.web.evidence.acts import about, capture_page
from holdfast.web.evidence.forms import ChangeLevelForm, ExpungeForm, RedactForm, SeenForm, WhyForm
from holdfast.web.evidence.item import MOST_TEXT, bare
from holdfast.web.evidence.pictures import SHOWN
from holdfast.web.evidence.words import harmless
from holdfast.web.failures import Missing

_TEMPLATE = "evidence/form.html"
_MOST_SEARCHED = 20_000_000


def _part(viewer: Viewer, key: str, name: str) -> PartDef:
    found = next((one for one in captures.capture(viewer, key).parts if one.name == name), None)
    if found is None:
        raise Missing("There is no such part")
    return found


def _redact(viewer: Viewer, given: dict[str, Any], key: str, name: str) -> tuple[str, str]:
    places = [*given["places"], *_spans(viewer, key, name, given["phrases"])]
    made = request_redaction(
        viewer=viewer, capture=key, part=name, removed=places, reason=given["reason"], level=given["level"]
    )
    return gettext("{key} waits for another person’s approval.").format(key=made), capture_page(key, "copies")


def _spans(viewer: Viewer, key: str, name: str, phrases: list[str]) -> list[dict[str, int]]:
    """Where these words stand in a text."""
    if not phrases:
        return []
    if not bare(_part(viewer, key, name).mime).startswith("text/"):
        raise RedactionInvalid(
            gettext("Words can be looked for in a text alone"), untouched=gettext("Nothing was written")
        )
    text = captures.part_bytes(viewer, key, name, _MOST_SEARCHED).decode("utf-8", "replace")
    found = []
    for phrase in phrases:
        start = text.find(phrase)
        if start < 0:
            raise RedactionInvalid(
                gettext("“{words}” does not stand in the text").format(words=phrase),
                untouched=gettext("Nothing was written"),
            )
        while start >= 0:
            found.append({"start": start, "end": start + len(phrase)})
            start = text.find(phrase, start + len(phrase))
    return found


def _part_beside(viewer: Viewer, key: str, name: str) -> dict[str, Any]:
    part = _part(viewer, key, name)
    text = ""
    if bare(part.mime).startswith("text/"):
        text = harmless(captures.part_bytes(viewer, key, name, MOST_TEXT).decode("utf-8", "replace"))
    return {**about(viewer, key), "part": part, "ruled": bare(part.mime) in SHOWN, "part_text": text}


def _wish(viewer: Viewer, key: str) -> dict[str, Any]:
    waiting = reviews.pending_reviews(viewer)
    every: list[RedactionRequestDef | ExpungeRequestDef | LevelRequestDef] = [
        *waiting.redactions,
        *waiting.expunges,
        *waiting.levels,
    ]
    wish = next((one for one in every if one.key == key), None)
    if wish is None:
        raise Missing("No such request is waiting")
    return {"wish": wish, **about(viewer, wish.capture)}


def _copy_beside(viewer: Viewer, key: str) -> dict[str, Any]:
    found = _wish(viewer, key)
    try:
        mime, sha256, data = reviews.redaction_preview(viewer, key)
    except HoldfastError as error:
        return {**found, "trouble": error}
    text = harmless(data[:MOST_TEXT].decode("utf-8", "replace")) if bare(mime).startswith("text/") else ""
    return {**found, "copy_sha256": sha256, "copy_text": text, "copy_picture": bare(mime) in SHOWN}


def _change_level(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    made = change_level(viewer=viewer, capture=key, level=given["level"], reason=given["reason"])
    if made is not None:
        return gettext("{key} waits for another person’s approval.").format(key=made), capture_page(
            key, "review"
        )
    return gettext("From now on fewer people see it."), capture_page(key, "review")


def _approve_opening(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    capture = approve_opening(viewer=viewer, key=key)
    return gettext("From now on more people see it."), capture_page(capture, "review")


def _seen(viewer: Viewer, key: str) -> dict[str, Any]:
    return {"seen": _copy_beside(viewer, key).get("copy_sha256", "")}


def _approve_copy(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    made = approve_redaction(viewer=viewer, key=key, seen=given["seen"])
    return gettext("The redacted copy {key} was made.").format(key=made), reverse("redaction", args=[made])


def _refused(act: Callable[..., None]) -> Callable[..., tuple[str, str]]:
    def refuse(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
        act(viewer=viewer, key=key, reason=given["reason"])
        return gettext("{key} was refused.").format(key=key), reverse("evidence_desk") + "#pending"

    return refuse


def _expunge(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    made = request_expunge(viewer=viewer, capture=key, **given)
    return gettext("{key} waits for two people’s approval.").format(key=made), capture_page(key, "review")


def _approve_expunge(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    capture = _wish(viewer, key)["wish"].capture
    done = approve_expunge(viewer=viewer, key=key)
    if done:
        return gettext("{key} was expunged; its tombstone stands.").format(key=capture), capture_page(capture)
    return gettext("You approved; it takes one more person."), reverse("evidence_desk") + "#pending"


REDACT = FormPage(
    form=RedactForm,
    title=_("Ask for a redacted copy"),
    lede=_("Another person looks at what would be made, and approves it. The original stays as it is."),
    button=_("Ask for it"),
    permission=Permission.EDIT,
    act=_redact,
    beside=_part_beside,
    template=_TEMPLATE,
)
APPROVE_COPY = FormPage(
    form=SeenForm,
    title=_("Approve a redacted copy"),
    lede=_("What you see below is what is made, byte for byte."),
    button=_("Approve it"),
    permission=Permission.PUBLISH,
    act=_approve_copy,
    initial=_seen,
    beside=_copy_beside,
    template=_TEMPLATE,
)
REFUSE_COPY = FormPage(
    form=WhyForm,
    title=_("Refuse a redacted copy"),
    lede=_("Nothing is made. Whoever asked may take the request back this way."),
    button=_("Refuse it"),
    permission=Permission.EDIT,
    act=_refused(refuse_redaction),
    beside=_wish,
    template=_TEMPLATE,
)
LEVEL = FormPage(
    form=ChangeLevelForm,
    title=_("Change who may see it"),
    lede=_(
        "Fewer people: at once. More people: once another person approved. What was exported, read or saved before is "
        "not called back, and what is captured later has the level of its own request or watch."
    ),
    button=_("Record it"),
    permission=Permission.EDIT,
    act=_change_level,
    beside=about,
    template=_TEMPLATE,
)
APPROVE_OPENING = FormPage(
    form=ConfirmForm,
    title=_("Let more people see it"),
    lede=_("Look at it first: what was open once cannot be called back."),
    button=_("Open it"),
    permission=Permission.PUBLISH,
    act=_approve_opening,
    beside=_wish,
    template=_TEMPLATE,
)
REFUSE_OPENING = FormPage(
    form=WhyForm,
    title=_("Refuse to let more people see it"),
    lede=_("Nothing changes. Whoever asked may take the request back this way."),
    button=_("Refuse it"),
    permission=Permission.EDIT,
    act=_refused(refuse_opening),
    beside=_wish,
    template=_TEMPLATE,
)
EXPUNGE = FormPage(
    form=ExpungeForm,
    title=_("Ask to expunge"),
    lede=_(
        "Its bytes are deleted once two people approved. A tombstone stays, and the custody log still verifies."
    ),
    button=_("Ask for it"),
    permission=Permission.EDIT,
    act=_expunge,
    beside=about,
    template=_TEMPLATE,
)
APPROVE_EXPUNGE = FormPage(
    form=ConfirmForm,
    title=_("Approve an expunge"),
    lede=_("The second approval deletes the bytes. Nothing brings them back."),
    button=_("Approve the deletion"),
    permission=Permission.PUBLISH,
    act=_approve_expunge,
    beside=_wish,
    template=_TEMPLATE,
)
REFUSE_EXPUNGE = FormPage(
    form=WhyForm,
    title=_("Refuse an expunge"),
    lede=_("Nothing is deleted. Whoever asked may take the request back this way."),
    button=_("Refuse it"),
    permission=Permission.EDIT,
    act=_refused(refuse_expunge),
    beside=_wish,
    template=_TEMPLATE,
)
