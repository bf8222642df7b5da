"""Delete a person, the demo team or everything, for good. Asks once on a terminal; --yes does not ask."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from foothold.cli.exits import CHECK_FAILED, CONFLICT, DONE, NOT_CONNECTED, USAGE
from foothold.cli.serve import prepare_data_folder

if TYPE_CHECKING:
    from foothold.records.models import Membership


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold delete`."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--contact", metavar="NAME", help="erase a person by the exact name or address")
    what.add_argument("--demo", action="store_true", help="send the demo team away")
    what.add_argument("--everything", action="store_true", help="delete everything")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")


def run(args: argparse.Namespace) -> int:
    """Delete what was named, once it was meant."""
    if not args.yes and not _is_meant(args):
        return USAGE
    if not prepare_data_folder(args.data):
        return NOT_CONNECTED
    from foothold.cli.owner import owners_seat

    seat = owners_seat()
    if args.contact:
        return _delete_contact(seat, args.contact)
    if args.demo:
        from foothold.actions.remove_demo import remove_demo

        remove_demo(seat.workspace)
        print("The demo team is gone.")
        return DONE
    from foothold.actions.delete_everything import delete_everything

    delete_everything(seat.workspace)
    print("Everything is deleted.")
    return DONE


def _delete_contact(seat: "Membership", named: str) -> int:
    from foothold.actions.delete_contact import SeveralPeople, delete_person

    try:
        found = delete_person(seat, named)
    except SeveralPeople as several:
        print(f"foothold: {several} Erase the right one in Set up.", file=sys.stderr)
        return CONFLICT
    if not found:
        print("foothold: Nobody of that name is kept. Nothing was deleted.", file=sys.stderr)
        return CHECK_FAILED
    print(f"{named} is erased everywhere.")
    return DONE


def _is_meant(args: argparse.Namespace) -> bool:
    """Ask on a terminal; without one nothing is deleted unless --yes says so."""
    if not sys.stdin.isatty():
        print("foothold: Nothing was deleted. Add --yes to mean it.", file=sys.stderr)
        return False
    what = f"{args.contact}, everywhere" if args.contact else "the demo team" if args.demo else "everything"
    print(f"Delete {what}, for good? Type yes: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() == "yes"
