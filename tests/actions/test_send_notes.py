"""Notes: on a simulated day every one leaves once, none late, none at night; each off with one tap (UX 4)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from foothold.actions.choose_notes import choose_note, meant_by, off_token
from foothold.actions.depart import bytes_of
from foothold.actions.put_reminders import put_reminders
from foothold.actions.send_notes import send_notes
from foothold.connectors.calendar import read_calendar
from foothold.connectors.calendar.writing import is_reminder
from foothold.connectors.mail.message import read_message
from foothold.jobs.notes import notify
from foothold.records.models import Commitment, Departure, InvitationReply, NoteChoice
from foothold.records.note_choices import SURVEY, asks_customers, chosen

Make = Callable[..., Any]
DAY = datetime(2026, 9, 21, 22, 0, tzinfo=UTC)
"""Midnight of a Tuesday in Berlin."""
SATURDAY = DAY + timedelta(days=4)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """clock(moment): the time for everything that asks for it."""

    def stand_at(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return stand_at


def berlin(hour: int, minute: int = 0, *, day: datetime = DAY) -> datetime:
    return day + timedelta(hours=hour, minutes=minute)


def live_through(seat: Any, begins: datetime, ends: datetime, clock: Any, *, step: int = 60) -> list[tuple[str, str]]:
    """Every minute of it, with a second process looking too; (time in Berlin, subject) of what was written."""
    moment = begins
    while moment < ends:
        clock(moment)
        now = moment
        for _process in range(2):
            notify(lambda now=now: now, lambda: False)
        moment += timedelta(seconds=step)
    rows = Departure.objects.in_workspace(seat.workspace).filter(kind="note", by="mail").order_by("made_at", "key")
    return [(f"{each.made_at + timedelta(hours=2):%H:%M}", each.subject) for each in rows]


@pytest.fixture
def seat_of_day(seat: Any, plan: Make, connected: Make) -> Any:
    connected(seat)
    plan(seat, "Pilot result", berlin(10))
    plan(seat, "Price", berlin(16))
    return seat


def test_on_a_day_every_note_leaves_once(seat_of_day: Any, clock: Any) -> None:
    assert live_through(seat_of_day, berlin(7), berlin(17), clock) == [
        ("07:30", "Tue 22 Sep: 2 meetings"),
        ("09:40", "10:00 Northwind: Pilot result. 0 of 8 known."),
        ("10:40", "Book the next one: Northwind: Pilot result"),
        ("15:40", "16:00 Northwind: Price. 0 of 8 known."),
        ("16:40", "Book the next one: Northwind: Price"),
    ]


def test_a_clock_that_steps_back_and_forth_sends_nothing_twice(seat_of_day: Any, clock: Any) -> None:
    once = live_through(seat_of_day, berlin(9, 30), berlin(11), clock)
    assert len(once) == 3
    assert live_through(seat_of_day, berlin(9, 30), berlin(11), clock, step=240) == once


def test_a_moved_meeting_is_noted_anew_and_a_cancelled_one_not_at_all(
    seat: Any, plan: Make, connected: Make, clock: Any
) -> None:
    connected(seat)
    meeting = plan(seat, "Pilot", berlin(10))
    assert len(live_through(seat, berlin(9, 40), berlin(9, 42), clock)) == 2
    meeting.held_at, meeting.ends_at = berlin(14), berlin(14, 45)
    meeting.save()
    plan(seat, "Off", berlin(14), status="cancelled")
    assert live_through(seat, berlin(13, 30), berlin(14, 10), clock)[2:] == [
        ("13:40", "14:00 Northwind: Pilot. 0 of 8 known.")
    ]


def test_a_day_that_needs_nothing_gets_no_list(seat: Any, connected: Make, clock: Any) -> None:
    connected(seat)
    assert live_through(seat, berlin(7), berlin(9), clock, step=600) == []


def test_on_a_saturday_nothing_comes_but_about_a_meeting_of_that_day(
    seat: Any, plan: Make, connected: Make, clock: Any
) -> None:
    connected(seat)
    plan(seat, "Fair", berlin(11, day=SATURDAY))
    sent = live_through(seat, berlin(7, day=SATURDAY), berlin(12, day=SATURDAY), clock, step=120)
    assert [subject for _at, subject in sent] == [
        "11:00 Northwind: Fair. 0 of 8 known.",
        "Book the next one: Northwind: Fair",
    ]


def test_with_the_next_one_booked_nobody_is_told_to_book_it(seat: Any, plan: Make, connected: Make, clock: Any) -> None:
    connected(seat)
    plan(seat, "Pilot", berlin(10), next_meeting=plan(seat, "Price", berlin(10) + timedelta(days=2)))
    sent = live_through(seat, berlin(10, 30), berlin(11), clock)
    assert not [subject for _at, subject in sent if subject.startswith("Book")]


def _reply(seat: Any, meeting: Any, now: datetime, **fields: Any) -> None:
    given = {"partstat": "ACCEPTED", "sequence": 0, "level": "E4", "because": "verified"} | fields
    row = InvitationReply.objects.in_workspace(seat.workspace).create(
        user=seat.user,
        source=meeting.entry.source,
        uid=meeting.entry.uid,
        **({"key": f"{now:%H%M}" + given["partstat"] + given["level"], "address": "petra@northwind.example"} | given),
    )
    InvitationReply.objects.in_workspace(seat.workspace).filter(pk=row.pk).update(came_at=now)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Petra Lang accepted Thu 24 Sep 10:00"),
        ({"partstat": "DECLINED"}, "Petra Lang declined Thu 24 Sep 10:00"),
        ({"partstat": "TENTATIVE", "new_start": berlin(86)}, "Petra Lang asks for another time: Fri 25 Sep 14:00"),
    ],
)
def test_what_a_customer_answered_is_told_at_once_and_once(
    seat: Any, plan: Make, connected: Make, clock: Any, fields: dict[str, Any], said: str
) -> None:
    connected(seat)
    meeting = plan(seat, "Price", berlin(10) + timedelta(days=2))
    _reply(seat, meeting, berlin(12), **fields)
    assert live_through(seat, berlin(12, 1), berlin(12, 5), clock) == [("12:01", said)]


def test_a_no_that_could_be_anybodys_is_told_with_what_it_is_worth(
    seat: Any, plan: Make, connected: Make, clock: Any
) -> None:
    connected(seat)
    meeting = plan(seat, "Price", berlin(10) + timedelta(days=2))
    meeting.answer, meeting.answer_level = "accepted", "E4"
    meeting.save()
    _reply(seat, meeting, berlin(12), partstat="DECLINED", level="E3", because="unverified")
    live_through(seat, berlin(12, 1), berlin(12, 3), clock)
    note = Departure.objects.in_workspace(seat.workspace).get(subject="Petra Lang declined Thu 24 Sep 10:00")
    assert "stays booked until they say so themselves" in read_message(bytes_of(note), "note").new_text


def test_what_is_read_out_of_words_is_told_with_them(seat: Any, plan: Make, connected: Make, clock: Any) -> None:
    connected(seat)
    meeting = plan(seat, "Price", berlin(10) + timedelta(days=2))
    said = {"level": "E3", "because": "plain words", "words": "Can't do Thursday."}
    _reply(seat, meeting, berlin(12), partstat="DECLINED", **said)
    live_through(seat, berlin(12, 1), berlin(12, 3), clock)
    text = read_message(bytes_of(Departure.objects.in_workspace(seat.workspace).get()), "note").new_text
    assert "“Can't do Thursday.”. The date stays booked" in text


def test_the_last_word_told_is_the_last_word_they_said(seat: Any, plan: Make, connected: Make, clock: Any) -> None:
    connected(seat)
    meeting = plan(seat, "Price", berlin(10) + timedelta(days=2))
    for minute, partstat in enumerate(["ACCEPTED", "DECLINED", "DECLINED", "ACCEPTED"]):
        _reply(seat, meeting, berlin(12, minute), partstat=partstat)
    assert live_through(seat, berlin(12, 1), berlin(12, 8), clock) == [
        ("12:01", "Petra Lang accepted Thu 24 Sep 10:00"),
        ("12:01", "Petra Lang declined Thu 24 Sep 10:00"),
        ("12:03", "Petra Lang accepted Thu 24 Sep 10:00"),
    ]


def test_each_other_time_they_ask_for_is_told(seat: Any, plan: Make, connected: Make, clock: Any) -> None:
    connected(seat)
    meeting = plan(seat, "Price", berlin(10) + timedelta(days=2))
    for minute, hour in enumerate([86, 110]):
        _reply(seat, meeting, berlin(12, minute), partstat="TENTATIVE", new_start=berlin(hour))
    assert [subject for _at, subject in live_through(seat, berlin(12, 1), berlin(12, 5), clock)] == [
        "Petra Lang asks for another time: Fri 25 Sep 14:00",
        "Petra Lang asks for another time: Sat 26 Sep 14:00",
    ]


@pytest.mark.parametrize("because", ["unverified", "pasted", "plain words"])
def test_a_yes_that_books_nothing_says_so_and_the_proof_of_it_is_news(
    seat: Any, plan: Make, connected: Make, clock: Any, because: str
) -> None:
    connected(seat)
    meeting = plan(seat, "Price", berlin(10) + timedelta(days=2), answer_level="E3")
    _reply(seat, meeting, berlin(12), level="E3", because=because)
    said = "Petra Lang says yes, not verified: Thu 24 Sep 10:00"
    assert live_through(seat, berlin(12, 1), berlin(12, 3), clock) == [("12:01", said)]
    meeting.answer_level = "E4"
    meeting.save()
    _reply(seat, meeting, berlin(12, 5))
    _reply(seat, meeting, berlin(12, 6), level="E3", because=because)
    accepted = ("12:06", "Petra Lang accepted Thu 24 Sep 10:00")
    assert live_through(seat, berlin(12, 6), berlin(12, 9), clock) == [("12:01", said), accepted]


def test_by_the_link_they_share_somebody_answered(seat: Any, plan: Make, connected: Make, clock: Any) -> None:
    connected(seat)
    meeting = plan(seat, "Price", berlin(10) + timedelta(days=2), answer_level="E3")
    _reply(seat, meeting, berlin(12), level="E3", because="shared link", address="")
    said = "Somebody with the shared link says yes, not verified: Thu 24 Sep 10:00"
    assert live_through(seat, berlin(12, 1), berlin(12, 3), clock) == [("12:01", said)]


def test_an_answer_that_failed_its_check_is_not_told(seat: Any, plan: Make, connected: Make, clock: Any) -> None:
    connected(seat)
    _reply(seat, plan(seat, "Price", berlin(10) + timedelta(days=2)), berlin(12), level="E0")
    assert live_through(seat, berlin(12, 1), berlin(12, 3), clock) == []


def test_an_answer_at_night_waits_for_the_morning(seat: Any, plan: Make, connected: Make, clock: Any) -> None:
    connected(seat)
    _reply(seat, plan(seat, "Price", berlin(10) + timedelta(days=2)), berlin(22))
    assert live_through(seat, berlin(22, 1), berlin(31, 30), clock, step=600) == [
        ("07:01", "Petra Lang accepted Thu 24 Sep 10:00")
    ]


@pytest.mark.parametrize("kind", ["today", "ready", "close"])
def test_each_kind_is_off_with_one_tap(seat_of_day: Any, clock: Any, kind: str) -> None:
    choose_note(seat_of_day, kind, on=False)
    live_through(seat_of_day, berlin(7, 20), berlin(11), clock, step=120)
    rows = Departure.objects.in_workspace(seat_of_day.workspace)
    kinds = {row.key.split(" ")[-1].split(":")[0] for row in rows}
    assert kinds == {"today", "ready", "close"} - {kind}


def test_without_a_public_address_no_link_stands_in_a_note(seat_of_day: Any, clock: Any) -> None:
    live_through(seat_of_day, berlin(7, 20), berlin(11), clock, step=300)
    rows = list(Departure.objects.in_workspace(seat_of_day.workspace).filter(state="waiting"))
    assert rows
    for row in rows:
        mail = read_message(bytes_of(row), "note")
        assert "http" not in mail.new_text
        assert mail.is_mass_mail, "no person wrote it"
        assert mail.to == ("anna@harbour.example",) == (mail.from_address,)


def test_with_one_each_has_its_one_action_and_the_line_to_switch_it_off(
    seat_of_day: Any, clock: Any, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://foothold.harbour.example"
    live_through(seat_of_day, berlin(9, 40), berlin(9, 41), clock)
    row = Departure.objects.in_workspace(seat_of_day.workspace).get(key__contains=" ready:")
    text = read_message(bytes_of(row), "note").new_text
    assert text.count("https://foothold.harbour.example/") == 2
    token = text.split("/notes/off/")[1].split()[0]
    assert meant_by(token) == (seat_of_day, "ready")


def test_the_list_says_what_is_owed_our_own_lateness_first(seat: Any, plan: Make, connected: Make, clock: Any) -> None:
    connected(seat)
    old = plan(seat, "Pilot", berlin(10) - timedelta(days=7))
    for place, (side, what, late) in enumerate([("customer", "pump hours", 0), ("ours", "price", 4)]):
        due = (DAY + timedelta(hours=3) - timedelta(days=late)).date()
        Commitment.objects.in_workspace(seat.workspace).create(
            meeting=old, place=place, side=side, what=what, due_on=due
        )
    live_through(seat, berlin(7, 30), berlin(7, 31), clock)
    text = read_message(bytes_of(Departure.objects.in_workspace(seat.workspace).get()), "note").new_text
    assert text.index("price (Northwind, 4 days late)") < text.index("pump hours (Northwind, due today)")
    assert "That is all." in text


def test_what_has_waited_too_long_is_taken_out_of_the_outbox(seat_of_day: Any, clock: Any) -> None:
    live_through(seat_of_day, berlin(9, 39), berlin(9, 41), clock)
    clock(berlin(10, 1))
    send_notes(seat_of_day, now=berlin(10, 1))
    row = Departure.objects.in_workspace(seat_of_day.workspace).get(key__contains=" ready:")
    assert row.state == "taken_back"


def test_a_line_of_our_own_making_switches_nothing_else(seat: Any, stranger: Any) -> None:
    token = off_token(seat, "ready")
    assert meant_by(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert meant_by("guess") is None
    with pytest.raises(ValueError, match="no kind"):
        choose_note(seat, "everything", on=False)
    choose_note(seat, "ready", on=False)
    assert chosen(stranger)["ready"]


def test_asking_customers_is_off_until_an_owner_wants_it(seat: Any, colleague: Any) -> None:
    assert not asks_customers(seat.workspace_id)
    with pytest.raises(ValueError, match="owner"):
        choose_note(colleague, SURVEY, on=True)
    choose_note(seat, SURVEY, on=True)
    assert chosen(colleague)[SURVEY]
    choose_note(seat, SURVEY, on=False)
    assert not asks_customers(seat.workspace_id)


def test_one_choice_is_one_row(seat: Any) -> None:
    for on in (False, True, False):
        choose_note(seat, "today", on=on)
    assert NoteChoice.objects.in_workspace(seat.workspace).get().on is False


# --- the entry in the calendar ---------------------------------------------------------------------


def _changes(seat: Any) -> list[tuple[str, bool]]:
    """(state, whether it puts something there) of every word about the one reminder."""
    rows = Departure.objects.in_workspace(seat.workspace).filter(by="calendar").order_by("place")
    return [(row.key.rpartition(" ")[2], bool(bytes_of(row))) for row in rows]


def test_a_reminder_stands_once_moves_and_goes_with_its_meeting(seat: Any, plan: Make, connected: Make) -> None:
    connected(seat, kind="calendar")
    now = berlin(8)
    meeting = plan(seat, "Pilot", berlin(10))
    for _minute in range(3):
        put_reminders(seat, now=now)
    assert _changes(seat) == [("20260922T0845Z", True)]
    meeting.held_at, meeting.ends_at = berlin(14), berlin(14, 45)
    meeting.save()
    put_reminders(seat, now=now)
    meeting.status = "cancelled"
    meeting.save()
    for _minute in range(3):
        put_reminders(seat, now=now)
    assert _changes(seat) == [("20260922T0845Z", True), ("20260922T1245Z", True), ("gone", False)]
    rows = list(Departure.objects.in_workspace(seat.workspace).filter(by="calendar").order_by("place"))
    assert [row.sequence for row in rows] == [0, 1, 2]
    assert len({row.uid for row in rows}) == 1


def test_it_is_the_last_five_minutes_and_no_meeting(seat: Any, plan: Make, connected: Make) -> None:
    connected(seat, kind="calendar")
    plan(seat, "Pilot", berlin(10))
    put_reminders(seat, now=berlin(8))
    row = Departure.objects.in_workspace(seat.workspace).get()
    [entry] = read_calendar(bytes_of(row), "entry").entries
    assert is_reminder(entry.uid)
    assert (entry.start.astimezone(UTC), entry.end.astimezone(UTC)) == (berlin(10, 40), berlin(10, 45))
    assert not entry.attendees


def test_only_the_next_seven_days_get_one(seat: Any, plan: Make, connected: Make) -> None:
    connected(seat, kind="calendar")
    plan(seat, "Later", berlin(10) + timedelta(days=8))
    assert put_reminders(seat, now=berlin(8)) == 0
    assert put_reminders(seat, now=berlin(8) + timedelta(days=2)) == 1


def test_what_was_held_keeps_its_reminder_where_it_is(seat: Any, plan: Make, connected: Make) -> None:
    connected(seat, kind="calendar")
    plan(seat, "Pilot", berlin(10))
    put_reminders(seat, now=berlin(8))
    assert put_reminders(seat, now=berlin(12)) == 0


def test_a_meeting_that_was_deleted_takes_its_reminder_with_it(seat: Any, plan: Make, connected: Make) -> None:
    connected(seat, kind="calendar")
    meeting = plan(seat, "Pilot", berlin(10))
    put_reminders(seat, now=berlin(8))
    meeting.delete()
    put_reminders(seat, now=berlin(8))
    assert _changes(seat)[-1] == ("gone", False)


def test_switched_off_the_entries_are_taken_out(seat: Any, plan: Make, connected: Make) -> None:
    connected(seat, kind="calendar")
    plan(seat, "Pilot", berlin(10))
    put_reminders(seat, now=berlin(8))
    choose_note(seat, "entry", on=False)
    put_reminders(seat, now=berlin(8))
    assert _changes(seat)[-1] == ("gone", False)


def test_without_a_calendar_server_none_is_made(seat: Any, plan: Make) -> None:
    plan(seat, "Pilot", berlin(10))
    assert put_reminders(seat, now=berlin(8)) == 0
