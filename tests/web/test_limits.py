"""Pages cost the same at ten times the rows; errors of ours are pages of ours; a CSV is not a program."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from holdfast.cases.actions import load_case
from holdfast.figures.actions import publish_figures, refresh_readings
from holdfast.figures.queries import figures_list
from holdfast.record.actions import correct_observation
from holdfast.record.queries import rows_of_document
from holdfast.record.types import Status
from holdfast.web import remembering
from holdfast.web.listing.files import guarded
from web.conftest import House
from web.factory import write_case

PATHS = (
    "/figures/{figure}/",
    "/",
    "/series/{key}-served/",
    "/sources/{key}-kitchen/",
    "/documents/{key}-book/",
    "/agreements/{key}/",
    "/agreements/{key}/obligations/meals/",
    "/rows/{row}/",
    "/search/?q={key}",
    "/corrections/",
    "/sources/",
    "/documents/",
    "/series/",
    "/figures/",
    "/agreements/",
    "/evidence/",
    "/evidence/log/",
    "/evidence/changes/",
)
MOST = 9  # also for a process that remembers nothing
FEWER = 8  # of a figure of duties and of a source, with what the audit finds in its numbers


def test_queries_do_not_grow_with_rows(tmp_path: Path, house: House, db: None) -> None:
    alice, rania = house.people["alice"], house.people["rania"]
    for key, days in (("short", 60), ("long", 600)):
        load_case(alice, write_case(tmp_path / key, key=key, name=key, days=days))
    figures = {line.slug: line.key for line in figures_list(rania)}
    publish_figures(rania, keys=[figures["short-figure"], figures["long-figure"]], reason="For the test")
    rows = {key: rows_of_document(alice, f"{key}-book", limit=1)[0].key for key in ("short", "long")}
    for row in rows.values():
        correct_observation(alice, key=row, reason="Misread", status=Status.REPORTED, value=Decimal(99))
    refresh_readings()
    costs = {}
    for key in ("short", "long"):
        for path in PATHS:
            address = path.format(key=key, figure=figures[f"{key}-figure"], row=rows[key])
            remembering._kept.clear()
            with CaptureQueriesContext(connection) as cold:
                answer = Client().get(address)
            with CaptureQueriesContext(connection) as warm:
                Client().get(address)
            assert answer.status_code == 200, address
            costs[key, path] = (len(cold), len(warm))
    for path in PATHS:
        assert costs["short", path] == costs["long", path], path
        most = FEWER if path.startswith(("/sources/{", "/figures/{")) else MOST
        assert max(costs["long", path]) <= most, (path, costs["long", path])


def test_a_source_with_counters_asks_once_more(charlie: Client, house: House) -> None:
    """Which of them fell is stored, and no row of theirs is read."""
    refresh_readings()
    with CaptureQueriesContext(connection) as asked:
        assert charlie.get("/sources/cogat/").status_code == 200
    assert len(asked) <= FEWER + 1
    assert not [query["sql"] for query in asked if "group_concat" in query["sql"]]


def test_what_the_audit_reads_is_one_query_of_a_figure(charlie: Client, house: House) -> None:
    refresh_readings()
    read = []
    for key in house.figures.values():
        remembering._kept.clear()
        with CaptureQueriesContext(connection) as asked:
            charlie.get(f"/figures/{key}/")
        assert len(asked) <= MOST, key
        read.append(sum("its_what" in query["sql"] for query in asked))
    assert set(read) == {0, 1}


def test_a_failure_of_ours_is_a_page_of_ours(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("not for readers")

    monkeypatch.setattr("holdfast.web.board.views.gathered", fail)
    for path, said in (("/", "Something went wrong here"), ("/ar/", "حدث خطأ هنا")):
        answer = Client(raise_request_exception=False).get(path)
        page = answer.content.decode()
        assert answer.status_code == 500 and said in page and "not for readers" not in page
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_host_that_is_not_ours_is_refused_in_our_words(db: None) -> None:
    answer = Client(headers={"host": "elsewhere.example"}).get("/how-we-count/")
    assert answer.status_code == 400 and "The request cannot be read" in answer.content.decode()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


def test_numbers_of_ours_stay_numbers() -> None:
    assert guarded(Decimal("-1.50")) == "-1.5" and guarded(-3) == "-3" and guarded(True) == "yes"
