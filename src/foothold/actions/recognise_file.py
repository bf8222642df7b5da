"""What a file is, by its content first and its name second. Reads no more than its beginning; stores nothing."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from errno import EINVAL
from pathlib import Path

from foothold.connectors.calendar import looks_like_calendar, looks_like_calendar_csv
from foothold.connectors.crm.call_log import looks_like_call_log
from foothold.connectors.mail import looks_like_box
from foothold.core.decoding import foreign

ENOUGH_TO_TELL = 64 * 1024
"""Bytes of the beginning that are looked at."""
_OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins: Outlook's .msg, and old office documents."""


class FileKind(StrEnum):
    CALENDAR = "calendar"
    CALENDAR_CSV = "calendar_csv"
    CALL_LOG = "call_log"
    MAILS = "mails"
    OUTLOOK_MSG = "outlook_msg"
    MAIL_BODY = "mail_body"
    CONVERSATION = "conversation"
    UNKNOWN = "unknown"


_BODIES = frozenset({".html", ".htm", ""})
_CONVERSATIONS = frozenset({".vtt", ".srt", ".txt", ".md", ".docx"})


def recognise(path: Path) -> FileKind:
    """What the file or mail folder at `path` is. Raises OSError where it cannot be opened."""
    if path.is_dir():
        return FileKind.MAILS if looks_like_box(path) else FileKind.UNKNOWN
    if path.exists() and not path.is_file():
        raise OSError(EINVAL, "it is no file")
    with open(path, "rb") as file:
        head, name = file.read(ENOUGH_TO_TELL), path.name
    # A mail that carries an invitation is a mail, whatever stands in its first line.
    if looks_like_box(path):
        return FileKind.MAILS
    if looks_like_calendar(head, name):
        return FileKind.CALENDAR
    if head.startswith(_OUTLOOK):
        return FileKind.OUTLOOK_MSG if name.lower().endswith(".msg") else FileKind.UNKNOWN
    if looks_like_calendar_csv(head, name):
        return FileKind.CALENDAR_CSV
    if looks_like_call_log(head, name):
        return FileKind.CALL_LOG
    if path.suffix.lower() in _CONVERSATIONS:
        return FileKind.CONVERSATION
    # A mail saved as a web page, or what is left of one without its headers.
    return (
        FileKind.MAIL_BODY
        if path.suffix.lower() in _BODIES and head.strip() and not foreign(head)
        else FileKind.UNKNOWN
    )


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to read, folders in order of names, hidden files left out; a mail folder stands for itself.

    Links to folders are not followed: they may lead back to where they stand.
    """
    for path in paths:
        if path.is_dir() and not looks_like_box(path):
            inside = sorted(each for each in path.iterdir() if not each.name.startswith("."))
            yield from files_below(each for each in inside if not (each.is_symlink() and each.is_dir()))
        else:
            yield path
