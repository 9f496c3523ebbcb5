"""A redacted picture holds nothing of the region: not a pixel, not a trace in the pixels beside it, no metadata."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, PngImagePlugin

from holdfast.evidence.errors import RedactionInvalid
from holdfast.evidence.reviewing.pictures import redact_picture
from holdfast.evidence.reviewing.wanted import Region

WIDE, HIGH = 61, 47  # no multiple of any block


def noise(seed: int, size: tuple[int, int] = (WIDE, HIGH)) -> Image.Image:
    picture = Image.effect_noise(size, 120).convert("RGB")
    ImageDraw.Draw(picture).line((0, 0, *size), fill=(seed % 256, 255 - seed % 256, 90), width=3)
    return picture


def coded(picture: Image.Image, form: str, **more: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **more)
    return file.getvalue()


def redacted(data: bytes, *regions: Region, folder: Path) -> tuple[Image.Image, list[dict[str, int]], bytes]:
    (folder / "in").write_bytes(data)
    _, painted, _ = redact_picture(folder / "in", folder / "out", regions)
    result = (folder / "out").read_bytes()
    return Image.open(io.BytesIO(result)), painted, result


regions = st.builds(
    lambda x, y, w, h: Region(x, y, min(w, WIDE - x), min(h, HIGH - y)),
    st.integers(0, WIDE - 1),
    st.integers(0, HIGH - 1),
    st.integers(1, WIDE),
    st.integers(1, HIGH),
)


def test_it_works(tmp_path: Path) -> None:
    copy, painted, _ = redacted(coded(noise(1), "PNG"), Region(5, 6, 7, 8), folder=tmp_path)
    assert copy.size == (WIDE, HIGH)
    assert painted == [{"x": 5, "y": 6, "width": 7, "height": 8}]
    assert copy.crop((5, 6, 12, 14)).getcolors() == [(56, (0, 0, 0))]


@pytest.mark.parametrize(
    ("form", "more"),
    [
        ("PNG", {}),
        ("JPEG", {"quality": 30}),
        ("JPEG", {"quality": 60, "subsampling": 0}),
        ("JPEG", {"quality": 60, "subsampling": 1}),
        ("JPEG", {"quality": 80, "progressive": True}),
        ("GIF", {}),
        ("BMP", {}),
    ],
)
@settings(max_examples=12)
@given(data=st.data())
def test_originals_that_differ_inside_the_region_alone_give_the_same_copy(
    form: str, more: dict[str, object], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("pictures")
    region = data.draw(regions)
    first = noise(1)
    second = first.copy()
    box = (region.x, region.y, region.x + region.width, region.y + region.height)
    second.paste(noise(2).crop(box).point(lambda value: 255 - value), box)
    if form == "GIF":  # few colours outside, so that both palettes can hold them
        first, second = (
            picture.quantize(8, dither=Image.Dither.NONE).convert("RGB") for picture in (first, second)
        )
        flat = Image.new("RGB", (WIDE, HIGH), (10, 200, 30))
        first.paste(flat, mask=outside(box))
        second.paste(flat, mask=outside(box))
    copies = [redacted(coded(picture, form, **more), region, folder=folder)[2] for picture in (first, second)]
    assert copies[0] == copies[1]


def outside(box: tuple[int, int, int, int]) -> Image.Image:
    mask = Image.new("1", (WIDE, HIGH), 1)
    mask.paste(0, box)
    return mask


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_region_is_meant_as_the_picture_is_shown(turn: int, form: str, tmp_path: Path) -> None:
    stored = Image.new("RGB", (64, 32), "white")
    exif = Image.Exif()
    exif[0x0112] = turn
    copy, painted, _ = redacted(coded(stored, form, exif=exif), Region(3, 4, 5, 6), folder=tmp_path)
    assert copy.size == ((32, 64) if turn >= 5 else (64, 32))
    box = painted[0]
    assert box["x"] <= 3 < 8 <= box["x"] + box["width"]
    assert box["y"] <= 4 < 10 <= box["y"] + box["height"]
    black = copy.convert("L").point(lambda value: 255 if value < 128 else 0).getbbox()
    assert black == (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])


def test_no_metadata_comes_along(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at the house of Umm Ahmad"
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "taken at the house of Umm Ahmad")
    for form, more in (
        (
            "JPEG",
            {"exif": exif, "comment": b"taken at the house of Umm Ahmad", "icc_profile": b"Umm Ahmad" * 20},
        ),
        ("PNG", {"exif": exif, "pnginfo": text, "icc_profile": b"Umm Ahmad" * 20}),
    ):
        source = coded(noise(1), form, **more)
        copy, _, result = redacted(source, Region(0, 0, 1, 1), folder=tmp_path)
        assert b"Umm Ahmad" not in result
        assert not copy.getexif()
        assert not {"icc_profile", "exif", "comment", "Comment"} & set(copy.info)


def test_hidden_colours_under_transparency_are_gone(tmp_path: Path) -> None:
    hidden = Image.new("RGBA", (10, 10), (200, 10, 10, 0))
    copy, _, _ = redacted(coded(hidden, "PNG"), Region(0, 0, 1, 1), folder=tmp_path)
    assert {color for _, color in copy.getcolors()} == {(0, 0, 0), (255, 255, 255)}


def test_sixteen_bits_keep_their_shades(tmp_path: Path) -> None:
    deep = Image.new("I;16", (2, 1))
    deep.putpixel((0, 0), 0x8000)
    deep.putpixel((1, 0), 0xFFFF)
    copy, _, _ = redacted(coded(deep, "PNG"), Region(1, 0, 1, 1), folder=tmp_path)
    assert (copy.getpixel((0, 0)), copy.getpixel((1, 0))) == (0x80, 0)


@pytest.mark.parametrize(
    "region", [Region(60, 0, 2, 1), Region(0, 47, 1, 1), Region(1000, 1000, 1, 1), Region(0, 0, 62, 47)]
)
def test_a_region_outside_the_picture_is_refused(region: Region, tmp_path: Path) -> None:
    with pytest.raises(RedactionInvalid, match="outside the picture, which is 61 by 47"):
        redacted(coded(noise(1), "PNG"), region, folder=tmp_path)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("cut", [0, 10, 60, 400])
def test_a_picture_cut_off_is_refused(cut: int, tmp_path: Path) -> None:
    with pytest.raises(RedactionInvalid, match="cannot be read"):
        redacted(coded(noise(1), "PNG")[:cut], Region(0, 0, 1, 1), folder=tmp_path)
