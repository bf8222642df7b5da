"""The parts of a picture: shapes, words and links as SVG, safe to put into a page as they stand.

No `style` (the policy forbids it): shapes say what they mean in black and white, classes add colour.
All pictures are 320 units wide, so that one unit is about a pixel on the narrowest phone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 320
SMALL = 12
"""Size of small words, in units; others are 13."""
Words = str | Promise
Link = Callable[[str], str]
"""From the key of a part to the address of its meetings; empty for none."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the numbers behind a picture; `href` leads to its meetings, empty for none.

    `hrefs` are the addresses of the cells after the first, each with its own list.
    """

    cells: tuple[str, ...]
    href: str = ""
    hrefs: tuple[str, ...] = ()

    @property
    def linked(self) -> list[tuple[str, str]]:
        """Each cell with its address."""
        return list(zip_longest(self.cells, (self.href, *self.hrefs), fillvalue=""))


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a picture; each row has a cell a heading. `unknown` are columns left out: known in no row."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """`svg` goes into a page inline; `title` heads it; `table` stands behind "show numbers"."""

    svg: SafeString
    title: str
    table: Table


def svg(
    name: str,
    title: str,
    description: str,
    height: float,
    parts: Iterable[SafeString],
    *,
    linked: bool,
    width: float = WIDTH,
) -> SafeString:
    """Frame a picture. `name` makes its ids its own: several pictures stand on one page.

    One of more `width` is for wide screens alone: on a phone a list stands in its place.
    """
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="{}" viewBox="0 0 {} {}" role="{}" '
        'aria-labelledby="{}-t {}-d" font-size="13" fill="currentColor" stroke-width="1.5">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>',
        "picture" if width == WIDTH else "picture wide-picture",
        number(width),
        number(height),
        # The parts of an image are not read out, so a picture with links is a group.
        "group" if linked else "img",
        *(name, name, name, title, name, description),
        together(parts),
    )


def words(x: float, y: float, what: Words, css: str = "", *, anchor: str = "", size: int = 0) -> SafeString:
    """Text at its baseline; `anchor` is "middle" or "end", `size` in units where it is not 13."""
    given = {"class": css, "text-anchor": anchor, "font-size": str(size) if size else ""}
    attributes = format_html_join("", ' {}="{}"', ((key, value) for key, value in given.items() if value))
    return format_html('<text x="{}" y="{}"{}>{}</text>', number(x), number(y), attributes, what)


def bar(x: float, y: float, width: float, height: float, css: str) -> SafeString:
    """A bar: "solid", "hatched", "outline" or "dashed", told apart without colour."""
    if width <= 0 or height <= 0:
        return SafeString("")
    shape = format_html("M{} {}h{}v{}h-{}z", *map(number, (x, y, width, height, width)))
    if css == "solid":
        return format_html('<path class="solid" d="{}"/>', shape)
    dashes = SafeString(' stroke-dasharray="2 2"') if css == "dashed" else ""
    outline = format_html('<path class="{}" fill="none" stroke="currentColor"{} d="{}"/>', css, dashes, shape)
    return outline + _hatching(x, y, width, height) if css == "hatched" else outline


def filled(css: str, path: str) -> SafeString:
    """A closed shape, filled."""
    return format_html('<path class="{}" d="{}"/>', css, path)


def line(css: str, path: str, width: float = 1.5) -> SafeString:
    """A line, or dots where each piece of the path has no length."""
    if not path:
        return SafeString("")
    return format_html(
        '<path class="{}" fill="none" stroke="currentColor" stroke-width="{}" stroke-linecap="round" d="{}"/>',
        *(css, number(width), path),
    )


def mark(kind: str, x: float, y: float, size: float = 7) -> SafeString:
    """What became of a promise, told by shape: a disc "kept", a triangle "late", a ring "open", a square "next".

    A date that is only "offered" is the outline of that square.
    """
    if kind == "kept":
        return format_html('<circle class="kept" cx="{}" cy="{}" r="{}"/>', *map(number, (x, y, size)))
    if kind == "open":
        return format_html(
            '<circle class="still-open" fill="none" stroke="currentColor" stroke-width="2" cx="{}" cy="{}" r="{}"/>',
            *map(number, (x, y, size - 1)),
        )
    if kind == "late":
        path = format_html("M{} {}l{} {}h-{}z", *map(number, (x, y - size, size, 2 * size - 1, 2 * size)))
        return format_html('<path class="too-late" d="{}"/>', path)
    return bar(x - size, y - size, 2 * size, 2 * size, "outline" if kind == "offered" else "solid")


def part(
    at: tuple[float, float], size: tuple[float, float], parts: Iterable[SafeString], *, href: str, name: str
) -> SafeString:
    """A part drawn from its own corner `at`; with an `href` a link called `name`, hit anywhere in its `size`."""
    corner = format_html("translate({} {})", *map(number, at))
    if not href:
        return format_html('<g transform="{}">{}</g>', corner, together(parts))
    return format_html(
        '<a href="{}" transform="{}"><title>{}</title>'
        '<path fill="none" pointer-events="all" d="M0 0h{}v{}h-{}z"/>{}</a>',
        *(href, corner, name, number(size[0]), number(size[1]), number(size[0])),
        together(parts),
    )


def together(parts: Iterable[SafeString]) -> SafeString:
    """Parts one after the other."""
    return format_html_join("", "{}", ((part,) for part in parts))


def number(value: float) -> str:
    """A length or place, to a tenth of a unit."""
    return f"{round(value, 1):g}"


def _hatching(x: float, y: float, width: float, height: float) -> SafeString:
    """Upright strokes inside a bar: needs no pattern, whose id would have to be unique on the page."""
    strokes = "".join(f"M{number(x + at)} {number(y)}v{number(height)}" for at in range(4, int(width), 4))
    return format_html('<path fill="none" stroke="currentColor" class="hatched" d="{}"/>', strokes)
