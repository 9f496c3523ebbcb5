"""Who may see a capture after it was collected, and findings about it that a person put away."""

from django.db import models
from django.db.models import F, Q

from holdfast.evidence.models.fields import choices, known
from holdfast.evidence.types import WishState
from holdfast.people.types import Level


class LevelRequest(models.Model):
    """One person's wish that more people see a capture, until another approves or refuses it."""

    capture = models.ForeignKey("evidence.Capture", on_delete=models.PROTECT, related_name="level_requests")
    to_level = models.PositiveSmallIntegerField()
    reason = models.TextField()
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=choices(WishState), default=WishState.WAITING)
    decided_by = models.CharField(max_length=50, blank=True)
    decided_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            known("state", WishState, "level_request_state_known"),
            models.UniqueConstraint(
                fields=["capture"], condition=Q(state=WishState.WAITING), name="opening_asked_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=WishState.DONE) | (~Q(decided_by="") & ~Q(decided_by=F("by"))),
                name="level_request_takes_two",
            ),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(by=""), name="level_request_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"L-{self.id:04d}"


class LevelChange(models.Model):
    """From here on other people see a capture; a guard holds the capture's own level to the last of these."""

    capture = models.ForeignKey("evidence.Capture", on_delete=models.PROTECT, related_name="level_changes")
    was = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    reason = models.TextField()
    by = models.CharField(max_length=50)
    approver = models.CharField(max_length=50, blank=True)  # of an opening alone
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(by=""), name="level_change_has_a_reason"),
            models.CheckConstraint(
                condition=Q(level__gt=F("was"))
                | (Q(level__lt=F("was")) & ~Q(approver="") & ~Q(approver=F("by"))),
                name="opening_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capture_id}: {self.was} to {self.level}"


class PutAway(models.Model):
    """A person took a finding off the list of what is to be looked at, or put it back; the finding stands."""

    capture = models.ForeignKey("evidence.Capture", on_delete=models.PROTECT, related_name="put_away")
    away = models.BooleanField()
    reason = models.TextField()
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(by=""), name="putting_away_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.capture_id} put away: {self.away}"
