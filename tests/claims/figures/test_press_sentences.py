"""Who says a figure and for when, on invented press sentences of many topics (press.jsonl beside this file).

Each line is `{"lang", "text", "figures": [{"span", "start", "sources", "times"}]}`: `sources` are the names that are
right (null: none, where the text names nobody), `times` the right (as_of, period_from, period_to); null where the
labelling rules leave it open. All are read as published on 18 March 2026.
"""

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from holdfast.claims.engine.extract import extract

FILE = Path(__file__).with_name("press.jsonl")
LANGUAGES = ("en", "fr", "es", "ar", "he")
ARTICLE = re.compile(r"^(?:the |an? |les? |la |l'|une? |el |los |las |ה|ال)")


@cache
def shares(lang: str) -> dict[str, float]:
    """Of the labelled figures the share that is found, with its source, of those named, and with its times."""
    counts: Counter[str] = Counter()
    for line in FILE.read_text("utf-8").splitlines():
        labelled = json.loads(line)
        if labelled["lang"] != lang:
            continue
        found = {
            item.start: item
            for item in extract(labelled["text"], lang=lang, published=date(2026, 3, 18))
            if item.kind.is_figure
        }
        for label in labelled["figures"]:
            counts["labelled"] += 1
            item = found.get(label["start"])
            if item is None:
                continue
            counts["found"] += 1
            if label["sources"] is not None:
                right = bare(item.attribution) in map(bare, label["sources"])
                counts["asked"] += 1
                counts["source"] += right
                if None not in label["sources"]:
                    counts["named"] += 1
                    counts["right"] += right
            if label["times"] is not None:
                counts["timed"] += 1
                counts["times"] += [item.as_of, item.period_from, item.period_to] in label["times"]
    return {
        "found": counts["found"] / counts["labelled"],
        "source": counts["source"] / counts["asked"],
        "named": counts["right"] / counts["named"],
        "times": counts["times"] / counts["timed"],
        "of": counts["labelled"],
    }


def bare(name: str | None) -> str | None:
    return name and ARTICLE.sub("", name.casefold().replace("’", "'"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sources_and_times_of_press_sentences_are_read(lang: str) -> None:
    got = shares(lang)
    assert got["of"] >= 40, got
    assert got["found"] >= 0.95, got
    assert got["source"] >= 0.95, got
    assert got["named"] >= 0.95, got
    assert got["times"] >= 0.97, got
