"""What goes to a terminal or a pipe: words of strangers made harmless, JSON lines, colour on a terminal only."""

import json
import os
import shlex
import sys
import unicodedata
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

from foothold.cli.command import command

COLOURS = {"green": "32", "blue": "34", "yellow": "33", "red": "31", "bold": "1"}


def as_line(value: Any) -> str:
    """One line of JSON that any reader of UTF-8 can take, half characters of odd input replaced."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def plain(text: str, most: int = 60) -> str:
    """A stranger's words on one line of at most `most` characters, without what steers a terminal."""
    flat = " ".join("".join(char if char.isprintable() else " " for char in text[: 4 * most]).split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def column(text: str, wide: int) -> str:
    """The same words in exactly `wide` columns of a terminal, cut or filled up: 山 takes two, an accent none."""
    shown = plain(text, wide)
    while columns(shown) > wide:
        shown = shown.removesuffix("…")[:-1] + "…"
    return shown + " " * (wide - columns(shown))


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def end_of(path: str, most: int = 70) -> str:
    """A path on one line; of a long one its end, which says more than its beginning."""
    shown = plain(path, 4096)
    return shown if len(shown) <= most else "…" + shown[1 - most :]


def say(line: str) -> None:
    """A message, as against data: to standard error."""
    print(_encodable(line, sys.stderr), file=sys.stderr)


def put(line: str) -> None:
    """Data: to standard output."""
    print(_encodable(line, sys.stdout))


def _encodable(line: str, stream: Any) -> str:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return line.encode(encoding, "replace").decode(encoding)


def coloured(word: str, colour: str) -> str:
    """The word in colour where somebody looks at a terminal and wants colours; it says the same without."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return word
    return f"\033[{COLOURS[colour]}m{word}\033[0m"


def width() -> int:
    """Columns to write in: the terminal's, 60 to 120; 100 in a pipe."""
    from shutil import get_terminal_size

    return max(60, min(120, get_terminal_size((100, 24)).columns)) if sys.stdout.isatty() else 100


def day(on: date, today: date | None = None) -> str:
    """Tue 22 Sep; with its year where that is not the one of `today`."""
    return f"{on:%a} {on.day} {on:%b}" + (f" {on.year}" if today and on.year != today.year else "")


def short_day(on: date) -> str:
    """22 Sep."""
    return f"{on.day} {on:%b}"


def span(first: date, last: date) -> str:
    """1 Sep - 29 Nov; 1 Dec 2025 - 27 Nov 2026 where the years are not the same."""
    years = first.year != last.year
    return " - ".join(f"{short_day(each)} {each.year}" if years else short_day(each) for each in (first, last))


def moment(at: datetime, zone: tzinfo, now: datetime | None = None) -> str:
    """Tue 22 Sep 10:00, in this zone; with its year where that is not the one of `now`."""
    local = at.astimezone(zone)
    return f"{day(local, now.astimezone(zone) if now else None)} {local:%H:%M}"


def number_of(count: int, one: str, many: str = "") -> str:
    """1 customer, 31 customers, 5,000 entries."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def again(words: str, data: Path | None = None) -> str:
    """A command to type next, for the same data folder."""
    return f"{command()} {words}" + (f" --data {shlex.quote(str(data))}" if data else "")
