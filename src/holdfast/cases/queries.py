"""Reading which cases were loaded."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.db.models import QuerySet

from holdfast.base.errors import shown
from holdfast.cases.check import check_case
from holdfast.cases.errors import CaseBroken, CaseUnknown, StoreRefused
from holdfast.cases.holdings import conflicts
from holdfast.cases.models import Case, Load
from holdfast.cases.types import CaseDetail, CaseFileDetail, CheckedCase
from holdfast.journal.queries import batch_seqs
from holdfast.people.types import Viewer
from holdfast.sources.queries import document_ids

__all__ = ["case_detail", "case_documents", "cases_list", "check_case", "check_case_at_desk", "load_contents"]


def check_case_at_desk(folder: str | Path) -> CheckedCase:
    """As check_case, and whether another case of this desk holds what this one declares as its own."""
    checked = check_case(folder)
    try:
        before = Case.objects.filter(key=checked.key).first()
        problems = conflicts(checked, before, Case.objects.exclude(key=checked.key))
    except DatabaseError as error:
        raise StoreRefused(
            f"Nothing is wrong with the folder, and the desk's store could not be read: {error}",
            untouched="Nothing was written",
            next_step="See what holdfast doctor says of the desk, or check without a desk",
        ) from error
    if problems:
        raise CaseBroken(problems)
    return replace(checked, beside_desk=True)


def cases_list(viewer: Viewer) -> tuple[CaseDetail, ...]:
    """All cases the viewer may see, by key, with their files."""
    return _details(_visible(viewer).order_by("key"))


def case_detail(viewer: Viewer, key: str) -> CaseDetail:
    """One case as it was last loaded; raises CaseUnknown."""
    found = _details(_visible(viewer).filter(key=key))
    if not found:
        raise _unknown(key)
    return found[0]


def _unknown(key: str) -> CaseUnknown:
    return CaseUnknown(f"No case {shown(key)} was loaded", next_step="Load it: holdfast load DIR")


def case_documents(viewer: Viewer, key: str) -> dict[str, int]:
    """Key to id of every document a case declares, as far as the viewer sees it; raises CaseUnknown."""
    case = _visible(viewer).filter(key=key).first()
    if case is None:
        raise _unknown(key)
    return document_ids(viewer, case.holds.get("documents", []))


def _visible(viewer: Viewer) -> QuerySet[Case]:
    return (
        Case.objects.filter(level__lte=viewer.clearance).select_related("agreement").prefetch_related("files")
    )


def _details(cases: Iterable[Case]) -> tuple[CaseDetail, ...]:
    seqs = batch_seqs()
    return tuple(
        CaseDetail(
            key=case.key,
            title=case.title,
            licence=case.licence,
            attribution=case.attribution,
            agreement=case.agreement.key,
            digest=case.digest,
            level=case.level,
            seq=seqs.get(case.batch),
            files=tuple(
                CaseFileDetail(file.name, file.size, file.digest, file.rows)
                for file in sorted(case.files.all(), key=lambda file: file.name)
            ),
        )
        for case in cases
    )


def load_contents() -> dict[int, dict[str, Any]]:
    """What each load committed to, by batch; its "observations" are to be compared with the rows as stored."""
    return dict(Load.objects.values_list("batch", "content"))
