"""A worker reads what the first check needs before anybody asks."""

import pytest

from holdfast.claims.engine.languages import plainly
from holdfast.claims.engine.lexis.packs import LANGUAGES
from holdfast.claims.queries import readings
from holdfast.cli import warming


@pytest.mark.django_db
def test_warming_reads_the_record_for_those_who_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming.connection, "close", lambda: None)
    readings._kept.clear()
    warming.warm()
    assert {level for level, _ in readings._kept} == {int(level) for level in warming._LEVELS}


def test_every_language_is_warmed() -> None:
    assert set(warming.SAMPLES) == set(LANGUAGES)
    assert plainly(warming.SAMPLES["ar"]) is not None


def test_what_fails_at_the_start_stops_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_viewer: object) -> None:
        raise RuntimeError("no record")

    monkeypatch.setattr(warming, "record_read", broken)
    monkeypatch.setattr(warming.connection, "close", lambda: None)
    thread = warming.start_warming()
    thread.join(20)
    assert not thread.is_alive()
