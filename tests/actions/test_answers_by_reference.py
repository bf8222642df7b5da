"""An answer to the event that the seller's web calendar made: known by its reference, or by its time and who answers."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from booked_steps import JAN, PETRA, THURSDAY, stand_of
from foothold.actions.change_invitation import has_left_by_hand, move_next_step
from foothold.actions.import_files import import_bytes
from foothold.actions.trust_mail_server import trust_mail_server
from foothold.records.models import Identity, Invitation, InvitationReply, Meeting
from foothold.records.models.booking import Way
from foothold.records.standing import Stand

FRIDAY = THURSDAY + timedelta(days=1)
HOST = "mx.harbour.example"
ANNA, OURS = "anna@harbour.example", "abc123@google.example"


def ics(
    text: str = "",
    *,
    method: str = "REPLY",
    partstat: str = "ACCEPTED",
    at: datetime = THURSDAY,
    said: str = "20260922T130000Z",
    by: str = PETRA,
    organizer: str = ANNA,
) -> str:
    """Her calendar's answer to Google's event, of which nothing is known here."""
    return (
        f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\nMETHOD:{method}\nBEGIN:VEVENT\nUID:{OURS}\nSEQUENCE:0\n"
        f"DTSTAMP:{said}\nDTSTART;TZID=Europe/Vienna:{at:%Y%m%dT%H%M%S}\n"
        f"DTEND;TZID=Europe/Vienna:{at + timedelta(minutes=45):%Y%m%dT%H%M%S}\nORGANIZER:mailto:{organizer}\n"
        f"ATTENDEE;PARTSTAT={partstat}:mailto:{by}\n{f'DESCRIPTION:{text}' if text else 'SUMMARY:x'}\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    ).replace("\n", "\r\n")


def eml(calendar: str, words: str = "") -> str:
    head = (
        f"Authentication-Results: {HOST}; dmarc=pass header.from=northwind.example\nFrom: Petra Lang <{PETRA}>\n"
        f"To: {ANNA}\nSubject: Accepted: Price\nDate: Tue, 22 Sep 2026 13:00:00 +0000\n"
        "Message-ID: <r1@northwind.example>\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n"
        f"--b\nContent-Type: text/plain\n\n{words}\n--b\nContent-Type: text/calendar; method=REPLY; charset=utf-8\n\n"
    )
    return head.replace("\n", "\r\n") + calendar + "--b--\r\n"


def read(seat: Any, now: datetime, text: str, uid: str = OURS, at: datetime = THURSDAY) -> None:
    """His own calendar is read, in which Google's event stands."""
    stands = ics(text, at=at, partstat="NEEDS-ACTION").replace("METHOD:REPLY", f"X-WR-CALNAME:{ANNA}")
    assert not import_bytes(seat, stands.replace(OURS, uid).encode(), f"{ANNA}.ics", now=now).skipped


@pytest.fixture
def sent(book: Any, seat: Any, now: datetime) -> Invitation:
    """By Google's page, and said to be."""
    Identity.objects.in_workspace(seat.workspace).get_or_create(
        workspace_id=seat.workspace_id, kind="address", value=ANNA
    )
    trust_mail_server(seat, HOST)
    invitation: Invitation = has_left_by_hand(seat, book(way=Way.WEB), now=now)
    return invitation


def answer(invitation: Invitation) -> tuple[str, str]:
    meeting = Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id)
    return meeting.answer, meeting.answer_level


@pytest.mark.parametrize("named", ["in the event", "in the mail", "nowhere"])
def test_her_verified_yes_books_before_his_calendar_was_read(
    sent: Invitation, seat: Any, now: datetime, named: str
) -> None:
    text = f"Hello\\nRef {sent.code}" if named == "in the event" else ""
    data = eml(ics(text), f"Ref {sent.code}" if named == "in the mail" else "")
    for _ in range(2):
        import_bytes(seat, data.encode(), "r.eml", now=now)
        assert stand_of(sent, now) is Stand.BOOKED
        # Read from his calendar it is the same event, and its answer is no second one.
        read(seat, now, f"Ref {sent.code}")
    assert InvitationReply.objects.in_workspace(seat.workspace).get().uid == OURS
    assert stand_of(sent, now) is Stand.BOOKED


def test_dropped_as_a_file_it_is_her_yes_not_verified(sent: Invitation, seat: Any, now: datetime) -> None:
    import_bytes(seat, ics(f"Ref {sent.code}").encode(), "r.ics", now=now)
    assert answer(sent) == ("accepted", "E3")


def test_a_counter_is_known_by_its_reference_alone(sent: Invitation, seat: Any, now: datetime) -> None:
    import_bytes(seat, ics(method="COUNTER", at=FRIDAY).encode(), "r.ics", now=now)
    assert answer(sent)[0] == "no_answer"
    import_bytes(seat, ics(f"Ref {sent.code}", method="COUNTER", at=FRIDAY).encode(), "s.ics", now=now)
    assert answer(sent)[0] == "counter"


def test_an_answer_to_the_event_of_before_it_was_moved_is_to_that(sent: Invitation, seat: Any, now: datetime) -> None:
    moved = has_left_by_hand(seat, move_next_step(seat, sent, FRIDAY, now=now), now=now)
    import_bytes(seat, ics(f"Ref {sent.code}", said="20260923T130000Z").encode(), "r.ics", now=now)
    assert answer(moved)[0] == "no_answer"
    import_bytes(seat, ics(f"Ref {sent.code}", at=FRIDAY, said="20260923T140000Z").encode(), "s.ics", now=now)
    assert answer(moved)[0] == "accepted"


@pytest.mark.parametrize(
    "other",
    [
        {"by": JAN},
        {"at": FRIDAY},
        {"organizer": PETRA},
        {"text": "Ref FH-22222222"},
    ],
)
def test_an_answer_to_another_event_is_none_to_ours(
    sent: Invitation, seat: Any, now: datetime, other: dict[str, Any]
) -> None:
    import_bytes(seat, ics(**other).encode(), "r.ics", now=now)
    assert answer(sent)[0] == "no_answer"


def test_of_two_that_it_could_be_to_it_is_to_none(sent: Invitation, book: Any, seat: Any, now: datetime) -> None:
    book(key="key-2", way=Way.WEB, even_if_taken=True)
    import_bytes(seat, ics().encode(), "r.ics", now=now)
    assert answer(sent)[0] == "no_answer"


def test_an_answer_to_an_event_of_his_calendar_that_only_names_it_is_to_that(
    sent: Invitation, seat: Any, now: datetime
) -> None:
    read(seat, now, f"Ref {sent.code}", "first@google.example")
    read(seat, now + timedelta(hours=1), f"Ref {sent.code}", at=FRIDAY)
    import_bytes(seat, ics(f"Ref {sent.code}", at=FRIDAY).encode(), "r.ics", now=now)
    assert answer(sent)[0] == "no_answer"
    assert InvitationReply.objects.in_workspace(seat.workspace).get().uid == OURS
