"""What a page gathered is kept until the journal has a new line: one small query tells whether anything changed."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from holdfast.base.clock import today
from holdfast.journal.queries import head
from holdfast.people.types import Viewer

KEPT = 256
T = TypeVar("T")
_kept: "OrderedDict[tuple[object, ...], Any]" = OrderedDict()
_lock = Lock()


def remembered(viewer: Viewer, what: tuple[str, ...], build: Callable[[], T]) -> T:
    """What `build` returns, built once for each state of the journal, day, and clearance.

    `what` names it, and must name all that `build` depends on beyond these, such as a key. Nothing in it may depend
    on who the viewer is, only on what they may see.
    """
    key = (*what, int(viewer.clearance), head().hash, today("UTC"))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]  # type: ignore[no-any-return]
    made = build()
    with _lock:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made
