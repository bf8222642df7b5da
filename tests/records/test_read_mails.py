"""A mail that was read has a verdict and promises, and is no meeting: not held, not counted, nobody's next date."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from foothold.actions.settle import settle_again
from foothold.records.accounts import listed_accounts, seen_account
from foothold.records.closing import meetings_to_choose
from foothold.records.models import Account, Meeting
from foothold.records.models.meetings import Medium
from foothold.records.preparing_rows import Rows
from foothold.records.ready_situation import meeting_to_prepare
from foothold.records.today import today, without_next

DAY = timedelta(days=1)
MAIL = """From: Petra Lang <petra@northwind.example>
To: Anna Weber <anna@harbour.example>
Subject: Re: Price for three sites
Date: Tue, 22 Sep 2026 13:40:00 +0200
Content-Type: text/plain; charset=utf-8

Hello Anna, we will send you the pump hours by Friday. Our board meets on 8 October.

Petra
"""


@pytest.fixture
def mail(seat: Any, read_meeting: Callable[..., Any], now: Any) -> Meeting:
    """Her mail of this morning, read."""
    read: Meeting = read_meeting(seat, MAIL, "mail.eml", held_at=now - timedelta(minutes=20))
    assert read.medium == Medium.MAIL
    return read


@pytest.fixture
def held(seat: Any, plan: Callable[..., Meeting], now: Any) -> Meeting:
    """The one meeting with her, four days ago."""
    return plan(seat, "Price for three sites", now - 4 * DAY, put_at=now - 9 * DAY)


def account_of(seat: Any) -> Account:
    return Account.objects.in_workspace(seat.workspace).get()


def test_today_holds_no_meeting_that_was_a_mail(seat: Any, mail: Meeting, now: Any) -> None:
    assert today(seat, now=now).meetings == ()


def test_a_customer_was_last_met_in_the_meeting_and_not_in_the_mail(
    seat: Any, held: Meeting, mail: Meeting, now: Any
) -> None:
    meetings = Meeting.objects.in_workspace(seat.workspace)
    [row] = listed_accounts(meetings, now=now)
    assert (row.meetings, row.last_met_at) == (1, held.held_at)
    assert [each.last_met_at for each in without_next(seat, now=now)] == [held.held_at]


def test_a_person_who_wrote_was_not_met_in_the_mail(seat: Any, held: Meeting, mail: Meeting, now: Any) -> None:
    settle_again(seat)
    [petra] = seen_account(seat, account_of(seat), now=now).people
    assert (petra.meetings, petra.last_at) == (1, held.held_at)


def test_a_mail_is_nobodys_next_date(seat: Any, held: Meeting, mail: Meeting) -> None:
    settle_again(seat)
    held.refresh_from_db()
    assert (held.next_meeting_id, held.next_at, held.next_set) == (None, None, "never")


def test_the_date_ahead_is_the_next_one_of_the_meeting_and_of_the_mail(
    seat: Any, plan: Callable[..., Meeting], held: Meeting, mail: Meeting, now: Any
) -> None:
    ahead = plan(seat, "Board", now + 9 * DAY, put_at=held.ended_at)
    settle_again(seat)
    for each in (held, mail):
        each.refresh_from_db()
        assert each.next_meeting_id == ahead.pk
    assert held.next_set == "in_room"


def test_a_mail_is_not_made_ready_for_nor_closed(seat: Any, mail: Meeting, now: Any) -> None:
    assert meeting_to_prepare(seat, now=now) is None
    assert meetings_to_choose(seat, now=now) == []


def test_the_first_meeting_after_a_mail_is_the_first_and_knows_what_the_mail_promised(
    seat: Any, plan: Callable[..., Meeting], mail: Meeting, now: Any
) -> None:
    first = plan(seat, "Depot survey", now + DAY)
    known = Rows(seat, [first], now).of(first)
    assert known.is_first
    assert [each.what for each in known.promises]
