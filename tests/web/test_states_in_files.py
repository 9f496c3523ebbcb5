"""What a page says in words a file says too: a state by name and code, "at least" beside its number."""

import csv
import io

import pytest
from django.test import Client

from holdfast.figures.actions import publish_figure
from web.conftest import House

SERIES = "pmo-rafah"
NAMES = {"0": "closed", "1": "opening in limited capacity announced", "2": "open in both directions"}


def _whole(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()  # type: ignore[attr-defined]


@pytest.fixture
def published(house: House, db: None) -> str:
    """The figure about the crossing, published."""
    key = house.figures["rafah-crossing"]
    publish_figure(house.people["rania"], key=key, reason="For this test")
    return key


def test_the_rows_of_a_figure_name_the_state(published: str, charlie: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(_whole(charlie, f"/figures/{published}.csv"))))
    assert rows and all(row["value"] == "" for row in rows)
    assert {(row["observed_state"], row["state_code"]) for row in rows} <= {
        (name, code) for code, name in NAMES.items()
    }
    table = charlie.get(f"/figures/{published}/").content.decode().partition('id="rows"')[2]
    assert "closed" in table.partition("</section>")[0]
    assert '"state_code":"0"' in _whole(charlie, f"/figures/{published}.json").replace(" ", "")


def test_the_rows_of_its_series_name_it_too(charlie: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(_whole(charlie, f"/series/{SERIES}.csv"))))
    assert rows and {(row["value"], row["observed_state"]) for row in rows} <= set(NAMES.items())
    arabic = list(csv.DictReader(io.StringIO(_whole(charlie, f"/ar/series/{SERIES}.csv"))))
    assert {row["observed_state"] for row in arabic} <= {
        "مغلق",
        "أُعلن فتحه بقدرة محدودة",
        "مفتوح في الاتجاهين",
    }
    assert '"observed_state":{' in _whole(charlie, f"/series/{SERIES}.json")
    asked = charlie.get(f"/api/v1/series/{SERIES}/rows").json()["rows"]
    assert asked[0]["observed_state"]["en"] in NAMES.values()
    assert (
        charlie.get(f"/api/v1/rows/{asked[0]['key']}").json()["observed_state"] == asked[0]["observed_state"]
    )


def test_a_number_has_no_state(charlie: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(_whole(charlie, "/series/cogat-aid-trucks.csv"))))
    assert rows and {row["observed_state"] for row in rows} == {""}


def test_at_least_stands_in_files_too(house: House, charlie: Client) -> None:
    key = house.figures["strikes-of-19-october"]
    publish_figure(house.people["rania"], key=key, reason="For this test")
    for path in ("/figures.csv", "/revisions.csv"):
        rows = {row["key"]: row for row in csv.DictReader(io.StringIO(_whole(charlie, path)))}
        assert (rows[f"{key}.r1"]["value"], rows[f"{key}.r1"]["bound"]) == ("44", "at least")
        assert rows["F-0001.r1"]["bound"] == ""
    assert "at least 44" in charlie.get("/figures/").content.decode()
