"""A draft at an address: fetched once through the guarded fetcher, read, and not stored."""

from __future__ import annotations

import re

from holdfast.base.errors import one_line
from holdfast.claims.reading.errors import DraftNotReached, DraftTooLong
from holdfast.egress.actions import Fetcher
from holdfast.egress.errors import AddressRefused
from holdfast.egress.types import Fetched, Limits, Outcome
from holdfast.evidence.capturing.policy import desk_policy

ADDRESS = re.compile(r"\s*https?://\S+\s*", re.IGNORECASE)
MOST_FETCHED = 16 * 1024 * 1024
_LIMITS = Limits(wire_bytes=MOST_FETCHED, decoded_bytes=MOST_FETCHED, seconds=8.0, connect_seconds=4.0)
_SAVED = "Save the page or its text in a file, and have that checked"


def read_address(address: str, fetcher: Fetcher | None) -> tuple[bytes, str, str]:
    """The bytes, their Content-Type and the address they came from; raises AddressRefused, DraftNotReached."""
    if fetcher is not None:
        return _read(fetcher, address)
    with Fetcher(policy=desk_policy(), limits=_LIMITS) as own:
        return _read(own, address)


def _read(fetcher: Fetcher, address: str) -> tuple[bytes, str, str]:
    with fetcher.fetch(address.strip(), limits=_LIMITS) as fetched:
        _came(fetched)
        body = fetched.body(MOST_FETCHED)
        try:
            if body.state == "cut by size":
                raise _too_long(fetched)
            if body.state != "whole":
                raise DraftNotReached(
                    f"What came from {one_line(fetched.address)} cannot be unpacked: {body.state}",
                    untouched="Nothing was stored",
                    next_step=_SAVED,
                )
            return body.content.read(), fetched.hops[-1].header("content-type"), fetched.address
        finally:
            body.content.close()


def _came(fetched: Fetched) -> None:
    if fetched.outcome is Outcome.REFUSED:
        raise AddressRefused(fetched.why)
    if fetched.outcome is Outcome.CUT_BY_SIZE:
        raise _too_long(fetched)
    if fetched.outcome is not Outcome.COMPLETE:
        raise DraftNotReached(
            f"{one_line(fetched.address)} did not answer: {fetched.why.render('en')}",
            untouched="Nothing was stored",
            next_step="Look at the address, or try again later",
        )
    if fetched.status is None or not 200 <= fetched.status < 300:
        raise DraftNotReached(
            f"{one_line(fetched.address)} answered with {fetched.status}, which is no page to check",
            untouched="Nothing was stored",
            next_step=_SAVED,
        )


def _too_long(fetched: Fetched) -> DraftTooLong:
    return DraftTooLong(
        f"{one_line(fetched.address)} is larger than the {MOST_FETCHED // 1024**2} MB fetched for a check",
        untouched="Nothing was stored",
        next_step=_SAVED,
    )
