"""Which errors of the rooms mean that there is nothing at this address."""

from holdfast.agreements.errors import AgreementUnknown, ObligationUnknown, ReadingUnknown
from holdfast.base.errors import HoldfastError
from holdfast.base.ids import FigureKeyMalformed
from holdfast.cases.errors import CaseUnknown
from holdfast.claims.errors import ClaimReviewUnknown, ClaimUnknown, ImportedUnknown, ReportUnknown
from holdfast.evidence.errors import (
    AnswerUnknown,
    CaptureUnknown,
    LotUnknown,
    ObjectMissing,
    PartUnknown,
    RedactionUnknown,
    WatchUnknown,
    WishUnknown,
)
from holdfast.figures.errors import FigureUnknown
from holdfast.record.errors import IndicatorUnknown, ObservationUnknown, SeriesUnknown
from holdfast.sources.errors import DocumentUnknown, SourceUnknown


class Missing(HoldfastError):
    """Nothing stands at this address for this viewer."""

    code = "missing"


NOT_FOUND: tuple[type[HoldfastError], ...] = (
    AgreementUnknown,
    AnswerUnknown,
    CaptureUnknown,
    CaseUnknown,
    ClaimReviewUnknown,
    ClaimUnknown,
    DocumentUnknown,
    FigureKeyMalformed,
    FigureUnknown,
    ImportedUnknown,
    IndicatorUnknown,
    LotUnknown,
    Missing,
    ObjectMissing,
    ObligationUnknown,
    ObservationUnknown,
    PartUnknown,
    ReadingUnknown,
    RedactionUnknown,
    ReportUnknown,
    SeriesUnknown,
    SourceUnknown,
    WatchUnknown,
    WishUnknown,
)
