"""The kinds of value with which a case says what to fetch, where from and how often."""

import re
from decimal import Decimal
from typing import Any

from holdfast.cases import kinds
from holdfast.cases.kinds import BAD, Reader
from holdfast.cases.report import Report, Spot
from holdfast.evidence.queries.kept import address_refused

FORMATS = ("csv", "xlsx", "json", "parquet")
FEED_KINDS = ("atom", "rss")
MOST_VANISH = Decimal("0.2")
_EVERY = re.compile(r"([1-9][0-9]{0,3}) ?([hdw])")
_HOURS = {"h": 1, "d": 24, "w": 24 * 7}
_MOST_HOURS = 24 * 366


def address(value: Any, spot: Spot, report: Report) -> Any:
    """An address that the fetcher would go to, as far as its text tells; test hosts are a desk's setting."""
    found = kinds.text(2000)(value, spot, report)
    if found is BAD or not found:
        return found
    refused = address_refused(found)
    if refused is not None:
        report.add(
            spot,
            "this address is not fetched: " + refused.render("en").rstrip("."),
            expected="an address of the public web that begins with https:// or http://",
            found=found,
            code="address-refused",
        )
        return BAD
    return found


def every(value: Any, spot: Spot, report: Report) -> Any:
    """How often, in hours: "6h", "1d", "2w"; at most a year."""
    said = _EVERY.fullmatch(value.strip().lower()) if isinstance(value, str) else None
    hours = int(said[1]) * _HOURS[said[2]] if said else 0
    if not 1 <= hours <= _MOST_HOURS:
        report.add(
            spot,
            "this does not say how often",
            expected='hours, days or weeks, at most a year: "6h", "1d", "1w"',
            found=value,
            code="bad-interval",
        )
        return BAD
    return hours


def _share(value: Any, spot: Spot, report: Report) -> Any:
    found = kinds.number()(value, spot, report)
    if found is not BAD and found > 1:
        report.add(
            spot,
            "the share is more than the whole",
            expected="a number from 0 to 1: 0.2 is a fifth of the rows",
            found=value,
            code="out-of-range",
        )
        return BAD
    return found


share: Reader = _share
