"""Invented claims and their altered twins: each twin says something else in almost the same words."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.claims.engine.match.claims import Claim


@dataclass(frozen=True, slots=True)
class Facts:
    """What a claim is made of."""

    actor: str
    verb: str
    negated: str
    other: str
    place: str
    figure: int
    noun: str
    date: str
    source: str


_ACTORS = ["Israel", "Egypt", "Turkey", "France", "Lebanon", "Iran", "Qatar", "Russia", "Spain"]
_OTHERS = [
    "Hamas",
    "Hezbollah",
    "UNICEF",
    "UNRWA",
    "the Red Cross",
    "the Harbour League",
    "Amnesty International",
]
_VERBS = [
    ("attacked", "did not attack"),
    ("sued", "did not sue"),
    ("funded", "did not fund"),
    ("expelled", "never expelled"),
]
_PLACES = ["Rafah", "Jerusalem", "Marib", "Port Calder", "Khan Younis"]
_NOUNS = ["trucks", "civilians", "tents", "permits", "houses"]
_DATES = ["10 October 2025", "3 March 2024", "21 June 2025", "7 January 2026"]
_SOURCES = ["the United Nations", "COGAT", "Human Rights Watch", "the Gaza Health Ministry"]


def facts() -> list[Facts]:
    """Forty of them, no two alike."""
    made = []
    for at in range(40):
        verb, negated = _VERBS[at % len(_VERBS)]
        made.append(
            Facts(
                _ACTORS[at % len(_ACTORS)],
                verb,
                negated,
                _OTHERS[at % len(_OTHERS)],
                _PLACES[at % len(_PLACES)],
                37 + 41 * at,
                _NOUNS[(at // 5) % len(_NOUNS)],
                _DATES[(at // 3) % len(_DATES)],
                _SOURCES[(at // 2) % len(_SOURCES)],
            )
        )
    return made


def written(one: Facts, **other: object) -> str:
    """The claim in words, with some of it replaced."""
    told = {name: getattr(one, name) for name in one.__dataclass_fields__} | other
    text = "{actor} {verb} {other} over {figure:,} {noun} in {place} on {date}, according to {source}."
    return text.format(**told)


def claims() -> list[Claim]:
    """The forty as a collection."""
    return [Claim(f"claim-{at}", written(one), "") for at, one in enumerate(facts())]


def twins() -> Iterator[tuple[str, str, str]]:
    """For each claim six twins: the claim's id, the kind of its difference, the twin's words."""
    for at, one in enumerate(facts()):
        other = _SOURCES[(_SOURCES.index(one.source) + 1) % len(_SOURCES)]
        month = _DATES[(_DATES.index(one.date) + 1) % len(_DATES)]
        for kind, text in (
            ("figure", written(one, figure=one.figure + 3)),
            ("figure", written(one, figure=one.figure * 10)),
            ("date", written(one, date=month)),
            ("source", written(one, source=other)),
            ("negation", written(one, verb=one.negated)),
            ("roles", written(one, actor=one.other, other=one.actor)),
        ):
            yield f"claim-{at}", kind, text
