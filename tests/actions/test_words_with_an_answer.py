"""What the customer writes with the answer of his calendar: kept on it, and another time in it asked for (METHOD 3)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from booked_steps import PETRA, VIENNA, stand_of
from foothold.actions.change_invitation import take_their_time
from foothold.actions.import_files import import_bytes
from foothold.actions.trust_mail_server import trust_mail_server
from foothold.actions.words_of_replies import ASKS_FOR
from foothold.core.evidence import Side
from foothold.records.models import Invitation, InvitationReply, Meeting
from foothold.records.standing import Stand, standing
from foothold.web.mailed_answers import mailed_answers

FRIDAY = datetime(2026, 9, 25, 10, 0, tzinfo=VIENNA)
WORDS = "Sorry, Thursday is impossible. Can we do Friday at 10 instead?"
SERVER = "mx.harbour.example"


def mail(
    invitation: Invitation,
    partstat: str,
    *,
    comment: str = "",
    text: str = "",
    method: str = "REPLY",
    check: str = "pass",
) -> bytes:
    """Petra's answer as her calendar program sends it, with words in its COMMENT or beside it."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT", f"UID:{invitation.uid}", "SEQUENCE:0"),
        *("DTSTAMP:20260922T113000Z", "DTSTART:20260924T080000Z", "ORGANIZER:mailto:anna@harbour.example"),
        *(f"ATTENDEE;PARTSTAT={partstat}:mailto:{PETRA}", f"COMMENT:{comment}", "END:VEVENT", "END:VCALENDAR", ""),
    ]
    head = [
        f"Authentication-Results: {SERVER}; dmarc={check} header.from=northwind.example",
        *(f"From: Petra Lang <{PETRA}>", "To: anna@harbour.example", "Subject: Declined: Price", "Message-ID: <m@x>"),
        *("Date: Tue, 22 Sep 2026 11:30:00 +0000", "MIME-Version: 1.0"),
        *('Content-Type: multipart/alternative; boundary="b"', "", "--b"),
        *("Content-Type: text/plain; charset=utf-8", "", text, "--b"),
        *(f"Content-Type: text/calendar; charset=utf-8; method={method}", "", *lines, "--b--", ""),
    ]
    return "\r\n".join(head).encode()


def meeting_of(invitation: Invitation) -> Meeting:
    return Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id)


def answers_to(invitation: Invitation) -> list[InvitationReply]:
    return list(InvitationReply.objects.in_workspace(invitation.workspace_id).order_by("replied_at"))


@pytest.fixture
def trusted(seat: Any) -> Any:
    trust_mail_server(seat, SERVER)
    seat.workspace.refresh_from_db()
    return seat


@pytest.mark.parametrize("where", ["comment", "text"])
@pytest.mark.parametrize("partstat", ["DECLINED", "TENTATIVE"])
def test_another_time_named_beside_a_no_or_a_maybe_is_asked_for(
    trusted: Any, book: Any, now: datetime, where: str, partstat: str
) -> None:
    invitation = book()
    import_bytes(trusted, mail(invitation, partstat, **{where: WORDS}), "m.eml", now=now)
    answer, asked = answers_to(invitation)
    assert (answer.partstat, answer.level, answer.words, answer.new_start) == (partstat, "E4", WORDS, None)
    assert (asked.level, asked.because, asked.new_start) == ("E3", "plain words", FRIDAY)
    assert "Friday at 10" in asked.words
    found = meeting_of(invitation)
    assert (found.answer, found.asked_for) == ("counter", FRIDAY)
    assert standing(found, now).who_must_answer == Side.OURS


def test_read_again_the_words_come_once(trusted: Any, book: Any, now: datetime) -> None:
    invitation = book()
    for _ in range(2):
        import_bytes(trusted, mail(invitation, "DECLINED", comment=WORDS), "m.eml", now=now)
    assert len(answers_to(invitation)) == 2


def test_a_time_asked_for_in_words_books_nothing_when_we_take_it_up(trusted: Any, book: Any, now: datetime) -> None:
    invitation = book()
    import_bytes(trusted, mail(invitation, "DECLINED", comment=WORDS), "m.eml", now=now)
    taken = take_their_time(trusted, invitation, now=now)
    assert taken.starts_at == FRIDAY
    assert stand_of(taken, now) is Stand.OFFERED


def test_words_beside_a_yes_are_kept_and_change_nothing(trusted: Any, book: Any, now: datetime) -> None:
    invitation = book()
    import_bytes(trusted, mail(invitation, "ACCEPTED", text="I'll bring the pump hours."), "m.eml", now=now)
    (answer,) = answers_to(invitation)
    assert answer.words == "I'll bring the pump hours."
    assert stand_of(invitation, now) is Stand.BOOKED


def test_words_without_another_time_leave_a_no_a_no(trusted: Any, book: Any, now: datetime) -> None:
    invitation = book()
    import_bytes(trusted, mail(invitation, "DECLINED", text="We went with somebody else."), "m.eml", now=now)
    (answer,) = answers_to(invitation)
    assert answer.words == "We went with somebody else."
    assert stand_of(invitation, now) is Stand.DECLINED


def test_what_the_calendar_program_writes_beside_a_no_asks_for_nothing(trusted: Any, book: Any, now: datetime) -> None:
    invitation = book()
    text = "Petra Lang has declined this invitation.\r\n\r\nFriday Sep 25, 2026 10am - 10:45am"
    import_bytes(trusted, mail(invitation, "DECLINED", text=text), "m.eml", now=now)
    (answer,) = answers_to(invitation)
    assert answer.words == ""


@pytest.mark.parametrize(("check", "level"), [("fail", "E0"), ("none", "E3")])
def test_words_nobody_vouches_for_count_no_more_than_their_answer(
    trusted: Any, book: Any, now: datetime, check: str, level: str
) -> None:
    invitation = book()
    import_bytes(trusted, mail(invitation, "DECLINED", comment=WORDS, check=check), "m.eml", now=now)
    assert {each.level for each in answers_to(invitation)} == {level}
    assert meeting_of(invitation).answer == ("counter" if level == "E3" else "no_answer")


# --- another time that cannot be read, and one that has passed --------------------------------------


def countered(invitation: Invitation, start: str, partstat: str = "TENTATIVE") -> bytes:
    sent = mail(invitation, partstat, comment="We are in the plant that day", method="COUNTER")
    return sent.replace(b"DTSTART:20260924T080000Z", start.encode())


@pytest.mark.parametrize(
    ("start", "shown"),
    [
        ("DTSTART;TZID=Mars/Olympus:20260925T100000", "Fri 25 Sep 10:00 (Mars/Olympus)"),
        ("DTSTART:20260925T100000", "Fri 25 Sep 10:00 (no time zone)"),
        ("DTSTART;VALUE=DATE:20260925", "Fri 25 Sep (all day)"),
    ],
)
def test_another_time_we_cannot_read_is_kept_in_words_and_shown(
    trusted: Any, book: Any, now: datetime, start: str, shown: str
) -> None:
    invitation = book()
    import_bytes(trusted, countered(invitation, start), "m.eml", now=now)
    (answer,) = answers_to(invitation)
    assert answer.words == f"{ASKS_FOR}{shown}\nWe are in the plant that day"
    assert (answer.partstat, answer.new_start) == ("TENTATIVE", None)
    (line,) = mailed_answers(meeting_of(invitation))
    assert f"asks for {shown}" in line.words
    assert line.asks_for_another_time


def test_a_floating_time_is_read_in_the_customers_zone_where_that_is_known(
    trusted: Any, book: Any, now: datetime
) -> None:
    invitation = book()
    account = meeting_of(invitation).account
    assert account is not None
    account.tz = "Europe/Lisbon"
    account.save()
    import_bytes(trusted, countered(invitation, "DTSTART:20260925T100000"), "m.eml", now=now)
    found = meeting_of(invitation)
    assert (found.answer, found.asked_for) == ("counter", datetime(2026, 9, 25, 9, tzinfo=UTC))


def test_a_time_that_has_passed_undoes_no_booked_meeting_and_is_kept(trusted: Any, book: Any, now: datetime) -> None:
    invitation = book()
    import_bytes(trusted, mail(invitation, "ACCEPTED"), "yes.eml", now=now)
    late = countered(invitation, "DTSTART:20200925T080000Z").replace(b"T113000Z", b"T114000Z")
    import_bytes(trusted, late, "late.eml", now=now)
    assert stand_of(invitation, now) is Stand.BOOKED
    assert meeting_of(invitation).asked_for is None
    assert len(answers_to(invitation)) == 2
