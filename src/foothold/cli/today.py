"""What needs you now: today's customer meetings, what is owed, who waits for an answer, who has no next date."""

import argparse
import shlex
from collections.abc import Container, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from foothold.cli.clock import add_now, now_of
from foothold.cli.exits import DONE, NOT_CONNECTED
from foothold.cli.open_seat import open_seat
from foothold.cli.output import again, as_line, coloured, column, moment, number_of, plain, put, say
from foothold.cli.silent import waited
from foothold.core.commitments import as_owed
from foothold.core.evidence import Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foothold.records.models import Account, Commitment, Invitation, Meeting, Membership, Source
    from foothold.records.readiness import Sheet
    from foothold.records.today import Today

MOST_SHOWN = 5
"""Customers without a next date, and slots without an answer, named one by one; --json names all."""
_HEAD, _WHO, _WHAT = 7, 20, 36
"""How wide the columns of every line are: the time or the kind, the customer, what it is about."""


NOT_SENT = "it is not sent yet"
NOT_VERIFIED = "they said yes by mail, not verified"
ASKS_AGAIN = "they ask for another time"
_THEIR_ANSWER = {"tentative": "they said maybe", "accepted": "they said yes, not verified"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold today`."""
    add_now(parser)
    parser.add_argument("--json", action="store_true", help="one JSON line for each thing (docs/contracts.md)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")


def run(args: argparse.Namespace) -> int:
    """Print today, from what is known."""
    seat = open_seat(args.data)
    if seat is None:
        return NOT_CONNECTED
    from foothold.actions.called_off import called_off_untold
    from foothold.actions.settle_standings import settle_due
    from foothold.records.picture import customer_meetings
    from foothold.records.readiness import sheets
    from foothold.records.today import accepted_by_mail, today

    now = now_of(args, seat)
    zone = ZoneInfo(seat.workspace.tz)
    settle_due(seat.workspace_id, now=now)
    found = today(seat, now=now)
    called_off = called_off_untold(seat, now=now)
    if args.json:
        for line in (*_lines(found, zone, now), *_called_off_lines(called_off, zone), *_silent_lines(seat, now)):
            put(as_line(line))
        return DONE
    if not customer_meetings(seat).exists():
        put("No customer meeting is known yet.")
        say(f"Next: {again('import calendar.ics', args.data)}")
        return DONE
    by_mail = accepted_by_mail(seat, found.meetings)
    prepared = sheets(seat, [each for each in found.meetings if each.ended_at > now], now=now)
    for row in [
        *_meetings(found, by_mail, prepared, zone, now, args.data),
        *_called_off(called_off, zone, now),
        *_owed(found, now.astimezone(zone)),
        *_silent(seat, now),
        *_waiting(found, zone, now),
    ]:
        put(row)
    for source in found.broken_sources:
        say(_problem(source, zone, now))
    put("That is all.")
    return DONE


def _meetings(
    found: "Today",
    by_mail: Container[UUID],
    prepared: "Mapping[UUID, Sheet]",
    zone: ZoneInfo,
    now: datetime,
    data: Path | None,
) -> list[str]:
    if not found.meetings:
        return ["No customer meetings today."]
    from foothold.records.standing import is_to_close

    # What runs is closed before anything else is looked at.
    listed = sorted(found.meetings, key=lambda each: not is_to_close(each, now))
    return [
        _row(_clock(meeting, zone), _account(meeting.account), meeting.title)
        + _state_words(meeting, by_mail, now, is_sent=meeting.pk not in found.not_sent)
        + _ready_words(prepared.get(meeting.pk), zone, data)
        + (
            _close_words(meeting, zone, data, is_followed=meeting.pk in found.followed)
            if is_to_close(meeting, now)
            else ""
        )
        for meeting in listed
    ]


def _close_words(meeting: "Meeting", zone: ZoneInfo, data: Path | None, *, is_followed: bool) -> str:
    """Until when it runs, and how it is closed."""
    until = f"   until {meeting.ended_at.astimezone(zone):%H:%M}"
    if is_followed:
        return f"{until}, the next one is set"
    who = shlex.quote(plain(meeting.account.name)) if meeting.account else "WHO"
    return f"{until}, book the next one: {again(f'book {who} WHEN', data)}"


def _row(head: str, who: str, what: str | None = None) -> str:
    """The beginning of a line, in columns that stand below each other however wide the names are."""
    begins = f"{head:<{_HEAD}}  {column(who, _WHO)}  "
    return begins if what is None else f"{begins}{column(what, _WHAT)}  "


def _ready_words(sheet: "Sheet | None", zone: ZoneInfo, data: Path | None) -> str:
    """How ready both sides are for one that is not over."""
    if sheet is None:
        return ""
    if sheet.flags:
        at = f"{sheet.meeting.held_at.astimezone(zone):%H:%M}"
        return f"   no outcome yet: {again(f'ready {at}', data)}"
    return f"   {sheet.known} of 8 known"


def _called_off(untold: "list[Invitation]", zone: ZoneInfo, now: datetime) -> list[str]:
    rows = [
        _row("tell", _account(each.meeting.account), each.meeting.title)
        + f"{moment(each.starts_at, zone, now)}, called off: they have not been told"
        for each in untold[:MOST_SHOWN]
    ]
    return rows + _more(len(untold))


def _called_off_lines(untold: "list[Invitation]", zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    for each in untold:
        yield {
            "kind": "called_off",
            "id": str(each.meeting_id),
            "start": each.starts_at.astimezone(zone).isoformat(),
            "account": each.meeting.account.name if each.meeting.account else None,
            "title": each.meeting.title,
        }


def _owed(found: "Today", now: datetime) -> list[str]:
    # Our own lateness before theirs (UX 6).
    rows = []
    for word, promises in (("owe", found.we_owe), ("they", found.they_owe)):
        for each in promises:
            late = (now.date() - each.due_on).days if each.due_on else 0
            when = "due today" if late == 0 else f"{late} day{'s' if late != 1 else ''} late"
            what = as_owed(each.what, Side(each.side))
            rows.append(_row(word, _account(each.meeting.account), what) + (coloured(when, "red") if late else when))
    return rows


def _silent(seat: "Membership", now: datetime) -> list[str]:
    """Contoso 11 working days (usually 3), as the standings have it."""
    from foothold.records.silent_deals import named_silent

    return [_row("silent", each.deal.name) + waited(each.days, each.usual) for each in named_silent(seat, now=now)]


def _silent_lines(seat: "Membership", now: datetime) -> Iterator[dict[str, Any]]:
    from foothold.records.silent_deals import named_silent

    for each in named_silent(seat, now=now):
        account = each.deal.account.name if each.deal.account else None
        yield {"kind": "silent", "deal": each.deal.name, "account": account, "days": each.days, "usual": each.usual}


def _waiting(found: "Today", zone: ZoneInfo, now: datetime) -> list[str]:
    rows, listed = [], {meeting.pk for meeting in found.meetings}
    for who, ahead in (
        (NOT_SENT, found.unsent),
        ("you have not answered", found.to_answer),
        ("they have not accepted", found.unanswered),
    ):
        meetings = [meeting for meeting in ahead if meeting.pk not in listed]
        for each in meetings[:MOST_SHOWN]:
            # Who said yes has answered, also where nobody vouches for it.
            answered = _THEIR_ANSWER.get(each.answer, who) if ahead is found.unanswered else who
            said = NOT_VERIFIED if each.pk in found.accepted_by_mail else answered
            rows.append(f"{_row('offer', _account(each.account), each.title)}{moment(each.held_at, zone, now)}, {said}")
        rows += _more(len(meetings))
    for slot in found.aloud[:MOST_SHOWN]:
        at = moment(slot.slot_at, zone, now) if slot.slot_at else ""
        todo = "send the invitation" if slot.who_must_answer == "ours" else "they have not answered"
        rows.append(f"{_row('offer', slot.opportunity.account.name, 'named in the last conversation')}{at}, {todo}")
    rows += _more(len(found.aloud))
    for account in found.without_next[:MOST_SHOWN]:
        last = f"no next date; last met {moment(account.last_met_at, zone, now)}, {_ago(account.days)}"
        rows.append(_row("none", account.account.name) + last)
    return rows + _more(len(found.without_next)) + _older(found.without_next_older)


def _older(count: int) -> list[str]:
    if not count:
        return []
    verb = "has" if count == 1 else "have"
    return [f"{'':<{_HEAD}}  {number_of(count, 'customer')} last met over 90 days ago {verb} no next date either"]


def _more(count: int) -> list[str]:
    return [f"{'':<{_HEAD}}  and {count - MOST_SHOWN:,} more (--json names them all)"] if count > MOST_SHOWN else []


def _ago(days: int) -> str:
    return "today" if days == 0 else f"{days} day{'s' if days != 1 else ''} ago"


def _problem(source: "Source", zone: ZoneInfo, now: datetime) -> str:
    since = f" since {moment(source.read_at, zone, now)}" if source.read_at else ""
    return f"{plain(source.name)} was not read{since}: {plain(source.problem, 160)} What you see may be old."


def _clock(meeting: "Meeting", zone: ZoneInfo) -> str:
    return "all day" if meeting.all_day else f"{meeting.held_at.astimezone(zone):%H:%M}"


def _account(account: "Account | None") -> str:
    return account.name if account else "unknown"


def _state_words(meeting: "Meeting", by_mail: Container[UUID], now: datetime, *, is_sent: bool) -> str:
    from foothold.core.evidence import Side
    from foothold.records.standing import Stand, standing

    found = standing(meeting, now)
    if found.stand is Stand.BOOKED:
        return coloured("booked", "green") + ("" if is_sent else f", {NOT_SENT}")
    if found.stand is Stand.OFFERED and not is_sent:
        return f"{coloured('offered', 'blue')}, {NOT_SENT}"
    if found.stand is Stand.OFFERED:
        theirs = NOT_VERIFIED if meeting.pk in by_mail else _THEIR_ANSWER.get(meeting.answer, "no answer yet")
        said = ASKS_AGAIN if meeting.answer == "counter" else "you have not answered"
        return f"{coloured('offered', 'blue')}, {said if found.who_must_answer is Side.OURS else theirs}"
    return _OTHERWISE.get(found.stand.value, "answer not known")


_OTHERWISE = {
    "over": "over",
    "untold": "over, not sent",
    "they_missed": "they did not come",
    "we_missed": "we did not come",
}
"""What is over; whether it was held is not said here, but where its seller said that it was not."""


def _lines(found: "Today", zone: ZoneInfo, now: datetime) -> Iterator[dict[str, Any]]:
    for kind, meetings in (
        ("meeting", found.meetings),
        ("not_sent", found.unsent),
        ("waits_for_us", found.to_answer),
        ("waits_for_them", found.unanswered),
    ):
        for meeting in meetings:
            yield {"kind": kind} | _meeting_line(meeting, zone, now, is_sent=meeting.pk not in found.not_sent)
    for slot in found.aloud:
        start = slot.slot_at.astimezone(zone).isoformat() if slot.slot_at else None
        account, waits_for = slot.opportunity.account.name, slot.who_must_answer or None
        yield {"kind": "named_aloud", "account": account, "start": start, "waits_for": waits_for}
    for kind, promises in (("we_owe", found.we_owe), ("they_owe", found.they_owe)):
        for promise in promises:
            yield {"kind": kind} | _promise_line(promise, now.astimezone(zone))
    for each in found.without_next:
        last = each.last_met_at.astimezone(zone).isoformat()
        yield {"kind": "no_next_date", "account": each.account.name, "last_met": last, "days": each.days}
    for source in found.broken_sources:
        read = source.read_at.astimezone(zone).isoformat() if source.read_at else None
        yield {"kind": "source_problem", "source": source.name, "problem": source.problem, "read": read}


def _meeting_line(meeting: "Meeting", zone: ZoneInfo, now: datetime, *, is_sent: bool) -> dict[str, Any]:
    from foothold.records.standing import Stand, standing

    found = standing(meeting, now, is_sent=is_sent)
    # Never sent: whether it was held nobody knows, and the contract has no other word for that.
    stand = Stand.UNKNOWN if found.stand is Stand.UNTOLD else found.stand
    return {
        "id": str(meeting.pk),
        "start": meeting.held_at.astimezone(zone).isoformat(),
        "end": meeting.ends_at.astimezone(zone).isoformat() if meeting.ends_at else None,
        "account": meeting.account.name if meeting.account else None,
        "title": meeting.title,
        "state": stand.value,
        "waits_for": found.who_must_answer.value if found.who_must_answer else None,
    }


def _promise_line(promise: "Commitment", now: datetime) -> dict[str, Any]:
    account = promise.meeting.account
    return {
        "account": account.name if account else None,
        "what": promise.what,
        "due": promise.due_on.isoformat() if promise.due_on else None,
        "days_late": (now.date() - promise.due_on).days if promise.due_on else None,
    }
