"""Working off addresses: several at once over HTTP, polite to each host, one after the other in the browser.

Only fetching and the store are touched here, from threads of their own; the database stays with the caller.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
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

Capturer = Callable[[str], Draft]


@dataclass(frozen=True, slots=True)
class Got:
    """What came of one wish, known by its place among them: parts in the store, or why there are none."""

    place: int
    kept: Kept | None
    trouble: HoldfastError | None = None


def run(
    method: Method, addresses: Iterable[str], store: ObjectStore, *, limits: Limits | None = None
) -> Iterator[list[Got]]:
    """Capture the addresses; yields what has come since it was last asked, in the order it came.

    While the caller writes down one list, the next is fetched. Raises StoreFailed where the store takes no more, and
    what keeps a method from starting at all (BrowserMissing, ProxyNotRunning).
    """
    waiting = deque(enumerate(addresses))
    if not waiting:
        return
    with _capturer(method, limits) as (capture, at_once):
        pool = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="capture")
        going: dict[Future[Got], str] = {}
        busy: Counter[str] = Counter()
        try:
            while waiting or going:
                _start(pool, waiting, going, busy, at_once, lambda at, to: _one(capture, store, at, to))
                done, _ = wait(going, return_when=FIRST_COMPLETED)
                for future in done:
                    busy[going.pop(future)] -= 1
                # Before what came is written down, its places are taken: the network does not wait for the disk.
                _start(pool, waiting, going, busy, at_once, lambda at, to: _one(capture, store, at, to))
                yield [future.result() for future in done]
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _start(
    pool: ThreadPoolExecutor,
    waiting: deque[tuple[int, str]],
    going: dict[Future[Got], str],
    busy: Counter[str],
    at_once: int,
    task: Callable[[int, str], Got],
) -> None:
    """Give the pool what it can take now; the addresses of a busy host wait their turn."""
    for _ in range(len(waiting)):
        if len(going) >= at_once:
            return
        place, address = waiting.popleft()
        host = _host(address)
        if busy[host] >= OF_ONE_HOST:
            waiting.append((place, address))
            continue
        busy[host] += 1
        going[pool.submit(task, place, address)] = host


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
