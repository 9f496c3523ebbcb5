"""What parts a reading from a text is found once for all numbers that ask the same of it."""

from datetime import date
from decimal import Decimal

import pytest

from holdfast.claims.engine.concepts.lexicon import make_lexicon
from holdfast.claims.engine.items import Item, Kind
from holdfast.claims.engine.judge import parted as module
from holdfast.claims.engine.judge.asked import Asked, asked_of
from holdfast.claims.engine.judge.comparable import Difference
from holdfast.claims.engine.judge.parted import parted
from holdfast.claims.engine.judge.readings import Reading, Record

RECORD = Record({}, {}, make_lexicon())
DAY = date(2031, 3, 4)


def asked(number: int, **said: object) -> Asked:
    item = Item(0, 3, str(number), "en", Kind.COUNT, value=Decimal(number), concepts=("trucks",), **said)  # type: ignore[arg-type]
    return asked_of(item, str(number), RECORD, DAY)


def test_numbers_that_ask_the_same_of_a_reading_are_compared_with_it_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[Asked] = []

    def counted(one: Asked, _: Reading) -> Difference:
        seen.append(one)
        return Difference()

    monkeypatch.setattr(module, "difference", counted)
    module._parted.cache_clear()
    reading: Reading = object()  # type: ignore[assignment]
    for number in range(100, 150):
        assert parted(asked(number))(reading).same
    assert len(seen) == 1
    parted(asked(100, place="Ardal"))(reading)
    parted(asked(100, per="day"))(reading)
    assert len(seen) == 3
    module._parted.cache_clear()
