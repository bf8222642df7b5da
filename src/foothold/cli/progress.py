"""A progress bar on standard error, where somebody looks: none in a pipe, none for what is quick."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import get_terminal_size

SHOWN_AFTER = 0.4
"""Seconds; what is done before needs no bar."""
_EVERY = 0.1
_WORDS = {"files": "files", "mails": "mails", "meetings": "meetings", "rows": "rows", "checking": "bytes checked"}


class Bar:
    """Called with what is being done, how much is done, and of how much (0: not known)."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._began = self._drawn_at = time.monotonic()
        self._drawn = False

    def __call__(self, what: str, done: int, of: int) -> None:
        now = time.monotonic()
        if not self._shown or now - self._began < SHOWN_AFTER or now - self._drawn_at < _EVERY:
            return
        self._drawn_at, self._drawn = now, True
        columns = get_terminal_size((80, 24)).columns
        sys.stderr.write(f"\r{drawn(what, done, of, columns - 1)}\033[K")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the bar away; the line is free again."""
        if self._drawn:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
            self._drawn = False


@contextmanager
def progress_bar() -> Iterator[Bar]:
    """A bar for as long as something takes."""
    bar = Bar()
    try:
        yield bar
    finally:
        bar.clear()


def drawn(what: str, done: int, of: int, columns: int) -> str:
    """The bar in so many columns: "[#####.....] 2,500 of 5,000 meetings".

    >>> drawn("meetings", 2500, 5000, 40)
    '[######......] 2,500 of 5,000 meetings'
    >>> drawn("mails", 120, 0, 40)
    '120 mails'
    """
    said = f"{done:,} of {of:,} {_WORDS.get(what, what)}" if of else f"{done:,} {_WORDS.get(what, what)}"
    room = min(40, columns - len(said) - 3)
    if not of or room < 10:
        return said[:columns]
    filled = room * min(done, of) // of
    return f"[{'#' * filled}{'.' * (room - filled)}] {said}"
