"""Words of a restricted source, or out of a restricted document, in a public case: no stranger meets one of them."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from holdfast.cases.actions import load_case
from holdfast.cases.check import check_case
from holdfast.figures.actions import make_finding, publish_figure
from holdfast.figures.queries import figures_list
from web.conftest import House
from web.factory import write_case

KEY = "valley-school"
WORDS = ("SECRET", "s-secret", "d-secret", "by the word of", "valley-school: ")
SOURCES = """
[[sources]]
key = "s-secret"
name.en = "SECRET source"
name.ar = "SECRET مصدر"
relation = "mediator or guarantor"
sensitivity = "restricted"
[[sources]]
key = "s-relayed"
name.en = "Relayed source"
relation = "press"
upstream = "s-secret"
[[documents]]
key = "d-secret"
source = "s-secret"
title.en = "SECRET document"
said = "2024-01-05"
sensitivity = "restricted"
[[documents]]
key = "d-secret-text"
source = "s-relayed"
title.en = "SECRET text"
said = "2024-01-01"
sensitivity = "restricted"
[[documents]]
key = "d-open"
source = "s-relayed"
title.en = "Open document"
said = "2024-01-05"
"""
SEEN = """
  [[series.coverage]]
  first = "2024-01-01"
  extent = "full"
  effort.en = "SECRET effort"
  document = "d-secret"
[[assertions]]
key = "a-secret"
series = "valley-school-served"
source = "s-relayed"
document = "d-secret"
kind = "average"
value = 70
note.en = "SECRET assertion"
"""
PARTS = """
    [[clauses.obligations.readings]]
    key = "held-in-secret"
    text.en = "SECRET reading"
    held_by = ["s-secret"]
    rule = "average"
    series = ["{key}-served"]
    [[clauses.obligations.readings]]
    key = "held-by-two"
    text.en = "A reading of two"
    held_by = ["s-secret", "s-relayed"]
    rule = "average"
    series = ["{key}-served"]
    [[clauses.obligations.conditions]]
    said_by = "s-secret"
    document = "d-secret"
    text.en = "SECRET condition"
    [[clauses.obligations.conditions]]
    said_by = "s-relayed"
    document = "d-secret"
    text.en = "SECRET condition in another's name"
    [[clauses.obligations.denials]]
    source = "s-secret"
    denies = "fact"
    first = "2024-01-01"
    text.en = "SECRET denial"
    [[clauses.obligations.denials]]
    source = "s-relayed"
    document = "d-secret"
    denies = "fact"
    first = "2024-01-01"
    text.en = "SECRET denial out of a document"
    [[clauses.obligations.discharges]]
    day = "2024-01-03"
    quantity = 3
    document = "d-secret"
    text.en = "SECRET discharge"
    [[clauses.obligations.events]]
    state = "suspended"
    day = "2024-01-04"
    said_by = "s-secret"
    text.en = "SECRET suspension"
    [[clauses.obligations.events]]
    state = "suspended"
    day = "2024-01-04"
    document = "d-secret"
    text.en = "SECRET suspension out of a document"
[[clauses]]
key = "1b"
point = "1b"
bearers = ["council"]
kind = "abstain"
document = "d-secret-text"
text.en = "SECRET clause"
[[agreement.texts]]
version = "SECRET version"
language = "en"
document = "d-secret-text"
"""


def _spoilt(folder: Path) -> Path:
    write_case(folder, key=KEY, name="Valley")
    text = (folder / "case.toml").read_text(encoding="utf-8")
    text = text.replace("[[indicators]]", SOURCES + "[[indicators]]", 1)
    text = text.replace('[[clauses]]\nkey = "1"', SEEN + '[[clauses]]\nkey = "1"', 1)
    parts, texts = PARTS.format(key=KEY).split("[[agreement.texts]]")
    text = text.replace('[[clauses]]\nkey = "2"', parts + '[[clauses]]\nkey = "2"', 1)
    text = text.replace("[[parties]]", "[[agreement.texts]]" + texts + "[[parties]]", 1)
    (folder / "case.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def figure(house: House, db: None, tmp_path: Path) -> str:
    """The key of the school's figure, published, with a finding beside it under the hidden reading."""
    load_case(house.people["adam"], _spoilt(tmp_path / KEY))
    found = {line.slug: line.key for line in figures_list(house.people["rania"])}[f"{KEY}-figure"]
    publish_figure(house.people["rania"], key=found, reason="For this test")
    make_finding(
        house.people["adam"],
        agreement=KEY,
        obligation="meals",
        reading="held-in-secret",
        first=date(2024, 1, 1),
        last=date(2024, 1, 3),
        reasons="SECRET reasons",
        excuses_considered="none",
        right_of_reply="asked",
    )
    return found


def _paths(figure: str) -> Iterator[str]:
    lists = ("agreements", "figures", "revisions", "series", "sources", "documents", "corrections")
    kept = [f"agreements/{KEY}/assessments", *lists]
    pages = [
        "",
        f"agreements/{KEY}/",
        f"agreements/{KEY}/obligations/meals/",
        f"figures/{figure}/",
        f"figures/{figure}.csv",
        f"figures/{figure}.json",
        f"series/{KEY}-served/",
        "sources/s-relayed/",
        "documents/d-open/",
        "feeds/corrections.atom",
        "feeds/revisions.atom",
        "search/?q=valley",
        "data/",
        *(f"{name}{form}" for name in kept for form in ("/", ".csv", ".json")),
    ]
    for path in pages:
        yield f"/{path}"
        yield f"/ar/{path}"
    for path in (
        "agreements",
        f"agreements/{KEY}/assessments",
        f"figures/{figure}",
        "corrections",
        "sources",
    ):
        yield f"/api/v1/{path}"


def _whole(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()  # type: ignore[attr-defined]


def test_a_stranger_meets_none_of_it(figure: str, charlie: Client) -> None:
    for path in _paths(figure):
        body = _whole(charlie, path)
        assert not [word for word in WORDS if word in body], path


def test_an_obligation_of_a_restricted_text_is_not_there(figure: str, charlie: Client) -> None:
    assert charlie.get(f"/agreements/{KEY}/obligations/1b/").status_code == 404


def test_the_duty_stands_as_if_nothing_had_been_said(figure: str, charlie: Client) -> None:
    body = _whole(charlie, f"/agreements/{KEY}/obligations/meals/")
    assert "suspended" not in body.lower()
    assert "A reading of two" in body and "Relayed source" in body


def test_checking_the_case_says_what_nobody_outside_will_read(tmp_path: Path) -> None:
    notes = [one for one in check_case(_spoilt(tmp_path / KEY)).notes if one.code == "hidden-with-its-source"]
    said = " ".join(note.what for note in notes)
    assert len(notes) == 9
    for part in ("condition", "denial", "discharge", "event", "clause"):
        assert f"so is this {part}:" in said


def test_adam_who_may_see_it_is_told_whose_word_it_is(
    figure: str, client_of: Callable[[str], Client]
) -> None:
    body = _whole(client_of("adam"), f"/agreements/{KEY}/obligations/meals/")
    for word in ("SECRET condition", "SECRET denial", "SECRET reading", "SECRET reasons"):
        assert word in body
    assert "by the word of" in body and "SECRET source" in body
    assert "agreement’s own text" not in body
