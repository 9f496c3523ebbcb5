"""Working off addresses: several at once over HTTP, polite to each host, one after the other in the browser.

Only fetching and the store are touched here, from threads of their own; the database stays with the caller.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from holdfast.base.errors import HoldfastError
from holdfast.egress.actions import Fetcher
from holdfast.egress.browser import running_browser
from holdfast.egress.types import Limits
from holdfast.evidence.capturing.browser import capture_browser
from holdfast.evidence.capturing.drafts import Draft, Kept, keep_parts
from holdfast.evidence.capturing.http import capture_http, forget
from holdfast.evidence.capturing.policy import desk_policy
from holdfast.evidence.errors import StoreFailed
from holdfast.evidence.store import ObjectStore
from holdfast.evidence.types import Method

AT_ONCE = 4
OF_ONE_HOST = 2
MOST_AHEAD = 64  # captured and not written down yet
_LAST_WAIT = 5.0  # seconds for what is at hand when the caller stops half-way
TOGETHER = 32  # at most written down in one transaction

Capturer = Callable[[str], Draft]


@dataclass(frozen=True, slots=True)
class Got:
    """What came of one wish, known by its place among them: parts in the store, or why there are none."""

    place: int
    kept: Kept | None
    trouble: HoldfastError | None = None


class _Turns:
    """Which address is next: none of a host that is busy already, none while too many wait to be written down."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._waiting = deque(enumerate(addresses))
        self._busy: Counter[str] = Counter()
        self._ahead = 0
        self._changed = threading.Condition()
        self._ended = False
        self.left = len(self._waiting)  # of those nobody wrote down yet

    def take(self) -> tuple[int, str] | None:
        """The next address, once there is one whose turn it is; None at the end."""
        with self._changed:
            while not self._ended and self._waiting:
                found = self._find() if self._ahead < MOST_AHEAD else None
                if found is not None:
                    self._busy[_host(found[1])] += 1
                    self._ahead += 1
                    return found
                self._changed.wait()
            return None

    def _find(self) -> tuple[int, str] | None:
        for at, (_, address) in enumerate(self._waiting):
            if self._busy[_host(address)] < OF_ONE_HOST:
                found = self._waiting[at]
                del self._waiting[at]
                return found
            if at > 1000:
                return None
        return None

    def done(self, address: str) -> None:
        """Its host may be asked again."""
        with self._changed:
            self._busy[_host(address)] -= 1
            self._changed.notify_all()

    def written(self, count: int) -> None:
        """So many have been written down."""
        with self._changed:
            self._ahead -= count
            self.left -= count
            self._changed.notify_all()

    def end(self) -> None:
        """No more are begun."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()


def run(
    method: Method, addresses: Iterable[str], store: ObjectStore, *, limits: Limits | None = None
) -> Iterator[list[Got]]:
    """Capture the addresses; yields what has come since it was last asked, in the order it came.

    While the caller writes down one list, the next is fetched. Raises StoreFailed where the store takes no more, and
    what keeps a method from starting at all (BrowserMissing, ProxyNotRunning).
    """
    turns = _Turns(addresses)
    if not turns.left:
        return
    came: SimpleQueue[Got | BaseException] = SimpleQueue()

    def work(capture: Capturer) -> None:
        while (turn := turns.take()) is not None:
            try:
                came.put(_one(capture, store, *turn))
            except BaseException as error:  # noqa: BLE001 - raised where it can be seen, below
                came.put(error)
                return
            finally:
                turns.done(turn[1])

    with _capturer(method, limits) as (capture, at_once):
        threads = [
            # In the caller's context: the clock may be held there.
            threading.Thread(target=copy_context().run, args=(work, capture), daemon=True)
            for _ in range(at_once)
        ]
        for thread in threads:
            thread.start()
        try:
            while turns.left:
                got = list(_drained(came))
                yield got
                turns.written(len(got))
        finally:
            turns.end()
            for thread in threads:
                thread.join(_LAST_WAIT)


def _drained(came: SimpleQueue[Got | BaseException]) -> Iterator[Got]:
    """One, however long it takes, and all others that have come by then."""
    waited = True
    for _ in range(TOGETHER):
        try:
            one = came.get(block=waited)
        except Empty:
            return
        if isinstance(one, BaseException):
            raise one
        waited = False
        yield one


def _one(capture: Capturer, store: ObjectStore, place: int, address: str) -> Got:
    try:
        draft = capture(address)
        try:
            return Got(place, keep_parts(store, draft))
        finally:
            forget(draft)
    except StoreFailed:
        raise
    except HoldfastError as error:
        return Got(place, None, error)


@contextmanager
def _capturer(method: Method, limits: Limits | None) -> Iterator[tuple[Capturer, int]]:
    policy = desk_policy()
    if method is Method.HTTP:
        with Fetcher(policy=policy, limits=limits) as fetcher:
            yield (lambda address: capture_http(fetcher, address)), AT_ONCE
        return
    # The browser belongs to the thread that opened it, which must not be one that talks to the database.
    with ExitStack() as stack, ThreadPoolExecutor(1, thread_name_prefix="browser") as thread:
        opened = thread.submit(stack.enter_context, running_browser(policy=policy, limits=limits)).result()
        try:
            yield (lambda address: thread.submit(capture_browser, opened, address).result()), 1
        finally:
            thread.submit(stack.close).result()


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
