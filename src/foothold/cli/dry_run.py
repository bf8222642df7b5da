"""What an import would read, for people or as JSON lines; nothing is stored and no framework loaded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from foothold.actions.look_into_files import NOTHING_TOLD, look_into
from foothold.cli.exits import DONE, UNREADABLE
from foothold.cli.output import as_line, end_of, number_of, plain, put, say, width
from foothold.cli.serve import time_zone
from foothold.connectors.crm.export_mapping import Told


def look(paths: list[Path], *, json: bool, names: dict[str, str], told: Told = NOTHING_TOLD) -> int:
    """Print one line a file (JSON: a mail one a message); 3 where nothing at all can be read.

    `names` are the paths that are shown by another name.
    """
    found = look_into(paths, tz=ZoneInfo(time_zone()), told=told)
    lines = ({**line, "path": names.get(line["path"], line["path"])} for line in found)
    return _as_json(lines) if json else _as_table(lines)


def _as_json(lines: Iterator[dict[str, Any]]) -> int:
    read = 0
    for line in lines:
        read += line["ok"]
        put(as_line(line))
    return DONE if read else UNREADABLE


@dataclass(slots=True)
class _Seen:
    """What one file holds."""

    path: str
    entries: int = 0
    mails: int = 0
    calls: int = 0
    rows: int = 0
    method: str = ""
    calendar: bool = False
    reasons: list[str] = field(default_factory=list)
    left_out: int = 0

    def add(self, line: dict[str, Any]) -> None:
        self.reasons += [line["reason"]] if line["reason"] else []
        if not line["ok"]:
            self.left_out += 1
        elif "message_id" in line:
            self.mails += 1
        elif "crm" in line:
            self.rows += line["crm"]["rows"]
        elif "calls" in line:
            self.calls += len(line["calls"])
        else:
            self.calendar, self.method = True, line["method"] or ""
            self.entries += len(line["components"])

    @property
    def is_read(self) -> bool:
        return self.calendar or self.mails > 0 or self.calls > 0 or self.rows > 0 or not self.left_out

    @property
    def what(self) -> str:
        if not self.is_read:
            return "left out"
        if self.mails:
            return number_of(self.mails, "mail")
        if self.rows:
            return number_of(self.rows, "CRM row")
        if not self.calendar:
            return number_of(self.calls, "call")
        said = number_of(self.entries, "entry", "entries")
        return f"{said}, {self.method}" if self.method else said


def _as_table(lines: Iterator[dict[str, Any]]) -> int:
    counts = {"files": 0, "calendars": 0, "entries": 0, "mails": 0, "calls": 0, "rows": 0, "left out": 0}
    for seen in _by_file(lines):
        _put_row(seen)
        counts["files"] += 1
        counts["calendars"] += seen.calendar
        counts["entries"] += seen.entries
        counts["mails"] += seen.mails
        counts["calls"] += seen.calls
        counts["rows"] += seen.rows
        counts["left out"] += seen.left_out
    if not counts["files"]:
        say("foothold: There is no file in there.")
        return UNREADABLE
    said = [number_of(counts["files"], "file")]
    if counts["calendars"]:
        entries = number_of(counts["entries"], "entry", "entries")
        said.append(f"{number_of(counts['calendars'], 'calendar')} with {entries}")
    said += [number_of(counts["mails"], "mail")] if counts["mails"] else []
    said += [number_of(counts["calls"], "call")] if counts["calls"] else []
    said += [number_of(counts["rows"], "CRM row")] if counts["rows"] else []
    said += [f"{counts['left out']:,} left out"] if counts["left out"] else []
    put(f"{', '.join(said)}. Nothing was stored (--dry-run).")
    return DONE if counts["calendars"] + counts["mails"] + counts["calls"] + counts["rows"] else UNREADABLE


def _by_file(lines: Iterator[dict[str, Any]]) -> Iterator[_Seen]:
    """The lines of each file together; a mailbox of any length is counted, not held."""
    seen: _Seen | None = None
    for line in lines:
        if seen is None or seen.path != line["path"]:
            if seen is not None:
                yield seen
            seen = _Seen(line["path"])
        seen.add(line)
        del seen.reasons[3:]
    if seen is not None:
        yield seen


def _put_row(seen: _Seen) -> None:
    room = width()
    name = max(20, room - 62)
    reasons = plain("; ".join(seen.reasons), 36 if seen.is_read else 200)
    put(f"{end_of(seen.path, name):<{name}}  {seen.what:<22}  {reasons}".rstrip())
