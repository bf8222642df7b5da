"""Book the next meeting: a date and time in both calendars, with a topic and what both sides bring."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foothold.cli.clock import add_now, now_of
from foothold.cli.exits import CHECK_FAILED, CONFLICT, DONE, NOT_CONNECTED, USAGE
from foothold.cli.open_seat import open_seat
from foothold.cli.output import again, as_line, day, moment, plain, put, say

if TYPE_CHECKING:
    from foothold.actions.book_next_step import NextDate
    from foothold.core.slots import SlotState
    from foothold.reading.said_slot import SaidSlot
    from foothold.records.closing import ToClose
    from foothold.records.models import Account, Invitation, Membership

_LENGTH = re.compile(r"(?:(\d{1,2})\s*h(?:ours?)?)?\s*(?:(\d{1,3})\s*(?:m|min|minutes)?)?$", re.IGNORECASE)
_LONGEST = timedelta(hours=12)
_STATE_WORDS = {
    "past": "That has passed.",
    "taken": "You have another meeting then.",
    "holiday": "A holiday, or they are away.",
    "outside hours": "Outside working hours.",
    "unknown": "Your calendar is not known there.",
    "free": "You are free.",
}


@dataclass(frozen=True, slots=True)
class _Whom:
    """Whom a name means: a customer, the people to invite; `problem` says why it means nobody, `code` how it ends."""

    account: "Account | None" = None
    people: Sequence[tuple[str, str]] = ()
    problem: str = ""
    code: int = DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold book`."""
    parser.add_argument("who", metavar="WHO", help="a customer, a person there, or a mail address")
    parser.add_argument("when", metavar="WHEN", help='day and time, as in "thu 10:00" or 2026-09-24T10:00')
    parser.add_argument("--for", dest="lasts", metavar="45m", type=_length, help="how long (as long as the last one)")
    parser.add_argument("--about", metavar="TOPIC", default="", help="what it is about (what is open with them)")
    parser.add_argument("--bring", metavar="WHAT", action="append", default=[], help="what they bring; again for more")
    parser.add_argument("--we-bring", metavar="WHAT", action="append", default=[], help="what we bring; again for more")
    parser.add_argument("--from", dest="organizer", metavar="ADDRESS", default="", help="your own address")
    parser.add_argument("--ics", type=Path, metavar="FILE", help="write the calendar file, to send it yourself")
    parser.add_argument("--even-if-taken", action="store_true", help="beside another meeting of yours")
    parser.add_argument("--dry-run", action="store_true", help="say what would be sent; nothing is stored or sent")
    add_now(parser)
    parser.add_argument("--json", action="store_true", help="one book/1 document (docs/contracts.md)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")


def run(args: argparse.Namespace) -> int:
    """Book it, or say what stands in the way."""
    if args.ics and args.ics.exists():
        say(f"foothold: {args.ics} is there already; nothing is overwritten. Name another file.")
        return CONFLICT
    seat = open_seat(args.data)
    if seat is None:
        return NOT_CONNECTED
    now = now_of(args, seat)
    whom = _whom(seat, args.who, now=now)
    if whom.problem:
        say(f"foothold: {whom.problem}")
        return whom.code
    return _book(args, seat, whom, now)


def _book(args: argparse.Namespace, seat: "Membership", whom: _Whom, now: datetime) -> int:
    from foothold.actions.book_next_step import CannotBook, SlotTaken, book_next_step, check_wanted, own_address
    from foothold.core.slots import Slot, check
    from foothold.reading.said_slot import said_slot
    from foothold.records.closing import meeting_to_close, to_close

    running = meeting_to_close(seat, now=now)
    meeting = running if running and whom.account and running.account_id == whom.account.pk else None
    found = to_close(seat, meeting, whom.account, now=now, length=args.lasts)
    said = said_slot(args.when, now, found.zone)
    if said.start is None:
        say(f"foothold: {_lacks(said, args.when, now.astimezone(found.zone).date())}")
        return USAGE
    wanted = _wanted(args, found, whom, said.start, said.end, own_address(seat))
    state = check(Slot(wanted.starts_at, wanted.ends_at), found.availability, now)
    told = _Told(args, found, wanted, state, now)
    try:
        if args.dry_run:
            check_wanted(seat, wanted, now=now)
            return _would(seat, told)
        invitation = book_next_step(seat, wanted, from_meeting=meeting, now=now)
    except SlotTaken as taken:
        return _taken(told, str(taken), now)
    except CannotBook as cannot:
        say(f"foothold: {cannot} {_OPTION_FOR.get(cannot.field, '')}".rstrip())
        return USAGE
    return _booked(told, invitation)


def _lacks(said: "SaidSlot", written: str, today: date) -> str:
    """Why the words are no time to meet at."""
    if said.passed:
        return f"{day(said.passed, today)} has passed. Write the year if you mean {said.passed.year + 1}."
    lacks = f"{day(said.on, today)}: at what time?" if said.on else f'no day and time in "{plain(written)}"'
    return f'{lacks} Write it as in "thu 10:00".'


_OPTION_FOR = {"topic": "--about TOPIC", "organizer": "--from ADDRESS", "attendees": "Name a mail address as WHO."}


@dataclass(frozen=True, slots=True)
class _Told:
    """What is asked for, and what is known of it."""

    args: argparse.Namespace
    found: "ToClose"
    wanted: "NextDate"
    state: "SlotState"
    now: datetime

    @property
    def zone(self) -> tzinfo:
        """The workspace's: every time is told in it, also that of a customer elsewhere."""
        return self.found.hours.ours.days.zone

    @property
    def when(self) -> str:
        """Thu 24 Sep 10:00-10:45 Europe/Vienna; where theirs is another zone, what it is there in brackets."""
        start, end = (each.astimezone(self.zone) for each in (self.wanted.starts_at, self.wanted.ends_at))
        until = f"{end:%H:%M}" if start.date() == end.date() else moment(end, self.zone, self.now)
        there = self.found.zone
        theirs = f" ({moment(start, there, self.now)} {there})" if self.found.hours.zones_differ else ""
        return f"{moment(start, self.zone, self.now)}-{until} {self.zone}{theirs}"

    @property
    def met_then(self) -> int:
        """How often they met us at this clock time."""
        zone = self.found.zone
        at = self.wanted.starts_at.astimezone(zone).time()
        return sum(each.astimezone(zone).time() == at for each in self.found.availability.past_starts)


def _would(seat: "Membership", told: _Told) -> int:
    """The dry run: whom, when, from where, and what is known of the time."""
    from foothold.actions.book_next_step import way_for

    if told.args.json:
        put(as_line(_document(told, way=way_for(seat).value)))
        return DONE
    put(f"Would invite {_people(told.wanted)}, {told.when}, from {told.wanted.organizer}")
    if not told.args.about:
        put(f"About: {plain(told.wanted.topic)}")
        _say_topic(told)
    put(f"{_STATE_WORDS[told.state.value]} {_met_words(told)}Nothing sent (--dry-run).")
    return DONE


def _booked(told: _Told, invitation: "Invitation") -> int:
    from foothold.actions.invite import calendar_file, sends_itself

    if told.args.ics:
        told.args.ics.write_bytes(calendar_file(invitation))
    if told.args.json:
        put(as_line(_document(told, way=invitation.way, invitation=invitation)))
        return DONE
    put(f"Offered {told.when} to {_people(told.wanted)}: {plain(invitation.topic)}")
    _say_topic(told)
    if sends_itself(invitation):
        put("Waiting to send; it leaves while Foothold is open.")
        say(f"Next: {again('serve', told.args.data)}")
        return DONE
    put(f"It is not sent yet: no mailbox is connected. Keep {invitation.code} in the text.")
    if told.args.ics:
        put(f"Open {told.args.ics} in your calendar, and send.")
    for name, link in _links(invitation).items():
        put(f"{name:<12}  {link}")
    return DONE


def _say_topic(told: _Told) -> None:
    """Where the topic was not said but proposed, it is said to be."""
    if not told.args.about:
        say("The topic is proposed from what is known. Name another with --about TOPIC.")


def _taken(told: _Told, words: str, now: datetime) -> int:
    from foothold.core.slots import Slot, next_best

    best = next_best(Slot(told.wanted.starts_at, told.wanted.ends_at), told.found.availability, now)
    start = best.slot.starts_at if best else None
    if told.args.json:
        told_best = start.astimezone(told.found.zone).isoformat() if start else None
        put(as_line(_document(told, way="", taken_by=words, best=told_best)))
    instead = f" Next best: {moment(start, told.zone, now)}." if start else ""
    say(f"foothold: {words}{instead} Times are those of {told.zone}. Nothing was booked.")
    return CONFLICT


def _document(
    told: _Told, *, way: str, invitation: "Invitation | None" = None, taken_by: str = "", best: str | None = None
) -> dict[str, Any]:
    """`book/1`: what would be, or was, booked."""
    wanted, zone = told.wanted, told.found.zone
    return {
        "schema": "book/1",
        "booked": invitation is not None,
        "dry_run": bool(told.args.dry_run),
        "id": str(invitation.pk) if invitation else None,
        "code": invitation.code if invitation else None,
        "account": told.found.account.name if told.found.account else None,
        "start": wanted.starts_at.astimezone(zone).isoformat(),
        "end": wanted.ends_at.astimezone(zone).isoformat(),
        "tz": wanted.tz,
        "topic": wanted.topic,
        "invites": [{"address": address, "name": name} for address, name in wanted.attendees],
        "from": wanted.organizer,
        "they_bring": [each.what for each in wanted.they_bring],
        "we_bring": [each.what for each in wanted.we_bring],
        "slot": "taken" if taken_by else told.state.value,
        "taken_by": taken_by or None,
        "next_best": best,
        "met_at_this_time": told.met_then,
        "way": way or None,
        "links": _links(invitation) if invitation and way == "file" else {},
    }


def _links(invitation: "Invitation") -> dict[str, str]:
    from foothold.actions.invite import web_links

    return {name: link.address for name, link in web_links(invitation).items()}


def _wanted(
    args: argparse.Namespace,
    found: "ToClose",
    whom: _Whom,
    start: datetime,
    end: datetime | None,
    own: str,
) -> "NextDate":
    from uuid import uuid4

    from foothold.actions.book_next_step import NextDate, ToBring
    from foothold.core.close_out import prep_question
    from foothold.core.slots import Slot

    topic = args.about or next(iter(found.topics), "")
    return NextDate(
        key=uuid4().hex,
        starts_at=start,
        ends_at=end if end and end > start and not args.lasts else Slot.lasting(start, found.length).ends_at,
        tz=str(found.zone),
        topic=topic[:1].upper() + topic[1:],
        attendees=whom.people or [each for each in found.people if each[0] in found.invited],
        prep_question=prep_question(topic),
        place=found.place,
        medium=found.medium,
        they_bring=[ToBring(each) for each in args.bring],
        we_bring=[ToBring(each) for each in args.we_bring],
        organizer=args.organizer or own,
        even_if_taken=args.even_if_taken,
    )


def _whom(seat: "Membership", who: str, *, now: datetime) -> _Whom:
    """A mail address is itself; else one customer, or one person at one, by a part of the name."""
    from foothold.core.mailboxes import mailbox
    from foothold.records.models import Contact
    from foothold.records.search import search

    address = mailbox(who) if "@" in who else ""
    if address:
        known = Contact.objects.in_workspace(seat.workspace_id).filter(address=address).select_related("account")
        contact = known.first()
        return _Whom(contact.account if contact else None, [(address, contact.name if contact else "")])
    found = search(seat, who)
    if len(found.accounts) == 1:
        return _Whom(found.accounts[0])
    exact = [each for each in found.accounts if each.name.casefold() == who.strip().casefold()]
    if len(exact) == 1:
        return _Whom(exact[0])
    people = [each for each in found.people if each.address]
    if not found.accounts and len(people) == 1:
        return _Whom(people[0].account, [(people[0].address, people[0].name)])
    names = [each.name for each in found.accounts] or [f"{each.name} <{each.address}>" for each in people]
    if not names:
        return _Whom(problem=f'nobody is known by "{plain(who)}". Name a mail address.', code=CHECK_FAILED)
    listed = ", ".join(plain(name, 40) for name in names[:5])
    return _Whom(problem=f'"{plain(who)}" may be {listed}. Say which.', code=USAGE)


def _people(wanted: "NextDate") -> str:
    return ", ".join(address for address, _name in wanted.attendees)


def _met_words(told: _Told) -> str:
    count = told.met_then
    if not count:
        return ""
    times = {1: "once", 2: "twice", 3: "three times", 4: "four times", 5: "five times"}.get(count, f"{count} times")
    who = told.found.who or "They"
    return f"{who} met you at {told.wanted.starts_at.astimezone(told.zone):%H:%M} {times}. "


def _length(written: str) -> timedelta:
    found = _LENGTH.fullmatch(written.strip())
    lasts = timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0)) if found else timedelta()
    if not timedelta() < lasts <= _LONGEST:
        raise argparse.ArgumentTypeError(f'"{written}" is no length; write it as 45m or 1h')
    return lasts
