"""Which event of the seller's own calendar is the meeting he booked here, and which is a meeting of its own."""

from datetime import datetime, timedelta
from email import message_from_bytes
from typing import Any

import pytest

from booked_steps import PETRA, THURSDAY, answer_by_mail, stand_of
from foothold.actions.answer_as_guest import answer_as_guest
from foothold.actions.called_off import is_to_be_told
from foothold.actions.change_invitation import cancel_next_step, has_left_by_hand, move_next_step
from foothold.actions.depart import bytes_of
from foothold.actions.import_files import import_bytes
from foothold.actions.invite import calendar_file
from foothold.actions.make_guest_links import make_guest_links
from foothold.actions.record_pasted_reply import keep_pasted_reply
from foothold.actions.undo_import import undo_import
from foothold.records.models import CalendarEntry, Connection, Departure, Identity, Import, Invitation, Meeting
from foothold.records.models.booking import GuestActKind, Way
from foothold.records.standing import Stand
from foothold.web.calendar_facts import calendar_facts

LATER = THURSDAY + timedelta(days=14)
ANNA, OURS = "anna@harbour.example", "abc123@google.example"


def event(text: str, uid: str = OURS, at: datetime = THURSDAY, organizer: str = ANNA, more: str = "") -> str:
    """An event as his web calendar writes it, with the text that was filled in."""
    lines = f"""BEGIN:VEVENT
UID:{uid}
SEQUENCE:0
DTSTAMP:20260922T130000Z
CREATED:20260922T121000Z
LAST-MODIFIED:20260922T121000Z
DTSTART;TZID=Europe/Vienna:{at:%Y%m%dT%H%M%S}
DTEND;TZID=Europe/Vienna:{at + timedelta(minutes=45):%Y%m%dT%H%M%S}
SUMMARY:Price for three sites
DESCRIPTION:{text}
ORGANIZER:mailto:{organizer}
ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ANNA}
ATTENDEE;CN=Petra Lang;PARTSTAT=NEEDS-ACTION:mailto:petra.lang@northwind.example
{more}END:VEVENT
"""
    return lines if organizer else lines.replace("ORGANIZER:mailto:\n", "")


def read(seat: Any, now: datetime, *events: str, name: str = ANNA) -> None:
    head = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\nX-WR-CALNAME:{name}\n"
    data = (head + "".join(events) + "END:VCALENDAR\n").replace("\n", "\r\n").encode()
    assert not import_bytes(seat, data, f"{name}.ics", now=now).skipped


def stands(seat: Any) -> dict[str, datetime]:
    """The meetings by the UID under which they stand."""
    return {each.entry.uid: each.held_at for each in Meeting.objects.in_workspace(seat.workspace)}


def uid_of(invitation: Invitation) -> str:
    invitation.refresh_from_db()
    return invitation.uid


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("copy_first", [True, False])
def test_a_copy_of_the_event_is_a_meeting_of_its_own(
    book: Any, seat: Any, now: datetime, together: bool, copy_first: bool
) -> None:
    invitation = book(way=Way.WEB)

    def both(words: str) -> list[str]:
        text = f"{words}\\nRef {invitation.code}"
        events = [event(text), event(text, "copy@google.example", LATER)]
        return events[::-1] if copy_first else events

    if not together:
        read(seat, now, event(f"Hello\\nRef {invitation.code}"))
        answer_by_mail(seat, Invitation.objects.in_workspace(seat.workspace).get(), "REPLY", "ACCEPTED")
    for hours in range(1, 4):
        read(seat, now + timedelta(hours=hours), *both(f"Hello {hours}"))
        assert stands(seat) == {OURS: THURSDAY, "copy@google.example": LATER}
        assert uid_of(invitation) == OURS
        assert (invitation.starts_at, invitation.sequence) == (THURSDAY, 0)
    assert stand_of(invitation, now) is (Stand.OFFERED if together else Stand.BOOKED)


def test_a_copy_of_what_stands_there_under_our_own_uid_is_another_meeting(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    own = calendar_file(invitation).decode().replace("\r\n", "\n")
    own = own[own.index("BEGIN:VTIMEZONE") : own.index("END:VCALENDAR")]
    read(seat, now, own)
    for hours in range(1, 3):
        text = f"Hello {hours}\\nRef {invitation.code}"
        copies = event(text, at=LATER), event(text, "same-time@google.example")
        read(seat, now + timedelta(hours=hours), own.replace("SUMMARY:", f"SUMMARY:{hours} "), *copies)
        assert uid_of(invitation) == invitation.meeting.entry.uid not in {OURS, "same-time@google.example"}
        assert stands(seat) == {invitation.uid: THURSDAY, OURS: LATER, "same-time@google.example": THURSDAY}


def test_what_our_own_mail_invites_to_stays_where_a_copy_stands_at_another_time(
    book: Any, seat: Any, now: datetime
) -> None:
    Connection.objects.in_workspace(seat.workspace).create(
        user=seat.user, kind="mail", address="anna@harbour.example", connected_at=now
    )
    invitation = book(way=Way.MAIL)
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED")
    read(seat, now, event(f"Ref {invitation.code}", at=LATER))
    assert stands(seat) == {uid_of(invitation): THURSDAY, OURS: LATER}
    assert stand_of(invitation, now) is Stand.BOOKED


def test_of_two_bookings_each_has_the_event_at_its_own_time(book: Any, seat: Any, now: datetime) -> None:
    first = book(way=Way.WEB)
    second = book(key="key-2", way=Way.WEB, starts_at=LATER, ends_at=LATER + timedelta(minutes=45))
    # The second event was made of a copy of the first.
    read(seat, now, event(f"Ref {first.code}", "copy@google.example", LATER), event(f"Ref {first.code}"))
    assert (uid_of(first), uid_of(second)) == (OURS, "copy@google.example")
    assert len(stands(seat)) == 2


@pytest.mark.parametrize("text", ["", "Ref {code}"])
def test_the_customers_own_invitation_is_hers(book: Any, seat: Any, now: datetime, text: str) -> None:
    invitation = has_left_by_hand(seat, book(), now=now)
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED")
    hers = text.format(code=invitation.code)
    read(seat, now, event(hers, "hers@northwind.example", organizer="petra.lang@northwind.example"))
    assert uid_of(invitation).endswith("@harbour.example")
    assert CalendarEntry.objects.in_workspace(seat.workspace).filter(uid=invitation.uid).exists()
    assert b"ORGANIZER" in calendar_file(invitation)


@pytest.mark.parametrize(
    ("organizer", "name", "is_ours"),
    [
        ("", "Work", True),
        ("tom@harbour.example", "Work", True),
        ("c_1886abcd@group.calendar.google.com", "Work", True),
        ("anna.weber@mail.example", "Work", False),
        ("anna.weber@mail.example", "anna.weber@mail.example", True),
    ],
)
def test_only_who_is_one_of_ours_invites_to_what_was_booked_here(
    book: Any, seat: Any, now: datetime, organizer: str, name: str, is_ours: bool
) -> None:
    Identity.objects.in_workspace(seat.workspace).create(kind="domain", value="harbour.example")
    invitation = book(way=Way.WEB)
    read(seat, now, event(f"Ref {invitation.code}", organizer=organizer), name=name)
    assert (uid_of(invitation) == OURS) is is_ours


@pytest.mark.parametrize("by", ["own link", "shared link", "pasted"])
def test_what_was_answered_before_the_event_was_found_there_is_answered_to_it(
    book: Any, seat: Any, now: datetime, settings: Any, by: str
) -> None:
    settings.PUBLIC_URL = "https://foothold.harbour.example"
    invitation, at = book(way=Way.WEB), now + timedelta(minutes=20)
    if by == "pasted":
        keep_pasted_reply(seat, invitation, "Works for me, see you then.", by=PETRA, now=at)
    else:
        guest = next(each for each in make_guest_links(invitation, now=now) if bool(each.address) is (by == "own link"))
        answer_as_guest(guest, GuestActKind.YES, sequence=0, now=at)
    before = answered(seat)
    assert before[0] == "accepted"
    read(seat, now + timedelta(hours=1), event(f"Ref {invitation.code}"))
    assert uid_of(invitation) == OURS
    assert answered(seat) == before


def answered(seat: Any) -> tuple[str, str]:
    meeting = Meeting.objects.in_workspace(seat.workspace).get()
    return meeting.answer, meeting.answer_level


def test_found_at_the_time_before_the_move_it_tells_of_that_time_alone(book: Any, seat: Any, now: datetime) -> None:
    invitation = move_next_step(seat, book(way=Way.WEB), THURSDAY + timedelta(days=1), now=now)
    read(seat, now, event(f"Ref {invitation.code}"))
    assert uid_of(invitation) == OURS
    assert (invitation.left_at, invitation.told_sequence) == (None, 0)
    assert invitation.starts_at == THURSDAY + timedelta(days=1)


def test_found_at_the_time_it_was_moved_to_it_was_sent_whatever_number_it_bears(
    book: Any, seat: Any, now: datetime
) -> None:
    friday = THURSDAY + timedelta(days=1)
    invitation = move_next_step(seat, book(way=Way.WEB), friday, now=now)
    read(seat, now, event(f"Ref {invitation.code}", at=friday))
    assert uid_of(invitation) == OURS
    assert (invitation.left_at is not None, invitation.told_sequence) == (True, 1)


def test_moved_in_his_calendar_before_it_was_ever_read_it_was_sent_as_it_stands_there(
    book: Any, seat: Any, now: datetime
) -> None:
    friday = THURSDAY + timedelta(days=1)
    invitation = book(way=Way.WEB)
    read(seat, now, event(f"Ref {invitation.code}", at=friday))
    assert uid_of(invitation) == OURS
    assert (invitation.starts_at, invitation.left_at is not None) == (friday, True)
    assert invitation.told_sequence == invitation.sequence


@pytest.mark.parametrize(
    ("created", "in_room"),
    [("20260922T120200Z", True), ("20260922T110000Z", False), ("20261122T120200Z", False)],
)
def test_when_they_were_asked_the_event_itself_tells(
    book: Any, seat: Any, now: datetime, created: str, in_room: bool
) -> None:
    invitation = book(way=Way.WEB)
    made = event(f"Ref {invitation.code}").replace("CREATED:20260922T121000Z", f"CREATED:{created}")
    read(seat, now + timedelta(days=1), made)
    invitation.refresh_from_db()
    assert invitation.told_at == (now + timedelta(minutes=2) if in_room else now + timedelta(days=1))


@pytest.mark.parametrize("is_sent", [True, False])
def test_what_was_called_off_here_stays_so_where_his_calendar_still_shows_its_event(
    book: Any, seat: Any, now: datetime, is_sent: bool
) -> None:
    invitation = book(way=Way.WEB)
    if is_sent:
        has_left_by_hand(seat, invitation, now=now)
    invitation = cancel_next_step(seat, invitation, now=now)
    for hours in range(1, 3):
        read(seat, now + timedelta(hours=hours), event(f"Hello {hours}\\nRef {invitation.code}"))
        assert stands(seat) == {OURS: THURSDAY}
        assert uid_of(invitation) == OURS
        assert stand_of(invitation, now) is Stand.CANCELLED
    facts = calendar_facts(seat, Meeting.objects.in_workspace(seat.workspace).get(), now=now)
    assert facts is not None
    assert str(facts.second) == "It was called off here. Your calendar still shows it: take it out there."
    assert (invitation.left_at, invitation.told_sequence) == (None, 0)
    assert is_to_be_told(invitation), "they have it, and do not know that it is off"


def test_called_off_here_and_in_his_calendar_nothing_is_left_to_tell(book: Any, seat: Any, now: datetime) -> None:
    invitation = cancel_next_step(seat, book(way=Way.WEB), now=now)
    read(seat, now, event(f"Ref {invitation.code}", more="STATUS:CANCELLED\n"))
    assert uid_of(invitation) == OURS
    assert not is_to_be_told(invitation)
    facts = calendar_facts(seat, Meeting.objects.in_workspace(seat.workspace).get(), now=now)
    assert facts is not None
    assert str(facts.second) == "It was called off here."


def test_a_copy_of_what_was_called_off_at_another_time_is_a_meeting(book: Any, seat: Any, now: datetime) -> None:
    invitation = cancel_next_step(seat, book(way=Way.WEB), now=now)
    own = uid_of(invitation)
    read(seat, now, event(f"Ref {invitation.code}", "copy@google.example", LATER))
    assert stands(seat) == {own: THURSDAY, "copy@google.example": LATER}
    assert {each.status for each in Meeting.objects.in_workspace(seat.workspace)} == {"cancelled", "stands"}
    assert stand_of(invitation, now) is Stand.CANCELLED


def test_the_event_of_what_was_called_off_is_not_that_of_the_one_booked_instead(
    book: Any, seat: Any, now: datetime
) -> None:
    off = cancel_next_step(seat, book(way=Way.WEB), now=now)
    anew = book(key="key-2", way=Way.WEB)
    read(seat, now, event(f"Ref {off.code}"), event(f"Ref {anew.code}", "new@google.example"))
    assert (uid_of(off), uid_of(anew)) == (OURS, "new@google.example")
    assert (stand_of(off, now), stand_of(anew, now)) == (Stand.CANCELLED, Stand.OFFERED)


def test_an_undone_reading_leaves_what_was_called_off_here_called_off(book: Any, seat: Any, now: datetime) -> None:
    invitation = cancel_next_step(seat, book(way=Way.WEB), now=now)
    read(seat, now, event(f"Ref {invitation.code}"))
    undo_import(seat, Import.objects.in_workspace(seat.workspace).latest("started_at"), now=now)
    assert len(stands(seat)) == 1
    assert stand_of(invitation, now) is Stand.CANCELLED


def test_what_our_mail_invited_to_stays_under_the_uid_it_left_with_whatever_event_stands_for_it(
    book: Any, seat: Any, now: datetime
) -> None:
    rows = Connection.objects.in_workspace(seat.workspace)
    rows.create(user=seat.user, kind="mail", address=ANNA, connected_at=now)
    invitation = book(way=Way.MAIL)
    departures = Departure.objects.in_workspace(seat.workspace)
    departures.update(state="sent", left_at=now)
    Invitation.objects.in_workspace(seat.workspace).update(left_at=now, told_sequence=0, told_at=now)
    held = Invitation(uid=invitation.uid)
    read(seat, now, event(f"Ref {invitation.code}"))
    assert uid_of(invitation) == OURS
    answer_by_mail(seat, held, "REPLY", "ACCEPTED")
    assert stand_of(invitation, now) is Stand.BOOKED
    moved = move_next_step(seat, invitation, THURSDAY + timedelta(days=1), now=now, even_if_taken=True)
    [change] = departures.filter(state="waiting")
    assert (change.uid, f"UID:{held.uid}" in letter_of(change)) == (held.uid, True)
    answer_by_mail(seat, held, "REPLY", "ACCEPTED", sequence=1, start="20260925T080000Z")
    assert stand_of(moved, now) is Stand.BOOKED
    cancel_next_step(seat, moved, now=now)
    assert {each.uid for each in departures} == {held.uid}


def letter_of(departure: Departure) -> str:
    """The calendar part of what leaves."""
    parts = message_from_bytes(bytes_of(departure)).walk()
    return b"".join(
        each.get_payload(decode=True) for each in parts if each.get_content_type() == "text/calendar"
    ).decode()
