"""The page "how we count" says what docs/how-we-count.md says, in both languages, number for number."""

import re
from pathlib import Path

import pytest
from django.test import Client

from holdfast.web.pages import prose

DOCS = Path(__file__).parents[2] / "docs" / "how-we-count.md"
NUMBER = re.compile(r"\d[\d,./:]*\d|\d")


def _parts(language: str) -> list[str]:
    return (prose.HERE / f"how_we_count.{language}.md").read_text(encoding="utf-8").split("\n## ")


def test_the_page_is_the_document() -> None:
    """Where this fails, copy docs/how-we-count.md to src/holdfast/web/pages/how_we_count.en.md."""
    assert (prose.HERE / "how_we_count.en.md").read_text(encoding="utf-8") == DOCS.read_text(encoding="utf-8")


def test_the_arabic_has_every_part_every_table_and_every_number() -> None:
    english, arabic = _parts("en"), _parts("ar")
    assert len(english) == len(arabic)
    for here, there in zip(english, arabic, strict=True):
        assert set(NUMBER.findall(here)) == set(NUMBER.findall(there)), here[:40]
        for mark in ("\n| ", "\n* "):
            assert here.count(mark) == there.count(mark), here[:40]


@pytest.mark.parametrize(
    ("prefix", "said"), [("", "Partly kept, and not kept"), ("/ar", "مُنفَّذ جزئيًا، وغير مُنفَّذ")]
)
def test_the_rule_by_kind_is_on_the_page(charlie: Client, prefix: str, said: str) -> None:
    page = charlie.get(f"{prefix}/how-we-count/").content.decode()
    assert said in page and "**" not in page and "| " not in page
    assert page.count("<table>") == DOCS.read_text(encoding="utf-8").count("\n|---")
