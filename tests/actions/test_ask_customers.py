"""The one question to a customer: once a person and meeting, only where it is wanted and can be answered (METHOD 9)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from foothold.actions.answer_as_guest import answer_as_guest
from foothold.actions.ask_customers import ask_customers
from foothold.actions.choose_notes import choose_note
from foothold.actions.depart import bytes_of
from foothold.actions.greeting import greeting
from foothold.actions.tell_absence import take_back_absence, tell_absence
from foothold.connectors.mail.message import read_message
from foothold.core.evidence import Side
from foothold.records.models import Attendance, Attendee, CustomerJudgement, Departure, InvitationReply
from foothold.records.models.booking import GuestActKind
from foothold.records.note_choices import SURVEY

Make = Callable[..., Any]


@pytest.fixture
def held(seat: Any, invite: Make, connected: Make, settings: Any, now: datetime) -> Any:
    """A meeting Petra and Jan said yes to, that is over by Thursday, and the question switched on."""
    connected(seat, "anna@harbour.example")
    choose_note(seat, SURVEY, on=True)
    invitation = invite(seat, "Petra Lang", "Jan Novak", organizer="anna@harbour.example")
    for name in ("Petra Lang", "Jan Novak"):
        answer_as_guest(invitation.links[name], GuestActKind.YES, sequence=0, now=now)
    settings.PUBLIC_URL = "https://foothold.harbour.example"
    return invitation


@pytest.fixture
def friday(held: Any) -> datetime:
    """The day after, in working hours."""
    moment: datetime = held.ends_at + timedelta(days=1, hours=1)
    return moment


def _asked(seat: Any) -> list[str]:
    rows = Departure.objects.in_workspace(seat.workspace).filter(kind="letter")
    return sorted(address for row in rows for address in row.to_addresses)


def test_everybody_is_asked_once_by_his_own_link(seat: Any, held: Any, friday: datetime) -> None:
    for minutes in (0, 1, 60):
        ask_customers(seat, now=friday + timedelta(minutes=minutes))
    assert _asked(seat) == ["jan@northwind.example", "petra@northwind.example"]
    texts = {
        row.to_addresses[0]: read_message(bytes_of(row), "letter").new_text
        for row in Departure.objects.in_workspace(seat.workspace).filter(kind="letter")
    }
    links = {address: text.split("/i/")[1].split()[0] for address, text in texts.items()}
    assert len(set(links.values())) == 2
    assert held.paths["Petra Lang"].endswith(links["petra@northwind.example"])


def test_a_name_without_a_word_stops_no_letter(seat: Any, held: Any, friday: datetime) -> None:
    Attendee.objects.in_workspace(seat.workspace).filter(name="Petra Lang").update(name=" , ")
    assert ask_customers(seat, now=friday) == 2


@pytest.mark.parametrize("name", [",", " , ", ""])
def test_a_name_without_a_word_is_no_name(name: str) -> None:
    assert greeting([name]) == greeting(["Petra Lang", name]) == "Hello,"
    assert greeting(["Lang, Petra", "Jan Novak"]) == "Hello Petra, Jan,"


def test_a_meeting_that_cannot_be_asked_about_stops_nobody_elses(
    seat: Any, held: Any, invite: Make, friday: datetime, settings: Any, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PUBLIC_URL = None
    other = invite(
        seat,
        "Eva Horn",
        organizer="anna@harbour.example",
        starts_at=held.starts_at + timedelta(hours=1),
        ends_at=held.ends_at + timedelta(hours=1),
    )
    answer_as_guest(other.links["Eva Horn"], GuestActKind.YES, sequence=0, now=now)
    settings.PUBLIC_URL = "https://foothold.harbour.example"

    def written(names: list[str]) -> str:
        if names == ["Petra Lang"]:
            raise ValueError("no letter for Petra")
        return greeting(names)

    monkeypatch.setattr("foothold.actions.ask_customers.greeting", written)
    ask_customers(seat, now=friday + timedelta(hours=1))
    assert _asked(seat) == ["eva@northwind.example"]


@pytest.mark.parametrize("later", [timedelta(hours=-2), timedelta(hours=12), timedelta(days=9)])
def test_not_before_it_is_due_not_at_night_and_not_weeks_later(
    seat: Any, held: Any, friday: datetime, later: timedelta
) -> None:
    assert ask_customers(seat, now=friday + later) == 0


def test_off_nobody_is_asked(seat: Any, held: Any, friday: datetime) -> None:
    choose_note(seat, SURVEY, on=False)
    assert ask_customers(seat, now=friday) == 0


def test_where_customers_cannot_reach_us_nobody_is_asked(seat: Any, held: Any, friday: datetime, settings: Any) -> None:
    settings.PUBLIC_URL = None
    assert ask_customers(seat, now=friday) == 0


def test_who_declined_or_answered_is_not_asked(seat: Any, held: Any, friday: datetime) -> None:
    people = Attendee.objects.in_workspace(seat.workspace).filter(address="jan@northwind.example")
    people.update(partstat="DECLINED")
    CustomerJudgement.objects.in_workspace(seat.workspace).create(
        meeting=held.meeting, address="petra@northwind.example", learned=True, level="E4", said_at=friday
    )
    assert ask_customers(seat, now=friday) == 0


@pytest.mark.parametrize("side", [Side.CUSTOMER, Side.OURS])
def test_of_a_meeting_that_was_missed_nobody_is_asked_how_it_was(
    seat: Any, held: Any, friday: datetime, side: Side
) -> None:
    held.meeting.refresh_from_db()
    tell_absence(seat, held.meeting, side, now=held.ends_at)
    assert ask_customers(seat, now=friday) == 0
    take_back_absence(seat, held.meeting)
    assert ask_customers(seat, now=friday) == 2


@pytest.mark.parametrize("kind", [GuestActKind.NOT_AT_ALL, GuestActKind.NOT_THIS_TIME])
def test_who_said_no_on_his_page_is_not_asked(
    seat: Any, held: Any, friday: datetime, now: datetime, kind: GuestActKind
) -> None:
    answer_as_guest(held.links["Jan Novak"], kind, sequence=0, now=now + timedelta(hours=1))
    ask_customers(seat, now=friday)
    assert _asked(seat) == ["petra@northwind.example"]


def test_who_never_answered_is_asked_only_where_he_was_there(
    seat: Any, held: Any, friday: datetime, now: datetime
) -> None:
    InvitationReply.objects.in_workspace(seat.workspace).delete()
    assert ask_customers(seat, now=friday) == 0
    jan = Attendee.objects.in_workspace(seat.workspace).get(address="jan@northwind.example")
    Attendance.objects.in_workspace(seat.workspace).create(meeting=held.meeting, contact=jan.contact)
    ask_customers(seat, now=friday)
    assert _asked(seat) == ["jan@northwind.example"]


def test_a_meeting_that_was_called_off_is_not_asked_about(seat: Any, held: Any, friday: datetime) -> None:
    held.meeting.status = "cancelled"
    held.meeting.save()
    assert ask_customers(seat, now=friday) == 0
