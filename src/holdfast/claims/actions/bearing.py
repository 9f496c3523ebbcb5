"""Whether the rows that a review rests on are those that the desk's own check of the claim finds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from holdfast.base.errors import shown
from holdfast.claims.engine.items import Kind
from holdfast.claims.engine.match.claims import MAX_TEXT
from holdfast.claims.errors import EvidenceElsewhere
from holdfast.claims.queries.checking import draft_checked
from holdfast.claims.stored import Verdict
from holdfast.people.types import Viewer

_BEARS_OUT = frozenset({Verdict.SUPPORTED, Verdict.AS_ATTRIBUTED, Verdict.PARTLY})
_SAID = {
    "en": "The desk’s own check of the claim does not rest on the rows named here; the reviewer means them.",
    "ar": "فحص المكتب نفسه للادعاء لا يستند إلى السجلات المذكورة هنا؛ والمراجع يذكرها مع ذلك.",
}


def other_rows(
    viewer: Viewer, word: Verdict, text: str, series: Collection[str], as_of: date
) -> tuple[str, ...] | None:
    """The rows that the desk's check of the claim cites, where none is of a series that the review rests on.

    None where one is, where the verdict bears nothing out, where the review names no row or the claim no figure.
    """
    if word not in _BEARS_OUT or not series or len(text) > MAX_TEXT:
        return None
    lines = [one for one in draft_checked(viewer, text, as_of=as_of).lines if one.item.kind is not Kind.DATE]
    cited = [row for line in lines for row in line.cited]
    if not lines or any(row.series in series for row in cited):
        return None
    return tuple(dict.fromkeys(row.key for row in cited))


def refused(word: Verdict, rows: tuple[str, ...]) -> EvidenceElsewhere:
    """Why a review is not taken without a word that its rows are meant."""
    cites = f"cites {', '.join(shown(key) for key in rows[:3])}" if rows else "cites none of them"
    return EvidenceElsewhere(
        f"“{word}” is said on rows of another source or another thing than the claim speaks of: "
        f"the desk’s own check {cites}",
        untouched="Nothing was stored",
        next_step="Name rows of the claim’s own source and thing, or say that these are meant (--evidence-anyway); "
        "the review then says so",
    )


def said_in(reasons: Mapping[str, str]) -> dict[str, str]:
    """The reasons with a sentence that says, to every reader, that the desk's check does not rest on these rows."""
    return {
        code: f"{text} {_SAID[code]}" if code in _SAID and text.strip() else text
        for code, text in reasons.items()
    }
