"""`holdfast extract` on files that are broken, long, in other encodings or in languages that are not read."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from holdfast.claims.reading import read_draft
from holdfast.claims.reading.errors import DraftEmpty, DraftNotFound
from holdfast.cli import claims_extract
from holdfast.cli.claims_extract import TextNotRead, extract_command
from holdfast.cli.claims_match import match_command


def answered(path: Path, data: bytes, code: int = 0) -> dict[str, Any]:
    path.write_bytes(data)
    result = CliRunner().invoke(extract_command, [str(path), "--json"])
    assert result.exit_code == code, result.output
    said: dict[str, Any] = json.loads(result.stdout)
    return said


def refused(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    result = CliRunner().invoke(extract_command, [str(path), "--json"])
    assert isinstance(result.exception, TextNotRead), result.output
    return str(result.exception)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('{"id": "a", "text": "5 boats sank."}\n{"id": "b", "text": "6 boats', "Line 2"),
        ('{"id": "a", "text": "5 boats\n{"id": "b", "text": "6 boats sank."}', "Line 1"),
        ('{"id": "a", "text": "5 boats sank."}\nand more\n{"id": "c", "text": "6"}', "Line 2"),
        ('{"id": "a", "text": null}', "Line 1"),
        ('{"id": "a", "text": null}\n{"id": "b", "text": "6 boats sank."}', "Line 1"),
    ],
)
def test_a_broken_line_of_json_is_named_and_nothing_is_read_as_text(
    tmp_path: Path, lines: str, says: str
) -> None:
    assert says in refused(tmp_path / "given.txt", lines.encode())


def test_a_text_that_holds_braces_is_a_text(tmp_path: Path) -> None:
    said = answered(
        tmp_path / "given.txt", b'{see the "text"}\nThe storm sank 5 boats.\nIt rained for 3 days.\n'
    )
    assert [(item["value"], "id" in item) for item in said["items"]] == [(5, False), (3, False)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp1256", "utf-8-sig"])
def test_the_encodings_that_a_check_reads_are_read(tmp_path: Path, encoding: str) -> None:
    text = "قتل 12 شخصا في المدينة وأصيب آخرون بجروح بحسب الشرطة."
    data = (b"\xff\xfe" if encoding == "utf-16-le" else b"") + text.encode(encoding)
    assert [item["value"] for item in answered(tmp_path / "given.txt", data)["items"]] == [12]


def test_offsets_count_a_byte_order_mark(tmp_path: Path) -> None:
    text = "\ufeffThe storm sank 5 boats."
    (item,) = answered(tmp_path / "given.txt", text.encode())["items"]
    assert text[item["start"] : item["end"]] == "5"


def test_a_mark_before_lines_of_json_belongs_to_no_line(tmp_path: Path) -> None:
    said = answered(
        tmp_path / "given.jsonl", '\ufeff{"id": "a", "text": "The storm sank 5 boats."}\n'.encode()
    )
    assert [(item["id"], item["value"], item["start"]) for item in said["items"]] == [("a", 5, 15)]


def test_a_language_that_is_not_read_is_said(tmp_path: Path) -> None:
    said = answered(tmp_path / "given.txt", "Число погибших выросло до сорока человек за неделю.".encode())
    assert said["items"] == []
    assert "not one of en, ar, fr, es, he" in said["notes"][0]
    assert "notes" not in answered(tmp_path / "given.txt", b"Nothing was counted by anybody in the town.")
    assert "notes" not in answered(tmp_path / "given.txt", b"*** --- ***")


def test_of_a_long_text_the_first_part_is_read_and_the_rest_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims_extract, "MOST_NUMBERS", 10)
    text = "The storm sank 5 boats.\n\n" * 40
    said = answered(tmp_path / "given.txt", text.encode(), code=1)
    start = said["not_read"]["start"]
    assert 0 < len(said["items"]) <= 10
    assert all(item["end"] <= start for item in said["items"]) and start < len(text)
    assert "was not read" in said["not_read"]["why"]


def test_of_many_lines_the_first_are_read_and_the_line_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims_extract, "MOST_IN_LINES", 100)
    lines = "".join(json.dumps({"id": str(at), "text": "The storm sank 5 boats."}) + "\n" for at in range(40))
    said = answered(tmp_path / "given.jsonl", lines.encode(), code=1)
    assert [item["id"] for item in said["items"]] == ["0", "1", "2", "3"]
    assert said["not_read"]["line"] == 5


def test_of_a_page_the_text_that_a_reader_sees_is_read(tmp_path: Path) -> None:
    page = (
        "<html><head><script>var boats = 77;</script></head><body><p>The storm sank <s>9</s> 5 boats in the harbour, "
        'the town said. <img alt="12 boats"></p><p style="display:none">It sank 66 boats.</p>'
        "<template>55 boats</template><noscript>44 boats</noscript></body></html>"
    )
    said = answered(tmp_path / "given.html", page.encode())
    assert [item["value"] for item in said["items"]] == [5]
    text = read_draft(page).text
    assert text[said["items"][0]["start"] : said["items"][0]["end"]] == "5"
    marked = "# Storm\n\nThe storm sank ~~9~~ 5 boats. See [the list](https://example.org/77/boats).\n\n"
    marked += "```\n66 boats\n```\n"
    assert [item["value"] for item in answered(tmp_path / "given.md", marked.encode())["items"]] == [5]


def test_lines_of_json_that_hold_marks_of_markdown_stay_lines(tmp_path: Path) -> None:
    lines = '{"id": "a", "text": "**The** [storm](https://example.org/1) sank 5 boats."}\n' * 2
    assert [item["id"] for item in answered(tmp_path / "given.txt", lines.encode())["items"]][:1] == ["a"]


@pytest.mark.parametrize("data", [b"", b" \n\n", b"\xef\xbb\xbf \n", b"<html><body></body></html>"])
def test_a_file_without_a_word_is_refused_as_a_check_refuses_it(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "given.txt"
    path.write_bytes(data)
    assert isinstance(CliRunner().invoke(extract_command, [str(path)]).exception, DraftEmpty)


def test_a_file_that_is_not_there_is_the_same_error_for_every_command(tmp_path: Path) -> None:
    missing = str(tmp_path / "nosuch")
    for command, words in (
        (extract_command, [missing]),
        (match_command, ["5 boats sank", "--claims", missing]),
        (match_command, ["--queries", missing]),
    ):
        assert isinstance(CliRunner().invoke(command, words).exception, DraftNotFound)


def test_digits_beside_letters_of_a_script_that_is_not_read_are_a_number(tmp_path: Path) -> None:
    said = answered(tmp_path / "given.txt", "死者は342人です。人々は町にいます。".encode())
    assert [item["value"] for item in said["items"]] == [342] and "not one of" in said["notes"][0]
    assert answered(tmp_path / "given.txt", b"The 3rd 5G mast on the B52 road stands.")["items"] == []


def test_a_text_of_several_scripts_is_not_told_to_be_in_none(tmp_path: Path) -> None:
    mixed = "קרן צדקה قافلة مساعدات convoy arrived"
    (note,) = answered(tmp_path / "given.txt", mixed.encode())["notes"]
    assert "several scripts" in note and "not one of" not in note


def test_il_y_a_is_french_and_no_spanish_and(tmp_path: Path) -> None:
    lines = b"En 2024, le pays a vu 12 morts.\r\nIl y a eu 1,2 milliard d'euros de pertes."
    items = answered(tmp_path / "pertes.txt", lines)["items"]
    assert [(one["text"], one["lang"]) for one in items][2] == ("1,2 milliard d'euros", "fr")


def test_offsets_and_ids_hold_in_five_languages_with_every_kind_of_character(tmp_path: Path) -> None:
    texts = {
        "k0": "😀😀 The \u200fminister said 1,250 people and 12.5% left on 4 June 2023.\r\nOne in five survived.",
        "k1": "🚢 قال\u200f الوزير إنّ ١٢٥٠ شخصًا في ٤ نوفمبر ٢٠٢٥.\r\nنَزَحَ أكثرُ من ٢٥ ألفَ شخصٍ.",
        "k2": "E\u0301vacue\u0301s : pre\u0300s de 3 000 personnes le 2\u202ffévrier 2025.\r\n"
        "Il y a eu 1,2\u00a0milliard d’euros de dégâts.",
        "k3": "𝔄 Más de 12.000 hecta\u0301reas ardieron en agosto de 2025.\r\n\r\nEntre 15 y 20 presos.",
        "k4": "\u200f🙂 לְפָחוֹת 19 בְּנֵי אָדָם ב-7 במרץ 2024.\r\n\u200fהפסד של 1.2 מיליארד שקל\u200e.",
    }
    wanted = {
        "k0": ["1,250", "12.5%", "4 June 2023", "One in five"],
        "k1": ["١٢٥٠", "٤ نوفمبر ٢٠٢٥", "٢٥ ألفَ"],
        "k2": ["3 000", "2\u202ffévrier 2025", "1,2\u00a0milliard d’euros"],
        "k3": ["12.000 hecta\u0301reas", "agosto de 2025", "15 y 20"],
        "k4": ["19", "7 במרץ 2024", "1.2 מיליארד שקל"],
    }
    lines = "\r\n".join(json.dumps({"id": key, "text": text}) for key, text in texts.items())
    items = answered(tmp_path / "mixed.jsonl", lines.encode())["items"]
    assert {key: [one["text"] for one in items if one["id"] == key] for key in texts} == wanted
    assert all(texts[one["id"]][one["start"] : one["end"]] == one["text"] for one in items)
    assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", one["as_of"]) for one in items if one["as_of"])
    whole = "\r\n\r\n".join(texts.values())
    found = answered(tmp_path / "mixed.txt", whole.encode())["items"]
    assert [one["text"] for one in found] == [text for key in texts for text in wanted[key]]
    assert all(whole[one["start"] : one["end"]] == one["text"] for one in found)
