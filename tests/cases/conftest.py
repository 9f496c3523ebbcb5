"""A whole case for every test of this room."""

from pathlib import Path

import pytest

from cases.folders import Folder


@pytest.fixture
def hillside(tmp_path: Path) -> Folder:
    """The example of docs/case-format.md, whole."""
    return Folder(tmp_path)
