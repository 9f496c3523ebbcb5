"""The desk's folder: whose desk it is, which hosts it answers for, its secret key, where its store lies."""

import os
import secrets
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from holdfast.base.errors import HoldfastError

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})
SQLITE_OPTIONS = {
    # A writer takes its lock when it begins, so that two writers wait instead of failing half-way.
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    # INSERT OR REPLACE deletes a row; with this the delete triggers see it.
    "PRAGMA recursive_triggers=ON;",
    "timeout": 20,
}


SIGNERS = ("account", "desk")
_SAID = ("published_by", "campaigns_for")
ROOM_TABLES = (
    "claims",
    "egress",
    "evidence",
)  # tables of desk.toml that are settings of a room, not a language


class DeskUnreadable(HoldfastError):
    """The desk's folder is not named, not there, or does not hold what a desk needs."""

    code = "desk-unreadable"


class DeskExists(HoldfastError):
    """The folder holds a desk already."""

    code = "desk-exists"


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk as its folder describes it; `published_by` and `campaigns_for` stand on every page."""

    folder: Path
    name: str
    published_by: str
    campaigns_for: str
    hosts: tuple[str, ...]
    behind_proxy: bool
    secret_key: str
    other_languages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, object]] = field(default_factory=dict)  # of rooms, read by the room
    sign_as: str = "account"  # whose name readers see under what is published: the account's, or the desk's

    def said_in(self, lang: str) -> tuple[str, str]:
        """Who publishes and for what they campaign, in the language where desk.toml has it."""
        words = self.other_languages.get(lang, {})
        return (words.get("published_by", self.published_by), words.get("campaigns_for", self.campaigns_for))

    @property
    def signs_for_all(self) -> bool:
        """Whether readers are told the desk's name in place of a person's."""
        return self.sign_as == "desk"

    def __repr__(self) -> str:
        return f"Desk({self.name!r} at {self.folder})"

    @property
    def is_local(self) -> bool:
        """Whether the desk answers on this machine alone, where there is no HTTPS to ask for."""
        return set(self.hosts) <= LOCAL_HOSTS


def open_desk(folder: str | Path | None) -> Desk:
    """Read a desk's folder; raises DeskUnreadable and says what to do."""
    if not folder:
        raise _unreadable("No desk is named.")
    root = Path(folder).expanduser().resolve()
    described, key_file = root / "desk.toml", root / "secret-key"
    try:
        said = tomllib.loads(described.read_text(encoding="utf-8"))
        secret_key = key_file.read_text(encoding="ascii").strip()
        mode = stat.S_IMODE(key_file.stat().st_mode)
    except FileNotFoundError as error:
        raise _unreadable(f"{error.filename} is not there.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _unreadable(f"{root} cannot be read as a desk: {error}.") from error
    if len(secret_key) < 50:
        raise _unreadable(f"{key_file} is shorter than 50 characters.", f"Put a random line in {key_file}.")
    if mode & 0o077:
        raise _unreadable(
            f"{key_file} can be read by others (mode {mode:04o}).", f"Run: chmod 600 {key_file}"
        )
    return Desk(
        folder=root,
        name=_text(said, "name", described),
        published_by=_text(said, "published_by", described),
        campaigns_for=_text(said, "campaigns_for", described),
        hosts=_hosts(said.get("hosts", ["localhost", "127.0.0.1", "[::1]"]), described),
        behind_proxy=said.get("behind_proxy", False) is True,
        secret_key=secret_key,
        other_languages=_other_languages(said, described),
        tables={room: said[room] for room in ROOM_TABLES if isinstance(said.get(room), dict)},
        sign_as=_signer(said.get("sign_as", "account"), described),
    )


def make_desk(
    folder: str | Path,
    *,
    name: str,
    published_by: str,
    campaigns_for: str,
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]"),
    other_languages: Mapping[str, Mapping[str, str]] | None = None,
) -> Desk:
    """Make a desk's folder (mode 0700) with desk.toml and a new secret key (0600); never over an old one."""
    root = Path(folder).expanduser().resolve()
    if (root / "desk.toml").exists() or (root / "secret-key").exists():
        raise DeskExists(
            f"{root} holds a desk already.",
            next_step=f"Use it with --desk {root}, or name another folder.",
        )
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    root.chmod(0o700)
    _write_private(root / "secret-key", secrets.token_urlsafe(64) + "\n")
    listed = ", ".join(_toml(host) for host in hosts)
    _write_private(
        root / "desk.toml",
        f"# Whose desk this is; printed on every page.\nname = {_toml(name)}\n"
        f"published_by = {_toml(published_by)}\ncampaigns_for = {_toml(campaigns_for)}\n"
        f"# The hosts it answers for. Any host that is not this machine is served with HTTPS cookies only.\n"
        f"hosts = [{listed}]\n"
        f"# true where a proxy in front ends HTTPS and sets X-Forwarded-Proto.\nbehind_proxy = false\n"
        '# Whose name readers see under what is published or corrected: "account" or "desk".\n'
        'sign_as = "account"\n'
        "# The same words on pages in another language: a table such as [ar] with published_by and campaigns_for.\n"
        + "".join(
            f"\n[{lang}]\n" + "".join(f"{key} = {_toml(text)}\n" for key, text in words.items())
            for lang, words in (other_languages or {}).items()
        ),
    )
    return open_desk(root)


def database_from_url(url: str | None, sqlite_file: Path) -> dict[str, object]:
    """Django's description of the store: PostgreSQL where a URL says so, else the SQLite file."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(sqlite_file),
            "OPTIONS": dict(SQLITE_OPTIONS),
        }
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise DeskUnreadable(
            "DATABASE_URL is not an address of a PostgreSQL database.",
            next_step="Write it as postgresql://user:password@host:port/name, or unset it to use SQLite.",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _unreadable(what: str, next_step: str | None = None) -> DeskUnreadable:
    return DeskUnreadable(
        what,
        next_step=next_step or "Name one with --desk DIR or HOLDFAST_DESK, or make one: holdfast init DIR",
    )


def _text(said: dict[str, object], key: str, where: Path) -> str:
    value = said.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _unreadable(f"{where} does not say {key}.", f'Add a line to it: {key} = "…"')
    return value.strip()


def _signer(value: object, where: Path) -> str:
    if not isinstance(value, str) or value not in SIGNERS:
        raise _unreadable(
            f"{where} does not say whose name readers see.", 'Write sign_as = "account" or sign_as = "desk".'
        )
    return value


def _other_languages(said: dict[str, object], where: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for lang, words in said.items():
        if isinstance(words, dict) and lang not in ROOM_TABLES:
            found[lang] = {key: _text(words, key, where) for key in words if key in _SAID}
    return found


def _hosts(value: object, where: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(host, str) and host for host in value):
        raise _unreadable(f"{where} does not list hosts.", 'Add a line to it: hosts = ["localhost"]')
    if "*" in value:
        raise _unreadable(f"{where} lists every host (*).", "Name the hosts the desk answers for.")
    return tuple(value)


def _toml(text: str) -> str:
    escaped = "".join(
        f"\\u{ord(char):04x}"
        if ord(char) < 32 or ord(char) == 127
        else {"\\": "\\\\", '"': '\\"'}.get(char, char)
        for char in text
    )
    return f'"{escaped}"'


def _write_private(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
