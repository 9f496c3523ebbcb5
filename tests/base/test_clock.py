"""The clock: aware, in UTC, and the only caller of now in the project."""

from __future__ import annotations

import ast
import threading
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

import holdfast.base
from holdfast.base import clock

SOURCE = Path(holdfast.base.__file__).parents[1]
AT = datetime(2025, 10, 10, 22, 30, tzinfo=UTC)


def test_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOLDFAST_NOW", raising=False)
    before = datetime.now(UTC)
    assert before <= clock.now() <= before + timedelta(seconds=10)
    assert clock.now().tzinfo is UTC


def test_frozen_holds_within_the_block_only() -> None:
    with clock.frozen(AT):
        assert clock.now() == AT
        with clock.frozen("2030-01-01T00:00:00+02:00"):
            assert clock.now() == datetime(2029, 12, 31, 22, tzinfo=UTC)
        assert clock.now() == AT
    assert clock.now() != AT


def test_frozen_ends_when_the_block_fails() -> None:
    with pytest.raises(RuntimeError), clock.frozen(AT):
        raise RuntimeError
    assert clock.now() != AT


def test_frozen_does_not_reach_another_thread() -> None:
    seen: list[datetime] = []
    with clock.frozen(AT):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen[0] != AT


def test_the_variable_sets_the_time_and_frozen_goes_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_NOW", "2026-01-02T03:04:05Z")
    assert clock.now() == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    with clock.frozen(AT):
        assert clock.now() == AT


@pytest.mark.parametrize(
    "value", ["yesterday", "2026-01-02T03:04:05", "2026-01-02", "0001-01-01T00:00:00+14:00"]
)
def test_a_time_without_zone_or_sense_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("HOLDFAST_NOW", value)
    with pytest.raises(clock.ClockNotUnderstood) as refused:
        clock.now()
    assert value in str(refused.value)


def test_a_naive_time_cannot_be_frozen() -> None:
    with pytest.raises(clock.ClockNotUnderstood), clock.frozen(datetime(2025, 10, 10)):
        pytest.fail("the clock stands at a time without a zone")


def test_today_is_the_civil_day_of_the_zone() -> None:
    with clock.frozen(AT):
        assert clock.today("UTC") == date(2025, 10, 10)
        assert clock.today("Asia/Gaza") == date(2025, 10, 11)
        assert clock.today("America/New_York") == date(2025, 10, 10)
    with clock.frozen(AT.astimezone(timezone(timedelta(hours=-11)))):
        assert clock.today("UTC") == date(2025, 10, 10)


def test_nobody_else_asks_what_time_it_is() -> None:
    asked = []
    for path in SOURCE.rglob("*.py"):
        if path == Path(clock.__file__) or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if not isinstance(node.func.value, ast.Name):
                continue
            if (node.func.value.id, node.func.attr) in {
                ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
                ("timezone", "now"), ("timezone", "localdate"), ("time", "time"),
            }:  # fmt: skip
                asked.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    assert asked == []
