"""A number that somebody stated, as the record holds it: an assertion, or the value of a period of several days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """One stated number with the statement it belongs to.

    `statement` is the document it was said in, or where several documents of one speaker are passed on together, the
    document that does so; `relay` is the document that passes it on, empty where it stands in its own. `kind` is a
    word of AssertionKind, "total" for a value of the record; `counter` is the source who counts.
    """

    ref: str
    statement: str
    relay: str
    said: date | None
    counter: str
    speaker: str
    series: str
    series_name: Mapping[str, str]
    kind: str
    value: Decimal
    first: date | None
    last: date | None
    unit: str = ""
    per: str = "day"
    qualifier: str = ""
    url: str = ""
    cumulative: bool = False
    note: Mapping[str, str] = field(default_factory=dict)


def statement_of(document: str, of: str, counter: str, passes_on: Mapping[str, str]) -> tuple[str, str]:
    """(statement, relay) of a number that `counter` is the source of, in a document of the source `of`.

    `passes_on` are the documents it relays, each with its source.
    """
    if of == counter:
        return document, ""
    own = [key for key, source in passes_on.items() if source == counter]
    return (own[0], document) if len(own) == 1 else (document, document if own else "")
