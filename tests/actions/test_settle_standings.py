"""Where deals stand is worked out from rows, stored once, and its history kept (METHOD 7)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from foothold.actions.close_opportunity import (
    NotClosed,
    close_opportunity,
    reopen_opportunity,
    take_back_closing,
)
from foothold.actions.settle import settle_again
from foothold.actions.settle_standings import (
    AT_ONCE,
    learn_triage,
    learning_due,
    settle_after_evidence,
    settle_due,
    settle_standings,
    standings_due,
)
from foothold.core.calendar_days import BusinessDays
from foothold.core.state import Closure
from foothold.core.window import Window
from foothold.records.deal_lists import Order, deal_row, listed_deals
from foothold.records.deal_rows import deal_rows
from foothold.records.deal_signals import read_deal
from foothold.records.learned import tier_in_use
from foothold.records.models import (
    Account,
    Call,
    Contact,
    Identity,
    Letter,
    Meeting,
    Opportunity,
    OpportunityClosing,
    OpportunityJudgement,
    OpportunityStanding,
    Source,
    TriageSetting,
)
from foothold.records.picture import customer_meetings, review_counts
from foothold.records.review_lists import meetings_counted
from foothold.web.deal_words import chance_words
from made_deals import judge

DAY = timedelta(days=1)


@pytest.fixture
def deal(seat: Any, plan: Callable[..., Any], now: datetime) -> Any:
    """A deal with Northwind: a meeting held last week, a booked one next week."""
    account = Account.objects.in_workspace(seat.workspace).create(workspace_id=seat.workspace_id, name="Northwind")
    made = make_deal(seat, account, now, amount=Decimal(84_000), amount_level="E2", currency="EUR")
    for title, days in (("Scrap at line two", -7), ("Price for three sites", 7)):
        set_at = now - 9 * DAY
        plan(seat, title, now + days * DAY, opportunity=made, put_at=set_at, noted_at=set_at)
    return made


@pytest.fixture
def letter(seat: Any) -> Callable[..., Any]:
    """letter(sender, recipient, sent_at): a mail in the seller's box."""
    rows = Letter.objects.in_workspace(seat.workspace)
    Identity.objects.in_workspace(seat.workspace).create(kind="domain", value="harbour.example")
    box = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="mails", key="m", name="M")

    def write(sender: str, recipient: str, sent_at: datetime) -> Any:
        return rows.create(
            user=seat.user, source=box, message_id=f"{rows.count()}@m", from_address=sender,
            to_addresses=[recipient], sent_at=sent_at,
        )  # fmt: skip

    return write


def make_deal(seat: Any, account: Any, now: datetime, **fields: Any) -> Any:
    return Opportunity.objects.in_workspace(seat.workspace).create(
        workspace_id=seat.workspace_id, account=account, seller=seat.user, name=account.name,
        opened_at=now - 30 * DAY, **fields,
    )  # fmt: skip


def standing(deal: Any) -> Any:
    return OpportunityStanding.objects.in_workspace(deal.workspace_id).get(opportunity=deal)


def history(deal: Any) -> list[Any]:
    judged = OpportunityJudgement.objects.in_workspace(deal.workspace_id).filter(opportunity=deal)
    return list(judged.order_by("version"))


def test_a_deal_with_a_booked_price_review_is_to_close_soon(seat: Any, deal: Any, now: datetime) -> None:
    assert settle_standings(seat.workspace_id, now=now) == 1
    row = standing(deal)
    assert (row.state, row.grade, row.triage) == ("booked", "booked", "close soon")
    assert row.slot_at == now + 7 * DAY
    assert 0 < row.p_low < row.p_win < row.p_high < 1
    ahead = Meeting.objects.in_workspace(seat.workspace).get(opportunity=deal, held_at__gt=now)
    source = {"kind": "meeting", "id": str(ahead.pk)}
    assert {"signal": "next_step", "points": 5.6, "count": 1, "from": [source]} in row.reasons


def test_the_same_rows_give_the_same_class_and_no_new_line_of_history(seat: Any, deal: Any, now: datetime) -> None:
    for hours in (0, 1, 2):
        settle_standings(seat.workspace_id, now=now + timedelta(hours=hours))
    assert [each.version for each in history(deal)] == [1]
    assert standing(deal).as_of == now + timedelta(hours=2)


def test_what_changes_is_a_new_version_and_the_old_one_stays(seat: Any, deal: Any, now: datetime) -> None:
    settle_standings(seat.workspace_id, now=now)
    Meeting.objects.in_workspace(seat.workspace).filter(held_at__gt=now).update(status="cancelled")
    settle_standings(seat.workspace_id, now=now + DAY)
    states = [(each.document["state"], each.document["triage"]) for each in history(deal)]
    assert states[0] == ("booked", "close soon")
    assert states[1][0] == "vague"
    assert [each.version for each in history(deal)] == [1, 2]


def test_stage_and_expected_day_of_a_crm_change_nothing(seat: Any, deal: Any, now: datetime) -> None:
    settle_standings(seat.workspace_id, now=now)
    deal.stage, deal.expected_on = "Commit", now.date()
    deal.save()
    settle_standings(seat.workspace_id, now=now + timedelta(hours=1))
    assert len(history(deal)) == 1


def test_an_amount_a_seller_typed_does_not_move_the_class(seat: Any, deal: Any, now: datetime) -> None:
    Opportunity.objects.in_workspace(seat.workspace).update(amount=Decimal(1), amount_level="E1")
    settle_standings(seat.workspace_id, now=now)
    assert standing(deal).triage == "close soon"
    Opportunity.objects.in_workspace(seat.workspace).update(amount=Decimal(1), amount_level="E2")
    settle_standings(seat.workspace_id, now=now)
    assert standing(deal).triage == "let go"


def test_a_deal_without_meetings_is_never_silent_and_not_judged(seat: Any, now: datetime) -> None:
    account = Account.objects.in_workspace(seat.workspace).create(workspace_id=seat.workspace_id, name="Contoso")
    deal = make_deal(seat, account, now)
    settle_standings(seat.workspace_id, now=now)
    row = standing(deal)
    assert (row.triage, row.p_win, row.silence) == ("not tested", None, "")
    assert [each["signal"] for each in row.reasons] == ["no_meeting_seen"]
    assert listed_deals(seat, now=now).unseen == 1


def test_a_deal_is_worked_out_again_once_its_booked_date_has_passed(seat: Any, deal: Any, now: datetime) -> None:
    settle_standings(seat.workspace_id, now=now + 7 * DAY - timedelta(hours=1))
    assert (standing(deal).state, standing(deal).triage) == ("booked", "close soon")
    ends_at = now + 7 * DAY + timedelta(minutes=45)
    assert standings_due(now=ends_at - timedelta(minutes=1)) == {}
    assert standings_due(now=ends_at) == {seat.workspace_id: [deal.account_id]}
    settle_due(seat.workspace_id, now=ends_at)
    assert (standing(deal).state, standing(deal).slot_at) == ("vague", None)
    assert standings_due(now=ends_at + timedelta(hours=1)) == {}, "once"


def test_an_invitation_without_an_answer_is_due_when_its_two_business_days_are_over(
    seat: Any, deal: Any, now: datetime
) -> None:
    ahead = Meeting.objects.in_workspace(seat.workspace).filter(held_at__gt=now)
    ahead.update(answer_level="E3", put_at=now - timedelta(hours=2), noted_at=now - timedelta(hours=2))
    settle_standings(seat.workspace_id, now=now)
    assert points_of(deal, "next_step") == 1.4
    later = standing(deal).holds_until
    assert now + DAY < later < now + 3 * DAY
    assert standings_due(now=later) == {seat.workspace_id: [deal.account_id]}
    settle_due(seat.workspace_id, now=later)
    assert points_of(deal, "next_step") == -1.4


def points_of(deal: Any, signal: str) -> float:
    return next(each["points"] for each in standing(deal).reasons if each["signal"] == signal)


def test_evidence_settles_the_deals_of_its_account(seat: Any, plan: Callable[..., Any], now: datetime) -> None:
    meeting = plan(seat, "Scrap at line two", now - 3 * DAY, put_at=now - 5 * DAY)
    settle_again(seat, [meeting.pk])
    assert OpportunityStanding.objects.in_workspace(seat.workspace).count() == 1


def test_a_long_import_leaves_its_deals_to_the_next_round(seat: Any, deal: Any, now: datetime) -> None:
    settle_standings(seat.workspace_id, now=now)
    assert standings_due(now=now) == {}
    many = [deal.account_id, *(make_account(seat, number).pk for number in range(AT_ONCE))]
    settle_after_evidence(seat.workspace_id, many, now=now)
    assert standings_due(now=now) == {seat.workspace_id: [deal.account_id]}


def make_account(seat: Any, number: int) -> Any:
    return Account.objects.in_workspace(seat.workspace).create(workspace_id=seat.workspace_id, name=f"c{number}")


def test_every_deal_is_due_once_a_day_and_a_closed_one_no_more(seat: Any, deal: Any, now: datetime) -> None:
    assert standings_due(now=now) == {seat.workspace_id: [deal.account_id]}
    settle_standings(seat.workspace_id, now=now)
    assert standings_due(now=now + DAY - timedelta(minutes=1)) == {}
    assert standings_due(now=now + DAY)
    close_opportunity(seat, deal, Closure.WON, now=now)
    assert standings_due(now=now + DAY) == {}


def test_an_outcome_can_be_changed_and_taken_back_and_its_history_stays(seat: Any, deal: Any, now: datetime) -> None:
    close_opportunity(seat, deal, Closure.WON, now=now, closed_at=now - DAY)
    close_opportunity(seat, deal, Closure.LOST, now=now)
    assert (standing(deal).state, standing(deal).triage) == ("closed", "")
    assert take_back_closing(seat, deal, now=now)
    deal.refresh_from_db()
    assert (deal.closure, deal.closed_at) == ("won", now - DAY)
    reopen_opportunity(seat, deal, now=now)
    assert standing(deal).triage == "close soon"
    said = OpportunityClosing.objects.in_workspace(seat.workspace).order_by("version")
    assert [each.closure for each in said] == ["won", "lost", ""]


def test_a_meeting_that_ended_with_a_no_counts_again_while_its_deal_is_open_again(
    seat: Any, deal: Any, now: datetime
) -> None:
    rows = Meeting.objects.in_workspace(seat.workspace)
    rows.filter(held_at__gt=now).delete()
    rows.update(ending="no")
    span = Window(now - 90 * DAY, now)

    def noes() -> int:
        counted = review_counts(customer_meetings(seat), span, now=now).explicit_no
        assert meetings_counted(customer_meetings(seat), "explicit_no", span, now=now).count() == counted
        assert meetings_counted(customer_meetings(seat), "due", span, now=now).count() == 1 - counted
        return counted

    assert noes() == 1
    close_opportunity(seat, deal, Closure.LOST, now=now)
    assert noes() == 1
    reopen_opportunity(seat, deal, now=now)
    assert noes() == 0
    # That we opened it is no act of theirs: what they said is still said.
    assert standing(deal).reasons[0]["signal"] == "refused"
    close_opportunity(seat, deal, Closure.LOST, now=now)
    assert noes() == 1
    take_back_closing(seat, deal, now=now)
    assert noes() == 0
    take_back_closing(seat, deal, now=now)
    assert noes() == 1


def test_undoing_more_often_than_was_said_does_nothing(seat: Any, deal: Any, now: datetime) -> None:
    close_opportunity(seat, deal, Closure.LET_GO, now=now)
    assert take_back_closing(seat, deal, now=now)
    assert not take_back_closing(seat, deal, now=now)
    deal.refresh_from_db()
    assert deal.closure == ""


def test_a_deal_does_not_end_tomorrow_nor_before_it_began(seat: Any, deal: Any, now: datetime) -> None:
    for at in (now + DAY, deal.opened_at - DAY):
        with pytest.raises(NotClosed):
            close_opportunity(seat, deal, Closure.WON, now=now, closed_at=at)
    with pytest.raises(NotClosed):
        reopen_opportunity(seat, deal, now=now)


def test_only_a_counted_next_step_is_in_the_forecast_sum(seat: Any, deal: Any, now: datetime) -> None:
    other = make_deal(seat, make_account(seat, 1), now, amount=Decimal(10_000), currency="EUR")
    make_deal(seat, make_account(seat, 2), now)
    settle_standings(seat.workspace_id, now=now)
    found = listed_deals(seat, now=now)
    assert [row.deal.pk for row in found.rows[:2]] == [deal.pk, other.pk]
    assert (found.forecast.amounts, found.forecast.deals) == ({"EUR": Decimal(84_000)}, 1)
    assert (found.outside.amounts, found.outside.deals, found.outside.unknown) == ({"EUR": Decimal(10_000)}, 2, 1)
    Meeting.objects.in_workspace(seat.workspace).filter(held_at__gt=now).update(title="Catch up")
    settle_standings(seat.workspace_id, now=now)
    assert listed_deals(seat, now=now).forecast.deals == 0


def test_below_thirty_closed_deals_a_range_in_tenths_and_no_percentage(seat: Any, deal: Any, now: datetime) -> None:
    settle_standings(seat.workspace_id, now=now)
    row = deal_row(seat, deal, now=now)
    assert not row.percent
    assert row.tenths is not None
    assert 0 <= row.tenths[0] < row.tenths[1] <= 10


def test_the_terminal_tells_the_tenths_the_pages_tell(seat: Any, deal: Any, now: datetime) -> None:
    settle_standings(seat.workspace_id, now=now)
    OpportunityStanding.objects.in_workspace(seat.workspace).update(p_win=0.3, p_low=0.25, p_high=0.54)
    row = deal_row(seat, deal, now=now)
    assert row.tenths == (2, 6), "rounded outward, where rounding to the nearest says 2 to 5"
    assert row.standing is not None
    assert chance_words(row.standing, tier_in_use(seat.workspace_id)).startswith("between 2 and 6 in 10")


def test_lists_are_cut_by_state_and_class_and_sorted(seat: Any, deal: Any, now: datetime) -> None:
    make_deal(seat, make_account(seat, 1), now)
    settle_standings(seat.workspace_id, now=now)
    assert [row.deal.pk for row in listed_deals(seat, now=now, states=["booked"]).rows] == [deal.pk]
    assert [row.deal.pk for row in listed_deals(seat, now=now, classes=["close soon"]).rows] == [deal.pk]
    assert listed_deals(seat, now=now, states=["silent"]).rows == []
    for order in Order:
        assert len(listed_deals(seat, now=now, order=order).rows) == 2


def test_a_seller_sees_his_own_deals_and_nobody_sees_another_workspaces(
    seat: Any, colleague: Any, stranger: Any, deal: Any, now: datetime
) -> None:
    settle_standings(seat.workspace_id, now=now)
    assert len(listed_deals(seat, now=now).rows) == 1
    assert listed_deals(colleague, now=now).rows == []
    assert listed_deals(stranger, now=now).rows == []


def test_a_no_they_took_back_by_a_letter_stays_taken_back_however_long_ago(
    seat: Any, deal: Any, now: datetime, letter: Callable[..., Any]
) -> None:
    held = Meeting.objects.in_workspace(seat.workspace).filter(held_at__lt=now)
    held.update(ending="no", held_at=now - 100 * DAY, ends_at=now - 100 * DAY, put_at=now - 110 * DAY)
    Meeting.objects.in_workspace(seat.workspace).filter(held_at__gt=now).delete()
    Contact.objects.in_workspace(seat.workspace).create(
        name="Petra Lang", account=deal.account, address="petra@northwind.example"
    )

    def acted_and_refused(days_ago: float) -> tuple[datetime, bool]:
        settle_standings(seat.workspace_id, now=now - days_ago * DAY)
        row = standing(deal)
        return row.last_act_at, any(each["signal"] == "refused" for each in row.reasons)

    # What answers a letter of ours is nothing they began, however long ago both are.
    letter("anna@harbour.example", "petra@northwind.example", now - 95 * DAY)
    letter("petra@northwind.example", "anna@harbour.example", now - 94 * DAY)
    assert acted_and_refused(20) == (now - 100 * DAY, True)
    wrote = now - 60 * DAY
    letter("petra@northwind.example", "anna@harbour.example", wrote)
    assert acted_and_refused(20) == acted_and_refused(0) == (wrote, False)
    assert acted_and_refused(-20) == (wrote, False)


def test_a_date_agreed_aloud_stays_offered_until_it_has_come(seat: Any, deal: Any, now: datetime) -> None:
    Meeting.objects.in_workspace(seat.workspace).filter(held_at__gt=now).delete()
    held = Meeting.objects.in_workspace(seat.workspace).get()
    held.held_at, held.ends_at, held.put_at = now - 70 * DAY, now - 70 * DAY, now - 80 * DAY
    held.save()
    agreed = now + 10 * DAY
    said = {"grade": "proposed", "agreed": "E3", "start": agreed.isoformat(), "topic": "price for three sites"}
    judge(held, next_step=said | {"evidence": [{"side": "customer"}]}, vague=[], tests={"T2": {"level": "E3"}})
    for days, state in ((-30, "offered"), (0, "offered"), (9, "offered"), (11, "vague")):
        settle_standings(seat.workspace_id, now=now + days * DAY)
        found = standing(deal)
        assert (found.state, found.slot_at) == (state, agreed if state == "offered" else None)


def test_a_person_who_calls_from_two_numbers_is_one(seat: Any, deal: Any, now: datetime) -> None:
    log = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="calls", key="c", name="c")
    who = Contact.objects.in_workspace(seat.workspace)
    who.create(name="Petra Lang", account=deal.account, address="petra@northwind.example")

    def people(*calls: tuple[str, str]) -> int:
        rows = Call.objects.in_workspace(seat.workspace)
        rows.all().delete()
        for key, (number, name) in enumerate(calls):
            rows.create(
                user=seat.user, account=deal.account, called_at=now - 3 * DAY, direction="in", outcome="spoke",
                number=number, name=name, source=log, seconds=60, key=str(key),
            )  # fmt: skip
        return read_deal(deal_rows(seat.workspace_id, [deal.pk])[deal.pk], now, BusinessDays(UTC)).signals.people

    assert people() == people(("+43 1 555", ""), ("+43 664 1", ""), ("", "")) == 1
    assert people(("+43 1 555", "Petra Lang"), ("+43 664 1", "Petra")) == 1
    assert people(("+43 1 555", "Lukas Kern")) == 2


def test_a_full_week_raises_the_price_of_an_hour(seat: Any, deal: Any, now: datetime) -> None:
    TriageSetting.objects.in_workspace(seat.workspace).create(workspace_id=seat.workspace_id, capacity=1.0)
    settle_standings(seat.workspace_id, now=now)
    assert standing(deal).triage == "nurture (keep warm)"


def test_a_full_week_is_as_full_whichever_run_works_a_deal_out(
    seat: Any, plan: Callable[..., Any], now: datetime
) -> None:
    """Of deals that name no seller whoever holds the last meeting works them, all of them in his one week."""
    deals = []
    for number in range(4):
        account = make_account(seat, number)
        made = make_deal(seat, account, now, amount=Decimal(84_000), amount_level="E2", currency="EUR")
        Opportunity.objects.in_workspace(seat.workspace).filter(pk=made.pk).update(seller=None)
        for days in (-7, 7):
            at = {"put_at": now - 9 * DAY, "noted_at": now - 9 * DAY}
            plan(seat, "Scrap at line two", now + days * DAY, account=account.name, opportunity=made, **at)
        deals.append(made)
    TriageSetting.objects.in_workspace(seat.workspace).create(workspace_id=seat.workspace_id, capacity=8.0)
    settle_standings(seat.workspace_id, now=now)
    at_once = [standing(each).triage for each in deals]
    assert set(at_once) == {"nurture (keep warm)"}
    for each in deals:
        settle_standings(seat.workspace_id, now=now, accounts=[each.account_id])
    assert [standing(each).triage for each in deals] == at_once


def closed(seat: Any, plan: Callable[..., Any], now: datetime, number: int, won: bool) -> None:
    account = make_account(seat, number)
    ended = now - number * DAY
    deal = make_deal(seat, account, now)
    deal.opened_at, deal.closure, deal.closed_at = ended - 70 * DAY, "won" if won else "lost", ended
    deal.save()
    held = ended - 65 * DAY
    plan(seat, "Scrap at line two", held, account=account.name, opportunity=deal, put_at=held - DAY, noted_at=held)


def test_a_learned_base_rate_is_used_and_said(seat: Any, plan: Callable[..., Any], now: datetime) -> None:
    assert learning_due(now=now) == []
    for number in range(40):
        closed(seat, plan, now, number, won=number % 2 == 0)
    assert learning_due(now=now) == [seat.workspace_id]
    document = learn_triage(seat.workspace_id, now=now).document
    assert learning_due(now=now) == []
    assert (document["closed"], document["wins"]) == (40, 20)
    assert document["tier"]["number"] > 0
    # Day 30 after the first meeting and day 60: two landmarks before each closed.
    assert document["tiers"][0]["rows"] == 2 * document["tested_on"]
    assert not document["predictable"]
    settle_standings(seat.workspace_id, now=now)
    assert listed_deals(seat, now=now, closed=True).rows[0].percent


def test_a_deal_nobody_decides_counts_as_lost(seat: Any, plan: Callable[..., Any], now: datetime) -> None:
    closed(seat, plan, now, 1, won=True)
    account = make_account(seat, 99)
    deal = make_deal(seat, account, now)
    deal.opened_at = now - 141 * DAY
    deal.save()
    held = now - 140 * DAY
    plan(seat, "Scrap at line two", held, account=account.name, opportunity=deal, put_at=held - DAY, noted_at=held)
    assert learn_triage(seat.workspace_id, now=now).document["closed"] == 2
    deal.refresh_from_db()
    assert deal.closure == ""
