"""A picture with regions taken out: pixels are replaced, nothing lies over them, and no metadata comes along."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from PIL.Image import DecompressionBombError, DecompressionBombWarning, Transpose

from holdfast.evidence.errors import RedactionInvalid
from holdfast.evidence.reviewing.wanted import Region

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
LOSSLESS = frozenset({"PNG", "GIF", "BMP"})
MOST_PIXELS = 50_000_000
QUALITY = 90
PACKING = 4  # of PNG: more takes long on a screenshot of a long page
_BLACK = 0
_LOSSY_BLOCK, _LOSSY_REACH = 16, 8  # WebP and TIFF: a macroblock, and what a loop filter smears
_ORIENTATION = 0x0112
_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    ArithmeticError,
    TypeError,
    MemoryError,
)
Box = tuple[int, int, int, int]


def redact_picture(
    source: Path, target: Path, regions: Sequence[Region]
) -> tuple[str, list[dict[str, int]], list[str]]:
    """Write the picture with these regions black: its type, what was painted in it (pixels), and what else changed.

    A lossy original smears what a pixel shows over the block it is coded in: there a region grows to whole blocks,
    so that two originals that differ inside the regions alone give the same copy, byte for byte. PNG stays PNG, lossy
    becomes JPEG. Raises RedactionInvalid for a file that is no such picture, one too large, a region outside it.
    """
    notes = ["All metadata was dropped, with colour profiles and previews."]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", DecompressionBombWarning)
            opened = Image.open(source, formats=FORMATS)
        with opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _too_large(opened.width, opened.height)
            frames = getattr(opened, "n_frames", 1)
            turn = opened.getexif().get(_ORIENTATION, 1)
            block, reach = _block_of(opened)
            lossless = opened.format in LOSSLESS
            opened.seek(0)
            opened.load()
            picture = _plain(opened)
    except (DecompressionBombError, DecompressionBombWarning):
        raise _too_large() from None
    except _UNREADABLE as error:
        raise RedactionInvalid(f"The part cannot be read as a picture: {type(error).__name__}") from None
    size = picture.size
    shown_size = size[::-1] if turn in (5, 6, 7, 8) else size
    painted = []
    for region in regions:
        if region.x + region.width > shown_size[0] or region.y + region.height > shown_size[1]:
            raise RedactionInvalid(
                f"The region {region.x},{region.y} of {region.width} by {region.height} reaches outside the "
                f"picture, which is {shown_size[0]} by {shown_size[1]} pixels"
            )
        box = _unturned((region.x, region.y, region.x + region.width, region.y + region.height), turn, size)
        box = _whole_blocks(box, block, reach, size)
        picture.paste(_BLACK if picture.mode == "L" else (_BLACK,) * 3, box)
        x, y, right, bottom = _turned(box, turn, size)
        painted.append(Region(x, y, right - x, bottom - y).as_dict())
    if turn in _TURNS:
        picture = picture.transpose(_TURNS[turn])
        notes.append("The picture was turned as its metadata said.")
    if frames > 1:
        notes.append(f"Only the first of {frames} frames was kept.")
    picture.info = {}
    if lossless:
        picture.save(target, "PNG", compress_level=PACKING)
        return "image/png", painted, notes
    notes.append(
        f"Regions were widened to whole blocks of {block[0]} by {block[1]} pixels; coded again as JPEG."
    )
    picture.save(target, "JPEG", quality=QUALITY)
    return "image/jpeg", painted, notes


def _plain(opened: Image.Image) -> Image.Image:
    """The picture as grey or colour alone, on white: no palette, no transparency that hides pixels."""
    if opened.mode.startswith("I;16"):
        return opened.point(lambda value: value * (1 / 256)).convert("L")
    if opened.mode in {"I", "F"}:
        raise RedactionInvalid(f"A picture with pixels of the kind {opened.mode} cannot be redacted")
    if opened.mode in {"1", "L"} and "transparency" not in opened.info:
        return opened.convert("L")
    if opened.has_transparency_data:
        layer = opened.convert("RGBA")
        picture = Image.new("RGB", layer.size, "white")
        picture.paste(layer, mask=layer.getchannel("A"))
        return picture
    return opened.convert("RGB")


def _block_of(opened: Image.Image) -> tuple[tuple[int, int], int]:
    """The block a pixel is coded in, and how far beyond it decoding smears; nothing for lossless ones."""
    if opened.format in LOSSLESS:
        return (1, 1), 0
    layers = getattr(opened, "layer", None)
    if opened.format == "JPEG" and layers:
        # A coded unit is 8 pixels times the largest sampling; smooth upsampling of colour reaches 1 pixel further.
        across, down = max(layer[1] for layer in layers), max(layer[2] for layer in layers)
        return (8 * max(across, 1), 8 * max(down, 1)), 1
    return (_LOSSY_BLOCK, _LOSSY_BLOCK), _LOSSY_REACH


def _whole_blocks(box: Box, block: tuple[int, int], reach: int, size: tuple[int, int]) -> Box:
    """The smallest box of whole blocks in which everything lies that a pixel of `box` may have touched."""
    (wide, high), (left, top, right, bottom) = block, box
    left, top = left // wide * wide - reach, top // high * high - reach
    right, bottom = -(-right // wide) * wide + reach, -(-bottom // high) * high + reach
    return max(left, 0), max(top, 0), min(right, size[0]), min(bottom, size[1])


def _turned(box: Box, turn: int, size: tuple[int, int]) -> Box:
    """The box in the picture as shown, from the box in the picture as stored."""
    (width, height), corners = size, ((box[0], box[1]), (box[2], box[3]))
    return _boxed(
        [
            {
                2: (width - x, y),
                3: (width - x, height - y),
                4: (x, height - y),
                5: (y, x),
                6: (height - y, x),
                7: (height - y, width - x),
                8: (y, width - x),
            }.get(turn, (x, y))
            for x, y in corners
        ]
    )


def _unturned(box: Box, turn: int, size: tuple[int, int]) -> Box:
    """The box in the picture as stored, from the box in the picture as shown."""
    (width, height), corners = size, ((box[0], box[1]), (box[2], box[3]))
    return _boxed(
        [
            {
                2: (width - u, v),
                3: (width - u, height - v),
                4: (u, height - v),
                5: (v, u),
                6: (v, height - u),
                7: (width - v, height - u),
                8: (width - v, u),
            }.get(turn, (u, v))
            for u, v in corners
        ]
    )


def _boxed(corners: list[tuple[int, int]]) -> Box:
    (first, second), (third, fourth) = corners
    return min(first, third), min(second, fourth), max(first, third), max(second, fourth)


def _too_large(width: int = 0, height: int = 0) -> RedactionInvalid:
    size = f" ({width} by {height})" if width else ""
    return RedactionInvalid(
        f"The picture{size} has more than {MOST_PIXELS // 1_000_000} million pixels; no copy of it is made here"
    )
