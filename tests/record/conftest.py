"""A small record: one source with three documents, a flow, a counter and a stock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from holdfast.journal.actions import recording
from holdfast.people.types import Level, Viewer
from holdfast.record import actions, queries
from holdfast.record.mapping.frames import MAPPED
from holdfast.record.types import IndicatorDef, Kind, Recorded, SeriesSpec, Several, Status
from holdfast.sources.actions import save_documents, save_sources
from holdfast.sources.types import DocumentDef, SourceDef

CASE = "small-case"
DAY = date(2025, 10, 10)


def day(number: int) -> date:
    """The day so many days after the first one."""
    return DAY + timedelta(days=number)


def row(series: str = "flow", first: int = 0, last: int | None = None, **more: Any) -> dict[str, Any]:
    """One mapped row; days are counted from DAY."""
    start, end = day(first), day(first if last is None else last)
    value = more.pop("value", 5)
    status = more.pop("status", Status.ZERO_REPORTED if value == 0 else Status.REPORTED)
    return {
        "series": series,
        "document": "doc-a",
        "about": start.isoformat() if start == end else f"{start}/{end}",
        "first": start,
        "last": end,
        "filled": False,
        "status": int(status),
        "value": value,
        "low": None,
        "high": None,
        "hours": None,
        "qualifier": "",
        "comparator": False,
        "note": "",
        "file": "daily.csv",
        "line": first + 2,
        **more,
    }


def rows(*made: dict[str, Any]) -> pl.DataFrame:
    """A mapped frame of these rows."""
    return pl.DataFrame(list(made), schema=MAPPED, orient="row")


@dataclass
class Small:
    """The small record, with its loader."""

    viewer: Viewer
    series: dict[str, int]
    documents: dict[str, int]
    seq: int

    def load(self, *made: dict[str, Any], case: str = CASE, noticed: date = DAY) -> Recorded:
        """Load these rows as all that the case's files say."""
        return self.load_frame(rows(*made), case=case, noticed=noticed)

    def load_frame(self, frame: pl.DataFrame, *, case: str = CASE, noticed: date = DAY) -> Recorded:
        """Load a mapped frame."""
        with recording(actor=self.viewer.key, verb="load_case", object_key=f"case:{case}") as entry:
            done = actions.record_observations(
                self.viewer,
                entry,
                rows=frame,
                case=case,
                series=self.series,
                documents=self.documents,
                noticed=noticed,
            )
            content = queries.batch_content(entry.batch)
            entry.commit_to(content)
            if not done.written:
                entry.void()
        self.seq = entry.seq or self.seq
        self.batch = entry.batch
        return done

    def frame(self, *keys: str, known_seq: int | None = None) -> pl.DataFrame:
        """The rows frame of these series."""
        return queries.rows_frame(
            self.viewer, series_ids=[self.series[key] for key in keys or ("flow",)], known_seq=known_seq
        )


@pytest.fixture
def small(alice: Viewer) -> Small:
    """The small record, made by Alice."""
    return make_small(alice)


def make_small(viewer: Viewer) -> Small:
    """Store the definitions of the small record."""
    kinds = {
        "flow": (Kind.FLOW, Several.REFUSE, 0),
        "first-said": (Kind.FLOW, Several.FIRST_SAID, 0),
        "counter": (Kind.CUMULATIVE, Several.LAST_SAID, 0),
        "stock": (Kind.STOCK, Several.REFUSE, 2),
    }
    with recording(actor=viewer.key, verb="load_case", object_key="case:definitions") as entry:
        level = Level.PUBLIC
        sources = save_sources(entry, [SourceDef("gmo", {"en": "GMO"}, level=level)]).ids
        documents = save_documents(
            entry,
            [
                DocumentDef("doc-a", "gmo", said="2025-12-01", level=level),
                DocumentDef("doc-b", "gmo", said="2025-12-09", level=level, relays=("doc-a",)),
                DocumentDef("doc-secret", "gmo", said="2025-12-10", level=Level.RESTRICTED),
            ],
        ).ids
        actions.save_indicators(
            viewer,
            entry,
            indicators=[
                IndicatorDef(f"{key}-indicator", {"en": key}, kind, "unit", {}, decimals, "", {}, {}, False)
                for key, (kind, _, decimals) in kinds.items()
            ],
            level=level,
        )
        series = actions.save_series(
            viewer,
            entry,
            series=[
                SeriesSpec(key, {"en": key}, f"{key}-indicator", "gmo", several=several)
                for key, (_, several, _) in kinds.items()
            ],
            sources=sources,
            documents=documents,
            level=level,
        ).ids
        entry.commit_to({"made": "definitions"})
    return Small(viewer, dict(series), dict(documents), entry.seq or 0)


Made = Callable[..., dict[str, Any]]
