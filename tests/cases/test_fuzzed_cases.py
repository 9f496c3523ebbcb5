"""Whatever is done to a case, it is either whole or told why not; never a bare traceback."""

import tempfile
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.folders import Folder, blocks
from cases.store import stored
from holdfast.base.errors import HoldfastError
from holdfast.cases.actions import load_case
from holdfast.cases.check import check_case
from holdfast.cases.toml_places import places
from holdfast.people.types import Viewer

CASE = blocks()["hillside/case.toml"]
MEALS = blocks()["hillside/meals.csv"]
LINES = CASE.splitlines(keepends=True)
WORDS = sorted({word for line in LINES for word in line.replace("=", " ").split()})

ODD = """
0|-1|1e999|nan|inf|true|[]|{}|""|'x'|"\\u0000"|"\\u202e"|2026-02-30|2026-02-28|07:32:00|1979-05-27T07:32:00Z|[[1]]|[{}]
|{ en = "" }|0x10|1_0|"2026-02"|"72 hours"|["town"]|"town"|"""
odd = st.sampled_from([*ODD.replace("\n", "").split("|"), "9" * 40, '"' + "x" * 500 + '"', "\ufeff"])


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """The example's case.toml with a few lines lost, doubled, moved, or with other values and words."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 6)):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[draw(st.integers(0, len(lines) - 1))])
            case 2 if "=" in lines[at]:
                lines[at] = lines[at].split("=")[0] + "= " + draw(odd) + "\n"
            case 3:
                lines[at] = lines[at].replace(draw(st.sampled_from(WORDS)), draw(st.sampled_from(WORDS)))
            case 4:
                cut = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:cut] + draw(st.text(max_size=3)) + lines[at][cut:]
            case 5:
                lines[at] = draw(odd) + " = " + draw(odd) + "\n"
            case _:
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
        if not lines:
            lines = ["\n"]
    return "".join(lines)


def told(case: bytes, meals: bytes) -> str | None:
    """What the check says of a folder of these files, None where nothing is wrong; other errors go through."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "case.toml").write_bytes(case)
        (Path(name) / "meals.csv").write_bytes(meals)
        try:
            check_case(name)
        except HoldfastError as error:
            return str(error)
    return None


def readable(said: str | None) -> bool:
    """Whether nothing is wrong, or what is wrong is said in words that can be printed."""
    return said is None or (bool(said) and all(part.isprintable() for part in said.split("\n")))


@settings(max_examples=400, deadline=None)
@given(spoiled())
def test_a_spoiled_case_is_told_or_whole(case: str) -> None:
    assert readable(told(case.encode("utf-8", "surrogatepass"), MEALS.encode()))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(MEALS)), st.integers(0, 40))
def test_a_spoiled_spreadsheet_is_told_or_whole(noise: bytes, at: int, length: int) -> None:
    data = MEALS.encode()
    assert readable(told(CASE.encode(), data[:at] + noise + data[at + length :]))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_in_place_of_a_case_are_told(noise: bytes) -> None:
    assert readable(told(noise, MEALS.encode()))


@settings(max_examples=300, deadline=None)
@given(spoiled())
def test_every_key_of_a_toml_text_has_a_place(case: str) -> None:
    try:
        values = tomllib.loads(case)
    except (tomllib.TOMLDecodeError, ValueError):
        return
    where = places(case)
    total = case.count("\n") + 1

    def walk(value: object, path: tuple[str | int, ...]) -> None:
        if path:
            assert path in where, path
            assert 1 <= where[path].line <= total
        if isinstance(value, dict):
            for key, item in value.items():
                walk(item, (*path, key))
        elif isinstance(value, list):
            for number, item in enumerate(value):
                walk(item, (*path, number))

    walk(values, ())


@pytest.mark.django_db
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(spoiled())
def test_a_case_that_is_not_whole_never_writes(hillside: Folder, alice: Viewer, case: str) -> None:
    hillside.write("case.toml", case.encode("utf-8", "surrogatepass"))
    before = stored()
    try:
        load_case(alice, hillside.root)
    except HoldfastError:
        assert stored() == before
