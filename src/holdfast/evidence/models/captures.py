"""Captures, their parts, and what is still to be captured."""

from django.db import models
from django.db.models import F, Q

from holdfast.evidence.models.fields import choices, known
from holdfast.evidence.types import Compared, Method, Outcome, RequestState, Role
from holdfast.people.types import Level


class Capture(models.Model):
    """A preserved copy of something, as the desk got it; its manifest's hash is what the custody log commits to."""

    key = models.SlugField(max_length=40, unique=True)
    method = models.CharField(max_length=10, choices=choices(Method))
    address = models.CharField(max_length=2000, blank=True)  # empty for an upload
    final_address = models.CharField(max_length=2000, blank=True)
    document = models.ForeignKey("sources.Document", null=True, on_delete=models.PROTECT, related_name="+")
    collector = models.CharField(max_length=50)
    tool = models.CharField(max_length=200)
    started = models.DateTimeField()
    ended = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    mime = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=choices(Outcome))
    why = models.JSONField(default=dict, blank=True)
    ip = models.CharField(max_length=45, blank=True)
    manifest = models.CharField(max_length=64, unique=True)
    earlier = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="later")
    compared = models.CharField(max_length=10, choices=choices(Compared), default=Compared.FIRST)
    seq = models.BigIntegerField(unique=True)  # of its entry in the custody log
    collected_level = models.PositiveSmallIntegerField(
        default=Level.DESK
    )  # as the log's first entry of it says
    level = models.PositiveSmallIntegerField(default=Level.DESK)  # as the last of its level changes says
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            known("method", Method, "capture_method_known"),
            known("outcome", Outcome, "capture_outcome_known"),
            known("compared", Compared, "capture_compared_known"),
            models.CheckConstraint(condition=Q(ended__gte=F("started")), name="capture_ends_after_it_began"),
            models.CheckConstraint(condition=~Q(collector=""), name="capture_names_its_collector"),
        ]
        indexes = [models.Index(fields=["address"]), models.Index(fields=["started"])]

    def __str__(self) -> str:
        return self.key


class Part(models.Model):
    """One file of a capture, found in the store by its hash; deleted by an expunge alone."""

    capture = models.ForeignKey("evidence.Capture", on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(max_length=15, choices=choices(Role))
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    mime = models.CharField(max_length=200, blank=True)
    parent = models.CharField(max_length=200, blank=True)  # name of the part it was derived from
    made_by = models.CharField(max_length=300, blank=True)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["capture", "name"], name="part_name_once_in_a_capture"),
            known("role", Role, "part_role_known"),
            models.CheckConstraint(condition=Q(size__gte=0), name="part_size_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.capture_id} {self.name}"


class CaptureRequest(models.Model):
    """A wish to capture an address, worked off by the command line or the worker, once."""

    address = models.CharField(max_length=2000)
    method = models.CharField(max_length=10, choices=choices(Method))
    document = models.ForeignKey("sources.Document", null=True, on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=50)
    asked_at = models.DateTimeField()
    lot = models.CharField(max_length=60)  # the batch it came in with
    state = models.CharField(max_length=10, choices=choices(RequestState), default=RequestState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)  # somebody is at it; one that was killed lets go by then
    capture = models.ForeignKey("evidence.Capture", null=True, on_delete=models.PROTECT, related_name="+")
    trouble = models.JSONField(default=dict, blank=True)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lot", "address", "method"], name="request_once_in_a_lot"),
            known("state", RequestState, "request_state_known"),
        ]
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return f"{self.address} {self.state}"


class Watch(models.Model):
    """An address to capture again and again, and when next."""

    address = models.CharField(max_length=2000)
    method = models.CharField(max_length=10, choices=choices(Method))
    document = models.ForeignKey("sources.Document", null=True, on_delete=models.PROTECT, related_name="+")
    every_hours = models.PositiveIntegerField()
    next_at = models.DateTimeField()
    asked_by = models.CharField(max_length=50)
    active = models.BooleanField(default=True)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address", "method"], name="capture_watch_once"),
            models.CheckConstraint(condition=Q(every_hours__gte=1), name="watch_at_most_hourly"),
        ]

    def __str__(self) -> str:
        return f"{self.address} every {self.every_hours} h"
