"""What is preserved, in one query whatever its number: captures as lists show them, documents with what is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Substr

from holdfast.evidence.models import (
    Answer,
    Capture,
    Checkpoint,
    Confirmation,
    Expunge,
    Flag,
    Hold,
    Part,
    Watch,
)
from holdfast.evidence.queries.visible import (
    compared_seen,
    earlier_is_seen,
    earlier_seen,
    parts_seen,
    visible,
)
from holdfast.evidence.types import (
    FOUND,
    PEOPLE_TO_CONFIRM,
    Compared,
    Filed,
    Finding,
    Method,
    Outcome,
    Preserved,
    Question,
    Role,
)
from holdfast.people.types import Viewer

_THERE = (Compared.FIRST, Compared.SAME, Compared.GREW, Compared.CHANGED)


@dataclass(frozen=True, slots=True)
class CaptureLine:
    """One capture as a list shows it; `watched` is every how many hours its address is captured again, or 0."""

    key: str
    method: Method
    address: str
    final_address: str
    collector: str
    started: datetime
    status: int | None
    mime: str
    outcome: Outcome
    compared: Compared
    earlier: str | None
    document: str | None
    document_title: Mapping[str, str] = field(default_factory=dict)
    filed: Filed | None = None
    level: int = 0
    seq: int = 0
    sealed: bool = False  # a signed head covers its entry
    confirmed: bool = False
    graphic: bool = False
    held: bool = False
    expunged: bool = False
    watched: int = 0
    why: Mapping[str, Any] = field(default_factory=dict)  # of the outcome, as stored
    file: str = ""  # the name of an uploaded file


class Standing(StrEnum):
    """What a list of captures is asked for beside their outcome."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"  # found otherwise, grown or gone after it
    EXPUNGED = "expunged"


def capture_lines(
    viewer: Viewer,
    *,
    document: str | None = None,
    outcome: Outcome | None = None,
    standing: Standing | None = None,
    held_against: str | None = None,
    start: int = 0,
    limit: int | None = None,
) -> tuple[CaptureLine, ...]:
    """Captures, the newest first: of one document, of one outcome, those found changed or gone against a capture."""
    found = _wanted(viewer, document, outcome, standing)
    if held_against is not None:
        found = found.filter(earlier_is_seen(viewer), earlier__key=held_against, compared__in=FOUND)
    flag = Flag.objects.filter(capture=OuterRef("pk")).order_by("-id").values("graphic")[:1]
    watch = Watch.objects.filter(
        address=OuterRef("address"), method=OuterRef("method"), active=True, level__lte=viewer.clearance
    ).values("every_hours")[:1]
    rows = found.annotate(
        head=Coalesce(Subquery(Checkpoint.objects.order_by("-size").values("size")[:1]), 0),
        agreed=_agreed(viewer),
        shows_graphic=Coalesce(Subquery(flag), False),
        under_hold=Exists(Hold.objects.filter(capture=OuterRef("pk"), release=None)),
        gone=Exists(Expunge.objects.filter(capture=OuterRef("pk"))),
        every=Coalesce(Subquery(watch, output_field=IntegerField()), 0),
        file=Subquery(
            Part.objects.filter(parts_seen(viewer), capture=OuterRef("pk"), role=Role.UPLOAD).values("name")[
                :1
            ]
        ),
    )
    return tuple(_line(viewer, row) for row in rows[start : None if limit is None else start + limit])


def shows_graphic(capture: str) -> bool:
    """Whether a capture is flagged as graphic, also for who sees a copy of it alone."""
    said = Flag.objects.filter(capture__key=capture).order_by("-id").values_list("graphic", flat=True).first()
    return bool(said)


def captures_count(
    viewer: Viewer,
    *,
    document: str | None = None,
    outcome: Outcome | None = None,
    standing: Standing | None = None,
) -> int:
    """How many there are."""
    return _wanted(viewer, document, outcome, standing).count()


def preserved_documents(viewer: Viewer, keys: Collection[str]) -> dict[str, Preserved]:
    """How each document of these keys is preserved, those without a capture too; in one query."""
    if not keys:
        return {}
    return _preserved(viewer, Q(document__key__in=list(keys)), "document__key", dict.fromkeys(keys, 0))


def documents_preserved(viewer: Viewer, document_ids: Collection[int]) -> dict[int, Preserved]:
    """How each document is preserved, those without a capture too; expunged captures count no more. One query."""
    return _preserved(
        viewer, Q(document_id__in=document_ids), "document_id", {id_: id_ for id_ in document_ids}
    )


def _preserved(viewer: Viewer, which: Q, by: str, ids: Mapping[Any, int]) -> dict[Any, Preserved]:
    # An answer that failed, or that a wall gave, preserves nothing; that it was gone is still a fact.
    came = ~Q(outcome__in=(Outcome.FAILED, Outcome.BLOCKED))
    mine = visible(viewer).filter(which, preserves(), expunge__isnull=True)
    mine = mine.annotate(agreed=_agreed(viewer)).order_by()
    seen = earlier_is_seen(viewer)
    rows = {
        row[by]: row
        for row in mine.values("document_id", "document__key").annotate(
            count=Count("id", filter=came),
            whole=Count("id", filter=Q(outcome=Outcome.COMPLETE)),
            confirmed=Count("id", filter=Q(agreed=True)),
            # A key ends in its number, in the order of writing.
            last=Max(Cast(Substr("key", 3), IntegerField()), filter=came),
            given=Count("id", filter=Q(method=Method.UPLOAD)),
            changed=Max("id", filter=seen & Q(compared=Compared.CHANGED)),
            removed=Max("id", filter=seen & Q(compared=Compared.REMOVED)),
            back=Max("id", filter=Q(compared__in=_THERE)),
        )
    }
    return {
        key: Preserved(
            document_id=row["document_id"],
            captures=row["count"],
            whole=row["whole"],
            latest=f"E-{row['last']:04d}",
            confirmed=row["confirmed"] > 0,
            changed_since=row["changed"] is not None,
            # What came back after it was gone is there again.
            removed_since=row["removed"] is not None and row["removed"] > (row["back"] or 0),
            by_person=row["given"] == row["count"],
        )
        if (row := rows.get(key)) and row["count"]
        else Preserved(id_, 0, 0, None, False)
        for key, id_ in ids.items()
    }


def preserves() -> Q:
    """That a capture preserves the document it is filed under: it is of its address, or a file that a person gave.

    The address counts that was asked for and the one that a redirect led to; a stroke at the end makes no difference.
    """
    url = F("document__url")
    own = Q()
    for name in ("address", "final_address"):
        own |= (
            Q(**{name: url})
            | Q(**{name: Concat(url, Value("/"))})
            | Q(document__url=Concat(F(name), Value("/")))
        )
    return Q(method=Method.UPLOAD) | (own & ~Q(document__url=""))


def filed_as(row: Capture) -> Filed | None:
    """What `preserves` asks, of a row whose document is at hand; None for one that is filed under none."""
    if row.document is None:
        return None
    if row.method == Method.UPLOAD:
        return Filed.PERSON
    url = row.document.url
    own = {f"{one}{end}" for one in (row.address, row.final_address) if one for end in ("", "/")}
    return Filed.ADDRESS if url and (url in own or f"{url}/" in own) else Filed.ELSEWHERE


def _wanted(
    viewer: Viewer, document: str | None, outcome: Outcome | None, standing: Standing | None = None
) -> QuerySet[Capture]:
    found = visible(viewer)
    if document is not None:
        found = found.filter(document__key=document)
    if outcome is not None:
        found = found.filter(outcome=outcome)
    if standing is Standing.CONFIRMED:
        found = found.annotate(agreed=_agreed(viewer)).filter(agreed=True, expunge__isnull=True)
    elif standing is Standing.CHANGED:
        later = visible(viewer).filter(compared__in=FOUND, earlier=OuterRef("pk"))
        found = found.filter(Exists(later.order_by()))
    elif standing is Standing.EXPUNGED:
        found = found.filter(expunge__isnull=False)
    return found


def _agreed(viewer: Viewer) -> Any:
    """Whether a capture is confirmed, as `reviews.confirmed_captures` says it, within a query about captures."""
    yes, no = (Exists(_confirmed(viewer, finding)) for finding in (Finding.YES, Finding.NO))
    return yes & ~no


def _confirmed(viewer: Viewer, finding: Finding) -> QuerySet[Any]:
    later = Confirmation.objects.filter(answer=OuterRef("answer"), by=OuterRef("by"), id__gt=OuterRef("pk"))
    standing = Confirmation.objects.filter(~Exists(later), answer=OuterRef("pk"))
    agree = standing.filter(agrees=True).order_by().values("answer").annotate(n=Count("id")).values("n")
    return Answer.objects.annotate(agree=Subquery(agree)).filter(
        ~Exists(standing.filter(agrees=False)),
        agree__gte=PEOPLE_TO_CONFIRM,
        capture=OuterRef("pk"),
        question=Question.UNTAMPERED,
        finding=finding,
        replaced_by=None,
        level__lte=viewer.clearance,
    )


def _line(viewer: Viewer, row: Any) -> CaptureLine:
    return CaptureLine(
        key=row.key,
        method=Method(row.method),
        address=row.address,
        final_address=row.final_address,
        collector=row.collector,
        started=row.started,
        status=row.status,
        mime=row.mime,
        outcome=Outcome(row.outcome),
        compared=compared_seen(viewer, row),
        earlier=earlier_seen(viewer, row),
        document=row.document.key if row.document else None,
        document_title=row.document.title if row.document else {},
        filed=filed_as(row),
        level=row.level,
        seq=row.seq,
        sealed=row.seq <= row.head,
        confirmed=row.agreed,
        graphic=row.shows_graphic,
        held=row.under_hold,
        expunged=row.gone,
        watched=row.every,
        why=row.why,
        file=row.file or "",
    )
