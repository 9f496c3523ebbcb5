"""What people do with claims, each thing a form and an action: add, relay, review, second, publish, import, link."""

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from holdfast.base.errors import HoldfastError
from holdfast.claims.actions.claims import add_claim, add_relay
from holdfast.claims.actions.imports import import_reviews, link_imported
from holdfast.claims.actions.reviews import (
    own_second_reading,
    publish_review,
    review_claim,
    second_review,
    withdraw_review,
)
from holdfast.claims.queries.claims import claim_detail, claim_of_review
from holdfast.claims.queries.imported import imported_detail
from holdfast.claims.stored import Side
from holdfast.people.types import Permission, Viewer
from holdfast.web.claims import forms
from holdfast.web.desk.formpage import FormPage


def _add(viewer: Viewer, given: dict[str, Any]) -> tuple[str, str]:
    key = add_claim(
        viewer=viewer,
        text=given["text"],
        language=given["language"],
        side=Side(given["speaker"] or None, given["desk"]),
        said=given["said"],
        where=given["where"],
        document=given["document"] or None,
        place=given["place"],
        asserts=given["asserts"],
        level=given["level"],
    )
    return gettext("The claim was added as {key}.").format(key=key), reverse("claim", args=[key])


def _relay(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    add_relay(
        viewer=viewer,
        claim=key,
        source=given["source"] or None,
        document=given["document"] or None,
        said=given["said"],
        where=given["where"],
    )
    return gettext("The relay was noted."), reverse("claim", args=[key]) + "#relays"


def _review(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    made = review_claim(
        viewer=viewer,
        claim=key,
        verdict=given["verdict"],
        why={"en": given["why_en"], "ar": given["why_ar"]},
        evidence=given["evidence"],
        independent=given["independent"],
        as_of=given["as_of"],
        evidence_anyway=given["evidence_anyway"],
    )
    return _of_review(gettext("Your review is {key}. Another person reads it before it is published."), made)


def _of_review(said: str, key: str) -> tuple[str, str]:
    """What was done, with the review's key in its place, and the review's page."""
    return said.format(key=key), reverse("claim_review", args=[key])


def _second(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    second_review(viewer=viewer, review=key, note=given["note"])
    return _of_review(gettext("You stand behind {key} as its second reader."), key)


def _second_refused(viewer: Viewer, key: str) -> HoldfastError | None:
    """To its author the form is as closed as the action."""
    _claim, review = claim_of_review(viewer, key)
    return own_second_reading(review.by, review.key) if review.by == viewer.key else None


def _publish(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    publish_review(viewer=viewer, review=key, level=given["level"])
    return _of_review(gettext("{key} was published."), key)


def _withdraw(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    withdraw_review(viewer=viewer, review=key, reason=given["reason"])
    return _of_review(gettext("{key} was withdrawn; it stays readable."), key)


def _import(viewer: Viewer, given: dict[str, Any]) -> tuple[str, str]:
    file = given["file"]
    made = import_reviews(
        viewer=viewer,
        data=file.read(),
        name=file.name,
        level=given["level"],
        skip_broken=given["skip_broken"],
    )
    said = gettext("{new} reviews were kept, {known} were here already, {passed} were passed over.")
    counts = {"new": len(made.keys), "known": made.known, "passed": len(made.passed_over)}
    return said.format(**counts), reverse("imported_reviews")


def _link(viewer: Viewer, given: dict[str, Any], key: str) -> tuple[str, str]:
    link_imported(viewer=viewer, imported=key, claim=given["claim"].strip() or None, reason=given["reason"])
    return gettext("Your word on {key} was recorded.").format(key=key), reverse("imported_reviews")


def _claim_beside(viewer: Viewer, key: str) -> dict[str, Any]:
    return {"claim": claim_detail(viewer, key)}


def _review_beside(viewer: Viewer, key: str) -> dict[str, Any]:
    claim, review = claim_of_review(viewer, key)
    return {"claim": claim, "review": review}


def _imported_beside(viewer: Viewer, key: str) -> dict[str, Any]:
    return {"imported": imported_detail(viewer, key)}


_EDITING = partial(FormPage, permission=Permission.EDIT)
_ON_A_CLAIM = partial(_EDITING, beside=_claim_beside, template="claims/form.html")
_ON_A_REVIEW = partial(FormPage, beside=_review_beside, template="claims/form.html")
ADD = _EDITING(
    form=forms.ClaimForm,
    title=_("Add a claim"),
    lede=_("One checkable assertion, word for word: who said it, when, where, in which document."),
    button=_("Add the claim"),
    act=_add,
)
RELAY = _ON_A_CLAIM(
    form=forms.ClaimRelayForm,
    title=_("Note who passed it on"),
    lede=_("A relay is not a second source; it shows how far a claim has travelled."),
    button=_("Note it"),
    act=_relay,
)
REVIEW = _ON_A_CLAIM(
    form=forms.ReviewForm,
    title=_("Review a claim"),
    lede=_("The verdict is yours, with your name. The review before it stays visible."),
    button=_("Record the review"),
    act=_review,
)
SECOND = _ON_A_REVIEW(
    form=forms.SecondForm,
    title=_("Read a review as its second reader"),
    lede=_("Open what it rests on. If you disagree, write a review of your own, which supersedes it."),
    button=_("I stand behind it"),
    permission=Permission.EDIT,
    act=_second,
    refused=_second_refused,
)
PUBLISH = _ON_A_REVIEW(
    form=forms.PublishReviewForm,
    title=_("Publish a review"),
    lede=_(
        "Its address is permanent, and it opens the claim with all that stands on its page to the same readers."
    ),
    button=_("Publish it"),
    permission=Permission.PUBLISH,
    act=_publish,
)
WITHDRAW = _ON_A_REVIEW(
    form=forms.WithdrawForm,
    title=_("Withdraw a review"),
    lede=_("Its page and its words stay, with your name and your reason."),
    button=_("Withdraw it"),
    permission=Permission.PUBLISH,
    act=_withdraw,
)
IMPORT = _EDITING(
    form=forms.ImportForm,
    title=_("Import what others found"),
    lede=_(
        "ClaimReviews that others publish, kept with their own rating in their own words; all of a file or none."
    ),
    button=_("Import it"),
    act=_import,
)
LINK = _EDITING(
    form=forms.LinkForm,
    title=_("Say which claim it is about"),
    lede=_("Your word, with your name: nothing links by itself."),
    button=_("Record it"),
    act=_link,
    beside=_imported_beside,
    template="claims/form.html",
)
