"""Broken and hostile files: a problem that names file, line and column, never a traceback, and no rows."""

import datetime
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.record.mapping import Mapped
from record.mapped import TABLE, map_bytes, map_path, told

GOOD = "day,n\n2025-10-10,5\n2025-10-11,0\n"


def xlsx(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(**columns: Any) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out)
    return out.getvalue()


def test_it_works(tmp_path: Path) -> None:
    done = map_bytes(tmp_path, "a.csv", GOOD.encode())
    assert done.problems == ()
    assert done.rows["value"].to_list() == [5, 0]
    assert done.rows["line"].to_list() == [2, 3]
    assert done.count == 2


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        GOOD.replace(",5", ',"5"').encode(),
        GOOD.replace("day,n", " day , n ").encode(),
        (GOOD + "\n\n,\n").encode(),
    ],
)
def test_what_spreadsheets_do_to_a_csv_is_read(tmp_path: Path, data: bytes) -> None:
    done = map_bytes(tmp_path, "a.csv", data)
    assert told(done) == []
    assert done.rows["value"].to_list() == [5, 0]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "file-empty", None),
        (b"\n \n", "file-empty", None),
        (b"day;n\n2025-10-10;5\n", "delimiter", 1),
        (b"day,n\n2025-10-10,5,6\n", "row-ragged", 2),
        (b'day,n\n"2025-10-10"\n', "row-ragged", 2),
        (b"day,n\n2025-10-10,5\n2025-10-1\x001,5\n", "nul-byte", 3),
        (b"day,n\n2025-10-10,5\n\xd8\xe4,5\n", "encoding", 3),
        ("day,n\n2025-10-10,5\n".encode("utf-16"), "encoding", 1),
        (b"day,n,n\n2025-10-10,5,6\n", "column-twice", 1),
        (b"date,n\n2025-10-10,5\n", "column-unknown", 1),
        (b'day,n\n"2025-10-10,5\n', "csv-broken", 2),
        (b"day,n\n2025-02-30,5\n", "date-not-understood", 2),
        (b"day,n\n2025-10,5\n", "date-not-understood", 2),
        (b"day,n\n0001-01-01,5\n", "date-not-understood", 2),
        (b"day,n\n,5\n", "date-missing", 2),
        (b"day,n\n2025-10-10,=cmd|'/c calc'!A1\n", "number-not-understood", 2),
        (b"day,n\n=2025-10-10,5\n", "date-not-understood", 2),
        (b"day,n\n2025-10-10,+SUM(A1)\n", "number-not-understood", 2),
        (b"day,n\n2025-10-10,@x\n", "number-not-understood", 2),
        (b"day,n\n2025-10-10,-5\n", "number-not-understood", 2),
        (b"day,n\n2025-10-10,1.5\n", "number-not-understood", 2),
        (b"day,n\n2025-10-10,9223372036854775808\n", "number-not-understood", 2),
        (b"day,n\n2025-10-10,1e5\n", "number-not-understood", 2),
        (b'day,n\n2025-10-10,"1,234"\n', "number-not-understood", 2),
        (b"day,n\n2025-10-10,NaN\n", "number-not-understood", 2),
    ],
)
def test_a_broken_csv_is_told(tmp_path: Path, data: bytes, code: str, line: int | None) -> None:
    done = map_bytes(tmp_path, "a.csv", data)
    assert [(problem.code, problem.line) for problem in done.problems] == [(code, line)]
    assert done.rows.height == 0


def test_a_hundred_thousand_columns_are_refused(tmp_path: Path) -> None:
    data = ",".join(f"c{n}" for n in range(100_000)).encode() + b"\n1\n"
    assert [code for code, _, _ in told(map_bytes(tmp_path, "a.csv", data))] == ["too-many-columns"]


def test_all_that_is_wrong_is_told_at_once_and_counted_beyond_fifty(tmp_path: Path) -> None:
    rows = "".join(f"2025-13-{n:02d},x{n}\n" for n in range(80))
    done = map_bytes(tmp_path, "a.csv", f"day,n\n{rows}".encode())
    codes = [code for code, _, _ in told(done)]
    assert codes.count("date-not-understood") == codes.count("number-not-understood") == 51
    assert any(problem.what == "30 more like the ones above" for problem in done.problems)


def test_a_declared_encoding_and_decimal_comma_are_read(tmp_path: Path) -> None:
    data = "day;n;قال\n10/10/2025;1.234,50;نحو\n".encode("cp1256")
    done = map_bytes(
        tmp_path,
        "a.csv",
        data,
        delimiter=";",
        encoding="windows-1256",
        decimal=",",
        thousands=".",
        about={"day": "day", "format": "%d/%m/%Y"},
        entry={"series": "fuel", "qualifier": "قال"},
    )
    assert told(done) == []
    assert (done.rows["value"].item(), done.rows["qualifier"].item()) == (123450, "نحو")


def test_text_cells_keep_what_looks_like_a_formula(tmp_path: Path) -> None:
    done = map_bytes(tmp_path, "a.csv", b"day,n,t\n2025-10-10,5,=1+1\n", entry={"note": "t"})
    assert done.rows["note"].to_list() == ["=1+1"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "json-broken"),
        (b"[1]", "json-broken"),
        (b"{}", "json-broken"),
        (b'[{"day": "2025-10-10", "n": 5},]', "json-broken"),
        (b'[{"day": "2025-10-10", "n": 5}] x', "json-broken"),
        (b'[{"day": "2025-10-10", "n": NaN}]', "json-broken"),
        (b'[{"day": "2025-10-10", "n": 5, "n": 6}]', "json-broken"),
        (b'[{"day": "2025-10-10", "n": [5]}]', "json-nested"),
        (b'[{"day": "2025-10-10", "m": 5}]', "column-unknown"),
        (b"[" * 100_000, "json-broken"),
        (b'{"a":' * 100_000, "json-broken"),
        (b"\xff\xfe[", "encoding"),
        (b'[{"day": "2025-10-10", "n": 1e400}]', "number-not-understood"),
        (b'[{"day": "2025-10-10", "n": "\\ud800"}]', "number-not-understood"),
    ],
)
def test_a_broken_json_is_told(tmp_path: Path, data: bytes, code: str) -> None:
    done = map_bytes(tmp_path, "a.json", data)
    assert [found for found, _, _ in told(done)] == [code]


def test_json_rows_have_their_lines_and_numbers_their_digits(tmp_path: Path) -> None:
    data = b'[\n {"day": "2025-10-10", "n": 5},\n\n {"day": "2025-10-11",\n  "n": 9007199254740993}]'
    done = map_bytes(tmp_path, "a.json", data)
    assert done.rows["line"].to_list() == [2, 4]
    assert done.rows["value"].to_list() == [5, 9007199254740993]


def test_json_lists_deeper_down_are_named(tmp_path: Path) -> None:
    data = json.dumps({"data": {"rows": [{"day": "2025-10-10", "n": 5}]}}).encode()
    assert map_bytes(tmp_path, "a.json", data, records="data.rows").rows.height == 1
    assert told(map_bytes(tmp_path, "a.json", data, records="data.row"))[0][0] == "records-missing"


def test_a_spreadsheet_is_read_with_its_row_numbers(tmp_path: Path) -> None:
    data = xlsx(["", ""], ["day", "n"], [datetime.date(2025, 10, 10), 5], [], ["2025-10-11", 7.0])
    done = map_bytes(tmp_path, "a.xlsx", data)
    assert told(done) == []
    assert done.rows["line"].to_list() == [3, 5]
    assert done.rows["value"].to_list() == [5, 7]


def test_a_formula_that_was_never_computed_is_named_by_its_cell(tmp_path: Path) -> None:
    done = map_bytes(tmp_path, "a.xlsx", xlsx(["day", "n"], ["2025-10-10", 5], ["2025-10-11", "=1+1"]))
    (problem,) = done.problems
    assert problem.what == "the formula in the cell B3 has no saved value"
    assert "open the file in your spreadsheet and save it" in problem.expected
    assert problem.found == ""


@pytest.mark.parametrize("said", ["9999-12-31", "2201-01-01", "0999-12-31"])
def test_a_day_out_of_reach_is_not_said_not_to_exist(tmp_path: Path, said: str) -> None:
    done = map_bytes(tmp_path, "a.csv", f"day,n\n{said},5\n".encode())
    (problem,) = done.problems
    assert "does not exist" not in problem.what
    assert ("later than 2200" in problem.what) is (said > "2200")


@pytest.mark.parametrize("cell", ["=1+1", "#N/A"])
def test_a_formula_without_its_value_and_an_error_are_no_absence(tmp_path: Path, cell: str) -> None:
    done = map_bytes(tmp_path, "a.xlsx", xlsx(["day", "n"], ["2025-10-10", cell]))
    assert told(done) == [("number-not-understood", 2, "n")]


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 << 20))
    assert [code for code, _, _ in told(map_bytes(tmp_path, "a.xlsx", out.getvalue()))] == ["archive-bomb"]


def test_cells_at_far_corners_are_not_laid_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active["ALL1048576"] = "day", "n", 1
    out = io.BytesIO()
    book.save(out)
    assert told(map_bytes(tmp_path, "a.xlsx", out.getvalue()))[0][0] == "too-many-rows"


@pytest.mark.parametrize("size", [0, 10, 200, 4000])
@pytest.mark.parametrize("kind", ["xlsx", "parquet"])
def test_a_file_cut_short_is_told(tmp_path: Path, kind: str, size: int) -> None:
    whole = (
        xlsx(["day", "n"], ["2025-10-10", 5])
        if kind == "xlsx"
        else parquet(day=["2025-10-10"] * 999, n=range(999))
    )
    done = map_bytes(tmp_path, f"a.{kind}", whole[: min(size, len(whole) - 5)])
    assert [code for code, _, _ in told(done)] == [f"{kind}-broken"]


def test_a_parquet_file_is_read(tmp_path: Path) -> None:
    days = pl.Series(["2025-10-10", "2025-10-11"]).str.to_date()
    done = map_bytes(tmp_path, "a.parquet", parquet(day=days, n=[5.0, None]))
    assert told(done) == []
    assert done.rows["value"].to_list() == [5]
    nested = map_bytes(tmp_path, "b.parquet", parquet(day=days, n=[[1], [2]]))
    assert [code for code, _, _ in told(nested)] == ["parquet-nested"]


def test_a_folder_a_pipe_and_a_missing_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    for name in ("folder.csv", "pipe.csv", "absent.csv", "a.exe"):
        done = map_path(tmp_path / name, TABLE | {"file": name})
        assert [code for code, _, _ in told(done)] == ["file-kind"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"values": []}, "missing-key"),
        ({"values": 5}, "wrong-type"),
        ({"values": [5]}, "wrong-type"),
        ({"about": {}}, "missing-key"),
        ({"about": {"day": "day", "edtf": "day"}}, "missing-key"),
        ({"about": {"day": "day", "format": "%H"}}, "wrong-value"),
        ({"document": "nobody"}, "unknown-document"),
        ({"document": 5}, "wrong-type"),
        ({"delimiter": "ab"}, "wrong-value"),
        ({"encoding": "rot13"}, "wrong-value"),
        ({"thousands": "."}, "wrong-value"),
        ({"typo": 1}, "unknown-key"),
        ({"where": {"n": "999"}}, "where-matches-nothing"),
        ({"where": {"absent": "x"}}, "column-unknown"),
        ({"values": [{"series": "nobody", "value": "n"}]}, "unknown-series"),
        ({"values": [{"series": "trucks"}]}, "missing-key"),
        ({"values": [{"series": "trucks", "value": "n", "rounded_to": 0}]}, "wrong-value"),
        ({"values": [{"series": "trucks", "value": "n", "rounded_to": 3}]}, "not-rounded"),
        ({"values": [{"series": "trucks", "value": "n", "absent": "zero"}]}, "wrong-value"),
        ({"values": [{"series": "trucks", "value": "n", "rules": [{"status": "gone"}]}]}, "missing-key"),
        (
            {"values": [{"series": {"column": "n", "map": {"999": "trucks"}}, "value": "n"}]},
            "map-matches-nothing",
        ),
        ({"values": [{"series": {"column": "n"}, "value": "n"}]}, "unknown-series"),
        ({"values": [{"series": "trucks", "value": "n", "status_column": "day"}]}, "status-unknown"),
        ({"about": {"as_of": "day"}}, "counter-start-missing"),
    ],
)
def test_a_wrong_declaration_is_told_at_its_key(tmp_path: Path, change: dict[str, Any], code: str) -> None:
    done = map_bytes(tmp_path, "a.csv", GOOD.encode(), **change)
    assert code in [found for found, _, _ in told(done)]
    assert done.rows.height == 0


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["n", "day", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["series", "value", "day", "first", "last", "when", "status", "map", "column", "total"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
KEYS = [
    "document",
    "document_column",
    "where",
    "about",
    "values",
    "delimiter",
    "encoding",
    "decimal",
    "records",
]
ENTRY = ["series", "value", "low", "rounded_to", "status_column", "sum_of", "zero_is"]
ENTRY += ["rules", "residual", "comparator"]
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def whole_or_told(done: Mapped) -> bool:
    """Whether the file was read, or what is wrong is said in words that can be printed and no row is given."""
    return not done.problems or (
        done.rows.height == 0 and all(str(one).isprintable() for one in done.problems)
    )


@QUIET
@given(
    table=st.dictionaries(st.sampled_from(KEYS), anything),
    entry=st.dictionaries(st.sampled_from(ENTRY), anything),
)
def test_no_declaration_raises(tmp_path: Path, table: dict[str, Any], entry: dict[str, Any]) -> None:
    rest = {k: v for k, v in table.items() if k != "values"}
    assert whole_or_told(map_bytes(tmp_path, "a.csv", GOOD.encode(), entry=entry, **rest))
    assert whole_or_told(map_bytes(tmp_path, "a.csv", GOOD.encode(), **table))


@QUIET
@given(name=st.sampled_from(["a.csv", "a.json", "a.xlsx", "a.parquet"]), data=st.binary(max_size=300))
def test_no_bytes_raise(tmp_path: Path, name: str, data: bytes) -> None:
    assert whole_or_told(map_bytes(tmp_path, name, data))


@QUIET
@given(text=st.text(alphabet='dayn0123456789-,;"\n\r \x00=+@.٣é', max_size=120), head=st.booleans())
def test_no_csv_raises(tmp_path: Path, text: str, head: bool) -> None:
    done = map_bytes(tmp_path, "a.csv", ("day,n\n" * head + text).encode())
    assert done.problems == () or done.rows.height == 0


@QUIET
@given(value=anything, wrap=st.booleans())
def test_no_json_raises(tmp_path: Path, value: Any, wrap: bool) -> None:
    data = json.dumps([{"day": value, "n": value}] if wrap else value).encode()
    assert whole_or_told(map_bytes(tmp_path, "a.json", data))


WHOLE = {"a.xlsx": xlsx(["day", "n"], ["2025-10-10", 5]), "a.parquet": parquet(day=["2025-10-10"], n=[5])}


@QUIET
@given(name=st.sampled_from(sorted(WHOLE)), place=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_no_flipped_byte_raises(tmp_path: Path, name: str, place: int, byte: int) -> None:
    data = bytearray(WHOLE[name])
    data[place % len(data)] = byte
    assert whole_or_told(map_bytes(tmp_path, name, bytes(data)))
