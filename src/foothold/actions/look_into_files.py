"""What an import would read, line by line, without storing anything (DESIGN 5). No framework is loaded for it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from foothold.actions.recognise_file import FileKind, files_below, recognise, why_unknown
from foothold.connectors.calendar import (
    LARGEST_BYTES,
    CalendarFile,
    entry_json,
    read_calendar,
    read_calendar_csv,
)
from foothold.connectors.crm.call_log import LoggedCall, read_call_log
from foothold.connectors.crm.export_file import NotSure, read_crm
from foothold.connectors.crm.export_mapping import Proposal, Told
from foothold.connectors.mail import message_json, read_box, read_message, read_msg
from foothold.core.calendar_entries import Skipped
from foothold.core.conversation import Unreadable

MOST_REASONS = 20
"""What was left out of one file is named one by one up to here, and counted beyond."""

NOTHING_TOLD = Told()
Line = dict[str, Any]


def look_into(paths: Iterable[Path], *, tz: ZoneInfo, told: Told = NOTHING_TOLD) -> Iterator[Line]:
    """One line a file, of a mailbox one a message; folders are walked in order of names.

    What cannot be read comes as a line with `ok` false and its reason; a bad file never stops the others.
    `tz` is the zone meant where a table of calls or meetings names none. Never raises.
    """
    for given in paths:
        try:
            for path in files_below([given]):
                yield from look_into_one(path, tz=tz, told=told)
        except OSError as error:
            yield _unread(Path(error.filename or given), f"It could not be opened: {error.strerror or error}.")


def look_into_one(path: Path, *, tz: ZoneInfo, told: Told = NOTHING_TOLD) -> Iterator[Line]:
    """The lines of one file or mail folder. Never raises."""
    try:
        yield from _lines(path, tz, told)
    except Unreadable as unreadable:
        yield _unread(path, str(unreadable))
    except OSError as error:
        yield _unread(path, f"It could not be opened: {error.strerror or error}.")
    except MemoryError:
        yield _unread(path, "There is not enough memory for this file.")
    except Exception as error:
        # A reader's fault over one strange file must not keep the others from being read.
        yield _unread(path, f"We failed to read it ({type(error).__name__}); please report that.")


def _lines(path: Path, tz: ZoneInfo, told: Told) -> Iterator[Line]:
    kind = recognise(path)
    if kind is FileKind.MAILS:
        yield from _mails(path)
    elif kind is FileKind.CALENDAR:
        with path.open("rb") as file:
            yield _calendar(path, read_calendar(file, path.name))
    elif kind is FileKind.CALENDAR_CSV:
        yield _calendar(path, read_calendar_csv(_bytes(path), path.name, tz=tz))
    elif kind is FileKind.CALL_LOG:
        yield _calls(path, tz)
    elif kind is FileKind.CRM:
        yield _table(path, tz, told)
    elif kind is FileKind.OUTLOOK_MSG:
        yield message_json(read_msg(_bytes(path), path.name), str(path))
    elif kind is FileKind.MAIL_BODY:
        yield message_json(read_message(_bytes(path), path.name), str(path))
    elif kind is FileKind.CONVERSATION:
        yield _unread(path, "This is a conversation, not a calendar. foothold read reads it.")
    else:
        yield _unread(path, why_unknown(path))


def _calendar(path: Path, calendar: CalendarFile) -> Line:
    return {
        "path": str(path),
        "ok": True,
        "reason": _named(calendar.skipped),
        "method": calendar.method or None,
        "components": [entry_json(entry) for entry in calendar.entries],
    }


def _calls(path: Path, tz: ZoneInfo) -> Line:
    log = read_call_log(_bytes(path), path.name, tz=tz)
    reasons = [*log.warnings, *([named] if (named := _named(log.skipped)) else [])]
    line: Line = {"path": str(path), "ok": True, "reason": " ".join(reasons) or None, "method": None, "components": []}
    return {**line, "calls": [_call(call) for call in log.calls]}


def _table(path: Path, tz: ZoneInfo, told: Told) -> Line:
    try:
        file = read_crm(_bytes(path), path.name, told=told, tz=tz)
    except NotSure as asks:
        return _unread(path, str(asks)) | {"crm": _mapping(asks.proposal)}
    line: Line = {"path": str(path), "ok": True, "reason": _named(file.skipped), "method": None, "components": []}
    return {**line, "crm": {**_mapping(file.proposal), "rows": len(file.rows)}}


def _mapping(proposal: Proposal) -> Line:
    return {
        "program": proposal.program,
        "table": proposal.kind.value if proposal.kind else None,
        "columns": {column.name: column.field or None for column in proposal.columns},
        "asks": list(proposal.asks),
    }


def _call(call: LoggedCall) -> Line:
    return {
        "at": call.at.isoformat(),
        "seconds": call.seconds,
        "direction": call.direction or None,
        "outcome": call.outcome or None,
        "number": call.number,
        "name": call.name,
    }


def _mails(path: Path) -> Iterator[Line]:
    several = _holds_several(path)
    for place, message in read_box(path):
        index = place if several else None
        if isinstance(message, Skipped):
            yield _unread(path, message.reason, index)
            continue
        try:
            yield message_json(read_message(message, path.name), str(path), index)
        except Unreadable as unreadable:
            yield _unread(path, str(unreadable), index)


def _holds_several(path: Path) -> bool:
    """Whether it is a box, which may hold one message or many, and not a single mail."""
    if path.is_dir():
        return True
    with path.open("rb") as file:
        return file.read(1024).removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").startswith(b"From ")


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > LARGEST_BYTES:
        raise Unreadable(f"It has {size / 1e6:,.0f} MB; up to {LARGEST_BYTES / 1e6:,.0f} MB are read.")
    return path.read_bytes()


def _named(skipped: tuple[Skipped, ...]) -> str | None:
    """What was left out of a file that was read otherwise, in one line; None where nothing was."""
    named = [f"{each.what}: {each.reason}" if each.what else each.reason for each in skipped[:MOST_REASONS]]
    if len(skipped) > MOST_REASONS:
        named.append(f"and {len(skipped) - MOST_REASONS:,} more")
    return "; ".join(named) or None


def _unread(path: Path, reason: str, index: int | None = None) -> Line:
    line: Line = {"path": str(path), "ok": False, "reason": reason, "method": None, "components": []}
    return line if index is None else {**line, "index": index}
