"""A figure that was never published is the desk's: a stranger finds no page, file, citation or line of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from holdfast.cases.actions import load_case
from holdfast.figures.actions import publish_figure
from holdfast.figures.queries import figures_list
from web.conftest import House
from web.factory import write_case

KEY = "new-school"
QUESTION = "How many meals a day were served in Newville?"
LISTS = (
    "/",
    f"/agreements/{KEY}/",
    f"/agreements/{KEY}/obligations/meals/",
    "/figures/",
    "/figures.csv",
    "/figures.json",
    "/search/?q=served",
    "/api/v1/figures",
    "/api/v1/search?q=served",
)


@pytest.fixture
def figure(house: House, db: None, tmp_path: Path) -> str:
    """The key of a public figure that nobody has published."""
    load_case(house.people["alice"], write_case(tmp_path / KEY, key=KEY, name="Newville"))
    return next(one.key for one in figures_list(house.people["rania"]) if one.slug == f"{KEY}-figure")


def _own(figure: str) -> list[str]:
    forms = ("/", ".json", ".csv", "/cite/", "/charts/days.json")
    return [*(f"/figures/{figure}{form}" for form in forms), f"/api/v1/figures/{figure}"]


def _whole(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()  # type: ignore[attr-defined]


def test_charlie_finds_nothing_of_it(figure: str, charlie: Client) -> None:
    for path in _own(figure):
        for way in (path, f"/ar{path}"):
            assert charlie.get(way).status_code == 404, way
    for path in LISTS:
        body = _whole(charlie, path)
        assert figure not in body and QUESTION not in body, path


def test_alice_is_told_that_it_is_not_published_yet(figure: str, client_of: Callable[[str], Client]) -> None:
    alice = client_of("alice")
    for path in ("/", f"/agreements/{KEY}/", f"/agreements/{KEY}/obligations/meals/", "/figures/"):
        assert "not published yet" in _whole(alice, path), path
    assert "Not published yet" in _whole(alice, f"/figures/{figure}/")
    for form in (".json", ".csv", "/cite/"):
        assert alice.get(f"/figures/{figure}{form}").status_code == 404


def test_once_published_everybody_reads_it(figure: str, house: House, charlie: Client) -> None:
    publish_figure(house.people["rania"], key=figure, reason="For this test")
    assert QUESTION in _whole(charlie, f"/figures/{figure}/")
    for path in LISTS:
        assert QUESTION in _whole(charlie, path), path
