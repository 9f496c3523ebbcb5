"""Names that last: one spelling each."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.base.clock import frozen
from holdfast.base.errors import HoldfastError
from holdfast.base.ids import (
    FigureKey,
    FigureKeyMalformed,
    SlugMalformed,
    batch_instant,
    new_batch,
    require_slug,
    slug_ok,
)


@pytest.mark.parametrize("text", ["a", "gaza-ceasefire-2025", "9", "a" * 64])
def test_slugs(text: str) -> None:
    assert slug_ok(text)
    assert require_slug(text) == text


@pytest.mark.parametrize(
    "text", ["", "A", "a_b", "a b", "-a", "a-", "a--b", "a" * 65, "é", "٣", "a\n", "../a", "a/b", "a.b", None]
)
def test_what_is_not_a_slug_is_refused_by_its_name(text: str) -> None:
    assert not slug_ok(text)
    with pytest.raises(SlugMalformed, match="The series id"):
        require_slug(text, "series id")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("F-0001", FigureKey(1)),
        ("F-0001.r2", FigureKey(1, 2)),
        ("deskname:F-0001.r2", FigureKey(1, 2, "deskname")),
        ("F-12345.r10", FigureKey(12345, 10)),
    ],
)
def test_figure_keys(text: str, key: FigureKey) -> None:
    assert FigureKey.parse(text) == key
    assert str(key) == text


@pytest.mark.parametrize(
    "text",
    ["", "F-1", "F-0000", "f-0001", "F-00001", "F-0001.r0", "F-0001.r01", "F-0001.r", "F-0001.2", ":F-0001", "A:F-0001",
     "-a:F-0001", "a:b:F-0001", "F-0001 ", "F-0001\n", "F-٠٠٠١", "F-9999999999", "a" * 10**6, None],
    ids=lambda value: str(value)[:20],
)  # fmt: skip
def test_a_key_has_one_spelling(text: str) -> None:
    with pytest.raises(FigureKeyMalformed) as refused:
        FigureKey.parse(text)
    assert len(str(refused.value)) < 500


def test_a_key_moves_between_revisions_and_desks() -> None:
    assert str(FigureKey(7).at_revision(3).at_desk("allies")) == "allies:F-0007.r3"
    assert FigureKey(7, 3).at_revision(None) == FigureKey(7)
    for number, revision in ((0, None), (1, 0), (10**9, None)):
        with pytest.raises(FigureKeyMalformed):
            FigureKey(number, revision)
    with pytest.raises(SlugMalformed):
        FigureKey(1, None, "Not A Desk")


KEYS = st.builds(FigureKey, st.integers(1, 999_999_999), st.none() | st.integers(1, 999_999_999))


@given(KEYS)
def test_every_key_reads_back(key: FigureKey) -> None:
    assert FigureKey.parse(str(key)) == key


@given(st.text(max_size=40))
def test_hostile_text_raises_only_our_error(text: str) -> None:
    with contextlib.suppress(HoldfastError):
        assert str(FigureKey.parse(text)) == text


def test_batches_are_ordered_by_time_and_fit_sixty_four_bits() -> None:
    at = datetime(2025, 10, 10, 9, tzinfo=UTC)
    with frozen(at):
        first = {new_batch() for _ in range(100)}
    with frozen(at.replace(microsecond=1000)):
        later = new_batch()
    assert len(first) > 90
    assert max(first) < later < 2**61
    assert {batch_instant(batch) for batch in first} == {at}
    with frozen(datetime(2247, 1, 1, tzinfo=UTC)):
        assert new_batch() < 2**63
