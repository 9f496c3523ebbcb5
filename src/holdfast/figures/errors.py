"""What can go wrong about figures."""

from holdfast.base.errors import HoldfastError


class FigureUnknown(HoldfastError):
    """No figure or revision of this key, or none that this viewer may see."""

    code = "figure-unknown"


class FigureDefinitionWrong(HoldfastError):
    """A figure without a question, a caveat or anything to count; or one that moved to another agreement."""

    code = "figure-definition-wrong"


class NothingToMeasure(HoldfastError):
    """A definition names an obligation, a reading or a series that is not there."""

    code = "nothing-to-measure"


class NothingChanged(HoldfastError):
    """A revision would say what the last one says."""

    code = "nothing-changed"


class PublishedBelowInputs(HoldfastError):
    """A figure would travel further than the rows and terms it rests on may."""

    code = "published-below-inputs"


class AsOfInFuture(HoldfastError):
    """A figure was to be published as of a day that has not come."""

    code = "as-of-in-future"


class ReasonMissing(HoldfastError):
    """A revision or a finding without a reason."""

    code = "reason-missing"


class FindingNotGrounded(HoldfastError):
    """The record's own assessment is not 'not kept' or 'partly kept', so a finding has nothing to stand on."""

    code = "finding-not-grounded"


class FindingIncomplete(HoldfastError):
    """A finding without reasons, excuses considered, or a right of reply."""

    code = "finding-incomplete"


class FindingUnknown(HoldfastError):
    """No finding of this number, or it is withdrawn already."""

    code = "finding-unknown"


class SnapshotUnreadable(HoldfastError):
    """Stored inputs of a revision that cannot be read back into what the engine takes."""

    code = "snapshot-unreadable"
