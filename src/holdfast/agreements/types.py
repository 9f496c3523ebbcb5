"""The words of agreements: relations, kinds of duty, rules of a reading, states."""

from enum import StrEnum


class RelationKind(StrEnum):
    """What a source is to the parties of one agreement."""

    PARTY = "party"
    BODY_OF_PARTY = "body of a party"
    ALLY_OF_PARTY = "ally of a party"
    MEDIATOR = "mediator or guarantor"
    VERIFICATION = "verification mechanism"
    UN = "UN"
    MONITOR = "independent monitor"
    PRESS = "press"
    COURT = "court"
    COMPANY = "company"
    AFFECTED = "affected people's organisation"

    @property
    def speaks_for_a_party(self) -> bool:
        """One rule for all sides: a party, or a body under its government or command."""
        return self in (RelationKind.PARTY, RelationKind.BODY_OF_PARTY)


class DutyKind(StrEnum):
    """What sort of thing a bearer owes."""

    PER_TIME = "quantity per time"
    BY_DATE = "quantity by date"
    RATIO = "ratio"
    ABSTAIN = "abstain"
    DO_ONCE = "do once"
    STATE = "ongoing state"
    PROCEDURE = "procedure"


class Rule(StrEnum):
    """How a reading turns values into a state."""

    DAILY_FLOOR = "daily floor"
    AVERAGE = "average"
    CARRY_OVER = "carry-over"
    BY_DATE = "by date"
    RATIO = "ratio"
    NONE_AT_ALL = "none at all"
    STATE = "state"
    COUNT = "count"  # a count of harm or of stated events: told, never judged


RATES = (Rule.DAILY_FLOOR, Rule.AVERAGE, Rule.CARRY_OVER)  # rules of a quantity per time


class State(StrEnum):
    """What the record says about one obligation, under one reading and series, at one time."""

    KEPT = "kept"
    KEPT_LATE = "kept late"
    PARTLY = "partly kept"
    NOT_KEPT = "not kept"
    DISCHARGED = "discharged otherwise"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"
    DISPUTED = "disputed"
    NOT_DUE = "not due"
    NOT_KNOWN = "not known"
    NOT_WATCHED = "not watched"

    @property
    def mark(self) -> str:
        """The sign that stands beside the word, so that colour never carries the meaning alone."""
        return {
            State.KEPT: "✓",
            State.KEPT_LATE: "✓",
            State.PARTLY: "◐",
            State.NOT_KEPT: "✕",
            State.DISCHARGED: "◇",
            State.SUSPENDED: "‖",
            State.LAPSED: "∅",
            State.DISPUTED: "≠",
            State.NOT_DUE: "–",
            State.NOT_KNOWN: "?",
            State.NOT_WATCHED: "○",
        }[self]
