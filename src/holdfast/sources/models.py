"""Who says things, what they published, and which document only passes another on."""

from django.db import models
from django.db.models import F, Q

from holdfast.people.types import Level


class Source(models.Model):
    """An organisation that says things; its relation to a party belongs to an agreement, never to it as such."""

    key = models.SlugField(max_length=100, unique=True)
    name = models.JSONField()
    kind = models.CharField(max_length=60, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    note = models.JSONField(default=dict, blank=True)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="source_has_a_key"),
        ]

    def __str__(self) -> str:
        return self.key


class Document(models.Model):
    """One published thing of a source, with the date it was said (EDTF, with computed first and last day)."""

    key = models.SlugField(max_length=160, unique=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="documents")
    title = models.JSONField(default=dict, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    said = models.CharField(max_length=60, blank=True)
    said_first = models.DateField(null=True, blank=True)
    said_last = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    note = models.JSONField(default=dict, blank=True)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(said_first__isnull=True, said_last__isnull=True, said="")
                | Q(said_first__isnull=False, said_last__gte=F("said_first")),
                name="document_said_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Relay(models.Model):
    """A document that passes on what another document said: not a second source."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="relays_of")
    original = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="relayed_by")
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "original"], name="relay_once"),
            models.CheckConstraint(condition=~Q(document=F("original")), name="relay_not_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} relays {self.original_id}"
