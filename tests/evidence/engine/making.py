"""An export made by hand, file by file as the formats say it: the verifier is tested on what it did not write."""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ORIGIN = "holdfast.invalid/hill"
WITNESS = "holdfast.invalid/valley/witness"
BEGAN = datetime.now(UTC) - timedelta(hours=1)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def at(number: int) -> str:
    return (BEGAN + timedelta(seconds=number)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def just_now(number: int) -> str:
    """As `at`, counted from the instant it is asked: what an authority asked in the same test stamps is near it."""
    return (datetime.now(UTC) + timedelta(seconds=number)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def tree_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, as it is written there."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\1" + tree_root(leaves[:split]) + tree_root(leaves[split:])).digest()


class Key:
    """An Ed25519 key that signs notes."""

    def __init__(self, name: str, algorithm: int = 1) -> None:
        self.name = name
        self.private = Ed25519PrivateKey.generate()
        self.public = self.private.public_key().public_bytes_raw()
        self.id = hashlib.sha256(name.encode() + b"\n" + bytes([algorithm]) + self.public).digest()[:4]

    def base64(self) -> str:
        return base64.b64encode(self.public).decode()

    def line(self, body: str) -> str:
        return f"— {self.name} {base64.b64encode(self.id + self.private.sign(body.encode())).decode()}\n"

    def cosign(self, body: str, seconds: int) -> str:
        signature = self.private.sign(f"cosignature/v1\ntime {seconds}\n{body}".encode())
        return (
            f"— {self.name} {base64.b64encode(self.id + seconds.to_bytes(8, 'big') + signature).decode()}\n"
        )


class Log:
    """A custody log that grows entry by entry."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []
        self.leaves: list[bytes] = []
        self.clock = 0

    def add(self, verb: str, thing: str, content: Mapping[str, Any], dated: str | None = None) -> int:
        seq = len(self.lines) + 1
        self.clock += 1
        salt, text = hashlib.sha256(f"salt {seq}".encode()).digest(), json.dumps(content, sort_keys=True)
        commitment = sha(salt + hashlib.sha256(text.encode()).digest())
        prev = self.leaves[-1].hex() if self.leaves else "0" * 64
        when = dated or at(self.clock)
        data = f"holdfast custody 1\n{seq}\n{when}\nalice\n{verb}\n{thing}\n{commitment}\n{prev}\n"
        self.leaves.append(hashlib.sha256(b"\0" + data.encode()).digest())
        self.lines.append(
            {
                "seq": seq,
                "at": when,
                "actor": "alice",
                "verb": verb,
                "object": thing,
                "commitment": commitment,
            }
            | {"prev": prev, "salt": salt.hex(), "content": text}
        )
        return seq


class Export:
    """A folder with two captures, a key that was rotated, two heads, a witness, and the proofs that are given."""

    def __init__(self, folder: Path, authority: Any = None, ots: bool = False) -> None:
        self.folder = folder
        self.files: dict[str, bytes] = {}
        self.log = Log()
        self.keys = [Key(ORIGIN)]
        self.witness = Key(WITNESS, 4)
        self.captures: list[dict[str, Any]] = []
        self.authority = authority
        self._key_added(None)
        self._capture("E-0001", {"body.html": b"<p>600 trucks</p>", "text.txt": b"600 trucks"})
        self.first = self._head()
        self.put_head("data/log/checkpoints/3.txt", self.first, 3)
        self.log.add("checkpoint", "checkpoint:3", {"size": 3})
        self._rotate()
        self._capture("E-0002", {"photo.bin": bytes(range(256)) * 50})
        self.log.add("viewed", "E-0001", {"by": "bob"})
        self.last = self._head()
        body = self.last
        self.put_head(
            "data/log/checkpoint.txt", body, len(self.log.leaves), self.witness.cosign(body, self.now())
        )
        if authority is not None:
            size = len(self.log.leaves)
            self.files[f"data/proofs/{size}-hill.tsr"] = authority.stamp(self.stamped(body, self.keys[-1]))
            self.files["data/trust/hill.pem"] = authority.pem
        if ots:
            self._ots(hashlib.sha256(self.stamped(body, self.keys[-1])).digest())

    @staticmethod
    def now() -> int:
        return int(datetime.now(UTC).timestamp())

    @staticmethod
    def stamped(body: str, key: Key) -> bytes:
        return (body + "\n" + key.line(body)).encode()

    def _key_added(self, signature: bytes | None) -> None:
        key = self.keys[-1]
        content = {"name": key.name, "public": key.base64()}
        self.log.add(
            "key-added", f"key:{key.id.hex()}", content | {"signature_by_previous": signature and "…"}
        )

    def _rotate(self) -> None:
        old, new = self.keys[-1], Key(ORIGIN)
        self.keys.append(new)
        self.rotated = old.private.sign(f"holdfast key 1\n{ORIGIN}\n{new.base64()}\n".encode())
        self.rotated_at = len(self.log.lines) + 1
        self._key_added(self.rotated)

    def _capture(self, key: str, parts: dict[str, bytes]) -> None:
        listed = [
            {"role": "body", "name": name, "sha256": sha(data), "size": len(data)}
            for name, data in parts.items()
        ]
        manifest = json.dumps({"format": "holdfast capture 1", "key": key, "parts": listed}).encode()
        self.files |= {f"data/captures/{key}/{name}": data for name, data in parts.items()}
        self.files[f"data/captures/{key}/manifest.json"] = manifest
        self.log.add("collected", key, {"manifest": sha(manifest)})
        self.log.add("exported", key, {"to": "ally"})
        self.captures.append({"key": key, "manifest": sha(manifest), "state": "whole"})

    def _head(self) -> str:
        root = base64.b64encode(tree_root(self.log.leaves)).decode()
        return f"{ORIGIN}\n{len(self.log.leaves)}\n{root}\n"

    def put_head(self, name: str, body: str, size: int, more: str = "") -> None:
        assert body.split("\n")[1] == str(size)
        self.files[name] = (body + "\n" + self.keys[-1].line(body) + more).encode()

    def _ots(self, digest: bytes) -> None:
        magic = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08"
        merkle = hashlib.sha256(digest + b"tail").digest()
        proof = (
            magic
            + digest
            + b"\xf0\x04tail\x08"
            + b"\x00"
            + bytes.fromhex("0588960d73d71901")
            + b"\x03\xc0\x84\x3d"
        )
        self.files[f"data/proofs/{len(self.log.leaves)}-alice.ots"] = proof
        line = f"1000000 {'0' * 64} {merkle[::-1].hex()} {self.now()}\n"
        self.files["data/trust/bitcoin-headers.txt"] = line.encode()

    def write(self, change: Callable[["Export"], None] | None = None) -> Path:
        """Write the log's files and the bag; `change` comes before both, as a dishonest exporter would."""
        keys = [
            {
                "name": key.name,
                "public": key.base64(),
                "from_seq": start,
                "to_seq": end,
                "signature_by_previous": by,
            }
            for key, start, end, by in zip(
                self.keys,
                (1, self.rotated_at),
                (self.rotated_at - 1, None),
                (None, base64.b64encode(self.rotated).decode()),
                strict=True,
            )
        ]
        root = tree_root(self.log.leaves).hex()
        for capture in self.captures:
            capture["entries"] = [line["seq"] for line in self.log.lines if line["object"] == capture["key"]]
        self.put_json("data/log/keys.json", {"keys": keys})
        self.put_json("data/log/witnesses.json", [{"name": WITNESS, "public": self.witness.base64()}])
        self.put_json(
            "data/export.json",
            {"format": "holdfast export 2", "desk": "Hill", "origin": ORIGIN, "captures": self.captures}
            | {"log": {"size": len(self.log.leaves), "root": root}},
        )
        self.files["data/log/leaves.txt"] = "".join(f"{leaf.hex()}\n" for leaf in self.log.leaves).encode()
        self.files["data/log/entries.jsonl"] = "".join(
            json.dumps(line, ensure_ascii=False) + "\n" for line in self.log.lines
        ).encode()
        self.files["data/report.html"] = b"<p>report</p>"
        if change:
            change(self)
        self.bag()
        for name, data in self.files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return self.folder

    def put_json(self, name: str, value: Any) -> None:
        self.files[name] = json.dumps(value).encode()

    def bag(self, *, sign: bool = True) -> None:
        """Every file of a bag; without `sign`, as somebody does who has no key."""
        payload = {name: data for name, data in self.files.items() if name.startswith("data/")}
        self.files["bagit.txt"] = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        oxum = f"{sum(len(data) for data in payload.values())}.{len(payload)}"
        self.files["bag-info.txt"] = f"Payload-Oxum: {oxum}\n".encode()
        self.files["manifest-sha256.txt"] = "".join(
            f"{sha(d)}  {n}\n" for n, d in sorted(payload.items())
        ).encode()
        self.files.setdefault("verify.py", b"print('as it came')\n")
        signed = ("manifest-sha256.txt", "bag-info.txt", "bagit.txt", "verify.py")
        tags = {name: self.files[name] for name in signed}
        self.files["tagmanifest-sha256.txt"] = "".join(f"{sha(d)}  {n}\n" for n, d in tags.items()).encode()
        if sign:
            _, size, root, *_ = self.last.split("\n")
            hashes = "\n".join(sha(self.files[name]) for name in signed)
            body = f"holdfast export 2\n{hashes}\n{size}\n{root}\n"
            self.files["export.sig"] = (body + "\n" + self.keys[-1].line(body)).encode()
