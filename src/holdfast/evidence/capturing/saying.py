"""What a capture does not show, and what made a part: sentences of the catalogue, kept in English in the manifest.

A page finds the sentence again by its template and says it in its own language.
"""

from __future__ import annotations

from holdfast.base.why import Why


def said(why: Why) -> str:
    """The sentence as a manifest keeps it; its parameters are texts, so that they stand there as given."""
    return why.render("en")
