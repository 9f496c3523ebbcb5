"""Deciding about a counter that fell."""

from datetime import date

from django.db.models import Max

from holdfast.base.errors import shown
from holdfast.journal.actions import recording
from holdfast.people.permissions import require
from holdfast.people.types import Permission, Viewer
from holdfast.record.errors import CounterNeverFell, ReasonMissing, SeriesUnknown
from holdfast.record.models import CounterDecision
from holdfast.record.queries.counters import counter_falls
from holdfast.record.queries.definitions import visible_series
from holdfast.record.queries.digests import batch_content
from holdfast.record.types import CounterRuling, DecisionDef

_UNTOUCHED = "Nothing was decided"


def decide_counter(
    viewer: Viewer, *, series: str, day: date, ruling: CounterRuling, reason: str
) -> DecisionDef:
    """Say whether the counter that is lower on `day` restarted or was corrected; a later decision is a new edition.

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
        before = CounterDecision.objects.filter(series=found, day=day).aggregate(last=Max("edition"))["last"]
        made = CounterDecision(
            series=found,
            day=day,
            ruling=CounterRuling(ruling).value,
            reason=reason,
            by=viewer.key,
            edition=(before or 0) + 1,
            level=found.level,
            batch=entry.batch,
        )
        made.save(force_insert=True)
        entry.commit_to(batch_content(entry.batch))
    return DecisionDef(day, CounterRuling(ruling), reason, viewer.key, entry.seq)
