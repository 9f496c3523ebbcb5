"""WARC 1.0 and 1.1, plain or compressed record by record: lengths, ends, block and payload digests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from holdfast.evidence.engine.digests import DigestUnknown, new_digest, parse_digest
from holdfast.evidence.engine.members import PIECE, Bomb, CutShort, Members
from holdfast.evidence.engine.results import (
    Check,
    Unreadable,
    failed,
    named,
    not_checkable,
    passed,
    stumbled,
)
from holdfast.evidence.engine.warcheads import WarcHead, contradictions, oddities, read_fields

WARC_VERSIONS = ("WARC/1.1", "WARC/1.0", "WARC/0.18", "WARC/0.17")
WARC_MUST_SAY = ("WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Length")
WARC_LINE_CAP = 1 << 20
WARC_HEAD_CAP = 1 << 20
WARC_HEAD_LINES = 1000
WARC_LENGTH = re.compile("[0-9]{1,18}")
WARC_HTTP_TYPES = ("response", "request", "revisit")
WARC_PROBLEMS_CAP = 1000
WARC_SIDE_BY_SIDE = 1 << 15
WARC_BLANK_CAP = 1000
WARC_IDS_CAP = 1_000_000  # so many names of records are compared
NO_OUTSIDE = "whoever can change the file can write new digests too: they show damage, not who wrote them"


class Sought(NamedTuple):
    """A digest a record gives, and the hash that is running for it."""

    what: str
    text: str
    value: bytes
    running: Any


class WarcCounts:
    """What was found while reading: records, digests that hold, and in words what does not."""

    def __init__(self, heads_only: bool = False) -> None:
        self.heads_only = heads_only  # the digests are held by other means
        self.records = 0
        self.held = 0
        self.bare = 0  # records that hold something and no digest of it
        self.revisits = 0
        self.hollow = 0  # compressed members without a record
        self.named = self.beside = (
            0  # compressed members with something in their headers, as Members counts them
        )
        self.broken: list[str] = []  # of the structure
        self.twofold: list[str] = []  # records that say two things
        self.odd: list[str] = []  # records that readers read differently
        self.ids: dict[int, int] = {}
        self.wrong: list[str] = []  # digests that do not belong to their bytes
        self.open: list[str] = []  # digests that cannot be checked
        self._pool: ThreadPoolExecutor | None = None

    def update(self, sought: Sequence[Sought], piece: bytes) -> None:
        """Feed a piece to the running hashes, side by side where it is long: hashing leaves the interpreter free."""
        if len(sought) < 2 or len(piece) < WARC_SIDE_BY_SIDE:
            for one in sought:
                one.running.update(piece)
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(max_workers=2)
        others = [self._pool.submit(one.running.update, piece) for one in sought[1:]]
        sought[0].running.update(piece)
        for other in others:
            other.result()

    def unsound(self, ours: bool = False) -> list[str]:
        """Records that say two things, and what only some readers see; in an archive of ours nothing else either."""
        found = [*self.twofold, *self.odd]
        if self.hollow:
            found.append(f"{self.hollow} compressed members hold no record")
        beside = self.beside + (self.named if ours else 0)
        if beside:
            found.append(
                f"{beside} compressed members carry a name, a comment or a field in their own headers: no digest"
                " covers those"
            )
        return found

    def head(self, head: WarcHead, name: str) -> None:
        """Take up what is wrong with the header of a record, and whether another record had its name."""
        self.twofold += [f"{name} {said}" for said in contradictions(head)]
        self.odd += [f"{name} {said}" for said in oddities(head)]
        known = hash(head.get("WARC-Record-ID"))
        said = hash(head.fields) if head.get("WARC-Block-Digest") else self.records
        if len(self.ids) < WARC_IDS_CAP and self.ids.setdefault(known, said) != said:
            self.odd.append(f"{name} bears the name of another record")

    def close(self) -> None:
        """Let the threads go."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None


def check_warc(path: Path) -> list[Check]:
    """The checks warc-records and warc-digests of a file."""
    counts = WarcCounts()
    bomb = None
    with path.open("rb") as file:
        try:
            bomb = read_warc(file, counts)
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001  what was found before stands
            counts.broken.append(f"record {counts.records}: {stumbled(error)}")
    return warc_checks(counts, bomb)


def warc_checks(counts: WarcCounts, bomb: str | None = None) -> list[Check]:
    """The two checks of what was read."""
    checks = []
    unsound = counts.unsound()
    if counts.broken or counts.twofold:
        checks.append(failed("warc-records", named([*counts.broken, *counts.twofold], "like it")))
    elif bomb:
        checks.append(not_checkable("warc-records", bomb))
    elif not counts.records:
        checks.append(failed("warc-records", "there is no record in the file"))
    elif unsound:
        checks.append(
            not_checkable(
                "warc-records", f"{named(unsound, 'like it')}: what one reader shows another does not"
            )
        )
    else:
        checks.append(passed("warc-records", f"{counts.records} records, each as long as it says"))
    revisits = (
        f"; {counts.revisits} revisits point to payloads outside their records" if counts.revisits else ""
    )
    if counts.wrong:
        checks.append(failed("warc-digests", named(counts.wrong, "like it")))
    elif not counts.held and not counts.open:
        checks.append(
            not_checkable("warc-digests", f"no record holds a digest that could be checked{revisits}")
        )
    elif counts.open or counts.bare:
        bare = f"{counts.bare} records that hold something have no digest: a change in them would not be seen"
        open_ends = [*([bare] if counts.bare else []), *counts.open]
        checks.append(
            not_checkable("warc-digests", f"{counts.held} digests hold; but {named(open_ends, 'like it')}")
        )
    else:
        checks.append(passed("warc-digests", f"{counts.held} digests hold{revisits}; {NO_OUTSIDE}"))
    return checks


def read_warc(file: BinaryIO, counts: WarcCounts) -> str | None:
    """Read every record into `counts`; what stopped the reading of a bomb, else None."""
    members: Members | None = None
    try:
        members = Members(file)
        while True:
            if members.is_gzip:
                _gzip_member(members, counts)
                if not members.next_member():
                    return None
            elif not _record(members, counts):
                return None
            if len(counts.broken) + len(counts.twofold) + len(counts.odd) > WARC_PROBLEMS_CAP:
                raise Unreadable("and so on: it was not read further")
    except Bomb as bomb:
        return str(bomb)
    except (CutShort, Unreadable) as problem:
        counts.broken.append(f"record {counts.records}: {problem}" if counts.records else str(problem))
    finally:
        if members is not None:
            counts.named += members.named
            counts.beside += members.beside
        counts.close()
    return None


def _gzip_member(members: Members, counts: WarcCounts) -> None:
    """One member holds one record, as the WARC standard's annex on compression asks."""
    if not _record(members, counts):
        counts.hollow += 1
    elif _record(members, counts):
        raise Unreadable(
            "several records are compressed as one: the standard asks for one compressed member a record,"
            " and readers stop here"
        )


def _record(members: Members, counts: WarcCounts) -> bool:
    """Read one record; False where the member ends."""
    line, blank = members.readline(WARC_LINE_CAP), 0
    while line and not line.strip(b"\r\n"):
        line, blank = members.readline(WARC_LINE_CAP), blank + 1
        if blank > WARC_BLANK_CAP:
            raise Unreadable("there are more empty lines than between any records")
    if not line:
        return False
    counts.records += 1
    version = line.rstrip().decode("latin-1")
    if version not in WARC_VERSIONS:
        raise Unreadable(f"it does not begin with WARC/1.0 or WARC/1.1 but with {version[:40]!r}")
    head = _head(members)
    name = f"record {counts.records} ({head.get('WARC-Type') or 'of no type'} {head.get('WARC-Record-ID') or ''})"
    missing = [field for field in WARC_MUST_SAY if not head.get(field)]
    if missing:
        counts.broken.append(f"{name} does not say its {', '.join(missing)}")
    counts.head(head, name)
    lengths = set(head.all("Content-Length"))
    length_text = head.get("Content-Length") or ""
    if not WARC_LENGTH.fullmatch(length_text.strip()) or len(lengths) != 1:
        raise Unreadable(f"{name} gives no length that can be followed")
    _block(members, counts, head, name, int(length_text))
    end = members.readline(64)
    if end.strip(b"\r\n"):
        raise Unreadable(f"{name} is not followed by a line end: its length is not {length_text.strip()}")
    return True


def _head(members: Members) -> WarcHead:
    """The named fields up to the empty line."""
    texts: list[str] = []
    read = 0
    while True:
        line = members.readline(WARC_HEAD_CAP + 1 - read)
        read += len(line)
        if not line:
            raise CutShort("it ends in the middle of a record's header")
        if not line.endswith(b"\n") or read > WARC_HEAD_CAP or len(texts) >= WARC_HEAD_LINES:
            raise Unreadable("its header is longer than any header we read")
        text = _decoded(line).rstrip()
        if not text:
            return read_fields(texts)
        texts.append(text)


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _sought(head: WarcHead, field: str, name: str, counts: WarcCounts) -> list[Sought]:
    found: list[Sought] = []
    for text in head.all(field) if not counts.heads_only else ():
        try:
            algorithm, value = parse_digest(text)
        except DigestUnknown as unknown:
            counts.open.append(f"{field} of {name}: {unknown}")
        except Unreadable as unfit:
            counts.wrong.append(f"{field} of {name}: {unfit}")
        else:
            found.append(Sought(field, text, value, new_digest(algorithm)))
    return found


def _block(members: Members, counts: WarcCounts, head: WarcHead, name: str, length: int) -> None:
    """Hash the block, and after the HTTP header the payload: as stored, with its chunks and its compression."""
    kind = (head.get("WARC-Type") or "").lower()
    blocks = _sought(head, "WARC-Block-Digest", name, counts)
    payloads: list[Sought] = []
    if kind == "revisit":
        counts.revisits += 1  # its payload digest is that of the record it points to
    elif head.get("WARC-Segment-Number") is None:
        payloads = _sought(head, "WARC-Payload-Digest", name, counts)
    target = (head.get("WARC-Target-URI") or "").strip("<>").lower()
    in_http = kind in WARC_HTTP_TYPES and target.startswith(("http:", "https:")) and length > 0
    if length and not blocks and not payloads:
        counts.bare += 1
    elif in_http and not blocks and payloads:
        counts.open.append(
            f"{name} has a digest of its payload alone: a change in the HTTP header before it would not be seen"
        )
    left, lines = length, 0
    while left:
        by_line = in_http and bool(payloads)
        piece = members.readline(min(left, WARC_LINE_CAP)) if by_line else members.read(min(left, PIECE))
        if not piece:
            raise CutShort(f"{name} ends {left} bytes before the {length} it says")
        left -= len(piece)
        counts.update([*blocks, *(() if in_http else payloads)], piece)
        if by_line:
            lines += 1
            in_http = bool(_decoded(piece).rstrip())
            if in_http and (lines > WARC_HEAD_LINES or length - left > WARC_HEAD_CAP):
                counts.open.append(f"{name}: its HTTP header is longer than any we read")
                payloads = []
    for sought in (*blocks, *payloads):
        if sought.running.digest() == sought.value:
            counts.held += 1
        else:
            counts.wrong.append(f"{sought.what} of {name} is not that of its bytes")
