"""docs/case-format.md says what the reader does: every key, and every worked example."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from cases.folders import PAGE, Folder, blocks
from holdfast.agreements.queries import assessments
from holdfast.agreements.types import DutyKind, RelationKind, Rule
from holdfast.base.language import LANGUAGES
from holdfast.base.numbers import unscale
from holdfast.base.why import catalogue
from holdfast.cases.actions import load_case
from holdfast.cases.check import check_case
from holdfast.cases.errors import CaseBroken
from holdfast.cases.report import Spot
from holdfast.cases.schema import CASE_TOML, Table
from holdfast.people.types import Viewer
from holdfast.record.mapping import declaration as mapping
from holdfast.record.mapping import map_file, period_problems
from holdfast.record.types import AssertionKind, Kind, SeriesTerms, Several, Status

TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = sorted(name for name in blocks() if name.startswith("examples/") and name.endswith(".toml"))
TERMS = {
    key: SeriesTerms(key, Kind.FLOW)
    for key in ("meals", "north", "south", "weekly", "monthly", "killed", "violations", "trucks")
}
TERMS["trucks-total"] = SeriesTerms("trucks-total", Kind.CUMULATIVE, counter_start=date(2026, 3, 1))
TERMS["litres"] = SeriesTerms("litres", Kind.FLOW, decimals=1)


def keys_of(table: Table) -> set[str]:
    found: set[str] = set()
    for name, field in table.items():
        found.add(name)
        found |= keys_of(field.one or field.many or {})
    return found


@pytest.mark.parametrize("key", sorted(keys_of(CASE_TOML) - {"data"}))
def test_the_page_names_every_key(key: str) -> None:
    assert re.search(rf"`(\[\[?[a-z_.]*)?{key}(\]?\])?`", TEXT), f"{key} is nowhere on the page"


@pytest.mark.parametrize(
    "key",
    sorted({*mapping._DATA, *mapping._VALUES, *mapping._RULE, *mapping._RESIDUAL, *mapping._COMPARATOR}),
)
def test_the_page_names_every_key_of_a_mapping(key: str) -> None:
    assert re.search(rf"`(\[\[?[a-z_.]*)?{key}(\]?\])?`", TEXT), f"{key} is nowhere on the page"


def test_the_page_names_every_word_a_key_may_have() -> None:
    words = [*DutyKind, *RelationKind, *Rule, *AssertionKind, *Several, *Kind]
    words += [status.word for status in Status]
    assert [word for word in words if f"`{word}`" not in TEXT] == []


def expected(name: str) -> list[dict[str, str]]:
    """The Markdown table that follows an example's TOML."""
    after = TEXT[TEXT.index(f"```toml {name}") :]
    lines = after[after.index("\n|") + 1 :].splitlines()
    header = [cell.strip() for cell in lines[0].strip("|").split("|")]
    found = []
    for line in lines[2:]:
        if not line.startswith("|"):
            break
        found.append(dict(zip(header, (cell.strip() for cell in line[1:-1].split("|")), strict=True)))
    return found


def told(row: dict[str, object]) -> dict[str, str]:
    """One observation in the words of the page's tables."""
    decimals = TERMS[str(row["series"])].decimals

    def number(value: object) -> str:
        return (
            "" if value is None else format(unscale(int(str(value)), decimals).normalize() + Decimal(0), "f")
        )

    return {
        "series": str(row["series"]),
        "document": str(row["document"]),
        "period": str(row["about"]),
        "status": Status(int(str(row["status"]))).word,
        "value": number(row["value"]),
        "low": number(row["low"]),
        "high": number(row["high"]),
        "qualifier": str(row["qualifier"]),
        "note": str(row["note"]),
        "filled": "yes" if row["filled"] else "",
        "comparator": "yes" if row["comparator"] else "",
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_worked_example_gives_what_the_page_says(name: str, tmp_path: Path) -> None:
    csv = name.replace(".toml", ".csv")
    path = tmp_path / Path(csv).name
    path.write_text(blocks()[csv], encoding="utf-8")
    (table,) = tomllib.loads(blocks()[name], parse_float=Decimal)["data"]
    mapped = map_file(
        table,
        path=path,
        name=path.name,
        series=TERMS,
        documents={"report", "letter", "report-64", "report-65"},
        find=lambda place=(): Spot(name),
    )
    assert mapped.problems == ()
    assert list(period_problems(mapped.rows, TERMS)) == []
    wanted = expected(name)
    columns = list(wanted[0])
    rows = [{column: told(row)[column] for column in columns} for row in mapped.rows.iter_rows(named=True)]
    assert sorted(rows, key=repr) == sorted(wanted, key=repr)
    assert isinstance(mapped.rows, pl.DataFrame)


def test_the_page_shows_what_is_really_said(hillside: Folder) -> None:
    hillside.change('party = "parents"', 'party = "parent"').change("quantity = 90", 'quantity = "ninety"')
    hillside.change('    rule = "average"\n', "\n").change(",95,", ",ninety,", "meals.csv")
    with pytest.raises(CaseBroken) as caught:
        check_case(hillside.root)
    assert f"```text\n{caught.value}\n```" in TEXT


def test_the_links_within_the_page_lead_somewhere() -> None:
    headings = {
        re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    }
    assert {link for link in re.findall(r"\]\(#([^)]+)\)", TEXT) if link not in headings} == set()


@pytest.mark.django_db(transaction=True)
def test_a_total_its_window_and_its_average_meet(hillside: Folder, alice: Viewer) -> None:
    """The worked example of a statement that gives all three, on the case of the page."""
    (said,) = re.findall(r"```toml\n(\[\[assertions\]\].*?)```", TEXT, re.DOTALL)
    said = said.replace('"meals"\nsource', '"meals-kitchen-book"\nsource').replace(
        '"council"', '"parents-association"'
    )
    said = said.replace('"report"', '"kitchen-book"')
    hillside.write("meals.csv", blocks()["examples/stated.csv"])
    hillside.change('about = { day = "day" }', 'about = { first = "from", last = "to" }')
    hillside.change('  note = "remark"\n', "").add("\n" + said)
    load_case(alice, hillside.root)
    report = assessments(alice, as_of=date(2026, 10, 1)).as_json()
    (found,) = [one for one in report["assessments"] if one["reading"] == "average"]
    (check,) = found["stated_checks"]
    assert (found["value"], check["stated"], check["days"], check["stands"]) == (118, 118, 12, True)
    assert check["why_code"] == "stated-average-exact"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("attributes", "count", "state"),
    [
        ("false", "3", "not known"),
        ("false", "0", "not known"),
        ("true", "3", "not known"),
        ("true", "0", "kept"),
    ],
)
def test_a_promise_to_abstain_is_judged_only_as_the_page_says(
    hillside: Folder, alice: Viewer, attributes: str, count: str, state: str
) -> None:
    hillside.change('rule = "average"', 'rule = "none at all"').write(
        "meals.csv", f"day,meals,remark\n2026-03-02,{count},\n"
    )
    hillside.change('name.en = "Meals in the kitchen book"', f'name.en = "Meals"\nattributes = {attributes}')
    load_case(alice, hillside.root)
    report = assessments(alice, as_of=date(2026, 3, 2)).as_json()
    (found,) = [one for one in report["assessments"] if one["reading"] == "average"]
    assert found["state"] == state
    later = assessments(alice, as_of=date(2026, 10, 1)).as_json()["assessments"]
    assert {one["state"] for one in later if one["reading"] == "average"} == {"not known"}


def test_the_points_the_page_names_have_words_in_every_language() -> None:
    (listed,) = re.findall(r"where it is counted: (.*?)\. These words", TEXT)
    for lang in LANGUAGES:
        terms = catalogue(lang).terms
        missing = [
            word
            for word in re.findall(r"`([^`]+)`", listed)
            if f"point.{word.replace(' ', '-')}" not in terms
        ]
        assert missing == []
