"""Somebody who publishes the kitchen's rows at one address, well or badly."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass

from cases.folders import Folder
from evidence.capturing.site import PAGE, Site, answer, truncated

Row = tuple[str, str, str]
FIRST: tuple[Row, ...] = (
    ("2026-03-02", "92", ""),
    ("2026-03-03", "88", ""),
    ("2026-03-04", "90", ""),
    ("2026-03-05", "", "kitchen book not kept that day"),
    ("2026-03-06", "0", "kitchen closed"),
    ("2026-03-07", "95", ""),
    ("2026-03-08", "91", ""),
)
COLUMNS = ("day", "meals", "remark")


def as_csv(rows: Sequence[Row], columns: Sequence[str] = COLUMNS) -> bytes:
    return ("\n".join([",".join(columns), *(",".join(row) for row in rows)]) + "\n").encode()


def as_json(rows: Sequence[Row], columns: Sequence[str] = COLUMNS) -> bytes:
    def told(row: Row) -> dict[str, object]:
        values: list[object] = [row[0], int(row[1]) if row[1] else None, row[2] or None]
        return dict(zip(columns, values, strict=True))

    return json.dumps([told(row) for row in rows], indent=1).encode()


@dataclass
class Publisher(Site):
    """A site with one address for the meals, in the form that the case asks for."""

    form: str = "csv"

    @property
    def path(self) -> str:
        return f"/meals.{self.form}"

    def watch(self, folder: Folder, form: str = "csv", more: str = "") -> Folder:
        """Let the case fetch its meals from here."""
        self.form = form
        text = f'[data.fetch]\naddress = "{self.url(self.path)}"\nevery = "1d"\n{more}\n'
        folder.change("  [[data.values]]\n", f"  {text}\n  [[data.values]]\n")
        if form == "json":
            folder.change('file = "meals.csv"', 'file = "meals.json"')
            folder.write("meals.json", as_json(FIRST))
        return folder

    def body(self, rows: Sequence[Row], columns: Sequence[str] = COLUMNS) -> bytes:
        return (as_csv if self.form == "csv" else as_json)(rows, columns)

    def gives(self, rows: Sequence[Row], columns: Sequence[str] = COLUMNS) -> None:
        """The file, whole."""
        mime = {"csv": "text/csv; charset=utf-8", "json": "application/json"}[self.form]
        self.routes[self.path] = answer(self.body(rows, columns), mime=mime)

    def fails(self, status: str) -> None:
        self.routes[self.path] = answer(b"<h1>sorry</h1>", status)

    def shows_a_page(self) -> None:
        self.routes[self.path] = answer(PAGE, mime="text/csv")

    def says_nothing(self) -> None:
        self.routes[self.path] = answer(b"", mime="text/csv")

    def breaks_off(self) -> None:
        self.routes[self.path] = truncated

    def breaks_its_gzip(self, rows: Sequence[Row]) -> None:
        packed = gzip.compress(self.body(rows))
        self.routes[self.path] = answer(
            packed[: len(packed) // 2], "200 OK", "Content-Encoding: gzip", mime="text/csv"
        )
