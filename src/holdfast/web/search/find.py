"""Looking for words in everything a viewer may see: all words must occur, vowel marks and letter cases aside."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from holdfast.figures import queries as figures
from holdfast.people.types import Viewer
from holdfast.sources import queries as sources
from holdfast.web.board.gather import gathered_with_sources
from holdfast.web.record.values import known_series
from holdfast.web.remembering import remembered

LONGEST = 100
_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c-\u200f]")
_LETTERS = str.maketrans("أإآٱىةؤئ", "اااايهوي")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is, where it stands, its name, its id."""

    kind: Any
    href: str
    name: Any
    key: str


def folded(text: str) -> str:
    """The text as it is compared: case, vowel marks and the spellings of alif, ya and ta marbuta aside."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", text)).translate(_LETTERS).casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def found(viewer: Viewer, wanted: str) -> list[Hit]:
    """Every figure, obligation, source, document and series that holds all of the words, in that order."""
    needles = folded(wanted[:LONGEST]).split()
    if not needles:
        return []
    return [
        hit
        for hit, text in remembered(viewer, ("everything",), lambda: list(_everything(viewer)))
        if all(needle in text for needle in needles)
    ]


def _everything(viewer: Viewer) -> Iterator[tuple[Hit, str]]:
    for line in figures.figures_list(viewer):
        yield _hit(
            _("Figure"), reverse("figure", args=[line.key]), line.question, line.key, line.headline.answer
        )
    around = gathered_with_sources(viewer)
    for agreement in around.views.values():
        href = reverse("agreement", args=[agreement.key])
        yield _hit(_("Agreement"), href, agreement.title, agreement.key)
        for clause in agreement.clauses:
            for duty in clause.obligations:
                yield _hit(
                    _("Obligation"),
                    reverse("obligation", args=[agreement.key, duty.key]),
                    duty.title,
                    duty.key,
                    clause.text,
                )
    for source in around.sources.values():
        yield _hit(_("Source"), reverse("source", args=[source.key]), source.name, source.key)
    for one in known_series(viewer).values():
        yield _hit(_("Series"), reverse("series", args=[one.key]), one.name, one.key, one.indicator.name)
    for document in sources.documents_list(viewer, relays=False):
        name = document.title or document.key
        yield _hit(
            _("Document"), reverse("document", args=[document.key]), name, document.key, document.source_name
        )


def _hit(kind: Any, href: str, name: Any, key: str, *more: Any) -> tuple[Hit, str]:
    texts: list[str] = [key]
    for part in (name, *more):
        texts += [str(text) for text in part.values()] if hasattr(part, "values") else [str(part)]
    return Hit(kind, href, name, key), folded(" ".join(texts))
