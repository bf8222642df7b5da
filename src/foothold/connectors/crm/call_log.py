"""Call logs as telephones, telephone systems and backup programs export them (CSV), in English and German.

Calls are meetings too. What a log does not say stays empty: a call without an outcome is neither spoken
nor missed.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from foothold.connectors.crm.call_columns import columns_of, is_call_log, plain_name
from foothold.connectors.crm.call_words import (
    Direction,
    Outcome,
    digits,
    direction,
    is_call,
    outcome,
    party,
    seconds,
    spelled_out,
)
from foothold.core.calendar_entries import Skipped
from foothold.core.conversation import Unreadable
from foothold.core.tables import Table, day_first, is_mixed, moment_in, read_table

_MOST_SKIPPED = 1_000
_EXTENSION = 5
"""Longest number inside a telephone system."""
_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One call. `at` is aware; `seconds` of talk, None where the log does not say.

    `number` and `name` are the other party's as written. `outcome` is empty where neither the log nor
    the length tells. `row` is the line in the file, from 1. `key` is the same for the same call in every
    export of it: made of moment, number and direction.
    """

    at: datetime
    seconds: int | None
    number: str
    name: str
    direction: Direction
    outcome: Outcome
    row: int
    key: str


@dataclass(frozen=True, slots=True)
class CallLog:
    """The calls of one file, in its order. `warnings` are guesses a person should check, one line each."""

    calls: tuple[LoggedCall, ...]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Form:
    """How one log is written: where things stand, and what its numbers mean."""

    columns: dict[str, int]
    names: Mapping[str, str]
    day_first: bool
    tz: ZoneInfo
    is_fritz: bool


def looks_like_call_log(head: bytes, name: str) -> bool:
    """Whether the start of a file has a call log's columns: a moment, a number or caller, and a length or kind."""
    if name.lower().rpartition(".")[2] not in {"csv", "tsv", "txt", "log"}:
        return False
    try:
        return is_call_log(columns_of(read_table(head).columns))
    except Unreadable:
        return False


def read_call_log(data: bytes, name: str, *, tz: ZoneInfo) -> CallLog:
    """The calls in a CSV export; times without an offset are in `tz`.

    Raises `Unreadable` naming the columns when it is a table of something else, and as `read_table`.
    """
    table = read_table(data)
    columns = columns_of(table.columns)
    if not is_call_log(columns):
        seen = ", ".join(column for column in table.columns if column)[:200]
        raise Unreadable(f"This table is no call log: it has no columns for time, number and length. It has: {seen}.")
    form, warnings = _form(table, columns, tz)
    calls: list[LoggedCall] = []
    skipped: list[Skipped] = []
    for line, row in zip(table.lines, table.rows, strict=True):
        read = _why_skipped(row, table, form) or _call(row, line, form)
        if isinstance(read, LoggedCall):
            calls.append(read)
        elif len(skipped) < _MOST_SKIPPED:
            skipped.append(Skipped(f"{name}, line {line}", read))
    return CallLog(tuple(_told_apart(calls)), tuple(skipped), warnings)


def _form(table: Table, columns: dict[str, int], tz: ZoneInfo) -> tuple[_Form, tuple[str, ...]]:
    names = {what: plain_name(table.columns[at]) for what, at in columns.items()}
    moment = "at" if "at" in columns else "day"
    order, warnings = _order([row[columns[moment]] for row in table.rows], names)
    zone = _UTC if names[moment].endswith("utc") else tz
    is_fritz = any(plain_name(name) == "nebenstelle" for name in table.columns)
    return _Form(columns, names, order, zone, is_fritz), warnings


def _order(days: list[str], names: Mapping[str, str]) -> tuple[bool, tuple[str, ...]]:
    """Whether the day comes first, and a warning where no row tells."""
    order = day_first(days, None)
    if order is not None:
        return order, ()
    german = bool({"datum", "uhrzeit", "anrufzeit", "dauer", "startzeit", "beginn", "rufnummer"} & set(names.values()))
    first = "day" if german else "month"
    if is_mixed(days):
        return german, (f"Some dates put the day first and others the month. They were read with the {first} first.",)
    for day in days:
        if _noon(day, None) is None and _noon(day, german) is not None:
            return german, (f"No date in this file tells day from month: {day[:20]} was read with the {first} first.",)
    return german, ()


def _noon(day: str, order: bool | None) -> datetime | None:
    return moment_in(day, "12:00", day_first=order, tz=_UTC)


def _why_skipped(row: tuple[str, ...], table: Table, form: _Form) -> str | None:
    if len(row) > len(table.columns):
        return "It has more cells than there are columns."
    kinds = [row[form.columns[what]] for what in ("medium", "direction") if what in form.columns]
    return None if all(map(is_call, kinds)) else "It is a message, not a call."


def _call(row: tuple[str, ...], line: int, form: _Form) -> LoggedCall | str:
    """The call a row tells of, or why it tells of none."""

    def cell(what: str) -> str:
        return row[form.columns[what]] if what in form.columns else ""

    at = moment_in(cell("at") or cell("day"), cell("clock"), day_first=form.day_first, tz=form.tz)
    if at is None:
        return "Its date and time cannot be read."
    kind = spelled_out(cell("direction"), form.is_fritz)
    way, name, number = _other_party(cell, direction(kind))
    if not name and not number:
        return "It names neither a number nor a person."
    # A FRITZ!Box counts in minutes and writes them h:mm.
    length = seconds(cell("length"), form.names.get("length", ""), hours_and_minutes=form.is_fritz)
    said = outcome(cell("outcome"), form.names.get("outcome", ""), kind, length)
    return LoggedCall(at, length, number, name, way, said, line, _key(at, number, name, way))


def _other_party(cell: Callable[[str], str], way: Direction) -> tuple[Direction, str, str]:
    """Direction, name and number of who is not us; with two numbers, the short one is our extension."""
    if cell("number"):
        name, number = party(cell("number"))
        return way, cell("name") or name, number or cell("number")
    caller, called = party(cell("from")), party(cell("to"))
    if not way and len(digits(caller[1])) <= _EXTENSION < len(digits(called[1])):
        way = "out"
    elif not way and len(digits(called[1])) <= _EXTENSION < len(digits(caller[1])):
        way = "in"
    theirs, shown = (caller, "from_name") if way == "in" else (called, "to_name")
    return way, cell(shown) or theirs[0] or cell("name"), theirs[1]


def _key(at: datetime, number: str, name: str, way: Direction) -> str:
    said = f"{at.astimezone(UTC).isoformat()}|{digits(number) or name.casefold()}|{way}"
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


def _told_apart(calls: list[LoggedCall]) -> Iterator[LoggedCall]:
    """Two calls to one number in the same minute are two, where a log writes minutes only."""
    seen: Counter[str] = Counter()
    for call in calls:
        seen[call.key] += 1
        yield call if seen[call.key] == 1 else replace(call, key=f"{call.key}-{seen[call.key]}")
