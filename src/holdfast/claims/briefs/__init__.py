"""An accepted check on one or two sheets of A4, as PDF by typst: the extra `brief`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import as_file, files
from io import BytesIO
from typing import Any

import pypdfium2

from holdfast.base.errors import HoldfastError

MOST_PAGES = 2
_TRIED = (40, 28, 20, 14, 9, 5, 2)


class BriefNeedsTypst(HoldfastError):
    """A brief was asked for, and the extra `brief` is not installed."""

    code = "brief-needs-typst"


class BriefFailed(HoldfastError):
    """The brief could not be set."""

    code = "brief-failed"


def brief_pdf(head: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> bytes:
    """The PDF, of two pages at most: of many lines the first, and how many more there are.

    `head` holds the words of the page by name, `lang` and `rtl`; `lines` hold texts alone. No text is read as markup.
    Raises BriefNeedsTypst, BriefFailed.
    """
    try:
        import typst
    except ImportError:
        raise BriefNeedsTypst(
            "This desk cannot make a PDF: the extra `brief` is not installed",
            untouched="The report is there as a page, as Markdown and as JSON",
            next_step='Install it: pip install "holdfast[brief]"',
        ) from None
    folder = files("holdfast.claims.briefs")
    with as_file(folder / "brief.typ") as template, as_file(folder / "fonts") as fonts:
        for most in _TRIED:
            if most != _TRIED[0] and most >= len(lines):
                continue
            left = max(0, len(lines) - most)
            given = {
                **head,
                "lines": list(lines[:most]),
                "left": head["more"].format(count=left) if left else "",
            }
            try:
                made = typst.compile(
                    template,
                    font_paths=[fonts],
                    ignore_system_fonts=True,
                    sys_inputs={"given": json.dumps(given, ensure_ascii=False)},
                )
            except (RuntimeError, ValueError, typst.TypstError) as error:
                raise BriefFailed(
                    "The brief could not be set",
                    untouched="The report is there as a page, as Markdown and as JSON",
                    next_step="Tell who keeps this desk what the report holds that is unusual",
                ) from error
            if _pages(made) <= MOST_PAGES:
                break
        return bytes(made)


def _pages(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        return len(document)
