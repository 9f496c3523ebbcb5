"""What can go wrong about agreements."""

from holdfast.base.errors import HoldfastError


class AgreementUnknown(HoldfastError):
    """No agreement of this key that the viewer may see."""

    code = "agreement-unknown"


class ObligationUnknown(HoldfastError):
    """No obligation of this key in this agreement that the viewer may see."""

    code = "obligation-unknown"


class ReadingUnknown(HoldfastError):
    """No reading of this key under this obligation."""

    code = "reading-unknown"


class AgreementPointsNowhere(HoldfastError):
    """An agreement names a source, document, series, party or duty that is not at the desk."""

    code = "agreement-points-nowhere"


class StillRestedOn(HoldfastError):
    """A part of an agreement vanished from its case while something permanent, such as a finding, rests on it."""

    code = "still-rested-on"
