"""Raw text goes when its time is over; what was found stays."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from foothold.actions.change_settings import change_kept_days
from foothold.actions.expire_texts import LEASE, claim_text, expire_text, texts_due
from foothold.actions.let_go import let_go
from foothold.jobs.loop import REVIVE_EVERY, work_once
from foothold.records.models import Call, Judgement, LettingGo, Opportunity, SourceText, WaitingTable

Read = Callable[..., Any]


def text_of(seat: Any) -> SourceText:
    return SourceText.objects.in_workspace(seat.workspace_id).get()


def test_text_goes_after_180_days_and_findings_with_quotes_stay(seat: Any, read_meeting: Read, now: datetime) -> None:
    read_meeting(seat)
    assert work_once(now=now + timedelta(days=179)) == 0
    assert work_once(now=now + timedelta(days=180)) == 1
    source = text_of(seat)
    assert (source.text, source.turns, source.keeping) == ("", [], "expired")
    document = Judgement.objects.in_workspace(seat.workspace_id).get().document
    assert document["commitments"][0]["evidence"][0]["text"]
    assert document["commitments"][0]["evidence"][0]["source"] == "verified, source deleted"
    assert work_once(now=now + timedelta(days=181)) == 0


def test_a_quote_whose_text_has_expired_says_so_on_the_page(
    seat: Any, read_meeting: Read, now: datetime, browser_of: Callable[..., Any]
) -> None:
    meeting = read_meeting(seat)
    page = browser_of(seat).get(f"/meetings/{meeting.pk}").content.decode()
    assert "verified, source deleted" not in page
    work_once(now=now + timedelta(days=200))
    page = browser_of(seat).get(f"/meetings/{meeting.pk}").content.decode()
    assert "verified, source deleted" in page
    assert "pump hours" in page


def test_every_workspace_has_its_turn(seat: Any, stranger: Any, read_meeting: Read, now: datetime) -> None:
    read_meeting(seat)
    read_meeting(stranger)
    assert work_once(now=now + timedelta(days=200)) == 2


def test_a_shorter_keeping_counts_for_text_already_here(seat: Any, read_meeting: Read, now: datetime) -> None:
    read_meeting(seat)
    change_kept_days(seat, 30)
    assert work_once(now=now + timedelta(days=30)) == 1


def test_a_claimed_text_is_nobody_elses(seat: Any, read_meeting: Read, now: datetime) -> None:
    read_meeting(seat)
    later = now + timedelta(days=200)
    [due] = texts_due(now=later)
    assert claim_text(due, now=later) == 1
    assert claim_text(due, now=later) is None
    assert texts_due(now=later) == []


def test_a_lease_that_ran_out_is_taken_over_and_the_late_one_changes_nothing(
    seat: Any, read_meeting: Read, now: datetime
) -> None:
    read_meeting(seat)
    later = now + timedelta(days=200)
    [due] = texts_due(now=later)
    first = claim_text(due, now=later)
    second = claim_text(due, now=later + LEASE + timedelta(seconds=1))
    assert (first, second) == (1, 2)
    assert expire_text(due, first) is False
    assert text_of(seat).text
    assert expire_text(due, second) is True


def test_a_table_that_waited_a_day_goes_in_every_workspace(seat: Any, stranger: Any, now: datetime) -> None:
    for owner, came in ((seat, now), (stranger, now - timedelta(hours=1))):
        rows = WaitingTable.objects.in_workspace(owner.workspace_id)
        rows.create(user=owner.user, name="deals.csv", content=b"x", came_at=came)
    work_once(now=now + timedelta(hours=23, minutes=30))
    assert [rows.count() for rows in _waiting(seat, stranger)] == [1, 0]
    work_once(now=now + timedelta(hours=25))
    assert [rows.count() for rows in _waiting(seat, stranger)] == [0, 0]


def _waiting(*seats: Any) -> list[Any]:
    return [WaitingTable.objects.in_workspace(seat.workspace_id) for seat in seats]


def test_a_customer_who_calls_brings_back_what_was_let_go_within_ten_minutes(
    seat: Any, plan_meeting: Callable[..., Any], now: datetime
) -> None:
    meeting = plan_meeting(seat)
    deal = Opportunity.objects.in_workspace(seat.workspace_id).create(
        account=meeting.account, name="Line two", opened_at=now - timedelta(days=90), seller=seat.user
    )
    let_go(seat, deal, now=now)
    work_once(now=now + timedelta(minutes=1))
    deal.refresh_from_db()
    assert deal.closure == "let go"
    calls = Call.objects.in_workspace(seat.workspace_id)
    calls.create(user=seat.user, account=meeting.account, called_at=now + timedelta(minutes=2), direction="in")
    work_once(now=now + timedelta(minutes=3) + REVIVE_EVERY)
    deal.refresh_from_db()
    assert deal.closure == ""
    assert LettingGo.objects.in_workspace(seat.workspace_id).get().back_by == "act"
