"""Tables written as text: a calendar's or a telephone's CSV export, in any of the ways programs write them.

Which separator, which characters, and which row names the columns are decided from the whole file, because
no single row can tell; so is whether 3/4 is March or April (`foothold.core.table_moments`).
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from foothold.core.conversation import Unreadable
from foothold.core.decoding import decode, foreign, is_no_text
from foothold.core.table_moments import day_first, day_in, is_mixed, moment_in

__all__ = [
    "LARGEST_BYTES",
    "MOST_ROWS",
    "Table",
    "day_first",
    "day_in",
    "is_mixed",
    "moment_in",
    "read_table",
    "separator_in",
]

MOST_ROWS = 200_000
LARGEST_BYTES = 50_000_000
SEPARATORS = ",;\t|"

_LOOKED_AT = 60
_SAMPLE = 64 * 1024
_MOST_COLUMNS = 500
_MOSTLY = 0.6
_HEADER_WITHIN = 20
_ONE_IN = 4
"""Of so many column names one may come twice, or begin with a digit."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as written. Cells are stripped of white space around them; blank rows are left out.

    Every row has at least as many cells as there are `columns` (missing ones are empty); one that
    keeps more has a separator too many and cannot be trusted cell by cell. `lines` are the rows'
    line numbers in the file, from 1, for telling a person where to look.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    encoding: str
    separator: str
    lines: tuple[int, ...] = field(default=())


def read_table(data: bytes, *, most_rows: int = MOST_ROWS) -> Table:
    """The table in `data`: characters, separator and the row that names the columns found by themselves.

    Raises `Unreadable` when it is no text, larger than `LARGEST_BYTES`, longer than `most_rows`, or
    when no separator makes columns of it.
    """
    if len(data) > LARGEST_BYTES:
        raise Unreadable(
            f"This table is {len(data) / 1e6:,.0f} MB; Foothold reads up to {LARGEST_BYTES / 1e6:,.0f} MB. Split it."
        )
    other = foreign(data)
    if other:
        raise Unreadable(f"This looks like {other}, not like a table. Save it as CSV and open that.")
    if is_no_text(data[:_SAMPLE]):
        raise Unreadable("This is no text, so it is no table, whatever its name says. Export it again as CSV.")
    text = decode(data)
    separator = separator_in(text)
    if separator is None:
        raise Unreadable("This is no table: no comma, semicolon, tab or bar makes columns of its rows.")
    numbered = _within(_records(text, separator), most_rows)
    at = _header(numbered)
    columns = tuple(numbered[at][1])
    body = numbered[at + 1 :]
    rows = tuple(_as_wide_as(columns, cells) for _, cells in body)
    return Table(columns, rows, _encoding(data, text), separator, tuple(line for line, _ in body))


def separator_in(text: str) -> str | None:
    """The separator that cuts the header and the rows below it into the same number of cells, None if none does.

    Commas and semicolons inside the cells make uneven rows, or a header of one cell.
    """
    if text[:4].lower() == "sep=":  # Excel's own note on the first line
        return text[4] if text[4:5] and text[4] in SEPARATORS else None
    fits = [(fit, separator) for separator in SEPARATORS if (fit := _fit(text, separator))]
    return max(fits)[1] if fits else None


# Rows


def _fit(text: str, separator: str) -> tuple[bool, int, float] | None:
    """How well a separator cuts the first rows: whether most are even, into how many cells, and how many of them."""
    sample = _sample(text, separator)
    if not sample:
        return None
    at = _header(sample)
    width = len(sample[at][1])
    below = [len(cells) for _, cells in sample[at + 1 :]]
    even = below.count(width) / len(below) if below else 1.0
    return (even >= _MOSTLY, width, even) if width > 1 else None


def _sample(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """The first rows; the last one is left out where the sample may have cut it."""
    found: list[tuple[int, list[str]]] = []
    try:
        for record in _records(text[:_SAMPLE], separator):
            found.append(record)
            if len(found) > _LOOKED_AT:
                return found[:_LOOKED_AT]
    except Unreadable:
        pass
    return found[:-1] if len(text) > _SAMPLE else found


def _within(records: Iterator[tuple[int, list[str]]], most_rows: int) -> list[tuple[int, list[str]]]:
    found: list[tuple[int, list[str]]] = []
    for record in records:
        if len(found) > most_rows:
            raise Unreadable(f"This table has more than {most_rows:,} rows. Split it.")
        found.append(record)
    return found


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each row that holds anything."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    begins = 1
    try:
        for cells in reader:
            if len(cells) > _MOST_COLUMNS:
                raise Unreadable(f"Line {begins} of this table has more than {_MOST_COLUMNS} columns.")
            stripped = [cell.strip() for cell in cells]
            if any(stripped) and not (begins == 1 and text[:4].lower() == "sep="):
                yield begins, stripped
            begins = reader.line_num + 1
    except csv.Error:
        # The csv module's own limit on one cell, 128 KiB: most often a quote that is never closed.
        raise Unreadable(f"A cell near line {begins} of this table has no end: is a quote never closed?") from None


def _header(numbered: list[tuple[int, list[str]]]) -> int:
    """Which row names the columns: the first as wide as most rows whose cells are words, nearly all of them once.

    Reports print a title and the period above it; programs that let their users add columns name some of them
    twice, and some after a number ("30 days revenue").
    """
    first = numbered[:_LOOKED_AT]
    width = Counter(len(cells) for _, cells in first).most_common(1)[0][0]
    for at, (_, cells) in enumerate(first[:_HEADER_WITHIN]):
        named = [cell.casefold() for cell in cells if cell]
        wide_enough = len(cells) >= min(width, len(named) + 1) and len(named) * 2 > width
        worded = sum(1 for name in named if any(map(str.isalpha, name))) * 2 > len(named)
        repeated = len(named) - len(set(named))
        numbers = sum(1 for name in named if name[0].isdigit())
        if wide_enough and worded and max(repeated, numbers) * _ONE_IN <= len(named):
            return at
    return 0


def _as_wide_as(columns: tuple[str, ...], cells: list[str]) -> tuple[str, ...]:
    while len(cells) > len(columns) and not cells[-1]:
        cells.pop()
    return (*cells, *[""] * (len(columns) - len(cells)))


def _encoding(data: bytes, text: str) -> str:
    """The name of what `decode` took `data` for, to be shown."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in data[:64]:
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if "\ufffd" in text else "windows-1252"
    return "utf-8"
