"""A reader from either side finds both parties' duties, statements and gaps under the same rules."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from examples.conftest import GAZA, MINSK, Desk, case_toml, table

pytestmark = pytest.mark.django_db

LAST = "2026-08-22"
BOTH = [GAZA, MINSK]
OF_A_PARTY = ("party", "body of a party")


def duties(folder: Path) -> list[tuple[str, str, dict[str, Any]]]:
    """Clause, bearer and what the case says of the duty, in order."""
    found = []
    for clause in case_toml(folder)["clauses"]:
        said = {duty.get("bearer", clause["bearers"][0]): duty for duty in clause.get("obligations", ())}
        found += [(clause["key"], bearer, said.get(bearer, {})) for bearer in clause["bearers"]]
    return found


def test_every_duty_is_listed_with_its_bearer_also_where_nobody_watches() -> None:
    listed = duties(GAZA)
    watched = [bearer for _, bearer, duty in listed if duty.get("readings")]
    unwatched = [bearer for _, bearer, duty in listed if not duty.get("readings")]
    assert len(case_toml(GAZA)["clauses"]) == 18
    assert Counter(bearer for _, bearer, _ in listed) == {"israel": 14, "hamas": 6}
    assert Counter(watched) == {"israel": 7, "hamas": 3}
    assert Counter(unwatched) == {"israel": 7, "hamas": 3}
    assert len({key for key, _, duty in listed if not duty.get("readings")}) == 9


def test_the_board_shows_the_same_duties_as_not_watched(desk: Desk) -> None:
    found = desk.all("gaza-ceasefire-2025", LAST)
    silent = {(each["obligation"], each["bearer"]) for each in found if each["state"] == "not watched"}
    assert Counter(bearer for _, bearer in silent) == {"israel": 7, "hamas": 3}


@pytest.mark.parametrize("folder", BOTH, ids=lambda folder: folder.name)
def test_a_duty_of_both_is_read_alike_for_both(folder: Path) -> None:
    for clause in case_toml(folder)["clauses"]:
        if len(clause["bearers"]) < 2:
            continue
        given = {duty["bearer"]: duty for duty in clause.get("obligations", ())}
        assert not given or set(given) == set(clause["bearers"]), clause["key"]
        if not given:
            continue
        titles = {duty["title"]["en"] for duty in given.values()}
        shared = set.intersection(*({r["key"] for r in duty.get("readings", ())} for duty in given.values()))
        assert len(titles) == 1, clause["key"]
        assert shared, clause["key"]
        for key in shared:
            texts = {r["text"]["en"] for duty in given.values() for r in duty["readings"] if r["key"] == key}
            rules = {r["rule"] for duty in given.values() for r in duty["readings"] if r["key"] == key}
            assert len(texts) == len(rules) == 1, (clause["key"], key)


def test_what_the_other_bearer_lacks_is_said_to_be_not_collected() -> None:
    for _, bearer, duty in duties(GAZA):
        if duty.get("key", "").startswith("halt-"):
            assert "which does not mean none" in duty["note"]["en"], bearer


def test_a_body_of_a_party_is_one_on_both_sides_and_no_second_counter() -> None:
    sources = {row["key"]: row for row in table(GAZA / "sources.csv")}
    sides = {key: row["party"] for key, row in sources.items() if row["relation"] in OF_A_PARTY}
    assert Counter(sides.values()) == {"israel": 4, "hamas": 5}
    for key, party in sides.items():
        row = sources[key]
        assert (row["relation"], row["upstream"]) in (
            ("party", "") if key == party else ("body of a party", party),
        ), key
    for key, row in sources.items():
        assert (row["party"] != "") == (key in sides), key


def test_each_excuse_that_a_party_gives_is_told(desk: Desk) -> None:
    said = {
        (each["bearer"], waiting["said_by"])
        for each in desk.all("gaza-ceasefire-2025", LAST)
        for waiting in each["waits_on"]
        if waiting["said_by"]
    }
    assert said == {("hamas", "hamas"), ("israel", "israel-pmo"), ("israel", "israel-military")}


def test_more_was_said_by_one_side_and_the_record_shows_how_much() -> None:
    documents = {row["key"]: row for row in table(GAZA / "documents.csv")}
    sources = {row["key"]: row for row in table(GAZA / "sources.csv")}
    cited = [
        row["document"]
        for name in ("statements", "assertions", "handovers")
        for row in table(GAZA / f"{name}.csv")
    ]
    originals = {original for key in cited for original in documents[key]["relays"].split(";") if original}
    sides = Counter(sources[documents[key]["source"]]["party"] or "neither" for key in originals)
    assert sides == {"hamas": 16, "israel": 13, "neither": 2}


@pytest.mark.parametrize("folder", BOTH, ids=lambda folder: folder.name)
def test_every_text_stands_in_both_languages(folder: Path) -> None:
    def walk(value: Any, path: str) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("en"), str):
                assert re.search("[\u0600-\u06ff]", value.get("ar", "")), path
            for key, inner in value.items():
                walk(inner, f"{path}.{key}")
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                walk(inner, f"{path}[{index}]")

    walk(case_toml(folder), folder.name)
    for file in folder.glob("*.csv"):
        for row in table(file):
            for column in row:
                if column.endswith(".en") and row[column]:
                    assert row[column.removesuffix(".en") + ".ar"], (file.name, row)


@pytest.mark.parametrize("folder", BOTH, ids=lambda folder: folder.name)
def test_every_figure_has_a_neutral_question_and_caveats(folder: Path) -> None:
    judging = re.compile(r"\b(broke|broken|crime|regime|terror\w*|genocid\w*|massacre\w*|martyr\w*)\b", re.I)
    figures = case_toml(folder)["figures"]
    assert figures
    for figure in figures:
        assert figure["question"]["en"].endswith("?")
        assert figure["question"]["ar"].endswith("؟")
        assert len(figure["caveats"]) >= 2
    assert not judging.search((folder / "case.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", BOTH, ids=lambda folder: folder.name)
def test_source_and_licence_stand_beside(folder: Path) -> None:
    assert (folder / "SOURCE.md").is_file()
    assert list(folder.glob("LICEN[CS]E*"))


def test_the_minsk_case_stays_out_of_the_package() -> None:
    pyproject = (GAZA.parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    assert 'packages = ["src/holdfast"]' in pyproject
    assert "examples" not in pyproject.split("[tool.hatch.build.targets.sdist]")[1].split("\n\n")[0]
