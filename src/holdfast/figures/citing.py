"""How to cite a revision: plain text, BibTeX, and CSL-JSON (csl-data.json of the Citation Style Language, 1.0.2)."""

from datetime import date
from typing import Any

from holdfast.base.language import format_date
from holdfast.figures.types import Citation, FigureView, _in


def citation_of(view: FigureView, *, key: str, publisher: str, address: str, accessed: date) -> Citation:
    """The revision shown, under its key outside the desk, as published by a desk at an address that names it."""
    title = _in(view.question, "en")
    published = view.body["published"] if view.body else ""
    day = date.fromisoformat(str(published)[:10]) if published else accessed
    digest = f" SHA-256 {view.digest}." if view.digest else ""
    plain = (
        f"{publisher}: “{title}” Figure {key}, {format_date(day, 'en')}. {address} "
        f"(read on {format_date(accessed, 'en')}).{digest}"
    )
    return Citation(
        key=key,
        plain=plain,
        bibtex=_bibtex(key, title, publisher, day, address, accessed),
        csl=[_csl(key, title, publisher, day, address, accessed)],
    )


def _bibtex(key: str, title: str, publisher: str, day: date, address: str, accessed: date) -> str:
    fields = {
        "author": "{" + _escaped(publisher) + "}",
        "title": "{" + _escaped(title) + "}",
        "year": str(day.year),
        "month": str(day.month),
        "number": _escaped(key),
        "url": address,
        "note": f"Figure {_escaped(key)}, read {accessed.isoformat()}",
    }
    lines = ",\n".join(f"  {field} = {{{value}}}" for field, value in fields.items())
    return f"@misc{{{key.replace(':', '-')},\n{lines}\n}}\n"


def _escaped(text: str) -> str:
    """The text without characters that BibTeX would read as commands."""
    replaced = {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "$": r"\$",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }  # fmt: skip
    return "".join(replaced.get(char, char) for char in text)


def _csl(key: str, title: str, publisher: str, day: date, address: str, accessed: date) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": key,
        "type": "dataset",
        "title": title,
        "author": [{"literal": publisher}],
        "publisher": publisher,
        "number": key,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "accessed": {"date-parts": [[accessed.year, accessed.month, accessed.day]]},
        "URL": address,
        "language": "en",
    }
    if ".r" in key:
        item["version"] = key.rpartition(".")[2]
    return item
