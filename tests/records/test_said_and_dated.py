"""A time agreed aloud whose invitation stands in the calendar is one date: it waits for the customer everywhere."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from foothold.actions.settle import settle_again
from foothold.actions.settle_standings import settle_standings
from foothold.core.calendar_days import BusinessDays
from foothold.core.evidence import Side
from foothold.core.triage import Step
from foothold.records.deal_rows import deal_rows
from foothold.records.deal_signals import NextDate, read_deal
from foothold.records.models import Attendee, Meeting, OpportunityStanding
from foothold.web.meeting_page import meeting_page

DAYS = BusinessDays(UTC)
THURSDAY = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
"""Next Thursday at 10 in Berlin, as it was agreed."""
AGREED = """Anna Weber: Shall we look at the trial plan next Thursday at 10?
Petra Lang: Next Thursday at 10 works. I'll bring Eva from quality.
"""


@pytest.fixture
def said(seat: Any, plan: Callable[..., Meeting], read_meeting: Callable[..., Meeting], now: datetime) -> Meeting:
    """The meeting of this morning in which it was agreed."""
    plan(seat, "Trial", now - timedelta(hours=2))
    return read_meeting(seat, AGREED, "talk.txt", held_at=now - timedelta(hours=2))


def dated(seat: Any, plan: Callable[..., Meeting], now: datetime, **fields: Any) -> Meeting:
    """The invitation to it in the calendar, put there this morning; nobody has answered."""
    given = {"answer": "no_answer", "answer_level": "E0", "put_at": now - timedelta(hours=1), "noted_at": now} | fields
    ahead = plan(seat, "Trial plan", given.pop("at", THURSDAY), **given)
    accepted = given["answer"] == "accepted"
    rows = Attendee.objects.in_workspace(seat.workspace).filter(meeting=ahead)
    rows.update(partstat="ACCEPTED" if accepted else "NEEDS-ACTION", level="E4" if accepted else "E0")
    settle_again(seat)
    ahead.refresh_from_db()
    return ahead


def next_date(seat: Any, meeting: Meeting, now: datetime) -> NextDate:
    meeting.refresh_from_db()
    assert meeting.opportunity_id is not None
    [rows] = deal_rows(seat.workspace_id, [meeting.opportunity_id]).values()
    return read_deal(rows, now, DAYS).next_date


def test_before_it_is_in_the_calendar_it_waits_for_us(seat: Any, said: Meeting, now: datetime) -> None:
    found = next_date(seat, said, now)
    assert (found.borne, found.at, found.who_must_answer) == (Step.PROPOSED, THURSDAY, Side.OURS)


def test_agreed_aloud_and_invited_it_waits_for_them(
    seat: Any, plan: Callable[..., Meeting], said: Meeting, now: datetime
) -> None:
    ahead = dated(seat, plan, now)
    found = next_date(seat, said, now)
    assert (found.borne, found.meeting, found.who_must_answer) == (Step.INVITED, ahead.pk, Side.CUSTOMER)
    settle_standings(seat.workspace_id, now=now)
    [row] = OpportunityStanding.objects.in_workspace(seat.workspace)
    assert (row.state, row.who_must_answer) == ("offered", "customer")


def test_an_invitation_to_another_time_takes_nothing_from_what_was_agreed(
    seat: Any, plan: Callable[..., Meeting], said: Meeting, now: datetime
) -> None:
    dated(seat, plan, now, at=THURSDAY + timedelta(hours=3))
    found = next_date(seat, said, now)
    assert (found.at, found.who_must_answer) == (THURSDAY, Side.OURS)


def test_the_verdict_asks_for_no_second_invitation(
    seat: Any, plan: Callable[..., Meeting], said: Meeting, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert meeting_page(seat, said)["card"].second == "Agreed aloud. Send the invitation."
    dated(seat, plan, now)
    said.refresh_from_db()
    assert meeting_page(seat, said)["card"].second == "Agreed. They have not accepted the invitation."


def test_the_verdict_says_that_they_accepted_it_since(
    seat: Any, plan: Callable[..., Meeting], said: Meeting, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)
    dated(seat, plan, now, answer="accepted", answer_level="E4")
    said.refresh_from_db()
    card = meeting_page(seat, said)["card"]
    assert (card.state, card.second) == ("booked", "They accepted.")
