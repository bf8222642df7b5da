"""A next step as the tests book it, and answers to it as they come by mail."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from foothold.actions.book_next_step import NextDate, ToBring
from foothold.actions.change_invitation import has_left_by_hand, move_next_step
from foothold.actions.import_files import import_bytes
from foothold.actions.invite import calendar_file
from foothold.actions.keep_own_entry import booked_here
from foothold.actions.record_replies import Sender, replies_in, store_replies
from foothold.actions.send_departure import claim_departure, departures_due, send_departure
from foothold.actions.send_over import send_over
from foothold.actions.settle import settle_again
from foothold.connectors.calendar import read_calendar
from foothold.records.models import Attendee, Connection, Departure, Invitation, Meeting
from foothold.records.models.booking import Way
from foothold.records.standing import Stand, standing

VIENNA = ZoneInfo("Europe/Vienna")
PETRA, JAN = "petra.lang@northwind.example", "jan@northwind.example"
THURSDAY = datetime(2026, 9, 24, 10, 0, tzinfo=VIENNA)
FRIDAY = THURSDAY + timedelta(days=1)
ON_THURSDAY, ON_FRIDAY = "20260924T080000Z", "20260925T080000Z"
WANTED = NextDate(
    key="key-1",
    starts_at=THURSDAY,
    ends_at=THURSDAY + timedelta(minutes=45),
    tz="Europe/Vienna",
    topic="Price for three sites",
    attendees=[("petra.lang@northwind.example", "Petra Lang")],
    outcome="Yes or no on the second site",
    they_bring=[ToBring("pump hours of sites 2 and 3", "Petra Lang")],
    we_bring=[ToBring("savings of site 1")],
    organizer="anna@harbour.example",
)


def answer_by_mail(
    seat: Any,
    invitation: Invitation,
    method: str,
    partstat: str,
    *,
    sequence: int = 0,
    verdict: str = "pass",
    start: str = "20260924T080000Z",
    at: str = "20260922T130000Z",
    by: str = "petra.lang@northwind.example",
    more: str = "",
) -> None:
    """A REPLY or COUNTER as it comes by mail."""
    text = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:{invitation.uid}\r\n"
        f"SEQUENCE:{sequence}\r\nDTSTAMP:{at}\r\nDTSTART:{start}\r\nORGANIZER:mailto:anna@harbour.example\r\n"
        f"ATTENDEE;PARTSTAT={partstat}{more}:mailto:{by}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    calendar = read_calendar(text.encode(), "reply")
    found, skipped = replies_in(seat, calendar.entries, Sender(by, verdict), booked_here(seat), "reply")
    assert not skipped
    settle_again(seat, store_replies(seat, found)[1])


def stand_of(invitation: Invitation, now: datetime) -> Stand:
    return standing(Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id), now).stand


def send_all(now: datetime) -> None:
    """Everything that is due leaves, and must."""
    for departure_id in departures_due(now=now):
        attempt = claim_departure(departure_id, now=now)
        if attempt is not None:
            sent = send_departure(departure_id, attempt, send_over, clock=lambda: now)
            assert sent is not None
            assert sent.outcome == "sent", sent.words


def exported(file: str) -> str:
    """A file of ours as another program gives it back, its lines unfolded."""
    return file.replace("-//Foothold//Foothold//EN", "-//Apple Inc.//macOS 15.0//EN").replace("\r\n ", "")


class Step:
    """A next step as it is booked, sent, moved here, moved in the seller's calendar, and answered."""

    def __init__(self, book: Any, seat: Any, now: datetime) -> None:
        self.book, self.seat, self.at = book, seat, now

    def booked(self, **chosen: Any) -> None:
        self.first = calendar_file(self.book(**chosen)).decode()

    def mailed(self) -> None:
        """Booked, and gone by his mailbox."""
        rows = Connection.objects.in_workspace(self.seat.workspace)
        rows.create(user=self.seat.user, kind="mail", address="anna@harbour.example", connected_at=self.at)
        self.booked(way=Way.MAIL)
        self.left()

    def left(self) -> None:
        """What waits in the outbox has gone."""
        waiting = Departure.objects.in_workspace(self.seat.workspace).filter(state="waiting")
        waiting.update(state="sent", left_at=self.later(), sealed="")
        told = {"left_at": self.at, "told_sequence": self.now.sequence, "told_at": self.at}
        Invitation.objects.in_workspace(self.seat.workspace).update(**told)

    def waiting(self) -> set[str]:
        """Whom what waits in the outbox goes to."""
        rows = Departure.objects.in_workspace(self.seat.workspace).filter(state="waiting", by="mail")
        return {address for each in rows for address in each.to_addresses}

    def sent(self) -> None:
        has_left_by_hand(self.seat, self.now, now=self.later())

    def moved(self, to: datetime) -> None:
        move_next_step(self.seat, self.now, to, now=self.later())

    def read(self, day: datetime, sequence: int = 0, *, partstat: str = "NEEDS-ACTION", words: str = "") -> None:
        """His calendar, of another program, is read: it touched the entry just now."""
        text = exported(self.first).replace("20260924T", f"{day:%Y%m%dT}").replace("SUMMARY:", f"SUMMARY:{words}")
        text = text.replace("PARTSTAT=NEEDS-ACTION", f"PARTSTAT={partstat}")
        touched = f"SEQUENCE:{sequence}\r\nLAST-MODIFIED:{self.later():%Y%m%dT%H%M%SZ}"
        import_bytes(self.seat, text.replace("SEQUENCE:0", touched).encode(), "anna.ics", now=self.at)

    def answered(self, partstat: str, start: str, sequence: int = 0, method: str = "REPLY", *, by: str = PETRA) -> None:
        at = f"{self.later():%Y%m%dT%H%M%SZ}"
        answer_by_mail(self.seat, self.now, method, partstat, sequence=sequence, start=start, at=at, by=by)

    def later(self) -> datetime:
        self.at += timedelta(minutes=5)
        return self.at

    def given(self, file: str) -> None:
        """This file is read, as it is."""
        assert not import_bytes(self.seat, file.encode(), "anna.ics", now=self.later()).skipped

    @property
    def people(self) -> set[str]:
        """The customers who are invited."""
        rows = Attendee.objects.in_workspace(self.seat.workspace).filter(organizer=False)
        return set(rows.values_list("address", flat=True))

    @property
    def now(self) -> Invitation:
        return Invitation.objects.in_workspace(self.seat.workspace).get()

    @property
    def meeting(self) -> Meeting:
        return Meeting.objects.in_workspace(self.seat.workspace).get()

    @property
    def times(self) -> tuple[datetime, datetime]:
        """The invitation's and the meeting's."""
        return self.now.starts_at, self.meeting.held_at

    @property
    def stand(self) -> Stand:
        return stand_of(self.now, self.at)
