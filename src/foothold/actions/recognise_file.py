"""What a file is, by its content first and its name second. Reads no more than its beginning; stores nothing."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from errno import EINVAL
from pathlib import Path

from foothold.connectors.calendar import looks_like_calendar, looks_like_calendar_csv
from foothold.connectors.crm.call_log import looks_like_call_log
from foothold.connectors.crm.export_file import looks_like_table
from foothold.connectors.file_kinds import ALL
from foothold.connectors.mail import looks_like_box
from foothold.core.decoding import foreign, is_no_text

ENOUGH_TO_TELL = 64 * 1024
"""Bytes of the beginning that are looked at."""
_OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins: Outlook's .msg, and old office documents."""


class FileKind(StrEnum):
    CALENDAR = "calendar"
    CALENDAR_CSV = "calendar_csv"
    CALL_LOG = "call_log"
    CRM = "crm"
    MAILS = "mails"
    OUTLOOK_MSG = "outlook_msg"
    MAIL_BODY = "mail_body"
    CONVERSATION = "conversation"
    UNKNOWN = "unknown"


_NAMED = {
    ".csv": "This is no table: nothing makes columns of its lines. Export it again as CSV.",
    ".tsv": "This is no table: nothing makes columns of its lines. Export it again as CSV.",
    ".ics": "This is named like a calendar, but there is none in it. Export it again.",
    ".msg": "This is named like an Outlook mail, but there is none in it. Save it from Outlook again.",
    ".mbox": "This is named like a mail folder, but there is no mail in it. Export it again.",
    ".pst": "Outlook's own data file is not read. Export the calendar from Outlook as ICS or CSV.",
}
_TEXT = frozenset({".csv", ".tsv", ".ics", ".mbox", ".eml", ".txt", ".vtt", ".srt", ".md"})
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
    # Any other table may be a CRM's: whose, and what of, its columns tell, or a person does.
    if looks_like_table(head, name):
        return FileKind.CRM
    if path.suffix.lower() in _CONVERSATIONS:
        return FileKind.CONVERSATION
    # A mail saved as a web page, or what is left of one without its headers.
    return (
        FileKind.MAIL_BODY
        if path.suffix.lower() in _BODIES and head.strip() and not foreign(head)
        else FileKind.UNKNOWN
    )


def why_unknown(path: Path) -> str:
    """Why nothing can be made of a file: what is wrong with it where it is called like one we read."""
    with open(path, "rb") as file:
        head = file.read(ENOUGH_TO_TELL)
    ending = path.suffix.lower()
    if not head.removeprefix(b"\xef\xbb\xbf").strip():
        return "This file is empty. Export it again."
    what = foreign(head)
    if ending in _TEXT and what:
        return f"This looks like {what}, whatever its name says. Export it again."
    if ending in _TEXT and is_no_text(head):
        return "This is no text, whatever its name says: it may be damaged, or of another program. Export it again."
    return _NAMED.get(ending, f"We do not know this kind of file. We read {ALL}")


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
