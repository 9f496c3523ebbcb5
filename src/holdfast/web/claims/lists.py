"""The lists of claims, of others' reviews, and of how every side's statements came out."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from holdfast.claims.queries.claims import (
    MADE_HERE,
    claims_count,
    claims_languages,
    claims_list,
    claims_speakers,
)
from holdfast.claims.queries.imported import imported_count, imported_list
from holdfast.claims.queries.statistics import sides_statistics
from holdfast.claims.stored import ClaimView, ImportedView, SideCount, SideKind, Verdict
from holdfast.people.types import Permission, Viewer
from holdfast.web import words
from holdfast.web.claims.check_words import VERDICTS
from holdfast.web.claims.words import verdict_tag
from holdfast.web.listing.views import Column, Listing, Rows
from holdfast.web.sources.lists import document_href, source_href


def _asked(request: HttpRequest) -> dict[str, Any]:
    verdict, side, tongue = (request.GET.get(name, "")[:100] for name in ("verdict", "side", "language"))
    found: dict[str, Any] = {}
    if verdict in set(Verdict):
        found["verdict"] = Verdict(verdict)
    if side == MADE_HERE:
        found["desk"] = True
    elif side and side.isprintable():
        found["source"] = side
    if tongue and tongue.isprintable():
        found["language"] = tongue
    return found


def _claims(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    asked = _asked(request)

    def part(start: int, stop: int) -> Sequence[ClaimView]:
        return claims_list(viewer, start=start, limit=stop - start, **asked)

    return Rows.in_parts(claims_count(viewer, **asked), part)


def _claims_beside(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Mapping[str, Any]:
    asked = {name: request.GET.get(name, "")[:100] for name in ("verdict", "side", "language")}
    kept = urlencode({name: value for name, value in asked.items() if value})
    return {
        "asked": asked,
        "verdicts": {one.value: VERDICTS[one] for one in Verdict},
        "sides": claims_speakers(viewer),
        "made_here": MADE_HERE,
        "tongues": claims_languages(viewer),
        "more": f"&{kept}" if kept else "",
        "filter": f"?{kept}" if kept else "",
        "edits": viewer.signed_in and viewer.may(Permission.EDIT),
    }


def claim_href(key: str | None) -> str | None:
    """Where a claim's page stands."""
    return reverse("claim", args=[key]) if key else None


def _whose(row: ClaimView) -> object:
    return gettext("this desk") if row.desk else (row.speaker_name or gettext("nobody known"))


CLAIMS = Listing(
    name="claims",
    title=pgettext_lazy("list", "Claims"),
    lede=_(
        "What was said that can be checked, whoever said it, this desk too, and what the record holds of it. "
        "A person decides each verdict and another reads it before it is published; no verdict here is “true”."
    ),
    columns=(
        Column("text", _("Claim"), lambda row: row.text, "said", lambda row: claim_href(row.key)),
        Column("claim", _("Id"), lambda row: row.key, "iso", under="bare"),
        Column(
            "verdict",
            _("Verdict"),
            lambda row: row.current.verdict.value if row.current else None,
            face=lambda row: verdict_tag(row.current.verdict if row.current else None),
        ),
        Column(
            "independent_sources",
            _("Independent sources"),
            lambda row: row.current.independent if row.current else None,
            "num",
            face=lambda row: row.current.independent if row.current and row.current.independent else "",
            under="named",
        ),
        Column(
            "speaker",
            _("Who said it"),
            _whose,
            "said",
            lambda row: source_href(row.speaker) if row.speaker else None,
        ),
        Column(
            "speaker_key",
            _("Source id"),
            lambda row: MADE_HERE if row.desk else row.speaker,
            "iso",
            under="bare",
        ),
        Column("said", _("When"), lambda row: row.said, "day"),
        Column("where", _("Where"), lambda row: row.where, "foreign", under="bare"),
        Column(
            "document",
            _("Document"),
            lambda row: row.document.key if row.document else None,
            "iso",
            lambda row: document_href(row.document.key) if row.document else None,
            under="named",
        ),
        Column("language", _("Language"), lambda row: row.language, "tongue"),
        Column(
            "review",
            _("Review"),
            lambda row: row.current.key if row.current else None,
            "iso",
            lambda row: reverse("claim_review", args=[row.current.key]) if row.current else None,
        ),
        Column(
            "as_of", _("As of"), lambda row: row.current.as_of if row.current else None, "day", under="bare"
        ),
    ),
    rows=_claims,
    empty=_("No claim that you may see is like that."),
    template="claims/claims.html",
    beside=_claims_beside,
)


def _imported(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    def part(start: int, stop: int) -> Sequence[ImportedView]:
        return imported_list(viewer, start=start, limit=stop - start)

    return Rows.in_parts(imported_count(viewer), part)


def _imported_beside(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Mapping[str, Any]:
    return {"edits": viewer.signed_in and viewer.may(Permission.EDIT), "more": ""}


IMPORTED = Listing(
    name="imported-reviews",
    title=_("What others found"),
    lede=_(
        "Reviews that others publish, with their own rating in their own words. "
        "A named person says which of our claims one is about; nothing links by itself."
    ),
    columns=(
        Column("claim_text", _("Claim they review"), lambda row: row.claim_text, "said"),
        Column("imported", _("Id"), lambda row: row.key, "iso", under="bare"),
        Column("publisher", _("Publisher"), lambda row: row.publisher, "foreign"),
        Column("url", _("Address"), lambda row: row.url, "long", under="bare"),
        Column("rating_as_stated", _("Their rating"), lambda row: row.rating, "foreign"),
        Column("claimant", _("Who said it"), lambda row: row.claimant, "foreign"),
        Column("language", _("Language"), lambda row: row.language, "tongue"),
        Column("published", _("Published"), lambda row: row.said, "day"),
        Column(
            "claim",
            _("About our claim"),
            lambda row: row.claim,
            "iso",
            lambda row: claim_href(row.claim),
        ),
        Column("linked_by", _("Linked by"), lambda row: row.linked_by or "", "iso", under="bare"),
    ),
    rows=_imported,
    empty=_("No review of others has been imported that you may see."),
    template="claims/imported.html",
    beside=_imported_beside,
)


def _side_name(row: SideCount) -> object:
    if row.kind is SideKind.DESK:
        return gettext("this desk")
    if row.kind is SideKind.OTHERS:
        return gettext("others")
    return words.word(words.RELATIONS, row.key) if row.kind is SideKind.RELATION else row.name


def _side_kind(row: SideCount) -> str:
    names = {
        SideKind.DESK: gettext("the house"),
        SideKind.RELATION: gettext("sources of this relation"),
        SideKind.SOURCE: gettext("a source"),
        SideKind.OTHERS: gettext("who is no source here"),
    }
    return names[row.kind]


def _side_claims(row: SideCount) -> str | None:
    """The claims that are counted, where one list holds them."""
    sides = {SideKind.DESK: MADE_HERE, SideKind.SOURCE: row.key}
    side = sides.get(row.kind) if row.claims else None
    return f"{reverse('claims')}?{urlencode({'side': side})}" if side else None


def _verdict_column(verdict: Verdict) -> Column:
    return Column(
        verdict.value.replace(" ", "_"),
        VERDICTS[verdict],
        lambda row: row.verdicts.get(verdict.value, 0),
        "num",
    )


def _sides(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    return Rows.of(sides_statistics(viewer))


STATISTICS = Listing(
    name="claim-statistics",
    title=_("How every side’s statements came out"),
    lede=_(
        "The house in the same table, the same size and the same count as everybody else: claims with a published "
        "review that stands, and the lines of accepted checks of drafts, also of those that only the desk may read. "
        "A source stands under every agreement it has a relation in, so relations are not to be added up."
    ),
    columns=(
        Column(
            "name",
            _("Side"),
            _side_name,
            "said",
            lambda row: source_href(row.key) if row.kind is SideKind.SOURCE else None,
        ),
        Column("kind", _("Counted as"), lambda row: row.kind.value, face=_side_kind, under="bare"),
        Column("side", _("Id"), lambda row: row.key, "iso", face=lambda row: "", under="bare"),
        Column(
            "agreement",
            _("In the agreement"),
            lambda row: row.agreement,
            face=lambda row: row.agreement_title,
            shown="said",
            under="bare",
        ),
        Column("checked", _("Checked"), lambda row: row.checked, "num"),
        Column("claims", _("Claims"), lambda row: row.claims, "num", _side_claims, under="named"),
        Column("lines", _("Lines of drafts"), lambda row: row.lines, "num", under="named"),
        Column(
            "reports",
            _("Drafts"),
            lambda row: row.reports,
            "num",
            lambda row: reverse("claim_reports") if row.reports else None,
            under="named",
        ),
        *(_verdict_column(one) for one in Verdict),
    ),
    rows=_sides,
    empty=_("Nothing has been checked yet."),
)
