"""Reviews that others publish, kept as they state them; a named person alone links one to a claim."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from holdfast.claims.models.claims import Claim
from holdfast.people.types import Level


class ImportedReview(models.Model):
    """A ClaimReview of somebody else: what they say, in their words, with the JSON it came as."""

    url = models.CharField(max_length=2000)
    publisher = models.CharField(max_length=300, blank=True)
    publisher_url = models.CharField(max_length=2000, blank=True)
    claim_text = models.TextField()
    claimant = models.CharField(max_length=300, blank=True)
    rating = models.CharField(max_length=300, blank=True)  # as stated
    language = models.CharField(max_length=20, blank=True)
    said = models.CharField(max_length=60, blank=True)  # the day they give, EDTF or as stated
    raw = models.TextField()  # canonical JSON
    digest = models.CharField(max_length=64, unique=True)
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="") & ~Q(claim_text="") & ~Q(by=""),
                name="imported_review_says_what_and_where",
            ),
            models.CheckConstraint(
                condition=Exact(Length("digest"), 64), name="imported_review_has_its_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"I-{self.id:04d}"


class ImportedLink(models.Model):
    """A named person says which claim an imported review is about, or that it is about none; the last one stands."""

    imported = models.ForeignKey(ImportedReview, on_delete=models.PROTECT, related_name="links")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(by="") & ~Q(reason=""), name="imported_link_names_who_and_why"
            )
        ]

    def __str__(self) -> str:
        return f"imported review {self.imported_id} to claim {self.claim_id}"
