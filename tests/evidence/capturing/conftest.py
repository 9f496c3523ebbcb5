"""A site on this machine, and a desk whose objects are the test's own and which that site is opened to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evidence.capturing.site import Site, answer, served


@pytest.fixture
def desk_of_its_own(settings: Any, tmp_path: Path) -> None:
    """Objects go where the test's files go."""
    settings.DESK = replace(settings.DESK, folder=tmp_path)


@pytest.fixture
def site(settings: Any, desk_of_its_own: None) -> Iterator[Site]:
    """A site with one page, opened to the desk."""
    with served(Site({"/": answer()})) as running:
        settings.DESK = replace(settings.DESK, tables={"egress": {"test_hosts": [running.host]}})
        yield running
