"""What needs a seller now (UX S1), from what is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, Max, OuterRef, Q

from foothold.core.evidence import Level, Side
from foothold.core.replies import PartStat
from foothold.records.models import (
    Account,
    Commitment,
    Invitation,
    InvitationReply,
    Meeting,
    Membership,
    OpportunityStanding,
    Source,
)
from foothold.records.models.findings import ONCE, Promise
from foothold.records.models.meetings import IS_MEETING, STANDS, TAKES_PLACE, CustomerAnswer, Known, missed_by
from foothold.records.named_aloud import named_aloud
from foothold.records.no_customers import MAY_BE_CUSTOMERS
from foothold.records.picture import customer_meetings, dates_ahead
from foothold.records.scoping import ScopedQuerySet
from foothold.records.standing import is_to_close, not_sent, runs, unsent_invitations

LOOKED_BACK = timedelta(days=90)
"""An account met within this time and without a date ahead is named."""
LOOKED_AHEAD = timedelta(days=30)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WithoutNext:
    """An account that was met and has no date ahead: "no next date", never "silent" (DESIGN 3)."""

    account: Account
    last_met_at: datetime
    days: int


@dataclass(frozen=True, slots=True)
class Today:
    """One list in time order, and what is owed; `to_answer` wait for us, `unanswered` for the customer, `unsent` for
    their invitation to leave. `aloud` are slots named in words alone, of accounts without a date ahead.

    `without_next` are customers met in the last 90 days; of those met longer ago, and without a date ahead
    either, `without_next_older` is the number alone. `accepted_by_mail` are of `unanswered` those whose yes
    came by mail, from a sender nobody vouches for (DESIGN 6).
    """

    meetings: tuple[Meeting, ...]
    they_owe: tuple[Commitment, ...]
    we_owe: tuple[Commitment, ...]
    without_next: tuple[WithoutNext, ...]
    without_next_older: int
    to_answer: tuple[Meeting, ...]
    unanswered: tuple[Meeting, ...]
    accepted_by_mail: frozenset[UUID]
    broken_sources: tuple[Source, ...]
    not_sent: frozenset[UUID] = frozenset()
    """Of today's and of those ahead the ones whose invitation, as it stands, has not left."""
    followed: frozenset[UUID] = frozenset()
    """Of today's that run, or were missed, the ones after which the next one is set already."""
    unsent: tuple[Meeting, ...] = ()
    aloud: tuple[OpportunityStanding, ...] = ()


def today(seat: Membership, *, now: datetime) -> Today:
    """The person's own day, in the workspace's zone."""
    zone = ZoneInfo(seat.workspace.tz)
    midnight = datetime.combine(now.astimezone(zone).date(), time(), zone)
    own = customer_meetings(seat)
    around = own.filter(STANDS, IS_MEETING, held_at__gte=midnight - A_DAY, held_at__lt=midnight + A_DAY)
    day = around.filter(Q(held_at__gte=midnight) | runs(now))
    ahead = dates_ahead(own, now=now).filter(held_at__lt=now + LOOKED_AHEAD).select_related("account")
    due = _promises(seat, now.astimezone(zone).date())
    last_met = _last_met_without_next(own, now=now)
    aloud = {key: each for key, each in named_aloud(seat, now=now).items() if key in last_met}
    last_met = {key: at for key, at in last_met.items() if key not in aloud}
    lately = {key: at for key, at in last_met.items() if at >= now - LOOKED_BACK}
    # Booked it may be by the time they asked for, while nobody told them that it is taken up.
    is_unsent = Exists(unsent_invitations(seat.workspace_id).filter(meeting=OuterRef("pk"), taken_up__isnull=False))
    ahead = ahead.annotate(is_unsent=is_unsent)
    theirs = ahead.filter(waits_for_them() | Q(is_unsent=True, answer=CustomerAnswer.ACCEPTED))
    waiting = tuple(theirs.select_related("entry").order_by("held_at")[:20])
    meetings = tuple(day.select_related("account").order_by("held_at", "pk"))
    left_to_send = not_sent([*meetings, *waiting], now)
    unanswered = tuple(each for each in waiting if each.pk not in left_to_send)
    return Today(
        meetings=meetings,
        they_owe=tuple(promise for promise in due if promise.side == Side.CUSTOMER),
        we_owe=tuple(promise for promise in due if promise.side == Side.OURS),
        without_next=_named(own, lately, now, zone),
        without_next_older=len(last_met) - len(lately),
        to_answer=tuple(ahead.filter(waits_for_us()).order_by("held_at")[:20]),
        unanswered=unanswered,
        accepted_by_mail=accepted_by_mail(seat, unanswered),
        not_sent=left_to_send,
        followed=_followed(seat, [each for each in meetings if is_to_close(each, now) or missed_by(each, now)], now),
        unsent=tuple(each for each in waiting if each.pk in left_to_send),
        aloud=tuple(sorted(aloud.values(), key=lambda each: each.slot_at or now)),
        broken_sources=tuple(
            Source.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id).exclude(problem="")
        ),
    )


def _followed(seat: Membership, meetings: list[Meeting], now: datetime) -> frozenset[UUID]:
    """Those of these with a next date in the calendar that has not come, or set here from them.

    One query, none where there are none.
    """
    if not meetings:
        return frozenset()
    here = Invitation.objects.in_workspace(seat.workspace_id).filter(from_meeting__in=meetings, cancelled_at=None)
    known = {each.pk for each in meetings if each.next_meeting_id and not (each.next_at and each.next_at <= now)}
    return frozenset(known.union(here.values_list("from_meeting_id", flat=True)))


def waits_for_us() -> Q:
    """They invited us and we have not answered, or they ask for another time: they named it (DESIGN 3, "Offered")."""
    return Q(organized_by=Side.CUSTOMER.value, we_accepted=Known.NO) | Q(answer=CustomerAnswer.COUNTER)


def waits_for_them() -> Q:
    """We invited them, and nobody accepted yet so that we saw it: a yes below E4 books nothing (METHOD 3)."""
    unseen = Q(answer=CustomerAnswer.ACCEPTED) & ~Q(answer_level=Level.E4.name)
    open_answer = Q(answer__in=[CustomerAnswer.NO_ANSWER, CustomerAnswer.TENTATIVE])
    return Q(organized_by=Side.OURS.value) & (open_answer | unseen)


def accepted_by_mail(seat: Membership, meetings: Iterable[Meeting]) -> frozenset[UUID]:
    """Those of one's own meetings whose yes, below E4, came by a mail that nobody vouches for.

    The meetings carry their `entry`. One query; none where no meeting has a yes below E4.
    """
    unseen = {
        each.pk: (each.entry.uid, each)
        for each in meetings
        if each.entry is not None and each.answer == CustomerAnswer.ACCEPTED and each.answer_level != Level.E4.name
    }
    if not unseen:
        return frozenset()
    said = InvitationReply.objects.in_workspace(seat.workspace_id).filter(
        user_id=seat.user_id,
        uid__in={uid for uid, _meeting in unseen.values()},
        partstat=PartStat.ACCEPTED.value,
        level=Level.E3.name,
    )
    mails = list(said.exclude(sent_from="").values_list("uid", "recurrence_id", "sequence"))
    return frozenset(key for key, (uid, meeting) in unseen.items() if _answered_in(mails, uid, meeting))


def _answered_in(mails: Iterable[tuple[str, str, int]], uid: str, meeting: Meeting) -> bool:
    """Whether one of them speaks of this instance, and of the time it has now (core.replies)."""
    return any(
        mail_uid == uid and instance in {"", meeting.recurrence_id} and sequence >= meeting.sequence
        for mail_uid, instance, sequence in mails
    )


def without_next(seat: Membership, *, now: datetime) -> tuple[WithoutNext, ...]:
    """Accounts one met lately that have no date ahead and none named aloud, the longest without one first."""
    own, aloud, zone = customer_meetings(seat), named_aloud(seat, now=now), ZoneInfo(seat.workspace.tz)
    last_met = {key: at for key, at in _last_met_without_next(own, now=now).items() if key not in aloud}
    return _named(own, {key: at for key, at in last_met.items() if at >= now - LOOKED_BACK}, now, zone)


def _last_met_without_next(own: ScopedQuerySet[Meeting], *, now: datetime) -> dict[UUID, datetime]:
    """When each account without a date ahead was last met, however long ago; none of whom one is meeting now."""
    met = own.filter(TAKES_PLACE, held_at__lte=now, account__isnull=False).order_by()
    rows = met.values_list("account_id").annotate(last=Max("held_at"), on=Max("held_at", filter=runs(now)))
    last: dict[UUID, datetime] = {key: at for key, at, on in rows if on is None}
    for account_id in dates_ahead(own, now=now).order_by().values_list("account_id", flat=True).distinct():
        last.pop(account_id, None)
    return last


def _named(
    own: ScopedQuerySet[Meeting], last: dict[UUID, datetime], now: datetime, zone: ZoneInfo
) -> tuple[WithoutNext, ...]:
    accounts = Account.objects.in_workspace(own._scope).in_bulk(list(last)) if last else {}
    met = [(accounts[key], at) for key, at in last.items() if key in accounts]
    rows = [WithoutNext(account, at, _calendar_days(at, now, zone)) for account, at in met]
    return tuple(sorted(rows, key=lambda row: (-row.days, row.account.name)))


def _calendar_days(since: datetime, now: datetime, zone: ZoneInfo) -> int:
    """Days as a calendar counts them: a fortnight from Monday to Monday is 14, at whatever hour."""
    return (now.astimezone(zone).date() - since.astimezone(zone).date()).days


def _promises(seat: Membership, day: object) -> list[Commitment]:
    """Open promises due today or late, the latest first."""
    promises = Commitment.objects.in_workspace(seat.workspace_id).filter(
        ONCE, meeting__seller_id=seat.user_id, state=Promise.OPEN, due_on__lte=day
    )
    promises = promises.filter(meeting__relation__in=MAY_BE_CUSTOMERS)
    return list(promises.select_related("meeting", "meeting__account").order_by("due_on", "pk")[:100])
