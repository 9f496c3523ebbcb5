"""What people do with evidence, each thing a form and an action: capture, upload, watch, review, hold."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from holdfast.evidence.actions.capture import upload_file
from holdfast.evidence.actions.capture_requests import request_captures
from holdfast.evidence.actions.capture_watches import stop_watching, watch_address
from holdfast.evidence.actions.findings import put_away_finding
from holdfast.evidence.actions.review import (
    answer_question,
    confirm_answer,
    flag_graphic,
    hold_capture,
    release_hold,
)
from holdfast.evidence.queries import captures, reviews
from holdfast.evidence.queries.watches import watch_detail
from holdfast.evidence.types import Method, Question
from holdfast.people.types import Permission, Viewer
from holdfast.sources.errors import DocumentUnknown
from holdfast.sources.queries import document_detail
from holdfast.web.desk.formpage import FormPage
from holdfast.web.desk.forms import ConfirmForm
from holdfast.web.evidence.forms import (
    AgreeForm,
    AnswerForm,
    CaptureForm,
    UntamperedForm,
    UploadForm,
    WatchForm,
    WhyForm,
)
from holdfast.web.evidence.words import ASKED
from holdfast.web.failures import Missing


def capture_page(key: str, part: str = "") -> str:
    """Where a capture's page stands, or a part of it."""
    return reverse("capture", args=[key]) + (f"#{part}" if part else "")


def _capture(viewer: Viewer, given: dict[str, Any]) -> tuple[str, str]:
    lot = request_captures(
        viewer,
        wishes=given["addresses"],
        method=Method(given["method"]),
        level=given["level"],
        in_background=True,
    )
    said = ngettext(
        "{count} address waits to be captured.", "{count} addresses wait to be captured.", lot.waiting
    )
    return said.format(count=lot.waiting), reverse("capture_lot", args=[lot.lot])


def _document_address(viewer: Viewer, document: str) -> str:
    try:
        return document_detail(viewer, document).url if document else ""
    except DocumentUnknown:
        return ""


def _upload(viewer: Viewer, given: dict[str, Any]) -> tuple[str, str]:
    file = given["file"]
    about = {"name": file.name, "document": given["document"] or None, "level": given["level"]}
    if hasattr(file, "temporary_file_path"):
        made = upload_file(viewer, path=Path(file.temporary_file_path()), **about)
    else:
        with NamedTemporaryFile(prefix="holdfast-upload-") as held:
            held.write(file.read())
            held.flush()
            made = upload_file(viewer, path=Path(held.name), **about)
    return gettext("The file is kept as {key}.").format(key=made.key), capture_page(made.key)


def _watch(viewer: Viewer, given: dict[str, Any]) -> tuple[str, str]:
    made = watch_address(
        viewer,
        address=given["address"],
        every_hours=given["every_hours"],
        method=Method(given["method"]),
        document=given["document"] or None,
        level=given["level"],
    )
    said = ngettext(
        "It is watched, every {count} hour.", "It is watched, every {count} hours.", made.every_hours
    )
    return said.format(count=made.every_hours), reverse("evidence_desk") + "#watches"


def _stop(viewer: Viewer, given: dict[str, Any], number: int) -> tuple[str, str]:
    watch = watch_detail(viewer, number)
    stop_watching(viewer, address=watch.address, method=watch.method)
    return gettext("It is watched no more; what was captured stays."), reverse("evidence_desk") + "#watches"


def _stop_beside(viewer: Viewer, number: int) -> dict[str, Any]:
    return {"watch": watch_detail(viewer, number)}


def _answer(viewer: Viewer, given: dict[str, Any], key: str, question: str) -> tuple[str, str]:
    answer_question(
        viewer=viewer,
        capture=key,
        question=question,
        text=given["text"],
        method=given["method"],
        reasons=given["reasons"],
        finding=given.get("finding"),
    )
    return gettext("Your answer was recorded."), capture_page(key, "review")


def _question_beside(viewer: Viewer, key: str, question: str) -> dict[str, Any]:
    if question not in set(Question):
        raise Missing("There is no such question")
    return {"about": captures.capture(viewer, key), "question": ASKED[question]}


def _confirm(viewer: Viewer, given: dict[str, Any], key: str, number: int) -> tuple[str, str]:
    confirm_answer(viewer=viewer, answer=number, agrees=given["agrees"], reason=given["reason"])
    said = gettext("You agreed.") if given["agrees"] else gettext("You disagreed.")
    return said, capture_page(key, "review")


def _answer_beside(viewer: Viewer, key: str, number: int) -> dict[str, Any]:
    state = reviews.review_state(viewer, key)
    for question, answers in state.answers.items():
        for answer in answers:
            if answer.id == number and not answer.replaced:
                found = captures.capture(viewer, key)
                closed = ""
                if answer.by == viewer.key:
                    closed = gettext("It is your own answer: others agree or disagree.")
                elif found.collector == viewer.key:
                    closed = gettext("You collected it: others agree or disagree.")
                shown = {"about": found, "question": ASKED[question.value], "answer": answer}
                return {**shown, "closed": closed}
    raise Missing("There is no such answer")


def about(viewer: Viewer, key: str, **kwargs: Any) -> dict[str, Any]:
    """The capture a form is about."""
    return {"about": captures.capture(viewer, key)}


def _flag(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    graphic = not captures.capture(viewer, key).graphic
    flag_graphic(viewer=viewer, capture=key, graphic=graphic, reason=given["reason"])
    said = (
        gettext("It is flagged, and veiled until somebody asks.")
        if graphic
        else gettext("The flag was lifted.")
    )
    return said, capture_page(key)


def _hold(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    hold_capture(viewer=viewer, capture=key, ground=given["reason"])
    return gettext("It is under a legal hold: nothing of it can be expunged."), capture_page(key, "review")


def _release(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    release_hold(viewer=viewer, capture=key, reason=given["reason"])
    return gettext("The oldest legal hold on it was released."), capture_page(key, "review")


def _away(viewer: Viewer, given: dict[str, Any], key: str, back: bool = False) -> tuple[str, str]:
    put_away_finding(viewer=viewer, capture=key, reason=given["reason"], away=not back)
    said = (
        gettext("It stands in the list again.")
        if back
        else gettext("It was put away; it stands under “Put away”.")
    )
    return said, reverse("capture_changes")


_EDITING = partial(FormPage, permission=Permission.EDIT)
_OF_CAPTURE = partial(_EDITING, template="evidence/form.html")
_WITH_A_REASON = partial(FormPage, form=WhyForm, beside=about, template="evidence/form.html")
CAPTURE = _EDITING(
    form=CaptureForm,
    title=_("Capture addresses"),
    lede=_("What stands there now is kept as it comes, and entered in the custody log."),
    button=_("Capture them"),
    act=_capture,
)
CAPTURE_DOCUMENT = _EDITING(
    form=CaptureForm,
    title=_("Capture a document"),
    lede=_("What stands there now is kept as it comes, and entered in the custody log."),
    button=_("Capture it"),
    act=lambda viewer, given, document: _capture(viewer, given),
    initial=lambda viewer, document: {
        "addresses": f"{_document_address(viewer, document)} {document}".strip()
    },
)
UPLOAD = _EDITING(
    form=UploadForm,
    title=_("Keep a file"),
    lede=_(
        "A photo, a film, a PDF, a spreadsheet: kept byte for byte, with what it says about itself apart."
    ),
    button=_("Keep it"),
    act=_upload,
)
WATCH = _EDITING(
    form=WatchForm,
    title=_("Watch an address"),
    lede=_("It is captured now and again and again; that it changed or went is recorded with its day."),
    button=_("Watch it"),
    act=_watch,
)
STOP = _OF_CAPTURE(
    form=ConfirmForm,
    title=_("Stop watching"),
    lede=_("What was captured stays."),
    button=_("Stop watching it"),
    act=_stop,
    beside=_stop_beside,
)
ANSWER = _OF_CAPTURE(
    form=AnswerForm,
    title=_("Answer a question"),
    lede=_("It takes the place of your own earlier answer, which stays readable."),
    button=_("Record the answer"),
    act=_answer,
    beside=_question_beside,
)
UNTAMPERED = replace(ANSWER, form=UntamperedForm)
CONFIRM = _OF_CAPTURE(
    form=AgreeForm,
    title=_("Agree or disagree"),
    lede=_(
        "Two people who agree, neither the collector nor the author, confirm an answer; one who disagrees stops it."
    ),
    button=_("Record it"),
    act=_confirm,
    beside=_answer_beside,
)
FLAG = _WITH_A_REASON(
    title=_("Flag graphic content, or lift the flag"),
    lede=_(
        "What is flagged is veiled until somebody asks to see it. Whoever may see the capture reads the reason, with "
        "your name, on its page."
    ),
    button=_("Record it"),
    permission=Permission.EDIT,
    act=_flag,
)
HOLD = _WITH_A_REASON(
    title=_("Put it under a legal hold"),
    lede=_("Nothing of it can be expunged until every hold is released."),
    button=_("Put the hold"),
    permission=Permission.EDIT,
    act=_hold,
)
AWAY = _WITH_A_REASON(
    title=_("Put a finding away"),
    lede=_("It leaves the list of what is to be looked at. The finding stands, and “Put away” lists it."),
    button=_("Put it away"),
    permission=Permission.EDIT,
    act=_away,
)
BACK = _WITH_A_REASON(
    title=_("Put a finding back"),
    lede=_("It stands in the list of what is to be looked at again."),
    button=_("Put it back"),
    permission=Permission.EDIT,
    act=lambda viewer, given, key: _away(viewer, given, key, back=True),
)
RELEASE = _WITH_A_REASON(
    title=_("Release a legal hold"),
    lede=_("The oldest one that stands ends."),
    button=_("Release it"),
    permission=Permission.PUBLISH,
    act=_release,
)
