"""The whole loop over a real calendar server: invited, accepted, moved, called off, seen from both sides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from booked_steps import send_all
from foothold.actions.book_next_step import NextDate, ToBring, book_next_step
from foothold.actions.change_invitation import cancel_next_step, change_words, move_next_step
from foothold.actions.claim_connection import claim_connection
from foothold.actions.connect_calendar import access_as, connect_calendar, look_for_calendars
from foothold.actions.keep_own_entry import booked_here
from foothold.actions.put_reminders import put_reminders
from foothold.actions.read_calendar_server import read_calendar_server
from foothold.actions.record_pasted_reply import keep_pasted_reply
from foothold.actions.send_departure import claim_departure, departures_due, send_departure
from foothold.actions.send_over import send_over
from foothold.actions.settle import settle_again
from foothold.connectors.calendar import read_calendar
from foothold.connectors.calendar.caldav import Found, delete_entry, entry_address, get_entry, put_found
from foothold.connectors.calendar.writing import reminder_uid
from foothold.core.calendar_entries import Entry
from foothold.records.models import CalendarEntry, Connection, Departure, Invitation, InvitationReply, Meeting
from foothold.records.standing import Stand, standing


@pytest.fixture(autouse=True)
def own_network(settings: Any) -> None:
    settings.FEEDS_FROM_PRIVATE_NETWORKS = True


@pytest.fixture
def moment() -> datetime:
    """Now on the real clock: the server's own stamps are on it."""
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def calendar(seat: Any, caldav_server: Any, new_calendar: Callable[..., str], moment: datetime) -> Connection:
    """Anna's calendar, found and connected as she would."""
    address, password = new_calendar(), caldav_server.passwords["anna"]
    found: Any = look_for_calendars(caldav_server.address, "anna", password)
    one = next(each for each in found.calendars if each.address == address)
    # Who invites whom is told by mail or by her; the server's own inviting is tried elsewhere.
    alone = replace(found, schedules_itself=False, addresses=())
    return connect_calendar(
        seat, alone, one, address="anna@harbour.example", user="anna", password=password, now=moment
    )


@pytest.fixture
def booked(seat: Any, calendar: Connection, moment: datetime) -> Invitation:
    starts_at = (moment + timedelta(days=2)).replace(minute=0, second=0)
    wanted = NextDate(
        key="key-1",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        tz="Europe/Vienna",
        topic="Price for three sites",
        attendees=[("petra.lang@northwind.example", "Petra Lang")],
        they_bring=[ToBring("pump hours")],
    )
    return book_next_step(seat, wanted, now=moment)


def _read(connection: Connection, now: datetime) -> None:
    attempt = claim_connection(connection.pk, now=now, due_only=False)
    assert attempt is not None
    assert read_calendar_server(connection.pk, attempt, now=now)
    connection.refresh_from_db()
    assert connection.problem == ""


def _there(connection: Connection, invitation: Invitation, server: Any) -> Found:
    access = access_as("anna", server.passwords["anna"])
    found = get_entry(entry_address(connection.settings["calendar"], invitation.uid), access)
    assert isinstance(found, Found), found
    return found


def _stand(invitation: Invitation, now: datetime) -> Stand:
    return standing(Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id), now).stand


def _accepts_there(connection: Connection, invitation: Invitation, server: Any) -> None:
    """The seller's calendar program writes the customer's answer into his calendar, as those that read mail do."""
    found = _there(connection, invitation, server)
    access = access_as("anna", server.passwords["anna"])
    data = found.data.replace(b"PARTSTAT=NEEDS-ACTION", b"PARTSTAT=ACCEPTED")
    assert data != found.data
    put_found(found.address, data, access, etag=found.etag)


def _changed_there(connection: Connection, invitation: Invitation, server: Any, *changes: tuple[str, str]) -> None:
    """The seller, or a program of his, has changed the entry in the calendar itself."""
    found = _there(connection, invitation, server)
    data = found.data.decode()
    for before, after in changes:
        assert before in data
        data = data.replace(before, after)
    access = access_as("anna", server.passwords["anna"])
    put_found(found.address, data.encode(), access, etag=found.etag)


def _moved_there(connection: Connection, invitation: Invitation, server: Any, *, by: timedelta, sequence: int) -> None:
    """He drags it to another day in his calendar, which counts the SEQUENCE up."""
    zone, stamp = ZoneInfo(invitation.tz), "%Y%m%dT%H%M%S"
    days = [
        (each.astimezone(zone), (each + by).astimezone(zone)) for each in (invitation.starts_at, invitation.ends_at)
    ]
    changes = [(f"{before:{stamp}}", f"{after:{stamp}}") for before, after in days]
    _changed_there(connection, invitation, server, ("SEQUENCE:0", f"SEQUENCE:{sequence}"), *changes)


def _entry_there(connection: Connection, invitation: Invitation, server: Any) -> Entry:
    return read_calendar(_there(connection, invitation, server).data, "x").entries[0]


def _partstats(entry: Entry) -> list[str]:
    return [each.partstat for each in entry.attendees]


def test_the_booking_stands_in_the_sellers_calendar_once(
    booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    send_all(moment)
    entry = read_calendar(_there(calendar, booked, caldav_server).data, "x").entries[0]
    assert (entry.uid, entry.start, entry.summary) == (booked.uid, booked.starts_at, "Price for three sites")
    _read(calendar, moment)
    assert CalendarEntry.objects.in_workspace(booked.workspace_id).count() == 1
    assert Meeting.objects.in_workspace(booked.workspace_id).count() == 1
    assert _stand(booked, moment) is Stand.OFFERED


def test_sent_again_after_a_lost_answer_it_still_stands_there_once(
    booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    departure = Departure.objects.in_workspace(booked.workspace_id).get()
    sealed = departure.sealed
    send_all(moment)
    # Killed between the server's answer and our commit: the row is due again with the same bytes.
    Departure.objects.in_workspace(booked.workspace_id).update(state="waiting", sealed=sealed, left_at=None)
    send_all(moment)
    _read(calendar, moment)
    assert len(calendar.cursor["places"]) == 1


def test_an_answer_noted_in_his_calendar_books_it(
    booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    send_all(moment)
    _read(calendar, moment)
    _accepts_there(calendar, booked, caldav_server)
    _read(calendar, moment)
    assert _stand(booked, moment) is Stand.BOOKED


def test_moved_it_is_the_same_entry_and_asks_anew(
    seat: Any, booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    send_all(moment)
    _accepts_there(calendar, booked, caldav_server)
    _read(calendar, moment)
    moved = move_next_step(seat, booked, booked.starts_at + timedelta(days=1), now=moment)
    assert _stand(moved, moment) is Stand.OFFERED
    send_all(moment)
    entry = read_calendar(_there(calendar, moved, caldav_server).data, "x").entries[0]
    assert (entry.sequence, entry.start) == (1, moved.starts_at)
    assert [each.partstat for each in entry.attendees] == ["NEEDS-ACTION"]
    _read(calendar, moment)
    assert _stand(moved, moment) is Stand.OFFERED


def test_other_words_keep_the_answer_his_calendar_noted(
    seat: Any, booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    send_all(moment)
    _accepts_there(calendar, booked, caldav_server)
    _read(calendar, moment)
    changed = change_words(seat, booked, outcome="Yes or no on the second site", now=moment)
    assert _stand(changed, moment) is Stand.BOOKED
    send_all(moment)
    _read(calendar, moment)
    assert _stand(changed, moment) is Stand.BOOKED


def test_a_move_counts_on_from_the_sequence_his_calendar_has_raised(
    seat: Any, booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    send_all(moment)
    _changed_there(calendar, booked, caldav_server, ("SEQUENCE:0", "SEQUENCE:5"))
    _read(calendar, moment)
    moved = move_next_step(seat, booked, booked.starts_at + timedelta(days=1), now=moment)
    send_all(moment)
    entry = _entry_there(calendar, moved, caldav_server)
    assert (entry.start, entry.sequence) == (moved.starts_at, 6)
    _read(calendar, moment)
    assert Meeting.objects.in_workspace(seat.workspace).get().held_at == moved.starts_at


def test_a_cancellation_counts_on_from_it_too(
    seat: Any, booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    send_all(moment)
    _changed_there(calendar, booked, caldav_server, ("SEQUENCE:0", "SEQUENCE:5"))
    _read(calendar, moment)
    cancelled = cancel_next_step(seat, booked, now=moment)
    send_all(moment)
    entry = _entry_there(calendar, cancelled, caldav_server)
    assert (entry.status, entry.sequence) == ("CANCELLED", 6)


def test_a_sequence_raised_and_not_read_yet_keeps_out_no_words_and_no_cancellation(
    seat: Any, booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    send_all(moment)
    _changed_there(calendar, booked, caldav_server, ("SEQUENCE:0", "SEQUENCE:5"))
    changed = change_words(seat, booked, outcome="Yes or no on the second site", now=moment)
    send_all(moment)
    found = _there(calendar, changed, caldav_server)
    assert b"second site" in found.data.replace(b"\r\n ", b"")
    assert read_calendar(found.data, "x").entries[0].sequence == 5
    cancelled = cancel_next_step(seat, changed, now=moment)
    send_all(moment)
    entry = _entry_there(calendar, cancelled, caldav_server)
    assert (entry.status, entry.sequence) == ("CANCELLED", 6)


def test_what_he_moved_in_his_calendar_meanwhile_is_not_overwritten_and_said(
    seat: Any, booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    send_all(moment)
    _moved_there(calendar, booked, caldav_server, by=timedelta(days=3), sequence=5)
    wanted = booked.starts_at + timedelta(days=1)
    moved = move_next_step(seat, booked, wanted, now=moment)
    (departure_id,) = departures_due(now=moment)
    attempt = claim_departure(departure_id, now=moment)
    assert attempt is not None
    sending = send_departure(departure_id, attempt, send_over, clock=lambda: moment)
    assert sending is not None
    assert sending.outcome == "never"
    assert "moved" in Departure.objects.in_workspace(seat.workspace).get(pk=departure_id).problem
    assert _entry_there(calendar, moved, caldav_server).start == booked.starts_at + timedelta(days=3)
    # Read again its time is his calendar's, here too; other words leave with it, and moved once more it goes.
    _read(calendar, moment)
    assert Meeting.objects.in_workspace(seat.workspace).get().held_at == booked.starts_at + timedelta(days=3)
    changed = change_words(seat, moved, outcome="Yes or no", now=moment)
    assert changed.starts_at == booked.starts_at + timedelta(days=3)
    send_all(moment)
    entry = _entry_there(calendar, changed, caldav_server)
    assert (entry.start, entry.sequence) == (changed.starts_at, 6)
    again = move_next_step(seat, changed, wanted, now=moment)
    send_all(moment)
    entry = _entry_there(calendar, again, caldav_server)
    assert (entry.start, entry.sequence) == (wanted, 7)


def test_a_calendar_that_lags_behind_our_own_moves_is_not_followed(
    seat: Any, booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    send_all(moment)
    _read(calendar, moment)
    day = timedelta(days=1)
    moved = move_next_step(seat, booked, booked.starts_at + day, now=moment)
    # Its own bookkeeping touches the entry, which is read before our change has left.
    _changed_there(calendar, moved, caldav_server, ("SUMMARY:", "X-SEEN:1\r\nSUMMARY:"))
    again = move_next_step(seat, moved, booked.starts_at + 2 * day, now=moment)
    _read(calendar, moment)
    stored = Invitation.objects.in_workspace(seat.workspace).get()
    assert (stored.starts_at, stored.sequence, stored.slot_sequence) == (again.starts_at, 2, 2)
    send_all(moment)
    _read(calendar, moment)
    stored = Invitation.objects.in_workspace(seat.workspace).get()
    assert (stored.starts_at, stored.sequence, stored.slot_sequence) == (again.starts_at, 2, 2)
    assert Meeting.objects.in_workspace(seat.workspace).get().held_at == again.starts_at


def test_where_his_calendar_has_moved_it_to_older_answers_are_history(
    seat: Any, booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    send_all(moment)
    _moved_there(calendar, booked, caldav_server, by=timedelta(days=3), sequence=5)
    _read(calendar, moment)
    moved = move_next_step(seat, booked, booked.starts_at + timedelta(days=3), now=moment)
    assert (moved.sequence, moved.slot_sequence) == (5, 5)


def test_an_answer_his_calendar_noted_and_nobody_read_yet_survives_other_words(
    seat: Any, booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    send_all(moment)
    _read(calendar, moment)
    _accepts_there(calendar, booked, caldav_server)
    changed = change_words(seat, booked, outcome="Yes or no on the second site", now=moment)
    send_all(moment)
    found = _there(calendar, changed, caldav_server)
    assert _partstats(read_calendar(found.data, "x").entries[0]) == ["ACCEPTED"]
    assert b"second site" in found.data.replace(b"\r\n ", b"")
    _read(calendar, moment)
    assert _stand(changed, moment) is Stand.BOOKED


def test_of_two_answers_his_calendar_keeps_the_one_it_noted_last(
    seat: Any, booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    send_all(moment)
    _accepts_there(calendar, booked, caldav_server)
    _read(calendar, moment)
    changed = change_words(seat, booked, outcome="Yes or no", now=moment)
    # Read between the change and its leaving: the bytes that wait still say yes.
    _changed_there(calendar, booked, caldav_server, ("PARTSTAT=ACCEPTED", "PARTSTAT=DECLINED"))
    _read(calendar, moment)
    send_all(moment)
    assert _partstats(_entry_there(calendar, changed, caldav_server)) == ["DECLINED"]
    _read(calendar, moment)
    assert _stand(changed, moment) is Stand.DECLINED


def test_what_we_wrote_there_ourselves_is_no_news_against_what_he_said_later(
    seat: Any, booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    send_all(moment)
    _read(calendar, moment)
    for minute, partstat in enumerate(("ACCEPTED", "DECLINED")):
        InvitationReply.objects.in_workspace(seat.workspace).create(
            user=seat.user,
            source=booked_here(seat),
            uid=booked.uid,
            address="petra.lang@northwind.example",
            partstat=partstat,
            sequence=minute,
            replied_at=moment + timedelta(minutes=minute),
            level="E4",
            because="verified",
            key=partstat,
        )
        settle_again(seat, [booked.meeting_id])
        booked = change_words(seat, booked, outcome=f"{minute}", now=moment + timedelta(minutes=minute))
        send_all(moment + timedelta(minutes=minute))
        assert _partstats(_entry_there(calendar, booked, caldav_server)) == [partstat]


def test_a_yes_nobody_vouches_for_is_no_act_of_his_after_it_stood_in_our_own_update(
    seat: Any, booked: Invitation, calendar: Connection, moment: datetime
) -> None:
    send_all(moment)
    keep_pasted_reply(seat, booked, "Yes, that works for me.", by="petra.lang@northwind.example", now=moment)
    changed = change_words(seat, booked, outcome="Yes or no", now=moment)
    send_all(moment)
    _read(calendar, moment)
    meeting = Meeting.objects.in_workspace(seat.workspace).get(pk=changed.meeting_id)
    assert (meeting.answer, meeting.answer_level) == ("accepted", "E3")
    assert _stand(changed, moment) is Stand.OFFERED


def test_an_older_update_never_overtakes_a_newer_one(
    seat: Any, booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    move_next_step(seat, booked, booked.starts_at + timedelta(days=1), now=moment)
    first, second = Departure.objects.in_workspace(booked.workspace_id).order_by("place")
    assert departures_due(now=moment) == [first.pk]
    assert claim_departure(second.pk, now=moment) is None
    send_all(moment)
    send_all(moment)
    entry = read_calendar(_there(calendar, booked, caldav_server).data, "x").entries[0]
    assert entry.sequence == 1


def test_called_off_it_stays_there_as_cancelled(
    seat: Any, booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    send_all(moment)
    cancelled = cancel_next_step(seat, booked, now=moment)
    send_all(moment)
    entry = read_calendar(_there(calendar, booked, caldav_server).data, "x").entries[0]
    assert (entry.status, entry.sequence) == ("CANCELLED", 1)
    _read(calendar, moment)
    assert _stand(cancelled, moment) is Stand.CANCELLED


def test_deleted_in_his_calendar_it_is_gone_and_its_story_stays(
    seat: Any, booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    other = book_next_step(
        seat,
        NextDate(
            key="key-2",
            starts_at=booked.starts_at + timedelta(days=3),
            ends_at=booked.ends_at + timedelta(days=3),
            tz="Europe/Vienna",
            topic="Installation of site two",
            attendees=[("jan@northwind.example", "Jan Novak")],
        ),
        now=moment,
    )
    send_all(moment)
    _read(calendar, moment)
    found = _there(calendar, booked, caldav_server)
    delete_entry(found.address, access_as("anna", caldav_server.passwords["anna"]), etag=found.etag)
    _read(calendar, moment)
    assert _stand(booked, moment) is Stand.GONE
    assert _stand(other, moment) is Stand.OFFERED
    assert Invitation.objects.in_workspace(booked.workspace_id).count() == 2


def test_a_changed_password_is_said_and_what_waits_goes_on_waiting(
    booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    from foothold.records.secrets import seal

    Connection.objects.in_workspace(booked.workspace_id).update(sealed=seal("wrong", about=str(calendar.pk)))
    departure_id = departures_due(now=moment)[0]
    attempt = claim_departure(departure_id, now=moment)
    assert attempt is not None
    sending = send_departure(departure_id, attempt, send_over, clock=lambda: moment)
    assert sending is not None
    assert sending.outcome == "later"
    departure = Departure.objects.in_workspace(booked.workspace_id).get()
    assert (departure.state, departure.failures) == ("waiting", 1)
    assert "password" in departure.problem


def _reminder(connection: Connection, meeting: Meeting, server: Any) -> Any:
    """The entry of the reminder on the server, None where none stands there."""
    address = entry_address(connection.settings["calendar"], reminder_uid(str(meeting.pk)))
    found = get_entry(address, access_as("anna", server.passwords["anna"]))
    return read_calendar(found.data, "reminder").entries[0] if isinstance(found, Found) else None


def test_the_reminder_stands_on_the_server_moves_with_its_meeting_and_goes_with_it(
    seat: Any, booked: Invitation, calendar: Connection, caldav_server: Any, moment: datetime
) -> None:
    put_reminders(seat, now=moment)
    send_all(moment)
    entry = _reminder(calendar, booked.meeting, caldav_server)
    assert (entry.start, entry.end) == (booked.ends_at - timedelta(minutes=5), booked.ends_at)
    moved = move_next_step(seat, booked, booked.starts_at + timedelta(days=1), now=moment)
    put_reminders(seat, now=moment)
    send_all(moment)
    assert _reminder(calendar, booked.meeting, caldav_server).end == moved.ends_at
    _read(calendar, moment)
    assert Meeting.objects.in_workspace(seat.workspace).count() == 1, "a reminder of ours is no meeting"
    cancel_next_step(seat, moved, now=moment)
    for _minute in range(2):
        put_reminders(seat, now=moment)
        send_all(moment)
    assert _reminder(calendar, booked.meeting, caldav_server) is None
