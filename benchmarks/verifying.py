"""Verify 1 GB, and a chain of 1,000,000 entries, beside the bare hashing of the same bytes.

    python benchmarks/verifying.py [--megabytes 1024] [--entries 1000000] [--times 3] [--folder DIR]

Made here and thrown away: an export whose captures hold the bytes (one of them half of all), a WARC of the same size
with a digest of block and payload each, and an export of a log with as many entries, all of them given and opened.
`hashlib.file_digest` runs over the same files in turn with the verifier, in this process, on warm caches. The chain is
timed from opening the file of entries: reading, hashes, commitments, order, dates and the tree's root. Signatures are
left out (`--by none`): they cost the same for a byte and for a gigabyte. Ends with exit code 1 over a goal.
"""

import argparse
import base64
import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from machine import machine

from holdfast.evidence.engine.dispatch import verify
from holdfast.evidence.engine.entries import NO_HASH, Entry, Opened, commitment_of, entry_hash, entry_line
from holdfast.evidence.engine.merkle import Frontier
from holdfast.evidence.engine.provers import find_prover

GOAL_RATIO, GOAL_SECONDS = 1.5, 10.0
MEGABYTE = 1 << 20
LOG_CHECKS = ("entries", "commitments", "chain", "tree")


def sha(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def noise(path: Path, megabytes: int, head: bytes = b"", tail: bytes = b"") -> tuple[str, int]:
    """A file of bytes that do not repeat; its hash and size."""
    running, size = hashlib.sha256(), 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for number in range(-1, megabytes + 1):
            piece = head if number < 0 else tail if number == megabytes else block(number)
            running.update(piece)
            size += file.write(piece)
    return running.hexdigest(), size


def block(number: int) -> bytes:
    """A megabyte that is like no other."""
    return hashlib.shake_128(number.to_bytes(8, "big")).digest(MEGABYTE)


def write_export(folder: Path, parts: list[int], entries: int) -> None:
    """An export as far as its hashes go: a bag, captures with parts of so many megabytes, a log of so many entries."""
    listed: dict[str, str] = {}
    captures, manifests = [], {}
    for number, megabytes in enumerate(parts, 1):
        key = f"E-{number:04}"
        name = f"data/captures/{key}/body.bin"
        listed[name], size = noise(folder / name, megabytes)
        part = {"role": "body", "name": "body.bin", "sha256": listed[name], "size": size}
        manifest = json.dumps({"format": "holdfast capture 1", "key": key, "parts": [part]}).encode()
        listed[f"data/captures/{key}/manifest.json"] = manifests[key] = sha(manifest)
        (folder / f"data/captures/{key}/manifest.json").write_bytes(manifest)
        captures.append({"key": key, "manifest": sha(manifest), "state": "whole", "entries": [number]})
    root = write_log(folder, manifests, max(entries, len(parts)))
    text = f"bench.example\n{max(entries, len(parts))}\n{base64.b64encode(root).decode()}\n"
    key = {"name": "bench.example", "public": base64.b64encode(bytes(32)).decode(), "from_seq": 1}
    key |= {"to_seq": None, "signature_by_previous": None}
    files = {
        "data/export.json": json.dumps(
            {"format": "holdfast export 2", "origin": "bench.example", "captures": captures}
            | {"log": {"size": max(entries, len(parts)), "root": root.hex()}}
        ),
        "data/log/checkpoint.txt": f"{text}\n— bench.example {base64.b64encode(bytes(68)).decode()}\n",
        "data/log/keys.json": json.dumps({"keys": [key]}),
    }
    for name, written in files.items():
        (folder / name).write_text(written, encoding="utf-8")
        listed[name] = sha(written.encode())
    for name in ("data/log/entries.jsonl", "data/log/leaves.txt"):
        with (folder / name).open("rb") as file:
            listed[name] = hashlib.file_digest(file, "sha256").hexdigest()
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "Source-Organization: bench\n",
        "manifest-sha256.txt": "".join(f"{value}  {name}\n" for name, value in sorted(listed.items())),
    }
    tags["tagmanifest-sha256.txt"] = "".join(
        f"{sha(written.encode())}  {name}\n" for name, written in tags.items()
    )
    for name, written in tags.items():
        (folder / name).write_text(written, encoding="utf-8")


def write_log(folder: Path, manifests: dict[str, str], entries: int) -> bytes:
    """A log that collects each capture and then looks at them; its root."""
    (folder / "data" / "log").mkdir(parents=True, exist_ok=True)
    keys = list(manifests)
    frontier, prev = Frontier(), NO_HASH
    log = folder / "data" / "log"
    with (
        (log / "entries.jsonl").open("w", encoding="utf-8") as lines,
        (log / "leaves.txt").open("w") as leaves,
    ):
        for seq in range(1, entries + 1):
            collects = seq <= len(keys)
            key = keys[seq - 1] if collects else f"E-{seq:07}"
            content = json.dumps({"manifest": manifests[key] if collects else sha(key.encode())})
            salt = seq.to_bytes(32, "big")
            at = f"2026-11-{1 + seq // 864_000 % 28:02}T{seq // 36_000 % 24:02}:{seq // 600 % 60:02}:"
            at += f"{seq // 10 % 60:02}.{seq % 10}00000Z"
            entry = Entry(seq, at, "bench", "collected", key, commitment_of(salt, content), prev)
            prev = entry_hash(entry)
            frontier = frontier.append(bytes.fromhex(prev))
            lines.write(entry_line(Opened(entry, salt, content)))
            leaves.write(f"{prev}\n")
    return frontier.root()


def write_warc(path: Path, megabytes: int) -> None:
    """One response record of so many megabytes with SHA-256 of block and payload."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n"
    whole, payload = hashlib.sha256(http), hashlib.sha256()
    for number in range(megabytes):
        whole.update(block(number))
        payload.update(block(number))
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2026-11-22T16:00:00Z\r\n"
        f"WARC-Target-URI: https://example.org/\r\nContent-Length: {len(http) + megabytes * MEGABYTE}\r\n"
        f"WARC-Block-Digest: sha256:{whole.hexdigest()}\r\nWARC-Payload-Digest: sha256:{payload.hexdigest()}\r\n\r\n"
    )
    noise(path, megabytes, head.encode() + http, b"\r\n\r\n")


def bare(path: Path) -> None:
    """SHA-256 of every file, one after the other, as the standard library does it."""
    for file in [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file()):
        with file.open("rb") as stream:
            hashlib.file_digest(stream, "sha256")


def in_turn(times: int, *sides: Callable[[], None]) -> list[float]:
    """The best seconds of each side, run one after the other so many times."""
    best = [float("inf")] * len(sides)
    for _ in range(times):
        for at, side in enumerate(sides):
            began = time.perf_counter()
            side()
            best[at] = min(best[at], time.perf_counter() - began)
    return best


def checked(path: Path, names: tuple[str, ...]) -> None:
    """Verify, and be sure that what is timed has passed."""
    results = {check.name: check for check in verify(path, prover=find_prover("none")).checks}
    assert all(results[name].result == "passed" for name in names), results


def main() -> int:
    """Measure, print JSON."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument(
        "--folder", type=Path, help="where to put the files (default: the folder for temporary files)"
    )
    asked = parser.parse_args()
    with TemporaryDirectory(dir=asked.folder) as place:
        export, warc, log = Path(place) / "export", Path(place) / "big.warc", Path(place) / "log"
        half = max(1, asked.megabytes // 2)
        rest = asked.megabytes - half
        write_export(export, [half, *([max(1, rest // 16)] * 16)], 100)
        write_warc(warc, asked.megabytes)
        export_seconds, export_bare, warc_seconds, warc_bare = in_turn(
            asked.times,
            lambda: checked(export, ("bag", "objects", "manifests", *LOG_CHECKS)),
            lambda: bare(export),
            lambda: checked(warc, ("warc-records", "warc-digests")),
            lambda: bare(warc),
        )
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        write_export(log, [1], asked.entries)
        (log_seconds,) = in_turn(asked.times, lambda: checked(log, ("bag", *LOG_CHECKS)))
    found = {
        "megabytes": asked.megabytes,
        "export_seconds": round(export_seconds, 3),
        "export_file_digest_seconds": round(export_bare, 3),
        "export_ratio": round(export_seconds / export_bare, 2),
        "warc_seconds": round(warc_seconds, 3),
        "warc_file_digest_seconds": round(warc_bare, 3),
        "warc_ratio": round(warc_seconds / warc_bare, 2),
        "goal_ratio": GOAL_RATIO,
        "megabytes_of_memory": memory,
        "entries": asked.entries,
        "chain_seconds": round(log_seconds, 2),
        "goal_seconds": GOAL_SECONDS,
        "machine": machine(),
    }
    json.dump(found, sys.stdout, indent=2)
    sys.stdout.write("\n")
    over = max(found["export_ratio"], found["warc_ratio"]) > GOAL_RATIO or log_seconds > GOAL_SECONDS
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
