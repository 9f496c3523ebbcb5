"""What an indicator of the record measures, in the keys of the concept lexicon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdfast.claims.engine.concepts.lexicon import Lexicon, words_in
from holdfast.claims.engine.match.aliases import shipped_aliases

BY, IN = "by-", "in-"  # before the key of a name: who did it, where


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity in the keys of the lexicon; an empty `main` means that the lexicon cannot tell what is measured.

    `cargo`, `population`, `actor`, `place` and `point` are empty where nothing is said of them.
    """

    main: str = ""
    cargo: str = ""
    vital: str = ""
    population: tuple[str, ...] = ()
    actor: str = ""
    place: str = ""
    point: str = ""


def measured_of(
    lexicon: Lexicon,
    *,
    name: Mapping[str, str],
    unit: Sequence[str],
    point: str,
    declared: Sequence[str] = (),
    place: str = "",
) -> Measured:
    """What is measured: by what the case declares, else by the words of the name, the unit and the measured point."""
    groups: dict[str, list[str]] = {}
    for key in declared:
        if key.startswith((BY, IN)):
            groups.setdefault(key[:3], []).append(key[3:])
        elif key in lexicon.keys:
            groups.setdefault(lexicon.keys[key].group, []).append(key)
    own = bool(groups.get("event") or groups.get("thing"))
    for text in (*name.values(), *unit):
        if not text:
            continue
        read: dict[str, list[str]] = {}
        for met in lexicon.met(words_in(text)):
            read.setdefault(met.key.group, []).append(met.key.name)
        if not own and (read.get("thing") or read.get("event")):
            _take_main(groups, read)
            own = True
        for group in ("cargo", "vital", "population", "point"):
            if group not in groups and read.get(group):
                groups[group] = read[group]
    if point:
        said = [one.key.name for one in lexicon.met(words_in(point)) if one.key.group == "point"]
        if said:
            groups["point"] = said
    main = (groups.get("thing") or groups.get("event") or [""])[0]
    cargo = dict.fromkeys(groups.get("cargo", ()))
    where = groups.get(IN) or sorted(shipped_aliases().keys(place) if place else ())
    people = tuple(sorted({key for key in groups.get("population", ()) if not lexicon.keys[key].general}))
    return Measured(
        main=main,
        cargo="all" if {"aid", "commercial"} <= set(cargo) or "all" in cargo else next(iter(cargo), ""),
        vital=(groups.get("vital") or [""])[0] if main in ("hostages", "bodies", "prisoners") else "",
        population=people,
        actor=(groups.get(BY) or [""])[0],
        place=where[0] if len(where) == 1 else "",
        point=(groups.get("point") or [""])[0],
    )


def _take_main(groups: dict[str, list[str]], read: Mapping[str, list[str]]) -> None:
    """The first thing named, or the first event; a thing that people are counted as loses to what happened to it."""
    things, events = read.get("thing", []), read.get("event", [])
    people = [one for one in things if one in ("hostages", "prisoners", "bodies")]
    if events and (not things or people != things) and read.get("population"):
        groups["event"] = events[:1]
    elif things:
        groups["thing"] = things[:1]
    else:
        groups["event"] = events[:1]
