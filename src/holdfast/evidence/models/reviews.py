"""What reviewers said of a capture, what they asked to be done to it, and what was done.

The guards in `evidence.guards` hold in the database what a constraint cannot: who may confirm, what a hold stops.
"""

from django.db import models
from django.db.models import F, Q

from holdfast.evidence.models.fields import choices, known
from holdfast.evidence.types import Finding, Ground, Question, WishState
from holdfast.people.types import Level


class Flag(models.Model):
    """Somebody says that a capture shows graphic content, or no longer says so."""

    capture = models.ForeignKey("evidence.Capture", on_delete=models.PROTECT, related_name="flags")
    graphic = models.BooleanField()
    reason = models.TextField()
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason="") & ~Q(by=""), name="flag_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.capture_id} graphic: {self.graphic}"


class Answer(models.Model):
    """That one person answered one question about a capture; what they said is in `AnswerWords`."""

    capture = models.ForeignKey("evidence.Capture", on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=12, choices=choices(Question))
    finding = models.CharField(max_length=12, choices=choices(Finding), blank=True)
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            known("question", Question, "answer_question_known"),
            models.CheckConstraint(
                condition=Q(question=Question.UNTAMPERED, finding__in=[word.value for word in Finding])
                | (~Q(question=Question.UNTAMPERED) & Q(finding="")),
                name="answer_to_untampered_is_a_finding",
            ),
            models.CheckConstraint(condition=~Q(by=""), name="answer_names_its_author"),
        ]

    def __str__(self) -> str:
        return f"{self.capture_id} {self.question}"


class AnswerWords(models.Model):
    """What an answer says, by which method, with which reasons; an expunge that names the answer deletes it."""

    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, related_name="words", primary_key=True)
    text = models.TextField()
    method = models.TextField()
    reasons = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(method="") & ~Q(reasons=""), name="answer_says_how_and_why"
            ),
        ]

    def __str__(self) -> str:
        return f"words of answer {self.answer_id}"


class Confirmation(models.Model):
    """A person, neither the capture's collector nor the answer's author, agrees with an answer or disagrees.

    Of what one person said of one answer the last stands; two who agree and nobody who disagrees confirm it.
    """

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="confirmations")
    by = models.CharField(max_length=50)
    collector = models.CharField(max_length=50)  # a guard holds it to the capture's collector
    author = models.CharField(max_length=50)  # a guard holds it to the answer's author
    agrees = models.BooleanField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "by", "agrees"], name="confirmation_once_a_person"),
            models.CheckConstraint(
                condition=~Q(by=F("collector")) & ~Q(by=""), name="collector_confirms_nothing"
            ),
            models.CheckConstraint(condition=~Q(by=F("author")), name="author_confirms_nothing_of_their_own"),
            models.CheckConstraint(
                condition=Q(agrees=True) | ~Q(reason=""), name="disagreement_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} on {self.answer_id}"


class RedactionRequest(models.Model):
    """One person's wish for a redacted copy, until another approves or refuses it; nothing is made before."""

    capture = models.ForeignKey(
        "evidence.Capture", on_delete=models.PROTECT, related_name="redaction_requests"
    )
    part = models.CharField(max_length=200)
    removed = models.JSONField()  # regions or spans of the original
    dpi = models.PositiveSmallIntegerField(null=True)  # for a PDF
    reason = models.TextField()
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=choices(WishState), default=WishState.WAITING)
    decided_by = models.CharField(max_length=50, blank=True)
    decided_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)
    for_level = models.PositiveSmallIntegerField(default=Level.DESK)  # who may see the copy
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            known("state", WishState, "redaction_request_state_known"),
            models.CheckConstraint(
                condition=~Q(state=WishState.DONE) | (~Q(decided_by="") & ~Q(decided_by=F("by"))),
                name="redaction_request_takes_two",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(by=""), name="redaction_request_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"R-{self.id:04d}"


class Redaction(models.Model):
    """A copy with something taken out, bound to its sealed original, with reason and approver."""

    key = models.SlugField(max_length=40, unique=True)
    capture = models.ForeignKey("evidence.Capture", on_delete=models.PROTECT, related_name="redactions")
    part = models.CharField(max_length=200)  # name of the original part
    name = models.CharField(max_length=200)  # of the copy
    sha256 = models.CharField(max_length=64, db_index=True)  # of the redacted copy
    record = models.CharField(max_length=64)  # of the record that binds it to its original
    size = models.BigIntegerField()
    mime = models.CharField(max_length=200)
    reason = models.TextField()
    by = models.CharField(max_length=50)
    approver = models.CharField(max_length=50)
    at = models.DateTimeField()
    seq = models.BigIntegerField(unique=True)  # of its entry in the custody log
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(by=F("approver")) & ~Q(reason="") & ~Q(by="") & ~Q(approver=""),
                name="redaction_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class RedactionSalt(models.Model):
    """The salt that shows which original a redacted copy was made from; it never travels with the copy."""

    redaction = models.OneToOneField(
        Redaction, on_delete=models.PROTECT, related_name="salt", primary_key=True
    )
    salt = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"salt of {self.redaction_id}"


class Hold(models.Model):
    """A legal hold on a capture: nothing of it may be expunged until it is released."""

    capture = models.ForeignKey("evidence.Capture", on_delete=models.PROTECT, related_name="holds")
    ground = models.TextField()
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(ground="") & ~Q(by=""), name="hold_has_a_ground")]

    def __str__(self) -> str:
        return f"hold on {self.capture_id}"


class Release(models.Model):
    """The end of a legal hold."""

    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="release")
    reason = models.TextField()
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(by=""), name="release_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"release of {self.hold_id}"


class ExpungeRequest(models.Model):
    """One person's wish to delete a capture's bytes, until two have approved it or one has refused."""

    capture = models.ForeignKey("evidence.Capture", on_delete=models.PROTECT, related_name="expunge_requests")
    ground = models.CharField(max_length=20, choices=choices(Ground))
    text = models.TextField()
    answers = models.JSONField(default=list, blank=True)  # ids of the answers whose words go too
    keep_redactions = models.BooleanField(default=False)
    others = models.PositiveSmallIntegerField()  # who could approve it besides who asked, when it was asked
    by = models.CharField(max_length=50)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=choices(WishState), default=WishState.WAITING)
    first_approver = models.CharField(max_length=50, blank=True)
    first_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=50, blank=True)
    decided_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            known("state", WishState, "expunge_request_state_known"),
            known("ground", Ground, "expunge_request_ground_known"),
            models.UniqueConstraint(
                fields=["capture"], condition=Q(state=WishState.WAITING), name="expunge_asked_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=WishState.DONE)
                | (~Q(first_approver="") & ~Q(decided_by="") & ~Q(decided_by=F("first_approver"))),
                name="expunge_request_takes_two",
            ),
            models.CheckConstraint(condition=~Q(text="") & ~Q(by=""), name="expunge_request_has_words"),
        ]

    def __str__(self) -> str:
        return f"X-{self.id:04d}"


class Expunge(models.Model):
    """The tombstone of a capture whose bytes were deleted: on which ground, asked by whom, approved by which two."""

    capture = models.OneToOneField("evidence.Capture", on_delete=models.PROTECT, related_name="expunge")
    ground = models.CharField(max_length=20, choices=choices(Ground))
    text = models.TextField()
    answers = models.JSONField(default=list, blank=True)
    kept_redactions = models.BooleanField(default=False)
    by = models.CharField(max_length=50)
    first_approver = models.CharField(max_length=50)
    second_approver = models.CharField(max_length=50)
    at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            known("ground", Ground, "expunge_ground_known"),
            models.CheckConstraint(
                condition=~Q(first_approver=F("second_approver"))
                & ~Q(text="")
                & ~Q(by="")
                & ~Q(first_approver="")
                & ~Q(second_approver=""),
                name="expunge_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return f"expunge of {self.capture_id}"


class Removal(models.Model):
    """An object that an expunge took from the record and the sweep takes from the store, once the former is certain.

    Which one it was is forgotten then: digest and salt go, and a commitment that nobody can try a guess on stays.
    """

    expunge = models.ForeignKey(Expunge, on_delete=models.PROTECT, related_name="removals")
    commitment = models.CharField(max_length=64)  # SHA-256(salt, digest); the log's entry lists them
    sha256 = models.CharField(max_length=64, blank=True)
    salt = models.BinaryField(max_length=32)
    done_at = models.DateTimeField(null=True)
    kept = models.BooleanField(default=False)  # another capture holds the same bytes

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["expunge", "commitment"], name="removal_once"),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(sha256=""), name="removal_done_names_nothing"
            ),
        ]
        indexes = [models.Index(fields=["done_at"])]

    def __str__(self) -> str:
        return f"removal {self.commitment[:12]}"
