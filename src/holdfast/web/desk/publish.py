"""Forms that publish: a new revision of a figure, a finding."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from holdfast.figures import actions
from holdfast.people.types import Permission, Viewer
from holdfast.web.desk.formpage import FormPage
from holdfast.web.desk.forms import FindingForm, PublishForm


def _publish(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    made = actions.publish_figure(
        viewer, key=key, reason=given["reason"], as_of=given["as_of"], said_by=given["said_by"]
    )
    return gettext("{key} was published.").format(key=made.key), reverse("figure", args=[made.key])


def _find(viewer: Viewer, given: dict[str, Any], key: str, duty: str) -> tuple[str, str]:
    actions.make_finding(
        viewer,
        agreement=key,
        obligation=duty,
        reading=given["reading"] or None,
        first=given["from_day"],
        last=given["to_day"],
        reasons=given["reasons"],
        excuses_considered=given["excuses_considered"],
        right_of_reply=given["right_of_reply"],
    )
    return gettext("The finding was recorded."), reverse("obligation", args=[key, duty]) + "#findings"


PUBLISH = FormPage(
    form=PublishForm,
    title=_("Publish a figure"),
    lede=_("It becomes the next numbered revision, for good. Whoever edited its rows does not publish it."),
    button=_("Publish it"),
    permission=Permission.PUBLISH,
    act=_publish,
)
FINDING = FormPage(
    form=FindingForm,
    title=_("Make a finding"),
    lede=_("“Broken” is your word, with your name. It stands on “not kept”, never in its place."),
    button=_("Record the finding"),
    permission=Permission.PUBLISH,
    act=_find,
)
