"""Mail boxes on disk, one message at a time: a single EML, an mbox of any length, a Maildir.

A box is never held in memory: one message is, of at most `LARGEST_BYTES`.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from foothold.connectors.mail.telling import LARGEST_BYTES, is_mail
from foothold.core.calendar_entries import Skipped
from foothold.core.decoding import foreign

_HEAD = 16 * 1024
_LONGEST_LINE = 64 * 1024
_DEEPEST_FOLDER = 12
_NOTES = frozenset({".txt", ".md", ".vtt", ".srt", ".csv", ".html", ".htm"})
_MAILDIR_PARTS = ("new", "cur")

# "From anna@harbour.example Tue Mar  5 14:30:00 2024" and what programs make of it; prose has no such date.
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATED = re.compile(
    rb"From [^\r\n]{0,500}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? {1,2}(?:"
    + _MONTH
    + rb" {1,2}\d{1,2}|\d{1,2} {1,2}"
    + _MONTH
    + rb")[^\r\n]{0,12}? \d{1,2}:\d{2}"
)
_DATED_IN_NUMBERS = re.compile(rb"From \S{0,998} {1,4}\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}")
_UNDATED = re.compile(rb"From \S{0,998}[ \t]{0,9}\r?\n")
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:")


def looks_like_box(path: Path) -> bool:
    """Whether `path` is a mail, an mbox or a Maildir, by what is in it; False where it cannot be opened.

    A broken mail is told by its name: text called ".eml".
    """
    try:
        if path.is_dir():
            return _is_maildir(path) or _exported_by_apple(path)
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    if _is_mbox(head):
        return True
    named_so = path.suffix.lower() == ".eml" and not foreign(head)
    return named_so or is_mail(head, weak_counts=path.suffix.lower() not in _NOTES)


def read_box(path: Path) -> Iterator[tuple[int, bytes | Skipped]]:
    """The messages in a box with their place in it, from 0; what cannot be read comes as `Skipped`.

    Messages are given as they stand in the box: an mbox's "From " line is left out, its ">From "
    lines are not changed (`plain_line` reads them). A body line that begins with "From " begins a
    message only after a blank line and when it looks like one that mail programs write. Of a Maildir
    its subfolders are read too, but not what is marked as a draft or as deleted, nor its tmp.
    """
    yield from enumerate(_messages(path))


def _messages(path: Path) -> Iterator[bytes | Skipped]:
    try:
        if path.is_dir():
            yield from _of_folder(path)
        else:
            with path.open("rb") as file:
                if _is_mbox(file.peek(_HEAD)[:_HEAD]):
                    yield from _of_mbox(file)
                else:
                    yield _whole(path, path.name)
    except OSError as error:
        yield Skipped(path.name, f"It could not be opened: {error.strerror or error}.")


# mbox


def _is_mbox(head: bytes) -> bool:
    first, _, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").partition(b"\n")
    return _begins(first + b"\n", rest)


def _begins(line: bytes, after: bytes) -> bool:
    """Whether `line` begins a message of an mbox, `after` being what follows it."""
    if not line.startswith(b"From "):
        return False
    return bool(_DATED.match(line) or _DATED_IN_NUMBERS.match(line) or (_UNDATED.match(line) and _FIELD.match(after)))


def _of_mbox(file: BinaryIO) -> Iterator[bytes | Skipped]:
    message, size, count = bytearray(), 0, -1
    for line, begins in _marked(file):
        if begins:
            if count >= 0:
                yield _kept(message, size, count)
            message, size, count = bytearray(), 0, count + 1
            continue
        size += len(line)
        if size <= LARGEST_BYTES:
            message += line
        elif message:
            message = bytearray()
    if count >= 0:
        yield _kept(message, size, count)


def _kept(message: bytearray, size: int, count: int) -> bytes | Skipped:
    if size > LARGEST_BYTES:
        return Skipped(f"message {count}", _too_large(size))
    return bytes(message)


def _marked(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """The lines of an mbox, long ones in pieces, and whether each begins a message."""
    begun, after_blank, at_start = False, True, True
    line = file.readline(_LONGEST_LINE).removeprefix(b"\xef\xbb\xbf")
    while line:
        after = file.readline(_LONGEST_LINE)
        begins = at_start and after_blank and line.startswith(b"From ") and _begins(line, after)
        begun = begun or begins
        if begun:
            yield line, begins
        after_blank = at_start and line in {b"\n", b"\r\n"}
        at_start = line.endswith(b"\n")
        line = after


# Folders


def _is_maildir(path: Path) -> bool:
    return any((path / part).is_dir() for part in _MAILDIR_PARTS)


def _exported_by_apple(path: Path) -> bool:
    """Apple Mail exports a folder "Name.mbox" with a file "mbox" in it."""
    return path.suffix.lower() == ".mbox" and (path / "mbox").is_file()


def _of_folder(path: Path) -> Iterator[bytes | Skipped]:
    if _exported_by_apple(path):
        yield from _messages(path / "mbox")
    elif _is_maildir(path):
        yield from _of_maildir(path, path, 0)
    else:
        yield Skipped(path.name, "This folder is no mailbox: it has neither cur nor new in it.")


def _of_maildir(root: Path, folder: Path, depth: int) -> Iterator[bytes | Skipped]:
    for part in _MAILDIR_PARTS:
        for entry in _entries(folder / part):
            if entry.is_file(follow_symlinks=False):
                what = str(Path(entry.path).relative_to(root))
                yield _why_left_out(entry.name, what) or _whole(Path(entry.path), what)
    if depth < _DEEPEST_FOLDER:
        for entry in _entries(folder):
            # A link could lead out of the mailbox, or round in circles.
            if entry.name not in {"cur", "new", "tmp"} and entry.is_dir(follow_symlinks=False):
                yield from _of_maildir(root, Path(entry.path), depth + 1)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _why_left_out(name: str, what: str) -> Skipped | None:
    flags = name.rpartition(":2,")[2] if ":2," in name else ""
    if "D" in flags:
        return Skipped(what, "It is a draft: it was never sent.")
    return Skipped(what, "It is marked as deleted.") if "T" in flags else None


def _whole(path: Path, what: str) -> bytes | Skipped:
    try:
        size = path.stat().st_size
        return Skipped(what, _too_large(size)) if size > LARGEST_BYTES else path.read_bytes()
    except OSError as error:
        return Skipped(what, f"It could not be opened: {error.strerror or error}.")


def _too_large(size: int) -> str:
    return f"It has {size / 1e6:,.0f} MB; Foothold reads mails of up to {LARGEST_BYTES / 1e6:,.0f} MB."
