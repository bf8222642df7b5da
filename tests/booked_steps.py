"""A next step as the tests book it, and answers to it as they come by mail."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from foothold.actions.book_next_step import NextDate, ToBring
from foothold.actions.keep_own_entry import booked_here
from foothold.actions.record_replies import Sender, replies_in, store_replies
from foothold.actions.send_departure import claim_departure, departures_due, send_departure
from foothold.actions.send_over import send_over
from foothold.actions.settle import settle_again
from foothold.connectors.calendar import read_calendar
from foothold.records.models import Invitation, Meeting
from foothold.records.standing import Stand, standing

VIENNA = ZoneInfo("Europe/Vienna")
PETRA, JAN = "petra.lang@northwind.example", "jan@northwind.example"
THURSDAY = datetime(2026, 9, 24, 10, 0, tzinfo=VIENNA)
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
