"""Take files in, whatever they are: a bad one never stops the others, and none is taken in by half (DESIGN 5)."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from foothold.actions.check_signatures import signature_check
from foothold.actions.gather_files import Gathered, as_one
from foothold.actions.import_calendar import (
    NO_PROGRESS,
    GivenCalendar,
    Progress,
    Taken,
    finish,
    import_calendar,
    source_of_file,
)
from foothold.actions.import_calls import import_calls
from foothold.actions.import_crm import import_crm
from foothold.actions.import_mails import Mails, import_mails, read_mails
from foothold.actions.recognise_file import FileKind, files_below, recognise, why_unknown
from foothold.actions.record_replies import ANSWERS, Sender, replies_in, store_replies
from foothold.actions.settle import settle_again
from foothold.actions.start_import import note_new, start_import
from foothold.actions.tell_columns import told_before
from foothold.connectors.calendar import (
    CalendarFile,
    ScannedCalendar,
    read_calendar_csv,
    scan_calendar,
    threads_of,
)
from foothold.connectors.crm.call_log import read_call_log
from foothold.connectors.crm.export_file import CrmFile, NotSure, read_crm
from foothold.connectors.crm.export_mapping import Proposal, Told, fingerprint, with_told
from foothold.connectors.mail import read_box, read_message, read_msg
from foothold.core.calendar_entries import Skipped
from foothold.core.conversation import Unreadable
from foothold.core.tables import read_table
from foothold.records.changes_kept import changed_by
from foothold.records.models import Import, Meeting, Membership, Source
from foothold.records.models.sources import SourceType

log = logging.getLogger(__name__)

NOTHING_TOLD = Told()
LARGEST_FILE = 200 * 1024 * 1024
"""Bytes; a larger file is named and left. A mail folder may be as large as it is: it is read mail by mail."""


@dataclass(frozen=True, slots=True)
class AskedTable:
    """A table of which nothing was stored yet: a person must say what its columns hold."""

    name: str
    data: bytes
    proposal: Proposal


@dataclass(slots=True)
class Report:
    """What was read, what it changed, what was skipped and why. `meetings` counts instances, customers' or not.

    `read_as` says of each CRM export how its columns were read; `asked` are tables that wait for a person's word,
    `tables` those that were read.
    """

    files: int = 0
    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    meetings: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    runs: list[Import] = field(default_factory=list)
    read_as: list[tuple[str, Proposal]] = field(default_factory=list)
    asked: list[AskedTable] = field(default_factory=list)
    tables: list[AskedTable] = field(default_factory=list)

    def add(self, taken: Taken, files: int = 1) -> None:
        """Count what one reading of `files` files did."""
        self.read += files
        self.new += taken.new
        self.changed += taken.changed
        self.same += taken.same
        self.skipped += taken.skipped
        self.runs += [taken.run] if taken.run else []


def import_paths(
    seat: Membership,
    paths: Sequence[Path],
    *,
    now: datetime,
    told: Told = NOTHING_TOLD,
    progress: Progress = NO_PROGRESS,
) -> Report:
    """Import files and folders. What cannot be read is named in the report and left alone.

    `told` is what the columns of a CRM's tables hold, as far as a person says it.
    """
    report, gathered, check = Report(), Gathered(), signature_check(seat)
    files = list(files_below(paths))
    for place, path in enumerate(files):
        progress("files", place, len(files))
        report.files += 1
        with _named(path, report):
            kind, alone = recognise(path), path in paths
            if kind is FileKind.CALENDAR:
                _gather(seat, path, gathered, report, alone=alone, now=now)
            elif kind is FileKind.MAILS:
                mails = read_mails(seat, read_box(path), path.name, progress=progress, check=check)
                gathered.add_mails(path, mails, alone=alone)
            elif kind is FileKind.CRM:
                _import_table(seat, path, report, told=told, now=now, progress=progress)
            else:
                report.add(_import(seat, kind, path, now=now, progress=progress))
        if gathered.is_full:
            _import_gathered(seat, gathered, report, now=now, progress=progress)
            gathered = Gathered()
    _import_gathered(seat, gathered, report, now=now, progress=progress)
    progress("files", len(files), len(files))
    sources = [run.source_id for run in report.runs]
    report.meetings = Meeting.objects.in_workspace(seat.workspace_id).filter(entry__source__in=sources).count()
    return report


@contextmanager
def _named(path: Path, report: Report) -> Iterator[None]:
    """Whatever a file cannot give stops that file alone, and is named."""
    try:
        yield
    except Unreadable as unreadable:
        report.skipped.append(Skipped(str(path), str(unreadable)))
    except OSError as error:
        report.skipped.append(Skipped(str(path), _("It cannot be opened: %s.") % (error.strerror or error)))
    except (IntegrityError, DataError) as error:
        log.error("%s could not be stored: %s", path.name, type(error).__name__)
        report.skipped.append(Skipped(str(path), _("It could not be stored; nothing of it was. That is our fault.")))


def import_bytes(
    seat: Membership, data: bytes, name: str, *, now: datetime, progress: Progress = NO_PROGRESS
) -> Report:
    """The same for one file somebody dropped. Raises nothing a person could not read: see `skipped`."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(data)
        report = import_paths(seat, [path], now=now, progress=progress)
    report.skipped = [Skipped(each.what.replace(str(path), name), each.reason) for each in report.skipped]
    return report


def _import_table(
    seat: Membership, path: Path, report: Report, *, told: Told, now: datetime, progress: Progress
) -> None:
    _refuse_large(path)
    data = path.read_bytes()
    try:
        file = read_columns(seat, data, path.name, told)
    except NotSure as asks:
        report.asked.append(AskedTable(path.name, data, asks.proposal))
        raise
    report.read_as.append((path.name, file.proposal))
    report.tables.append(AskedTable(path.name, data, file.proposal))
    report.add(import_crm(seat, file, path.name, told=told, now=now, progress=progress))


def read_columns(seat: Membership, data: bytes, name: str, told: Told = NOTHING_TOLD) -> CrmFile:
    """A CRM's table read as the workspace remembers its columns, and as `told`. Raises as `read_crm`."""
    remembered = told_before(seat, fingerprint(read_table(data).columns))
    return read_crm(data, name, told=with_told(remembered, told), tz=ZoneInfo(seat.workspace.tz))


def _gather(seat: Membership, path: Path, gathered: Gathered, report: Report, *, alone: bool, now: datetime) -> None:
    _refuse_large(path)
    with path.open("rb") as file:
        calendar = scan_calendar(file, path.name)
    if calendar.method in ANSWERS:
        report.add(import_answers(seat, calendar, path.name, now=now))
    else:
        gathered.add(path, calendar, alone=alone)


def _import_gathered(
    seat: Membership, gathered: Gathered, report: Report, *, now: datetime, progress: Progress
) -> None:
    for name, files in gathered.by_calendar.items():
        names = [Path(file).name for file, _calendar in files]
        with _named(Path(name if len(files) > 1 else files[0][0]), report):
            calendar = as_one(name, files)
            report.add(import_calendar(seat, calendar, name, files=names, now=now, progress=progress), len(files))
    for folder, (names, mails) in gathered.by_folder.items():
        with _named(Path(folder), report):
            report.add(import_mails(seat, mails, folder, files=names, now=now), len(names))


def _refuse_large(path: Path) -> None:
    if path.stat().st_size > LARGEST_FILE:
        raise Unreadable(_("The file is larger than 200 MB. Nothing of it was stored. Export a shorter time."))


def _import(seat: Membership, kind: FileKind, path: Path, *, now: datetime, progress: Progress) -> Taken:
    zone, name = ZoneInfo(seat.workspace.tz), path.name
    _refuse_large(path)
    if kind is FileKind.CALENDAR_CSV:
        calendar = _given(read_calendar_csv(path.read_bytes(), name, tz=zone))
        return import_calendar(seat, calendar, name, now=now, progress=progress)
    if kind is FileKind.CALL_LOG:
        return import_calls(seat, read_call_log(path.read_bytes(), name, tz=zone), name, now=now)
    if kind is FileKind.OUTLOOK_MSG:
        message = read_msg(path.read_bytes(), name)
        gaps = [Skipped(name, gap) for gap in message.gaps]
        return import_mails(seat, Mails([message], gaps), name, now=now)
    if kind is FileKind.MAIL_BODY:
        message = read_message(path.read_bytes(), name, with_text=False)
        if not (message.from_address and message.sent_at):
            raise Unreadable(_("This mail names no sender or no day. Nothing of it was stored."))
        return import_mails(seat, Mails([message]), name, now=now)
    if kind is FileKind.CONVERSATION:
        raise Unreadable(_("This is a conversation, not a calendar. Drop it on After, or read it: foothold read."))
    raise Unreadable(why_unknown(path))


def _given(calendar: CalendarFile) -> GivenCalendar:
    threads = {thread.uid: thread for thread in calendar.threads}
    return GivenCalendar(
        name=calendar.name,
        fingerprints={uid: thread.fingerprint for uid, thread in threads.items()},
        threads=lambda uids: [thread for uid, thread in threads.items() if uid in uids],
        skipped=calendar.skipped,
    )


def import_scanned(
    seat: Membership,
    calendar: ScannedCalendar,
    name: str,
    *,
    now: datetime,
    source: Source | None = None,
    demo: bool = False,
    progress: Progress = NO_PROGRESS,
) -> Taken:
    """Import a calendar after its first pass; a REPLY or COUNTER is an answer, no calendar."""
    if calendar.method in ANSWERS:
        return import_answers(seat, calendar, name, now=now)
    given = GivenCalendar(calendar.name, calendar.fingerprints, partial(threads_of, calendar), calendar.skipped)
    return import_calendar(seat, given, name, now=now, source=source, demo=demo, progress=progress)


def import_answers(seat: Membership, calendar: ScannedCalendar, name: str, *, now: datetime) -> Taken:
    """Store the answers of a REPLY or COUNTER file: nobody verified who sent it (E3)."""
    with transaction.atomic():
        source = source_of_file(seat, SourceType.CALENDAR_FILE, name, name)
        run = start_import(seat, source, [name], now=now)
        threads = threads_of(calendar, set(calendar.fingerprints))
        entries = [entry for thread in threads for entry in thread.entries]
        replies, skipped = replies_in(seat, entries, Sender(), source, name)
        new, touched = store_replies(seat, replies)
        note_new(run, "reply", replies)
        with changed_by(run):
            settle_again(seat, touched)
        taken = Taken(new=new, same=len(replies) - new, skipped=[*calendar.skipped, *skipped])
        finish(run, taken, now=now)
    return taken


def readable(report: Report) -> bool:
    """Whether anything at all could be read."""
    return report.read > 0


def skipped_rows(skipped: Iterable[Skipped]) -> list[dict[str, str]]:
    """As the contract import/1 writes them."""
    return [{"path": each.what, "reason": each.reason} for each in skipped]
