"""Checks of drafts that a named person accepted, line by line."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from holdfast.claims.models.reviews import verdict_known
from holdfast.claims.stored import Verdict
from holdfast.people.types import Level


class Report(models.Model):
    """An accepted check of a draft: whose text it is, its hash, and as of which day and line of the journal."""

    title = models.CharField(max_length=300)
    source = models.ForeignKey("sources.Source", on_delete=models.PROTECT, null=True, related_name="+")
    desk = models.BooleanField(default=False)  # the text is this desk's own
    other = models.CharField(max_length=300, blank=True)  # or somebody's who is no source here
    sha256 = models.CharField(max_length=64)  # of the text in UTF-8
    text = models.TextField(blank=True)  # only where somebody asked to keep it
    language = models.CharField(max_length=20, blank=True)
    checked_at = models.DateTimeField()
    as_of = models.DateField()
    seq = models.BigIntegerField()  # the journal sequence of the record it was held against
    items = models.TextField()  # canonical JSON: every item as checked
    by = models.CharField(max_length=50)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(desk=True, source__isnull=True, other="")
                | Q(desk=False, source__isnull=False, other="")
                | (Q(desk=False, source__isnull=True) & ~Q(other="")),
                name="report_says_whose_text",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(by=""), name="report_has_title_and_author"),
            models.CheckConstraint(
                condition=Exact(Length("sha256"), 64), name="report_has_the_hash_of_its_text"
            ),
            models.CheckConstraint(
                condition=Q(level__in=[one.value for one in Level]), name="report_level_known"
            ),
        ]

    def __str__(self) -> str:
        return f"D-{self.id:04d}"


class ReportLine(models.Model):
    """One item of a draft with the verdict a person accepted, or decided otherwise and said why."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField()
    item = models.TextField()  # canonical JSON
    proposed = models.CharField(max_length=30, choices=[(one.value, one.value) for one in Verdict])
    verdict = models.CharField(max_length=30, choices=[(one.value, one.value) for one in Verdict])
    why_code = models.CharField(max_length=100, blank=True)
    why_params = models.TextField(default="{}")  # canonical JSON
    citations = models.TextField(default="[]")  # canonical JSON
    reason = models.TextField(blank=True)
    accepted_by = models.CharField(max_length=50)
    accepted_at = models.DateTimeField()
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "place"], name="report_line_once"),
            verdict_known("proposed", "report_line_proposed_known"),
            verdict_known("verdict", "report_line_verdict_known"),
            models.CheckConstraint(
                condition=Q(verdict=F("proposed")) | ~Q(reason=""), name="report_line_changed_for_a_reason"
            ),
            models.CheckConstraint(condition=~Q(accepted_by=""), name="report_line_names_who_accepted"),
        ]

    def __str__(self) -> str:
        return f"line {self.place} of report {self.report_id}"
