"""A capture before it has a key: what came, as parts that wait for the store, and what is said of them."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from holdfast import __version__
from holdfast.base.canonical import canonical_json
from holdfast.base.why import Why
from holdfast.egress.types import Tls
from holdfast.evidence.store import Content, ObjectStore
from holdfast.evidence.types import Compared, Method, Outcome, PartDef, Role

FORMAT = "holdfast capture 1"
TOOL = f"Holdfast {__version__}"


@dataclass(frozen=True, slots=True)
class DraftPart:
    """One file of a capture to be; `level` None takes the capture's own, a higher one narrows it."""

    role: Role
    name: str
    content: Content
    mime: str
    parent: str | None = None
    made_by: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a method of capture hands over; `payload` is the SHA-256 of the decoded body, for comparison alone."""

    method: Method
    address: str
    final_address: str
    tool: str
    started: datetime
    ended: datetime
    status: int | None
    mime: str
    outcome: Outcome
    why: Why
    parts: tuple[DraftPart, ...] = ()
    limits: tuple[str, ...] = ()
    ip: str = ""
    server: Mapping[str, Any] | None = None
    payload: str | None = None
    looks_like: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft whose parts are in the store, and may be acknowledged."""

    draft: Draft
    parts: tuple[PartDef, ...]
    levels: tuple[int | None, ...]

    @property
    def text_sha256(self) -> str | None:
        """The digest of the text part, where there is one."""
        return next((part.sha256 for part in self.parts if part.role is Role.TEXT), None)


@dataclass(frozen=True, slots=True)
class Named:
    """What the transaction that acknowledges a capture adds to it."""

    key: str
    collector: str
    document: Mapping[str, Any] | None = None
    earlier: str | None = None
    compared: Compared = Compared.FIRST
    nonce: str = field(default_factory=lambda: secrets.token_hex(32))


def keep_parts(store: ObjectStore, draft: Draft) -> Kept:
    """Put the parts into the store, flushed; the draft without their bytes."""
    stored = store.put_all([part.content for part in draft.parts])
    parts = tuple(
        PartDef(part.role, part.name, one.sha256, one.size, part.mime, part.parent, part.made_by)
        for part, one in zip(draft.parts, stored, strict=True)
    )
    return Kept(replace(draft, parts=()), parts, tuple(part.level for part in draft.parts))


def manifest_bytes(kept: Kept, named: Named) -> bytes:
    """The manifest of a capture: what its hash, committed to in the custody log, stands for."""
    draft = kept.draft
    return canonical_json(
        {
            "format": FORMAT,
            "nonce": named.nonce,
            "key": named.key,
            "method": draft.method,
            "address": draft.address,
            "final_address": draft.final_address,
            "collector": named.collector,
            "tool": draft.tool,
            "started": draft.started,
            "ended": draft.ended,
            "status": draft.status,
            "mime": draft.mime,
            "outcome": draft.outcome,
            "why": {
                "code": draft.why.code,
                "params": draft.why.params_json(),
                "text": draft.why.render("en"),
            },
            "document": named.document,
            "server": draft.server,
            "earlier": named.earlier,
            "compared": named.compared,
            "parts": [part_json(part) for part in kept.parts],
            "limits": list(draft.limits),
        }
    )


def part_json(part: PartDef) -> dict[str, Any]:
    """A part as a manifest lists it."""
    return {
        "role": part.role,
        "name": part.name,
        "sha256": part.sha256,
        "size": part.size,
        "mime": part.mime,
        "from": part.parent,
        "made_by": part.made_by,
    }


def server_json(ip: str | None, port: int, tls: Tls | None) -> dict[str, Any] | None:
    """The server as a manifest names it: the address that was reached and what its TLS said."""
    if ip is None:
        return None
    shown = None
    if tls is not None:
        chain: Sequence[str] = [hashlib.sha256(one).hexdigest() for one in tls.chain]
        shown = {"protocol": tls.protocol, "cipher": tls.cipher, "chain": chain}
    return {"ip": ip, "port": port, "tls": shown}
