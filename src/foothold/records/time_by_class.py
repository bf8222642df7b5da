"""Where a seller's hours of four weeks went, by the class of each deal on the day (METHOD 10)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from foothold.core.evidence import Side
from foothold.core.silence import Quiet
from foothold.core.time_spent import A_TOUCH, DAYS, Spent, TimeSpent, hours_met, time_spent
from foothold.core.triage import Step
from foothold.core.verdict import Verdict
from foothold.core.worth import Worth, expected
from foothold.records.calendars import Calendars
from foothold.records.deal import ClassThen, judged, latest_documents, standings_of
from foothold.records.deal_rows import deal_rows
from foothold.records.deal_signals import read_deal
from foothold.records.deal_worth import DealWorth
from foothold.records.deals_seen import deals_of, may_see_feeling
from foothold.records.felt import ratings
from foothold.records.in_parts import in_parts
from foothold.records.letter_signs import is_ours, letters_that_count, our_addresses
from foothold.records.meetings_then import changes_of, rows_then
from foothold.records.models import (
    Call,
    Contact,
    Feeling,
    Meeting,
    Membership,
    Opportunity,
    OpportunityStanding,
)
from foothold.records.models.findings import Met
from foothold.records.models.meetings import IS_MEETING, IS_NO_SHOW, STANDS
from foothold.records.no_customers import no_customers
from foothold.records.picture import MEETING_TAKES_PLACE, customer_meetings
from foothold.records.signs import LOOKED_BACK
from foothold.records.silences_then import silences_then
from foothold.records.verdicts import Verdicts

FELT = {Met.YES.value: 5, Met.PARTLY.value: 3, Met.NO.value: 1}
"""Whether it reached its goal as one of five, where "how good was it, 1 to 5" was not asked or answered [C]."""
BEFORE = timedelta(seconds=1)
"""Whether a customer is dark is asked as it was before the hour was spent: the hour itself may end it."""
_ADVANCED = {Verdict.ADVANCE: True, Verdict.PENDING: True, Verdict.ORDER: True, Verdict.CONTINUATION: False}
"""Whether a meeting advanced; what ended with a no, or was none, was no meeting without an advance."""


def time_of(seat: Membership, whom: Membership, *, now: datetime) -> TimeSpent:
    """The hours of this seller, as `seat` may see them: what he felt is left out where it is not shared.

    His open deals that got none of them count in the value.
    """
    return time_spent(hours_of(seat, whom, now=now), now, worth=_worth(whom))


def hours_of(seat: Membership, whom: Membership, *, now: datetime) -> list[Spent]:
    """Every piece those hours are made of: meetings, mails and calls tried.

    Where they did not come we were there all the same: METHOD 10 counts time spent, and is silent of whom it was with.
    """
    they_missed = STANDS & IS_MEETING & IS_NO_SHOW & Q(untold=False, absent=Side.CUSTOMER.value)
    meetings = list(
        customer_meetings(whom)
        .filter(MEETING_TAKES_PLACE | they_missed, opportunity__isnull=False)
        .filter(held_at__gt=now - timedelta(days=DAYS), held_at__lte=now)
        .exclude(ends_at__gt=now)
        .annotate(ours=Count("attendees", filter=Q(attendees__side=Side.OURS.value)))
    )
    touches = _touches(whom, now)
    deals = {each.opportunity_id for each in meetings} | {deal for deal, _at in touches}
    days = [(each.opportunity_id, each.held_at) for each in meetings if each.opportunity_id] + touches
    then = _then(whom, deals, days)
    felt = _felt(seat, whom, meetings, now)
    documents = latest_documents(whom.workspace_id, [each.pk for each in meetings])
    verdicts = Verdicts(whom.workspace, now)
    became = {each.pk: verdicts.of(each, documents.get(each.pk)) for each in meetings}
    spent = [
        _met(each, then[each.opportunity_id], felt.get(each.pk), became[each.pk])
        for each in meetings
        if each.opportunity_id
    ]
    spent += [_piece(deal, at, A_TOUCH, then[deal]) for deal, at in touches]
    return spent


def value_of_time(worth: Worth, p_win: float | None) -> float | None:
    """The larger of what pursuing and nurturing a deal is expected to bring, at least 0 (METHOD 7.2, 10)."""
    if p_win is None:
        return None
    brings = expected(p_win, worth)
    return max(brings.pursue, brings.nurture, 0.0)


def _met(meeting: Meeting, deal: "_Then", felt: int | None, verdict: Verdict | None) -> Spent:
    """A meeting: its length for each of ours. A Ready sheet keeps when it was opened, not how long: preparing is 0."""
    length = timedelta(0) if meeting.all_day else max(meeting.ended_at - meeting.held_at, timedelta(0))
    hours = hours_met(length, ours=max(meeting.ours, 1))  # type: ignore[attr-defined]
    advanced = _ADVANCED.get(verdict) if verdict is not None else None
    said = {"felt": felt, "advanced": advanced, "meeting": str(meeting.pk)}
    return _piece(meeting.opportunity_id, meeting.held_at, hours, deal, **said)


def _piece(deal_id: Any, at: datetime, hours: float, deal: "_Then", **more: Any) -> Spent:
    return Spent(
        opportunity=str(deal_id),
        at=at,
        hours=hours,
        triage=deal.class_on(at),
        value=deal.value_on(at),
        dark=deal.was_dark_on(at),
        **more,
    )


class _Then:
    """What was known of a deal at a moment: what was written down last before it, never what was worked out since."""

    def __init__(
        self,
        deal: Opportunity,
        standing: OpportunityStanding | None,
        worth: Worth,
        dark: Mapping[datetime, bool],
    ) -> None:
        self._worth, self._dark = worth, dark
        self._judged = judged(deal, standing)

    def class_on(self, at: datetime) -> str:
        """Blank where none was known then."""
        then = self._judged_on(at)
        return then.triage if then else ""

    def value_on(self, at: datetime) -> float | None:
        """What time on it was worth that day; None where no chance was written down."""
        then = self._judged_on(at)
        return value_of_time(self._worth, then.p_win if then else None)

    def _judged_on(self, at: datetime) -> ClassThen | None:
        return next((each for each in reversed(self._judged) if each.at <= at), None)

    def was_dark_on(self, at: datetime) -> bool | None:
        """Whether he was dark before that hour; None where that cannot be told, as without any meeting."""
        return self._dark.get(at)


def _then(whom: Membership, deals: Iterable[Any], days: Sequence[tuple[Any, datetime]]) -> dict[Any, _Then]:
    rows = Opportunity.objects.in_workspace(whom.workspace_id).filter(pk__in=list(deals))
    standings = standings_of(whom.workspace_id, [each.pk for each in rows])
    dark = _dark(whom, {each.pk: each.account_id for each in rows}, days)
    worths = DealWorth(whom.workspace_id)
    return {
        each.pk: _Then(
            each,
            standings.get(each.pk),
            worths.of(each),
            dark.get(each.pk, {}),
        )
        for each in rows
    }


def _dark(
    whom: Membership, account_of: Mapping[Any, Any], days: Sequence[tuple[Any, datetime]]
) -> dict[Any, dict[datetime, bool]]:
    """Whether each deal's customer was dark before each of these moments: silent, and no date booked then.

    Left out where it was not kept how a date stood that day: neither dark nor not.
    """
    asked: dict[tuple[Any, Any], list[datetime]] = {}
    for deal, at in days:
        asked.setdefault((account_of[deal], deal), []).append(at - BEFORE)
    silent = silences_then(whom.workspace_id, asked)
    if not days:
        return {}
    moments = [at for _deal, at in days]
    calendars = Calendars(whom.workspace, max(moments), since=min(moments) - LOOKED_BACK)
    found: dict[Any, dict[datetime, bool]] = {}
    for part in in_parts(silent):
        rows, changes = deal_rows(whom.workspace_id, part), changes_of(whom.workspace_id, part)
        for deal in part:
            then = ((at, rows_then(rows[deal], at, changes)) for at in silent[deal])
            steps = {at: read_deal(each, at, calendars.of(account_of[deal])).signals.step for at, each in then}
            found[deal] = {
                at + BEFORE: each.state == Quiet.DARK.value and steps[at] is not Step.BOOKED
                for at, each in silent[deal].items()
                if each.state != Quiet.DARK.value or steps[at] is not Step.UNKNOWN
            }
    return found


def _worth(whom: Membership) -> dict[str, float]:
    """What time on each of his open deals is worth today, as far as its chance is known."""
    deals = {each.pk: each for each in deals_of(whom, {whom.user_id}).filter(closure="")}
    worths = DealWorth(whom.workspace_id)
    values = {
        str(key): value_of_time(worths.of(deals[key]), standing.p_win)
        for key, standing in standings_of(whom.workspace_id, deals).items()
    }
    return {key: value for key, value in values.items() if value is not None}


def _felt(seat: Membership, whom: Membership, meetings: Sequence[Meeting], now: datetime) -> dict[UUID, int]:
    """How good each was to him, 1 to 5: his rating, else whether it reached its goal; in time, before the verdict."""
    if not may_see_feeling(seat, whom.user_id):
        return {}
    rows = Feeling.objects.in_workspace(whom.workspace_id).filter(
        user_id=whom.user_id, meeting__in=[each.pk for each in meetings], late=False
    )
    reached = {key: FELT[met] for key, met in rows.exclude(met="").values_list("meeting_id", "met")}
    return reached | {key: number for key, (number, _verdict) in ratings(whom, now=now).items()}


def _touches(whom: Membership, now: datetime) -> list[tuple[UUID, datetime]]:
    """Mails and calls tried in the four weeks, each to the deal that was open then with whom it went to.

    Where several were open with a customer, nobody can tell which one it was for: such touches are left out.
    """
    since = now - timedelta(days=DAYS)
    deals = _Open(whom.workspace_id, since)
    calls = Call.objects.in_workspace(whom.workspace_id).filter(user_id=whom.user_id, meeting__isnull=True)
    tried: list[tuple[UUID | None, datetime | None]] = list(
        calls.filter(called_at__gt=since, called_at__lte=now).values_list("account_id", "called_at")
    )
    contacts = Contact.objects.in_workspace(whom.workspace_id).exclude(address="").exclude(account=None)
    account_of = dict(contacts.values_list("address", "account_id"))
    letters = letters_that_count(whom.workspace_id).filter(user_id=whom.user_id, sent_at__gt=since, sent_at__lte=now)
    ours = our_addresses(whom.workspace_id)
    for sender, to, at in letters.values_list("from_address", "to_addresses", "sent_at"):
        if is_ours(sender, ours):
            # One mail to several people of a customer is one touch.
            tried += [(account, at) for account in {account_of[each] for each in to if each in account_of}]
    found = ((deals.at(account, at), at) for account, at in tried if at is not None)
    return [(deal, at) for deal, at in found if deal is not None]


class _Open:
    """The deals of a workspace that were open since a moment, by account; without those of who is no customer."""

    def __init__(self, workspace_id: Any, since: datetime) -> None:
        rows = Opportunity.objects.in_workspace(workspace_id).filter(Q(closure="") | Q(closed_at__gt=since))
        rows = rows.exclude(account__in=no_customers(workspace_id).values("pk"))
        self._spans: dict[Any, list[tuple[UUID, datetime, datetime | None]]] = {}
        for deal, account, opened, closed in rows.values_list("pk", "account_id", "opened_at", "closed_at"):
            self._spans.setdefault(account, []).append((deal, opened, closed))

    def at(self, account: Any, at: datetime) -> UUID | None:
        """The one deal that was open with them at that moment; None for none, and for several."""
        spans = self._spans.get(account, ())
        open_ones = [deal for deal, opened, closed in spans if opened <= at and (closed is None or at < closed)]
        return open_ones[0] if len(open_ones) == 1 else None
