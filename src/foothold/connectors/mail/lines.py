"""Lines of a mail with the depth at which they are quoted: what plain text and HTML have in common."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """`text` without quote marks; `depth` 0 is the writer's own level.

    `begins_quote` says that the mail program marked this place as the start of the earlier message.
    """

    text: str
    depth: int = 0
    begins_quote: bool = False

    @property
    def blank(self) -> bool:
        return not self.text


def plain_line(line: str) -> Line:
    """One line without its ">" marks, however they are spaced."""
    depth, start = 0, 0
    while start < len(line):
        if line[start] == ">":
            depth += 1
            start += 1
        elif line[start] == " " and line[start + 1 : start + 2] == ">":
            start += 1
        else:
            break
    if depth == 1 and line.startswith(">From "):  # mbox writes it so; nobody quoted anything
        return Line(line[1:])
    return Line(line[start + 1 :] if depth and line[start : start + 1] == " " else line[start:], depth)


def plain_lines(text: str, flowed: bool = False, joined_without_space: bool = False) -> list[Line]:
    """The lines of a text/plain part; `flowed` joins what format=flowed broke (RFC 3676)."""
    lines = [plain_line(line) for line in text.split("\n")]
    if flowed:
        lines = list(_unfolded(lines, joined_without_space))
    return [Line(line.text.strip(), line.depth) for line in lines]


def _unfolded(lines: list[Line], without_space: bool) -> Iterator[Line]:
    parts: list[str] = []
    depth = 0
    for line in lines:
        text = line.text.removeprefix(" ") if not line.depth else line.text
        if parts and line.depth != depth:
            yield Line("".join(parts), depth)
            parts = []
        depth = line.depth
        soft = text.endswith(" ") and text != "-- "
        if text == "-- " and parts:
            yield Line("".join(parts), depth)
            parts = []
        parts.append(text[:-1] if soft and without_space else text)
        if not soft:
            yield Line("".join(parts), depth)
            parts = []
    if parts:
        yield Line("".join(parts), depth)
