"""Somebody who is a partner or supplier after all leaves the lists of deals, and comes back as a customer."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from foothold.actions.settle import settle_again
from foothold.actions.tell_relations import tell_relation
from foothold.core.relations import Relation
from foothold.core.window import Window
from foothold.records.deals_seen import deals_seen_by
from foothold.records.letter_signs import letters_of
from foothold.records.models import (
    Afterthought,
    Call,
    Commitment,
    Contact,
    Counterpart,
    Identity,
    Letter,
    Meeting,
    Opportunity,
    Proposal,
    Source,
)
from foothold.records.one_to_one import one_to_one
from foothold.records.picture import short_calls
from foothold.records.should_have import should_have_asked
from foothold.records.time_by_class import hours_of
from foothold.records.today import today

DOMAIN = "northwind.example"


@pytest.fixture
def deal(seat: Any, plan: Any, now: datetime) -> Opportunity:
    Identity.objects.in_workspace(seat.workspace).create(kind="domain", value="harbour.example")
    for days in (20, 10):
        plan(seat, "Line walk", now - timedelta(days=days), put_at=now - timedelta(days=30))
    settle_again(seat)
    return Opportunity.objects.in_workspace(seat.workspace).get()


@pytest.mark.parametrize("relation", [Relation.PARTNER, Relation.SUPPLIER, Relation.PRIVATE])
def test_who_is_no_customer_leaves_the_deals_and_comes_back_with_all_that_was_known(
    seat: Any, deal: Opportunity, now: datetime, relation: Relation
) -> None:
    Proposal.objects.in_workspace(seat.workspace).create(opportunity=deal, user=seat.user, sent_at=now)
    tell_relation(seat, DOMAIN, relation)
    assert not deals_seen_by(seat).exists()
    assert Opportunity.objects.in_workspace(seat.workspace).get().pk == deal.pk, "nothing is lost"
    tell_relation(seat, DOMAIN, Relation.CUSTOMER)
    assert deals_seen_by(seat).get().pk == deal.pk
    assert Meeting.objects.in_workspace(seat.workspace).filter(opportunity=deal).count() == 2
    assert Proposal.objects.in_workspace(seat.workspace).get().opportunity_id == deal.pk


def deals_by_meeting(seat: Any) -> dict[Any, Any]:
    return dict(Meeting.objects.in_workspace(seat.workspace).values_list("pk", "opportunity_id"))


def test_a_deal_that_was_won_keeps_its_meetings_while_they_are_a_partner(
    seat: Any, deal: Opportunity, plan: Any, now: datetime
) -> None:
    Opportunity.objects.in_workspace(seat.workspace).filter(pk=deal.pk).update(
        closure="won", closed_at=now - timedelta(days=8)
    )
    plan(seat, "Second line", now - timedelta(days=2), put_at=now - timedelta(days=5))
    settle_again(seat)
    before = deals_by_meeting(seat)
    assert len(set(before.values())) == 2
    tell_relation(seat, DOMAIN, Relation.PARTNER)
    settle_again(seat)
    assert not deals_seen_by(seat).exists()
    tell_relation(seat, DOMAIN, Relation.CUSTOMER)
    assert deals_by_meeting(seat) == before


@pytest.mark.parametrize("between", [Relation.PARTNER, Relation.SUPPLIER, Relation.IGNORE, None])
def test_deals_told_apart_by_hand_stay_apart_while_they_are_no_customer(
    seat: Any, deal: Opportunity, now: datetime, between: Relation | None
) -> None:
    other = Opportunity.objects.in_workspace(seat.workspace).create(
        account=deal.account, name="Second line", opened_at=now - timedelta(days=10), amount=40000, amount_level="E2"
    )
    last = Meeting.objects.in_workspace(seat.workspace).order_by("held_at").last()
    Meeting.objects.in_workspace(seat.workspace).filter(pk=last.pk).update(opportunity=other, opportunity_told=True)
    for each in (deal, other):
        Proposal.objects.in_workspace(seat.workspace).create(opportunity=each, user=seat.user, sent_at=now)
    before = deals_by_meeting(seat)
    tell_relation(seat, DOMAIN, between)
    tell_relation(seat, DOMAIN, Relation.CUSTOMER)
    assert deals_by_meeting(seat) == before
    assert Proposal.objects.in_workspace(seat.workspace).count() == 2


@pytest.mark.parametrize("with_proposal", [True, False])
def test_a_deal_without_meetings_goes_unless_something_was_told_of_it(
    seat: Any, deal: Opportunity, now: datetime, with_proposal: bool
) -> None:
    empty = Opportunity.objects.in_workspace(seat.workspace).create(
        account=deal.account, name="Second line", opened_at=now
    )
    if with_proposal:
        Proposal.objects.in_workspace(seat.workspace).create(opportunity=empty, user=seat.user, sent_at=now)
    settle_again(seat)
    assert Opportunity.objects.in_workspace(seat.workspace).filter(pk=empty.pk).exists() is with_proposal


def test_one_of_a_crm_leaves_them_too_and_one_of_which_it_is_not_decided_stays(seat: Any, deal: Opportunity) -> None:
    Opportunity.objects.in_workspace(seat.workspace).filter(pk=deal.pk).update(crm="hubspot", crm_key="7")
    tell_relation(seat, DOMAIN, Relation.SUPPLIER)
    assert not deals_seen_by(seat).exists()
    tell_relation(seat, DOMAIN, None)
    assert deals_seen_by(seat).exists()


def test_a_firm_with_a_customer_domain_beside_a_supplier_one_stays(seat: Any, deal: Opportunity) -> None:
    Counterpart.objects.in_workspace(seat.workspace).create(
        value="northwind-parts.example", relation="supplier", told=True, account=deal.account
    )
    assert deals_seen_by(seat).get().pk == deal.pk


def test_mails_with_one_who_is_no_customer_are_no_selling_and_teach_nothing_of_customers(
    seat: Any, deal: Opportunity, now: datetime
) -> None:
    petra, anna = "petra@northwind.example", "anna@harbour.example"
    Contact.objects.in_workspace(seat.workspace).update_or_create(
        workspace_id=seat.workspace_id, address=petra, defaults={"account": deal.account, "name": "Petra Lang"}
    )
    source = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="mails", key="m", name="Mails")
    for number, (sender, to) in enumerate([(anna, petra), (petra, anna)]):
        Letter.objects.in_workspace(seat.workspace).create(
            user=seat.user, source=source, message_id=f"{number}@m", from_address=sender, to_addresses=[to],
            sent_at=now - timedelta(days=3 - number),
        )  # fmt: skip

    def counted() -> tuple[int, int]:
        mails = list(letters_of(seat.workspace_id, None, since=now - timedelta(days=30), now=now))
        return len(mails), len(hours_of(seat, seat, now=now))

    assert counted() == (2, 3), "two meetings and a mail of ours"
    tell_relation(seat, DOMAIN, Relation.SUPPLIER)
    assert counted() == (0, 0)
    tell_relation(seat, DOMAIN, Relation.CUSTOMER)
    assert counted() == (2, 3)


def promised(deal: Opportunity, now: datetime) -> Meeting:
    """A promise of theirs that is late, and what the seller should have asked, of a meeting with them."""
    meeting = Meeting.objects.in_workspace(deal.workspace_id).filter(opportunity=deal).latest("held_at")
    Commitment.objects.in_workspace(deal.workspace_id).create(
        meeting=meeting, place=0, side="customer", owner="Petra", what="scrap data", due_on=now - timedelta(days=3)
    )
    Afterthought.objects.in_workspace(deal.workspace_id).create(
        meeting=meeting, user_id=meeting.seller_id, question="should_have_asked", answer="forgot", words="who signs?",
        said_at=now - timedelta(days=3),
    )  # fmt: skip
    return meeting


@pytest.mark.parametrize("relation", [Relation.PARTNER, Relation.SUPPLIER, Relation.PRIVATE, Relation.IGNORE])
def test_what_one_who_is_no_customer_owes_and_was_not_asked_stands_on_no_list(
    seat: Any, deal: Opportunity, now: datetime, relation: Relation
) -> None:
    promised(deal, now)
    window = Window(now - timedelta(days=90), now)

    def listed() -> tuple[int, int, int]:
        missed = one_to_one(seat, seat, week=now.date(), now=now).missed
        return len(today(seat, now=now).they_owe), len(missed), len(should_have_asked(seat, window))

    assert listed() == (1, 1, 1)
    tell_relation(seat, DOMAIN, relation)
    assert listed() == (0, 0, 0)
    tell_relation(seat, DOMAIN, None)
    assert listed() == (1, 1, 1), "not decided is neither"


def test_short_calls_with_one_who_is_no_customer_are_none_of_the_review(
    seat: Any, deal: Opportunity, now: datetime
) -> None:
    source = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="calls", key="c", name="Calls")
    for number, account in enumerate([deal.account, None]):
        Call.objects.in_workspace(seat.workspace).create(
            user=seat.user, account=account, called_at=now - timedelta(days=3), direction="out", outcome="no_answer",
            number=str(number), key=str(number), source=source, seconds=0,
        )  # fmt: skip
    window = Window(now - timedelta(days=90), now)
    assert short_calls(seat, window).count() == 2
    tell_relation(seat, DOMAIN, Relation.SUPPLIER)
    assert [call.account for call in short_calls(seat, window)] == [None]
    tell_relation(seat, DOMAIN, None)
    assert short_calls(seat, window).count() == 2
