"""Rules that hold for every record: nothing twice, history kept, digests that notice, residuals that add up."""

import io
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.journal.queries import head
from holdfast.record.queries.digests import LinesDigest
from holdfast.record.types import Status
from record.conftest import Small, row, rows
from record.mapped import map_bytes

QUIET = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
days_with_values = st.dictionaries(st.integers(0, 12), st.integers(0, 5) | st.none(), max_size=8)


def made(values: dict[int, int | None]) -> list[dict[str, Any]]:
    """Rows of the flow: a number, or a day without a report."""
    return [
        row(first=n, value=value, **({"status": Status.MISSING} if value is None else {}))
        for n, value in values.items()
    ]


def standing(small: Small) -> dict[int, int | None]:
    """What the record says now, by day."""
    frame = small.frame().filter(pl.col("dropped").is_null())
    return {line[0].toordinal(): line[1] for line in frame.select("first", "value").iter_rows()}


@pytest.mark.django_db
@pytest.mark.storage
@QUIET
@given(versions=st.lists(days_with_values, min_size=1, max_size=4))
def test_any_run_of_versions_ends_in_the_last_and_keeps_all_before(
    small: Small, versions: list[dict[int, int | None]]
) -> None:
    with transaction.atomic():
        seen = []
        small.seq = head().seq  # the example before was rolled back
        for version in versions:
            small.load(*made(version))
            assert small.load(*made(version)).written == 0
            expected = {row(first=n)["first"].toordinal(): value for n, value in version.items()}
            assert standing(small) == expected
            seen.append((small.seq, expected))
        for seq, expected in seen:
            then = small.frame(known_seq=seq).filter(pl.col("dropped").is_null())
            assert {a.toordinal(): b for a, b in then.select("first", "value").iter_rows()} == expected
        transaction.set_rollback(True)


texts = st.text(alphabet="ab\\'\n\x1f ", max_size=4)
small_rows = st.lists(st.tuples(st.integers(0, 3) | st.none(), texts, texts), min_size=1, max_size=4)


@given(one=small_rows, other=small_rows)
def test_the_digest_differs_exactly_where_the_rows_do(one: list[Any], other: list[Any]) -> None:
    digests = []
    for given_rows in (one, other):
        digest = LinesDigest()
        digest.feed(
            rows(
                *[
                    row(first=n, value=value, note=note, qualifier=said)
                    for n, (value, note, said) in enumerate(given_rows)
                ]
            )
        )
        digests.append(digest.hexdigest())
    assert (digests[0] == digests[1]) == (one == other)


@QUIET
@given(total=st.integers(0, 50), parts=st.lists(st.integers(0, 30) | st.none(), min_size=2, max_size=2))
def test_what_a_total_leaves_is_zero_a_bound_or_a_contradiction(
    tmp_path: Path, total: int, parts: list[int | None]
) -> None:
    out = io.BytesIO()
    pl.DataFrame({"day": ["2025-10-10"], "n": [None], "t": [total], "a": [parts[0]], "b": [parts[1]]}).cast(
        pl.String
    ).write_csv(out)
    done = map_bytes(
        tmp_path, "a.csv", out.getvalue(), entry={"residual": {"total": "t", "parts": ["a", "b"]}}
    )
    left = total - sum(part or 0 for part in parts)
    if left < 0:
        assert [problem.code for problem in done.problems] == ["parts-over-total"]
        return
    found = done.rows.row(0, named=True)
    if left == 0:
        assert (found["status"], found["value"]) == (Status.DERIVED, 0)
    else:
        assert (found["status"], found["value"], found["low"], found["high"]) == (
            Status.PARTIAL,
            None,
            0,
            left,
        )


@QUIET
@given(hours=st.integers(0, 24 * 366))
def test_hours_cover_the_days_they_reach_into(tmp_path: Path, hours: int) -> None:
    data = f"day,n,h\n2025-10-10,5,{hours}\n".encode()
    done = map_bytes(tmp_path, "a.csv", data, about={"day": "day", "hours": "h"})
    found = done.rows.row(0, named=True)
    assert (found["last"] - found["first"]).days + 1 == max(1, -(-hours // 24))


@QUIET
@given(value=st.integers(0, 10**6), step=st.integers(1, 1000))
def test_a_rounded_value_carries_its_interval(tmp_path: Path, value: int, step: int) -> None:
    stated = (value + step // 2) // step * step
    done = map_bytes(tmp_path, "a.csv", f"day,n\n2025-10-10,{stated}\n".encode(), entry={"rounded_to": step})
    found = done.rows.row(0, named=True)
    assert found["low"] <= value <= found["high"]
    assert found["high"] - found["low"] <= step


@QUIET
@given(number=st.decimals(0, 10**9, places=3))
def test_numbers_are_read_exactly_or_refused(tmp_path: Path, number: Any) -> None:
    done = map_bytes(tmp_path, "a.csv", f"day,n\n2025-10-10,{number}\n".encode(), entry={"series": "fuel"})
    if number == round(number, 2):
        assert done.rows["value"].item() == int(number * 100)
    else:
        assert [problem.code for problem in done.problems] == ["number-not-understood"]
