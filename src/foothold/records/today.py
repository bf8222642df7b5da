"""What needs a seller now (UX S1), from what is known."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max, Q

from foothold.core.evidence import Side
from foothold.records.models import Account, Commitment, Meeting, Membership, Source
from foothold.records.models.findings import Promise
from foothold.records.models.meetings import CustomerAnswer, Known
from foothold.records.picture import STANDS, customer_meetings, dates_ahead
from foothold.records.scoping import ScopedQuerySet

LOOKED_BACK = timedelta(days=90)
"""An account met within this time and without a date ahead is named."""
LOOKED_AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class WithoutNext:
    """An account that was met and has no date ahead: "no next date", never "silent" (DESIGN 3)."""

    account: Account
    last_met_at: datetime
    days: int


@dataclass(frozen=True, slots=True)
class Today:
    """One list in time order, and what is owed; `to_answer` wait for us, `unanswered` for the customer."""

    meetings: tuple[Meeting, ...]
    they_owe: tuple[Commitment, ...]
    we_owe: tuple[Commitment, ...]
    without_next: tuple[WithoutNext, ...]
    to_answer: tuple[Meeting, ...]
    unanswered: tuple[Meeting, ...]
    broken_sources: tuple[Source, ...]


def today(seat: Membership, *, now: datetime) -> Today:
    """The person's own day, in the workspace's zone."""
    zone = ZoneInfo(seat.workspace.tz)
    midnight = datetime.combine(now.astimezone(zone).date(), time(), zone)
    own = customer_meetings(seat)
    day = own.filter(STANDS, held_at__gte=midnight, held_at__lt=midnight + timedelta(days=1))
    ahead = dates_ahead(own, now=now).filter(held_at__lt=now + LOOKED_AHEAD).select_related("account")
    due = _promises(seat, now.astimezone(zone).date())
    return Today(
        meetings=tuple(day.select_related("account").order_by("held_at", "pk")),
        they_owe=tuple(promise for promise in due if promise.side == Side.CUSTOMER),
        we_owe=tuple(promise for promise in due if promise.side == Side.OURS),
        without_next=without_next(own, now=now),
        to_answer=tuple(ahead.filter(waits_for_us()).order_by("held_at")[:20]),
        unanswered=tuple(ahead.filter(waits_for_them()).order_by("held_at")[:20]),
        broken_sources=tuple(
            Source.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id).exclude(problem="")
        ),
    )


def waits_for_us() -> Q:
    """They invited us, and we have not answered: a slot named by the customer (DESIGN 3, "Offered")."""
    return Q(organized_by=Side.CUSTOMER.value, we_accepted=Known.NO)


def waits_for_them() -> Q:
    """We invited them, and nobody accepted yet."""
    return Q(organized_by=Side.OURS.value, answer__in=[CustomerAnswer.NO_ANSWER, CustomerAnswer.TENTATIVE])


def without_next(own: ScopedQuerySet[Meeting], *, now: datetime) -> tuple[WithoutNext, ...]:
    """Accounts met lately that have no date ahead, the longest without one first."""
    met = own.filter(STANDS, held_at__gte=now - LOOKED_BACK, held_at__lte=now, account__isnull=False)
    last: dict[UUID, datetime] = dict(
        met.order_by().values_list("account_id").annotate(last=Max("held_at")).values_list("account_id", "last")
    )
    for account_id in dates_ahead(own, now=now).order_by().values_list("account_id", flat=True).distinct():
        last.pop(account_id, None)
    accounts = Account.objects.in_workspace(own._scope).in_bulk(list(last)) if last else {}
    rows = (WithoutNext(accounts[key], at, (now - at).days) for key, at in last.items() if key in accounts)
    return tuple(sorted(rows, key=lambda row: (-row.days, row.account.name)))


def _promises(seat: Membership, day: object) -> list[Commitment]:
    """Open promises due today or late, the latest first."""
    promises = Commitment.objects.in_workspace(seat.workspace_id).filter(
        meeting__seller_id=seat.user_id, state=Promise.OPEN, due_on__lte=day
    )
    return list(promises.select_related("meeting", "meeting__account").order_by("due_on", "pk")[:100])
