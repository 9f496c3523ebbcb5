"""What the cases room hands out."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import polars as pl

from holdfast.agreements.drafts import AgreementDraft
from holdfast.base.errors import Problem
from holdfast.cases.folder import FileRead
from holdfast.cases.watched_types import Came as Came
from holdfast.cases.watched_types import Entry as Entry
from holdfast.cases.watched_types import FeedRead as FeedRead
from holdfast.cases.watched_types import Silent as Silent
from holdfast.cases.watched_types import UpdateDef as UpdateDef
from holdfast.cases.watched_types import UpdatesPage as UpdatesPage
from holdfast.cases.watched_types import Watch as Watch
from holdfast.cases.watched_types import WatchedDef as WatchedDef
from holdfast.cases.watched_types import WatchedFile as WatchedFile
from holdfast.figures.types import FigureDef
from holdfast.record.types import AssertionSpec, IndicatorDef, SeriesSpec
from holdfast.sources.types import DocumentDef, SourceDef

Words = Mapping[str, str]
_ONE = {"parties": "party", "series": "series", "indicators": "indicator"}


def _one_or_many(name: str, count: int) -> str:
    return name if count != 1 else _ONE.get(name, name.removesuffix("s"))


@dataclass(frozen=True, slots=True)
class CheckedCase:
    """A case in which nothing is wrong, ready to be loaded; `observations` is one frame for all its data files."""

    key: str
    title: Words
    licence: str
    attribution: Words
    level: int
    agreement: AgreementDraft
    sources: tuple[SourceDef, ...]
    documents: tuple[DocumentDef, ...]
    indicators: tuple[IndicatorDef, ...]
    series: tuple[SeriesSpec, ...]
    series_levels: Mapping[str, int]
    assertions: tuple[AssertionSpec, ...]
    figures: tuple[FigureDef, ...]
    observations: pl.DataFrame
    files: tuple[FileRead, ...]
    rows_by_file: Mapping[str, int]
    digest: str
    notes: tuple[Problem, ...] = ()  # nothing wrong, and worth a look
    beside_desk: bool = False  # also compared with what other cases hold at a desk
    watched: tuple[WatchedDef, ...] = ()
    listed: tuple[str, ...] = ()  # keys of the documents that stand in the table file

    @property
    def counts(self) -> dict[str, int]:
        """How many of each thing the case holds."""
        clauses = self.agreement.clauses
        return {
            "parties": len(self.agreement.parties),
            "clauses": len(clauses),
            "obligations": sum(len(clause.obligations) for clause in clauses),
            "sources": len(self.sources),
            "documents": len(self.documents),
            "indicators": len(self.indicators),
            "series": len(self.series),
            "observations": self.observations.height,
            "assertions": len(self.assertions),
            "figures": len(self.figures),
        }

    def sentence(self) -> str:
        """What was found, in English, for the terminal."""
        held = ", ".join(
            f"{count} {_one_or_many(name, count)}" for name, count in self.counts.items() if count
        )
        looked = (
            "It takes nothing that another case of this desk holds."
            if self.beside_desk
            else "The folder was checked by itself; name a desk (--desk DIR) to compare it with the cases there."
        )
        lines = [f"Nothing is wrong with {self.key}: {held}.", looked]
        if self.notes:
            count = len(self.notes)
            lines.append(f"{count} {_one_or_many('notes', count)}, and none of them hinders loading:")
            lines += [f"  {note}" for note in self.notes]
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """The outcome as JSON carries it."""
        return {
            "case": self.key,
            "agreement": self.agreement.key,
            "counts": self.counts,
            "files": [
                {
                    "name": file.name,
                    "size": file.size,
                    "sha256": file.digest,
                    "rows": self.rows_by_file.get(file.name, 0),
                }
                for file in self.files
            ],
            "problems": [],
            "notes": [note.as_dict() for note in self.notes],
            "beside_desk": self.beside_desk,
        }


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a case did; `seq` is its journal line, None where nothing had changed."""

    key: str
    agreement: str
    seq: int | None
    added: int
    changed: int
    withdrawn: int
    restored: int
    unchanged: int
    definitions: int  # rows of sources, agreements and the like that were written
    digests: int = 0  # rows that only say which bytes the case's files have
    counts: Mapping[str, int] = field(default_factory=dict)
    newer: tuple[str, ...] = ()  # watched files of which the desk holds a later version than the folder

    @property
    def wrote(self) -> bool:
        """Whether anything was written."""
        return self.seq is not None

    def sentence(self) -> str:
        """What was done, in English, for the terminal."""
        return " ".join(
            [self._done(), *(f"{name} was fetched since; the later one stands." for name in self.newer)]
        )

    def _done(self) -> str:
        if not self.wrote:
            return f"{self.key}: nothing has changed, so nothing was written."
        if not (self.added or self.changed or self.withdrawn or self.restored or self.definitions):
            return (
                f"{self.key}: its files were saved anew and say the same; nothing but the digests of its files was "
                f"written (journal line {self.seq})."
            )
        parts = [
            f"{count} {_one_or_many('observations', count)} {what}"
            for count, what in (
                (self.added, "added"),
                (self.changed, "superseded"),
                (self.withdrawn, "withdrawn"),
                (self.restored, "restored"),
                (self.unchanged, "unchanged"),
            )
            if count
        ]
        if self.definitions:
            what = "of sources, documents, agreement, series and the like"
            parts.append(f"{self.definitions} {_one_or_many('rows', self.definitions)} {what} written")
        return f"{self.key}: {', '.join(parts)} (journal line {self.seq})."

    def as_dict(self) -> dict[str, Any]:
        """The outcome as JSON carries it."""
        return {**asdict(self), "counts": dict(self.counts)}


@dataclass(frozen=True, slots=True)
class CaseFileDetail:
    """One file of a loaded case."""

    name: str
    size: int
    digest: str
    rows: int


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """A case as it was last loaded."""

    key: str
    title: Words
    licence: str
    attribution: Words
    agreement: str
    digest: str
    level: int
    seq: int | None
    files: tuple[CaseFileDetail, ...]
