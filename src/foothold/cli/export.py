"""Write everything that is kept, or what is kept about one person, into a folder: JSON and texts."""

import argparse
import sys
from pathlib import Path

from foothold.cli.exits import CHECK_FAILED, CONFLICT, DONE, NOT_CONNECTED
from foothold.cli.serve import prepare_data_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold export`."""
    parser.add_argument("folder", type=Path, help="folder to write into; made when missing")
    parser.add_argument("--contact", metavar="NAME", help="only what is kept about this person, by name or address")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")


def run(args: argparse.Namespace) -> int:
    """Write the export of the owner's workspace. A folder with something in it is left alone."""
    folder: Path = args.folder
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
