"""What reviewers said of a capture, and what was done to it."""

from django.db import models
from django.db.models import F, Q

from holdfast.evidence.models.fields import choices, known
from holdfast.evidence.types import Question
from holdfast.people.types import Level


class Flag(models.Model):
    """Somebody says that a capture shows graphic content, or no longer says so."""

    capture = models.ForeignKey("evidence.Capture", on_delete=models.PROTECT, related_name="flags")
    graphic = models.BooleanField()
    reason = models.TextField()
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.capture_id} graphic: {self.graphic}"


class Answer(models.Model):
    """What one person found to one question about a capture, by which method, with which reasons."""

    capture = models.ForeignKey("evidence.Capture", on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=12, choices=choices(Question))
    text = models.TextField()
    method = models.TextField()
    reasons = models.TextField()
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            known("question", Question, "answer_question_known"),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(method="") & ~Q(reasons="") & ~Q(by=""),
                name="answer_says_how_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capture_id} {self.question}"


class Confirmation(models.Model):
    """A person who did not collect the capture agrees or disagrees with an answer; two who agree confirm it."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="confirmations")
    by = models.CharField(max_length=50)
    collector = models.CharField(max_length=50)  # a trigger holds it to the capture's collector
    agrees = models.BooleanField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "by"], name="confirmation_once_a_person"),
            models.CheckConstraint(
                condition=~Q(by=F("collector")) & ~Q(by=""), name="collector_confirms_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} on {self.answer_id}"


class Redaction(models.Model):
    """A copy with something taken out, bound to its sealed original, with reason and approver."""

    key = models.SlugField(max_length=40, unique=True)
    capture = models.ForeignKey("evidence.Capture", on_delete=models.PROTECT, related_name="redactions")
    part = models.CharField(max_length=200)  # name of the original part
    sha256 = models.CharField(max_length=64)  # of the redacted copy
    record = models.CharField(max_length=64)  # of the record that binds it to its original
    size = models.BigIntegerField()
    mime = models.CharField(max_length=200)
    reason = models.TextField()
    by = models.CharField(max_length=50)
    approver = models.CharField(max_length=50)
    at = models.DateTimeField()
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(by=F("approver")) & ~Q(reason=""), name="redaction_takes_two"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Hold(models.Model):
    """A legal hold on a capture: nothing of it may be expunged until it is released."""

    capture = models.ForeignKey("evidence.Capture", on_delete=models.PROTECT, related_name="holds")
    ground = models.TextField()
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(ground=""), name="hold_has_a_ground")]

    def __str__(self) -> str:
        return f"hold on {self.capture_id}"


class Release(models.Model):
    """The end of a legal hold."""

    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="release")
    reason = models.TextField()
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    def __str__(self) -> str:
        return f"release of {self.hold_id}"


class Expunge(models.Model):
    """The tombstone of a capture whose bytes were deleted: on which ground, asked by whom, approved by which two."""

    capture = models.OneToOneField("evidence.Capture", on_delete=models.PROTECT, related_name="expunge")
    ground = models.TextField()
    by = models.CharField(max_length=50)
    first_approver = models.CharField(max_length=50)
    second_approver = models.CharField(max_length=50)
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(first_approver=F("second_approver")) & ~Q(ground=""), name="expunge_takes_two"
            ),
        ]

    def __str__(self) -> str:
        return f"expunge of {self.capture_id}"
