"""What the claims desk stores: claims and who passed them on, reviews, accepted checks of drafts, others' reviews.

All of it is append-only but for a claim's level, which opens when a review of it is published. A review is corrected
by the next one, and a published one by a withdrawal; both stay readable.
"""

from holdfast.claims.models.claims import Claim, Relay
from holdfast.claims.models.imported import ImportedLink, ImportedReview
from holdfast.claims.models.reports import Report, ReportLine
from holdfast.claims.models.reviews import Evidence, Publication, Review, SecondReading, Withdrawal

__all__ = [
    "Claim",
    "Evidence",
    "ImportedLink",
    "ImportedReview",
    "Publication",
    "Relay",
    "Report",
    "ReportLine",
    "Review",
    "SecondReading",
    "Withdrawal",
]
