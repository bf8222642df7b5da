"""Write everything that is kept, or what is kept about one person, into a folder: JSON, CSV and texts.

With --crm NAME one CSV file for that CRM: its own id, then where each open deal stands (hubspot, salesforce,
pipedrive, csv, or new for the deals no CRM has yet).
"""

import argparse
import sys
from pathlib import Path

from foothold.cli.exits import CHECK_FAILED, CONFLICT, DONE, NOT_CONNECTED, UNREADABLE, USAGE
from foothold.cli.output import number_of
from foothold.cli.serve import prepare_data_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold export`."""
    parser.add_argument("folder", type=Path, help="folder to write into; made when missing; with --crm a file")
    parser.add_argument("--contact", metavar="NAME", help="only what is kept about this person, by name or address")
    parser.add_argument("--crm", metavar="NAME", help="only the columns this CRM reads back, as one CSV file")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")


def run(args: argparse.Namespace) -> int:
    """Write the export of the owner's workspace. A folder with something in it is left alone."""
    folder: Path = args.folder
    if args.crm is not None:
        return _write_back(args, folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        print(f"foothold: {folder} is not empty. Nothing was written. Name a new folder.", file=sys.stderr)
        return CONFLICT
    if not prepare_data_folder(args.data):
        return NOT_CONNECTED
    if args.contact is not None:
        return _export_contact(args.contact, folder)
    from foothold.actions.export_everything import export_to_folder
    from foothold.cli.owner import owners_seat

    count = export_to_folder(owners_seat(), folder)
    print(f"{count} files in {folder}")
    return DONE


def _write_back(args: argparse.Namespace, file: Path) -> int:
    if args.contact is not None:
        print("foothold: --crm and --contact are two exports. Name one of them.", file=sys.stderr)
        return USAGE
    if file.exists():
        print(f"foothold: {file} is there already. Nothing was written. Name another file.", file=sys.stderr)
        return CONFLICT
    if not prepare_data_folder(args.data):
        return NOT_CONNECTED
    from django.utils import timezone

    from foothold.actions.write_back import UnknownCrm, write_back
    from foothold.cli.owner import owners_seat

    try:
        written = write_back(owners_seat(), args.crm.strip().lower(), now=timezone.now())
    except UnknownCrm as unknown:
        print(f"foothold: {unknown} Nothing was written.", file=sys.stderr)
        return CHECK_FAILED
    try:
        file.write_text(written, encoding="utf-8", newline="")
    except OSError as error:
        print(f"foothold: {file} could not be written: {error.strerror or error}.", file=sys.stderr)
        return UNREADABLE
    print(f"{number_of(written.count(chr(13)) - 1, 'deal')} in {file}")
    return DONE


def _export_contact(named: str, folder: Path) -> int:
    from foothold.actions.delete_contact import SeveralPeople, people_called
    from foothold.actions.export_contact import export_contact_to_folder
    from foothold.cli.owner import owners_seat

    seat = owners_seat()
    try:
        people = people_called(seat, named)
    except SeveralPeople as several:
        print(f"foothold: {several} Export the right one in Set up.", file=sys.stderr)
        return CONFLICT
    if not people:
        print("foothold: Nobody of that name is kept. Nothing was written.", file=sys.stderr)
        return CHECK_FAILED
    print(f"{people[0].name} in {export_contact_to_folder(seat, people, folder)}")
    return DONE
