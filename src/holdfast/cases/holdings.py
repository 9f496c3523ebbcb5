"""What each loaded case declared, so that what vanished from a case is found and no case takes another's series."""

from collections.abc import Iterable, Mapping

from holdfast.base.errors import Problem
from holdfast.cases.folder import CASE_FILE
from holdfast.cases.models import Case
from holdfast.cases.types import CheckedCase

Holds = Mapping[str, list[str]]


def holds_of(checked: CheckedCase) -> dict[str, list[str]]:
    """The keys that a case declares, by kind, in order."""
    return {
        "agreement": [checked.agreement.key],
        "series": sorted(one.key for one in checked.series),
        "indicators": sorted(one.key for one in checked.indicators),
        "sources": sorted(one.key for one in checked.sources),
        "documents": sorted(one.key for one in checked.documents),
        "assertions": sorted(one.key for one in checked.assertions),
        "figures": sorted(one.key for one in checked.figures),
    }


_OWNED = {"agreement": "agreement", "series": "series", "assertions": "assertion", "figures": "figure"}


def conflicts(checked: CheckedCase, before: Case | None, others: Iterable[Case]) -> list[Problem]:
    """What this case declares as its own while another loaded case holds it, or its own agreement had another key."""
    mine = holds_of(checked)
    found = []
    if before is not None and before.holds.get("agreement") != mine["agreement"]:
        found.append(
            Problem(
                CASE_FILE,
                None,
                None,
                "the key of the agreement is another than when this case was last loaded",
                ", ".join(before.holds.get("agreement", [])) + ", or a new key for the case as well",
                checked.agreement.key,
                "agreement-key-changed",
            )
        )
    for other in others:
        for kind, name in _OWNED.items():
            for key in sorted(set(mine[kind]).intersection(other.holds.get(kind, []))):
                found.append(
                    Problem(
                        CASE_FILE,
                        None,
                        None,
                        f"the {name} {key} belongs to the case {other.key}, which is loaded already",
                        f"a key of its own for this case's {name}"
                        + (
                            f', or [case] key = "{other.key}" where it is that case again'
                            * (kind == "agreement")
                        ),
                        key,
                        "held-by-another-case",
                    )
                )
    return found


def narrowed(level: int, kind: str, key: str, others: Iterable[Case], stored: Mapping[str, int]) -> int:
    """The level of a shared source, document or indicator: as open as the most open of the cases that hold it."""
    if key in stored and any(key in other.holds.get(kind, []) for other in others):
        return min(level, stored[key])
    return level


def shared_level(level: int, kind: str, key: str, others: Iterable[Case]) -> int:
    """The level of something without a sensitivity of its own: that of the most open case that holds it."""
    return min([level, *(other.level for other in others if key in other.holds.get(kind, []))])


def vanished(before: Holds, checked: CheckedCase, others: Iterable[Case], kind: str) -> list[str]:
    """The keys of a kind that this case held, holds no longer, and no other case holds."""
    gone = set(before.get(kind, [])) - set(holds_of(checked)[kind])
    for other in others:
        gone.difference_update(other.holds.get(kind, []))
    return sorted(gone)
