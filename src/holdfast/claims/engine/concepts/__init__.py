"""What a figure counts: concepts, populations, actors and measured points from the words around it."""

from holdfast.claims.engine.concepts.indicators import Measured, measured_of
from holdfast.claims.engine.concepts.lexicon import Lexicon, known_keys, make_lexicon
from holdfast.claims.engine.concepts.meaning import with_concepts

__all__ = ["Lexicon", "Measured", "known_keys", "make_lexicon", "measured_of", "with_concepts"]
