"""What was found about a claim, by whom, read by whom, published and withdrawn by whom.

The guards in `claims.guards` hold what a constraint cannot: the order of reviews, the second reader before publication.
"""

from django.db import models
from django.db.models import F, Q

from holdfast.claims.models.claims import Claim
from holdfast.claims.stored import Verdict
from holdfast.people.types import Level


def verdict_known(field: str, name: str) -> models.CheckConstraint:
    """The word is one of the closed list."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": [one.value for one in Verdict]}), name=name)


class Review(models.Model):
    """A numbered verdict on a claim, with its reasons; the one before it stays."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reviews")
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=30, choices=[(one.value, one.value) for one in Verdict])
    independent = models.PositiveSmallIntegerField(
        null=True
    )  # of "supported": by so many independent sources
    why = models.TextField()  # canonical JSON: the reasons by language
    as_of = models.DateField()  # the record was read as of this day
    seq = models.BigIntegerField()  # and as it stood at this line of the journal
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="claim_review_once"),
            verdict_known("verdict", "claim_review_verdict_known"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.SUPPORTED, independent__isnull=False, independent__gte=1)
                | (~Q(verdict=Verdict.SUPPORTED) & Q(independent__isnull=True)),
                name="claim_review_supported_says_by_how_many",
            ),
            models.CheckConstraint(
                condition=Q(number=1, supersedes__isnull=True)
                | (Q(number__gt=1) & Q(supersedes__isnull=False)),
                name="claim_review_names_the_one_before",
            ),
            models.CheckConstraint(
                condition=~Q(why="") & ~Q(why="{}") & ~Q(by=""), name="claim_review_has_reasons"
            ),
        ]

    def __str__(self) -> str:
        return f"C-{self.claim_id:04d}.r{self.number}"


class Evidence(models.Model):
    """One thing a review rests on: a row, a document or a capture."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="evidence")
    place = models.PositiveSmallIntegerField()
    row = models.ForeignKey("record.Observation", on_delete=models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey("sources.Document", on_delete=models.PROTECT, null=True, related_name="+")
    capture = models.ForeignKey(
        "evidence.Capture", to_field="key", on_delete=models.PROTECT, null=True, related_name="+"
    )
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "place"], name="claim_evidence_once"),
            models.CheckConstraint(
                condition=Q(row__isnull=False, document__isnull=True, capture__isnull=True)
                | Q(row__isnull=True, document__isnull=False, capture__isnull=True)
                | Q(row__isnull=True, document__isnull=True, capture__isnull=False),
                name="claim_evidence_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"evidence {self.place} of review {self.review_id}"


class SecondReading(models.Model):
    """Another person read a review and stands behind it; without one nothing is published."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="second")
    reviewer = models.CharField(max_length=50)  # a guard holds it to the review's author
    by = models.CharField(max_length=50)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(by=F("reviewer")) & ~Q(by=""), name="claim_reviewer_is_no_second_reader"
            ),
        ]

    def __str__(self) -> str:
        return f"second reading of review {self.review_id}"


class Publication(models.Model):
    """A review went out under the desk's name; its address is permanent."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="publication")
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    level = models.PositiveSmallIntegerField()  # to whom; opening the claim further later does not open it
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(by=""), name="claim_publication_names_its_author"),
            models.CheckConstraint(
                condition=Q(level__in=[one.value for one in Level]), name="claim_publication_level_known"
            ),
        ]

    def __str__(self) -> str:
        return f"publication of review {self.review_id}"


class Withdrawal(models.Model):
    """A published review was taken back, for a reason; its page stays and says so."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(by=""), name="claim_withdrawal_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"withdrawal of review {self.review_id}"
