"""Which known claims a checked line comes near to: candidates for a person to look at, never linked."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from holdfast.claims.engine.match.claims import MAX_TEXT
from holdfast.claims.engine.match.claims import Claim as Known
from holdfast.claims.engine.match.decision import Matched, match_rumour
from holdfast.claims.engine.match.index import CEILING, FLOOR, Found, Index
from holdfast.claims.queries.collection import claims_collection, names_known
from holdfast.claims.queries.kept import index_kept, keep_index
from holdfast.claims.types import CheckedDraft, SeenBefore
from holdfast.journal.queries import head
from holdfast.people.types import Viewer

MOST_ASKED = (
    500  # sentences of a draft that are looked up; the lines of later ones are told as not looked for
)
MOST_SHOWN = 3
_KEPT = 4
_lock = Lock()
_kept: OrderedDict[int, tuple[str, Index]] = OrderedDict()


def claims_index(viewer: Viewer) -> Index:
    """The index of every claim the viewer may see, built anew only when the claims are others.

    It is kept in the process, and that of a large collection in the desk's folder for the next process.
    """
    level, now = int(viewer.clearance), head().hash
    with _lock:
        known = _kept.get(level)
        if known is not None and known[0] == now:
            return known[1]
        claims = claims_collection(viewer)
        # Most lines of the journal are not about claims, and most claims may be seen by everybody who may see any.
        index = next((one for _, one in _kept.values() if one.claims == claims), None) or _made(level, claims)
        _kept[level] = (now, index)
        _kept.move_to_end(level)
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
        return index


def threshold_of(viewer: Viewer) -> float:
    """From which score on a claim is shown beside a line; kept with the index, since it takes as long to compute."""
    index = claims_index(viewer)
    return _threshold(int(viewer.clearance), index)


def rumour_matched(viewer: Viewer, text: str) -> Matched:
    """The claims nearest to a rumour among those the viewer may see; what was computed for it is kept."""
    index = claims_index(viewer)
    told_before = "threshold" in vars(index)
    found = match_rumour(index, text, aliases=names_known(viewer))
    if not told_before and "threshold" in vars(index):
        keep_index(int(viewer.clearance), index)
    return found


def with_candidates(viewer: Viewer, checked: CheckedDraft) -> CheckedDraft:
    """The checked draft with the claims that each line's sentence comes near to, by the matcher and its threshold."""
    spans = list(dict.fromkeys(one.item.sentence for one in checked.lines))
    if not spans:
        return checked
    index, level = claims_index(viewer), int(viewer.clearance)
    found: dict[tuple[int, int], tuple[SeenBefore, ...]] = {}
    for start, end in spans[:MOST_ASKED]:
        sentence = checked.text[start:end]
        if 0 < len(sentence) <= MAX_TEXT:
            near = index.find(sentence, MOST_SHOWN) if index.claims else []
            found[start, end] = tuple(
                SeenBefore(one.claim.id, one.claim.claim, one.score)
                for one in near
                if _near(level, index, one)
            )
    return replace(checked, candidates=found)


def _made(level: int, claims: tuple[Known, ...]) -> Index:
    kept = index_kept(level, claims)
    if kept is not None:
        return kept
    index = Index(claims)
    keep_index(level, index)
    return index


def _near(level: int, index: Index, one: Found) -> bool:
    """Whether it reaches the collection's threshold, which is computed only where it decides."""
    if one.score < FLOOR:
        return False
    return one.score >= CEILING or one.score >= _threshold(level, index)


def _threshold(level: int, index: Index) -> float:
    told_before = "threshold" in vars(index)  # a cached property
    threshold = index.threshold
    if not told_before:
        keep_index(level, index)
    return threshold
