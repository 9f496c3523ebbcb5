"""The text of a page out of the Markdown it is written in: headings, paragraphs, lists, tables, and no raw HTML."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

HERE = Path(__file__).parent
_INLINE = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*([^*]+)\*"), r"<em>\1</em>"),
)


@cache
def prose(name: str, language: str) -> SafeString:
    """The named text in that language as HTML, without its title; English where it is not written in that one."""
    path = HERE / f"{name}.{language}.md"
    if not path.exists():
        path = HERE / f"{name}.en.md"
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())
    return mark_safe("\n".join(_block(block) for block in blocks if not block.startswith("# ")))  # noqa: S308 - ours


def _block(block: str) -> str:
    lines = block.split("\n")
    if lines[0].startswith("## "):
        title = lines[0][3:]
        return f'<h2 id="{_anchor(title)}">{_words(title)}</h2>'
    if lines[0].startswith("|"):
        return "".join(_table(lines))
    if lines[0].startswith("* "):
        return "<ul>" + "".join(f"<li>{_words(item)}</li>" for item in _items(lines)) + "</ul>"
    return f"<p>{_words(' '.join(lines))}</p>"


def _items(lines: list[str]) -> Iterator[str]:
    item: list[str] = []
    for line in lines:
        if line.startswith("* ") and item:
            yield " ".join(item)
            item = []
        item.append(line.removeprefix("* ").strip())
    yield " ".join(item)


def _table(lines: list[str]) -> Iterator[str]:
    head, _, *rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    yield '<div class="table cards"><table><thead><tr>'
    yield "".join(f'<th scope="col">{_words(cell)}</th>' if cell else "<td></td>" for cell in head)
    yield "</tr></thead><tbody>"
    for first, *rest in rows:
        cells = zip(head[1:], rest, strict=False)
        named = "".join(
            f'<td data-name="{escape(name)}">{_words(cell)}</td>' for name, cell in cells if cell or name
        )
        yield f'<tr><th scope="row">{_words(first)}</th>{named}</tr>'
    yield "</tbody></table></div>"


def _anchor(title: str) -> str:
    return re.sub(r"[^\w]+", "-", title.lower()).strip("-")


def _words(text: str) -> str:
    text = str(escape(text))
    for pattern, form in _INLINE:
        text = pattern.sub(form, text)
    return text
