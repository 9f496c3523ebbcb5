"""The custody log, its openings, and what seals its heads."""

from django.db import models
from django.db.models import Q

from holdfast.evidence.models.fields import choices, known
from holdfast.evidence.types import StampKind, StampState


class LogHead(models.Model):
    """The end of the custody log and the compact range of its tree; writers serialise on this one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField(null=True)
    frontier = models.BinaryField()  # the roots of the full subtrees, 32 bytes each, left to right

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="custody_has_one_head")]

    def __str__(self) -> str:
        return f"entry {self.seq}"


class LogEntry(models.Model):
    """One thing done with evidence, in a hash chain that is also a Merkle tree."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=27)  # as hashed: 2026-11-22T16:00:00.000000Z
    actor = models.CharField(max_length=50)
    verb = models.CharField(max_length=20)
    object_key = models.CharField(max_length=100, db_index=True)
    commitment = models.CharField(max_length=64)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    batch = models.BigIntegerField()

    class Meta:
        ordering = ["seq"]
        constraints = [models.CheckConstraint(condition=Q(seq__gte=1), name="custody_starts_at_one")]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.object_key}"


class Opening(models.Model):
    """The salt and the content an entry commits to; an expunge deletes it and the entry stays verifiable."""

    # Not a foreign key: entries are under triggers, openings can go.
    seq = models.BigIntegerField(primary_key=True)
    salt = models.BinaryField(max_length=32)
    content = models.TextField()

    def __str__(self) -> str:
        return f"opening of entry {self.seq}"


class DeskKey(models.Model):
    """A public key the desk signs its heads with; the next one is signed by the one before."""

    name = models.CharField(max_length=200)  # the log's origin
    public = models.CharField(max_length=44, unique=True)  # base64 of 32 bytes
    from_seq = models.BigIntegerField(unique=True)  # the log entry that brought it in
    signature_by_previous = models.TextField(blank=True)  # base64; empty for the first
    batch = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.name} from entry {self.from_seq}"


class Checkpoint(models.Model):
    """A signed head: the size and root of the log at an instant."""

    size = models.BigIntegerField(unique=True)
    root = models.CharField(max_length=44)
    note = models.TextField()  # body, blank line, the desk's signature line
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        ordering = ["size"]

    def __str__(self) -> str:
        return f"checkpoint of {self.size} entries"


class Stamp(models.Model):
    """A time-stamp token, or a calendar's proof as far as it had come, over a checkpoint's note."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="stamps")
    kind = models.CharField(max_length=15, choices=choices(StampKind))
    authority = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=choices(StampState))
    proof = models.BinaryField()
    stamped_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    upgrades = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="upgraded_by")
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            known("kind", StampKind, "stamp_kind_known"),
            known("state", StampState, "stamp_state_known"),
        ]
        indexes = [
            models.Index(fields=["authority", "kind", "state", "checkpoint"], name="stamp_of_authority")
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.authority}"


class Cosignature(models.Model):
    """Another desk's signature under a checkpoint of ours."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosignatures")
    witness = models.CharField(max_length=200)
    line = models.TextField()
    signed_at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checkpoint", "line"], name="cosignature_once")]
        indexes = [models.Index(fields=["witness", "checkpoint"], name="cosignature_of_witness")]

    def __str__(self) -> str:
        return f"{self.witness} under {self.checkpoint_id}"


class Witnessed(models.Model):
    """A head of another desk's log that we cosigned; the next one must be consistent with it."""

    origin = models.CharField(max_length=200)
    size = models.BigIntegerField()
    root = models.CharField(max_length=44)
    line = models.TextField()
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "size", "root", "at"], name="witnessed_once")
        ]

    def __str__(self) -> str:
        return f"{self.origin} at {self.size}"
