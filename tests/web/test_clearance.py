"""Charlie, who is not signed in, meets nothing of what the desk keeps to itself: not its page, not its name."""

import pytest
from django.test import Client

from web.conftest import SECRET, House

WORDS = ("Hiddenville", SECRET, "Meals by the kitchen")
LISTS = ["agreements", "figures", "revisions", "series", "sources", "documents", "corrections"]


def _whole(client: Client, path: str) -> str:
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return body.decode()


def _hidden(house: House) -> list[str]:
    key = house.figures[f"{SECRET}-figure"]
    return [
        f"/agreements/{SECRET}/",
        f"/agreements/{SECRET}/obligations/meals/",
        f"/agreements/{SECRET}/assessments.json",
        f"/figures/{key}/",
        f"/figures/{key}.r1/",
        f"/figures/{key}.csv",
        f"/figures/{key}.json",
        f"/figures/{key}/cite/",
        f"/series/{SECRET}-served/",
        f"/series/{SECRET}-served.csv",
        f"/sources/{SECRET}-kitchen/",
        f"/documents/{SECRET}-book/",
        f"/api/v1/figures/{key}",
        f"/api/v1/series/{SECRET}-served",
        f"/api/v1/series/{SECRET}-served/rows",
        f"/api/v1/documents/{SECRET}-book",
        f"/api/v1/agreements/{SECRET}/assessments",
    ]


def test_alice_sees_it(client_of: object, house: House) -> None:
    for path in _hidden(house):
        assert client_of("alice").get(path).status_code == 200, path  # type: ignore[operator]


def test_charlie_sees_none_of_it(charlie: Client, house: House) -> None:
    for path in _hidden(house):
        assert charlie.get(path).status_code == 404, path


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/data/",
        "/search/?q=meals",
        "/search/?q=Hiddenville",
        "/feeds/revisions.atom",
        "/feeds/corrections.atom",
        "/api/v1/agreements",
        "/api/v1/figures",
        "/api/v1/series",
        "/api/v1/sources",
        "/api/v1/search?q=meals",
        *(f"/{name}/" for name in LISTS),
        *(f"/{name}.csv" for name in LISTS),
        *(f"/{name}.json" for name in LISTS),
    ],
)
def test_no_list_names_it(charlie: Client, path: str) -> None:
    body = _whole(charlie, path).replace("q=Hiddenville", "").replace('value="Hiddenville"', "")
    body = body.replace("Hiddenville – ", "") if path.startswith("/search") else body
    assert not [word for word in WORDS if word in body]


def test_what_was_gathered_for_alice_is_not_shown_to_charlie(client_of: object, charlie: Client) -> None:
    assert "Hiddenville" in client_of("alice").get("/").content.decode()  # type: ignore[operator]
    assert "Hiddenville" not in charlie.get("/").content.decode()


def test_what_alice_sees_is_never_kept_by_a_cache(client_of: object) -> None:
    assert client_of("alice").get("/").headers["Cache-Control"] == "private, no-store"  # type: ignore[operator]
