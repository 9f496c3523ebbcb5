"""Which folders were loaded, when, and what they held."""

from django.db import models
from django.db.models import Q

from holdfast.cases.types import Came, Watch
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


class UpdateRun(models.Model):
    """One attempt to bring something watched up to date, as it went; append-only."""

    case = models.CharField(max_length=100)
    name = models.CharField(max_length=300)
    what = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Watch])
    address = models.CharField(max_length=2000)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Came])
    why = models.JSONField()
    capture = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of the file as it came, unpacked
    new = models.PositiveIntegerField(default=0)
    restated = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    restored = models.PositiveIntegerField(default=0)
    stale = models.JSONField(default=list, blank=True)
    notes = models.JSONField(default=dict, blank=True)
    by = models.CharField(max_length=50)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField(unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=[one.value for one in Came]), name="update_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Came.LOADED) | Q(new=0, restated=0, withdrawn=0, restored=0),
                name="update_changes_rows_only_when_loaded",
            ),
        ]
        indexes = [models.Index(fields=["case", "name", "-id"], name="cases_updates_of_a_file")]

    def __str__(self) -> str:
        return f"{self.case} {self.name}: {self.outcome}"


class Watched(models.Model):
    """Something a loaded case asks to be fetched, when next, and how it went."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="watched")
    name = models.CharField(max_length=300)
    what = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Watch])
    address = models.CharField(max_length=2000)
    every_hours = models.PositiveIntegerField()
    most_vanish = models.DecimalField(max_digits=7, decimal_places=6)
    series = models.JSONField(default=list, blank=True)
    document = models.CharField(max_length=160, blank=True)
    source = models.CharField(max_length=100, blank=True)
    feed_kind = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=20, blank=True)
    timezone = models.CharField(max_length=64, default="UTC")
    next_at = models.DateTimeField()
    asked_by = models.CharField(max_length=50)  # who last loaded the case
    last = models.ForeignKey(UpdateRun, null=True, on_delete=models.PROTECT, related_name="+")
    whole = models.ForeignKey(UpdateRun, null=True, on_delete=models.PROTECT, related_name="+")
    wrong = models.ForeignKey(UpdateRun, null=True, on_delete=models.PROTECT, related_name="+")
    capture_level = models.PositiveSmallIntegerField(default=Level.DESK)  # of the captures, as the case asks
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "name"], name="watched_once_in_a_case"),
            models.CheckConstraint(condition=Q(every_hours__gte=1), name="watched_at_most_hourly"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.name}"
