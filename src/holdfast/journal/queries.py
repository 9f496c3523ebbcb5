"""Reading the journal. It sees no people: who may read it is for the room that shows it to decide."""

import hmac
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from holdfast.base.canonical import digest as digest_of
from holdfast.base.clock import zone
from holdfast.journal.chain import GENESIS, commitment, line_hash
from holdfast.journal.models import Head, Line, Salt
from holdfast.journal.types import JournalHead, JournalLine, Verified

_FIELDS = ("seq", "at", "actor", "verb", "object_key", "count", "batch", "commitment", "prev", "hash")
_CHUNK = 2_000


def head() -> JournalHead:
    """Where the chain stands; sequence number 0 in a store nobody has written to."""
    found = Head.objects.filter(id=1).values_list("seq", "hash", "at").first()
    return JournalHead(*found) if found else JournalHead(0, GENESIS, None)


def lines(
    *, after_seq: int = 0, limit: int | None = 100, object_key: str | None = None
) -> tuple[JournalLine, ...]:
    """Lines in their order after a sequence number, about one object where it is named."""
    found = Line.objects.filter(seq__gt=after_seq).order_by("seq")
    if object_key is not None:
        found = found.filter(object_key=object_key)
    return tuple(JournalLine(*row) for row in found.values_list(*_FIELDS)[:limit])


def seq_at(when: date | datetime, *, timezone: str = "UTC") -> int:
    """The last sequence number recorded at or before an instant, or within a civil day of the zone; 0 before all."""
    found = Line.objects.order_by("-seq")
    if isinstance(when, datetime):
        found = found.filter(at__lte=when)
    else:
        found = found.filter(at__lt=datetime.combine(when + timedelta(days=1), time(), zone(timezone)))
    return found.values_list("seq", flat=True).first() or 0


def last_seq(*, without: Collection[str] = ()) -> int:
    """The sequence number of the last line whose verb is none of these; 0 where there is none."""
    return _seqs(without).first() or 0


def last_seq_in_query(*, without: Collection[str] = ()) -> Subquery:
    """The same, to be compared within a query of another room; NULL where there is none."""
    return Subquery(_seqs(without)[:1])


def _seqs(without: Collection[str]) -> Any:
    return Line.objects.exclude(verb__in=sorted(without)).order_by("-seq").values_list("seq", flat=True)


def batches_after(seq: int) -> dict[int, int]:
    """Every batch recorded after a sequence number, with the number of its line."""
    return dict(Line.objects.filter(seq__gt=seq).values_list("batch", "seq"))


def batches_upto(seq: int) -> frozenset[int]:
    """The batches recorded up to and with a sequence number: what was known here then."""
    return frozenset(Line.objects.filter(seq__lte=seq).values_list("batch", flat=True))


def batch_seqs(batches: Collection[int] | None = None) -> dict[int, int]:
    """Every batch, or each of these, with the sequence number of its line."""
    found = Line.objects.all() if batches is None else Line.objects.filter(batch__in=batches)
    return dict(found.values_list("batch", "seq"))


def objects_touched(actor: str, verbs: Collection[str]) -> frozenset[str]:
    """The objects of all lines of this actor with one of these verbs."""
    found = Line.objects.filter(actor=actor, verb__in=sorted(verbs))
    return frozenset(found.values_list("object_key", flat=True))


def seq_of_batch(batch: int) -> int | None:
    """The sequence number of a batch's line; None for a batch that was never recorded."""
    return Line.objects.filter(batch=batch).values_list("seq", flat=True).first()


def line_of_batch(batch: int) -> JournalLine | None:
    """Who wrote a batch, and when; None for a batch that was never recorded."""
    found = Line.objects.filter(batch=batch).values_list(*_FIELDS).first()
    return JournalLine(*found) if found else None


def recorded(part: str, batch: str = "batch") -> Subquery:
    """A part of the line that recorded a row ("at", "actor", "seq"), to be read in the same query as the row."""
    return Subquery(Line.objects.filter(batch=OuterRef(batch)).order_by().values(part)[:1])


def verify(*, contents: Mapping[int, Any] | None = None, anchor: JournalHead | None = None) -> Verified:
    """Recompute the chain from its first line and compare it with the head.

    `contents` maps sequence numbers to the content committed to, and is checked against the stored salts. `anchor`
    is a head noted down earlier: without one, a chain cut short together with its head is not noticed.
    """
    problems: list[str] = []
    count, prev, previous_at = 0, GENESIS, None
    for line in _all_lines():
        count += 1
        problems.extend(_line_problems(line, count, prev, previous_at))
        if anchor is not None and line.seq == anchor.seq and line.hash != anchor.hash:
            problems.append(f"Line {line.seq}: its hash is not the one noted down before.")
        prev, previous_at = line.hash, line.at
    stands = head()
    if (stands.seq, stands.hash, stands.at) != (count, prev, previous_at):
        problems.append(
            f"The head says line {stands.seq} with hash {stands.hash[:12]}…, the lines end at {count} "
            f"with {prev[:12]}…."
        )
    if anchor is not None and anchor.seq > count:
        problems.append(f"Line {anchor.seq}, noted down before, is gone: the lines end at {count}.")
    stray = Salt.objects.exclude(line_seq__in=Line.objects.values("seq")).count()
    if stray:
        problems.append(f"{stray} salts belong to no line.")
    problems.extend(content_problems(contents or {}))
    return Verified(ok=not problems, lines=count, problems=tuple(problems))


def _all_lines() -> Iterator[JournalLine]:
    after = None
    while True:
        found = Line.objects.order_by("seq")
        rows = list((found if after is None else found.filter(seq__gt=after)).values_list(*_FIELDS)[:_CHUNK])
        yield from (JournalLine(*row) for row in rows)
        if len(rows) < _CHUNK:
            return
        after = rows[-1][0]


def _line_problems(
    line: JournalLine, expected: int, prev: str, previous_at: datetime | None
) -> Iterator[str]:
    if line.seq != expected:
        yield f"Line {line.seq} stands where line {expected} is expected."
    if line.prev != prev:
        yield f"Line {line.seq} does not follow the line before it."
    if previous_at is not None and line.at <= previous_at:
        yield f"Line {line.seq} is not later than the line before it."
    covered = {name: getattr(line, name) for name in _FIELDS if name != "hash"}
    if line_hash(**covered) != line.hash:
        yield f"Line {line.seq} was changed: its hash does not match what it says."


def content_problems(contents: Mapping[int, Any]) -> Iterator[str]:
    """Of these lines, by number with the content that each is said to have committed to, those that did not."""
    seqs = sorted(contents)
    for start in range(0, len(seqs), _CHUNK):
        some = seqs[start : start + _CHUNK]
        salts = dict(Salt.objects.filter(line_seq__in=some).values_list("line_seq", "salt"))
        promised = dict(Line.objects.filter(seq__in=some).values_list("seq", "commitment"))
        for seq in some:
            if seq not in promised:
                yield f"Line {seq} is not there."
            elif seq not in salts:
                yield f"Line {seq}: its salt was expunged, so its content can no longer be checked."
            elif not _commits(promised[seq], bytes(salts[seq]), contents[seq]):
                yield f"Line {seq}: the content is not what was committed to."


def line_commits(batch: int, *, verb: str, actor: str, object_key: str, content: Any) -> bool:
    """Whether this line hangs in the chain, says so and committed to this content; it looks beside it alone."""
    line = line_of_batch(batch)
    if line is None or (line.verb, line.actor, line.object_key) != (verb, actor, object_key):
        return False
    before = Line.objects.filter(seq=line.seq - 1).values_list("hash", "at").first()
    prev, at = before if before else (GENESIS, None)
    after = Line.objects.filter(seq=line.seq + 1).values_list("prev", flat=True).first()
    follows = after if after is not None else head().hash
    if (
        follows != line.hash
        or (before is None and line.seq != 1)
        or any(_line_problems(line, line.seq, prev, at))
    ):
        return False
    salt = Salt.objects.filter(line_seq=line.seq).values_list("salt", flat=True).first()
    return salt is not None and _commits(line.commitment, bytes(salt), content)


def _commits(promised: str, salt: bytes, content: Any) -> bool:
    return hmac.compare_digest(commitment(salt, digest_of(content)), promised)
