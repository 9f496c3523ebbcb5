"""What was made of the latest texts, remembered: of many that are as long as a claim is, of a few that are longer.

A cache that counts texts alone would hold a gigabyte once a thousand people had pasted a page each.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Generic, TypeVar

SHORT = 1_000  # characters; claims and posts are shorter
LONGER = 16  # how many longer texts are remembered

T = TypeVar("T")


class Latest(Generic[T]):
    """A function of a text that remembers its latest answers; `__wrapped__` is the function itself."""

    def __init__(self, make: Callable[..., T], most: int) -> None:
        self.__wrapped__ = make
        self.__doc__ = make.__doc__
        self._short = lru_cache(maxsize=most)(make)
        self._longer = lru_cache(maxsize=LONGER)(make)

    def __call__(self, text: str, *more: Hashable) -> T:
        return (self._short if len(text) <= SHORT else self._longer)(text, *more)


def latest(most: int) -> Callable[[Callable[..., T]], Latest[T]]:
    """Remember what was made of the latest `most` texts of up to 1,000 characters, and of the latest 16 longer ones."""
    return lambda make: Latest(make, most)
