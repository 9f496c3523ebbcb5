"""What was observed: indicators, series with their coverage, observations that are never changed.

An observation, a withdrawal, an assertion and a decision are seen at the highest of their own level and the levels of
the series and the document they belong to; their own level, which never changes, can only narrow that further.
"""

from django.db import models
from django.db.models import F, Q

from holdfast.people.types import Level
from holdfast.record.types import DAYS_OF, AssertionKind, CounterRuling, Kind, Several, Status


class Indicator(models.Model):
    """What is measured: unit, kind, measured point and what is included."""

    key = models.SlugField(max_length=100, unique=True)
    name = models.JSONField()
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in Kind])
    unit = models.CharField(max_length=60)
    unit_name = models.JSONField(default=dict, blank=True)
    decimals = models.PositiveSmallIntegerField(
        default=0
    )  # observations are whole numbers of 10**-decimals units
    measured_point = models.CharField(max_length=60, blank=True)
    includes = models.JSONField(default=dict, blank=True)
    states = models.JSONField(default=dict, blank=True)  # for kind "state": code -> name by language
    harm = models.BooleanField(default=False)
    concepts = models.JSONField(default=list, blank=True)  # keys of the concept lexicon
    words = models.JSONField(default=dict, blank=True)  # language -> how texts name what is measured
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in Kind]), name="indicator_kind_known"
            ),
            models.CheckConstraint(condition=Q(decimals__lte=9), name="indicator_decimals_small"),
        ]

    def __str__(self) -> str:
        return self.key


class Series(models.Model):
    """The values of one indicator by the one who counts, with what it leaves out and why."""

    key = models.SlugField(max_length=100, unique=True)
    name = models.JSONField()
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="series")
    source = models.ForeignKey("sources.Source", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=120, blank=True)  # a place is never a party
    attributes = models.BooleanField(default=False)  # whether it says who did it
    several = models.CharField(
        max_length=30, choices=[(s.value, s.value) for s in Several], default=Several.REFUSE
    )
    counter_start = models.DateField(null=True, blank=True)  # first day a since-start total counts
    timezone = models.CharField(max_length=60, blank=True)
    day_boundary = models.TimeField(null=True, blank=True)
    leaves_out = models.JSONField(default=dict, blank=True)
    note = models.JSONField(default=dict, blank=True)
    one_edition = models.BooleanField(default=False)  # the source preserved no earlier edition
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    first_batch = models.BigIntegerField()  # the write that made it; `batch` is the last one that changed it
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(several__in=[s.value for s in Several]), name="series_several_known"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Coverage(models.Model):
    """What a series could see in a period: effort, access; a break across which no trend is drawn."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="coverage")
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    extent = models.CharField(max_length=20, default="full")  # full, partial, none
    effort = models.JSONField(default=dict, blank=True)
    breaks_trend = models.BooleanField(default=True)
    document = models.ForeignKey(
        "sources.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "first_day"], name="coverage_one_start"),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")), name="coverage_in_order"
            ),
            models.CheckConstraint(
                condition=Q(extent__in=["full", "partial", "none"]), name="coverage_extent_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.extent} from {self.first_day}"


class Observation(models.Model):
    """One value of a series for a period, in one document; a correction is a later edition that supersedes."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+", db_index=False)
    about = models.CharField(max_length=60)  # EDTF as said
    first_day = models.DateField()
    last_day = models.DateField()
    filled = models.BooleanField(default=False)  # filled in by the publisher, beside what was reported
    document = models.ForeignKey("sources.Document", on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField(default=1)
    status = models.PositiveSmallIntegerField()
    value = models.BigIntegerField(null=True)
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    hours = models.PositiveIntegerField(null=True)
    qualifier = models.CharField(max_length=120, blank=True, default="")
    comparator = models.BooleanField(default=False)  # a later document's statement about an earlier period
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.CharField(max_length=500, blank=True, default="")
    origin = models.CharField(max_length=400, blank=True, default="")  # case/file:line, empty if by a person
    note = models.CharField(max_length=1000, blank=True, default="")
    level = models.PositiveSmallIntegerField(default=Level.PUBLIC)
    batch = models.BigIntegerField(db_index=True)

    class Meta:
        indexes = [
            # The few rows that correct another: the page of corrections reads these and no others.
            models.Index(
                fields=["batch"], condition=Q(supersedes__isnull=False), name="observation_corrections"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "first_day", "last_day", "document", "filled", "edition"],
                name="observation_one_row_an_edition",
            ),
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="observation_in_order"),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in Status]), name="observation_status_known"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False)
                | Q(status__in=[Status.MISSING.value, Status.NOT_MONITORED.value, Status.PARTIAL.value]),
                name="observation_value_where_said",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True)
                | ~Q(status__in=[Status.MISSING.value, Status.NOT_MONITORED.value]),
                name="observation_absence_is_never_a_value",
            ),
            models.CheckConstraint(
                condition=Q(value=0) | ~Q(status=Status.ZERO_REPORTED.value), name="observation_zero_is_zero"
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
                name="observation_bounds_in_order",
            ),
            models.CheckConstraint(
                condition=Q(edition=1, supersedes__isnull=True) | Q(edition__gt=1, supersedes__isnull=False),
                name="observation_correction_supersedes",
            ),
            models.CheckConstraint(
                condition=Q(edition=1) | ~Q(reason=""), name="observation_correction_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"O-{self.pk}"


class Withdrawal(models.Model):
    """A row that vanished from its source, as a dated fact; the row itself stays."""

    observation = models.OneToOneField(Observation, on_delete=models.PROTECT, related_name="+")
    noticed = models.DateField()
    reason = models.CharField(max_length=500)
    origin = models.CharField(max_length=120, blank=True, default="")  # the case whose files lost it
    level = models.PositiveSmallIntegerField(default=Level.PUBLIC)
    batch = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"withdrawal of O-{self.observation_id}"


class Assertion(models.Model):
    """A stated number beside the values: shown, compared, never computed with."""

    key = models.SlugField(max_length=160)
    edition = models.PositiveIntegerField(default=1)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, related_name="assertions")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey("sources.Source", on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey("sources.Document", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in AssertionKind])
    value = models.DecimalField(max_digits=24, decimal_places=6)
    unit = models.CharField(max_length=60, blank=True)
    per = models.CharField(max_length=8, default="day")  # of an average: in how long
    qualifier = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=60, blank=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    note = models.JSONField(default=dict, blank=True)
    withdrawn = models.BooleanField(default=False)  # this edition says that it is no longer made
    origin = models.CharField(max_length=120, blank=True, default="")  # the case that holds it
    level = models.PositiveSmallIntegerField(default=Level.PUBLIC)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "edition"], name="assertion_one_row_an_edition"),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in AssertionKind]), name="assertion_kind_known"
            ),
            models.CheckConstraint(condition=Q(per__in=list(DAYS_OF)), name="assertion_per_known"),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True, last_day__isnull=True)
                | Q(first_day__isnull=False, last_day__gte=F("first_day")),
                name="assertion_window_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class CounterDecision(models.Model):
    """What a named person decided about a counter that fell: a restart, or a correction of what came before."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="decisions")
    day = models.DateField()  # last day of the observation that is lower than the one before
    ruling = models.CharField(max_length=20, choices=[(r.value, r.value) for r in CounterRuling])
    reason = models.CharField(max_length=1000)
    by = models.CharField(max_length=150)
    edition = models.PositiveIntegerField(default=1)
    level = models.PositiveSmallIntegerField(default=Level.PUBLIC)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "day", "edition"], name="decision_one_row_an_edition"),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.ruling} on {self.day}"
