"""What can go wrong about the record."""

from holdfast.base.errors import HoldfastError


class IndicatorUnknown(HoldfastError):
    """No indicator has this key, or it lies above the viewer's clearance."""

    code = "indicator-unknown"


class SeriesUnknown(HoldfastError):
    """No series has this key, or it lies above the viewer's clearance."""

    code = "series-unknown"


class ObservationUnknown(HoldfastError):
    """No observation has this key, or it lies above the viewer's clearance."""

    code = "observation-unknown"


class ObservationSuperseded(HoldfastError):
    """The row is not the last edition: it was corrected before."""

    code = "observation-superseded"


class ObservationWithdrawn(HoldfastError):
    """The row was withdrawn before."""

    code = "observation-withdrawn"


class ObservationExists(HoldfastError):
    """The series has a row for this period from this document already."""

    code = "observation-exists"


class ObservationInvalid(HoldfastError):
    """A value, status, bound or period that cannot stand together."""

    code = "observation-invalid"


class PeriodsOverlap(HoldfastError):
    """Two periods of one series share days, so their values cannot be added."""

    code = "periods-overlap"


class SeveralRefused(HoldfastError):
    """Two documents give one period, and the series does not say which of them is used."""

    code = "several-refused"


class ReasonMissing(HoldfastError):
    """A correction, withdrawal or decision without a reason."""

    code = "reason-missing"


class CounterNeverFell(HoldfastError):
    """A decision about a day on which the counter did not fall."""

    code = "counter-never-fell"


class IndicatorInUse(HoldfastError):
    """A change of kind or decimals would change what stored values mean."""

    code = "indicator-in-use"


class RowsUnresolved(HoldfastError):
    """Rows name a series or a document that the store does not hold."""

    code = "rows-unresolved"
