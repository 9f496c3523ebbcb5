"""The packs by language."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from holdfast.claims.engine.items import Bound, Kind
from holdfast.claims.engine.lexis.schema import Lexis, Unit

LANGUAGES = ("en", "ar", "fr", "es", "he")

# For a text in a language that is not read here: digits and signs alone.
_UNKNOWN = Lexis(
    lang="und",
    decimal=".",
    thousands=", ",
    numerals=lambda text: (),
    magnitudes={},
    glued={},
    units=(
        Unit("percent", Kind.PERCENT, after="[%٪]"),
        Unit("EUR", Kind.MONEY, after="€", before="€"),
        Unit("USD", Kind.MONEY, after=r"\$", before=r"\$"),
    ),
    gap=" ?",
    bounds_before=((Bound.MORE_THAN, ">"), (Bound.FEWER_THAN, "<")),
)


@cache
def pack(lang: str) -> Lexis:
    """The pack of the language; `und` is digits and signs alone."""
    if lang not in LANGUAGES:
        return _UNKNOWN
    made = import_module(f"holdfast.claims.engine.lexis.{lang}").LEXIS
    if not isinstance(made, Lexis):
        raise TypeError(f"{lang}.LEXIS is not a Lexis")
    return made
