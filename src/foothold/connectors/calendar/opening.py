"""Whether bytes are a calendar at all, and one line for a person where they are not."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from foothold.connectors.calendar.content_lines import LARGEST_BYTES, Source
from foothold.core.conversation import Unreadable
from foothold.core.decoding import decode, foreign

HEAD_BYTES = 64 * 1024
"""How much of a file is looked at to tell what it is."""

NAMES = (".ics", ".ical", ".icalendar", ".ifb", ".vcs")
"""How a calendar file's name ends."""

_BEGIN = re.compile(r"^[ \t\ufeff]*BEGIN[ \t]*:[ \t]*V(?:CALENDAR|EVENT)\b", re.IGNORECASE | re.MULTILINE)
_PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_MAIL = re.compile(
    r"(?:From|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Subject|Date|To):? \S", re.IGNORECASE
)
_DO = "Nothing was changed. Export the calendar again as an .ics file and open that."


def looks_like_calendar(head: bytes, name: str) -> bool:
    """Whether the first 64 kB of a file, or its name, say that it is an iCalendar file.

    A mail that carries an invitation is a mail.
    """
    if name.lower().endswith(NAMES):
        return True
    if foreign(head):
        return False
    text = decode(head[:HEAD_BYTES])
    return bool(_BEGIN.search(text)) and not _MAIL.match(text.lstrip())


def opened(source: Source, name: str) -> Source:
    """`source` again, once its beginning has been looked at.

    Raises `Unreadable` for an empty file, a web page, a picture, whatever holds no calendar.
    """
    if isinstance(source, bytes):
        _refuse(source[:HEAD_BYTES], name, more=len(source) > HEAD_BYTES, size=len(source))
        return source
    pieces = _pieces(source)
    head = bytearray()
    for piece in pieces:
        head += piece
        if len(head) > HEAD_BYTES:
            break
    _refuse(bytes(head[:HEAD_BYTES]), name, more=len(head) > HEAD_BYTES)
    return chain((bytes(head),), pieces)


def _pieces(source: Iterable[bytes]) -> Iterator[bytes]:
    if hasattr(source, "read"):
        while piece := source.read(HEAD_BYTES):
            yield piece
    else:
        yield from source


def _refuse(head: bytes, name: str, *, more: bool, size: int = 0) -> None:
    if size > LARGEST_BYTES:
        raise Unreadable(
            f"This calendar is {size / 1e6:,.0f} MB; Foothold reads up to {LARGEST_BYTES // 1_000_000} MB. "
            "Nothing was changed. Export a shorter period."
        )
    if not head.strip():
        raise Unreadable(f"This file is empty: there is no calendar in it. {_DO}")
    other = foreign(head)
    if other:
        raise Unreadable(f"This looks like {other}, not a calendar. {_DO}")
    text = decode(head)
    if _PAGE.match(text):
        raise Unreadable(
            "This is a web page, not a calendar: perhaps a page that asks to sign in. Nothing was changed. "
            "Open its address in a browser, sign in, and export the calendar as an .ics file."
        )
    if not more and not _BEGIN.search(text):
        raise not_a_calendar()


def not_a_calendar() -> Unreadable:
    """What a person is told where no calendar begins."""
    return Unreadable(f"There is no calendar in this file: no line says BEGIN:VCALENDAR or BEGIN:VEVENT. {_DO}")
