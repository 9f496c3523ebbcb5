"""The standing of an agreement: all its assessments as of a day, stored for the board, computed anew when stale."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.engine.sides import sides, tally_sides
from holdfast.agreements.engine.types import Terms
from holdfast.agreements.errors import AgreementUnknown
from holdfast.agreements.queries import agreement_terms, agreement_views, assessments_of
from holdfast.base.canonical import canonical_json, canonical_loads, digest
from holdfast.base.clock import now, today
from holdfast.base.errors import shown
from holdfast.figures.answer import in_words
from holdfast.figures.compute import numbered
from holdfast.figures.inputs import Words, names_by_any
from holdfast.figures.models import Standing
from holdfast.figures.snapshot import plain
from holdfast.figures.types import StandingView
from holdfast.journal.queries import head
from holdfast.people.types import Viewer
from holdfast.record.queries import series_changed


def standing(viewer: Viewer, agreement: str, as_of: date | None = None) -> StandingView:
    """One agreement's standing as of a day, today in its zone unless another is given; raises AgreementUnknown."""
    found = standings(viewer, [agreement], as_of)
    if agreement not in found:
        raise _unknown(agreement)
    return found[agreement]


def standings(
    viewer: Viewer, agreements: Collection[str] | None = None, as_of: date | None = None
) -> dict[str, StandingView]:
    """The standings of these agreements, or of all, by key; what is stored for the journal's last line is only read.

    Where the journal has gone on and none of the rows and terms an agreement rests on have changed, the stored
    reading is kept; else it is computed and stored anew. Kept apart by clearance: a reader is never shown a reading
    made for another.
    """
    seq = head().seq
    views = agreement_views(viewer, agreements)
    days = {view.key: as_of or today(view.timezone) for view in views}
    stored = {
        row.agreement.key: row
        for row in Standing.objects.filter(
            agreement__key__in=list(days), clearance=int(viewer.clearance), as_of__in=set(days.values())
        )
        .select_related("agreement")
        .order_by("seq")
        if row.as_of == days[row.agreement.key]
    }
    found = {}
    for key, day in days.items():
        row = stored.get(key)
        found[key] = (
            _view(row) if row is not None and row.seq == seq else _renewed(viewer, key, day, seq, row)
        )
    return found


def refresh_standing(viewer: Viewer, *, agreement: str, as_of: date | None = None) -> StandingView:
    """Compute and store an agreement's standing for this viewer's clearance, whatever is stored.

    A stored reading is nobody's statement and says nothing that assessing would not say, so it writes no journal line.
    Raises AgreementUnknown.
    """
    views = agreement_views(viewer, [agreement])
    if not views:
        raise _unknown(agreement)
    return _renewed(viewer, agreement, as_of or today(views[0].timezone), head().seq, None)


def _renewed(viewer: Viewer, key: str, day: date, seq: int, row: Standing | None) -> StandingView:
    if row is not None:
        terms = agreement_terms(viewer, key)
        changed = series_changed(viewer, series_ids=list(terms.series), since_seq=row.seq)
        if not changed and canonical_loads(row.body)["terms"] == _digest(terms):
            return _keep(row, seq)
    found, terms = assessments_of(viewer, key, as_of=day)
    names = _names(viewer, terms)
    body = {
        "assessments": [_assessment(one, names) for one in found],
        "sides": [side.as_json() for side in tally_sides(found, terms)],
        "side_by_side": [side.as_json() for side in sides(found, terms)],
        "terms": _digest(terms),
    }
    return _store(viewer, key, day, seq, canonical_json(body).decode("utf-8"))


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


def _names(viewer: Viewer, terms: Terms) -> dict[str, Words]:
    """Names of sources, parties, series and duties, for the reasons a board prints."""
    parties = [
        (party.key, party.name)
        for view in agreement_views(viewer, [terms.agreement])
        for party in view.parties
    ]
    return names_by_any(
        [(key, relation.name) for key, relation in terms.relations.items()]
        + parties
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


def _keep(row: Standing, seq: int) -> StandingView:
    """The stored reading holds at a later journal line as well."""
    later = Standing.objects.filter(
        agreement_id=row.agreement.pk, as_of=row.as_of, clearance=row.clearance, seq=seq
    )
    if not later.exists():
        Standing.objects.filter(pk=row.pk).update(seq=seq)
    row.seq = seq
    return _view(row)


def _store(viewer: Viewer, key: str, day: date, seq: int, body: str) -> StandingView:
    with transaction.atomic():
        agreements = Standing._meta.get_field("agreement").remote_field.model._default_manager
        place = agreements.filter(key=key).values_list("pk", flat=True).first()
        if place is None:
            raise _unknown(key)
        mine = Standing.objects.filter(agreement_id=place, as_of=day, clearance=int(viewer.clearance))
        mine.filter(seq__lt=seq).delete()
        row, _ = Standing.objects.update_or_create(
            agreement_id=place,
            as_of=day,
            seq=seq,
            clearance=int(viewer.clearance),
            defaults={"body": body, "computed": now()},
        )
    return _view(row)


def _view(row: Standing) -> StandingView:
    body: Mapping[str, Any] = canonical_loads(row.body)
    return StandingView(
        agreement=row.agreement.key,
        as_of=row.as_of,
        seq=row.seq,
        computed=row.computed,
        assessments=tuple(body["assessments"]),
        sides=tuple(body["sides"]),
        side_by_side=tuple(body["side_by_side"]),
    )


def _unknown(key: str) -> AgreementUnknown:
    return AgreementUnknown(f"There is no agreement {shown(key)}", next_step="Look at the list of agreements")
