"""Loading a case: all of it in one transaction and one journal line, or nothing."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.db import DatabaseError

from holdfast.agreements.actions import save_agreement
from holdfast.base.clock import now, today
from holdfast.cases.check import check_case
from holdfast.cases.errors import CaseBroken, CaseMovedOn, StoreRefused
from holdfast.cases.holdings import conflicts, holds_of, narrowed, shared_level, vanished
from holdfast.cases.kept import keep_case, read_with_newer
from holdfast.cases.models import Case, CaseFile, Load, Watched
from holdfast.cases.types import CheckedCase, Loaded, Watch
from holdfast.figures.actions import save_figure_definitions
from holdfast.journal.actions import Entry, recording
from holdfast.people.errors import NotAllowed
from holdfast.people.permissions import require
from holdfast.people.types import Level, Permission, Viewer
from holdfast.record.actions import (
    record_observations,
    save_assertions,
    save_indicators,
    save_series,
)
from holdfast.record.types import Recorded
from holdfast.sources.actions import remove_documents, remove_sources, save_documents, save_sources
from holdfast.sources.queries import documents_list, sources_list

__all__ = ["check_case", "load_case"]

Progress = Callable[[str], None]
_UNTOUCHED = "The store and its journal are as they were before"


def load_case(
    viewer: Viewer,
    folder: str | Path,
    *,
    progress: Progress | None = None,
    standing: str | None = None,
    dry: bool = False,
) -> Loaded:
    """Load a case folder: check it whole, then write it in one transaction with one journal line.

    Loading the same files again writes nothing. A changed value supersedes, a vanished row is withdrawn. `progress`
    is told what is being done. With `dry` it is undone at the end, and the counts say what it would have done. With
    `standing`, the digest of the case that the folder was made from, the folder is taken as it stands, and CaseMovedOn
    raised where the case has another digest by now; without it, a watched file that is older than the desk's own
    version does not take its place. Raises NotAllowed, CaseUnreadable, CaseBroken, StoreRefused, CaseNotKept, and
    errors of the rooms where the case and what stands at the desk cannot go together; none leaves anything written.
    """
    require(viewer, Permission.LOAD_CASE)
    say = progress or (lambda _: None)
    say("checking")
    if standing is not None:
        return _load(viewer, check_case(folder), say, standing=standing, dry=dry)
    for last in (False, False, True):
        with read_with_newer(viewer, folder) as read:
            try:
                loaded = _load(viewer, read.checked, say, standing=read.standing, dry=dry)
                return replace(loaded, newer=read.newer)
            except CaseMovedOn:  # it was updated between the reading and the writing
                if last:
                    raise
    raise AssertionError  # the loop returns or raises


def _load(
    viewer: Viewer, checked: CheckedCase, say: Progress, *, standing: str | None = None, dry: bool
) -> Loaded:
    _require_clearance(viewer, checked)
    if checked.watched and not dry:
        keep_case(viewer, checked.files)
    try:
        with recording(actor=viewer.key, verb="load_case", object_key=f"case:{checked.key}") as entry:
            loading = _Loading(viewer, entry, checked, say)
            if standing is not None and (loading.before is None or loading.before.digest != standing):
                raise CaseMovedOn(
                    f"The case {checked.key} was loaded anew meanwhile",
                    untouched=_UNTOUCHED,
                    next_step="Update it again",
                )
            loading.write()
            if loading.nothing_new or dry:
                entry.void()
            else:
                content = loading.content()
                Load.objects.create(
                    case=checked.key, content=content, level=int(checked.level), batch=entry.batch
                )
                entry.commit_to(content, count=loading.written)
    except (DatabaseError, sqlite3.Error) as error:  # bulk writes speak to SQLite without Django between
        raise StoreRefused(
            f"The store did not take the case in: {error}",
            untouched=_UNTOUCHED,
            next_step="Make room on the disk, or see whether the store may be written, and load again",
        ) from error
    return loading.loaded(entry.seq)


def _require_clearance(viewer: Viewer, checked: CheckedCase) -> None:
    """Nobody writes what they could not read."""
    named = (*checked.sources, *checked.documents)
    highest = max([checked.level, *checked.series_levels.values(), *(one.level for one in named)])
    if not viewer.sees(highest):
        raise NotAllowed(
            f"{viewer.key} is cleared for '{viewer.clearance.name.lower()}', and the case holds records that are "
            f"'{Level(highest).name.lower()}'",
            untouched=_UNTOUCHED,
            next_step="Ask somebody with that clearance to load it, or lower the sensitivity in the case",
        )


class _Loading:
    def __init__(self, viewer: Viewer, entry: Entry, checked: CheckedCase, say: Progress) -> None:
        # What is stored above the person's clearance still counts for what may be written over.
        self.viewer = replace(viewer, clearance=Level.RESTRICTED)
        self.entry = entry
        self.checked = checked
        self.say = say
        self.written = 0
        self.digests = 0  # of these, what only says which bytes the files have
        self.rows = Recorded(0, 0, 0, 0, 0, "")
        self.others = list(Case.objects.exclude(key=checked.key))
        self.before = Case.objects.select_for_update().filter(key=checked.key).first()

    @property
    def nothing_new(self) -> bool:
        """Whether the store says all of this already."""
        return self.written == 0

    def write(self) -> None:
        """Each room in the order of the house; what vanished goes last, when nothing rests on it."""
        checked, entry = self.checked, self.entry
        problems = conflicts(checked, self.before, self.others)
        if problems:
            raise CaseBroken(problems)
        self.say("sources and documents")
        stored = {one.key: one.level for one in sources_list(self.viewer)}
        sources = save_sources(
            entry,
            [
                replace(one, level=narrowed(one.level, "sources", one.key, self.others, stored))
                for one in checked.sources
            ],
        )
        stored = {one.key: one.level for one in documents_list(self.viewer)}
        documents = save_documents(
            entry,
            [
                replace(one, level=narrowed(one.level, "documents", one.key, self.others, stored))
                for one in checked.documents
            ],
        )
        self.written += sources.written + documents.written
        series = self._record(sources.ids, documents.ids)
        self.say("agreement")
        agreement, written = save_agreement(
            entry,
            checked.agreement,
            level=checked.level,
            sources=sources.ids,
            documents=documents.ids,
            series=series,
        )
        self.written += written
        self.say("figures")
        self.written += save_figure_definitions(entry, agreement=agreement, figures=checked.figures)
        self._forget()
        self._case(agreement)

    def _record(self, sources: dict[str, int], documents: dict[str, int]) -> dict[str, int]:
        checked, entry, viewer = self.checked, self.entry, self.viewer
        self.say("indicators and series")
        level = Level(checked.level)
        measures = defaultdict(list)
        for measure in checked.indicators:
            measures[shared_level(checked.level, "indicators", measure.key, self.others)].append(measure)
        for shared, indicators in sorted(measures.items()):
            kept = save_indicators(viewer, entry, indicators=indicators, level=Level(shared))
            self.written += kept.written
        by_level = defaultdict(list)
        for one in checked.series:
            by_level[checked.series_levels[one.key]].append(one)
        ids: dict[str, int] = {}
        for own, series in sorted(by_level.items()):
            kept = save_series(
                viewer, entry, series=series, sources=sources, documents=documents, level=Level(own)
            )
            ids.update(kept.ids)
            self.written += kept.written
        assertions = save_assertions(
            viewer,
            entry,
            case=checked.key,
            assertions=checked.assertions,
            sources=sources,
            documents=documents,
            level=level,
        )
        self.written += assertions.written
        self.say(f"{checked.observations.height} observations")
        self.rows = record_observations(
            viewer,
            entry,
            rows=checked.observations,
            case=checked.key,
            series=ids,
            documents=documents,
            noticed=today(checked.agreement.timezone),
        )
        self.written += self.rows.written
        return ids

    def _forget(self) -> None:
        """Documents and sources that the case no longer names go where nothing rests on them."""
        if self.before is None:
            return
        for kind, remove in (("documents", remove_documents), ("sources", remove_sources)):
            gone = vanished(self.before.holds, self.checked, self.others, kind)
            if kind == "documents":
                # What came by itself and is told no more was said all the same.
                gone = sorted(set(gone) - self._listed())
            if gone:
                self.written += remove(self.entry, gone)[0]

    def _listed(self) -> set[str]:
        """Keys of documents that a feed or a watched list brought, now or before."""
        checked, before = self.checked, self.before.holds if self.before else {}
        listed = any(one.what is Watch.DOCUMENTS for one in checked.watched)
        return {*before.get("listed", ()), *(checked.listed if listed else ())}

    def _holds(self) -> dict[str, list[str]]:
        holds, listed = holds_of(self.checked), self._listed()
        if listed:
            holds = {
                **holds,
                "documents": sorted({*holds["documents"], *listed}),
                "listed": sorted(listed),
            }
        return holds

    def _case(self, agreement: int) -> None:
        checked = self.checked
        fields = {
            "title": dict(checked.title),
            "licence": checked.licence,
            "attribution": dict(checked.attribution),
            "agreement_id": agreement,
            "digest": checked.digest,
            "holds": self._holds(),
            "level": int(checked.level),
        }
        case = self.before
        new = {name for name, value in fields.items() if case is None or getattr(case, name) != value}
        if not new:
            return
        if case is None:
            case = Case(key=checked.key)
        for name, value in {**fields, "batch": self.entry.batch}.items():
            setattr(case, name, value)
        case.save()
        CaseFile.objects.filter(case=case).delete()
        CaseFile.objects.bulk_create(
            CaseFile(
                case=case,
                name=file.name,
                size=file.size,
                digest=file.digest,
                rows=checked.rows_by_file.get(file.name, 0),
                level=int(checked.level),
                batch=self.entry.batch,
            )
            for file in checked.files
        )
        self._watch(case)
        self.digests = len(checked.files) + (new == {"digest"})
        self.written += 1 + len(checked.files)

    def _watch(self, case: Case) -> None:
        """What the case asks to be fetched, from now on; what it asks for in another way is due at once."""
        rows = {row.name: row for row in Watched.objects.filter(case=case)}
        for one in self.checked.watched:
            row = rows.pop(one.name, None)
            if row is None or (row.address, row.every_hours) != (one.address, one.every_hours):
                due = now()
            else:
                due = row.next_at
            fields = {
                "what": one.what,
                "address": one.address,
                "every_hours": one.every_hours,
                "most_vanish": one.most_vanish,
                "series": list(one.series),
                "document": one.document,
                "source": one.source,
                "feed_kind": one.feed_kind,
                "language": one.language,
                "timezone": one.timezone,
                "next_at": due,
                "asked_by": self.viewer.key,
                "level": one.level,
                "capture_level": one.capture_level,
                "batch": self.entry.batch,
            }
            Watched.objects.update_or_create(case=case, name=one.name, defaults=fields)
        Watched.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()

    def content(self) -> dict[str, object]:
        """What the journal commits to: the files as read, and the rows of the record written from them."""
        return {
            "case": self.checked.key,
            "files": {file.name: file.digest for file in self.checked.files},
            "observations": self.rows.digest,
            "rows": self.written,
        }

    def loaded(self, seq: int | None) -> Loaded:
        """The outcome for the person who asked."""
        rows = self.rows
        return Loaded(
            key=self.checked.key,
            agreement=self.checked.agreement.key,
            seq=seq,
            added=rows.added,
            changed=rows.changed,
            withdrawn=rows.withdrawn,
            restored=rows.restored,
            unchanged=rows.unchanged,
            definitions=self.written - rows.written - self.digests if seq is not None else 0,
            digests=self.digests if seq is not None else 0,
            counts=self.checked.counts,
        )
