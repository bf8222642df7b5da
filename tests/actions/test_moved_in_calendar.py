"""A next step that the seller moves in his own calendar: what was answered to the old time books no new one."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from booked_steps import PETRA, THURSDAY, answer_by_mail, stand_of
from foothold.actions.answer_as_guest import answer_as_guest
from foothold.actions.asked_times import asked_times
from foothold.actions.change_invitation import change_words, move_next_step, send_what_was_taken_back
from foothold.actions.guest_acts import Refusal, Refused
from foothold.actions.import_files import import_bytes
from foothold.actions.invite import calendar_file
from foothold.records.models import Connection, Departure, Guest, Invitation, InvitationReply, InvitationStep, Meeting
from foothold.records.models.booking import GuestActKind, Way
from foothold.records.standing import Stand
from foothold.records.taken_back import was_moved_in_calendar

FRIDAY = THURSDAY + timedelta(days=1)


def moved(seat: Any, invitation: Invitation, now: datetime, *, sequence: int = 1) -> Invitation:
    """His calendar is read again: the entry stands a day later there, its SEQUENCE counted up."""
    text = (
        calendar_file(invitation)
        .decode()
        .replace("20260924T", "20260925T")
        .replace("PARTSTAT=ACCEPTED", "PARTSTAT=NEEDS-ACTION")
    )
    counted = text.replace(f"SEQUENCE:{invitation.sequence}", f"SEQUENCE:{sequence}\r\nLAST-MODIFIED:20260922T180000Z")
    import_bytes(seat, counted.encode(), "anna.ics", now=now)
    return Invitation.objects.in_workspace(seat.workspace).get(pk=invitation.pk)


def test_a_yes_to_the_old_time_is_none_to_the_new_one(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED")
    assert stand_of(invitation, now) is Stand.BOOKED
    invitation = moved(seat, invitation, now)
    assert Meeting.objects.in_workspace(seat.workspace).get().held_at == FRIDAY
    assert stand_of(invitation, now) is Stand.OFFERED
    assert (invitation.starts_at, invitation.sequence, invitation.slot_sequence) == (FRIDAY, 1, 1)


@pytest.mark.parametrize(("sequence", "stand"), [(0, Stand.OFFERED), (1, Stand.BOOKED)])
def test_a_late_yes_is_history_and_one_to_the_new_time_books(
    book: Any, seat: Any, now: datetime, sequence: int, stand: Stand
) -> None:
    invitation = moved(seat, book(), now)
    start = ("20260924T080000Z", "20260925T080000Z")[sequence]
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED", sequence=sequence, start=start, at="20260922T190000Z")
    assert stand_of(invitation, now) is stand


@pytest.mark.parametrize("sequence", [0, 1])
def test_a_yes_on_a_page_that_shows_the_old_time_is_refused_and_one_to_the_new_counts(
    invite: Any, seat: Any, now: datetime, sequence: int
) -> None:
    invitation = invite(seat)
    guest = invitation.links["Petra Lang"]
    day = invitation.starts_at
    text = calendar_file(invitation).decode().replace(f"{day:%Y%m%dT}", f"{day + timedelta(days=1):%Y%m%dT}")
    counted = text.replace(
        "SEQUENCE:0", f"SEQUENCE:{sequence}\r\nLAST-MODIFIED:{now + timedelta(hours=1):%Y%m%dT%H%M%SZ}"
    )
    import_bytes(seat, counted.encode(), "anna.ics", now=now)
    with pytest.raises(Refused) as refused:
        answer_as_guest(guest, GuestActKind.YES, sequence=0, now=now)
    assert refused.value.why is Refusal.CHANGED
    guest = Guest.objects.in_workspace(seat.workspace).get(pk=guest.pk)
    assert stand_of(guest.invitation, now) is not Stand.BOOKED
    answer_as_guest(guest, GuestActKind.YES, sequence=guest.invitation.sequence, now=now)
    assert stand_of(guest.invitation, now) is Stand.BOOKED


def test_moved_to_the_time_he_asked_for_it_is_his(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", start="20260925T080000Z")
    invitation = moved(seat, invitation, now)
    assert stand_of(invitation, now) is Stand.BOOKED
    asked = InvitationReply.objects.in_workspace(seat.workspace).get()
    assert (invitation.taken_up, asked_times(invitation)) == (asked.pk, [])


def test_the_words_are_changed_and_the_time_moved_on_from_there(book: Any, seat: Any, now: datetime) -> None:
    invitation = moved(seat, book(), now)
    changed = change_words(seat, invitation, outcome="Yes or no", now=now)
    assert (changed.starts_at, changed.sequence, changed.slot_sequence) == (FRIDAY, 2, 1)
    said_at, friday = f"{timezone.now():%Y%m%dT%H%M%SZ}", "20260925T080000Z"
    answer_by_mail(seat, changed, "REPLY", "ACCEPTED", sequence=1, start=friday, at=said_at, by=PETRA)
    assert stand_of(changed, now) is Stand.BOOKED
    again = move_next_step(seat, changed, FRIDAY + timedelta(hours=1), now=now)
    assert stand_of(again, now) is Stand.OFFERED


def test_his_word_for_the_time_in_the_room_is_none_for_another(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    Invitation.objects.in_workspace(seat.workspace).update(agreed="E3")
    assert moved(seat, invitation, now).agreed == "E0"


def test_by_mail_the_new_time_is_sent_when_the_seller_says_so_and_once(book: Any, seat: Any, now: datetime) -> None:
    Connection.objects.in_workspace(seat.workspace).create(
        user=seat.user, kind="mail", address="anna@harbour.example", connected_at=now
    )
    invitation = book(way=Way.MAIL)
    rows = Departure.objects.in_workspace(seat.workspace)
    rows.update(state="sent", left_at=now)
    Invitation.objects.in_workspace(seat.workspace).update(left_at=now)
    invitation = moved(seat, invitation, now)
    assert (invitation.left_at, was_moved_in_calendar(invitation), rows.count()) == (None, True, 1)
    for _ in range(2):
        invitation = send_what_was_taken_back(seat, invitation, now=now)
    assert [(each.kind, each.sequence) for each in rows.filter(state="waiting")] == [("change", 1)]
    assert not was_moved_in_calendar(invitation)


def moved_uncounted(seat: Any, invitation: Invitation, now: datetime, day: datetime) -> Invitation:
    """His calendar is read again: the entry stands on another day there, its SEQUENCE what it was at first."""
    text = calendar_file(invitation).decode().replace(f"{invitation.starts_at:%Y%m%dT}", f"{day:%Y%m%dT}")
    uncounted = text.replace(f"SEQUENCE:{invitation.sequence}\r\n", "SEQUENCE:0\r\n")
    import_bytes(seat, uncounted.encode(), "anna.ics", now=now)
    return Invitation.objects.in_workspace(seat.workspace).get(pk=invitation.pk)


def test_a_calendar_that_does_not_count_its_moves_is_followed_to_each_new_time(
    book: Any, seat: Any, now: datetime
) -> None:
    invitation = moved_uncounted(seat, book(), now, FRIDAY)
    invitation = moved_uncounted(seat, invitation, now, FRIDAY + timedelta(days=3))
    assert (invitation.starts_at, invitation.sequence, invitation.slot_sequence) == (FRIDAY + timedelta(days=3), 2, 2)


def test_a_calendar_that_shows_an_earlier_time_of_ours_lags_behind_and_is_not_followed(
    book: Any, seat: Any, now: datetime
) -> None:
    invitation = moved_uncounted(seat, book(), now, FRIDAY)
    invitation = move_next_step(seat, invitation, FRIDAY + timedelta(days=3), now=now)
    invitation = moved_uncounted(seat, invitation, now, FRIDAY)
    assert invitation.starts_at == FRIDAY + timedelta(days=3)


LATE = "20260922T190000Z"


@pytest.mark.parametrize("first", ["the calendar", "the answer"])
@pytest.mark.parametrize(("start", "stand"), [("20260925T080000Z", Stand.BOOKED), ("20260924T080000Z", Stand.OFFERED)])
def test_an_answer_is_to_the_time_it_gives_back_where_the_calendar_counted_nothing(
    book: Any, seat: Any, now: datetime, first: str, start: str, stand: Stand
) -> None:
    invitation = book()
    if first == "the calendar":
        invitation = moved_uncounted(seat, invitation, now, FRIDAY)
        answer_by_mail(seat, invitation, "REPLY", "ACCEPTED", sequence=0, start=start, at=LATE)
    else:
        answer_by_mail(seat, invitation, "REPLY", "ACCEPTED", sequence=0, start=start, at=LATE)
        invitation = moved_uncounted(seat, invitation, now, FRIDAY)
    assert stand_of(invitation, now) is stand


@pytest.mark.parametrize(("minutes", "stand"), [(-5, Stand.OFFERED), (5, Stand.BOOKED)])
def test_of_a_time_that_was_left_and_taken_again_only_a_yes_said_since_counts(
    book: Any, seat: Any, now: datetime, minutes: int, stand: Stand
) -> None:
    invitation = book()
    for at in (FRIDAY, THURSDAY):
        invitation = move_next_step(seat, invitation, at, now=now)
    said_at = f"{(now + timedelta(minutes=minutes)).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED", sequence=0, start="20260924T080000Z", at=said_at)
    assert stand_of(invitation, now) is stand


def noted(seat: Any, invitation: Invitation, now: datetime, partstat: str) -> Invitation:
    """His calendar, which counts nothing, is read once more: the time it shows stays, Petra's answer there is this."""
    text = re.sub(
        "PARTSTAT=(NEEDS-ACTION|ACCEPTED|DECLINED)", f"PARTSTAT={partstat}", calendar_file(invitation).decode()
    )
    uncounted = text.replace(f"SEQUENCE:{invitation.sequence}\r\n", "SEQUENCE:0\r\n")
    import_bytes(seat, uncounted.encode(), "anna.ics", now=now)
    return Invitation.objects.in_workspace(seat.workspace).get(pk=invitation.pk)


@pytest.mark.parametrize(("partstat", "stand"), [("ACCEPTED", Stand.BOOKED), ("DECLINED", Stand.DECLINED)])
def test_what_the_calendar_notes_after_a_move_it_did_not_count_is_an_answer_to_the_new_time(
    book: Any, seat: Any, now: datetime, partstat: str, stand: Stand
) -> None:
    invitation = noted(seat, moved_uncounted(seat, book(), now, FRIDAY), now, partstat)
    assert (stand_of(invitation, now), invitation.starts_at) == (stand, FRIDAY)


def test_a_yes_that_an_uncounted_move_carried_along_books_no_new_time_until_it_changes(
    book: Any, seat: Any, now: datetime
) -> None:
    invitation = noted(seat, book(), now, "ACCEPTED")
    assert stand_of(invitation, now) is Stand.BOOKED
    text = calendar_file(invitation).decode().replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED")
    friday = text.replace("20260924T", "20260925T")
    for _ in range(2):
        import_bytes(seat, friday.encode(), "anna.ics", now=now)
        assert stand_of(invitation, now) is Stand.OFFERED
        friday = friday.replace("SUMMARY:", "SUMMARY:Moved: ")
    invitation = Invitation.objects.in_workspace(seat.workspace).get(pk=invitation.pk)
    noted(seat, invitation, now, "DECLINED")
    assert stand_of(invitation, now) is Stand.DECLINED
    noted(seat, invitation, now, "ACCEPTED")
    assert stand_of(invitation, now) is Stand.BOOKED


def test_what_a_calendar_without_our_own_move_notes_is_of_the_earlier_time(book: Any, seat: Any, now: datetime) -> None:
    invitation = move_next_step(seat, book(), FRIDAY, now=now)
    text = calendar_file(invitation).decode().replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED")
    lagging = text.replace("SEQUENCE:1\r\n", "SEQUENCE:0\r\n").replace("20260925T", "20260924T")
    import_bytes(seat, lagging.encode(), "anna.ics", now=now)
    assert stand_of(invitation, now) is Stand.OFFERED


@pytest.mark.parametrize(("minutes", "stand"), [(-5, "no_answer"), (5, "counter")])
def test_a_counter_of_after_a_move_the_calendar_did_not_count_asks_for_another_time_than_the_new_one(
    book: Any, seat: Any, now: datetime, minutes: int, stand: str
) -> None:
    invitation = moved_uncounted(seat, book(), now, FRIDAY)
    InvitationStep.objects.in_workspace(seat.workspace).update(done_at=now)
    said_at = f"{(now + timedelta(minutes=minutes)).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    answer_by_mail(seat, invitation, "COUNTER", "TENTATIVE", start="20260928T080000Z", at=said_at)
    assert Meeting.objects.in_workspace(seat.workspace).get().answer == stand
