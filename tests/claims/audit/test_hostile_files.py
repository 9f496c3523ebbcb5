"""Files as people save them are read; broken ones are refused with line and column, never with a traceback."""

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from holdfast.claims.engine import audit as engine
from holdfast.claims.engine.audit import audit, reading
from holdfast.claims.engine.audit.errors import StatementsBroken, StatementsTooMany, StatementsUnreadable
from holdfast.claims.engine.audit.reading import COLUMNS, read_statements
from holdfast.cli.claims_audit import audit_command

HEAD = ",".join(COLUMNS)
LINE = (
    'S-1,Office,Paper,2031-04-01T08:00:00Z,2031-03-01,2031-03-22,loads_total,"3,203",loads,,https://a.example'
)


def _file(tmp_path: Path, data: str | bytes, name: str = "numbers.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        f"{HEAD}\n{LINE}\n",
        f"\ufeff{HEAD}\r\n{LINE}\r\n".encode(),
        f"{HEAD}\n{LINE}\n".encode("utf-16"),
        f"{HEAD}\n{LINE}\n".replace(",", ";").replace('"3;203"', "3.203,0"),
        f"{HEAD}\n{LINE}\n".replace(",", "\t").replace("3\t203", "٣٢٠٣"),
        f"{HEAD}\n{LINE}\n".replace("2031-03-01", "47908").replace("2031-03-22", "2031-03-22 00:00:00"),
        f"{HEAD},more\n{LINE},x\n",
    ],
)
def test_it_works_however_the_file_was_saved(tmp_path: Path, data: str | bytes) -> None:
    (row,) = read_statements(_file(tmp_path, data)).rows
    assert (row.value, row.window, row.ref) == (3203, 22, 2)


def test_a_sheet_with_dates_of_its_own_is_read(tmp_path: Path) -> None:
    book, days = openpyxl.Workbook(), (datetime(2031, 3, 1), datetime(2031, 3, 22, 9, 30))
    book.active.append(list(COLUMNS))
    book.active.append(["S-1", "Office", None, None, *days, "loads_total", 3203, "loads", None, None])
    book.active.append(
        ["S-1", "Office", None, None, 47908, 47929, "loads_avg_per_day", 145.6, "loads", "", ""]
    )
    book.save(tmp_path / "numbers.xlsx")
    total, average = read_statements(tmp_path / "numbers.xlsx").rows
    assert (total.value, total.window, average.window) == (3203, 22, 22)
    assert audit([total, average]) == ()


def test_a_row_without_a_number_states_none(tmp_path: Path) -> None:
    read = read_statements(
        _file(tmp_path, f"{HEAD}\n{LINE.replace(chr(34) + '3,203' + chr(34), '')}\n{LINE}\n")
    )
    assert (len(read.rows), read.without_value) == (1, 1)


@pytest.mark.parametrize(
    ("data", "line", "column", "code"),
    [
        (f"{HEAD}\n{LINE}\n".replace("metric", "what"), 1, "metric", "column-unknown"),
        (f"{HEAD}\n{LINE}\n".replace('"3,203"', "many"), 2, "value", "number-not-understood"),
        (f"{HEAD}\n{LINE}\n".replace('"3,203"', "3.203"), 2, "value", "number-not-understood"),
        (f"{HEAD}\n{LINE}\n".replace("2031-03-22", "22/03/2031"), 2, "period_end", "date-not-understood"),
        *(
            (f"{HEAD}\n{LINE}\n".replace('"3,203"', written), 2, "value", "number-not-understood")
            for written in ("NaN", "inf", "1e999", "=1+1", "@SUM(A1)", "thirty", "9" * 10_000)
        ),
        *(
            (f"{HEAD}\n{LINE}\n".replace("2031-03-01", written), 2, "period_start", "date-not-understood")
            for written in ("0000-01-01", "99999-01-01", "2031-02-30")
        ),
        (f"{HEAD}\n{LINE}\n".replace("loads_total", "x" * 1_000), 2, "metric", "too-long"),
        (f"{HEAD}\n{LINE}\n".replace("loads_total", "x" * 1_000_000), 2, None, "csv-broken"),
        (f"{HEAD}\n{HEAD}\n{LINE}\n", 2, "statement", "two-headers"),
        (f"{HEAD}\n{LINE}\n".replace("S-1", ""), 2, "statement", "missing-key"),
        (f"{HEAD}\n{LINE},x,y\n", 2, None, "row-ragged"),
        (f"{HEAD}\n{LINE}\n".replace("Office", "Büro").encode("latin-1"), 2, None, "encoding"),
        (f'{HEAD}\n{LINE}\n"open', 3, None, "csv-broken"),
        (f"{HEAD}\n{LINE}\x00\n", 2, None, "nul-byte"),
        ("", None, None, "file-empty"),
        (f"{HEAD}\n", None, None, "file-empty"),
        (b"PK\x03\x04 not a sheet", None, None, "xlsx-broken"),
    ],
)
def test_a_broken_file_is_refused_at_its_place(
    tmp_path: Path, data: str | bytes, line: int | None, column: str | None, code: str
) -> None:
    with pytest.raises(StatementsBroken) as error:
        read_statements(_file(tmp_path, data))
    assert (line, column, code) in {(one.line, one.column, one.code) for one in error.value.problems}


@pytest.mark.parametrize("data", ["%PDF-1.4 …", '{"a": 1}', "x,y\n1,2\n"])
def test_a_file_of_another_kind_is_told_as_one_in_one_sentence(tmp_path: Path, data: str) -> None:
    with pytest.raises(StatementsUnreadable, match="has none of the columns") as error:
        read_statements(_file(tmp_path, data))
    assert "statement, source, relayed_by" in error.value.next_step


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(StatementsUnreadable, match="not a file"):
        read_statements(tmp_path)


def test_a_name_that_cannot_be_looked_at_is_no_defect() -> None:
    told = CliRunner().invoke(audit_command, ["x" * 5000 + "/file.csv"])
    assert isinstance(told.exception, StatementsUnreadable) and "cannot be looked at" in str(told.exception)


def test_a_file_that_is_not_there_says_what_to_name(tmp_path: Path) -> None:
    with pytest.raises(StatementsUnreadable, match="There is no file"):
        read_statements(tmp_path / "none.csv")


def test_the_command_prints_findings_and_exits_well(tmp_path: Path) -> None:
    other = LINE.replace("loads_total", "loads_avg_per_day").replace('"3,203"', "147")
    path = _file(tmp_path, f"{HEAD}\n{LINE}\n{other}\n")
    told = CliRunner().invoke(audit_command, [str(path), "--json"])
    (found,) = json.loads(told.stdout)["findings"]
    assert told.exit_code == 0
    assert (found["statement"], found["kind"], found["stated"], found["expected"]) == (
        "S-1",
        "average",
        147,
        145.6,
    )
    assert found["rows"] == [3, 2] and found["arithmetic"].startswith("3,203 / 22 = 145.6")
    assert "1 finding in 2 stated numbers" in CliRunner().invoke(audit_command, [str(path)]).stdout


def test_five_megabytes_are_read_in_seconds(tmp_path: Path) -> None:
    lines = "\n".join(LINE.replace("S-1", f"S-{n}") for n in range(50_000))
    path = _file(tmp_path, f"{HEAD}\n{lines}\n")
    assert path.stat().st_size > 5_000_000
    assert len(read_statements(path).rows) == 50_000


def test_a_file_of_more_rows_than_can_be_answered_is_refused_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    rows = [LINE.replace("S-1", f"S-{n}") for n in range(4)]
    assert len(read_statements(_file(tmp_path, "\n".join([HEAD, *rows[:3]]))).rows) == 3
    with pytest.raises(StatementsTooMany, match="4 rows; at most 3") as error:
        read_statements(_file(tmp_path, "\n".join([HEAD, *rows])))
    assert "Part it" in (error.value.next_step or "")


def test_more_findings_than_anybody_reads_are_refused_and_no_more_are_computed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MOST_FINDINGS", 5)
    told = [LINE.replace("3,203", f"3,{n}") for n in range(203, 209)]
    rows = read_statements(_file(tmp_path, "\n".join([HEAD, *told]))).rows
    assert len(audit(rows)) == 5
    again = read_statements(_file(tmp_path, "\n".join([HEAD, *told, *told[1:]]))).rows
    with pytest.raises(StatementsTooMany, match="More than 5 findings in 11"):
        audit(again)


def test_statements_of_hundreds_of_numbers_are_refused_before_they_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MOST_WORK", 2 * 4**3)
    rows = [LINE.replace("S-1", f"S-{n // 4}").replace("loads", f"loads{n}") for n in range(12)]
    assert audit(read_statements(_file(tmp_path, "\n".join([HEAD, *rows[:8]]))).rows) == ()
    with pytest.raises(StatementsTooMany, match="hundreds of numbers each"):
        audit(read_statements(_file(tmp_path, "\n".join([HEAD, *rows]))).rows)
