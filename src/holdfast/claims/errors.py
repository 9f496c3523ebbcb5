"""What can go wrong at the claims desk."""

from holdfast.base.errors import HoldfastError


class ClaimUnknown(HoldfastError):
    """No claim has this key, or this viewer may not see it."""

    code = "claim-unknown"


class ClaimReviewUnknown(HoldfastError):
    """No review of a claim has this key, or this viewer may not see it."""

    code = "claim-review-unknown"


class ReportUnknown(HoldfastError):
    """No accepted check of a draft has this key, or this viewer may not see it."""

    code = "report-unknown"


class ImportedUnknown(HoldfastError):
    """No imported review has this key, or this viewer may not see it."""

    code = "imported-unknown"


class ClaimInvalid(HoldfastError):
    """A claim, a relay, a review or a report that lacks what it must say, or says it in a form that cannot be kept."""

    code = "claim-invalid"


class DraftBeyondCheck(HoldfastError):
    """A text with more characters, or more to check in it, than one check takes."""

    code = "draft-beyond-check"


class EvidenceElsewhere(HoldfastError):
    """A review rests on rows of another source or another thing than the desk's own check of its claim cites."""

    code = "evidence-elsewhere"


class SecondReaderNeeded(HoldfastError):
    """A review that only its author has read is not published, and its author is no second reader of it."""

    code = "second-reader-needed"


class NotOpenToReaders(HoldfastError):
    """A review rests on something that those it would be published to may not see."""

    code = "not-open-to-readers"


class ImportRefused(HoldfastError):
    """Some reviews of a file lack what a review must say, and nothing of the file was kept."""

    code = "import-refused"
