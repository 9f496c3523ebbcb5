"""On the shared collections the fused list finds no less than full text alone, and at least .88 in the mean."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
GIVEN = ROOT.parent / "shared" / "data" / "claims"
SETS = {"c20": GIVEN / "clef2020_task2", "c22": GIVEN / "clef2022_task2a_en"}


@pytest.mark.slow
@pytest.mark.skipif(
    not all(path.is_dir() for path in SETS.values()), reason="../shared/data/claims is not here"
)
def test_mean_average_precision_of_the_fused_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    quality = __import__("match_quality")
    found = [quality.measure(folder, prefix, semantic=False)["map5"] for prefix, folder in SETS.items()]
    sys.modules.pop("match_quality", None)
    mean = {name: sum(one[name] for one in found) / len(found) for name in found[0]}
    assert mean["fused"] >= 0.88
    assert mean["fused"] >= max(mean["fts5"], mean["fts5_as_it_comes"])
