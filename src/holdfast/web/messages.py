"""Gather what the pages say and keep the Arabic catalogue in step: `python -m holdfast.web.messages`."""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).parents[1]
ARABIC = PACKAGE / "locale" / "ar" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def _sources() -> Iterator[tuple[str, bytes]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), path.read_bytes()
    for path in sorted(PACKAGE.rglob("*.html")):
        name = path.relative_to(PACKAGE).as_posix()
        yield name, templatize(path.read_text(encoding="utf-8"), origin=name).encode("utf-8")


def gathered() -> Catalog:
    """Every text that the source marks for translation, with the files it stands in."""
    found = Catalog(locale="ar", project="Holdfast", fuzzy=False)
    for name, source in _sources():
        for _, text, comments, context in extract(
            "python", BytesIO(source), KEYWORDS, options={"encoding": "utf-8"}
        ):
            texts = text if isinstance(text, tuple) else (text,)
            if texts[0]:
                flags = {"python-brace-format"} if "{" in texts[0] else set()
                found.add(text, locations=[(name, 0)], auto_comments=comments, context=context, flags=flags)
    return found


def stored(path: Path = ARABIC) -> Catalog:
    """The Arabic catalogue as it is kept; an empty one before the first."""
    if not path.exists():
        return Catalog(locale="ar", project="Holdfast", fuzzy=False)
    with path.open("rb") as lines:
        return read_po(lines, locale="ar")


def missing(found: Catalog, kept: Catalog) -> list[str]:
    """Texts of the source that have no Arabic: none, or not in every plural form."""
    absent = []
    for message in found:
        if not message.id:
            continue
        first = message.id[0] if isinstance(message.id, tuple) else message.id
        there = kept.get(message.id, context=message.context)
        texts = (
            there.string if there and isinstance(there.string, tuple) else (there.string if there else "",)
        )
        if not all(texts) or (there is not None and there.fuzzy):
            absent.append(first)
    return absent


def updated() -> Catalog:
    """The kept catalogue with the texts of the source: what is new is empty, what is gone is dropped."""
    kept = stored()
    kept.update(gathered(), no_fuzzy_matching=True, update_header_comment=False)
    kept.obsolete.clear()
    return kept


def main() -> int:
    """Write the catalogue, and say what has no Arabic yet."""
    catalogue = updated()
    ARABIC.parent.mkdir(parents=True, exist_ok=True)
    with ARABIC.open("wb") as out:
        write_po(out, catalogue, width=110, sort_output=True, omit_header=False, include_lineno=False)
    absent = missing(gathered(), catalogue)
    for text in absent:
        sys.stdout.write(f"no Arabic: {text}\n")
    return 1 if absent else 0


if __name__ == "__main__":
    sys.exit(main())
