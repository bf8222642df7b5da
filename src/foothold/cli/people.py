"""Who sits in this workspace, with role and team; and a way back in for a colleague who lost his.

Inviting, roles, teams and leaving are on the site: Set up, People. A link for somebody else is made here alone: who
has this terminal has everything anyway, and an admin of the site could sit in a colleague's seat with it.
"""

import argparse
import os
from pathlib import Path

from foothold.cli.exits import DONE, NOT_CONNECTED, USAGE
from foothold.cli.output import again, as_line, plain, put, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold people`."""
    parser.add_argument("--link", metavar="ADDRESS", help="print a one-time link for the colleague of this address")
    parser.add_argument("--json", action="store_true", help="one JSON line a person")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")
    parser.add_argument(
        "--public",
        metavar="URL",
        default=os.environ.get("FOOTHOLD_PUBLIC") or None,
        help="the address the site is reached by, as given to foothold serve (FOOTHOLD_PUBLIC)",
    )


def run(args: argparse.Namespace) -> int:
    """List, or print a link."""
    from foothold.cli.serve import prepare_data_folder
    from foothold.records.public_address import public_address

    address = None
    if args.link:
        if not args.public:
            say("foothold: which address is the site reached by? Add --public https://...")
            return USAGE
        try:
            address = public_address(
                args.public, allow_plain_loopback=os.environ.get("FOOTHOLD_PUBLIC_FOR_TESTS") == "1"
            )
        except ValueError as wrong:
            say(f"foothold: {wrong}")
            return USAGE
    if not prepare_data_folder(args.data):
        return NOT_CONNECTED
    return _print_link(args, address.url) if address else _list(as_json=args.json)


def _list(*, as_json: bool) -> int:
    from foothold.cli.owner import owners_seat
    from foothold.records.colleagues import colleagues

    for each in colleagues(owners_seat().workspace_id):
        seat = each.seat
        leads = [team.name for team in each.leads]
        if as_json:
            named = {"name": seat.user.name, "address": seat.user.address, "role": seat.role}
            put(as_line({**named, "team": seat.team.name if seat.team else None, "leads": leads}))
        else:
            team = f", {plain(seat.team.name)}" if seat.team else ""
            led = f", leads {plain(', '.join(leads))}" if leads else ""
            put(f"{plain(seat.user.name)} <{plain(seat.user.address, 254)}>  {seat.role}{team}{led}")
    return DONE


def _print_link(args: argparse.Namespace, url: str) -> int:
    from django.utils import timezone

    from foothold.actions.open_workspace import make_entry_link
    from foothold.records.ways_in import seated_person

    person = seated_person(args.link)
    if person is None:
        say(f"foothold: nobody here goes by {plain(args.link, 254)}. {again('people', args.data)} lists who is here.")
        return USAGE
    put(f"{url}/enter/{make_entry_link(person, now=timezone.now())}")
    say("It works once, within 30 minutes, and asks for a new password.")
    return DONE
