"""What takes another person: redacted copies and expunges, asked for by one and decided by others."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from holdfast.base.errors import HoldfastError
from holdfast.evidence.actions.review_copies import approve_redaction, refuse_redaction, request_redaction
from holdfast.evidence.actions.review_expunge import approve_expunge, refuse_expunge, request_expunge
from holdfast.evidence.actions.review_level import approve_opening, change_level, refuse_opening
from holdfast.evidence.errors import RedactionInvalid, ReviewInvalid
from holdfast.evidence.queries import captures, reviews
from holdfast.evidence.types import ExpungeRequestDef, LevelRequestDef, PartDef, RedactionRequestDef
from holdfast.people.types import Permission, Viewer
from holdfast.web.desk.formpage import FormPage
from holdfast.web.desk.forms import ConfirmForm
from holdfast.web.evidence.acts import about, capture_page
from holdfast.web.evidence.forms import ChangeLevelForm, ExpungeForm, RedactForm, SeenForm, WhyForm
from holdfast.web.evidence.item import MOST_TEXT, bare
from holdfast.web.evidence.pictures import MOST_BYTES, SHOWN, page_count
from holdfast.web.evidence.previews import PDF, can_be_shown, pages_shown, wished
from holdfast.web.evidence.words import harmless
from holdfast.web.failures import Missing

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
    said = gettext("{key} waits for another person’s approval.").format(key=made)
    others = {one.other if one.copy == made else one.copy for one in reviews.redaction_unmasks(viewer, made)}
    if others:
        warning = gettext("Together with {copies} it shows what one of them hides: do not hand out both.")
        said += " " + warning.format(copies=", ".join(sorted(others)))
    return said, capture_page(key, "copies")


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


def _part_beside(viewer: Viewer, key: str, name: str, *, asked: bool) -> dict[str, Any]:
    part, found = _part(viewer, key, name), about(viewer, key)
    kind, veiled = bare(part.mime), found["about"].graphic and not asked
    text, pages = "", None
    if kind.startswith("text/") and not veiled:
        text = harmless(captures.part_bytes(viewer, key, name, MOST_TEXT).decode("utf-8", "replace"))
    if kind == PDF:
        count = page_count(captures.part_bytes(viewer, key, name, MOST_BYTES + 1))
        pages = pages_shown(count) if count else None
    return {
        **found,
        "part": part,
        "ruled": kind in SHOWN,
        "part_pages": pages,
        "part_text": text,
        "veiled": veiled,
        "unseen_part": kind == PDF and pages is None,
    }


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


def _copy_beside(viewer: Viewer, key: str, *, asked: bool) -> dict[str, Any]:
    found = {**_wish(viewer, key), "refuse": reverse("refuse_redaction", args=[key])}
    try:
        made = wished(viewer, found["wish"])
    except HoldfastError as error:
        return {**found, "trouble": error, "unseen": True}
    veiled = found["about"].graphic and not asked
    text = harmless(made.data[:MOST_TEXT].decode("utf-8", "replace")) if made.is_text else ""
    return {
        **found,
        "copy_sha256": made.sha256,
        "copy_text": "" if veiled else text,
        "copy_cut": made.is_text and len(made.data) > MOST_TEXT,
        "copy_picture": made.mime in SHOWN,
        "copy_pages": pages_shown(made.pages, found["wish"].removed) if made.pages else None,
        "unseen": not can_be_shown(made),
        "veiled": veiled,
        "unmasks": reviews.redaction_unmasks(viewer, key),
    }


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
    return {"seen": _copy_beside(viewer, key, asked=True).get("copy_sha256", "")}


def _approve_copy(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    if _copy_beside(viewer, key, asked=True)["unseen"]:
        raise ReviewInvalid(
            gettext("Nothing of this copy can be shown here, and nobody approves what nobody saw"),
            untouched=gettext("No copy was made"),
        )
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


def _expunge_beside(viewer: Viewer, key: str) -> dict[str, Any]:
    found = about(viewer, key)
    held = gettext("A legal hold stands: nobody can ask to expunge it until every hold is released.")
    return {**found, "closed": held if found["about"].held else ""}


def _approve_expunge(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    capture = _wish(viewer, key)["wish"].capture
    done = approve_expunge(viewer=viewer, key=key)
    if done:
        return gettext("{key} was expunged; its tombstone stands.").format(key=capture), capture_page(capture)
    return gettext("You approved; it takes one more person."), reverse("evidence_desk") + "#pending"


_ASKED = partial(FormPage, permission=Permission.EDIT, template="evidence/form.html")
_APPROVAL = partial(FormPage, permission=Permission.PUBLISH, beside=_wish, template="evidence/form.html")
_REFUSAL = partial(_ASKED, form=WhyForm, button=_("Refuse it"), beside=_wish)
REDACT = _ASKED(
    form=RedactForm,
    title=_("Ask for a redacted copy"),
    lede=_("Another person looks at what would be made, and approves it. The original stays as it is."),
    button=_("Ask for it"),
    act=_redact,
    beside=_part_beside,
    veils=True,
)
APPROVE_COPY = _APPROVAL(
    form=SeenForm,
    title=_("Approve a redacted copy"),
    lede=_("What you see below is what is made, byte for byte."),
    button=_("Approve it"),
    act=_approve_copy,
    initial=_seen,
    beside=_copy_beside,
    veils=True,
)
REFUSE_COPY = _REFUSAL(
    title=_("Refuse a redacted copy"),
    lede=_("Nothing is made. Whoever asked may take the request back this way."),
    act=_refused(refuse_redaction),
)
LEVEL = _ASKED(
    form=ChangeLevelForm,
    title=_("Change who may see it"),
    lede=_(
        "Fewer people: at once. More people: once another person approved. What was exported, read or saved before is "
        "not called back, and what is captured later has the level of its own request or watch."
    ),
    button=_("Record it"),
    act=_change_level,
    beside=about,
)
APPROVE_OPENING = _APPROVAL(
    form=ConfirmForm,
    title=_("Let more people see it"),
    lede=_("Look at it first: what was open once cannot be called back."),
    button=_("Open it"),
    act=_approve_opening,
)
REFUSE_OPENING = _REFUSAL(
    title=_("Refuse to let more people see it"),
    lede=_("Nothing changes. Whoever asked may take the request back this way."),
    act=_refused(refuse_opening),
)
EXPUNGE = _ASKED(
    form=ExpungeForm,
    title=_("Ask to expunge"),
    lede=_(
        "Its bytes are deleted once two people approved. A tombstone stays, and the custody log still verifies."
    ),
    button=_("Ask for it"),
    act=_expunge,
    beside=_expunge_beside,
)
APPROVE_EXPUNGE = _APPROVAL(
    form=ConfirmForm,
    title=_("Approve an expunge"),
    lede=_("The second approval deletes the bytes. Nothing brings them back."),
    button=_("Approve the deletion"),
    act=_approve_expunge,
)
REFUSE_EXPUNGE = _REFUSAL(
    title=_("Refuse an expunge"),
    lede=_("Nothing is deleted. Whoever asked may take the request back this way."),
    act=_refused(refuse_expunge),
)
