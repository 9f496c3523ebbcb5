"""The standing of an agreement: all its assessments as of a day, stored for the board, computed anew when stale."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import OperationalError, connection, transaction

from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.engine.sides import sides
from holdfast.agreements.engine.tallies import tally_sides
from holdfast.agreements.engine.types import Terms
from holdfast.agreements.errors import AgreementUnknown
from holdfast.agreements.queries import (
    agreement_references,
    agreement_terms,
    agreement_texts,
    agreement_views,
    agreements_list,
    assessments_of,
    relations,
)
from holdfast.base.canonical import canonical_json, canonical_loads, digest
from holdfast.base.clock import now, today
from holdfast.base.errors import shown
from holdfast.figures.answer import in_words
from holdfast.figures.compute import numbered
from holdfast.figures.inputs import Words, names_by_any
from holdfast.figures.models import Standing
from holdfast.figures.months import month_states
from holdfast.figures.snapshot import plain, restored
from holdfast.figures.stale import verdicts_of_agreement
from holdfast.figures.touched import touched_in_query, touched_seq
from holdfast.figures.types import Outline, StandingView
from holdfast.people.types import Viewer
from holdfast.record.queries import series_changed

FORMAT = 3  # of what is stored; a standing in another form is computed anew


def standing(viewer: Viewer, agreement: str, as_of: date | None = None) -> StandingView:
    """One agreement's standing as of a day, today in its zone unless another is given; raises AgreementUnknown."""
    found = standings(viewer, [agreement], as_of)
    if agreement not in found:
        raise _unknown(agreement)
    return found[agreement]


def standings(
    viewer: Viewer, agreements: Collection[str] | None = None, as_of: date | None = None
) -> dict[str, StandingView]:
    """The standings of these agreements, or of all, by key: two queries while no row and no term has changed.

    Lines that publish, that keep evidence or that manage people leave a stored reading as it is. Where other lines were
    written and none of the rows and terms an agreement rests on have changed, its assessments are kept and only its
    names are read again; else it is computed and stored anew, as it is once a day. Kept apart by clearance: a reader is
    never shown a reading made for another.
    """
    days = {
        one.key: as_of or today(one.timezone)
        for one in agreements_list(viewer)
        if agreements is None or one.key in agreements
    }
    stored = {
        row.agreement.key: row
        for row in Standing.objects.filter(
            agreement__key__in=list(days), clearance=int(viewer.clearance), as_of__in=set(days.values())
        )
        .annotate(touched=touched_in_query())
        .select_related("agreement")
        .order_by("seq")
        if row.as_of == days[row.agreement.key]
    }
    found = {}
    for key, day in days.items():
        row = stored.get(key)
        body = _body(row)
        if row is not None and body and row.seq >= row.touched:
            found[key] = _view(key, day, row.seq, row.computed, body, row.stale)
        else:
            found[key] = _renewed(viewer, key, day, touched_seq(), row, body)
    return found


def refresh_standing(viewer: Viewer, *, agreement: str, as_of: date | None = None) -> StandingView:
    """Compute and store an agreement's standing for this viewer's clearance, whatever is stored.

    A stored reading is nobody's statement and says nothing that assessing would not say, so it writes no journal line.
    Raises AgreementUnknown.
    """
    listed = next((one for one in agreements_list(viewer) if one.key == agreement), None)
    if listed is None:
        raise _unknown(agreement)
    return _renewed(viewer, agreement, as_of or today(listed.timezone), touched_seq(), None, {})


def _renewed(
    viewer: Viewer, key: str, day: date, seq: int, row: Standing | None, body: Mapping[str, Any]
) -> StandingView:
    terms = agreement_terms(viewer, key)
    outline = _outline(viewer, key, terms)
    if row is not None and body and body["terms"] == _digest(terms):
        changed = series_changed(viewer, series_ids=list(terms.series), since_seq=row.seq)
        if not changed:
            return _store(viewer, terms, day, seq, {**body, "outline": plain(outline)}, row)
    found, terms = assessments_of(viewer, key, as_of=day)
    names = _names(outline, terms)
    made = {
        "format": FORMAT,
        "assessments": [_assessment(one, names) for one in found],
        "sides": [side.as_json() for side in tally_sides(found, terms)],
        "side_by_side": [side.as_json() for side in sides(found, terms)],
        "months": month_states(viewer, terms, day),
        "terms": _digest(terms),
        "outline": plain(outline),
    }
    return _store(viewer, terms, day, seq, made, None)


def _outline(viewer: Viewer, key: str, terms: Terms) -> Outline:
    views = agreement_views(viewer, [key])
    if not views:
        raise _unknown(key)
    return Outline(
        view=views[0],
        texts=agreement_texts(viewer, key),
        references=agreement_references(viewer, key),
        relations=relations(viewer, agreement=key),
        series=tuple(terms.series.values()),
    )


def _digest(terms: Terms) -> str:
    """The digest of the terms without documents, which change nothing unless a row stands in them."""
    return digest(plain(replace(terms, documents={}, known_seq=None)))


def _assessment(one: Assessed, names: Mapping[str, Words]) -> dict[str, Any]:
    """The engine's JSON with the rows as counts and ranges of their numbers, and the reason in every language."""
    told = numbered(one.as_json())
    told["rows_used_ranges"] = ranges(one.used)
    told["rows_rejected_because"] = [
        {"why_code": group.why.code, "why": group.why.render("en"), "count": len(group.rows)}
        for group in one.rejected
    ]
    told["mark"] = one.state.mark
    told["why_words"] = in_words(one.why, names)
    told["notes_words"] = [in_words(why, names) for why in (*one.coverage_notes, *one.notes)]
    return told


def _names(outline: Outline, terms: Terms) -> dict[str, Words]:
    """Names of sources, parties, series and duties, for the reasons a board prints."""
    return names_by_any(
        [(key, relation.name) for key, relation in terms.relations.items()]
        + [(party.key, party.name) for party in outline.view.parties]
        + [(series.key, series.name) for series in terms.series.values()]
        + [(duty.key, duty.title) for duty in terms.obligations]
    )


def ranges(rows: Iterable[int], most: int = 20) -> list[str]:
    """Row numbers as "O-3" and "O-5..O-9", the first `most` ranges."""
    found: list[list[int]] = []
    for row in sorted(rows):
        if found and found[-1][1] == row - 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    return [f"O-{first}" if first == last else f"O-{first}..O-{last}" for first, last in found[:most]]


def _store(
    viewer: Viewer, terms: Terms, day: date, seq: int, body: Mapping[str, Any], kept: Standing | None
) -> StandingView:
    """Store a reading in place of those before it; `kept` is the one whose assessments it keeps.

    Where another writer holds the store, as a long load does, the reader gets the reading and the next one stores it.
    """
    text = canonical_json(body).decode("utf-8")
    stale = verdicts_of_agreement(viewer, terms)
    computed = kept.computed if kept else now()
    agreements = Standing._meta.get_field("agreement").remote_field.model._default_manager
    place = agreements.filter(key=terms.agreement).values_list("pk", flat=True).first()
    if place is None:
        raise _unknown(terms.agreement)
    with suppress(OperationalError), _hardly_waiting(), transaction.atomic():
        mine = Standing.objects.filter(agreement_id=place, as_of=day, clearance=int(viewer.clearance))
        mine.filter(seq__lt=seq).delete()
        Standing.objects.update_or_create(
            agreement_id=place,
            as_of=day,
            seq=seq,
            clearance=int(viewer.clearance),
            defaults={"body": text, "stale": stale, "computed": computed},
        )
    return _view(terms.agreement, day, seq, computed, canonical_loads(text), stale)


@contextmanager
def _hardly_waiting() -> Iterator[None]:
    """SQLite has one writer at a time, and whoever waits for it waits as long as a load takes."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA busy_timeout = 100")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def _body(row: Standing | None) -> Mapping[str, Any]:
    """What is stored, or nothing where there is none or another version of the software wrote it."""
    body: Mapping[str, Any] = canonical_loads(row.body) if row is not None else {}
    return body if body.get("format") == FORMAT else {}


def _view(
    key: str, day: date, seq: int, computed: datetime, body: Mapping[str, Any], stale: Mapping[str, Any]
) -> StandingView:
    return StandingView(
        agreement=key,
        as_of=day,
        seq=seq,
        computed=computed,
        assessments=tuple(body["assessments"]),
        sides=tuple(body["sides"]),
        side_by_side=tuple(body["side_by_side"]),
        months=body["months"],
        outline=restored(Outline, body["outline"]),
        stale=stale,
    )


def _unknown(key: str) -> AgreementUnknown:
    return AgreementUnknown(f"There is no agreement {shown(key)}", next_step="Look at the list of agreements")
