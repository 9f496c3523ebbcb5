"""The table [evidence] of desk.toml, as far as it names who else vouches for the log's heads."""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from django.conf import settings

from holdfast.base.errors import shown
from holdfast.evidence.engine.notes import (
    ALG_COSIGNATURE,
    ALG_ED25519,
    NoteKey,
    NoteUnfit,
    key_name_fits,
    parse_vkey,
    strict_base64,
)
from holdfast.evidence.errors import SealingSettingsUnfit, WitnessUnknown

_NAME = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")  # it becomes part of a file's name in an export


@dataclass(frozen=True, slots=True)
class Authority:
    """A time-stamp authority and the file of certificates it is trusted by (PEM, the root among them)."""

    name: str
    url: str
    chain: Path


@dataclass(frozen=True, slots=True)
class Calendar:
    """An OpenTimestamps calendar."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Witness:
    """Another desk that cosigns our heads; without a url its cosignatures come in files."""

    key: NoteKey
    url: str | None

    @property
    def name(self) -> str:
        """What the witness calls itself in its signatures."""
        return self.key.name


@dataclass(frozen=True, slots=True)
class SealingSettings:
    """Who seals with us, and whose logs we witness."""

    origin: str
    origin_said: bool  # whether desk.toml says it, or it was made from the desk's name
    authorities: tuple[Authority, ...] = ()
    authorities_needed: int = 0
    calendars: tuple[Calendar, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    logs: tuple[NoteKey, ...] = ()
    bitcoin_headers: Path | None = None

    def witness(self, name: str) -> Witness:
        """The witness of this name; raises WitnessUnknown."""
        for witness in self.witnesses:
            if witness.name == name:
                return witness
        raise WitnessUnknown(
            f"desk.toml names no witness {shown(name)}",
            untouched="Nothing was written",
            next_step='Add it to the table [evidence]: witnesses = [{name = "…", public = "…"}]',
        )

    def services(self) -> tuple[tuple[str, str, str], ...]:
        """Every address that sealing calls: what it is, its name, its address."""
        return (
            *(("time-stamp authority", one.name, one.url) for one in self.authorities),
            *(("OpenTimestamps calendar", one.name, one.url) for one in self.calendars),
            *(("witness", one.name, one.url) for one in self.witnesses if one.url),
        )


def sealing_settings() -> SealingSettings:
    """What desk.toml says; raises SealingSettingsUnfit and says where it is not understood."""
    desk = settings.DESK
    said: Mapping[str, Any] = desk.tables.get("evidence", {})
    authorities = tuple(
        Authority(
            _name(one, "authorities"), _url(one, "authorities"), _file(desk.folder, one.get("chain"), "chain")
        )
        for one in _tables(said, "authorities")
    )
    needed = said.get("authorities_needed", min(1, len(authorities)))
    if isinstance(needed, bool) or not isinstance(needed, int) or not 0 <= needed <= len(authorities):
        _unfit(f"authorities_needed is {shown(needed)}, and {len(authorities)} are named")
    origin = said.get("origin")
    if origin is not None and (not isinstance(origin, str) or not key_name_fits(origin) or len(origin) > 200):
        _unfit(
            f"origin is {shown(origin)}; it takes no spaces and no plus sign, such as log.example.org/desk"
        )
    headers = said.get("bitcoin_headers")
    found = SealingSettings(
        origin=origin or f"holdfast.invalid/{desk_slug(desk.name)}",
        origin_said=origin is not None,
        authorities=authorities,
        authorities_needed=needed,
        calendars=tuple(
            Calendar(_name(one, "calendars"), _url(one, "calendars")) for one in _tables(said, "calendars")
        ),
        witnesses=tuple(_witness(one) for one in _tables(said, "witnesses")),
        logs=_logs(said.get("logs", [])),
        bitcoin_headers=None if headers is None else _file(desk.folder, headers, "bitcoin_headers"),
    )
    for what, names in (
        ("authorities", [one.name for one in found.authorities]),
        ("calendars", [one.name for one in found.calendars]),
        ("witnesses", [one.name for one in found.witnesses]),
    ):
        if len(set(names)) != len(names):
            _unfit(f"two {what} have one name")
    return found


def desk_slug(name: str) -> str:
    """The desk's name in small letters, digits and hyphens; its digest where it has none of them."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return slug or "desk-" + hashlib.sha256(name.encode()).hexdigest()[:8]


def _unfit(what: str) -> NoReturn:
    raise SealingSettingsUnfit(
        f"The table [evidence] of desk.toml is not understood: {what}",
        untouched="Nothing was written",
        next_step="Mend it as docs/sealing.md shows, and try again",
    )


def _tables(said: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = said.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        _unfit(f'{key} is a list of tables, such as {key} = [{{name = "…", url = "…"}}]')
    return value


def _name(one: Mapping[str, Any], where: str) -> str:
    name = one.get("name")
    if not isinstance(name, str) or len(name) > 60 or not _NAME.fullmatch(name):
        _unfit(f"a name in {where} is {shown(name)}; it takes small letters, digits, dots and hyphens")
    return name


def _url(one: Mapping[str, Any], where: str) -> str:
    url = one.get("url")
    parts = urlsplit(url) if isinstance(url, str) and len(url) < 1000 else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        _unfit(f"a url in {where} is {shown(url)}; it begins with https:// or http://")
    return str(url).rstrip("/")


def _file(folder: Path, value: object, what: str) -> Path:
    if not isinstance(value, str) or not value:
        _unfit(f"{what} is {shown(value)}, not the name of a file")
    path = Path(value).expanduser()
    return path if path.is_absolute() else folder / path


def _witness(one: Mapping[str, Any]) -> Witness:
    name, public = one.get("name"), one.get("public")
    if not isinstance(name, str) or not key_name_fits(name) or len(name) > 200:
        _unfit(f"a witness is called {shown(name)}; its name takes no spaces and no plus sign")
    try:
        raw = strict_base64(public) if isinstance(public, str) else b""
    except NoteUnfit:
        raw = b""
    if len(raw) != 32:
        _unfit(f"the public key of {shown(name)} is not base64 of 32 bytes")
    return Witness(
        NoteKey(name, raw, ALG_COSIGNATURE), _url(one, "witnesses") if one.get("url") is not None else None
    )


def _logs(value: object) -> tuple[NoteKey, ...]:
    if not isinstance(value, list):
        _unfit("logs is a list of keys, each written name+id+key")
    found = []
    for text in value:
        try:
            key = parse_vkey(text) if isinstance(text, str) else None
        except NoteUnfit as error:
            _unfit(f"the log key {shown(text)} is {error}")
        if key is None or key.algorithm != ALG_ED25519:
            _unfit(f"{shown(text)} is not the key of a log")
        found.append(key)
    return tuple(found)


def public_text(public: bytes) -> str:
    """A public key as it is stored and written: base64."""
    return base64.b64encode(public).decode()
