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
    from foothold.cli.review_text import Own
    from foothold.records.models import Membership


LENGTHS_DRAWN = (30, 90, 180)
"""Days the site draws pictures of."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold review`."""
    parser.add_argument("--days", type=int, default=90, metavar="N", help="how many days to look back (90)")
    add_now(parser)
    parser.add_argument("--team", action="store_true", help="the team you lead, where that is switched on")
    parser.add_argument("--json", action="store_true", help="one review/1 document (docs/contracts.md)")
    parser.add_argument(
        "--by", choices=("purpose", "seller", "team"), help="beside it a table: by kind of meeting, seller or team"
    )
    parser.add_argument("--csv", action="store_true", help="every number and table as CSV")
    parser.add_argument("--png", type=Path, metavar="DIR", help="write its pictures into a folder (needs Pillow)")
    parser.add_argument("--rebuild", action="store_true", help="count the daily numbers anew, then review")
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
    from foothold.records.counterparts import knows_who_we_are, lacks_who_we_are

    now = now_of(args, seat)
    if args.png and (args.days not in LENGTHS_DRAWN or args.now):
        say("foothold: pictures are drawn of the last 30, 90 or 180 days, as of now; leave --now out.")
        return USAGE
    asks_of_team = args.by in {"seller", "team"}
    sees_team = (args.team or asks_of_team) and _may_see_team(seat, args.days)
    # A table of the team stands beside one's own numbers; a file has room for one set of numbers, and says whose.
    team = sees_team and (args.team or args.csv or args.json)
    if team and not args.team:
        say("The numbers are the team's, too: a table by seller is of the team.")
    try:
        if args.rebuild:
            from foothold.actions.settle_review_days import rebuild_review_days

            say(f"{number_of(rebuild_review_days(seat.workspace), 'row')} of daily numbers counted.")
        if args.csv or (args.by and args.json):
            return _put_tables(seat, args, team)
        if args.png:
            return _draw(seat, args, team)
        found = run_review(seat, now=now, days=args.days, whole_team=team)
    except ValueError as error:
        say(f"foothold: {error}.")
        return USAGE
    if args.json:
        put(as_line(document(found, team=team) | {"who_we_are_known": knows_who_we_are(seat)}))
        return DONE
    for line in shown(found, None if team else _own(seat, args, found)):
        put(line)
    if args.by and (sees_team or not asks_of_team):
        _show_table(seat, found, args, team)
    if lacks_who_we_are(seat):
        say(f"Who you are is not known, so nobody's yes is counted: {again('import --me ADDRESS', args.data)}")
    _say_notes(found, args)
    return DONE


def _own(seat: "Membership", args: argparse.Namespace, found: "NinetyDays") -> "Own":
    from foothold.cli.review_text import Own
    from foothold.records.felt import felt
    from foothold.records.review_hints import kept_length

    now = now_of(args, seat)
    return Own(felt(seat, now=now).by_sureness, kept_length(seat, found.window, now=now))


def _may_see_team(seat: "Membership", days: int) -> bool:
    """Whether the team's figures are shown; each of it is told that they were looked at."""
    from django.utils import timezone

    from foothold.actions.look_at import keep_looks
    from foothold.records.models.teams import Screen
    from foothold.records.visibility import persons_in_figures, sees_team_figures

    if not sees_team_figures(seat):
        say("These are your own: no figures of a team are open to you (Set up, People, What managers see).")
        return False
    keep_looks(seat, persons_in_figures(seat), Screen.REVIEW, now=timezone.now(), subject=number_of(days, "day"))
    return True


def _put_tables(seat: "Membership", args: argparse.Namespace, team: bool) -> int:
    from foothold.actions.review_tables import as_csv, tables

    found = tables(seat, args.days, team, now=now_of(args, seat))
    put(as_csv(found).rstrip("\r\n") if args.csv else as_line(found))
    return DONE


def _show_table(seat: "Membership", found: "NinetyDays", args: argparse.Namespace, team: bool) -> None:
    from foothold.actions.run_review import run_review, table_by_purpose, table_by_seller, team_line
    from foothold.cli.review_text import table_lines

    now = now_of(args, seat)
    if args.by == "purpose":
        for line in table_lines(table_by_purpose(found), team=team):
            put(line)
        return
    whole = found if team else run_review(seat, now=now, days=args.days, whole_team=True)
    lines = [team_line(whole.review.counts, "the team, you included")]
    if args.by == "seller":
        sellers = table_by_seller(seat, found.window, now=now)
        if sellers is None:
            say("No table by seller below five sellers.")
            return
        lines = [*sellers, *lines]
    if not team:
        put("beside your own numbers, the team's")
    for line in table_lines(lines, team=True):
        put(line)


_PICTURES = ("ninety-days", "next-dates", "weeks", "felt")


def _draw(seat: "Membership", args: argparse.Namespace, team: bool) -> int:
    """Write the pictures as PNG files: the site's own, asked for by their addresses."""
    try:
        args.png.mkdir(parents=True, exist_ok=True)
        for name in _PICTURES:
            content = _picture(seat, name, args.days, team)
            if content is not None:
                (args.png / f"{name}.png").write_bytes(content)
                put(str(args.png / f"{name}.png"))
    except OSError as error:
        say(f"foothold: {args.png} cannot be written: {error.strerror or error}.")
        return USAGE
    except ModuleNotFoundError:
        say("foothold: Pictures as PNG need Pillow, the extra [png]: pip install pillow. Nothing was written.")
        return NOT_CONNECTED
    return DONE


def _picture(seat: "Membership", name: str, days: int, team: bool) -> bytes | None:
    """One picture; None where there is nothing to draw. Raises ModuleNotFoundError without Pillow."""
    from django.http import Http404, HttpRequest, QueryDict
    from django.urls import resolve, reverse

    request = HttpRequest()
    request.method = "GET"
    request.GET = QueryDict(f"days={days}" + ("&team=1" if team else ""))
    request.seat = seat  # type: ignore[attr-defined]
    found = resolve(reverse("review_png", args=[name]))
    try:
        answer = found.func(request, *found.args, **found.kwargs)
    except Http404:
        return None
    if answer.status_code != 200:
        raise ModuleNotFoundError("PIL")
    return bytes(answer.content)


def _say_notes(found: "NinetyDays", args: argparse.Namespace) -> None:
    counts = found.review.counts
    if found.weeks_without_calendar and counts.held:
        weeks, first = number_of(len(found.weeks_without_calendar), "week"), found.weeks_without_calendar[0]
        say(f"{weeks} without calendar, the first from {day(first)} on: what was held then is not known.")
    if not counts.held:
        say(f"Longer back: {again('review --days 365', args.data)}. Read more in: {again('import PATH', args.data)}")
    elif counts.accounts_without_next_date:
        say(f"Next: {again('today', args.data)} names the customers without a next date.")
