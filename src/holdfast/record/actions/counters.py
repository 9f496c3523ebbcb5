"""Deciding about a counter that fell."""

from dataclasses import dataclass
from datetime import date

from holdfast.base.errors import shown
from holdfast.journal.actions import recording
from holdfast.journal.queries import seq_of_batch
from holdfast.people.permissions import require
from holdfast.people.signing import signature
from holdfast.people.types import Permission, Viewer
from holdfast.record.errors import CounterNeverFell, ReasonMissing, SeriesUnknown
from holdfast.record.models import CounterDecision
from holdfast.record.queries.counters import counter_falls
from holdfast.record.queries.definitions import visible_series
from holdfast.record.queries.digests import batch_content
from holdfast.record.types import CounterRuling, DecisionDef

_UNTOUCHED = "Nothing was decided"


@dataclass(frozen=True, slots=True)
class Decided:
    """A ruling as it was just made, and the one about the same day that stood until then."""

    series: str
    decision: DecisionDef
    stood: DecisionDef | None

    def sentence(self) -> str:
        """What was decided and what it changes, in English, for the terminal."""
        day, ruling = self.decision.day.isoformat(), self.decision.ruling.value
        if self.stood is None:
            return f"{self.series}, {day}: {ruling}."
        was = f"{self.stood.ruling.value}, by {self.stood.by}: “{self.stood.reason}”"
        if self.stood.ruling is self.decision.ruling:
            return (
                f"{self.series}, {day}: still {ruling}, with a new reason. What stood ({was}) stays readable."
            )
        return f"{self.series}, {day}: {ruling}, in place of what stood ({was}), which stays readable."


def decide_counter(viewer: Viewer, *, series: str, day: date, ruling: CounterRuling, reason: str) -> Decided:
    """Say whether the counter that is lower on `day` restarted or was corrected; a later decision is a new edition.

    Hands back the decision that stood as well.
    Raises NotAllowed, ReasonMissing, SeriesUnknown, CounterNeverFell.
    """
    require(viewer, Permission.DECIDE)
    reason = reason.strip()
    if not reason or len(reason) > 1000:
        raise ReasonMissing("A decision has a reason of 1 to 1,000 characters", untouched=_UNTOUCHED)
    found = visible_series(viewer).filter(key=series).first()
    if found is None:
        raise SeriesUnknown(f"There is no series {shown(series)}", untouched=_UNTOUCHED)
    with recording(actor=viewer.key, verb="decide_counter", object_key=f"series:{series}") as entry:
        days = [fall.day for fall in counter_falls(viewer, [series])]
        if day not in days:
            named = ", ".join(str(one) for one in days[:5]) or "no day"
            raise CounterNeverFell(
                f"{series} did not fall on {day}",
                untouched=_UNTOUCHED,
                next_step=f"It fell on {named}",
            )
        before = CounterDecision.objects.filter(series=found, day=day).order_by("-edition").first()
        made = CounterDecision(
            series=found,
            day=day,
            ruling=CounterRuling(ruling).value,
            reason=reason,
            by=signature(viewer),
            edition=(before.edition if before else 0) + 1,
            level=found.level,
            batch=entry.batch,
        )
        made.save(force_insert=True)
        entry.commit_to(batch_content(entry.batch))
    made_now = DecisionDef(day, CounterRuling(ruling), reason, made.by, entry.seq)
    return Decided(series, made_now, _decision(before) if before else None)


def _decision(row: CounterDecision) -> DecisionDef:
    return DecisionDef(row.day, CounterRuling(row.ruling), row.reason, row.by, seq_of_batch(row.batch))
