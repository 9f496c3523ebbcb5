"""What was made of a text is remembered, and no more of long texts than of a few."""

from holdfast.claims.engine.match.latest import LONGER, SHORT, latest
from holdfast.claims.engine.match.said import said
from holdfast.claims.engine.match.same import _tokens
from holdfast.claims.engine.match.wording import language_of, words_of


def test_the_latest_short_texts_and_a_few_longer_ones_are_remembered() -> None:
    made: list[str] = []

    @latest(100)
    def first(text: str, more: int) -> str:
        made.append(text)
        return text[:5]

    short = [f"{n:05d}" for n in range(100)]
    long = [f"{n:05d}" + "x" * SHORT for n in range(100)]
    assert [first(text, 1) for text in (*short, *long)] == [*short, *short]
    made.clear()
    assert [first(text, 1) for text in (*short, *long[-LONGER:])] == [*short, *short[-LONGER:]]
    assert made == []
    first(long[0], 1)
    first(short[0], 2)
    assert made == [long[0], short[0]]
    assert first.__wrapped__(short[1], 1) == short[1] and made[-1] == short[1]


def test_every_memory_of_whole_texts_is_bounded_by_their_length() -> None:
    for remembered in (words_of, language_of, _tokens, said):
        assert remembered._short.cache_info().maxsize <= 4096
        assert remembered._longer.cache_info().maxsize == LONGER
