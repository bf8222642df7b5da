"""A year of an invented sales team as files, taken in as people would: calendars, mailboxes, talks, a CRM export.

    python bench/simulated_year.py FOLDER [--sellers 6] [--each 40] [--seed 1] [--only-files]

Writes FOLDER/files (a folder a seller, deals.csv beside) and takes it all into a new workspace in FOLDER/data, or in
the database of DATABASE_URL. Look at it with `FOOTHOLD_DATA=FOLDER/data foothold serve`. The hidden interest of each
deal is in FOLDER/hidden.csv, for whoever measures; nothing reads it.
"""

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from filled_workspace import open_database
from made_people import OUR_DOMAIN
from simulated_deals import Deal, Held, Mailed, Talk, seller, year_of_deals

SERVER = "mx.harbour.example"


def calendar(deals: Sequence[Deal], who: int) -> str:
    """One seller's calendar export."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Made//Year//EN"]
    for deal in deals:
        for met in deal.meetings:
            lines += _entry(met, who)
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _entry(met: Held, who: int) -> Iterator[str]:
    us = seller(who)
    yield from ("BEGIN:VEVENT", f"UID:{met.uid}", f"DTSTART:{_utc(met.start)}", f"DURATION:PT{met.minutes}M")
    yield from (f"CREATED:{_utc(met.put_at)}", f"DTSTAMP:{_utc(met.put_at)}", f"SUMMARY:{met.title}")
    yield from (f"STATUS:{met.status}", f"ORGANIZER;CN={us.name}:mailto:{us.address}")
    yield f"ATTENDEE;PARTSTAT=ACCEPTED;CN={us.name}:mailto:{us.address}"
    for each, answer in met.people:
        yield f"ATTENDEE;PARTSTAT={answer};CN={each.name}:mailto:{each.address}"
    yield "END:VEVENT"


def mailbox(deals: Sequence[Deal], who: int) -> bytes:
    """One seller's mails, oldest first, as an mbox."""
    mails = sorted((mail for deal in deals for mail in deal.mails), key=lambda mail: mail.sent)
    return b"".join(_mail(mail, number, who) for number, mail in enumerate(mails))


def _mail(mail: Mailed, number: int, who: int) -> bytes:
    us = seller(who)
    writer, reader = (us, mail.them) if mail.ours else (mail.them, us)
    domain = writer.address.partition("@")[2]
    checked = "" if mail.ours else f"Authentication-Results: {SERVER}; dmarc=pass header.from={domain}\n"
    return (
        f"From {writer.address} {mail.sent:%a %b %d %H:%M:%S %Y}\n{checked}From: {writer.name} <{writer.address}>\n"
        f"To: {reader.name} <{reader.address}>\nSubject: {mail.subject}\nDate: {format_datetime(mail.sent)}\n"
        f"Message-ID: <year-{who}-{number}@{domain}>\nContent-Type: text/plain; charset=utf-8\n\n"
        f"Dear {reader.name.split()[0]},\n\n{mail.text}\n\nBest regards\n{writer.name}\n\n"
    ).encode()


def crm_rows(deals: Sequence[Deal]) -> Iterator[list[str]]:
    """The deals as HubSpot writes them."""
    yield "Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date,Deal owner,Associated Company".split(",")
    for deal in deals:
        stage = "Appointment Scheduled" if deal.won is None else "Closed Won" if deal.won else "Closed Lost"
        closed = f"{deal.closed:%Y-%m-%d %H:%M}" if deal.closed else ""
        opened, who = f"{deal.opened:%Y-%m-%d %H:%M}", seller(deal.seller).name
        key, name = str(9_000 + deal.number), f"{deal.firm} pumps"
        yield [key, name, stage, str(deal.amount), opened, closed, who, deal.firm]


def write_files(folder: Path, deals: Sequence[Deal], sellers: int) -> None:
    """The files a team would bring, and what nobody would know."""
    for who in range(sellers):
        own = [deal for deal in deals if deal.seller == who]
        place = folder / "files" / seller(who).address.partition("@")[0]
        place.mkdir(parents=True, exist_ok=True)
        (place / "calendar.ics").write_bytes(calendar(own, who).encode())
        (place / "mails.mbox").write_bytes(mailbox(own, who))
        for talk in (talk for deal in own for talk in deal.talks):
            (place / f"{talk.meeting.uid.partition('@')[0]}.txt").write_text(talk.text, encoding="utf-8")
    for name, rows in (("files/deals.csv", crm_rows(deals)), ("hidden.csv", _hidden(deals))):
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)


def _hidden(deals: Sequence[Deal]) -> Iterator[list[str]]:
    yield ["Record ID", "interest", "won"]
    for deal in deals:
        yield [str(9_000 + deal.number), f"{deal.interest:.3f}", "" if deal.won is None else str(int(deal.won))]


def take_in(folder: Path, deals: Sequence[Deal], sellers: int, now: datetime) -> None:
    """Import each seller's files under his own seat, the CRM's under the owner's."""
    from foothold.actions.import_files import import_paths

    seats = _seats(sellers)
    for who, seat in enumerate(seats):
        place = folder / "files" / seller(who).address.partition("@")[0]
        report = import_paths(seat, [place / "calendar.ics", place / "mails.mbox"], now=now)
        print(f"{seat.user.name}: {report.meetings} meetings, {len(report.skipped)} skipped", flush=True)
        for talk in (talk for deal in deals if deal.seller == who for talk in deal.talks):
            _read(seat, talk, now)
    report = import_paths(seats[0], [folder / "files" / "deals.csv"], now=now)
    print(f"deals.csv: {report.new} new, {report.changed} changed, skipped {[each.reason for each in report.skipped]}")


def _seats(sellers: int) -> list[Any]:
    """The owner, and sellers beside him."""
    from foothold.actions.open_workspace import open_personal_workspace
    from foothold.records.models import Identity, Membership, User
    from foothold.records.models.people import IdentityKind, Role

    owner = open_personal_workspace(name=seller(0).name, tz="Europe/Berlin")
    owner.workspace.authserv_id = SERVER
    owner.workspace.save(update_fields=["authserv_id"])
    Identity.objects.in_workspace(owner.workspace).create(kind=IdentityKind.DOMAIN, value=OUR_DOMAIN)
    seats = [owner]
    for number in range(1, sellers):
        who = seller(number)
        user = User.objects.create(address=who.address, name=who.name, password="!")
        seats.append(Membership.objects.in_workspace(owner.workspace).create(user=user, role=Role.SELLER))
    return seats


def _read(seat: Any, talk: Talk, now: datetime) -> None:
    """The words of a meeting, said on the day it was held."""
    from foothold.actions.debrief_meeting import Answers, debrief_meeting
    from foothold.read import open_conversation

    us, them = talk.text.split(":")[0], talk.text.splitlines()[1].split(":")[0]
    end = talk.meeting.start
    answers = Answers(
        held_at=end, tz="Europe/Berlin", account="", sides={us: "ours", them: "customer"}, knowing="everyone_knew"
    )
    debrief_meeting(seat, open_conversation(talk.text.encode(), "talk.txt"), answers, now=now)


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def main() -> int:
    """Write the files and take them in."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--sellers", type=int, default=6)
    arguments.add_argument("--each", type=int, default=40)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--only-files", action="store_true")
    chosen = arguments.parse_args()
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    deals = year_of_deals(sellers=chosen.sellers, each=chosen.each, now=now, seed=chosen.seed)
    write_files(chosen.folder, deals, chosen.sellers)
    if not chosen.only_files:
        (chosen.folder / "data").mkdir(exist_ok=True)
        open_database(chosen.folder / "data")
        take_in(chosen.folder, deals, chosen.sellers, now)
    return 0


if __name__ == "__main__":
    sys.exit(main())
