"""A date booked here of which the customer was never told: once its time is past nothing says that it was held."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from booked_steps import PETRA, THURSDAY, answer_by_mail, stand_of
from foothold.actions.change_invitation import cancel_next_step, change_words, has_left_by_hand, move_next_step
from foothold.actions.debrief_meeting import Answers, debrief_meeting
from foothold.actions.delete_contact import delete_person
from foothold.actions.forget_guest import forget_guest
from foothold.actions.import_files import import_bytes
from foothold.actions.invite import calendar_file
from foothold.actions.judge_meeting_as_guest import Boxes, judge_meeting_as_guest
from foothold.actions.make_guest_links import make_guest_links
from foothold.actions.send_departure import Outcome, Sending, claim_departure, departures_due, send_departure
from foothold.actions.settle import settle_again
from foothold.actions.tick_homework import tick_homework
from foothold.core.window import Window
from foothold.read import open_conversation
from foothold.records.coaching_rates import coaching_of
from foothold.records.counterparts import counterparts_met
from foothold.records.models import Departure, Identity, Invitation, Judgement, Meeting
from foothold.records.picture import customer_meetings, dates_ahead, review_counts
from foothold.records.standing import Stand, standing
from foothold.web.date_words import second_of

AFTERWARDS = THURSDAY + timedelta(days=4)
LATER = THURSDAY + timedelta(days=1)


def counts(seat: Any, now: datetime = AFTERWARDS) -> Any:
    return review_counts(customer_meetings(seat), Window(now - timedelta(days=30), now), now=now)


def all_leave(now: datetime, outcome: Outcome = Outcome.SENT) -> None:
    for departure in departures_due(now=now):
        attempt = claim_departure(departure, now=now)
        assert attempt is not None
        send_departure(departure, attempt, lambda *_: Sending(outcome, ""), clock=lambda: now)


def test_a_booking_that_was_never_sent_is_no_meeting_held(book: Any, seat: Any) -> None:
    invitation = book()
    assert stand_of(invitation, AFTERWARDS) is Stand.UNTOLD
    assert (counts(seat).held, counts(seat).accounts, counts(seat).unanswered) == (0, 0, 0)
    assert [(met.meetings, met.last_met_at) for met in counterparts_met(seat, now=AFTERWARDS)] == [(0, None)]


def test_it_is_a_date_while_it_is_ahead(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    assert dates_ahead(customer_meetings(seat), now=now).get().pk == invitation.meeting_id
    assert stand_of(invitation, now) is Stand.OFFERED


def test_the_date_before_it_was_not_followed_by_one_that_was_held(
    book: Any, plan: Any, seat: Any, now: datetime
) -> None:
    first = plan(seat, "First talk", now - timedelta(hours=3))
    Meeting.objects.in_workspace(seat.workspace).filter(pk=first.pk).update(put_at=now - timedelta(days=9))
    invitation = book(attendees=[("petra@northwind.example", "Petra Lang")])
    assert (counts(seat).next_held, counts(seat).next_to_come) == (0, 1)
    has_left_by_hand(seat, invitation, now=now)
    assert (counts(seat).held, counts(seat).next_held, counts(seat).next_to_come) == (2, 1, 0)


@pytest.fixture
def in_room(plan: Any, seat: Any, now: datetime) -> Meeting:
    """A meeting that ended five minutes ago."""
    Identity.objects.in_workspace(seat.workspace).create(kind="address", value="anna@harbour.example")
    first = plan(seat, "First talk", now - timedelta(minutes=50))
    Meeting.objects.in_workspace(seat.workspace).filter(pk=first.pk).update(put_at=now - timedelta(days=9))
    settle_again(seat)
    return first


@pytest.mark.parametrize(("told_after", "said"), [(1, "in_room"), (6, "later")])
def test_a_date_set_in_the_room_counts_as_of_when_they_were_told_of_it(
    book: Any, seat: Any, now: datetime, in_room: Meeting, told_after: int, said: str
) -> None:
    invitation = book(attendees=[("petra@northwind.example", "Petra Lang")])
    in_room.refresh_from_db()
    assert (in_room.next_meeting_id, in_room.next_set) == (invitation.meeting_id, "unknown")
    settle_again(seat)
    in_room.refresh_from_db()
    assert (in_room.next_set, counts(seat).in_room) == ("unknown", 0)
    has_left_by_hand(seat, invitation, now=now + timedelta(minutes=told_after))
    has_left_by_hand(seat, invitation, now=now + timedelta(days=1))
    in_room.refresh_from_db()
    assert (in_room.next_set, counts(seat).in_room) == (said, int(said == "in_room"))


def test_i_sent_it_pressed_late_makes_no_later_date_of_one_they_answered_at_once(
    book: Any, seat: Any, now: datetime, in_room: Meeting
) -> None:
    invitation = book(attendees=[("petra@northwind.example", "Petra Lang")])
    soon = f"{now + timedelta(minutes=1):%Y%m%dT%H%M%SZ}"
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED", by="petra@northwind.example", at=soon)
    has_left_by_hand(seat, invitation, now=now + timedelta(days=5))
    in_room.refresh_from_db()
    assert in_room.next_set == "in_room"


@pytest.mark.parametrize(
    ("created", "said"), [(0, "unknown"), (1, "in_room"), (60, "later")], ids=["ours", "at once", "an hour later"]
)
def test_read_late_in_his_own_calendar_it_counts_as_of_when_he_put_it_there(
    book: Any, seat: Any, now: datetime, in_room: Meeting, created: int, said: str
) -> None:
    data = calendar_file(book(attendees=[("petra@northwind.example", "Petra Lang")]))
    data = data.replace(b"-//Foothold//Foothold//EN", b"-//Apple Inc.//macOS 15.0//EN")
    put_there = f"CREATED:{now + timedelta(minutes=created):%Y%m%dT%H%M%SZ}".encode()
    data = data.replace(f"CREATED:{now:%Y%m%dT%H%M%SZ}".encode(), put_there)
    assert not import_bytes(seat, data, "anna.ics", now=now + timedelta(days=5)).skipped
    in_room.refresh_from_db()
    assert in_room.next_set == said


def test_what_we_put_into_his_calendar_counts_as_of_when_he_says_that_he_sent_it(
    book: Any, seat: Any, now: datetime, in_room: Meeting, connected: Any
) -> None:
    connected(seat, kind="calendar")
    invitation = book(attendees=[("petra@northwind.example", "Petra Lang")])
    data = calendar_file(invitation).replace(b"-//Foothold//Foothold//EN", b"-//Apple Inc.//macOS 15.0//EN")
    import_bytes(seat, data, "anna.ics", now=now + timedelta(days=5))
    has_left_by_hand(seat, invitation, now=now + timedelta(days=5))
    in_room.refresh_from_db()
    assert in_room.next_set == "later"


def test_one_moved_since_stays_set_when_they_were_first_told_of_it(
    book: Any, seat: Any, now: datetime, in_room: Meeting
) -> None:
    invitation = book(attendees=[("petra@northwind.example", "Petra Lang")])
    has_left_by_hand(seat, invitation, now=now)
    move_next_step(seat, invitation, LATER, now=now + timedelta(days=1))
    in_room.refresh_from_db()
    assert in_room.next_set == "unknown"
    has_left_by_hand(seat, invitation, now=now + timedelta(days=1))
    in_room.refresh_from_db()
    assert in_room.next_set == "in_room"


def test_by_mail_it_counts_from_when_it_left(
    book: Any, seat: Any, connected: Any, now: datetime, in_room: Meeting
) -> None:
    connected(seat)
    book(attendees=[("petra@northwind.example", "Petra Lang")], way="mail")
    all_leave(now + timedelta(minutes=1))
    in_room.refresh_from_db()
    assert in_room.next_set == "in_room"


@pytest.mark.parametrize(("sent", "moves"), [(False, 0), (True, 1)])
def test_what_was_called_off_before_they_were_told_of_it_was_not_moved(
    book: Any, seat: Any, now: datetime, sent: bool, moves: int
) -> None:
    slip = book(key="slip")
    if sent:
        has_left_by_hand(seat, slip, now=now)
    cancel_next_step(seat, slip, now=now)
    right = book(key="right", starts_at=LATER, ends_at=LATER + timedelta(minutes=45))
    rows = Meeting.objects.in_workspace(seat.workspace)
    rows.filter(pk=right.meeting_id).update(put_at=now + timedelta(minutes=5))
    has_left_by_hand(seat, right, now=now)
    assert rows.get(pk=right.meeting_id).moves == moves


def test_it_improves_nothing_that_coaching_counts(book: Any, plan: Any, seat: Any, now: datetime) -> None:
    Identity.objects.in_workspace(seat.workspace).create(kind="address", value="anna@harbour.example")
    first = plan(seat, "First talk", now - timedelta(minutes=50))
    Meeting.objects.in_workspace(seat.workspace).filter(pk=first.pk).update(put_at=now - timedelta(days=9))
    settle_again(seat)
    without = coaching_of(seat, now=AFTERWARDS)
    invitation = book(attendees=[("petra@northwind.example", "Petra Lang")])
    assert coaching_of(seat, now=AFTERWARDS) == without
    again = plan(seat, "Second talk", LATER, put_at=now + timedelta(hours=3))
    assert (again.account_id, _in_room(seat).n) == (invitation.meeting.account_id, 0)  # they met, and when it was set?
    has_left_by_hand(seat, invitation, now=now)
    assert _in_room(seat).k == 1


def _in_room(seat: Any) -> Any:
    return coaching_of(seat, now=AFTERWARDS - timedelta(days=3)).counted[0]


def test_one_the_seller_sent_himself_counts_as_any_other(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    has_left_by_hand(seat, invitation, now=now)
    assert stand_of(invitation, AFTERWARDS) is Stand.OVER
    assert counts(seat).held == 1


@pytest.mark.parametrize(("outcome", "held"), [(Outcome.SENT, 1), (Outcome.NEVER, 0)])
def test_by_his_mailbox_it_counts_once_it_has_left(
    book: Any, seat: Any, connected: Any, now: datetime, outcome: Outcome, held: int
) -> None:
    connected(seat)
    book()
    assert counts(seat).held == 0
    all_leave(now, outcome)
    assert counts(seat).held == held


def test_a_letter_that_reached_our_colleague_alone_told_them_nothing(
    book: Any, seat: Any, colleague: Any, connected: Any, now: datetime
) -> None:
    connected(seat)
    tom = colleague.user.address
    invitation = book(way="mail", attendees=[(PETRA, "Petra Lang"), (tom, "Tom")])
    for departure in departures_due(now=now):
        attempt = claim_departure(departure, now=now)
        assert attempt is not None
        [address] = Departure.objects.in_workspace(seat.workspace).get(pk=departure).to_addresses
        outcome = Outcome.SENT if address == tom else Outcome.NEVER
        send_departure(departure, attempt, lambda *_, came=outcome: Sending(came, ""), clock=lambda: now)
    assert stand_of(invitation, AFTERWARDS) is Stand.UNTOLD


def test_a_move_that_was_not_sent_is_not_known_to_them(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    has_left_by_hand(seat, invitation, now=now)
    moved = move_next_step(seat, invitation, LATER, now=now)
    assert stand_of(moved, AFTERWARDS) is Stand.UNTOLD
    meeting = Meeting.objects.in_workspace(seat.workspace).get(pk=moved.meeting_id)
    assert str(second_of(meeting, standing(meeting, AFTERWARDS))).startswith("The new time was never sent")
    has_left_by_hand(seat, moved, now=now)
    assert stand_of(moved, AFTERWARDS) is Stand.OVER


def test_moved_and_moved_back_before_anything_left_they_know_of_it(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    has_left_by_hand(seat, invitation, now=now)
    for at in (LATER, LATER + timedelta(days=3), THURSDAY):
        invitation = move_next_step(seat, invitation, at, now=now)
    assert stand_of(invitation, AFTERWARDS) is Stand.OVER
    assert counts(seat).held == 1


@pytest.mark.parametrize("sent", [True, False])
def test_moved_back_to_a_time_before_the_last_they_were_told_it_is_not_known(
    book: Any, seat: Any, now: datetime, sent: bool
) -> None:
    invitation = book()
    has_left_by_hand(seat, invitation, now=now)
    invitation = move_next_step(seat, invitation, LATER, now=now)
    if sent:
        has_left_by_hand(seat, invitation, now=now)
    invitation = move_next_step(seat, invitation, THURSDAY, now=now)
    assert stand_of(invitation, AFTERWARDS) is (Stand.UNTOLD if sent else Stand.OVER)


AGREED = """Anna Weber: Shall we look at the trial plan on Thursday 24 September at 10?
Jan Novak: Thursday 24 September at 10 works. I'll bring Eva from quality.
"""


@pytest.mark.parametrize(("sent", "agreed"), [(False, "E3"), (True, "E0")])
def test_the_time_they_agreed_to_aloud_is_theirs_again_until_they_are_told_of_another(
    book: Any, seat: Any, read_meeting: Any, now: datetime, sent: bool, agreed: str
) -> None:
    said = read_meeting(seat, AGREED, "call.txt")
    document = Judgement.objects.in_workspace(seat.workspace).get(meeting=said).document
    start = datetime.fromisoformat(document["next_step"]["start"])
    invitation = book(said, starts_at=start, ends_at=start + timedelta(minutes=45))
    invitation = move_next_step(seat, invitation, LATER, now=now)
    if sent:
        has_left_by_hand(seat, invitation, now=now)
    invitation = move_next_step(seat, invitation, start, now=now)
    assert invitation.agreed == agreed
    assert stand_of(invitation, AFTERWARDS) is (Stand.UNTOLD if sent else Stand.OVER)


@pytest.mark.parametrize(("when", "stand"), [(THURSDAY, Stand.OVER), (LATER, Stand.UNTOLD)])
def test_an_answer_or_an_act_says_which_time_they_know_of(
    book: Any, seat: Any, settings: Any, now: datetime, when: datetime, stand: Stand
) -> None:
    settings.PUBLIC_URL = "https://foothold.harbour.example"
    answered, ticked = book(key="answered"), book(key="ticked", even_if_taken=True)
    answer_by_mail(seat, answered, "REPLY", "TENTATIVE", verdict="none")
    tick_homework(make_guest_links(ticked, now=now)[1], 0, is_done=True, now=now)
    for invitation in (answered, ticked):
        invitation.refresh_from_db()
        for at in (LATER + timedelta(days=3), when):
            invitation = move_next_step(seat, invitation, at, now=now, even_if_taken=True)
        assert stand_of(invitation, AFTERWARDS) is stand


def test_other_words_under_the_time_they_know_change_nothing(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    has_left_by_hand(seat, invitation, now=now)
    change_words(seat, invitation, now=now, outcome="Yes or no on both sites")
    assert stand_of(invitation, AFTERWARDS) is Stand.OVER


def _answer(seat: Any, invitation: Invitation, read_meeting: Any) -> None:
    answer_by_mail(seat, invitation, "REPLY", "TENTATIVE", verdict="none")


def _recording(seat: Any, invitation: Invitation, read_meeting: Any) -> None:
    words = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Petra Lang>We saved a lot.\n"
    read_meeting(seat, words, held_at=THURSDAY, account="")


def _judgement(seat: Any, invitation: Invitation, read_meeting: Any) -> None:
    shared = make_guest_links(invitation, now=THURSDAY - timedelta(days=1))[0]
    judge_meeting_as_guest(shared, Boxes(learned=True), now=AFTERWARDS)


@pytest.mark.parametrize("act", [_answer, _recording, _judgement])
def test_what_comes_of_them_shows_that_they_know(
    book: Any, seat: Any, settings: Any, read_meeting: Any, act: Callable[..., None]
) -> None:
    settings.PUBLIC_URL = "https://foothold.harbour.example"
    invitation = book()
    act(seat, invitation, read_meeting)
    assert stand_of(invitation, AFTERWARDS) is Stand.OVER
    assert counts(seat).held == 1


@pytest.mark.parametrize("by_himself", [True, False])
def test_what_they_delete_or_is_erased_does_not_undo_the_meeting(
    book: Any, seat: Any, settings: Any, now: datetime, by_himself: bool
) -> None:
    settings.PUBLIC_URL = "https://foothold.harbour.example"
    invitation = book()
    petra = make_guest_links(invitation, now=now)[1]
    tick_homework(petra, 0, is_done=True, now=now)
    if by_himself:
        forget_guest(petra, now=AFTERWARDS)
    else:
        assert delete_person(seat, petra.address)
    settle_again(seat)
    assert (stand_of(invitation, AFTERWARDS), counts(seat).held) == (Stand.OVER, 1)
    invitation.refresh_from_db()
    moved = move_next_step(seat, invitation, LATER, now=now)  # of another time they know nothing
    assert stand_of(moved, AFTERWARDS) is Stand.UNTOLD


def test_what_its_seller_tells_of_it_afterwards_says_that_it_was_held(book: Any, seat: Any) -> None:
    book()
    notes = open_conversation(b"Petra: The price is fine.\nAnna: Good.\n", "notes.md")
    told = Answers(held_at=THURSDAY, tz="Europe/Vienna", knowing="written_notes")
    debrief_meeting(seat, notes, told, now=AFTERWARDS)
    assert (counts(seat).held, counts(seat).accounts) == (1, 1)
