"""Where many deals stand as of a moment: state, class, chance and reasons, ready to be stored (METHOD 4, 7, 8)."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from foothold.core.learning import Tier
from foothold.core.next_step import Grade
from foothold.core.state import State
from foothold.core.triage import Chance, Step
from foothold.core.worth import Triage, Worth, judge, price_of_an_hour
from foothold.records import signs
from foothold.records.among import Keys
from foothold.records.deal_rows import Deal, DealRows, OurLetters, deal_rows, last_met_by
from foothold.records.deal_signals import LOOKED_BACK, Read, read_deal
from foothold.records.deal_worth import DealWorth
from foothold.records.in_parts import in_parts
from foothold.records.learned import tier_in_use
from foothold.records.met_rows import MetRows, of_deals
from foothold.records.models import Opportunity, OpportunityStanding
from foothold.records.silences import DealSilence, Silences

NO_MEETING = [{"signal": "no_meeting_seen", "points": 0.0, "count": 0}]
"""The reasons of a deal nobody can judge: nothing more is said of it."""
_JUST_BELOW = 1 - 1e-9
"""A step is taken where it is worth more than an hour costs; the one that sets the price of a full week is in it."""
MOST_SOURCES = 20
"""Rows kept of those a reason was counted from."""
TABLE_MARGIN = timedelta(days=1)
_EMPTY = [field.get_default() for field in OpportunityStanding._meta.concrete_fields]
"""A row of which nothing is known yet: asked of the model once, and not for each of a hundred thousand deals."""
_row_of: Callable[..., OpportunityStanding] = OpportunityStanding
_GRADES = {
    Step.BOOKED: Grade.BOOKED,
    Step.INVITED: Grade.INVITED,
    Step.UNCONFIRMED: Grade.INVITED,
    Step.PROPOSED: Grade.PROPOSED,
    Step.UNKNOWN: Grade.PROPOSED,
    Step.NONE: Grade.PROPOSED,
}


def standings(workspace_id: Any, deals: Sequence[UUID], now: datetime) -> Iterator[list[OpportunityStanding]]:
    """Unsaved rows for these deals, some hundred at a time. `now` is aware.

    The same rows give the same standings; of a deal without meetings only that is said.
    """
    known = _Known(workspace_id, now)
    with not_collecting():
        known.prices = known.prices_of_sellers(deals)
        for part in in_parts(deals):
            yield [known.standing(rows, found) for rows, found in known.read(part)]


@contextmanager
def not_collecting() -> Iterator[None]:
    """Keep the collector from going over thousands of living rows again and again: they hold no cycles.

    Also while a part is stored: at the end next to nothing lives that it would have to go over.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Known:
    """What is the same for every deal of a workspace, read once."""

    def __init__(self, workspace_id: Any, now: datetime) -> None:
        self.workspace_id, self.now = workspace_id, now
        self.silences = Silences(workspace_id, now)
        self.zone = self.silences.zone
        self.today = now.astimezone(self.zone).date()
        self.tier: Tier = tier_in_use(workspace_id)
        self.worths = DealWorth(workspace_id)
        self.worth, self.capacity = self.worths.default, self.worths.capacity
        self.letters = OurLetters(workspace_id, now - LOOKED_BACK - TABLE_MARGIN)
        self.prices: dict[UUID | None, float] = {}

    def read(self, part: list[UUID]) -> Iterator[tuple[DealRows, "_Found"]]:
        since = self.now - LOOKED_BACK - TABLE_MARGIN
        met = MetRows(self.workspace_id, of_deals(self.workspace_id, Keys(part)), since=self.now - signs.LOOKED_BACK)
        found = deal_rows(self.workspace_id, part, since=since, letters=self.letters, met=met)
        accounts = {pk: rows.deal.account for pk, rows in found.items()}
        silent = self.silences.of_accounts(accounts, set(accounts.values()), met)
        for pk, rows in found.items():
            silence = silent.get(pk)
            unanswered = silence.unanswered if silence else 0
            read = read_deal(rows, self.now, self.silences.days_of(rows.deal.account), unanswered=unanswered)
            ratio = silence.alive_ratio if silence else 1.0
            seller = str(_seller(rows) or "") if self.tier.sellers else ""
            yield rows, _Found(read, self.tier.chance(read.signals, ratio, seller), silence)

    def prices_of_sellers(self, deals: Sequence[UUID]) -> dict[UUID | None, float]:
        """The price of an hour of each seller, where the week's hours are limited: all his open deals compete."""
        if self.capacity is None:
            return {}
        theirs: dict[UUID | None, list[tuple[float, Worth]]] = {}
        for part in in_parts(deals):
            for rows, found in self.read(part):
                if rows.meetings and not rows.deal.closure:
                    theirs.setdefault(_seller(rows), []).append((found.chance.p, self.worth_of(rows.deal)))
        listed = set(deals)
        known = OpportunityStanding.objects.in_workspace(self.workspace_id).filter(p_win__isnull=False)
        known = known.filter(opportunity__closure="").select_related("opportunity")
        others = [row for row in known if row.opportunity_id not in listed]
        nameless = [row.opportunity_id for row in others if row.opportunity.seller_id is None]
        met_by = last_met_by(self.workspace_id, nameless)
        for row in others:
            deal = _deal_of(row.opportunity)
            seller = deal.seller or met_by.get(deal.pk)
            theirs.setdefault(seller, []).append((float(row.p_win or 0), self.worth_of(deal)))
        prices = {seller: price_of_an_hour(self.worth.hour, each, self.capacity) for seller, each in theirs.items()}
        return {seller: price if price == self.worth.hour else price * _JUST_BELOW for seller, price in prices.items()}

    def worth_of(self, deal: Deal) -> Worth:
        """The deal's own amount from E2 on, else the team's median, else METHOD's two break-evens."""
        return self.worths.of(deal)

    def standing(self, rows: DealRows, found: "_Found") -> OpportunityStanding:
        deal, read, silence = rows.deal, found.read, found.silence
        row = _row_of(*_EMPTY)
        row.id, row.workspace_id, row.opportunity_id, row.as_of = uuid4(), self.workspace_id, deal.pk, self.now
        row.last_act_at, row.meetings_held, row.tier, row.reasons = read.last_act_at, read.held, self.tier.number, []
        _add_state(row, rows, found)
        if silence is not None:
            row.silence, row.p_alive, row.alive_ratio = silence.state, silence.p_alive, silence.alive_ratio
            row.usual_answer_days, row.silent_since = silence.usual_answer_days, silence.silent_since
            row.unanswered = silence.unanswered
        if deal.closure:
            return row
        row.holds_until = read.holds_until
        if not read.seen:
            row.triage, row.reasons = Triage.NOT_TESTED.value, list(NO_MEETING)
            return row
        worth = self.worth_of(deal)
        if self.prices:
            worth = replace(worth, hour=self.prices.get(_seller(rows), worth.hour))
        judged = judge(read.signals, found.chance, worth, self.today)
        row.triage, row.uncertain = judged.triage.value, judged.uncertain
        row.p_win, row.p_low, row.p_high = found.chance.p, found.chance.low, found.chance.high
        row.reasons = _reasons(found, silence)
        if judged.triage is Triage.NOT_TESTED:
            # What was asked so far, and whether he acted at all: the two ways to be not tested (METHOD 7.2).
            asked = {"signal": "asks", "points": 0.0, "count": read.signals.asks}
            row.reasons.append(asked | {"acted": read.signals.has_acted})
        return row


class _Found:
    """One deal worked out."""

    __slots__ = ("chance", "read", "silence")

    def __init__(self, read: Read, chance: Chance, silence: DealSilence | None) -> None:
        self.read, self.chance, self.silence = read, chance, silence


def _reasons(found: _Found, silence: DealSilence | None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"signal": each.signal.value, "points": round(each.points, 2), "count": each.count}
        for each in found.chance.reasons
    ]
    if found.read.signals.refused:
        rows.insert(0, {"signal": "refused", "points": 0.0, "count": 1})
    if not found.read.next_date.is_sent:
        rows.append({"signal": "not_sent", "points": 0.0, "count": 1})
    for row in rows:
        row["from"] = [{"kind": kind, "id": str(key)} for kind, key in found.read.counted[row["signal"]][:MOST_SOURCES]]
    if silence is not None and silence.unanswered and found.read.signals.step is not Step.BOOKED:
        touches = [
            {"kind": "touch", "id": each.at.isoformat(), "how": each.how.value}
            for each in silence.touches[:MOST_SOURCES]
        ]
        rows.append({"signal": "silence", "points": 0.0, "count": silence.unanswered, "from": touches})
    return rows


def _add_state(row: OpportunityStanding, rows: DealRows, found: _Found) -> None:
    """The first that fits: closed, booked, silent, offered, vague (DESIGN 3)."""
    date = found.read.next_date
    if date.at is not None:
        row.grade, row.slot_at, row.topic = _GRADES[date.borne].value, date.at, date.topic[:200]
        row.who_must_answer = date.who_must_answer.value if date.who_must_answer else ""
    else:
        row.grade = _grade_without_date(rows).value
    if rows.deal.closure:
        row.state = State.CLOSED.value
    elif date.borne is Step.BOOKED:
        row.state = State.BOOKED.value
    elif found.silence is not None and found.silence.is_silent and not found.read.signals.refused:
        row.state = State.SILENT.value
    else:
        row.state = (State.OFFERED if date.at is not None else State.VAGUE).value
    if row.state not in {State.OFFERED, State.SILENT}:
        row.who_must_answer = ""


def _grade_without_date(rows: DealRows) -> Grade:
    last = next((rows.documents[met.pk] for met in reversed(rows.meetings) if met.pk in rows.documents), {})
    return Grade.VAGUE if last.get("vague") or last.get("next_step") else Grade.NONE


def _seller(rows: DealRows) -> UUID | None:
    """Who works it: named, else who held its last meeting."""
    return rows.deal.seller or rows.met_by


def _deal_of(row: Opportunity) -> Deal:
    return Deal(
        row.pk, row.account_id, row.seller_id, row.opened_at, row.closure, row.closed_at, row.amount,
        row.amount_level, row.currency,
    )  # fmt: skip
