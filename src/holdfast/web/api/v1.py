"""The API: the same queries as the pages, one version a prefix; nothing is written through it."""

from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError
from ninja.renderers import BaseRenderer
from ninja.security import django_auth

from holdfast import __version__
from holdfast.agreements import queries as agreements
from holdfast.base.canonical import readable_json
from holdfast.base.errors import HoldfastError
from holdfast.claims.queries import claims
from holdfast.claims.queries.statistics import sides_statistics
from holdfast.claims.shapes import claim_json, side_json
from holdfast.claims.stored import Verdict
from holdfast.figures import queries as figures
from holdfast.people.errors import NotAllowed
from holdfast.people.queries import viewer_of
from holdfast.people.types import Viewer
from holdfast.record import queries as record
from holdfast.sources import queries as sources
from holdfast.web.access import FOR_THE_DESK
from holdfast.web.api import shapes
from holdfast.web.claims.check_run import checked_state, draft_pasted
from holdfast.web.claims.match import matched
from holdfast.web.evidence.preservation import kept_of, kept_words, share_of
from holdfast.web.failures import NOT_FOUND
from holdfast.web.listing.files import jsonable
from holdfast.web.record.lists import one_series
from holdfast.web.record.values import state_names, with_states
from holdfast.web.search.find import found

MOST_ROWS = 1000
NAMESPACE = "api-v1"
CHECK_TOLD = (
    "items",
    "lines",
    "as_of",
    "published",
    "language",
    "title",
    "furniture",
    "notes",
    "seq",
    "checked_at",
)


class ExactRenderer(BaseRenderer):
    """JSON in which every number keeps its digits."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """The answer, readable."""
        return (readable_json(jsonable(data)) + "\n").encode("utf-8")


api = NinjaAPI(
    title=f"{settings.DESK.name} – Holdfast API",
    version=__version__,
    description="Reads what the pages show. Texts are objects by language; dates include both ends; numbers are exact.",
    urls_namespace=NAMESPACE,
    docs_url=None,
    openapi_url=None,
    renderer=ExactRenderer(),
    default_router=None,
)


def _whole(request: HttpRequest, answer: Any) -> HttpResponse:
    """The answer with every key it has, those its shape leaves open as well."""
    return api.create_response(request, answer, status=200)


def _viewer(request: HttpRequest) -> Viewer:
    return viewer_of(request.user)


@api.exception_handler(HoldfastError)
def _failed(request: HttpRequest, error: HoldfastError) -> HttpResponse:
    status = 404 if isinstance(error, NOT_FOUND) else 403 if isinstance(error, NotAllowed) else 400
    return api.create_response(request, error.as_dict(), status=status)


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    said = "; ".join(
        f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors
    )
    body = {"code": "not-understood", "what_happened": said, "untouched": "", "next_step": "See /api/"}
    return api.create_response(request, body, status=400)


AsOf = Annotated[date | None, Query(description="Up to this day; else today")]
SaidBy = Annotated[date | None, Query(description="Only documents said by this day")]
KnownOn = Annotated[date | None, Query(description="Only what was recorded here by this day")]
FAILURES = {400: shapes.Failure, 404: shapes.Failure}


@api.get("/agreements", response={200: list[shapes.AgreementShape], **FAILURES}, summary="All agreements")
def agreements_all(request: HttpRequest) -> Any:
    """Every agreement with its parties, clauses, obligations and readings."""
    return _whole(request, [jsonable(one) for one in agreements.agreement_views(_viewer(request))])


@api.get(
    "/agreements/{agreement}/assessments",
    response={200: shapes.AssessmentsShape, **FAILURES},
    summary="Assess an agreement",
)
def assessments(
    request: HttpRequest,
    agreement: str,
    as_of: AsOf = None,
    said_by: SaidBy = None,
    known_on: KnownOn = None,
) -> Any:
    """What the record says about every duty: the fixed JSON of `holdfast assess --json`."""
    report = agreements.assessments(
        _viewer(request), agreement, as_of=as_of, said_by=said_by, known_on=known_on
    )
    return _whole(request, report.as_json())


@api.get("/figures", response={200: list[shapes.FigureLineShape], **FAILURES}, summary="All figures")
def figures_all(request: HttpRequest) -> Any:
    """Every figure with its last revision's answer."""
    return _whole(request, [line.as_dict() for line in figures.figures_list(_viewer(request))])


@api.get("/figures/{key}", response={200: shapes.FigureShape, **FAILURES}, summary="One figure or revision")
def figure(request: HttpRequest, key: str, page: int = Query(1, ge=1, description="Page of its rows")) -> Any:
    """The canonical JSON of F-0001 (its last revision) or of F-0001.r2, with a page of its rows."""
    viewer = _viewer(request)
    view = figures.figure_detail(viewer, key, page=page)
    share = share_of(kept_of(viewer, view.revision_key, view.documents))
    return _whole(request, view.as_json() | {"documents_preserved": share.as_json()})


@api.get("/series", response={200: list[shapes.SeriesShape], **FAILURES}, summary="All series")
def series_all(request: HttpRequest) -> Any:
    """Who counts what, where, and what they leave out."""
    return list(record.series_defs(_viewer(request)).values())


@api.get("/series/{key}", response={200: shapes.SeriesShape, **FAILURES}, summary="One series")
def series(request: HttpRequest, key: str) -> Any:
    """One series with its indicator."""
    return one_series(_viewer(request), key)


@api.get("/series/{key}/rows", response={200: shapes.RowsShape, **FAILURES}, summary="Rows of a series")
def series_rows(
    request: HttpRequest,
    key: str,
    start: int = Query(0, ge=0),
    limit: int = Query(200, ge=1, le=MOST_ROWS),
) -> Any:
    """Every edition of every row, by period; superseded and withdrawn ones say so."""
    viewer = _viewer(request)
    ids = record.rows_frame(viewer, series_ids=[one_series(viewer, key).id])["id"].to_list()
    by_id = {row.id: row for row in record.row_details(viewer, ids[start : start + limit])}
    following = start + limit if start + limit < len(ids) else None
    part = [by_id[id_] for id_ in ids[start : start + limit] if id_ in by_id]
    rows = list(with_states(state_names(viewer), part))
    return {"series": key, "count": len(ids), "start": start, "next": following, "rows": rows}


@api.get("/rows/{key}", response={200: shapes.RowShape, **FAILURES}, summary="One row")
def row(request: HttpRequest, key: str) -> Any:
    """The observation O-<id>."""
    viewer = _viewer(request)
    return next(with_states(state_names(viewer), [record.row_detail(viewer, key)]))


@api.get("/sources", response={200: list[shapes.SourceShape], **FAILURES}, summary="All sources")
def sources_all(request: HttpRequest) -> Any:
    """Everybody quoted here."""
    return list(sources.sources_list(_viewer(request)))


@api.get("/documents/{key}", response={200: shapes.OneDocumentShape, **FAILURES}, summary="One document")
def document(request: HttpRequest, key: str) -> Any:
    """One published thing, with what it passes on, what passes it on, and whether it is preserved."""
    viewer = _viewer(request)
    found = sources.document_detail(viewer, key)
    kept = kept_of(viewer, f"one document {key}", [key])
    return jsonable(found) | kept_words(kept.get(key))


@api.get("/corrections", response={200: list[shapes.CorrectionShape], **FAILURES}, summary="Corrections")
def corrections(request: HttpRequest) -> Any:
    """Everything corrected, withdrawn, decided or published anew, the latest first."""
    return _whole(request, [line.as_dict() for line in figures.corrections_list(_viewer(request))])


@api.get("/claims", response={200: list[shapes.ClaimLineShape], **FAILURES}, summary="Claims")
def claims_some(
    request: HttpRequest,
    verdict: Annotated[Verdict | None, Query(description="The one that stands")] = None,
    speaker: Annotated[str | None, Query(max_length=100, description="Key of a source")] = None,
    language: Annotated[str | None, Query(max_length=20)] = None,
    start: int = Query(0, ge=0, le=10_000_000),
    limit: int = Query(200, ge=1, le=MOST_ROWS),
) -> Any:
    """Claims, the latest first, each with the verdict that stands."""
    asked = {
        name: value
        for name, value in (("verdict", verdict), ("source", speaker), ("language", language))
        if value is not None and str(value).isprintable()
    }
    found = claims.claims_list(_viewer(request), start=start, limit=limit, **asked)  # type: ignore[arg-type]
    return _whole(request, [claim_json(one, whole=False) for one in found])


@api.get(
    "/claims/statistics",
    response={200: list[shapes.SideShape], **FAILURES},
    summary="How every side came out",
)
def claims_statistics(request: HttpRequest) -> Any:
    """The house first, then each relation in each agreement, then each source, counted alike."""
    return _whole(request, [side_json(one) for one in sides_statistics(_viewer(request))])


@api.get("/claims/{key}", response={200: shapes.ClaimShape, **FAILURES}, summary="One claim")
def claim(request: HttpRequest, key: str) -> Any:
    """C-0001 with its reviews, what they rest on, who passed it on, and what others found."""
    return _whole(request, claim_json(claims.claim_detail(_viewer(request), key)))


@api.get("/search", response={200: list[shapes.HitShape], **FAILURES}, summary="Search")
def search(request: HttpRequest, q: str = Query("", max_length=100)) -> Any:
    """What holds all the words."""
    return [
        {"kind": str(hit.kind), "href": hit.href, "name": hit.name, "key": hit.key}
        for hit in found(_viewer(request), q)
    ][:200]


@api.get("/match", response={200: shapes.MatchedShape, **FAILURES}, summary="Match a rumour")
def match(request: HttpRequest, text: str = Query("", max_length=2000)) -> Any:
    """The known claims nearest to the text, with what differs: the fixed JSON of `holdfast match --json`."""
    if not text.strip():
        return _whole(request, {"candidates": [], "decision": "no match", "claims": 0})
    found, count = matched(_viewer(request), text)
    return _whole(request, jsonable(found.as_dict()) | {"claims": count})


@api.post(
    "/check",
    response={200: shapes.CheckedShape, 401: Any, **FAILURES},
    auth=django_auth,
    summary="Check a draft, signed in",
)
def check(request: HttpRequest, given: shapes.DraftToCheck) -> Any:
    """Every checkable item of a text with its verdict. For people who are signed in; a form's token is asked for."""
    state = checked_state(_viewer(request), draft_pasted(given.text), given.published, given.side)
    whose = {
        "desk": not given.side and not given.other,
        "source": given.side or None,
        "other": given.other or None,
    }
    answer = _whole(request, {name: state[name] for name in CHECK_TOLD} | whose)
    answer.headers["Cache-Control"] = FOR_THE_DESK
    return answer
