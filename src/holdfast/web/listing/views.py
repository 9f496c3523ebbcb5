"""One list, three forms: a page that is paged, and two files that are whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern

from holdfast.people.types import Permission, Viewer
from holdfast.web.access import at, page
from holdfast.web.listing.files import as_csv, as_json

ON_A_PAGE = 50
PART = 500  # rows of a file that are in memory at once


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in files, its heading, what stands in it, how it is shown, where it leads."""

    key: str
    title: Any
    value: Callable[[Any], object]
    shown: str = "text"  # text, said, day, iso, num, state, relation, kind, status, level, point
    link: Callable[[Any], str | None] | None = None
    face: Callable[[Any], object] | None = (
        None  # what the page shows, where a file keeps the exact value or word
    )
    under: str = (
        ""  # on the page below the cell before it: "bare", or "named" with its heading; a column in files
    )


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that are counted, taken in parts for a page, or streamed whole for a file."""

    count: int
    part: Callable[[int, int], Sequence[Any]]
    whole: Callable[[], Iterable[Any]]

    @classmethod
    def of(cls, rows: Sequence[Any]) -> "Rows":
        """Rows that are in memory already."""
        return cls(len(rows), lambda start, stop: rows[start:stop], lambda: rows)

    @classmethod
    def in_parts(cls, count: int, part: Callable[[int, int], Sequence[Any]]) -> "Rows":
        """Rows that a query gives from one place to another; whole they are read a part at a time."""

        def whole() -> Iterator[Any]:
            start = 0
            while rows := part(start, start + PART):
                yield from rows
                start += PART

        return cls(count, part, whole)

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, cut: slice) -> Sequence[Any]:
        return self.part(cut.start or 0, cut.stop)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of one kind of thing: what it is called, its columns, where its rows come from."""

    name: str
    title: Any
    lede: Any
    columns: tuple[Column, ...]
    rows: Callable[..., Rows]
    empty: Any
    template: str = "listing/list.html"
    beside: Callable[..., Mapping[str, Any]] = field(default=lambda *args, **kwargs: {})

    def header(self) -> list[str]:
        """The names of the columns in a file."""
        return [column.key for column in self.columns]

    def cells(self, row: Any) -> list[object]:
        """What stands in one row."""
        return [column.value(row) for column in self.columns]

    def headings(self) -> list[Column]:
        """The columns that have a heading on the page."""
        return [column for column in self.columns if not column.under]

    def shown_cells(self, row: Any) -> list[dict[str, Any]]:
        """One row for the page: each value, how to show it, where it leads, what stands below it in its cell."""
        cells: list[dict[str, Any]] = []
        for column in self.columns:
            cell = {
                "value": (column.face or column.value)(row),
                "shown": column.shown,
                "title": column.title,
                "link": column.link(row) if column.link else None,
                "named": column.under == "named",
                "below": [],
            }
            if not column.under:
                cells.append(cell)
            elif cell["value"] not in (None, ""):
                cells[-1]["below"].append(cell)
        return cells


def paged(request: HttpRequest, rows: Rows, size: int = ON_A_PAGE) -> Any:
    """The page of rows that the address asks for; a page that is not there becomes the nearest one that is."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


@dataclass(frozen=True, slots=True)
class OpenPage:
    """One page of rows whose number nobody counted: it knows only whether more follow."""

    object_list: Sequence[Any]
    number: int
    has_next: bool

    @property
    def previous(self) -> int:
        """The page before; 0 on the first one."""
        return self.number - 1

    @property
    def following(self) -> int:
        """The page after."""
        return self.number + 1


def open_page(request: HttpRequest, rows: Callable[[int, int], Sequence[Any]]) -> OpenPage:
    """The page that the address asks for, of rows taken by (start, limit)."""
    wanted = request.GET.get("page", "1")
    number = max(int(wanted), 1) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 1
    found = rows((number - 1) * ON_A_PAGE, ON_A_PAGE + 1)
    return OpenPage(found[:ON_A_PAGE], number, len(found) > ON_A_PAGE)


def list_at(route: str, listing: Listing, name: str) -> list[URLPattern]:
    """The three addresses of a list: route/, route.csv, route.json."""

    @page(Permission.READ)
    def as_page(request: HttpRequest, viewer: Viewer, **kwargs: Any) -> HttpResponseBase:
        part = paged(request, listing.rows(viewer, request, **kwargs))
        context = {
            "listing": listing,
            "part": part,
            "rows": [listing.shown_cells(row) for row in part.object_list],
            "base": request.path.rstrip("/"),
            "query": request.GET.urlencode(),
            **listing.beside(viewer, request, **kwargs),
        }
        return render(request, listing.template, context)

    @page(Permission.READ)
    def as_csv_file(request: HttpRequest, viewer: Viewer, **kwargs: Any) -> HttpResponseBase:
        rows = listing.rows(viewer, request, **kwargs).whole()
        return as_csv(listing.name, listing.header(), (listing.cells(row) for row in rows))

    @page(Permission.READ)
    def as_json_file(request: HttpRequest, viewer: Viewer, **kwargs: Any) -> HttpResponseBase:
        rows = listing.rows(viewer, request, **kwargs)
        items = (dict(zip(listing.header(), listing.cells(row), strict=True)) for row in rows.whole())
        return as_json(listing.name, items, {"count": rows.count}, listing.name.replace("-", "_"))

    return [
        at(f"{route}/", as_page, name),
        at(f"{route}.csv", as_csv_file, f"{name}_csv"),
        at(f"{route}.json", as_json_file, f"{name}_json"),
    ]
