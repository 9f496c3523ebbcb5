"""A PDF with regions taken out: each page is drawn as a picture, and the copy holds nothing but these pictures.

The copy has no text to select or search, no links, no attachments, no layers, no metadata: whatever hid in the file
stays behind with the original.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Sequence
from math import ceil, floor
from pathlib import Path
from typing import IO

import pypdfium2
from PIL import Image

from holdfast.evidence.errors import RedactionInvalid
from holdfast.evidence.reviewing.wanted import Region

POINTS = 72  # to the inch
REACH = 3  # points around a region: what drawing smears over its edge
MOST_PAGES = 300
MOST_PAGE_PIXELS = 25_000_000
QUALITY = 85


def redact_pdf(
    source: Path, target: Path, regions: Sequence[Region], dpi: int, allow: Callable[[int], None]
) -> tuple[str, list[dict[str, int]], list[str]]:
    """Write the PDF drawn at this many dots an inch with the regions (points, from a page's top left) black.

    `allow` is told how many pages there are before any is drawn. What is drawn within a few points of a region goes
    with it. Raises RedactionInvalid for a file that cannot be drawn, is locked or too long, a region outside its page.
    """
    wanted: dict[int, list[Region]] = defaultdict(list)
    try:
        document = pypdfium2.PdfDocument(source)
    except (pypdfium2.PdfiumError, OSError, ValueError) as error:
        raise RedactionInvalid(f"The part cannot be read as a PDF: {error}") from None
    try:
        count = len(document)
        if not 1 <= count <= MOST_PAGES:
            raise RedactionInvalid(f"The PDF has {count} pages; a copy is made of 1 to {MOST_PAGES}")
        for region in regions:
            if region.page is None and count > 1:
                raise RedactionInvalid(
                    f"A region names no page, and the PDF has {count}; pages count from 1",
                    next_step=f"Name the page before it: 2:{region.x},{region.y},{region.width},{region.height}",
                )
            wanted[region.page or 1].append(region)
        beyond = sorted(page for page in wanted if page > count)
        if beyond:
            raise RedactionInvalid(f"There is no page {beyond[0]}: the PDF has {count}; pages count from 1")
        allow(count)
        document.init_forms()
        painted: list[dict[str, int]] = []
        with target.open("wb") as file:
            copy = _PicturesPdf(file, count)
            for number in range(1, count + 1):
                picture, done = _drawn(document, number, wanted[number], dpi)
                painted += done
                copy.add(picture, dpi)
            copy.close()
    except pypdfium2.PdfiumError as error:
        raise RedactionInvalid(f"A page of the PDF cannot be drawn: {error}") from None
    finally:
        document.close()
    note = (
        f"Every page was drawn as a picture at {dpi} dots an inch: there is no text to select or search, "
        "and no links, attachments, layers or metadata came along."
    )
    return "application/pdf", painted, [note]


def _drawn(
    document: pypdfium2.PdfDocument, number: int, regions: Sequence[Region], dpi: int
) -> tuple[Image.Image, list[dict[str, int]]]:
    """One page as a picture with its regions black, and these in points."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = dpi / POINTS
        if not 0 < ceil(width * scale) * ceil(height * scale) <= MOST_PAGE_PIXELS:
            raise RedactionInvalid(
                f"Page {number} is {width:.0f} by {height:.0f} points: at {dpi} dots an inch it has more than "
                f"{MOST_PAGE_PIXELS // 1_000_000} million pixels",
                next_step="Choose fewer dots an inch",
            )
        bitmap = page.render(scale=scale)
        picture = bitmap.to_pil().convert("RGB")
        bitmap.close()
    finally:
        page.close()
    painted = []
    for region in regions:
        right, bottom = region.x + region.width, region.y + region.height
        if right > ceil(width) or bottom > ceil(height):
            raise RedactionInvalid(
                f"The region {region.x},{region.y} of {region.width} by {region.height} reaches outside page "
                f"{number}, which is {width:.0f} by {height:.0f} points"
            )
        left, top = max(region.x - REACH, 0), max(region.y - REACH, 0)
        right, bottom = min(right + REACH, ceil(width)), min(bottom + REACH, ceil(height))
        picture.paste(
            (0, 0, 0), (floor(left * scale), floor(top * scale), ceil(right * scale), ceil(bottom * scale))
        )
        painted.append(Region(left, top, right - left, bottom - top, number).as_dict())
    return picture, painted


class _PicturesPdf:
    """A PDF written page by page, each one JPEG and nothing else (PDF 1.4; ISO 32000-1, 7.5)."""

    def __init__(self, file: IO[bytes], pages: int) -> None:
        self._file = file
        self._offsets: list[int] = []
        file.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
        kids = " ".join(f"{3 + 3 * page} 0 R" for page in range(pages))
        self._object(b"<< /Type /Catalog /Pages 2 0 R >>")
        self._object(f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode())

    def _object(self, body: bytes, stream: bytes | None = None) -> None:
        self._offsets.append(self._file.tell())
        self._file.write(b"%d 0 obj\n" % len(self._offsets))
        self._file.write(body)
        if stream is not None:
            self._file.write(b"\nstream\n" + stream + b"\nendstream")
        self._file.write(b"\nendobj\n")

    def add(self, picture: Image.Image, dpi: int) -> None:
        coded = io.BytesIO()
        picture.save(coded, "JPEG", quality=QUALITY)
        data = coded.getvalue()
        width, height = (f"{side * POINTS / dpi:.3f}" for side in picture.size)
        at = len(self._offsets) + 1
        self._object(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {at + 1} 0 R "
            f"/Resources << /XObject << /P {at + 2} 0 R >> >> >>".encode()
        )
        drawing = f"q {width} 0 0 {height} 0 0 cm /P Do Q".encode()
        self._object(f"<< /Length {len(drawing)} >>".encode(), drawing)
        self._object(
            f"<< /Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} "
            f"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length {len(data)} >>".encode(),
            data,
        )

    def close(self) -> None:
        start = self._file.tell()
        size = len(self._offsets) + 1
        table = "".join(f"{offset:010d} 00000 n \n" for offset in self._offsets)
        self._file.write(f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode())
        self._file.write(f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
