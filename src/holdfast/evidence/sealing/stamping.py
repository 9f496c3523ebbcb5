"""Asking authorities, calendars and witnesses, all at once and without touching the store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from holdfast.base.errors import HoldfastError
from holdfast.evidence.sealing.authorities import ask_token, read_chain
from holdfast.evidence.sealing.calendars import ask_calendar
from holdfast.evidence.sealing.checkpoints import note_digest
from holdfast.evidence.sealing.services import all_at_once
from holdfast.evidence.sealing.settings import Authority, Calendar, Witness
from holdfast.evidence.sealing.witness import Cosigned, ask_witness
from holdfast.evidence.types import StampKind, StampState, Trouble


@dataclass(frozen=True, slots=True)
class Gained:
    """A stamp to be stored."""

    kind: StampKind
    authority: str
    state: StampState
    proof: bytes
    stamped_at: datetime | None


def ask_all(
    note: str,
    authorities: Sequence[Authority],
    calendars: Sequence[Calendar],
    witnesses: Sequence[tuple[Witness, int]],
    leaves: Sequence[bytes],
) -> tuple[list[Gained], list[Cosigned], list[Trouble]]:
    """What each gave for the head, and what those said who gave nothing; witnesses with the size they saw last."""
    chains = [(one, read_chain(one.chain)) for one in authorities]
    asked: list[tuple[str, Callable[[], Any]]] = [
        *((one.name, partial(_token, one, note, chain)) for one, chain in chains),
        *((one.name, partial(_promise, one, note)) for one in calendars),
        *((one.name, partial(ask_witness, one, note, old, leaves)) for one, old in witnesses if one.url),
    ]
    said = all_at_once(asked, _tried)
    return (
        [one for one in said if isinstance(one, Gained)],
        [one for one in said if isinstance(one, Cosigned)],
        [one for one in said if isinstance(one, Trouble)],
    )


def _tried(asked: tuple[str, Callable[[], Any]]) -> Any:
    name, ask = asked
    try:
        return ask()
    except HoldfastError as error:
        return Trouble(name, error.what_happened)


def _token(authority: Authority, note: str, chain: Any) -> Gained:
    proof, at = ask_token(authority, note, chain)
    return Gained(StampKind.RFC3161, authority.name, StampState.ANCHORED, proof, at)


def _promise(calendar: Calendar, note: str) -> Gained:
    proof = ask_calendar(calendar, note_digest(note))
    return Gained(StampKind.OPENTIMESTAMPS, calendar.name, StampState.PENDING, proof, None)
