"""An export of the tests' own, stamped by an authority of their own."""

from pathlib import Path

import pytest

from evidence.engine.authority import Authority
from evidence.engine.making import Export


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "hill", "Hill time")


@pytest.fixture
def export(tmp_path: Path, authority: Authority) -> Export:
    return Export(tmp_path / "export", authority, ots=True)
