"""Reviewing a claim: the verdict, the second reader, publication, withdrawal. A person decides each of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from holdfast.agreements.queries import relations
from holdfast.base.clock import now, today
from holdfast.base.errors import shown
from holdfast.claims.actions import given
from holdfast.claims.actions.bearing import other_rows, refused, said_in
from holdfast.claims.errors import ClaimInvalid, NotOpenToReaders, SecondReaderNeeded
from holdfast.claims.facts import publication_facts, review_facts, second_facts, withdrawal_facts
from holdfast.claims.models import Claim, Evidence, Publication, Review, SecondReading, Withdrawal
from holdfast.claims.stored import Verdict
from holdfast.evidence.queries.captures import captures_list
from holdfast.journal.actions import recording
from holdfast.journal.queries import head
from holdfast.people.permissions import require
from holdfast.people.types import Level, Permission, Viewer
from holdfast.record.queries import row_details, series_defs
from holdfast.record.types import RowRef
from holdfast.sources.queries import documents_by_id, documents_list
from holdfast.sources.types import DocumentDef

MOST_EVIDENCE = 200


def review_claim(
    *,
    viewer: Viewer,
    claim: str,
    verdict: str,
    why: Mapping[str, str],
    evidence: Sequence[str] = (),
    independent: int | None = None,
    as_of: date | None = None,
    evidence_anyway: bool = False,
) -> str:
    """Review a claim: a verdict of the closed list with its reasons; the review's key, such as C-0001.r2.

    `evidence` names rows O-…, captures E-… and documents by their keys. `independent`, with "supported" alone, is by
    how many independent sources: no more than the evidence shows. `as_of` is today where it is not given. The review
    before stays and is superseded. Rows of another source or thing than the desk's own check of the claim cites are
    taken with `evidence_anyway` alone, and the reasons then say so. Raises NotAllowed, ClaimUnknown, ClaimInvalid,
    EvidenceElsewhere.
    """
    require(viewer, Permission.EDIT)
    word = given.verdict(verdict)
    reasons = given.words(why, "reason of a review")
    found = _evidence(viewer, evidence)
    if word.rests_on_evidence and not found:
        raise given.invalid(
            f"“{word}” is said without showing what it rests on",
            "Name rows (O-12), captures (E-0001) or documents by their keys",
        )
    _check_independent(viewer, word, independent, found)
    day = _day(as_of)
    with recording(actor=viewer.key, verb="review_claim", object_key=f"claim:{claim[:100]}") as entry:
        about = given.claim_for(viewer, claim, lock=True)
        other = other_rows(viewer, word, about.text, {one.series for one in found if one.series}, day)
        if other is not None and not evidence_anyway:
            raise refused(word, other)
        if other is not None:
            reasons = given.words(said_in(why), "reason of a review")
        before = Review.objects.filter(claim=about).order_by("-number").first()
        made = Review.objects.create(
            claim=about,
            number=1 if before is None else before.number + 1,
            verdict=word,
            independent=independent,
            why=reasons,
            as_of=day,
            seq=head().seq,
            by=viewer.key,
            at=now(),
            supersedes=before,
            batch=entry.batch,
        )
        rests = [
            Evidence(review=made, place=place, **one.field, batch=entry.batch)
            for place, one in enumerate(found, 1)
        ]
        Evidence.objects.bulk_create(rests)
        entry.commit_to(review_facts(made, rests), count=1 + len(found))
    return str(made)


def own_second_reading(by: str, review: str) -> SecondReaderNeeded:
    """Why the author of a review is no second reader of it."""
    return SecondReaderNeeded(
        f"{by} wrote {review}; a second reader is another person",
        untouched=given.UNTOUCHED,
        next_step="Ask another editor or reviewer to read it",
    )


def second_review(*, viewer: Viewer, review: str, note: str = "") -> None:
    """Stand behind a review as its second reader; its author cannot, here and in the store itself.

    Whoever disagrees writes a review of their own, which supersedes it. Raises NotAllowed, ClaimReviewUnknown,
    SecondReaderNeeded, ClaimInvalid.
    """
    require(viewer, Permission.EDIT)
    said = given.written(note, "note", empty=True)
    with recording(actor=viewer.key, verb="second_review", object_key=f"review:{review[:100]}") as entry:
        row = given.review_for(viewer, review)
        if row.by == viewer.key:
            raise own_second_reading(row.by, str(row))
        if SecondReading.objects.filter(review=row).exists():
            raise given.invalid(f"{row} has a second reader already")
        _refuse_superseded(row)
        made = SecondReading.objects.create(
            review=row, reviewer=row.by, by=viewer.key, note=said, at=now(), batch=entry.batch
        )
        entry.commit_to(second_facts(made))


def publish_review(*, viewer: Viewer, review: str, level: int = Level.PUBLIC) -> None:
    """Publish a review that a second person has read, with its claim, to all who see this level.

    What it names, speaker, document and evidence, has to be open to them already. Raises NotAllowed,
    ClaimReviewUnknown, SecondReaderNeeded, NotOpenToReaders, ClaimInvalid.
    """
    require(viewer, Permission.PUBLISH, untouched="Nothing was published")
    to = given.level_within(viewer, level)
    with recording(actor=viewer.key, verb="publish_review", object_key=f"review:{review[:100]}") as entry:
        row = given.review_for(viewer, review)
        if Publication.objects.filter(review=row).exists():
            raise given.invalid(f"{row} is published already")
        _refuse_superseded(row)
        if not SecondReading.objects.filter(review=row).exists():
            raise SecondReaderNeeded(
                f"Nobody but {row.by} has read {row}",
                untouched="Nothing was published",
                next_step=f"Ask another person to read it: holdfast claim second {row}",
            )
        about = row.claim
        _refuse_hidden(viewer, row, to)
        made = Publication.objects.create(review=row, by=viewer.key, at=now(), level=to, batch=entry.batch)
        if to < about.level:
            Claim.objects.filter(id=about.id).update(level=to)
        entry.commit_to(publication_facts(made))


def withdraw_review(*, viewer: Viewer, review: str, reason: str) -> None:
    """Take a published review back, for a reason that readers see; its page and its words stay.

    Raises NotAllowed, ClaimReviewUnknown, ClaimInvalid.
    """
    require(viewer, Permission.PUBLISH, untouched="Nothing was withdrawn")
    why = given.written(reason, "reason")
    with recording(actor=viewer.key, verb="withdraw_review", object_key=f"review:{review[:100]}") as entry:
        row = given.review_for(viewer, review)
        if not Publication.objects.filter(review=row).exists():
            raise given.invalid(f"{row} is not published")
        if Withdrawal.objects.filter(review=row).exists():
            raise given.invalid(f"{row} is withdrawn already")
        made = Withdrawal.objects.create(review=row, reason=why, by=viewer.key, at=now(), batch=entry.batch)
        entry.commit_to(withdrawal_facts(made))


class _Found:
    """One piece of evidence: its key, the field that points to it, and the document it stands in."""

    def __init__(
        self, key: str, field: dict[str, Any], document: int | None, counter: str = "", series: str = ""
    ) -> None:
        self.key, self.field, self.document, self.counter = key, field, document, counter
        self.series = series


def _evidence(viewer: Viewer, keys: Sequence[str]) -> list[_Found]:
    """The evidence named, in its order, each once; raises ClaimInvalid for what this viewer cannot see."""
    wanted = list(dict.fromkeys(str(key).strip() for key in keys if str(key).strip()))
    if len(wanted) > MOST_EVIDENCE:
        raise given.invalid(f"A review rests on at most {MOST_EVIDENCE} things; here are {len(wanted):,}")
    found: dict[str, _Found] = {}
    rows: dict[str, int] = {}
    for key in wanted:
        try:
            rows[key] = RowRef.of_key(key).id
        except ValueError:
            continue
    if rows:
        names = {key: one.source for key, one in series_defs(viewer).items()}
        for row in row_details(viewer, list(rows.values()), relays=False):
            found[row.key] = _Found(
                row.key, {"row_id": row.id}, row.document.id, names.get(row.series, ""), row.series
            )
    captures = [key for key in wanted if key.startswith("E-") and key.isprintable()]
    if captures:
        page = captures_list(viewer, keys=captures, limit=len(captures))
        documents = {
            one.key: one.id
            for one in documents_list(viewer, {c.document for c in page.captures if c.document})
        }
        for capture in page.captures:
            found[capture.key] = _Found(
                capture.key, {"capture_id": capture.key}, documents.get(capture.document or "")
            )
    others = [key for key in wanted if key not in rows and key not in captures and key.isprintable()]
    if others:
        for document in documents_list(viewer, others, relays=False):
            found[document.key] = _Found(document.key, {"document_id": document.id}, document.id)
    missing = [key for key in wanted if key not in found]
    if missing:
        raise given.invalid(
            f"There is no row, capture or document {', '.join(shown(key) for key in missing[:3])}",
            "Write rows like O-12, captures like E-0001, documents by their keys",
        )
    return [found[key] for key in wanted]


def _check_independent(
    viewer: Viewer, word: Verdict, independent: int | None, found: Sequence[_Found]
) -> None:
    if word is not Verdict.SUPPORTED:
        if independent is not None:
            raise given.invalid(f"A number of independent sources goes with “{Verdict.SUPPORTED}” alone")
        return
    if independent is None or independent < 1:
        raise given.invalid(
            "“supported” does not say by how many independent sources",
            "Count who counts upstream: relays are not a second source",
        )
    there = len(_counters(viewer, found))
    if independent > there:
        raise given.invalid(
            f"The evidence shows {there} independent sources, not {independent}",
            "A relay is no second source, and sources with one upstream are one: name more evidence or fewer sources",
        )


def _counters(viewer: Viewer, found: Sequence[_Found]) -> set[str]:
    """Who counts behind the evidence: of a row its counter, of a relay whom it passes on, each by its upstream."""
    documents = documents_by_id(viewer, {one.document for one in found if one.document is not None})
    upstream = {one.source: one.upstream for one in relations(viewer) if one.upstream}
    names: set[str] = set()
    for one in found:
        if one.counter:
            names.add(one.counter)
        elif one.document in documents:
            names |= _origins(documents[one.document])
    return {upstream.get(name, name) for name in names}


def _origins(document: DocumentDef) -> set[str]:
    return {one.source for one in document.relays_of} or {document.source}


def _day(as_of: date | None) -> date:
    last = today("UTC")
    if as_of is not None and as_of > last:
        raise given.invalid(f"The day {as_of} has not come", "Review as of today or of an earlier day")
    return as_of or last


def _refuse_superseded(row: Review) -> None:
    if Review.objects.filter(supersedes=row).exists():
        raise ClaimInvalid(
            f"A later review supersedes {row}",
            untouched=given.UNTOUCHED,
            next_step="Read and publish the latest one",
        )


def _refuse_hidden(viewer: Viewer, row: Review, level: int) -> None:
    """What a published review names is open to its readers: nobody can check it otherwise."""
    reader = replace(viewer, clearance=Level(level))
    named = Evidence.objects.filter(review=row)
    keys = {f"O-{one.row_id}": one.row_id for one in named if one.row_id}
    hidden = set(keys) - {one.key for one in row_details(reader, list(keys.values()), relays=False)}
    captures = {one.capture_id for one in named if one.capture_id}
    if captures:
        page = captures_list(reader, keys=captures, limit=len(captures))
        hidden |= captures - {one.key for one in page.captures}
    hidden |= _hidden_documents(viewer, reader, {one.document_id for one in named if one.document_id})
    hidden |= _hidden_documents(viewer, reader, {row.claim.document_id} - {None})
    speaker = row.claim.speaker
    if speaker is not None and speaker.level > level:
        hidden.add(speaker.key)
    if hidden:
        raise NotOpenToReaders(
            f"{row} names what its readers may not see: {', '.join(sorted(hidden)[:5])}",
            untouched="Nothing was published",
            next_step="Open it first, or write a review that rests on what is open",
        )


def _hidden_documents(viewer: Viewer, reader: Viewer, ids: Collection[Any]) -> set[str]:
    gone = set(ids) - set(documents_by_id(reader, ids)) if ids else set()
    names = documents_by_id(viewer, gone) if gone else {}
    return {names[id_].key if id_ in names else f"document {id_}" for id_ in gone}
