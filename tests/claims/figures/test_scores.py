"""The figure grammar against hand-made labels (../shared/data/claims/figures_dev.json, third-party facts, not shipped).

What is measured: figures as span overlap with equal value (F1); bound; the three times together (as_of, period_from,
period_to); attribution under one name in English. The file does not hold the dates of its pages, so `published` is the
day in the address, else the last day among the item's own labels, else (two items) a day in the right year: it settles
the year and what "Sunday" means, and nothing else. A source that the labels took from the page and that the sentence
does not name ("the office", "it") cannot be found in the sentence and is not asked for.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Item

FILE = Path(__file__).parents[4] / "shared" / "data" / "claims" / "figures_dev.json"
pytestmark = pytest.mark.skipif(
    not FILE.is_file(), reason="../shared/data/claims/figures_dev.json is not here"
)

READ_ON = {"en-012": date(2024, 8, 7)}
# A label's name, and the words by which a sentence may name it.
NAMES = {
    "Gaza Government Media Office": ("Gaza Government Media Office", "المكتب الإعلامي الحكومي"),
    "Ministry of Health in Gaza": ("Gaza's MoH", "Ministerio de Sanidad de Gaza", "משרד הבריאות"),
    "Health authorities in Gaza": ("Gaza's health authorities",),
    "UN and its partners": ("the UN and its partners",),
    "Food Security Sector": ("Food Security Sector",),
    "Amnesty International": ("Amnesty International",),
    "OHCHR": ("OHCHR",),
}
SAME = {"Ministry of Health in Gaza": r"Ministry of Health|Sanidad|משרד הבריאות|MoH",
        "Gaza Government Media Office": r"Government Media Office|المكتب الإعلامي الحكومي"}  # fmt: skip


def labelled() -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["items"]
    return items


def published(item: dict[str, Any]) -> date | None:
    if item["id"] in READ_ON:
        return READ_ON[item["id"]]
    in_address = re.search(r"/(20[0-9]{2})([01][0-9])([0-3][0-9])/", item["url"])
    if in_address:
        return date(*map(int, in_address.groups()))
    days = [f[key] for f in item["figures"] for key in ("as_of", "period_from", "period_to") if f[key]]
    full = [day for day in days if len(day) == 10]
    return date.fromisoformat(max(full)) if full else None


def names(wanted: str | None, got: str | None) -> bool:
    if wanted is None or got is None:
        return wanted is got
    return wanted.lower() == got.lower() or bool(wanted in SAME and re.search(SAME[wanted], got))


def is_named(source: str, sentence: str) -> bool:
    return any(words in sentence.replace("’", "'") for words in NAMES.get(source, ()))


def pairs() -> tuple[list[tuple[dict[str, Any], dict[str, Any], Item]], int, int]:
    """((item, label, found) of each figure found, how many were missed, how many were found too many)."""
    found, missed, extra = [], 0, 0
    for item in labelled():
        left = [
            one
            for one in extract(item["sentence"], lang=item["lang"], published=published(item))
            if one.kind.is_figure and one.value is not None
        ]
        for label in item["figures"]:
            hit = next((one for one in left if agrees(one, label)), None)
            if hit is None:
                missed += 1
            else:
                left.remove(hit)
                found.append((item, label, hit))
        extra += len(left)
    return found, missed, extra


def agrees(one: Item, label: dict[str, Any]) -> bool:
    near = abs(float(one.value or 0) - label["value"]) <= 1e-9 * max(1, abs(label["value"]))
    return one.start < label["end"] and label["start"] < one.end and near


def test_figures_bounds_times_and_sources_reach_their_measure() -> None:
    found, missed, extra = pairs()
    f1 = 2 * len(found) / (2 * len(found) + missed + extra)
    bound = sum(one.bound == label["bound"] for _, label, one in found) / len(found)
    times = sum(
        (one.as_of, one.period_from, one.period_to)
        == (label["as_of"], label["period_from"], label["period_to"])
        for _, label, one in found
    ) / len(found)
    asked = [
        (label["attribution"], one.attribution)
        for item, label, one in found
        if label["attribution"] is None or is_named(label["attribution"], item["sentence"])
    ]
    source = sum(names(*pair) for pair in asked) / len(asked)
    measured = f"F1 {f1:.3f}, bound {bound:.3f}, times {times:.3f}, source {source:.3f} of {len(asked)}"
    assert f1 >= 0.95, measured
    assert bound >= 0.95, measured
    assert times >= 0.85, measured
    assert source >= 0.85, measured
    print(measured)


def test_spans_are_those_of_the_rules() -> None:
    found, _, _ = pairs()
    same = sum((one.start, one.end) == (label["start"], label["end"]) for _, label, one in found)
    assert same / len(found) >= 0.95
