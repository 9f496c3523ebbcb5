"""Published numbers: figures, their permanent revisions and charts, reviewers' findings, the stored standing."""

from django.db import models
from django.db.models import Q

from holdfast.people.types import Level


class Figure(models.Model):
    """A question and the definition of its answer; the numbers are in its revisions."""

    number = models.PositiveIntegerField(unique=True)  # F-0001
    slug = models.SlugField(max_length=100, unique=True)  # the case file's own name for it
    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="+")
    question = models.JSONField()
    definition = models.JSONField()
    caveats = models.JSONField()  # list of texts by language; never empty
    order = models.PositiveIntegerField(default=0)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="figure_counts_from_one")]

    def __str__(self) -> str:
        return f"F-{self.number:04d}"


class Revision(models.Model):
    """One published state of a figure: never changed, rebuilt byte for byte from the rows as known then."""

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    as_of = models.DateField()
    said_by = models.DateField(null=True)
    known_seq = models.BigIntegerField()  # journal sequence whose rows it rests on
    inputs = models.TextField()  # canonical JSON of definition, terms and series as they were
    inputs_hash = models.CharField(max_length=64)  # of the inputs and of every row read
    series = models.JSONField(default=list)  # ids of the series it rests on
    documents = models.JSONField(default=list)  # keys of the documents its rows stand in
    terms_digest = models.CharField(
        max_length=64
    )  # of definition, terms and series, without rows or documents
    canonical = models.TextField()  # the published canonical JSON
    digest = models.CharField(max_length=64)
    headline = models.JSONField(default=dict)  # state, answer, value: what lists show without opening it
    software = models.CharField(max_length=60)
    changed = models.TextField(default="[]")  # canonical JSON: what changed since the revision before
    reason = models.CharField(max_length=1000)
    by = models.CharField(max_length=150)
    checked_by = models.JSONField(default=list, blank=True)
    published = models.DateTimeField()
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["figure", "number"], name="revision_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="revision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of figure {self.figure_id}"


class RevisionRow(models.Model):
    """The rows under a revision as published, in pages, so that a page opens without computing anything."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="rows")
    page = models.PositiveIntegerField()
    rows = models.TextField()  # canonical JSON: list of rows as published
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "page"], name="revision_rows_once")]

    def __str__(self) -> str:
        return f"page {self.page} of revision {self.revision_id}"


class Chart(models.Model):
    """A chart of a revision in one language: specification, drawn SVG, and what it shows in words."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="charts")
    name = models.SlugField(max_length=60)
    language = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=300)
    spec = models.JSONField()
    svg = models.TextField()
    alternative = models.TextField()
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "name", "language"], name="chart_once"),
            models.CheckConstraint(condition=~Q(alternative=""), name="chart_says_what_it_shows"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language}) of revision {self.revision_id}"


class Finding(models.Model):
    """A named reviewer's word ("broken") on top of "not kept", with reasons and a right-of-reply line."""

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="+")
    obligation = models.ForeignKey("agreements.Obligation", on_delete=models.PROTECT, related_name="+")
    reading = models.ForeignKey("agreements.Reading", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField()
    edition = models.PositiveIntegerField(default=1)
    word = models.CharField(max_length=20, default="broken")  # broken, withdrawn
    grounds = models.TextField(default="{}")  # canonical JSON: the assessment it stands on, as it was
    from_day = models.DateField()
    to_day = models.DateField()
    reasons = models.TextField()
    excuses_considered = models.TextField()
    right_of_reply = models.TextField()  # asked whom, when, and what they answered, word for word
    by = models.CharField(max_length=150)
    made = models.DateTimeField()
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reasons="") & ~Q(right_of_reply="") & ~Q(excuses_considered=""),
                name="finding_has_reasons_and_reply",
            ),
            models.CheckConstraint(condition=Q(word__in=["broken", "withdrawn"]), name="finding_word_known"),
            models.CheckConstraint(condition=Q(from_day__lte=models.F("to_day")), name="finding_in_order"),
            models.UniqueConstraint(fields=["number", "edition"], name="finding_one_row_an_edition"),
        ]

    def __str__(self) -> str:
        return f"finding {self.number}.{self.edition}"


class Standing(models.Model):
    """All assessments of one agreement as of a day and a journal sequence: a stored reading, never a source."""

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField()
    seq = models.BigIntegerField()
    clearance = models.PositiveSmallIntegerField()
    body = models.TextField()  # canonical JSON
    stale = models.JSONField(
        default=dict
    )  # by revision: why it is stale, and in which series; [] where it is not
    computed = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "as_of", "seq", "clearance"], name="standing_one_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"standing of agreement {self.agreement_id} as of {self.as_of}"


class CounterReading(models.Model):
    """Every counter that fell, as one clearance sees it at a journal sequence: a stored reading, never a source."""

    clearance = models.PositiveSmallIntegerField(unique=True)
    seq = models.BigIntegerField()
    body = models.TextField()  # canonical JSON

    def __str__(self) -> str:
        return f"counters that fell, for clearance {self.clearance}"
