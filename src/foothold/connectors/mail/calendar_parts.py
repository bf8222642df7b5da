"""The text/calendar parts of a mail, raw: an action hands them to the calendar (DESIGN 2)."""

import email.message
from collections.abc import Iterator

from foothold.connectors.mail.charset import characters
from foothold.connectors.mail.headers import unfolded
from foothold.connectors.mail.parts import content, content_type, parameter, pieces, tolerant

MOST_PARTS = 20
LARGEST_PART = 5_000_000
_DEEPEST = 60
_KINDS = frozenset({"text/calendar", "application/ics", "text/x-vcalendar", "application/x-ics"})
_MAY_BE_ANYTHING = frozenset({"application/octet-stream", "text/plain", "application/calendar"})
_WORDS = (b"calendar", b".ics", b"/ics", b"x-ics")


def may_hold_calendar(data: bytes) -> bool:
    """A quick no for the many mails without any calendar part."""
    lowered = data.lower()
    return any(word in lowered for word in _WORDS)


def calendar_parts(message: email.message.Message) -> tuple[bytes, ...]:
    """The calendar parts of this mail itself, in UTF-8, each once; those of forwarded mails are not its own.

    At most `MOST_PARTS` of at most `LARGEST_PART` bytes; what is beyond is left out.
    """
    found: dict[bytes, None] = {}
    for part in _leaves(message):
        if len(found) >= MOST_PARTS:
            break
        if _is_calendar(part):
            data = _content(part)
            if data.strip() and len(data) <= LARGEST_PART:
                found.setdefault(data)
    return tuple(found)


def _leaves(message: email.message.Message) -> Iterator[email.message.Message]:
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        inner = pieces(part)
        if inner is None:
            yield part
        elif depth < _DEEPEST and not content_type(part).startswith("message/"):
            waiting += [(piece, depth + 1) for piece in reversed(inner)]


def _is_calendar(part: email.message.Message) -> bool:
    kind = content_type(part)
    if kind in _KINDS:
        return True
    name = tolerant(part.get_filename, None)
    return kind in _MAY_BE_ANYTHING and unfolded(str(name or "")).lower().endswith((".ics", ".ical", ".vcs"))


def _content(part: email.message.Message) -> bytes:
    data = content(part)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return characters(data, parameter(part, "charset")).encode()
    return data
