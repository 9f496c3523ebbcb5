"""Waiting in tests: a guard against what never ends, and patience for what comes in its own time.

Neither measures speed; the benchmarks do, beside a peer. How much work something takes is counted where it can be:
queries, calls, bytes, lines. The guard is for bad input whose reader nothing here can count (a parser in C, a process
of its own): work that grows with the square of such input would take hours, so a minute tells it from a busy machine.
"""

import signal
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

PATIENCE = 60.0  # seconds


@contextmanager
def no_hang() -> Iterator[None]:
    """Cut what is at work after a minute, and fail; past any `except Exception` in the code that is tried."""
    cut: list[int] = []

    def stop(number: int, _frame: object) -> None:
        cut.append(number)
        pytest.fail(f"still at work after {PATIENCE:g} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert not cut


def soon(true: Callable[[], bool]) -> bool:
    """Whether it comes true within a minute."""
    until = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def answers(address: str) -> bool:
    """Whether a server of ours answers there at all."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE):  # noqa: S310 - our own address
            return True
    except OSError:
        return False
