"""Every public page opens, in both languages, says whose desk it is, and carries nothing from outside."""

import gzip
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import holdfast.web
from web.conftest import AGREEMENT, House

PAGES = [
    "/",
    "/agreements/",
    f"/agreements/{AGREEMENT}/",
    f"/agreements/{AGREEMENT}/obligations/trucks/",
    f"/agreements/{AGREEMENT}/assessments/",
    "/figures/",
    "/figures/F-0001/",
    "/figures/F-0001.r1/",
    "/figures/F-0001/cite/",
    "/figures/F-0012/",
    "/revisions/",
    "/series/",
    "/series/cogat-aid-trucks/",
    "/sources/",
    "/sources/cogat/",
    "/documents/",
    "/documents/ap-2025-12-10/",
    "/rows/O-1/",
    "/corrections/",
    "/how-we-count/",
    "/data/",
    "/search/?q=trucks",
    "/api/",
    "/accounts/login/",
    "/accounts/signup/",
]
HEAVIEST = 60 * 1024


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_it_opens_in_both_languages(charlie: Client, prefix: str, path: str) -> None:
    answer = charlie.get(prefix + path)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{"ar" if prefix else "en"}" dir="{"rtl" if prefix else "ltr"}">' in page
    assert "The test coalition" in page and "promises that are kept" in page
    assert answer.headers["Content-Language"] == ("ar" if prefix else "en")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_inline_and_nothing_from_elsewhere(charlie: Client, path: str) -> None:
    answer = charlie.get(path)
    page = answer.content.decode()
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", page)
    assert not re.search(r"""<(?:link|img|script|iframe)[^>]+(?:href|src)=["'](?:https?:)?//""", page)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src" not in policy


@pytest.mark.parametrize("path", PAGES)
def test_a_page_weighs_at_most_sixty_kilobytes(charlie: Client, path: str) -> None:
    styles = Path(holdfast.web.__file__).parent / "static" / "holdfast"
    for prefix in ("", "/ar"):
        sheets = b"".join(gzip.compress(sheet.read_bytes()) for sheet in styles.glob("*.css"))
        weight = len(gzip.compress(charlie.get(prefix + path).content)) + len(sheets)
        assert weight <= HEAVIEST, f"{prefix}{path} weighs {weight}"


def test_the_board_says_it_in_words(charlie: Client) -> None:
    page = charlie.get("/").content.decode()
    assert "Owed by Hamas" in page and "Owed by Israel" in page
    assert "not kept" in page and "✕" in page and "duties nobody watches" in page
    assert "not averaged" in page and "statements" in page


def test_a_figure_opens_down_to_its_rows(charlie: Client, house: House) -> None:
    key = house.figures["aid-trucks-by-each-account"]
    page = charlie.get(f"/figures/{key}/").content.decode()
    for said in (
        "110.9",
        "450.9",
        "<bdi>600</bdi> promised",
        "An assertion",
        "Where sources disagree",
        f"{key}.r1",
        "<svg",
    ):
        assert said in page
    row = re.search(r'href="(/rows/O-\d+/)"', page)
    assert row is not None
    opened = charlie.get(row[1]).content.decode()
    document = re.search(r'href="(/documents/[^"]+/)"', opened)
    assert document is not None and charlie.get(document[1]).status_code == 200


def test_files_hold_the_whole_list(charlie: Client, house: House) -> None:
    csv = b"".join(charlie.get("/figures/F-0001.csv").streaming_content).decode()  # type: ignore[attr-defined]
    told = json.loads(b"".join(charlie.get("/figures/F-0001.json").streaming_content))  # type: ignore[attr-defined]
    assert csv.count("\n") == told["figure"]["rows_summary"]["count"] + 1 == len(told["rows"]) + 1
    for name in ("agreements", "figures", "revisions", "series", "sources", "documents", "corrections"):
        listed = json.loads(b"".join(charlie.get(f"/{name}.json").streaming_content))  # type: ignore[attr-defined]
        assert listed["count"] == len(next(value for value in listed.values() if isinstance(value, list)))
        assert charlie.get(f"/{name}.csv").headers["Content-Type"].startswith("text/csv")


def test_a_spreadsheet_runs_nothing(client_of: object) -> None:
    csv = b"".join(client_of("alice").get("/documents.csv").streaming_content).decode()  # type: ignore[operator]
    assert "'=HYPERLINK(1)" in csv and "\n=HYPERLINK" not in csv and ",=HYPERLINK" not in csv


def test_what_comes_from_outside_is_escaped(client_of: object) -> None:
    page = client_of("alice").get("/sources/hidden-school-kitchen/").content.decode()  # type: ignore[operator]
    assert "&lt;b&gt;Kitchen&lt;/b&gt;" in page and "<b>Kitchen" not in page


@pytest.mark.parametrize(
    "path", ["/feeds/revisions.atom", "/ar/feeds/revisions.atom", "/feeds/corrections.atom"]
)
def test_feeds_are_atom(charlie: Client, path: str) -> None:
    answer = charlie.get(path)
    root = ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer
    atom = "{http://www.w3.org/2005/Atom}"
    assert root.tag == f"{atom}feed" and answer.headers["Content-Type"].startswith("application/atom+xml")
    for needed in ("id", "title", "updated"):
        assert root.find(atom + needed) is not None
        assert all(entry.find(atom + needed) is not None for entry in root.iter(f"{atom}entry"))


@pytest.mark.parametrize(
    "path", ["/nope/", "/figures/F-9999/", "/figures/F-0001.r99/", "/series/nope/", "/rows/O-0/", "/rows/x/"]
)
@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_nothing_there_is_said_in_our_words(charlie: Client, prefix: str, path: str) -> None:
    answer = charlie.get(prefix + path)
    assert answer.status_code == 404
    assert (
        "There is nothing at this address" if not prefix else "لا شيء عند هذا العنوان"
    ) in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/?page=x", "/figures/F-0001/?page=99999999", "/sources/?page=-1", "/search/?q=%00"]
)
def test_a_mistyped_page_number_still_opens(charlie: Client, path: str) -> None:
    assert charlie.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/agreements/{AGREEMENT}/",
        f"/agreements/{AGREEMENT}/obligations/trucks/",
        "/figures/F-0001/",
        "/figures/",
    ],
)
def test_at_most_eight_queries_for_a_stranger(charlie: Client, path: str) -> None:
    charlie.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        charlie.get(path)
    assert len(asked) <= 8, [query["sql"][:120] for query in asked]


def test_a_line_says_whose_desk_even_on_an_error(charlie: Client) -> None:
    assert "The test coalition" in charlie.get("/nope/").content.decode()
