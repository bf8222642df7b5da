"""Read calendars, mails and call logs in: what was met, who answered, what comes next.

PATH is a file of one of the kinds below, or a folder of them; - is standard input. The same export again changes
only what differs. A file that cannot be read is named and stops none of the others. None of it leaves this machine.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from foothold.cli.clock import add_now, now_of
from foothold.cli.command import command
from foothold.cli.exits import CHECK_FAILED, CONFLICT, DONE, NOT_CONNECTED, UNREADABLE, USAGE
from foothold.cli.output import again, as_line, plain, put, say
from foothold.connectors.crm.export_mapping import Told
from foothold.connectors.file_kinds import IMPORTED
from foothold.core.crm_rows import CrmKind

if TYPE_CHECKING:
    from foothold.records.models import Membership


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold import`."""
    parser.epilog = f"Kinds of files. {IMPORTED}"
    parser.add_argument("paths", metavar="PATH", nargs="*", help="file or folder to read; - for standard input")
    parser.add_argument("--me", metavar="ADDRESS", help="your own mail address, where it was not guessed right")
    parser.add_argument("--undo", action="store_true", help="undo the last import")
    parser.add_argument(
        "--map", metavar="COLUMN=FIELD", action="append", default=[], help="what a column of a CRM export holds"
    )
    parser.add_argument("--table", choices=[kind.value for kind in CrmKind], help="what a CRM export is a list of")
    parser.add_argument("--crm", metavar="NAME", help="which CRM it is from, where its columns do not tell")
    parser.add_argument("--dates", choices=["day-first", "month-first"], help="how a CRM export writes its days")
    parser.add_argument("--decimals", choices=["point", "comma"], help="what stands before the cents in it")
    add_now(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would be read; nothing is stored")
    parser.add_argument("--json", action="store_true", help="for programs (docs/contracts.md)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")


def run(args: argparse.Namespace) -> int:
    """Import, look or undo; the exit codes of UX 3."""
    if args.undo and (args.paths or args.me or args.dry_run):
        return _wrong_use("--undo stands alone: it undoes the last import.")
    if args.dry_run and args.me:
        return _wrong_use("--me tells something; with --dry-run nothing is stored.")
    if args.me is not None and not _is_address(args.me):
        return _wrong_use(f'"{plain(args.me)}" is no mail address. Write it as anna@harbour.example')
    if not (args.paths or args.undo or args.me):
        return _wrong_use("name a file or folder to read, or - for standard input.")
    told = _told(args)
    if told is None:
        return _wrong_use("--map says what a column holds: --map 'Deal title=name'")
    if args.dry_run:
        from foothold.cli.dry_run import look

        with _paths(args.paths) as (paths, names):
            return look(paths, json=args.json, names=names, told=told)
    from foothold.cli.open_seat import open_seat

    seat = open_seat(args.data)
    if seat is None:
        return NOT_CONNECTED
    if args.undo:
        return _undo(seat, args)
    if args.me:
        from foothold.actions.tell_who_we_are import tell_who_we_are

        tell_who_we_are(seat, args.me)
    if not args.paths:
        _show_picture(seat, args)
        return DONE
    return _import(seat, args, told)


def _import(seat: "Membership", args: argparse.Namespace, told: Told) -> int:
    from django.utils import timezone

    from foothold.actions.import_files import import_paths, readable, skipped_rows
    from foothold.cli.import_report import calendar_too, lacks_calendar, report_lines, told_here
    from foothold.cli.progress import progress_bar

    with _paths(args.paths) as (paths, names), progress_bar() as bar:
        report = import_paths(seat, paths, now=timezone.now(), told=told, progress=bar)
        report.skipped = told_here(report.skipped)
    report.skipped = [replace(each, what=names.get(each.what, each.what)) for each in report.skipped]
    if args.json:
        skipped = skipped_rows(report.skipped)
        counts = {name: getattr(report, name) for name in ("meetings", "new", "changed", "same")}
        put(as_line({"schema": "import/1", "files": report.files, "read": report.read, "skipped": skipped, **counts}))
    else:
        for line in report_lines(report):
            say(line)
        if lacks_calendar(seat, report):
            say(calendar_too(report))
        if readable(report):
            _show_picture(seat, args)
    return DONE if readable(report) else UNREADABLE


def _show_picture(seat: "Membership", args: argparse.Namespace) -> None:
    from foothold.cli.first_sentence import first_sentence
    from foothold.records.models.people import DemoState

    data = args.data
    if args.json:
        return
    for line in first_sentence(seat, now=now_of(args, seat), data=data):
        put(line)
    if seat.workspace.demo == DemoState.PRESENT:
        away = again("delete --demo", data)
        say(f"The demo is still there and steps back: lists and figures show your own. To send it away: {away}")
    nexts = (again("today", data), again("review --days 90", data), again("serve", data))
    say(f"Next: {', '.join(nexts)}")


def _undo(seat: "Membership", args: argparse.Namespace) -> int:
    from django.utils import timezone

    from foothold.actions.undo_last_import import undo_last_import
    from foothold.cli.import_report import changed_nothing, undone_line

    try:
        undone = undo_last_import(seat, now=timezone.now())
    except ValueError as refused:
        say(f"foothold: {refused}")
        return CONFLICT
    if not undone:
        say("foothold: There is no import to undo.")
        return CHECK_FAILED
    for run in undone:
        if args.json:
            row = {
                "undone": run.files,
                "started_at": run.started_at.isoformat(),
                "new": run.new,
                "changed": run.changed,
            }
            put(as_line(row))
        else:
            put(undone_line(run))
    if changed_nothing(undone):
        say(f"This reading had changed nothing. To take back the one before: {again('import --undo', args.data)}")
    return DONE


def _told(args: argparse.Namespace) -> Told | None:
    """What the options say of a CRM's columns; None for a --map that says nothing."""
    columns: dict[str, str] = {}
    for each in args.map:
        name, equals, what = each.rpartition("=")
        if not equals or not name.strip():
            return None
        columns[name.strip()] = what.strip()
    return Told(
        columns=columns,
        kind=CrmKind(args.table) if args.table else None,
        program=(args.crm or "").strip().lower()[:20],
        day_first={"day-first": True, "month-first": False}.get(args.dates),
        decimal_mark={"point": ".", "comma": ","}.get(args.decimals, ""),
    )


@contextmanager
def _paths(given: list[str]) -> Iterator[tuple[list[Path], dict[str, str]]]:
    """The paths named, and those that are shown by another name: standard input is a file while it is read."""
    if "-" not in given:
        yield [Path(name).expanduser() for name in given], {}
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="foothold-") as folder:
        stdin = Path(folder) / "standard input"
        _keep(stdin)
        yield [stdin if name == "-" else Path(name).expanduser() for name in given], {str(stdin): "-"}


def _keep(path: Path) -> None:
    from shutil import copyfileobj

    with path.open("xb") as file:
        copyfileobj(sys.stdin.buffer, file)


def _is_address(text: str) -> bool:
    name, at, host = text.strip().removeprefix("mailto:").partition("@")
    return bool(name and at and "." in host and "@" not in host) and not any(char.isspace() for char in text.strip())


def _wrong_use(line: str) -> int:
    say(f"foothold: {line}\nTry: {command()} import --help")
    return USAGE
