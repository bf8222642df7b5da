"""Moved and moved back: what was answered to the time that stands again, and where it is history (RFC 5546 2.1.4)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from booked_steps import PETRA, THURSDAY, answer_by_mail, stand_of
from foothold.actions.asked_times import asked_times
from foothold.actions.change_invitation import has_left_by_hand, move_next_step, take_their_time
from foothold.actions.depart import bytes_of
from foothold.actions.send_departure import Outcome, Sending, claim_departure, departures_due, send_departure
from foothold.connectors.calendar import read_calendar
from foothold.connectors.mail import read_message
from foothold.records.models import Connection, Departure, Invitation, Meeting
from foothold.records.models.booking import Way
from foothold.records.standing import Stand

FRIDAY, MONDAY = THURSDAY + timedelta(days=1), THURSDAY + timedelta(days=4)


class Step:
    """A next step that is booked, sent, moved and answered, five minutes after each other."""

    def __init__(self, book: Any, seat: Any, now: datetime) -> None:
        self.book, self.seat, self.at = book, seat, now

    def booked(self, **chosen: Any) -> None:
        self.book(**chosen)

    def sent(self) -> None:
        has_left_by_hand(self.seat, self.now, now=self.later())

    def tries_to_send(self, outcome: Outcome) -> None:
        sending = Sending(outcome, "" if outcome is Outcome.SENT else "Connection lost.")
        for departure in departures_due(now=self.later()):
            attempt = claim_departure(departure, now=self.at)
            assert attempt is not None
            send_departure(departure, attempt, lambda *_: sending, clock=lambda: self.at)

    def moved(self, to: datetime) -> None:
        move_next_step(self.seat, self.now, to, now=self.later())

    def answered(self, partstat: str, to: datetime, sequence: int = 0, method: str = "REPLY", **more: Any) -> None:
        at = f"{self.later():%Y%m%dT%H%M%SZ}"
        start = f"{to - timedelta(hours=2):%Y%m%dT%H%M%SZ}"
        answer_by_mail(self.seat, self.now, method, partstat, sequence=sequence, start=start, at=at, **more)

    def later(self) -> datetime:
        self.at += timedelta(minutes=5)
        return self.at

    @property
    def now(self) -> Invitation:
        return Invitation.objects.in_workspace(self.seat.workspace).get()

    @property
    def answer(self) -> str:
        return Meeting.objects.in_workspace(self.seat.workspace).get().answer

    @property
    def stand(self) -> Stand:
        return stand_of(self.now, self.at)


@pytest.fixture
def step(book: Any, seat: Any, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Step:
    made = Step(book, seat, now)
    monkeypatch.setattr("django.utils.timezone.now", lambda: made.at)
    return made


@pytest.mark.parametrize("said_yes", [True, False])
def test_their_time_taken_and_left_again_they_still_ask_for_it(step: Step, said_yes: bool) -> None:
    step.booked()
    step.sent()
    if said_yes:
        step.answered("ACCEPTED", THURSDAY)
    step.answered("TENTATIVE", FRIDAY, method="COUNTER")
    take_their_time(step.seat, step.now, now=step.later())
    assert (step.stand, step.answer) == (Stand.BOOKED, "accepted")
    step.moved(THURSDAY)
    assert (step.stand, step.answer) == (Stand.OFFERED, "counter")
    assert [each.start for each in asked_times(step.now)] == [FRIDAY]


@pytest.fixture
def mailed(step: Step) -> Step:
    """Booked by her mailbox, and answered with a yes."""
    rows = Connection.objects.in_workspace(step.seat.workspace)
    rows.create(user=step.seat.user, kind="mail", address="anna@harbour.example", connected_at=step.at)
    step.booked(way=Way.MAIL)
    step.tries_to_send(Outcome.SENT)
    step.answered("ACCEPTED", THURSDAY)
    assert step.stand is Stand.BOOKED
    return step


@pytest.mark.parametrize(("tried", "stand"), [(True, Stand.OFFERED), (False, Stand.BOOKED)])
def test_after_an_attempt_that_may_have_told_them_a_yes_is_history(mailed: Step, tried: bool, stand: Stand) -> None:
    mailed.moved(FRIDAY)
    if tried:
        # The server took it, and its answer was lost.
        mailed.tries_to_send(Outcome.LATER)
    mailed.moved(THURSDAY)
    assert mailed.stand is stand


@pytest.mark.parametrize(("moved", "partstat"), [([FRIDAY, THURSDAY], "ACCEPTED"), ([FRIDAY], "NEEDS-ACTION")])
def test_what_leaves_after_it_was_moved_back_asks_nobody_anew(
    mailed: Step, moved: list[datetime], partstat: str
) -> None:
    for to in moved:
        mailed.moved(to)
    waiting = Departure.objects.in_workspace(mailed.seat.workspace).get(state="waiting")
    [part] = read_message(bytes_of(waiting), "sent.eml").calendar_parts
    calendar = read_calendar(part, "invitation")
    assert [each.partstat for each in calendar.entries[0].attendees if each.address == PETRA] == [partstat]


def test_of_a_time_taken_three_times_what_was_answered_last_stands(step: Step) -> None:
    step.booked()
    step.sent()
    step.answered("ACCEPTED", THURSDAY)
    step.moved(FRIDAY)
    step.sent()
    step.moved(THURSDAY)
    step.sent()
    step.answered("ACCEPTED", THURSDAY, 2)
    assert step.stand is Stand.BOOKED
    step.moved(MONDAY)
    step.moved(THURSDAY)
    assert step.stand is Stand.BOOKED
    step.moved(MONDAY)
    step.sent()
    step.moved(THURSDAY)
    assert step.stand is Stand.OFFERED


@pytest.mark.parametrize(("verdict", "stand"), [("fail", Stand.BOOKED), ("pass", Stand.OFFERED)])
def test_a_reply_that_failed_its_check_shows_nothing_of_what_they_know(step: Step, verdict: str, stand: Stand) -> None:
    step.booked()
    step.sent()
    step.answered("ACCEPTED", THURSDAY)
    step.moved(FRIDAY)
    step.answered("TENTATIVE", FRIDAY, 1, verdict=verdict)
    step.moved(THURSDAY)
    assert step.stand is stand
