"""The log of every write: lines in a hash chain, the head they are appended at, the salts of their commitments."""

from django.db import models
from django.db.models import Q


class Head(models.Model):
    """The last line of the chain; writers serialise on this one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="journal_has_one_head"),
            models.CheckConstraint(condition=Q(seq__gte=0), name="journal_head_counts_up"),
        ]

    def __str__(self) -> str:
        return f"line {self.seq}"


class Line(models.Model):
    """One action: who did what to which object, and a commitment to the content, never the content."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(unique=True)
    actor = models.CharField(max_length=50)
    verb = models.CharField(max_length=60)
    object_key = models.CharField(max_length=200)
    count = models.PositiveBigIntegerField()
    batch = models.BigIntegerField(unique=True)
    commitment = models.CharField(max_length=64)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.CheckConstraint(condition=Q(seq__gte=1), name="line_seq_starts_at_one"),
            models.CheckConstraint(condition=~Q(actor="") & ~Q(verb=""), name="line_names_actor_and_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.actor} {self.verb} {self.object_key}"


class Salt(models.Model):
    """The salt of one line's commitment, apart from the chain so that an expunge can delete it."""

    # Not a foreign key: an expunge deletes salts while their lines stay under triggers.
    line_seq = models.BigIntegerField(primary_key=True)
    salt = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["line_seq"]

    def __str__(self) -> str:
        return f"salt of line {self.line_seq}"
