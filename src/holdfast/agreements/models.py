"""What was promised: agreements, their clauses, who owes what, how it is read, who stands where."""

from django.db import models
from django.db.models import F, Q

from holdfast.agreements.types import DutyKind, RelationKind, Rule, State
from holdfast.people.types import Level


class Agreement(models.Model):
    """A text with parties, a time zone and the dates it holds."""

    key = models.SlugField(max_length=100, unique=True)
    title = models.JSONField()
    summary = models.JSONField(default=dict, blank=True)
    timezone = models.CharField(max_length=60)
    signed = models.CharField(max_length=60, blank=True)
    starts = models.DateTimeField(null=True, blank=True)  # aware UTC
    starts_as_said = models.CharField(max_length=60, blank=True)
    ends = models.DateTimeField(null=True, blank=True)
    ends_as_said = models.CharField(max_length=60, blank=True)
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    def __str__(self) -> str:
        return self.key


class Reference(models.Model):
    """An agreement that refers to another for a part of its content; the other need not be loaded."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="references")
    to_key = models.SlugField(max_length=100)
    title = models.JSONField(default=dict, blank=True)
    note = models.JSONField(default=dict, blank=True)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "to_key"], name="reference_once")]

    def __str__(self) -> str:
        return self.to_key


class AgreementText(models.Model):
    """One version of the text in one language: where it stands, and its words where they may be carried."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="texts")
    version = models.CharField(max_length=60)
    language = models.CharField(max_length=20)
    document = models.ForeignKey("sources.Document", on_delete=models.PROTECT, null=True, related_name="+")
    body = models.TextField(blank=True)
    note = models.JSONField(default=dict, blank=True)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "version", "language"], name="text_one_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.language}"


class Party(models.Model):
    """Who is bound."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    key = models.SlugField(max_length=100)
    name = models.JSONField()
    order = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "key"], name="party_once")]

    def __str__(self) -> str:
        return self.key


class Relation(models.Model):
    """What a source is in this agreement; a source may speak for a party."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="relations")
    source = models.ForeignKey("sources.Source", on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=40, choices=[(r.value, r.value) for r in RelationKind])
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    upstream = models.ForeignKey(  # who counts for it: sources with one upstream are one source
        "sources.Source", on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.JSONField(default=dict, blank=True)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "source"], name="relation_once"),
            models.CheckConstraint(
                condition=Q(relation__in=[r.value for r in RelationKind]), name="relation_known"
            ),
            models.CheckConstraint(
                condition=Q(party__isnull=False)
                | ~Q(relation__in=["party", "body of a party", "ally of a party"]),
                name="relation_names_its_party",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.relation}"


class Clause(models.Model):
    """A numbered part of the text, in its order, also where nothing is collected about it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="clauses")
    key = models.SlugField(max_length=100)
    order = models.PositiveIntegerField()
    point = models.CharField(max_length=40)
    text = models.JSONField()
    note = models.JSONField(default=dict, blank=True)
    document = models.ForeignKey("sources.Document", on_delete=models.PROTECT, null=True, related_name="+")
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "key"], name="clause_once")]

    def __str__(self) -> str:
        return self.key


class Obligation(models.Model):
    """What one bearer owes under a clause."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="obligations")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="obligations")
    key = models.SlugField(max_length=100)
    order = models.PositiveIntegerField()
    bearer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in DutyKind])
    title = models.JSONField()
    quantity = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    per = models.CharField(max_length=20, blank=True)  # day
    unit = models.CharField(max_length=60, blank=True)
    starts = models.DateTimeField(null=True)
    starts_as_said = models.CharField(max_length=60, blank=True)
    ends = models.DateTimeField(null=True)
    ends_as_said = models.CharField(max_length=60, blank=True)
    due = models.DateTimeField(null=True)
    due_as_said = models.CharField(max_length=120, blank=True)
    note = models.JSONField(default=dict, blank=True)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "key"], name="obligation_once"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in DutyKind]), name="duty_kind_known"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gte=0), name="duty_quantity_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Condition(models.Model):
    """What an obligation waits on, and by whose word; a reciprocal duty is two of these."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="conditions")
    waits_on = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, related_name="+")
    said_by = models.ForeignKey("sources.Source", on_delete=models.PROTECT, null=True, related_name="+")
    in_the_text = models.BooleanField(default=False)  # the agreement itself says so
    document = models.ForeignKey("sources.Document", on_delete=models.PROTECT, null=True, related_name="+")
    text = models.JSONField()
    suspends = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.obligation_id} waits on {self.waits_on_id}"


class Reading(models.Model):
    """A stated interpretation of an obligation and who holds it; the text's own words come first."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="readings")
    key = models.SlugField(max_length=100)
    order = models.PositiveIntegerField()
    text = models.JSONField()
    of_the_text = models.BooleanField(default=False)
    held_by = models.JSONField(default=list, blank=True)  # source keys
    rule = models.CharField(max_length=30, choices=[(r.value, r.value) for r in Rule])
    promised = models.DecimalField(
        max_digits=24, decimal_places=6, null=True
    )  # in place of the duty's quantity
    window_first = models.DateField(null=True)  # when the window begins may itself be a reading
    window_last = models.DateField(null=True)
    per_series = models.ForeignKey("record.Series", on_delete=models.PROTECT, null=True, related_name="+")
    promised_state = models.CharField(max_length=60, blank=True)
    counts_discharge = models.BooleanField(default=False)
    note = models.JSONField(default=dict, blank=True)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["obligation", "key"], name="reading_once"),
            models.CheckConstraint(condition=Q(rule__in=[r.value for r in Rule]), name="rule_known"),
            models.CheckConstraint(
                condition=Q(window_first__isnull=True)
                | Q(window_last__isnull=True)
                | Q(window_first__lte=F("window_last")),
                name="reading_window_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Watch(models.Model):
    """A series that says something about an obligation, under one reading of it."""

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="watches")
    series = models.ForeignKey("record.Series", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField(default=0)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "series"], name="watch_once")]

    def __str__(self) -> str:
        return f"{self.reading_id} by {self.series_id}"


class Denial(models.Model):
    """A source denies the fact, or that the bearer did it; whether that disputes is one rule for all."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="denials")
    series = models.ForeignKey("record.Series", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey("sources.Source", on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey("sources.Document", on_delete=models.PROTECT, null=True, related_name="+")
    denies = models.CharField(max_length=20)  # fact, attribution
    first_day = models.DateField()
    last_day = models.DateField()
    text = models.JSONField()
    order = models.PositiveIntegerField(default=0)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(denies__in=["fact", "attribution"]), name="denial_of_what"),
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="denial_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} denies {self.denies}"


class Discharge(models.Model):
    """Something was done by another hand, or otherwise than promised; whether that discharges is a reading."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="discharges")
    day = models.DateField()
    quantity = models.DecimalField(max_digits=24, decimal_places=6)
    document = models.ForeignKey("sources.Document", on_delete=models.PROTECT, null=True, related_name="+")
    text = models.JSONField()
    order = models.PositiveIntegerField(default=0)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.obligation_id} on {self.day}"


class Event(models.Model):
    """Suspension, lapse or another declared change of an obligation's force, by whose word."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=30)  # suspended, lapsed, resumed
    day = models.DateField()
    said_by = models.ForeignKey("sources.Source", on_delete=models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey("sources.Document", on_delete=models.PROTECT, null=True, related_name="+")
    text = models.JSONField()
    order = models.PositiveIntegerField(default=0)
    level = models.PositiveSmallIntegerField(default=Level.DESK)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[State.SUSPENDED.value, State.LAPSED.value, "resumed"]),
                name="event_state_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.state} {self.day}"
