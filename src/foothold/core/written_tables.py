"""Tables we write as CSV: for spreadsheets, which take a cell that begins like a formula for one."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = frozenset("=+-@\t\r\n|%")
"""What a spreadsheet takes for the beginning of a formula, a command or a link to one."""


def safe_cell(value: object) -> str:
    """A cell as text that no spreadsheet runs; empty for None. Numbers stay numbers.

    Text that begins like a formula gets an apostrophe before it, which spreadsheets show as text; so does text with
    spaces or such signs before it, which some programs strip.

    >>> safe_cell("=1+1"), safe_cell(-3), safe_cell("-3.50"), safe_cell("- call back")
    ("'=1+1", '-3', '-3.50', "'- call back")
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value).replace("\x00", "")
    if not isinstance(value, str) or _is_number(text):
        return text
    begins = text.lstrip(" \u00a0\ufeff'")
    return f"'{text}" if begins[:1] in _FORMULA and begins else text


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table with its columns named in the first line: commas, quotes where needed, lines end CR LF (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe_cell(name) for name in columns])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _is_number(text: str) -> bool:
    """Digits with a sign and a point: what no program reads as more than a number."""
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()
