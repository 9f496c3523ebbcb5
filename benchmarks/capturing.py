"""Captures over HTTP beside their peers, on one corpus served from this machine.

    python benchmarks/capturing.py [--pages 200] [--archivebox /path/to/venv/bin/archivebox] [--as-user nobody]

First against httpx writing the same pages to files: milliseconds a page, on loopback and with 30 ms added before each
answer, from one site and from many. Ours is the whole way: fetched through the egress proxy, WARC and text written,
flushed, read back, entered in journal and custody log. httpx, in one client, fetches one page after the other; ours
asks at most two of a host and four in all at once.

Then, where `--archivebox` names one that is installed in a virtual environment of its own, pages a minute and bytes a
page of both command lines on the same list of addresses, ArchiveBox with its own defaults as far as they run without
Chromium and the network, as the user named (it refuses to run as root).

Ends with exit code 1 over a goal.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import pwd
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from machine import machine

GOALS = {
    "more_milliseconds_on_loopback": 15.0,
    "ratio_with_latency": 1.5,
    "pages_a_minute_ratio": 8.0,
    "bytes_ratio": 0.25,
}
PARAGRAPHS = (10, 50, 150, 400)
WORDS = (
    "convoy",
    "crossing",
    "trucks",
    "counted",
    "collected",
    "offloaded",
    "report",
    "monitor",
    "plan",
    "total",
)


def page(number: int) -> bytes:
    """A page of 2 to 70 KB, each different, as a newsroom's would be."""
    lines = [
        f"<p>{' '.join(WORDS[(number * 7 + line * 3 + at) % len(WORDS)] for at in range(20))} {number}.{line}</p>"
        for line in range(PARAGRAPHS[number % len(PARAGRAPHS)])
    ]
    return (
        f"<!doctype html><html><head><title>Page {number}</title><link rel='stylesheet' href='/style.css'></head>"
        f"<body><h1>Report {number}</h1>{''.join(lines)}<img src='/picture.png' alt=''></body></html>"
    ).encode()


def serve(port: multiprocessing.Queue, delay: float) -> None:
    """The corpus, each answer after the delay."""

    async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(delay)
                last = head.split(b" ", 2)[1].rsplit(b"/", 1)[1]
                if last.isdigit():
                    body, mime = page(int(last)), b"text/html; charset=utf-8"
                else:
                    body, mime = b"body { margin: 2rem }", b"text/css"
                said = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (
                    mime,
                    len(body),
                )
                writer.write(said + body)
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


def listed(port: int, pages: int, sites: str) -> list[str]:
    """Addresses of the corpus: all of one host, or each of its own."""
    return [f"http://127.0.0.{2 + n % 250 if sites == 'many sites' else 1}:{port}/{n}" for n in range(pages)]


def plain(addresses: list[str], folder: Path) -> None:
    """httpx, one client, every page into a file."""
    with httpx.Client(trust_env=False) as client:
        for number, address in enumerate(addresses):
            (folder / str(number)).write_bytes(client.get(address).content)


def desk(folder: Path, addresses: list[str]) -> Path:
    """A new desk whose policy opens the corpus, with one account."""
    made = folder / "desk"
    ours("init", made, "--admin", "ada", "--published-by", "A benchmark", at=None)
    hosts = sorted({address.split("/")[2] for address in addresses})
    with (made / "desk.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[egress]\ntest_hosts = {json.dumps(hosts)}\n")
    return made


def ours(*words: object, at: Path | None) -> subprocess.CompletedProcess[str]:
    """Our command line in a process of its own."""
    named = {"HOLDFAST_DESK": str(at)} if at else {}
    command = [sys.executable, "-c", "from holdfast.cli.main import main; main()", *map(str, words)]
    done = subprocess.run(command, env={**os.environ, **named}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done


INSIDE = """
import json, os, sys, time
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "holdfast.settings"
django.setup()
from holdfast.evidence.actions.capture import capture_addresses
from holdfast.people.queries import viewer_for
viewer = viewer_for("ada")
addresses = json.load(sys.stdin)
capture_addresses(viewer, addresses=addresses[:3])  # the first opens the database and the trust store
begun = time.perf_counter()
made = capture_addresses(viewer, addresses=addresses)
taken = time.perf_counter() - begun
assert all(one.capture and one.capture.outcome == "complete" for one in made), made
print(taken * 1000 / len(addresses))
"""


def captured(addresses: list[str]) -> float:
    """Milliseconds a page, the start of the process left out as it is for httpx."""
    with tempfile.TemporaryDirectory() as folder:
        at = desk(Path(folder), addresses)
        done = subprocess.run(
            [sys.executable, "-c", INSIDE],
            input=json.dumps(addresses),
            env={**os.environ, "HOLDFAST_DESK": str(at)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(done.stderr)
        return float(done.stdout)


def fetched(addresses: list[str]) -> float:
    """Milliseconds a page of the peer."""
    with tempfile.TemporaryDirectory() as folder:
        plain(addresses[:3], Path(folder))
        begun = time.perf_counter()
        plain(addresses, Path(folder))
        return (time.perf_counter() - begun) * 1000 / len(addresses)


def beside_httpx(pages: int, missed: list[str]) -> list[dict[str, object]]:
    """Both sides in turn, three times, medians."""
    runs: list[dict[str, object]] = []
    spawn = multiprocessing.get_context("spawn")
    for where, delay in (("loopback", 0.0), ("30 ms of latency", 0.030)):
        told = spawn.Queue()
        server = spawn.Process(target=serve, args=(told, delay), daemon=True)
        server.start()
        port = told.get()
        for sites in ("one site", "many sites"):
            addresses = listed(port, pages, sites)
            taken = [(fetched(addresses), captured(addresses)) for _ in range(3)]
            peer, mine = (statistics.median(side) for side in zip(*taken, strict=True))
            runs.append(
                {
                    "where": where,
                    "sites": sites,
                    "pages": pages,
                    "httpx_milliseconds": round(peer, 2),
                    "holdfast_milliseconds": round(mine, 2),
                    "more_milliseconds": round(mine - peer, 2),
                    "ratio": round(mine / peer, 3),
                }
            )
            over = (
                mine - peer > GOALS["more_milliseconds_on_loopback"]
                if delay == 0
                else mine / peer > GOALS["ratio_with_latency"]
            )
            if over:
                missed.append(f"{where}, {sites}")
        server.terminate()
        server.join()
    return runs


def size_of(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def beside_archivebox(archivebox: Path, user: str, pages: int, missed: list[str]) -> dict[str, object]:
    """Both command lines on one list: from the start of the process to its end."""
    spawn = multiprocessing.get_context("spawn")
    told = spawn.Queue()
    server = spawn.Process(target=serve, args=(told, 0.0), daemon=True)
    server.start()
    addresses = listed(told.get(), pages, "one site")
    with tempfile.TemporaryDirectory() as folder:
        at = desk(Path(folder), addresses)
        empty = size_of(at)
        given = Path(folder) / "list.txt"
        given.write_text("\n".join(addresses), encoding="utf-8")
        begun = time.perf_counter()
        ours("capture", "--from", given, at=at)
        mine = time.perf_counter() - begun
        my_bytes = size_of(at) - empty
    who = pwd.getpwnam(user)
    folder = tempfile.mkdtemp(prefix="archivebox-")
    os.chown(folder, who.pw_uid, who.pw_gid)
    environment = {
        "HOME": folder,
        "PATH": f"{archivebox.parent}:{os.environ['PATH']}",
        "DATA_DIR": folder,
        "USE_CHROME": "False",
        "SAVE_ARCHIVE_DOT_ORG": "False",
        "USE_COLOR": "False",
        "SHOW_PROGRESS": "False",
        "TIMEOUT": "60",
    }

    def theirs(*words: str, text: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(archivebox), *words],
            cwd=folder,
            env=environment,
            input=text,
            user=who.pw_uid,
            group=who.pw_gid,
            extra_groups=[],
            capture_output=True,
            text=True,
            check=False,
        )

    try:
        version = theirs("version", "--quiet").stdout.strip().splitlines()
        theirs("init")
        empty = size_of(Path(folder))
        begun = time.perf_counter()
        done = theirs("add", text="\n".join(addresses))
        peer = time.perf_counter() - begun
        peer_bytes = size_of(Path(folder)) - empty
        kept = sum(1 for path in Path(folder).rglob("index.json") if path.parent.parent.name == "archive")
        tail = done.stdout.splitlines()[-5:] + done.stderr.splitlines()[-5:]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        server.terminate()
        server.join()
    found = {
        "pages": pages,
        "archivebox": version[:1],
        "archivebox_kept": kept,
        "archivebox_said": tail if not kept else [],
        "holdfast_pages_a_minute": round(60 * pages / mine, 1),
        "archivebox_pages_a_minute": round(60 * pages / peer, 1),
        "pages_a_minute_ratio": round(peer / mine, 2),
        "holdfast_bytes_a_page": my_bytes // pages,
        "archivebox_bytes_a_page": peer_bytes // pages,
        "bytes_ratio": round(my_bytes / max(peer_bytes, 1), 3),
    }
    if peer / mine < GOALS["pages_a_minute_ratio"]:
        missed.append("pages a minute against ArchiveBox")
    if my_bytes > peer_bytes * GOALS["bytes_ratio"]:
        missed.append("bytes a page against ArchiveBox")
    return found


def main() -> None:
    """What was asked for, as JSON."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pages", type=int, default=200)
    asked.add_argument("--archivebox", type=Path)
    asked.add_argument("--archivebox-pages", type=int, default=20)
    asked.add_argument("--as-user", default="nobody")
    said = asked.parse_args()
    before, missed = machine(), list[str]()
    found: dict[str, object] = {"machine": before, "goal": GOALS, "runs": beside_httpx(said.pages, missed)}
    if said.archivebox:
        found["archivebox"] = beside_archivebox(
            said.archivebox.absolute(), said.as_user, said.archivebox_pages, missed
        )
    found["missed"] = missed
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
