"""What an import read and what its undo took out, in words for a terminal (UX 3)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

from foothold.actions.import_crm import PROGRAM_NAMES
from foothold.actions.import_files import Report
from foothold.actions.recognise_file import FileKind, recognise
from foothold.cli.command import command
from foothold.cli.output import day, end_of, number_of, plain
from foothold.connectors.crm.export_mapping import Proposal
from foothold.core.calendar_entries import Skipped
from foothold.records.answers_brought import Said, answers_brought
from foothold.records.models import CalendarEntry, Import, ImportChange, Membership
from foothold.records.models.sources import SourceType

ANSWERS_NAMED = 3
"""Customers who answered that are named."""
_ANSWERED = {Said.YES: "accepted", Said.NO: "said no to", Said.MAYBE: "said maybe to", Said.OTHER_TIME: "asks for"}
MOST_NAMED = 12
"""Reasons for leaving something out that are named on a terminal; --json names all."""

CALENDARS = (SourceType.CALENDAR_FILE.value, SourceType.CALENDAR_ADDRESS.value, SourceType.CALENDAR_SERVER.value)
UNITS = {
    SourceType.CALENDAR_FILE.value: ("entry", "entries"),
    SourceType.CALENDAR_ADDRESS.value: ("entry", "entries"),
    SourceType.CALENDAR_SERVER.value: ("entry", "entries"),
    SourceType.MAILS.value: ("mail", "mails"),
    SourceType.CALLS.value: ("call", "calls"),
    SourceType.CRM.value: ("CRM row", "CRM rows"),
}
_ANSWER = ("answer", "answers")


def report_lines(report: Report) -> list[str]:
    """What was read and what it changed, then what was left out and why, alike ones together."""
    if not report.files:
        return ["foothold: There is no file in there. Nothing was stored."]
    read = f"{report.read:,} of {number_of(report.files, 'file')}"
    new = _counted(report.new, report.runs)
    lines = [f"Read {read}: {new} new, {report.changed:,} changed, {report.same:,} the same."]
    lines += [line for run in report.runs for line in answer_lines(run)]
    by_reason = _by_reason(report.skipped)
    lines += [line for name, proposal in report.read_as for line in columns_lines(name, proposal)]
    for reason, left in list(by_reason.items())[:MOST_NAMED]:
        more = f" and {len(left) - 2:,} more" if len(left) > 2 else ""
        label = "to know " if left[0].was_read else "left out"
        lines.append(f"  {label}  {', '.join(end_of(each.what) for each in left[:2])}{more}")
        lines.append(f"            {plain(reason, 240)}")
    if len(by_reason) > MOST_NAMED:
        lines.append(f"  left out  for {len(by_reason) - MOST_NAMED:,} more reasons; --json names them all")
    return lines


def answer_lines(run: Import) -> list[str]:
    """Who answered what by what was read: three by name, day and time, the others counted."""
    found = answers_brought(run)
    zone = ZoneInfo(run.workspace.tz) if found else UTC
    lines = []
    for each in found[:ANSWERS_NAMED]:
        at = each.at.astimezone(zone)
        clock = "" if each.all_day else f" {at:%H:%M}"
        lines.append(f"  {plain(each.name)} {_ANSWERED[each.said]} {day(at.date())}{clock}")
    more = len(found) - ANSWERS_NAMED
    return [*lines, f"  and {more:,} more answered"] if more > 0 else lines


def columns_lines(name: str, proposal: Proposal) -> list[str]:
    """How the columns of a CRM's table were read, so that a person sees what we took for what."""
    listed = proposal.kind.value if proposal.kind else "?"
    lines = [f"  {plain(name)}: {listed} of {PROGRAM_NAMES.get(proposal.program, plain(proposal.program))}"]
    lines += [f"    {plain(column.name):<32} {column.field}" for column in proposal.columns if column.field]
    unread = [plain(column.name, 30) for column in proposal.columns if not column.field]
    if unread:
        more = f" and {len(unread) - 4:,} more" if len(unread) > 4 else ""
        lines.append(f"    not read: {', '.join(unread[:4])}{more}. Other: --map 'Column=field'")
    return lines


def told_here(skipped: Iterable[Skipped]) -> list[Skipped]:
    """The same, with what to do about a conversation in the terminal's words: it has no page to drop a file on.

    Call it while the files are there. One file is looked at for each reason, however many were left out for it.
    """
    listed = list(skipped)
    said = {reason for reason, left in _by_reason(listed).items() if _is_conversation(left[0].what)}
    here = f"This is a conversation, not a calendar. Read it: {command()} read FILE"
    return [replace(each, reason=here) if each.reason in said else each for each in listed]


def lacks_calendar(seat: Membership, report: Report) -> bool:
    """Whether mails or calls were read and there is no calendar in which the meetings stand that they speak of."""
    if not any(
        (run.source.kind not in CALENDARS and run.source.kind != SourceType.CRM) or _brought_answers(run)
        for run in report.runs
    ):
        return False
    entries = CalendarEntry.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    return not entries.filter(source__kind__in=CALENDARS, source__demo=False).exists()


def calendar_too(report: Report) -> str:
    """What mails or calls without a calendar wait for. Calls find their customer by its people while they are read."""
    if any(run.source.kind == SourceType.CALLS for run in report.runs):
        return "Import your calendar too, then the call log again: answers and calls are shown beside its meetings."
    return "Import your calendar too: answers and calls are shown beside its meetings."


def undone_line(run: Import) -> str:
    """What the undo of one reading did."""
    names = ", ".join(plain(name) for name in run.files[:3]) or "an import"
    return f"Undone: {names}. {_counted(run.new, [run])} taken out, {run.changed:,} put back as before."


def changed_nothing(undone: Sequence[Import]) -> bool:
    """Whether these readings had found everything as it was, so that to undo them changed nothing either."""
    if not undone:
        return False
    changes = ImportChange.objects.in_workspace(undone[0].workspace_id)
    return not changes.filter(run__in=[run.pk for run in undone]).exists()


def _counted(count: int, runs: Sequence[Import]) -> str:
    """15 entries, 1 mail; only the number where the readings count different things."""
    units = {_unit(run) for run in runs}
    return number_of(count, *units.pop()) if len(units) == 1 else f"{count:,}"


def _unit(run: Import) -> tuple[str, str]:
    return _ANSWER if _brought_answers(run) else UNITS[run.source.kind]


def _brought_answers(run: Import) -> bool:
    """Whether a calendar file is an answer to an invitation: what one reading of it brought was replies."""
    if run.source.kind not in CALENDARS:
        return False
    changes = ImportChange.objects.in_workspace(run.workspace_id)
    return changes.filter(run__source=run.source_id, model="reply").exists()


def _by_reason(skipped: Iterable[Skipped]) -> dict[str, list[Skipped]]:
    by_reason: dict[str, list[Skipped]] = {}
    for each in skipped:
        by_reason.setdefault(each.reason, []).append(each)
    return by_reason


def _is_conversation(path: str) -> bool:
    try:
        return Path(path).is_file() and recognise(Path(path)) is FileKind.CONVERSATION
    except (OSError, ValueError):
        return False
