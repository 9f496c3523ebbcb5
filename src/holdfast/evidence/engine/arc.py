"""ARC 1, the format before WARC: its structure; it holds no digests."""

from __future__ import annotations

import re
from pathlib import Path

from holdfast.evidence.engine.members import PIECE, Bomb, CutShort, Members
from holdfast.evidence.engine.results import Check, Unreadable, failed, not_checkable, passed

ARC_LINE_CAP = 1 << 20
ARC_FIELDS = 5
ARC_BLANK_CAP = 1000
ARC_LENGTH = re.compile("[0-9]{1,18}")


def check_arc(path: Path) -> list[Check]:
    """The checks warc-records and warc-digests of an ARC file; the second is never more than not checkable."""
    records = 0
    try:
        with path.open("rb") as file:
            members = Members(file)
            more = True
            while more:
                found = _arc_record(members, records)
                records += found
                more = members.next_member() if members.is_gzip and not found else bool(found)
    except Bomb as bomb:
        checks = [not_checkable("warc-records", str(bomb))]
    except Unreadable as problem:
        checks = [failed("warc-records", f"record {records + 1}: {problem}")]
    else:
        checks = [passed("warc-records", f"{records} ARC records, each as long as it says")]
    return [
        *checks,
        not_checkable("warc-digests", "ARC files hold no digests: a changed byte would not be seen"),
    ]


def _arc_record(members: Members, before: int) -> bool:
    """Read one record; False where the member ends."""
    line, blank = members.readline(ARC_LINE_CAP), 0
    while line and not line.strip(b"\r\n"):
        line, blank = members.readline(ARC_LINE_CAP), blank + 1
        if blank > ARC_BLANK_CAP:
            raise Unreadable("there are more empty lines than between any records")
    if not line:
        return False
    fields = line.decode("latin-1").rstrip("\r\n").rsplit(" ", ARC_FIELDS - 1)
    if len(fields) != ARC_FIELDS:
        raise Unreadable("its first line is not that of an ARC record")
    if before == 0 and not fields[0].startswith("filedesc://"):
        raise Unreadable("the file does not begin with an ARC description")
    if not ARC_LENGTH.fullmatch(fields[4]):
        raise Unreadable(f"it gives no length that can be followed ({fields[4][:20]!r})")
    left = int(fields[4])
    while left:
        piece = members.read(min(left, PIECE))
        if not piece:
            raise CutShort(f"it ends {left} bytes before the {fields[4]} it says")
        left -= len(piece)
    return True
