"""Accepted checks: a page, JSON, Markdown that no text breaks out of, a brief of two sheets, a list with its files."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from holdfast.claims.actions.reports import accept_report
from holdfast.claims.stored import GivenLine, Side
from holdfast.people.types import Level
from holdfast.web.claims.check_shown import laid_out
from holdfast.web.claims.report_files import quote_of, worst_first
from web.conftest import House

Clients = Callable[[str], Client]
NASTY = "# 12 <b>kites</b> [x](javascript:1) | `#emph[y]` *z* ٣٤ “q”"


def stored(
    house: House, *, lines: int = 3, level: int = Level.DESK, text: str = NASTY, title: str = NASTY
) -> str:
    row = {
        "row": "O-1",
        "value": 14,
        "bound": "at_least",
        "source": "cogat",
        "source_name": {"en": "COGAT"},
        "since": "2025-10-10",
        "as_of": "2025-10-31",
        "title": {"en": "A [report] <x>"},
        "document": "ap-2025-12-10",
        "address": "https://example.org/a?b=1",
        "capture": None,
    }
    given = [
        GivenLine(
            item={"start": 2, "end": 4, "text": NASTY, "lang": "en", "kind": "count", "rule": "party-alone"},
            proposed="contradicted by" if at % 2 else "supported",
            verdict="" if at else "vague",
            reason="" if at else "Not *so*",
            citations=(row,),
        )
        for at in range(lines)
    ]
    return accept_report(
        viewer=house.people["alice"],
        title=title,
        side=Side(desk=True),
        text=text,
        as_of=date(2025, 12, 1),
        seq=7,
        checked_at=datetime(2025, 12, 1, 9, tzinfo=UTC),
        lines=given,
        keep_text=True,
        level=level,
    )


def test_it_works(client_of: Clients, house: House) -> None:
    key = stored(house)
    page = client_of("bob").get(f"/claims/reports/{key}/").content.decode()
    assert "1 of 3 lines will be thrown back" in page and "Decided otherwise by alice" in page
    assert "<b>kites" not in page and 'href="/rows/O-1/"' in page


def test_the_json_has_the_fixed_keys(client_of: Clients, house: House) -> None:
    found = json.loads(client_of("bob").get(f"/claims/reports/{stored(house)}.json").content)
    assert found["text"] == NASTY and len(found["sha256"]) == 64 and found["seq"] == 7
    first = found["items"][0]
    assert (first["proposed"], first["verdict"], first["reason"]) == ("supported", "vague", "Not *so*")
    assert first["accepted_by"] == "alice" and first["citations"][0]["row"] == "O-1"


def test_a_text_does_not_break_out_of_markdown(client_of: Clients, house: House) -> None:
    answer = client_of("bob").get(f"/claims/reports/{stored(house)}.md")
    lines = answer.content.decode().splitlines()
    assert answer.headers["Content-Type"].startswith("text/markdown")
    assert [line for line in lines if line.startswith("# ")] == ["# 1 of 3 lines will be thrown back"]
    assert not [line for line in lines if re.search(r"(?<!\\)<(?!https://example)", line)]
    assert not [line for line in lines if re.search(r"(?<!\\)\]\(", line)]


@pytest.mark.parametrize("lang", ["", "/ar"])
@pytest.mark.parametrize("lines", [1, 120])
def test_the_brief_has_two_sheets_at_most(client_of: Clients, house: House, lang: str, lines: int) -> None:
    pytest.importorskip("typst", reason="the extra `brief`")
    answer = client_of("bob").get(f"{lang}/claims/reports/{stored(house, lines=lines)}.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    with pypdfium2.PdfDocument(BytesIO(answer.content)) as made:
        assert 1 <= len(made) <= 2
        text = made[0].get_textpage().get_text_range()
    assert lang or ("<b>kites</b>" in text and "O-1" in text)


def test_the_same_brief_is_made_twice(client_of: Clients, house: House) -> None:
    pytest.importorskip("typst", reason="the extra `brief`")
    at = f"/claims/reports/{stored(house)}.pdf"
    assert client_of("bob").get(at).content == client_of("bob").get(at).content


def test_without_typst_the_page_says_what_to_do(
    client_of: Clients, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    answer = client_of("bob").get(f"/claims/reports/{stored(house)}.pdf")
    assert answer.status_code == 503 and "holdfast[brief]" in answer.content.decode()


@pytest.mark.parametrize("suffix", ["/", ".json", ".md", ".pdf"])
def test_charlie_sees_no_report_of_the_desk(
    client_of: Clients, charlie: Client, house: House, suffix: str
) -> None:
    key = stored(house)
    assert charlie.get(f"/claims/reports/{key}{suffix}").status_code == 404
    assert key not in charlie.get("/claims/reports/").content.decode()
    assert client_of("bob").get(f"/claims/reports/{key}/").status_code == 200


def test_an_open_report_is_open(charlie: Client, house: House) -> None:
    key = stored(house, level=Level.PUBLIC)
    answer = charlie.get(f"/claims/reports/{key}/")
    assert answer.status_code == 200 and "public" in answer.headers["Cache-Control"]


def test_the_list_has_its_files(client_of: Clients, house: House) -> None:
    key = stored(house, title="=1+1")
    bob = client_of("bob")
    assert key in bob.get("/claims/reports/").content.decode()
    sheet = b"".join(bob.get("/claims/reports.csv")).decode()  # type: ignore[arg-type]
    assert f"{key},'=1+1,desk" in sheet
    found: Any = json.loads(b"".join(bob.get("/claims/reports.json")))  # type: ignore[arg-type]
    assert found["claim_reports"][0]["key"] == key


def test_what_will_be_thrown_back_stands_before_what_may_be_and_each_word_is_told_apart_in_the_brief() -> (
    None
):
    text = "12 came and 13 came"
    items = [
        {"start": 0, "end": 2, "text": "12", "verdict": "unsupported", "rule": "no-reading-then", "why": "…"},
        {"start": 12, "end": 14, "text": "13", "verdict": "unsupported", "rule": "wrong-source", "why": "…"},
    ]
    lines = worst_first(laid_out({"text": text, "items": items}))
    assert [one.words for one in lines] == ["13", "12"]
    assert quote_of(lines[0]) == ["\u206812 came and ", "13", " came\u2069"]
