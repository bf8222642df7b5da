"""A way back in for the owner: a one-time link, printed on the machine itself.

Whoever may run this on the server owns what is on it. The link opens once, within 30 minutes, and asks for a new
address and password; devices that are lost can be forgotten there.
"""

import argparse
import os
from pathlib import Path

from foothold.cli.exits import DONE, NOT_CONNECTED, USAGE
from foothold.cli.output import again, put, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold owner`."""
    parser.add_argument("--link", action="store_true", help="print a one-time link for the owner")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")
    parser.add_argument(
        "--public",
        metavar="URL",
        default=os.environ.get("FOOTHOLD_PUBLIC") or None,
        help="the address the site is reached by, as given to foothold serve (FOOTHOLD_PUBLIC)",
    )


def run(args: argparse.Namespace) -> int:
    """Print the link."""
    from foothold.cli.serve import prepare_data_folder
    from foothold.records.public_address import public_address

    if not args.link:
        say(f"foothold: say what you want: {again('owner --link', args.data)}")
        return USAGE
    if not args.public:
        say(
            "foothold: which address is the site reached by? Add --public https://... "
            f"For a site on this machine only: {again('serve --once-url', args.data)}"
        )
        return USAGE
    try:
        allow = os.environ.get("FOOTHOLD_PUBLIC_FOR_TESTS") == "1"
        address = public_address(args.public, allow_plain_loopback=allow)
    except ValueError as wrong:
        say(f"foothold: {wrong}")
        return USAGE
    if not prepare_data_folder(args.data):
        return NOT_CONNECTED
    from django.utils import timezone

    from foothold.actions.open_workspace import make_entry_link
    from foothold.cli.owner import owners_seat

    put(f"{address.url}/enter/{make_entry_link(owners_seat().user, now=timezone.now())}")
    say("It works once, within 30 minutes.")
    return DONE
