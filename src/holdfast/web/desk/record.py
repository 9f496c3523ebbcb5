"""Forms that write the record: documents, sources, observations, corrections, counters."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from holdfast.people.types import Permission, Viewer
from holdfast.record import actions, queries
from holdfast.record.types import CounterFall
from holdfast.sources.actions import add_document, add_source
from holdfast.sources.types import DocumentDef, SourceDef
from holdfast.web.desk.formpage import FormPage
from holdfast.web.desk.forms import (
    CorrectionForm,
    CounterForm,
    DocumentForm,
    ObservationForm,
    ReasonForm,
    SourceForm,
)
from holdfast.web.failures import Missing


def _texts(given: dict[str, Any], name: str) -> dict[str, str]:
    found = {"en": given[f"{name}_en"], "ar": given[f"{name}_ar"]}
    return {language: text for language, text in found.items() if text}


def _source(viewer: Viewer, given: dict[str, Any]) -> tuple[str, str]:
    made = add_source(
        viewer,
        source=SourceDef(
            key=given["key"],
            name=_texts(given, "name"),
            kind=given["kind"],
            url=given["url"],
            level=given["level"],
        ),
    )
    return gettext("The source was added."), reverse("source", args=[made.key])


def _document(viewer: Viewer, given: dict[str, Any]) -> tuple[str, str]:
    add_document(
        viewer,
        document=DocumentDef(
            key=given["key"],
            source=given["source"],
            title=_texts(given, "title"),
            url=given["url"],
            said=given["said"],
            language=given["language"],
            relays=tuple(given["relays"].replace(",", " ").split()),
            level=given["level"],
        ),
    )
    return gettext("The document was added."), reverse("document", args=[given["key"]])


def _value(given: dict[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in ("status", "value", "low", "high", "qualifier", "hours", "note")}


def _observation(viewer: Viewer, given: dict[str, Any]) -> tuple[str, str]:
    row = actions.add_observation(
        viewer,
        series=given["series"],
        document=given["document"],
        about=given["about"],
        comparator=given["comparator"],
        **_value(given),
    )
    return gettext("The observation was added as {key}.").format(key=row.key), reverse("row", args=[row.key])


def _correct(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    row = actions.correct_observation(viewer, key=key, reason=given["reason"], **_value(given))
    return gettext("{old} was corrected by {new}.").format(old=key, new=row.key), reverse(
        "row", args=[row.key]
    )


def _withdraw(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    actions.withdraw_observation(viewer, key=key, reason=given["reason"])
    return gettext("{key} was withdrawn; it stays readable.").format(key=key), reverse("row", args=[key])


def _row_now(viewer: Viewer, key: str) -> dict[str, Any]:
    row = queries.row_detail(viewer, key)
    names = ("status", "value", "low", "high", "qualifier", "hours", "note")
    return {name: getattr(row, name) for name in names}


def _row_beside(viewer: Viewer, key: str) -> dict[str, Any]:
    return {"row": queries.row_detail(viewer, key)}


def _fall(viewer: Viewer, series: str, day: date) -> CounterFall:
    found = next((one for one in queries.counter_falls(viewer, [series]) if one.day == day), None)
    if found is None:
        raise Missing("No counter fell there")
    return found


def _fall_beside(viewer: Viewer, series: str, day: date) -> dict[str, Any]:
    return {"fall": _fall(viewer, series, day)}


def _decide(viewer: Viewer, given: dict[str, Any], series: str, day: date) -> tuple[str, str]:
    actions.decide_counter(viewer, series=series, day=day, ruling=given["ruling"], reason=given["reason"])
    return gettext("The decision was recorded."), reverse("series", args=[series])


SOURCE = FormPage(
    form=SourceForm,
    title=_("Add a source"),
    lede=_("An organisation that says things. Whose side it is on is said in each agreement’s case."),
    button=_("Add the source"),
    permission=Permission.EDIT,
    act=_source,
)
DOCUMENT = FormPage(
    form=DocumentForm,
    title=_("Add a document"),
    lede=_("One published thing: its address, when it was said, what it passes on."),
    button=_("Add the document"),
    permission=Permission.EDIT,
    act=_document,
)
OBSERVATION = FormPage(
    form=ObservationForm,
    title=_("Add an observation"),
    lede=_("One value of one series for one period, in the document it stands in."),
    button=_("Add the observation"),
    permission=Permission.EDIT,
    act=_observation,
)
CORRECT = FormPage(
    form=CorrectionForm,
    title=_("Correct an observation"),
    lede=_("The old row stays readable; yours stands in its place with your name and your reason."),
    button=_("Correct it"),
    permission=Permission.EDIT,
    act=_correct,
    initial=_row_now,
    beside=_row_beside,
)
WITHDRAW = FormPage(
    form=ReasonForm,
    title=_("Withdraw an observation"),
    lede=_("For a row that its source has taken back. It stays readable with today’s date."),
    button=_("Withdraw it"),
    permission=Permission.EDIT,
    act=_withdraw,
    beside=_row_beside,
)
DECIDE = FormPage(
    form=CounterForm,
    title=_("Decide about a counter that fell"),
    lede=_("Until somebody decides, everything that needs the difference is “not known”."),
    button=_("Decide"),
    permission=Permission.DECIDE,
    act=_decide,
    beside=_fall_beside,
)
