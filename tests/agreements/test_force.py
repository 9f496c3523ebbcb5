"""What suspends, ends or resumes a duty: the text, a third hand or the other party, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from agreements.building import RELATIONS, day, duty, frame, reading, row, series, terms
from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.types import (
    EventDef,
    RelationDef,
)
from holdfast.agreements.types import RelationKind, Rule, State

SPEAKERS = {
    kind.name.lower(): RelationDef(kind.name.lower(), kind, party)
    for kind, party in [
        (RelationKind.COURT, None),
        (RelationKind.MEDIATOR, None),
        (RelationKind.VERIFICATION, None),
        (RelationKind.UN, None),
        (RelationKind.MONITOR, None),
        (RelationKind.COMPANY, None),
        (RelationKind.AFFECTED, None),
        (RelationKind.ALLY_OF_PARTY, "north"),
    ]
} | {"south-ally": RelationDef("south-ally", RelationKind.ALLY_OF_PARTY, "south")}


def changed(*events: EventDef, rule: Rule = Rule.AVERAGE) -> Any:
    """A duty that was not kept on 10 October, after these declarations."""
    pact = terms(duty(reading(rule), events=events), series(), relations=RELATIONS | SPEAKERS)
    (found,) = assess(pact, frame([row("2025-10-10", 1)]), as_of=day("2025-10-20"))
    return found


@pytest.mark.parametrize("force", ["suspended", "lapsed"])
@pytest.mark.parametrize(
    "said_by", [None, "court", "mediator", "verification", "un", "south-office", "south-ministry"]
)
def test_the_text_a_third_hand_or_the_other_party_changes_the_force_of_a_duty(
    said_by: str | None, force: str
) -> None:
    found = changed(EventDef(force, day("2025-10-12"), said_by, {"en": "so said"}))
    assert (found.state, found.state_without_event) == (State(force), State.NOT_KEPT)


@pytest.mark.parametrize("force", ["suspended", "lapsed"])
@pytest.mark.parametrize(
    ("said_by", "code"),
    [
        ("north-army", "own-word-changes-nothing"),
        ("ally_of_party", "word-changes-nothing"),
        ("south-ally", "word-changes-nothing"),
        ("paper", "word-changes-nothing"),
        ("monitor", "word-changes-nothing"),
        ("company", "word-changes-nothing"),
        ("affected", "word-changes-nothing"),
        ("nobody-knows-who", "word-changes-nothing"),
    ],
)
def test_nobody_elses_word_changes_the_force_of_a_duty(said_by: str, code: str, force: str) -> None:
    found = changed(EventDef(force, day("2025-10-12"), said_by, {"en": "so said"}))
    assert (found.state, found.state_without_event) == (State.NOT_KEPT, None)
    assert code in [why.code for why in found.notes]


def test_a_declaration_changes_nothing_before_its_day() -> None:
    owes = duty(reading(), events=(EventDef("suspended", day("2025-10-12"), None, {}),))
    (found,) = assess(terms(owes, series()), frame([row("2025-10-10", 1)]), as_of=day("2025-10-11"))
    assert found.state is State.NOT_KEPT


def test_a_duty_that_was_resumed_counts_again() -> None:
    suspended = EventDef("suspended", day("2025-10-12"), "court", {})
    assert changed(suspended, EventDef("resumed", day("2025-10-14"), "un", {})).state is State.NOT_KEPT
    assert changed(suspended, EventDef("resumed", day("2025-10-14"), "paper", {})).state is State.SUSPENDED


def test_a_later_word_that_changes_nothing_does_not_hide_the_one_that_does() -> None:
    found = changed(
        EventDef("suspended", day("2025-10-12"), "mediator", {}),
        EventDef("lapsed", day("2025-10-14"), "north-army", {}),
    )
    assert found.state is State.SUSPENDED
    assert "own-word-changes-nothing" in [why.code for why in found.notes]
