"""A picture as PNG, for mails and slides: our own few shapes drawn again with Pillow (docs/decisions/0011)."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree  # our own pictures alone are read

from foothold.web.drawing import Picture

SCALE = 3
"""Pixels of a unit: 320 units are 960 pixels wide, sharp on a slide."""
_MARGIN = 16
_PAPER = "#ffffff"
_COLOURS = {
    "muted": "#59636e",
    "axis": "#8b8f94",
    "trend": "#0a5a8c",
    "solid": "#0a5a8c",
    "hatched": "#6a3fa0",
    "outline": "#8a5000",
    "dashed": "#59636e",
    "kept": "#0a5a8c",
    "too-late": "#b3261e",
    "still-open": "#59636e",
    "today-line": "#8b8f94",
}
_INK = "#1b1f24"
_STEP = re.compile(r"([MLHVhvlz])|(-?\d*\.?\d+)")
_MOVED = re.compile(r"translate\((-?[\d.]+) (-?[\d.]+)\)")
Point = tuple[float, float]


class NoPillow(Exception):
    """Pillow is not installed: there are no PNG files without it."""


def png(picture: Picture) -> bytes:
    """The picture with its title, black on white, as a PNG file. Raises NoPillow."""
    try:
        from PIL import Image, ImageDraw
    except ImportError:
        raise NoPillow from None
    root = ElementTree.fromstring(str(picture.svg))  # noqa: S314 - made by us a moment ago
    width, height = map(float, root.attrib["viewBox"].split()[2:])
    size = (round((width + 2 * _MARGIN) * SCALE), round((height + 2 * _MARGIN + 24) * SCALE))
    image = Image.new("RGB", size, _PAPER)
    pen = _Pen(ImageDraw.Draw(image))
    pen.text((_MARGIN, _MARGIN + 12), picture.title, 16, _INK, "")
    _draw(pen, root, (_MARGIN, _MARGIN + 24))
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


class _Pen:
    """Draws in units; Pillow in pixels."""

    def __init__(self, draw: Any) -> None:
        self._draw = draw

    def text(self, at: Point, words: str, size: float, colour: str, anchor: str) -> None:
        from PIL import ImageFont

        font = ImageFont.load_default(size * SCALE)
        where = {"middle": "ms", "end": "rs"}.get(anchor, "ls")
        self._draw.text(_scaled(at), words, fill=colour, font=font, anchor=where)

    def stroke(self, points: list[Point], colour: str, width: float, *, dashed: bool) -> None:
        thick = max(1, round(width * SCALE))
        if len(points) > 1 and len(set(points)) == 1:
            # A piece without length is a dot.
            x, y = _scaled(points[0])
            half = max(1.0, width * SCALE / 2)
            self._draw.ellipse((x - half, y - half, x + half, y + half), fill=colour)
            return
        for start, end in pairwise(points):
            for first, last in _dashes(start, end) if dashed else [(start, end)]:
                self._draw.line((*_scaled(first), *_scaled(last)), fill=colour, width=thick)

    def disc(self, at: Point, radius: float, colour: str, width: float | None) -> None:
        """A disc, or with a `width` its ring."""
        (x, y), r = _scaled(at), radius * SCALE
        around = (x - r, y - r, x + r, y + r)
        if width is None:
            self._draw.ellipse(around, fill=colour)
        else:
            # A ring's line lies on both sides of its radius.
            half = width * SCALE / 2
            outer = (x - r - half, y - r - half, x + r + half, y + r + half)
            self._draw.ellipse(outer, outline=colour, width=max(1, round(width * SCALE)))

    def fill(self, points: list[Point], colour: str) -> None:
        self._draw.polygon([_scaled(point) for point in points], fill=colour)


def _draw(pen: _Pen, parent: Any, at: Point) -> None:
    for each in parent:
        name = each.tag.rpartition("}")[2]
        moved = _MOVED.search(each.attrib.get("transform", ""))
        here = (at[0] + float(moved[1]), at[1] + float(moved[2])) if moved else at
        if name in {"g", "a"}:
            _draw(pen, each, here)
        elif name == "text":
            spot = here[0] + float(each.attrib["x"]), here[1] + float(each.attrib["y"])
            size = float(each.attrib.get("font-size", 13))
            pen.text(spot, each.text or "", size, _colour(each), each.attrib.get("text-anchor", ""))
        elif name == "circle":
            width = float(each.attrib["stroke-width"]) if each.attrib.get("fill") == "none" else None
            centre = here[0] + float(each.attrib["cx"]), here[1] + float(each.attrib["cy"])
            pen.disc(centre, float(each.attrib["r"]), _colour(each), width)
        elif name == "path" and each.attrib.get("pointer-events") != "all":
            _path(pen, each, here)


def _path(pen: _Pen, each: Any, at: Point) -> None:
    for points in _pieces(each.attrib["d"], at):
        if "stroke" in each.attrib:
            width = float(each.attrib.get("stroke-width", 1.5))
            pen.stroke(points, _colour(each), width, dashed="stroke-dasharray" in each.attrib)
        else:
            pen.fill(points, _colour(each))


def _colour(each: Any) -> str:
    names = each.attrib.get("class", "").split()
    return next((_COLOURS[name] for name in names if name in _COLOURS), _INK)


def _pieces(path: str, at: Point) -> Iterator[list[Point]]:
    """The points of each piece of a path, in units of the whole picture."""
    steps = _STEP.findall(path)
    points: list[Point] = []
    command, here = "", (0.0, 0.0)
    numbers: list[float] = []
    for letter, number in [*steps, ("M", "")]:
        if letter == "M" and points:
            yield [(x + at[0], y + at[1]) for x, y in points]
            points = []
        if letter:
            command, numbers = letter, []
            if letter == "z" and points:
                points.append(points[0])
            continue
        numbers.append(float(number))
        if len(numbers) == (2 if command in "MLl" else 1):
            here = _moved(command, here, numbers)
            points.append(here)
            # After the first two numbers of M and l come further points of lines.
            command, numbers = ("L" if command == "M" else command), []


def _moved(command: str, here: Point, numbers: list[float]) -> Point:
    x, y = here
    if command in "ML":
        return numbers[0], numbers[1]
    if command == "l":
        return x + numbers[0], y + numbers[1]
    return {
        "H": (numbers[0], y),
        "V": (x, numbers[0]),
        "h": (x + numbers[0], y),
        "v": (x, y + numbers[0]),
    }[command]


def _dashes(start: Point, end: Point) -> Iterator[tuple[Point, Point]]:
    length = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
    steps = max(1, round(length / 4))
    for step in range(steps):
        first, last = step / steps, (step + 0.5) / steps
        yield _between(start, end, first), _between(start, end, last)


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _scaled(point: Point) -> Point:
    return point[0] * SCALE, point[1] * SCALE
