"""The next meeting booked: stored once, in both calendars' words, and moved by nobody but the customer."""

from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from typing import Any

import pytest
from django.utils import timezone

from booked_steps import JAN, PETRA, THURSDAY, WANTED, answer_by_mail, stand_of
from foothold.actions.asked_times import asked_times
from foothold.actions.book_next_step import CannotBook, SlotTaken, ToBring, book_next_step
from foothold.actions.change_invitation import (
    cancel_next_step,
    change_words,
    keep_our_time,
    move_next_step,
    take_their_time,
)
from foothold.actions.depart import bytes_of
from foothold.actions.import_files import import_bytes
from foothold.actions.invitation_words import invitation_words
from foothold.actions.invite import calendar_file
from foothold.connectors.calendar import read_calendar
from foothold.records.models import (
    CalendarEntry,
    Commitment,
    Connection,
    Counterpart,
    Departure,
    Homework,
    Identity,
    Invitation,
    Judgement,
    Meeting,
)
from foothold.records.models.booking import Way
from foothold.records.standing import Stand


def test_an_invitation_nobody_answered_is_offered(book: Any, now: datetime) -> None:
    assert stand_of(book(), now) is Stand.OFFERED


def test_the_same_key_again_is_the_same_booking(book: Any, seat: Any) -> None:
    first, again = book(), book(topic="Something else")
    assert first.pk == again.pk
    assert Meeting.objects.in_workspace(seat.workspace).count() == 1


def test_homework_of_both_sides_is_kept_with_the_meetings_day(book: Any) -> None:
    rows = Homework.objects.in_workspace(book().workspace_id)
    assert [(row.side, row.what, row.due_on.isoformat()) for row in rows] == [
        ("customer", "pump hours of sites 2 and 3", "2026-09-24"),
        ("ours", "savings of site 1", "2026-09-24"),
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"topic": "  "}, "topic"),
        ({"attendees": []}, "attendees"),
        ({"attendees": [("petra at northwind", "")]}, "attendees"),
        ({"starts_at": THURSDAY - timedelta(days=9), "ends_at": THURSDAY}, "starts_at"),
        ({"ends_at": THURSDAY}, "ends_at"),
        ({"tz": "Mars/Olympus"}, "tz"),
        ({"organizer": "nobody"}, "organizer"),
        ({"attendees": [("jürgen@northwind.example", "Jürgen")]}, "attendees"),
        ({"attendees": [(f"p{number}@northwind.example", "") for number in range(51)]}, "attendees"),
        ({"starts_at": THURSDAY.replace(year=9999), "ends_at": THURSDAY.replace(year=9999, hour=11)}, "starts_at"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_stored(book: Any, seat: Any, changes: Any, field: str) -> None:
    with pytest.raises(CannotBook) as refused:
        book(**changes)
    assert refused.value.field == field
    assert not Meeting.objects.in_workspace(seat.workspace).exists()
    assert not Departure.objects.in_workspace(seat.workspace).exists()


def test_a_time_that_is_taken_is_said_and_can_be_booked_all_the_same(book: Any) -> None:
    book()
    with pytest.raises(SlotTaken):
        book(key="key-2", starts_at=THURSDAY + timedelta(minutes=30), ends_at=THURSDAY + timedelta(minutes=60))
    assert book(key="key-3", even_if_taken=True).pk


def test_without_a_connection_the_seller_gets_a_file_that_names_both_sides(book: Any) -> None:
    invitation = book()
    entry = read_calendar(calendar_file(invitation), "file").entries[0]
    assert entry.uid == invitation.uid
    assert entry.organizer is not None
    assert entry.organizer.address == "anna@harbour.example"
    assert [each.address for each in entry.attendees] == ["petra.lang@northwind.example"]
    assert invitation.code.encode() in calendar_file(invitation)


def test_a_verified_yes_books_it(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED")
    assert stand_of(invitation, now) is Stand.BOOKED


SENT_BY_PETRA = ';DELEGATED-FROM="mailto:petra.lang@northwind.example"'


@pytest.mark.parametrize(
    ("delegates", "by", "verdict", "partstat", "stand"),
    [
        (True, JAN, "pass", "ACCEPTED", Stand.BOOKED),
        (True, JAN, "pass", "DECLINED", Stand.DECLINED),
        (True, JAN, "none", "ACCEPTED", Stand.OFFERED),
        (True, "jan@elsewhere.example", "pass", "ACCEPTED", Stand.OFFERED),
        (False, JAN, "pass", "ACCEPTED", Stand.OFFERED),
    ],
)
def test_whom_an_attendee_sent_from_his_own_firm_answers_for_him(
    book: Any, seat: Any, now: datetime, delegates: bool, by: str, verdict: str, partstat: str, stand: Stand
) -> None:
    invitation = book()
    if delegates:
        answer_by_mail(seat, invitation, "REPLY", "DELEGATED", more=f';DELEGATED-TO="mailto:{by}"')
    at = "20260922T140000Z"
    answer_by_mail(seat, invitation, "REPLY", partstat, by=by, verdict=verdict, more=SENT_BY_PETRA, at=at)
    assert stand_of(invitation, now) is stand


def test_who_comes_himself_after_all_answers_again(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "DELEGATED", more=f';DELEGATED-TO="mailto:{JAN}"')
    answer_by_mail(seat, invitation, "REPLY", "DECLINED", by=JAN, more=SENT_BY_PETRA, at="20260922T140000Z")
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED", at="20260922T150000Z")
    assert stand_of(invitation, now) is Stand.BOOKED


def test_an_unverified_yes_does_not(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED", verdict="none")
    assert stand_of(invitation, now) is Stand.OFFERED


def test_a_moved_meeting_asks_anew_and_an_older_yes_is_history(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED")
    moved = move_next_step(seat, invitation, THURSDAY + timedelta(days=1), now=now)
    assert moved.sequence == moved.slot_sequence == 1
    assert stand_of(moved, now) is Stand.OFFERED
    answer_by_mail(seat, moved, "REPLY", "ACCEPTED", sequence=0, at="20260923T130000Z")
    assert stand_of(moved, now) is Stand.OFFERED
    answer_by_mail(seat, moved, "REPLY", "ACCEPTED", sequence=1, start="20260925T080000Z", at="20260923T140000Z")
    assert stand_of(moved, now) is Stand.BOOKED


def test_other_words_raise_the_sequence_and_take_back_nobodys_yes(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED")
    changed = change_words(seat, invitation, agenda=[{"question": "What did the trial cost?", "minutes": 10}], now=now)
    assert (changed.sequence, changed.slot_sequence) == (1, 0)
    assert stand_of(changed, now) is Stand.BOOKED
    entry = read_calendar(calendar_file(changed), "file").entries[0]
    assert [each.partstat for each in entry.attendees] == ["ACCEPTED"]


def test_the_time_he_asks_for_taken_up_is_his_act(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", start="20260925T090000Z")
    moved = take_their_time(seat, invitation, now=now)
    assert moved.starts_at.isoformat() == "2026-09-25T09:00:00+00:00"
    assert stand_of(moved, now) is Stand.BOOKED
    meeting = Meeting.objects.in_workspace(seat.workspace).get(pk=moved.meeting_id)
    assert (meeting.moved_by_us, meeting.moved_by_customer) == (0, 1)


def test_a_counter_can_be_declined_only_while_it_stands(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    with pytest.raises(CannotBook):
        keep_our_time(seat, invitation, now=now)
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", start="20260925T090000Z")
    assert keep_our_time(seat, invitation, now=now).sequence == 0


def test_a_time_we_declined_is_asked_for_no_more_and_his_yes_stands_again(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED")
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", start="20260925T090000Z", at="20260922T140000Z")
    meetings = Meeting.objects.in_workspace(seat.workspace)
    assert meetings.get().answer == "counter"
    keep_our_time(seat, invitation, now=timezone.now())
    assert meetings.get().answer == "accepted"


def _two_ask(book: Any, seat: Any, **changes: Any) -> Invitation:
    """Petra asks for Saturday, and Jan, later, for Friday."""
    invitation: Invitation = book(attendees=[(PETRA, "Petra Lang"), (JAN, "Jan Novak")], **changes)
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", start="20260926T090000Z")
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", by=JAN, start="20260925T090000Z", at="20260922T140000Z")
    return invitation


def test_of_two_times_asked_for_each_is_a_question_of_its_own(book: Any, seat: Any, now: datetime) -> None:
    invitation = _two_ask(book, seat)
    asked = asked_times(invitation)
    assert [(each.reply.address, each.start.day) for each in asked] == [(JAN, 25), (PETRA, 26)]
    meetings = Meeting.objects.in_workspace(seat.workspace)
    assert meetings.get().asked_for == asked[0].start, "lists show the earliest"
    keep_our_time(seat, invitation, now=now, asked=asked[0].reply.pk)
    assert [each.reply.address for each in asked_times(invitation)] == [PETRA]
    assert (meetings.get().answer, meetings.get().asked_for) == ("counter", asked[1].start)
    with pytest.raises(CannotBook):
        keep_our_time(seat, invitation, now=now, asked=asked[0].reply.pk)
    keep_our_time(seat, invitation, now=now, asked=asked[1].reply.pk)
    assert meetings.get().asked_for is None


def test_of_two_times_asked_for_the_one_that_is_meant_is_taken(book: Any, seat: Any, now: datetime) -> None:
    invitation = _two_ask(book, seat)
    asked = asked_times(invitation)
    moved = take_their_time(seat, invitation, now=now, asked=asked[1].reply.pk)
    assert moved.starts_at == asked[1].start
    assert asked_times(moved) == [], "everybody is asked anew"


def test_whose_time_was_taken_up_is_not_asked_again_by_what_he_said_of_the_old_one(
    book: Any, seat: Any, now: datetime
) -> None:
    invitation = _two_ask(book, seat)
    moved = take_their_time(seat, invitation, now=now, asked=asked_times(invitation)[0].reply.pk)
    # Written before he had the new time, and as late in the post.
    late = {"by": JAN, "start": "20260928T090000Z", "at": "20260922T150000Z"}
    answer_by_mail(seat, moved, "COUNTER", "TENTATIVE", **late)
    answer_by_mail(seat, moved, "COUNTER", "TENTATIVE", sequence=1, start="20260929T090000Z", at="20260922T160000Z")
    assert [(each.reply.address, each.start.day) for each in asked_times(moved)] == [(PETRA, 29)]


def test_a_time_declined_is_declined_to_who_asked_for_it_and_to_nobody_else(
    book: Any, seat: Any, now: datetime
) -> None:
    Connection.objects.in_workspace(seat.workspace).create(
        user=seat.user, kind="mail", address="anna@harbour.example", connected_at=now
    )
    invitation = _two_ask(book, seat, way=Way.MAIL)
    keep_our_time(seat, invitation, now=now, asked=asked_times(invitation)[0].reply.pk)
    (letter,) = Departure.objects.in_workspace(seat.workspace).filter(kind="counter_declined")
    assert letter.to_addresses == [JAN]
    mail = message_from_bytes(bytes_of(letter))
    part = next(each for each in mail.walk() if each.get_content_type() == "text/calendar")
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    (entry,) = read_calendar(data, "letter").entries
    assert (entry.method, [each.address for each in entry.attendees]) == ("DECLINECOUNTER", [JAN])


def test_who_asks_twice_and_is_declined_asks_for_neither(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", start="20260925T090000Z")
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", start="20260926T090000Z", at="20260922T140000Z")
    (asked,) = asked_times(invitation)
    assert asked.start.day == 26
    keep_our_time(seat, invitation, now=now)
    assert asked_times(invitation) == []


def test_whoever_is_invited_is_a_customer_told_and_his_mail_is_read(seat: Any, book: Any, now: datetime) -> None:
    guessed = Counterpart.objects.in_workspace(seat.workspace).create(value="northwind.example", relation="customer")
    Connection.objects.in_workspace(seat.workspace).create(
        user=seat.user, kind="mail", address="anna@harbour.example", connected_at=now, cursor={"folders": [1]}
    )
    book()
    guessed.refresh_from_db()
    assert guessed.told
    assert Connection.objects.in_workspace(seat.workspace).get().cursor == {}


def test_nobody_is_told_that_the_seller_is_called_you(seat: Any, book: Any) -> None:
    seat.user.name = "You"
    seat.user.save()
    text = calendar_file(book()).decode()
    assert 'CN="You"' not in text
    assert "You brings" not in text


@pytest.mark.parametrize(
    ("attendees", "line"),
    [
        ([("petra.lang@northwind.example", "Petra Lang")], "- Paul, by "),
        ([("petra.lang@northwind.example", "Petra Lang"), (JAN, "Jan Novak")], "- Petra Lang: Paul, by "),
    ],
)
def test_what_they_bring_is_said_once_and_names_nobody_to_herself(
    book: Any, attendees: list[tuple[str, str]], line: str
) -> None:
    text = invitation_words(book(attendees=attendees, they_bring=[ToBring("bring Paul", "Petra Lang")]))
    assert line in text
    assert "bring Paul" not in text


@pytest.mark.parametrize(
    ("speaker", "what", "line"),
    [
        ("customer", "send you the layout of our line", "- send us the layout of your line, by "),
        ("ours", "send us your layout", "- send us your layout, by "),
        ("customer", "see what you think of our layout", "- see what you think of our layout, by "),
    ],
)
def test_what_they_promised_in_their_own_words_is_said_back_to_them(
    seat: Any, book: Any, read_meeting: Any, speaker: str, what: str, line: str
) -> None:
    meeting = read_meeting(seat)
    promise = Commitment.objects.in_workspace(seat.workspace).create(
        meeting=meeting, place=90, side="customer", what=what, evidence=[{"text": what, "side": speaker}]
    )
    assert line in invitation_words(book(they_bring=[ToBring(what, commitment=promise.pk)]))
    own = what.replace("layout", "plan")
    assert f"- {own}, by " in invitation_words(book(key="own", even_if_taken=True, they_bring=[ToBring(own)]))


def test_our_own_people_are_nobodys_customers(book: Any, seat: Any, now: datetime) -> None:
    with pytest.raises(CannotBook):
        book(attendees=[("tom@harbour.example", "Tom")])
    invitation = book(attendees=[("tom@harbour.example", "Tom"), ("petra.lang@northwind.example", "Petra")])
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED", by="tom@harbour.example")
    assert stand_of(invitation, now) is Stand.OFFERED


@pytest.mark.parametrize("organizer", ["ORGANIZER:mailto:petra@northwind.example\r\n", ""])
def test_no_mail_whatever_its_method_shows_an_acceptance_as_seen(seat: Any, now: datetime, organizer: str) -> None:
    text = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:evil-1\r\n"
        "DTSTAMP:20260922T100000Z\r\nDTSTART:20260930T080000Z\r\nDTEND:20260930T090000Z\r\nSUMMARY:Price talk\r\n"
        f"{organizer}ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@harbour.example\r\n"
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:petra@northwind.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    mail = (
        "From: petra@northwind.example\r\nTo: anna@harbour.example\r\nSubject: x\r\nMessage-ID: <e@x.example>\r\n"
        "Date: Tue, 22 Sep 2026 10:00:00 +0000\r\nContent-Type: text/calendar; method=PUBLISH\r\n\r\n" + text
    )
    Identity.objects.in_workspace(seat.workspace).create(kind="address", value="anna@harbour.example")
    Counterpart.objects.in_workspace(seat.workspace).create(value="northwind.example", relation="customer", told=True)
    import_bytes(seat, mail.encode(), "mail.eml", now=now)
    levels = Meeting.objects.in_workspace(seat.workspace).values_list("answer_level", flat=True)
    assert "E4" not in levels


def test_called_off_it_stands_no_more_and_cannot_be_moved(book: Any, seat: Any, now: datetime) -> None:
    cancelled = cancel_next_step(seat, book(), now=now)
    assert cancelled.sequence == 1
    assert stand_of(cancelled, now) is Stand.CANCELLED
    with pytest.raises(CannotBook):
        move_next_step(seat, cancelled, THURSDAY + timedelta(days=1), now=now)


def _other_uid(data: bytes, invitation: Invitation, uid: str, partstat: str = "NEEDS-ACTION") -> bytes:
    """The file as another program's calendar has it: the text kept, a UID of its own, the answers it knows."""
    return data.replace(invitation.uid.encode(), uid.encode()).replace(
        b"PARTSTAT=NEEDS-ACTION", f"PARTSTAT={partstat}".encode()
    )


def test_the_file_opened_in_his_own_calendar_and_read_again_is_the_same_meeting(
    book: Any, seat: Any, now: datetime
) -> None:
    invitation = book()
    data = calendar_file(invitation).replace(b"PARTSTAT=NEEDS-ACTION", b"PARTSTAT=ACCEPTED")
    assert not import_bytes(seat, data, "anna.ics", now=now).skipped
    assert Meeting.objects.in_workspace(seat.workspace).count() == 1
    assert stand_of(invitation, now) is Stand.BOOKED


def test_a_meeting_sent_by_his_web_calendar_is_known_by_its_reference(book: Any, seat: Any, now: datetime) -> None:
    invitation = book(way=Way.WEB)
    data = _other_uid(calendar_file(invitation), invitation, "abc123@google.example", "ACCEPTED")
    import_bytes(seat, data, "anna.ics", now=now)
    invitation.refresh_from_db()
    assert invitation.uid == "abc123@google.example"
    assert Meeting.objects.in_workspace(seat.workspace).count() == 1
    assert CalendarEntry.objects.in_workspace(seat.workspace).count() == 1
    assert stand_of(invitation, now) is Stand.BOOKED


def test_without_the_reference_time_and_people_decide(book: Any, seat: Any, now: datetime) -> None:
    invitation = book(way=Way.WEB)
    data = _other_uid(calendar_file(invitation), invitation, "abc@google.example").replace(
        invitation.code.encode(), b""
    )
    import_bytes(seat, data, "anna.ics", now=now)
    assert Meeting.objects.in_workspace(seat.workspace).count() == 1


def test_another_meeting_at_the_same_time_with_others_is_another_meeting(book: Any, seat: Any, now: datetime) -> None:
    invitation = book(way=Way.WEB)
    data = _other_uid(calendar_file(invitation), invitation, "abc@google.example").replace(
        invitation.code.encode(), b""
    )
    import_bytes(seat, data.replace(b"petra.lang@northwind", b"jan@helio"), "anna.ics", now=now)
    assert Meeting.objects.in_workspace(seat.workspace).count() == 2


def test_what_the_customer_agreed_in_words_is_kept_with_its_level(seat: Any, read_meeting: Any, book: Any) -> None:
    agreed = """Anna Weber: Shall we look at the trial plan next Thursday at 10?
Jan Novak: Next Thursday at 10 works. I'll bring Eva from quality.
"""
    meeting = read_meeting(seat, agreed, "call.txt")
    said = Judgement.objects.in_workspace(seat.workspace).get(meeting=meeting).document["next_step"]["start"]
    start = datetime.fromisoformat(said)
    changes = {"starts_at": start, "ends_at": start + timedelta(minutes=45)}
    assert book(meeting, **changes).agreed == "E3"
    later = {"starts_at": start + timedelta(hours=2), "ends_at": start + timedelta(hours=3)}
    assert book(meeting, key="key-2", **later).agreed == "E0"


def test_what_is_booked_in_the_demo_is_of_the_demo_and_nothing_of_it_leaves(seat: Any, now: datetime) -> None:
    from foothold.actions.make_demo import make_demo
    from foothold.actions.remove_demo import remove_demo

    make_demo(seat.workspace, now=now)
    Connection.objects.in_workspace(seat.workspace).create(
        user=seat.user, kind="mail", address="anna@harbour.example", connected_at=now
    )
    meetings = Meeting.objects.in_workspace(seat.workspace).filter(demo=True, seller=seat.user, held_at__lt=now)
    meeting = meetings.filter(account__isnull=False).order_by("-held_at").first()
    wanted = replace(WANTED, organizer="", even_if_taken=True)
    booked = book_next_step(seat, wanted, from_meeting=meeting, now=now)
    assert booked.meeting.demo
    assert booked.way == "file"
    assert not Departure.objects.in_workspace(seat.workspace).exists()
    remove_demo(seat.workspace)
    for model in (Invitation, CalendarEntry, Homework, Meeting):
        assert not model.objects.in_workspace(seat.workspace).exists()


def test_other_words_of_a_time_with_split_seconds_keep_the_answers(seat: Any, invite: Any, now: datetime) -> None:
    starts_at = now + timedelta(days=2, microseconds=250_000)
    invitation = invite(seat, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    changed = change_words(seat, invitation, outcome="Yes or no", now=now)
    assert (changed.sequence, changed.slot_sequence) == (1, 0), "a calendar knows whole seconds: it is the same time"


def test_made_longer_in_his_calendar_it_stays_so_and_other_words_keep_the_answers(
    seat: Any, invite: Any, now: datetime
) -> None:
    invitation = invite(seat)
    longer = invitation.ends_at + timedelta(minutes=30)
    Meeting.objects.in_workspace(seat.workspace).filter(pk=invitation.meeting_id).update(ends_at=longer)
    changed = change_words(seat, invitation, outcome="Yes or no", now=now)
    assert changed.ends_at == changed.meeting.ends_at == longer
    assert changed.slot_sequence == 0, "the start is the same: what was answered was answered to it"


def test_made_longer_in_his_calendar_it_stays_so_where_it_is_moved(seat: Any, invite: Any, now: datetime) -> None:
    invitation = invite(seat)
    longer, day = invitation.ends_at + timedelta(minutes=30), timedelta(days=1)
    Meeting.objects.in_workspace(seat.workspace).filter(pk=invitation.meeting_id).update(ends_at=longer)
    moved = move_next_step(seat, invitation, invitation.starts_at + day, now=now, even_if_taken=True)
    assert moved.ends_at == longer + day


def test_other_words_while_his_calendar_lags_behind_end_it_after_it_begins(
    seat: Any, invite: Any, now: datetime
) -> None:
    invitation = invite(seat)
    was = {"held_at": invitation.starts_at, "ends_at": invitation.ends_at}
    moved = move_next_step(seat, invitation, invitation.starts_at + timedelta(days=1), now=now, even_if_taken=True)
    Meeting.objects.in_workspace(seat.workspace).filter(pk=moved.meeting_id).update(**was)
    changed = change_words(seat, moved, outcome="Yes or no", now=now)
    assert changed.ends_at - changed.starts_at == timedelta(minutes=45)
