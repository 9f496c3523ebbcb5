"""From what the renderer wrote to an SVG that a strict page may carry: an allow-list, classes for colours."""

import re
from xml.etree import ElementTree

from holdfast.base.errors import HoldfastError
from holdfast.figures.charts.palette import TOKENS

_SPACE = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset({"svg", "g", "path", "line", "rect", "circle", "text", "tspan"})
_NUMBERS = frozenset(
    {
        "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "cx", "cy", "r", "rx", "width", "height", "stroke-width",
        "font-size", "fill-opacity", "stroke-opacity", "opacity", "stroke-miterlimit", "stroke-dashoffset",
    }
)  # fmt: skip
_WORDS = frozenset({"text-anchor", "font-weight", "stroke-linecap", "stroke-linejoin", "font-style"})
_SHAPES = frozenset({"d", "transform", "stroke-dasharray"})
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?(?:px)?")
_WORD = re.compile(r"[a-z0-9-]+")
_SHAPE = re.compile(
    r"[MmLlHhVvCcSsQqTtAaZz0-9eE.,() +\-]*|(?:(?:translate|scale|rotate)\([0-9eE., \-]*\) ?)+"
)
_MOVED = re.compile(r"translate\((?P<x>-?[0-9.]+),(?P<y>-?[0-9.]+)\)")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
_COLOUR = re.compile(r"#[0-9a-f]{3,6}|none|transparent")


class ChartNotClean(HoldfastError):
    """The renderer wrote something that no page of ours may carry."""

    code = "chart-not-clean"


def clean_svg(drawn: str, *, title: str, description: str, prefix: str, lang: str) -> str:
    """The drawing with allowed elements and attributes alone, a title and a description; raises ChartNotClean."""
    if "<!" in drawn or "<?" in drawn:
        raise ChartNotClean("The drawing holds a declaration")
    root = ElementTree.fromstring(drawn)  # noqa: S314 - without a document type there is nothing to expand
    box = root.get("viewBox", "")
    if not re.fullmatch(r"[0-9. ]+", box):
        raise ChartNotClean("The drawing has no box")
    body = "".join(_element(child) for child in root)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="{box}" role="img" '
        f'aria-labelledby="{prefix}-title {prefix}-desc" lang="{_escape(lang)}" direction="ltr" '
        f'font-family="system-ui, sans-serif"><title id="{prefix}-title">{_escape(title)}</title>'
        f'<desc id="{prefix}-desc">{_escape(description)}</desc>{body}</svg>'
    )


def _element(element: ElementTree.Element) -> str:
    tag = element.tag.removeprefix(_SPACE)
    if tag in ("title", "desc"):
        return ""
    if tag not in _ELEMENTS:
        raise ChartNotClean(f"The drawing holds <{tag}>")
    if element.get("display") == "none" or "background" in (element.get("class") or ""):
        return ""
    attributes = _attributes(element)
    inner = _escape(element.text or "") if tag in ("text", "tspan") else ""
    inner += _children(element)
    if tag in ("g", "text") and not inner:
        return ""
    if tag == "path" and not element.get("d"):
        return ""
    if tag == "g" and not attributes:
        return inner
    return _written(tag, attributes, inner)


def _children(element: ElementTree.Element) -> str:
    """The children in their order; neighbours that are painted alike become one path, which says the same shorter."""
    parts: list[str] = []
    open_paint: dict[str, str] | None = None
    drawn = ""
    for child in element:
        shape = _as_path(child)
        if shape is None:
            if open_paint is not None:
                parts.append(_written("path", {"d": drawn, **open_paint}, ""))
                open_paint = None
            parts.append(_element(child))
            continue
        path, paint = shape
        if open_paint == paint:
            drawn += path
        else:
            if open_paint is not None:
                parts.append(_written("path", {"d": drawn, **open_paint}, ""))
            drawn, open_paint = path, paint
    if open_paint is not None:
        parts.append(_written("path", {"d": drawn, **open_paint}, ""))
    return "".join(parts)


def _as_path(element: ElementTree.Element) -> tuple[str, dict[str, str]] | None:
    """(path data, paint) of a straight line or a path that is not moved; None for anything else."""
    tag = element.tag.removeprefix(_SPACE)
    attributes = _attributes(element)
    if tag == "line" and not set(attributes) & {"x1", "y1"}:
        moved = _MOVED.fullmatch(attributes.pop("transform", "translate(0,0)"))
        if moved is None:
            return None
        across, down = attributes.pop("x2", "0"), attributes.pop("y2", "0")
        return f"M{moved['x']},{moved['y']}l{_shorter(across)},{_shorter(down)}", attributes
    if (
        tag == "path"
        and attributes.get("d")
        and "transform" not in attributes
        and "opacity" not in attributes
    ):
        if "background" in (element.get("class") or "") or element.get("display") == "none":
            return None
        return attributes.pop("d"), attributes
    return None


def _written(tag: str, attributes: dict[str, str], inner: str) -> str:
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


def _attributes(element: ElementTree.Element) -> dict[str, str]:
    found: dict[str, str] = {}
    classes = []
    for name, value in element.attrib.items():
        if name in ("fill", "stroke"):
            token = TOKENS.get(value)
            if token:
                classes.append(f"c-{token}-{name}")
            elif not _COLOUR.fullmatch(value):
                raise ChartNotClean(f"The drawing paints with {value!r}")
            if value != "transparent":
                found[name] = value
            elif name == "fill":
                found[name] = "none"
        elif name in _NUMBERS:
            found[name] = _matching(_NUMBER, name, value).removesuffix("px")
        elif name in _WORDS:
            found[name] = _matching(_WORD, name, value)
        elif name in _SHAPES:
            found[name] = _LONG_NUMBER.sub(_short, _matching(_SHAPE, name, value))
    _drop_defaults(found)
    return ({"class": " ".join(classes)} | found) if classes else found


def _drop_defaults(found: dict[str, str]) -> None:
    defaults = {
        "transform": "translate(0,0)",
        "opacity": "1",
        "text-anchor": "start",
        "font-weight": "normal",
        "stroke-miterlimit": "10",
    }
    for name, value in defaults.items():
        if found.get(name) == value:
            del found[name]


def _matching(pattern: re.Pattern[str], name: str, value: str) -> str:
    if not pattern.fullmatch(value):
        raise ChartNotClean(f"The drawing's {name} is {value[:60]!r}")
    return value


def _short(match: re.Match[str]) -> str:
    return f"{round(float(match[0]), 1):g}"


def _shorter(value: str) -> str:
    return _LONG_NUMBER.sub(_short, value)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
