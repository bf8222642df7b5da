"""All deals at once or one by one: the same rows give the same standing, to the last digit (METHOD 7)."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foothold.actions.settle_standings import settle_standings
from foothold.records.deal_rows import DealRows
from foothold.records.models import (
    Account,
    Attendee,
    Call,
    Commitment,
    Contact,
    Counterpart,
    Identity,
    Invitation,
    Judgement,
    Letter,
    Opportunity,
    OpportunityStanding,
    Proposal,
    Source,
)
from foothold.records.signs import Signs
from foothold.records.standings import standings

DAY = timedelta(days=1)
DEALS = 40
MOST_QUESTIONS = 40
ABSENT = {"absence_until": "2026-10-01"}


@pytest.fixture
def deals(seat: Any, plan: Callable[..., Any], now: datetime) -> list[Any]:
    """Simulated deals with all that may stand with one; a third of them share an account with the one before."""
    random, made, account = Random(7), list[Any](), None  # noqa: S311 (the same deals every time)
    Identity.objects.in_workspace(seat.workspace).create(kind="domain", value="harbour.example")
    mails, log = (
        Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind=kind, key=kind, name=kind)
        for kind in ("mails", "calls")
    )
    for number in range(DEALS):
        if account is None or number % 3:
            account = _account(seat, number, random)
        deal = Opportunity.objects.in_workspace(seat.workspace).create(
            account=account, seller=seat.user if number % 4 else None, name=f"Deal {number}",
            opened_at=now - random.randint(90, 200) * DAY, closure=random.choice(("", "", "", "won", "lost")),
        )  # fmt: skip
        if deal.closure:
            deal.closed_at = now - random.randint(1, 80) * DAY
            deal.save()
        for _ in range(random.randint(0, 5)):
            _meeting(seat, plan, deal, now, random)
        _around(seat, deal, mails, log, now, random)
        made.append(deal)
    return made


def _account(seat: Any, number: int, random: Random) -> Any:
    where = random.choice(({}, {"tz": "America/New_York"}, {"country": "DE"}))
    account = Account.objects.in_workspace(seat.workspace).create(name=f"Firm {number}", **where)
    inside = {"workspace_id": seat.workspace_id, "account": account}
    Contact.objects.in_workspace(seat.workspace).create(name="Petra", address=f"petra@c{number}.example", **inside)
    Counterpart.objects.in_workspace(seat.workspace).create(value=f"c{number}.example", **inside)
    return account


def _meeting(seat: Any, plan: Callable[..., Any], deal: Any, now: datetime, random: Random) -> None:
    at = now + random.randint(-120, 20) * DAY
    known = min(at, now) - random.randint(1, 12) * DAY
    domain = Contact.objects.in_workspace(seat.workspace).filter(account=deal.account).values_list("address", flat=True)
    meeting = plan(
        seat, random.choice(("Price for three sites", "Pilot result", "Call")), at, account=deal.account.name,
        opportunity=deal, put_at=known, noted_at=known + DAY, status=random.choice(("stands", "stands", "cancelled")),
        answer=random.choice(("accepted", "declined", "tentative", "no_answer", "")), answer_level="E4",
        organized_by=random.choice(("ours", "ours", "customer")), people_known=random.random() < 0.8,
        moved_by_us=random.randint(0, 2), absent=random.choice(("", "", "customer", "ours")), absent_told_at=at + DAY,
    )  # fmt: skip
    for address in domain[:1]:
        Attendee.objects.in_workspace(seat.workspace).create(
            meeting=meeting, address=address, side="customer", partstat=random.choice(("ACCEPTED", "")), level="E4"
        )
    if random.random() < 0.5:
        tests = {f"T{n}": {"level": random.choice(("E3", "E0", "not looked at"))} for n in range(1, 6)}
        document = {
            "verdict": random.choice(("advance", "continuation")),
            "tests": tests,
            "vague": [],
            "next_step": None,
        }
        document |= random.choice(({}, ABSENT))
        Judgement.objects.in_workspace(seat.workspace).create(
            meeting=meeting, version=1, document=document, software="0", made_at=at
        )
        Commitment.objects.in_workspace(seat.workspace).create(
            meeting=meeting, place=0, side=random.choice(("customer", "ours")), owner="Petra", what="scrap data",
            due_on=(at + random.randint(1, 30) * DAY).date(), evidence=[{"text": "scrap data"}],
            kind=random.choice(("gather_data", "internal_meeting")),
        )  # fmt: skip


def _around(seat: Any, deal: Any, mails: Any, log: Any, now: datetime, random: Random) -> None:
    address = (
        Contact.objects.in_workspace(seat.workspace).filter(account=deal.account).values_list("address", flat=True)
    )
    for number in range(random.randint(0, 4)):
        sent = now - random.randint(1, 60) * DAY
        sender, to = random.choice(((address[0], "anna@harbour.example"), ("anna@harbour.example", address[0])))
        Letter.objects.in_workspace(seat.workspace).create(
            user=seat.user, source=mails, message_id=f"{deal.pk}-{number}", from_address=sender, to_addresses=[to],
            sent_at=sent,
        )  # fmt: skip
    if random.random() < 0.4:
        Call.objects.in_workspace(seat.workspace).create(
            account=deal.account, user=seat.user, source=log, key=str(deal.pk), number="1",
            called_at=now - random.randint(1, 40) * DAY, direction=random.choice(("in", "out")),
            outcome=random.choice(("taken", "no_answer")),
        )  # fmt: skip
    if random.random() < 0.3:
        Proposal.objects.in_workspace(seat.workspace).create(
            opportunity=deal, sent_at=now - random.randint(3, 30) * DAY, user=seat.user
        )


@contextmanager
def _uncollected() -> Iterator[list[Any]]:
    """What only the collector can free of all that is made inside; known when it is left."""
    found: list[Any] = []
    gc.collect()
    gc.disable()
    try:
        yield found
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        found += gc.garbage
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


def stood(seat: Any) -> dict[Any, tuple[Any, ...]]:
    """Everything that is stored of every deal, but for the row's own key."""
    names = [each.attname for each in OpportunityStanding._meta.concrete_fields if each.name != "id"]
    rows = OpportunityStanding.objects.in_workspace(seat.workspace).values_list(*names)
    place = names.index("opportunity_id")
    return {values[place]: values for values in rows}


def test_all_at_once_and_one_by_one_are_the_same_to_the_last_digit(seat: Any, deals: list[Any], now: datetime) -> None:
    settle_standings(seat.workspace_id, now=now)
    together = stood(seat)
    OpportunityStanding.objects.in_workspace(seat.workspace).delete()
    for account in dict.fromkeys(deal.account_id for deal in reversed(deals)):
        settle_standings(seat.workspace_id, now=now, accounts=[account])
    assert stood(seat) == together
    assert len(together) == DEALS
    # They do differ from one another, or the test would say nothing.
    assert len({values[2:] for values in map(str, together.values())}) > DEALS // 2


def test_what_was_read_of_a_part_is_let_go_with_it(seat: Any, deals: list[Any], now: datetime) -> None:
    with _uncollected() as found:
        for _made in standings(seat.workspace_id, [deal.pk for deal in deals], now):
            pass
    assert not [each for each in found if isinstance(each, DealRows | Signs)]


def test_one_deal_is_a_few_dozen_questions_to_the_database_whatever_else_there_is(
    seat: Any, deals: list[Any], now: datetime, django_assert_max_num_queries: Any
) -> None:
    settle_standings(seat.workspace_id, now=now)
    for account in {deal.account_id for deal in deals}:
        with django_assert_max_num_queries(MOST_QUESTIONS):
            settle_standings(seat.workspace_id, now=now, accounts=[account])


def test_what_hangs_on_meetings_is_asked_by_their_keys_and_never_looked_for_in_the_whole_workspace(
    seat: Any, plan: Callable[..., Any], now: datetime, deals: list[Any]
) -> None:
    plan(seat, "Pilot result", now - DAY, account=deals[0].account.name, opportunity=deals[0])
    with CaptureQueriesContext(connection) as asked:
        settle_standings(seat.workspace_id, now=now, accounts=[deals[0].account_id])
    tables = ("attendee", "attendance", "commitment", "invitation", "closing", "judgement", "homework")
    of_meetings = [
        query["sql"] for query in asked if any(f'FROM "records_{table}"' in query["sql"] for table in tables)
    ]
    assert len(of_meetings) >= len(tables)
    # Stated absences have an index of their own: there are few, whatever the workspace holds.
    by_key = [sql for sql in of_meetings if "away_until" not in sql]
    assert not [sql for sql in by_key if 'JOIN "records_meeting"' in sql]


def test_meetings_and_who_was_invited_are_read_once_for_the_chance_and_for_the_silence(
    seat: Any, plan: Callable[..., Any], now: datetime, deals: list[Any]
) -> None:
    deal = deals[1]
    assert deal.seller is not None  # else who met him last is asked, too
    plan(seat, "Pilot result", now - DAY, account=deal.account.name, opportunity=deal)
    with CaptureQueriesContext(connection) as asked:
        settle_standings(seat.workspace_id, now=now, accounts=[deal.account_id])
    for table in ("meeting", "attendee", "attendance", "invitation"):
        assert len([query for query in asked if f'FROM "records_{table}"' in query["sql"]]) == 1, table


def test_whether_he_knows_of_a_time_taken_up_is_asked_only_where_one_was(
    seat: Any, plan: Callable[..., Any], now: datetime, deals: list[Any]
) -> None:
    def questions() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            settle_standings(seat.workspace_id, now=now, accounts=[deal.account_id])
        return [query["sql"] for query in asked if "taken_up" in query["sql"] and "EXISTS" in query["sql"]]

    deal = deals[0]
    meeting = plan(seat, "Pilot result", now + DAY, account=deal.account.name, opportunity=deal)
    invitation = Invitation.objects.in_workspace(seat.workspace).create(
        meeting=meeting, seller=seat.user, uid="a@harbour.example", code="a", made_under="a", way="mail",
        organizer="anna@harbour.example", topic="Pilot result", starts_at=meeting.held_at, ends_at=meeting.ends_at,
        tz="UTC", created_at=now - DAY, changed_at=now - DAY,
    )  # fmt: skip
    assert not questions()
    invitation.taken_up = invitation.pk
    invitation.save()
    assert len(questions()) == 1
