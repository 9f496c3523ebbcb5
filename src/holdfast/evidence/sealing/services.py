"""Calls to the services that desk.toml names: never to an address that came from data or from a user.

The guarded fetcher is for those. These few are the operator's own choice, are listed by `holdfast doctor`, and what
they answer is checked before it is kept.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import httpx

import holdfast
from holdfast.evidence.errors import ServiceFailed

SECONDS = 20.0  # for one answer as a whole
STILL = 10.0  # without a byte
AT_ONCE = 8

Asked = TypeVar("Asked")
Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Answered:
    """What a service said."""

    status: int
    body: bytes


def call(
    url: str,
    *,
    content: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    limit: int,
    seconds: float = SECONDS,
) -> Answered:
    """POST the content, or GET where there is none; raises ServiceFailed past `limit` bytes or `seconds`.

    Certificates are checked, redirects are not followed, no proxy is taken from the environment.
    """
    until = time.monotonic() + seconds
    said = {
        "User-Agent": f"holdfast/{holdfast.__version__}",
        "Accept-Encoding": "identity",
        **(headers or {}),
    }
    body = bytearray()
    try:
        with (
            httpx.Client(timeout=min(STILL, seconds), follow_redirects=False, trust_env=False) as client,
            client.stream("GET" if content is None else "POST", url, content=content, headers=said) as answer,
        ):
            for piece in answer.iter_raw(4096):
                body += piece
                if len(body) > limit:
                    raise ServiceFailed(f"It answered with more than {limit} bytes")
                if time.monotonic() > until:
                    raise ServiceFailed(f"It took longer than {seconds:.0f} s")
            return Answered(answer.status_code, bytes(body))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ServiceFailed(f"It cannot be reached: {type(error).__name__}: {error}") from error


def all_at_once(asked: Iterable[Asked], ask: Callable[[Asked], Said]) -> list[Said]:
    """What each one said, in order, asked side by side; `ask` touches no database and raises nothing."""
    several = list(asked)
    if not several:
        return []
    with ThreadPoolExecutor(max_workers=min(AT_ONCE, len(several))) as workers:
        return list(workers.map(ask, several))
