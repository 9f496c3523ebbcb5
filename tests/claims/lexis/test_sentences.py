"""What the packs read from sentences: our own invented ones, and the shared labelled ones where they are at hand."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.figures.grammar import grammar
from holdfast.claims.engine.items import Item

OWN = Path(__file__).parent
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "claims" / "figures_dev.json"
LANGUAGES = ("ar", "he", "fr", "es")
FIELDS = ("bound", "per", "base", "attribution")
TIMES = ("as_of", "period_from", "period_to")


def sentences(lang: str) -> list[dict[str, Any]]:
    return json.loads((OWN / f"sentences_{lang}.json").read_text("utf-8"))["items"]


def figures(sentence: dict[str, Any], published: date | None) -> dict[tuple[int, int], Item]:
    items = extract(sentence["sentence"], lang=sentence["lang"], published=published)
    return {(item.start, item.end): item for item in items if item.kind.is_figure}


def same(one: object, other: Any) -> bool:
    return (one is None) == (other is None) and (
        one is None or abs(float(str(one)) - float(other)) < 1e-6 * max(1, other)
    )


def score(labelled: list[dict[str, Any]]) -> dict[str, float]:
    """F1 of the figures by exact span and value; of those found, the share whose fields are right."""
    counts: Counter[str] = Counter()
    for sentence in labelled:
        said = sentence.get("published")
        found = figures(sentence, date.fromisoformat(said) if said else None)
        counts["found"] += len(found)
        for label in sentence["figures"]:
            counts["labelled"] += 1
            item = found.get((label["start"], label["end"]))
            if item is None or not same(item.value, label["value"]):
                continue
            counts["right"] += 1
            counts["bound"] += item.bound == label.get("bound", "exact")
            counts["attribution"] += item.attribution == label.get("attribution")
            counts["per"] += item.per == label.get("per")
            counts["base"] += same(item.base, label.get("base"))
            counts["time"] += all(getattr(item, field) == label.get(field) for field in TIMES)
    right = counts["right"]
    shares = {name: counts[name] / right for name in ("bound", "attribution", "per", "base", "time")}
    return {"f1": 2 * right / (counts["found"] + counts["labelled"]), **shares}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_sentences_are_read_as_they_are_labelled(lang: str) -> None:
    labelled = sentences(lang)
    assert len(labelled) >= 25
    got = score(labelled)
    assert got["f1"] >= 0.95, got
    assert got["bound"] >= 0.95, got
    assert got["time"] >= 0.85, got
    assert got["attribution"] >= 0.85, got
    assert got["per"] >= 0.9, got
    assert got["base"] >= 0.9, got


@pytest.mark.skipif(not SHARED.exists(), reason="the shared labelled sentences are not beside this checkout")
def test_the_figures_and_bounds_of_the_shared_sentences_are_found() -> None:
    labelled = [one for one in json.loads(SHARED.read_text("utf-8"))["items"] if one["lang"] in LANGUAGES]
    got = score(labelled)
    assert got["f1"] >= 0.95, got
    assert got["bound"] >= 0.95, got


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.filterwarnings("error")
def test_every_pattern_of_a_pack_compiles_without_a_warning(lang: str) -> None:
    grammar.cache_clear()
    assert grammar(lang).lexis.lang == lang


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("ar", "وصلت ٣٬٢٠٣ شاحنة.", 3203),
        ("ar", "وصلت 3.203 شاحنة.", 3203),
        ("ar", "وصلت 3,203 شاحنة.", 3203),
        ("ar", "استشهد 70 ألفا و112 شخصا.", 70112),
        ("fr", "Il y a eu 1\u202f518 exécutions.", 1518),
        ("fr", "Il y a eu 1\u00a0518 exécutions.", 1518),
        ("fr", "Il y a eu 1 518 exécutions.", 1518),
        ("es", "Hubo 70.117 muertos.", 70117),
        ("es", "Costó 3.200 millones.", 3_200_000_000),
        ("he", "נהרגו 10,818 בני אדם.", 10818),
    ],
)
def test_separators_follow_the_language(lang: str, text: str, value: int) -> None:
    assert [item.value for item in extract(text, lang=lang) if item.kind.is_figure] == [value]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "صدر القرار 2334 عام 2016 وفق المادة 6 من الميثاق."),
        ("ar", "بثت القناة 12 المقابلة في الساعة 21:30."),
        ("he", "החלטה 2334 וסעיף 5 לחוק פורסמו בשנת 2016."),
        ("he", "הילד בן 7 הופיע בערוץ 12."),
        ("fr", "La résolution 2334 et l'article 5 datent du 23 décembre 2016."),
        ("fr", "Une femme âgée de 67 ans et un homme."),
        ("es", "La resolución 2334 y el artículo 5 son de diciembre de 2016."),
        ("es", "Una mujer de 67 años y un hombre."),
    ],
)
def test_numbers_that_name_are_no_figures(lang: str, text: str) -> None:
    assert [item.text for item in extract(text, lang=lang) if item.kind.is_figure] == []
