"""A claim, and who passed it on."""

from django.db import models
from django.db.models import F, Q

from holdfast.people.types import Level


def said_in_order(name: str) -> models.CheckConstraint:
    """An EDTF date stands with its first and last day, or not at all."""
    return models.CheckConstraint(
        condition=Q(said_first__isnull=True, said_last__isnull=True, said="")
        | Q(said_first__isnull=False, said_last__gte=F("said_first")),
        name=name,
    )


class Claim(models.Model):
    """A checkable assertion: who said it, when and where, in which document, and what it asserts."""

    text = models.TextField()
    language = models.CharField(max_length=20)
    speaker = models.ForeignKey("sources.Source", on_delete=models.PROTECT, null=True, related_name="+")
    desk = models.BooleanField(default=False)  # this desk says it itself
    said = models.CharField(max_length=60, blank=True)
    said_first = models.DateField(null=True, blank=True)
    said_last = models.DateField(null=True, blank=True)
    where = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey("sources.Document", on_delete=models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=300, blank=True)
    asserts = models.TextField(
        default="[]"
    )  # canonical JSON: a list of items, by the fields of engine.items.Item
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(language=""), name="claim_has_words"),
            models.CheckConstraint(
                condition=Q(desk=False) | Q(speaker__isnull=True), name="claim_of_the_desk_or_of_a_source"
            ),
            models.CheckConstraint(
                condition=Q(level__in=[one.value for one in Level]), name="claim_level_known"
            ),
            said_in_order("claim_said_in_order"),
        ]

    def __str__(self) -> str:
        return f"C-{self.id:04d}"


class Relay(models.Model):
    """Somebody passed a claim on: not a second source of it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="relays")
    source = models.ForeignKey("sources.Source", on_delete=models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey("sources.Document", on_delete=models.PROTECT, null=True, related_name="+")
    said = models.CharField(max_length=60, blank=True)
    said_first = models.DateField(null=True, blank=True)
    said_last = models.DateField(null=True, blank=True)
    where = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=50)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(document__isnull=False) | ~Q(where=""),
                name="claim_relay_names_somebody",
            ),
            models.CheckConstraint(condition=~Q(by=""), name="claim_relay_names_its_author"),
            said_in_order("claim_relay_said_in_order"),
        ]

    def __str__(self) -> str:
        return f"relay {self.id} of claim {self.claim_id}"
