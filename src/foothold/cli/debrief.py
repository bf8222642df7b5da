"""After a meeting: what only you know of it, or that they, or you, did not come."""

import argparse
import shlex
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from foothold.cli.clock import add_now, now_of
from foothold.cli.exits import CHECK_FAILED, CONFLICT, DONE, NOT_CONNECTED, USAGE
from foothold.cli.open_seat import open_seat
from foothold.cli.output import again, as_line, moment, plain, put, say

if TYPE_CHECKING:
    from foothold.records.models import Feeling, Meeting, Membership

_SURE = (0, 25, 50, 75, 100)
_MET = ("yes", "partly", "no")
_MISSED = {"customer": "They did not come.", "ours": "We did not come."}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold debrief`."""
    parser.add_argument(
        "who", nargs="?", default="", metavar="WHO|TIME", help="a customer, a person, or a time as 13:30 (the last one)"
    )
    parser.add_argument("--met", choices=_MET, help="did you get what you came for")
    parser.add_argument(
        "--sure", type=int, choices=_SURE, metavar="N", help="how sure the next date is to be held: 0, 25, 50, 75, 100"
    )
    parser.add_argument("--promised", default="", metavar="WORDS", help="what they promised, and you, in your words")
    came = parser.add_mutually_exclusive_group()
    came.add_argument("--they-missed", dest="absent", action="store_const", const="customer", help="they did not come")
    came.add_argument("--we-missed", dest="absent", action="store_const", const="ours", help="you did not come")
    came.add_argument("--not-missed", dest="absent", action="store_const", const="", help="take that back")
    add_now(parser)
    parser.add_argument("--json", action="store_true", help="one debrief/1 document (docs/contracts.md)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")


def run(args: argparse.Namespace) -> int:
    """Keep what was said of the last meeting, or of the last one with somebody, and print what is known of it."""
    seat = open_seat(args.data)
    if seat is None:
        return NOT_CONNECTED
    from foothold.records.afterwards import meeting_to_debrief

    now = now_of(args, seat)
    found = meeting_to_debrief(seat, args.who, now=now)
    if found is None:
        wanted = f' with "{plain(args.who)}"' if args.who else ""
        say(f"No customer meeting that has begun{wanted} is known. Next: {again('today', args.data)}")
        return CHECK_FAILED
    felt = args.met is not None or args.sure is not None or args.promised.strip()
    if felt and args.absent:
        say("foothold: What nobody came to had no outcome. Say the one or the other.")
        return USAGE
    if felt:
        from foothold.actions.say_after import SaidAfter, say_after

        said = SaidAfter(met=args.met or "", sure=args.sure, promised=args.promised)
        say_after(seat, found, said, now=now)
    code = _tell(seat, found, args.absent, now) if args.absent is not None else DONE
    _print(args, seat, found, now)
    return code


def _tell(seat: "Membership", meeting: "Meeting", absent: str, now: datetime) -> int:
    from foothold.actions.tell_absence import take_back_absence, tell_absence
    from foothold.core.evidence import Side

    if not absent:
        take_back_absence(seat, meeting)
        return DONE
    try:
        return DONE if tell_absence(seat, meeting, Side(absent), now=now) else CONFLICT
    except ValueError as wrong:
        say(f"foothold: {wrong}")
        return USAGE


def _print(args: argparse.Namespace, seat: "Membership", meeting: "Meeting", now: datetime) -> None:
    zone, felt = ZoneInfo(seat.workspace.tz), _felt(seat, meeting)
    if args.json:
        put(as_line(_document(meeting, felt, zone)))
        return
    who = plain(meeting.account.name) if meeting.account else "unknown"
    ends = f"{meeting.ended_at.astimezone(zone):%H:%M}"
    put(f"{plain(meeting.title or 'No title')}, {who}, {moment(meeting.held_at, zone, now)}-{ends}")
    if meeting.missed_by is not None:
        put(f"{_MISSED[meeting.missed_by.value]} It does not count as held, and is not judged.")
        customer = shlex.quote(who) if meeting.account else "WHO"
        undo = f"debrief {shlex.quote(args.who)} --not-missed" if args.who else "debrief --not-missed"
        say(f"Next: {again(f'book {customer} WHEN', args.data)}. It was not so: {again(undo, args.data)}")
        return
    if meeting.was_there:
        put(_was_there(meeting))
    put(_felt_words(felt))


def _was_there(meeting: "Meeting") -> str:
    from foothold.records.heard import heard_in

    heard = ", ".join(plain(each) for each in heard_in(meeting))
    why = f"{heard} spoke in it" if heard else "They said how it was"
    return f"You said that somebody did not come. {why}, so it was held."


def _felt_words(felt: "Feeling | None") -> str:
    if felt is None:
        return "How it was you did not say: --met and --sure, or --they-missed."
    sure = "not said" if felt.sure is None else f"{felt.sure} %"
    late = " (late)" if felt.late else ""
    return f"got what you came for: {felt.met or 'not said'}; sure of the next date: {sure}{late}"


def _felt(seat: "Membership", meeting: "Meeting") -> "Feeling | None":
    from foothold.records.models import Feeling

    return Feeling.objects.in_workspace(seat.workspace_id).filter(meeting=meeting, user=seat.user).first()


def _document(meeting: "Meeting", felt: "Feeling | None", zone: ZoneInfo) -> dict[str, Any]:
    return {
        "schema": "debrief/1",
        "id": str(meeting.pk),
        "start": meeting.held_at.astimezone(zone).isoformat(),
        "end": meeting.ended_at.astimezone(zone).isoformat(),
        "account": meeting.account.name if meeting.account else None,
        "title": meeting.title,
        "met": (felt.met or None) if felt else None,
        "sure": felt.sure if felt else None,
        "late": felt.late if felt else None,
        "missed_by": meeting.missed_by.value if meeting.missed_by else None,
        "was_held_by_their_words": meeting.was_there,
    }
