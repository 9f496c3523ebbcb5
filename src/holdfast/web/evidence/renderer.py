"""The process that draws a stranger's picture or page of a PDF again; `pictures` starts it for one file.

`python -I -m holdfast.web.evidence.renderer JOB` reads the file on stdin and writes the kind of what it made, a line
break, and the bytes to stdout.
"""

import io
import json
import resource
import sys
import warnings

import pypdfium2
from PIL import Image, ImageDraw, ImageOps

from holdfast.web.evidence.pictures import MOST_BYTES, SECONDS

MOST_PIXELS = 50_000_000
MEMORY = 1_500_000_000
WIDE, HIGH = 1000, 6000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


def _draw_page(source: bytes, *, blurred: bool, ruled: bool, page: int) -> bytes:
    """A page of a PDF, counted from 1; with -1 how many there are."""
    document = pypdfium2.PdfDocument(source)
    if page < 0:
        return b"pages\n%d" % len(document)
    document.init_forms()
    sheet = document[page - 1]
    width, height = sheet.get_size()
    scale = min(2.0, WIDE / width, HIGH / height)
    if min(width, height) * scale < 1:
        raise ValueError("a page without a side")
    picture = sheet.render(scale=scale).to_pil().convert("RGB")
    return _finished(picture, scale, blurred=blurred, ruled=ruled, photo=True)


def _draw(source: bytes, *, blurred: bool, ruled: bool, page: int) -> bytes:
    if page:
        return _draw_page(source, blurred=blurred, ruled=ruled, page=page)
    warnings.simplefilter("error")
    opened = Image.open(io.BytesIO(source), formats=FORMATS)
    if opened.width * opened.height > MOST_PIXELS:
        raise ValueError("too many pixels")
    photo = opened.format == "JPEG"
    opened.seek(0)
    layer = ImageOps.exif_transpose(opened).convert("RGBA")
    picture = Image.new("RGB", layer.size, "white")
    picture.paste(layer, mask=layer.getchannel("A"))
    return _finished(picture, 1.0, blurred=blurred, ruled=ruled, photo=photo)


def _finished(picture: Image.Image, drawn_at: float, *, blurred: bool, ruled: bool, photo: bool) -> bytes:
    """The picture at most so wide and high, as bytes with its kind; `drawn_at` is its scale so far."""
    if blurred:
        few = picture.resize((10, max(1, min(40, 10 * picture.height // picture.width))))
        picture = few.resize((few.width * 40, few.height * 40), Image.Resampling.BICUBIC)
    scale = min(1.0, WIDE / picture.width)
    if scale < 1:
        picture = picture.resize((WIDE, max(1, round(picture.height * scale))))
    picture = picture.crop((0, 0, picture.width, min(picture.height, HIGH)))
    if ruled:
        _rule(picture, scale * drawn_at)
    picture.info = {}
    out = io.BytesIO()
    picture.save(out, "JPEG" if photo else "PNG", quality=85)
    return (b"image/jpeg\n" if photo else b"image/png\n") + out.getvalue()


def _rule(picture: Image.Image, scale: float) -> None:
    """A grid whose numbers are pixels of the original."""
    pen = ImageDraw.Draw(picture)
    width, height = picture.size
    step = next(one for one in (10, 20, 50, 100, 200, 500, 1000, 10_000) if width / scale / one <= 14)
    for across in (True, False):
        for at in range(0, int((width if across else height) / scale) + 1, step):
            place = at * scale
            line = ((place, 0), (place, height)) if across else ((0, place), (width, place))
            pen.line(line, fill=(220, 0, 90), width=1)
            corner = (place + 2, 1) if across else (2, place + 1)
            pen.rectangle(pen.textbbox(corner, str(at)), fill=(255, 255, 255))
            pen.text(corner, str(at), fill=(150, 0, 60))


def _main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    job = json.loads(sys.argv[1])
    try:
        sys.stdout.buffer.write(_draw(sys.stdin.buffer.read(MOST_BYTES), **job))
    except Exception:  # noqa: BLE001 - whatever a stranger's file did, there is no picture
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main())
