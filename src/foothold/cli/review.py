"""The last 90 days: five percentages as far as the sources reach, and what stands beside them.

What is not known is said so, or shown as the two ends between which it lies; nothing counts as no because
nobody looked. Below ten meetings there are counts instead of percentages.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from foothold.cli.clock import add_now, now_of
from foothold.cli.exits import DONE, NOT_CONNECTED, USAGE
from foothold.cli.open_seat import open_seat
from foothold.cli.output import again, as_line, day, number_of, put, say

if TYPE_CHECKING:
    from foothold.actions.run_review import NinetyDays


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold review`."""
    parser.add_argument("--days", type=int, default=90, metavar="N", help="how many days to look back (90)")
    add_now(parser)
    parser.add_argument("--team", action="store_true", help="everybody's meetings, for owners and managers")
    parser.add_argument("--json", action="store_true", help="one review/1 document (docs/contracts.md)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")


def run(args: argparse.Namespace) -> int:
    """Print the review of the owner's meetings."""
    if not 1 <= args.days <= 3660:
        say(f"foothold: {args.days} days cannot be reviewed; 5 to 3660 can.")
        return USAGE
    seat = open_seat(args.data)
    if seat is None:
        return NOT_CONNECTED
    from foothold.actions.run_review import run_review
    from foothold.cli.review_text import document, shown

    try:
        found = run_review(seat, now=now_of(args, seat), days=args.days, whole_team=args.team)
    except ValueError as error:
        say(f"foothold: {error}.")
        return USAGE
    if args.json:
        put(as_line(document(found, team=args.team)))
        return DONE
    for line in shown(found):
        put(line)
    _say_notes(found, args)
    return DONE


def _say_notes(found: "NinetyDays", args: argparse.Namespace) -> None:
    counts = found.review.counts
    if found.weeks_without_calendar and counts.held:
        weeks, first = number_of(len(found.weeks_without_calendar), "week"), found.weeks_without_calendar[0]
        say(f"{weeks} without calendar, the first from {day(first)} on: what was held then is not known.")
    if not counts.held:
        say(f"Longer back: {again('review --days 365', args.data)}. Read more in: {again('import PATH', args.data)}")
    elif counts.accounts_without_next_date:
        say(f"Next: {again('today', args.data)} names the customers without a next date.")
