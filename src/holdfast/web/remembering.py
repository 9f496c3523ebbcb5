"""What a page gathered is kept until the journal has a new line: one small query tells whether anything changed.

What was gathered of an earlier state of the journal is let go as soon as anything of a later one is kept, so that the
memory of a server does not grow with the lines that are written while it runs.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, TypeVar

from holdfast.base.clock import today
from holdfast.journal.queries import head
from holdfast.people.types import Viewer

KEPT = 256
T = TypeVar("T")
_kept: "OrderedDict[tuple[object, ...], Any]" = OrderedDict()
_lock = Lock()
# The head of the journal as one page asked for it first; None where nobody has asked, unset outside `one_state`.
_asked: ContextVar[list[str] | None] = ContextVar("asked", default=None)


@contextmanager
def one_state() -> Iterator[None]:
    """Everything remembered inside is of one state of the journal, asked for once; for pages that only read."""
    token = _asked.set([])
    try:
        yield
    finally:
        _asked.reset(token)


def remembered(viewer: Viewer, what: tuple[str, ...], build: Callable[[], T]) -> T:
    """What `build` returns, built once for each state of the journal, day, and clearance.

    `what` names it, and must name all that `build` depends on beyond these, such as a key. Nothing in it may depend
    on who the viewer is, only on what they may see.
    """
    state = (_head(), today("UTC"))
    key = (*what, int(viewer.clearance), *state)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]  # type: ignore[no-any-return]
    made = build()
    with _lock:
        for old in [one for one in _kept if one[-2:] != state]:
            del _kept[old]
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def _head() -> str:
    asked = _asked.get()
    if asked is None:
        return head().hash
    if not asked:
        asked.append(head().hash)
    return asked[0]
