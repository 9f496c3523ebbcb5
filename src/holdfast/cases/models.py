"""Which folders were loaded, when, and what they held."""

from django.db import models

from holdfast.people.types import Level


class Case(models.Model):
    """A case folder as it was last loaded."""

    key = models.SlugField(max_length=100, unique=True)
    title = models.JSONField()
    licence = models.TextField(blank=True)
    attribution = models.JSONField(default=dict, blank=True)
    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)  # of all files read
    holds = models.JSONField(default=dict)  # keys of what it declared, by kind: what vanished is found by it
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    def __str__(self) -> str:
        return self.key


class CaseFile(models.Model):
    """One file of a case: name, size, digest, rows read."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=300)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(default=0)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "name"], name="case_file_once")]

    def __str__(self) -> str:
        return self.name


class Load(models.Model):
    """What the journal line of one load commits to: its files as read, and the digest of the rows written."""

    case = models.CharField(max_length=100)
    content = models.JSONField()
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"{self.case} {self.batch}"
