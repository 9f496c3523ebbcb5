"""A desk that captures a site of this machine, is stamped by an authority of this machine, and exports."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evidence.capturing.site import Site, answer
from evidence.capturing.site import served as served_site
from evidence.sealing.services import OpensslAuthority, served
from holdfast.evidence.actions.capture import capture_addresses, upload_file
from holdfast.evidence.actions.seal import seal_log
from holdfast.people.types import Viewer

Capturing = Callable[..., None]


@pytest.fixture(scope="session")
def _authority(tmp_path_factory: pytest.TempPathFactory) -> OpensslAuthority:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl: a local authority cannot be made")
    return OpensslAuthority(tmp_path_factory.mktemp("authority"), "hill")


@pytest.fixture
def site(settings: Any, tmp_path: Path, _authority: OpensslAuthority) -> Iterator[Site]:
    """The site; the desk that captures it names one authority."""
    folder = tmp_path / "desk"
    folder.mkdir(mode=0o700)
    with served_site(Site({"/": answer()})) as running, served(_authority.answer) as address:
        authority = {"name": "hill", "url": f"{address}/good", "chain": str(_authority.root)}
        tables = {"egress": {"test_hosts": [running.host]}, "evidence": {"authorities": [authority]}}
        settings.DESK = replace(settings.DESK, folder=folder, tables=tables)
        yield running


@pytest.fixture
def captured(site: Site, alice: Viewer, tmp_path: Path) -> tuple[str, ...]:
    """E-0001 over HTTP, sealed and stamped; E-0002 an upload; both by Alice."""
    site.routes["/page"] = answer(b"<title>600 trucks</title><p>600 trucks a day</p>")
    capture_addresses(alice, addresses=[site.url("/page")])
    seal_log(viewer=alice)
    file = tmp_path / "tally.csv"
    file.write_text("day,trucks\n2026-11-01,412\n")
    upload_file(alice, path=file)
    return ("E-0001", "E-0002")
