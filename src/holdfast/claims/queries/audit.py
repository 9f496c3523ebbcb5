"""The audit of the numbers a desk holds, computed from the record whenever it is read: nothing of it is stored."""

from dataclasses import dataclass

from holdfast.claims.engine.audit.found import Finding
from holdfast.claims.engine.audit.recorded import audit_recorded
from holdfast.people.types import Viewer
from holdfast.record.queries import stated_numbers


@dataclass(frozen=True, slots=True)
class Audited:
    """A finding with the series, the sources and the documents of its numbers, by key."""

    finding: Finding
    series: frozenset[str]
    sources: frozenset[str]  # who counts, and who states it
    documents: tuple[str, ...]


def audit_findings(viewer: Viewer, *, case: str | None = None) -> tuple[Audited, ...]:
    """What cannot all be right in the stated numbers the viewer may see, of the desk or of one case; one query."""
    numbers = {one.ref: one for one in stated_numbers(viewer, case=case)}
    found = []
    for one in audit_recorded(numbers.values()):
        held = [numbers[str(ref)] for ref in one.rows]
        found.append(
            Audited(
                one,
                frozenset(number.series for number in held if number.series),
                frozenset(key for number in held for key in (number.counter, number.speaker)),
                tuple(dict.fromkeys(number.relay or number.statement for number in held)),
            )
        )
    return tuple(found)
