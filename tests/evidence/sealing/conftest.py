"""A desk with a folder of its own, and what desk.toml says of sealing."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evidence.sealing.services import Calendar, OpensslAuthority, served
from holdfast.evidence.custody import append
from holdfast.evidence.types import Event, Verb
from holdfast.journal.actions import recording

Says = Callable[..., None]


@pytest.fixture
def says(settings: Any, tmp_path: Path) -> Says:
    """Put a table [evidence] into desk.toml; the desk's folder is the test's own."""
    folder = tmp_path / "desk"
    folder.mkdir(mode=0o700)

    def say(**table: Any) -> None:
        settings.DESK = replace(settings.DESK, folder=folder, tables={"evidence": table})

    say()
    return say


@pytest.fixture(scope="session")
def _authority(tmp_path_factory: pytest.TempPathFactory) -> OpensslAuthority:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl: a local authority cannot be made")
    return OpensslAuthority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def authority(_authority: OpensslAuthority) -> Iterator[tuple[OpensslAuthority, str]]:
    """A time-stamp authority and its address."""
    with served(_authority.answer) as address:
        yield _authority, address


@pytest.fixture
def calendar() -> Iterator[tuple[Calendar, str]]:
    """A calendar and its address."""
    made = Calendar()
    with served(made.answer) as address:
        yield made, address


@pytest.fixture
def happen() -> Callable[..., range]:
    """Let something happen to evidence: `happen("E-0001")`."""

    def enter(*keys: str, actor: str = "alice", verb: Verb = Verb.VIEWED) -> range:
        with recording(actor=actor, verb="view_captures", object_key=f"captures:{len(keys)}") as entry:
            entry.commit_to(list(keys))
            return append(
                [Event(verb, key, {"capture": key}) for key in keys], actor=actor, batch=entry.batch
            )

    return enter
