"""The guarded fetch against plain httpx writing the same pages to files: on loopback, and with 30 ms a round trip.

    python benchmarks/fetching.py [--pages 200]

One site: every page from one address, both sides keep their connection. Many sites: every page from an address of its
own, so that both connect anew for each. The latency is waited by the server: 30 ms before each answer, and 30 ms more
on a new connection, for its handshake. Printed: milliseconds a page, the difference and the ratio. Ends
with exit code 1 over a goal.
"""

import argparse
import asyncio
import json
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from machine import machine

from holdfast.egress.actions import Fetcher
from holdfast.egress.types import Policy

MILLISECONDS, RATIO, ONE_WAY = 15.0, 1.5, 0.015
SIZES = (4_000, 20_000, 60_000, 150_000)


def serve(port: multiprocessing.Queue, delay: float) -> None:
    """Pages by number, after a delay each way."""

    async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(2 * delay)  # the handshake's round trip
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(2 * delay)
                number = int(head.split(b" ", 2)[1].rsplit(b"/", 1)[1])
                body = (b"page %d " % number) * (SIZES[number % len(SIZES)] // 9)
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(met, "0.0.0.0", 0, backlog=512)  # noqa: S104 - many loopback addresses
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def plain(addresses: list[str], folder: Path) -> None:
    """httpx, one client, every page into a file."""
    with httpx.Client(trust_env=False) as client:
        for number, address in enumerate(addresses):
            (folder / str(number)).write_bytes(client.get(address).content)


def guarded(addresses: list[str], folder: Path) -> None:
    """Ours, one fetcher, every page's wire bytes into a file."""
    policy = Policy(test_hosts=frozenset(address.split("/")[2] for address in addresses))
    with Fetcher(policy=policy) as fetcher:
        for number, address in enumerate(addresses):
            with fetcher.fetch(address) as fetched, (folder / str(number)).open("wb") as file:
                assert fetched.status == 200, fetched.why.render("en")
                fetched.hops[-1].response.copy_to(file)


def timed(side: Callable[[list[str], Path], None], addresses: list[str]) -> float:
    """Milliseconds a page."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        side(addresses, Path(folder))
        return (time.perf_counter() - begun) * 1000 / len(addresses)


def main() -> None:
    """Both sides in turn, three times, medians."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pages", type=int, default=200)
    pages = asked.parse_args().pages
    before, runs, missed = machine(), [], []
    spawn = multiprocessing.get_context("spawn")
    for name, delay in (("loopback", 0.0), ("30 ms of latency", ONE_WAY)):
        told = spawn.Queue()
        server = spawn.Process(target=serve, args=(told, delay), daemon=True)
        server.start()
        port = told.get()
        for sites in ("one site", "many sites"):
            hosts = [f"127.0.0.{2 + i % 250 if sites == 'many sites' else 1}" for i in range(min(pages, 250))]
            addresses = [f"http://{host}:{port}/{number}" for number, host in enumerate(hosts)]
            taken: dict[str, list[float]] = {"httpx": [], "holdfast": []}
            for _ in range(3):
                taken["httpx"].append(timed(plain, addresses))
                taken["holdfast"].append(timed(guarded, addresses))
            peer, ours = statistics.median(taken["httpx"]), statistics.median(taken["holdfast"])
            run = {
                "where": name,
                "sites": sites,
                "pages": len(addresses),
                "httpx_milliseconds": round(peer, 2),
                "holdfast_milliseconds": round(ours, 2),
                "more_milliseconds": round(ours - peer, 2),
                "ratio": round(ours / peer, 3),
            }
            runs.append(run)
            over = ours - peer > MILLISECONDS if delay == 0 else ours / peer > RATIO
            if over:
                missed.append(f"{name}, {sites}")
        server.terminate()
        server.join()
    goal = {"more_milliseconds_on_loopback": MILLISECONDS, "ratio_with_latency": RATIO}
    found = {"machine": before, "goal": goal, "runs": runs, "missed": missed}
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
