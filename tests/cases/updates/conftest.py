"""The example case with an address for its meals, and a site on this machine that answers what a test says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cases.folders import Folder
from cases.updates.publisher import Publisher
from evidence.capturing.site import served


@pytest.fixture
def publisher(settings: Any, tmp_path: Path) -> Iterator[Publisher]:
    with served(Publisher()) as running:
        assert isinstance(running, Publisher)
        settings.DESK = replace(
            settings.DESK, folder=tmp_path / "desk", tables={"egress": {"test_hosts": [running.host]}}
        )
        (tmp_path / "desk").mkdir()
        yield running


@pytest.fixture
def watched(hillside: Folder, publisher: Publisher) -> Folder:
    """Hillside, whose meals are fetched every day."""
    return publisher.watch(hillside)
