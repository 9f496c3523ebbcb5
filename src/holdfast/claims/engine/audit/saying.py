"""A stated number in the words it was stated with, as a parameter of a sentence."""

from __future__ import annotations

from decimal import Decimal

from holdfast.base.language import LANGUAGES, format_number
from holdfast.base.why import Words
from holdfast.claims.engine.audit.rows import StatedRow


def as_said(row: StatedRow) -> Decimal | Words:
    """The number, with the words that bind it before it, quoted in their own language."""
    if not row.said.words:
        return row.value
    return Words.of({lang: f"“{row.said.words}” {format_number(row.value, lang)}" for lang in LANGUAGES})
