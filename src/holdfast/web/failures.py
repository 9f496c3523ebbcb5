"""Which errors of the rooms mean that there is nothing at this address."""

from holdfast.agreements.errors import AgreementUnknown, ObligationUnknown, ReadingUnknown
from holdfast.base.errors import HoldfastError
from holdfast.base.ids import FigureKeyMalformed
from holdfast.cases.errors import CaseUnknown
from holdfast.figures.errors import FigureUnknown
from holdfast.record.errors import IndicatorUnknown, ObservationUnknown, SeriesUnknown
from holdfast.sources.errors import DocumentUnknown, SourceUnknown


class Missing(HoldfastError):
    """Nothing stands at this address for this viewer."""

    code = "missing"


NOT_FOUND: tuple[type[HoldfastError], ...] = (
    AgreementUnknown,
    CaseUnknown,
    DocumentUnknown,
    FigureKeyMalformed,
    FigureUnknown,
    IndicatorUnknown,
    Missing,
    ObligationUnknown,
    ObservationUnknown,
    ReadingUnknown,
    SeriesUnknown,
    SourceUnknown,
)
