"""Where the date of one meeting stands: booked, offered and who must answer, or over (DESIGN 3, 6; METHOD 4)."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from foothold.core.evidence import Level, Side
from foothold.core.replies import PartStat
from foothold.records.models import Attendee, Invitation, InvitationReply, Meeting
from foothold.records.models.meetings import CalendarStatus, CustomerAnswer, Known, missed_by
from foothold.records.scoping import ScopedQuerySet


class Stand(StrEnum):
    """The states of one meeting, in the order in which the first that fits is taken."""

    CANCELLED = "cancelled"
    GONE = "gone"
    DECLINED = "declined"
    WE_DECLINED = "we_declined"
    UNTOLD = "untold"
    """Begun and ended, and they were never told of it: nothing says that it was held."""
    THEY_MISSED = "they_missed"
    WE_MISSED = "we_missed"
    """Begun, and its seller says that they, or we, did not come: it was not held (METHOD 6.1)."""
    OVER = "over"
    """Begun and ended, and neither cancelled nor declined: held, assumed where a calendar alone says so (E2)."""
    BOOKED = "booked"
    OFFERED = "offered"
    UNKNOWN = "unknown"
    """It stands in our calendar, and whether they accepted cannot be seen."""


ANSWERED = frozenset(
    {CustomerAnswer.ACCEPTED, CustomerAnswer.TENTATIVE, CustomerAnswer.DECLINED, CustomerAnswer.COUNTER}
)
"""What shows that he knows of it."""
MISSED = frozenset({Stand.THEY_MISSED, Stand.WE_MISSED})
PAST = frozenset({Stand.UNTOLD, Stand.OVER}) | MISSED
"""Its time is over, and nobody called it off."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A state; for an offered date also who must answer, None where that is not known.

    An invitation of ours that has not left (`is_sent` False) waits for us: they know nothing of it. Booked it is all
    the same where the time is the one they asked for themselves.
    """

    stand: Stand
    who_must_answer: Side | None = None
    is_sent: bool = True

    @property
    def is_ahead(self) -> bool:
        """Whether the date is to come and stands."""
        return self.stand in {Stand.BOOKED, Stand.OFFERED, Stand.UNKNOWN}


def standing(meeting: Any, now: datetime, *, is_sent: bool = True) -> Standing:
    """Return where the date of a meeting, or of a plain row of its columns, stands as of `now` (aware).

    `is_sent` is whether our invitation to it, where there is one, has left (`not_sent`).

    Booked is one they accepted at E4, or invited us to and we accepted. A calendar that names no
    people leaves the answer unknown, neither yes nor no (DESIGN 6).
    """
    fallen = _fallen(meeting)
    if fallen is not None:
        return Standing(fallen)
    absent = missed_by(meeting, now)
    if absent is not None and not meeting.untold:
        return Standing(Stand.WE_MISSED if absent is Side.OURS else Stand.THEY_MISSED)
    if is_over(meeting, now):
        return Standing(Stand.UNTOLD if meeting.untold else Stand.OVER)
    they_named_it = meeting.organized_by == Side.CUSTOMER and meeting.we_accepted == Known.NO
    if they_named_it or meeting.answer == CustomerAnswer.COUNTER:
        return Standing(Stand.OFFERED, Side.OURS)
    if not meeting.answer or (meeting.organized_by == Side.CUSTOMER and not meeting.we_accepted):
        return Standing(Stand.UNKNOWN)
    if meeting.answer == CustomerAnswer.ACCEPTED and meeting.answer_level == Level.E4.name:
        return Standing(Stand.BOOKED, is_sent=is_sent)
    return Standing(Stand.OFFERED, Side.CUSTOMER if is_sent else Side.OURS, is_sent)


def not_sent(meetings: Iterable[Meeting], now: datetime) -> frozenset[UUID]:
    """Those of one workspace whose invitation of ours, as it stands, has not left. None where none waits."""
    stands = [(each, standing(each, now)) for each in meetings]
    waiting = [each for each, found in stands if found.stand is Stand.BOOKED or found.who_must_answer is Side.CUSTOMER]
    if not waiting:
        return frozenset()
    unsent = unsent_invitations(waiting[0].workspace_id).filter(meeting__in=[each.pk for each in waiting])
    return frozenset(unsent.values_list("meeting_id", flat=True))


def unsent_invitations(workspace_id: Any) -> ScopedQuerySet[Invitation]:
    """Those that, as they stand, have not left, and of which nothing shows that the customer has them.

    Whoever has answered, if only with a maybe or one of several, has it, whatever words of it still wait. That a time
    he asked for was taken up (`taken_up`) makes it his answer, and not that he knows: that shows what he answers since.
    """
    of = Invitation.objects.in_workspace(workspace_id)
    # What all of them say together may still be nothing where one of them has answered.
    replies = InvitationReply.objects.in_workspace(workspace_id).exclude(level=Level.E0.name)
    since = replies.filter(uid=OuterRef("uid"), sequence__gte=OuterRef("slot_sequence"))
    # As `invitations.sequence_of`: what gives back another time is not to this one.
    of_series = ~Q(recurrence_id=OuterRef("meeting__recurrence_id"))
    since = since.filter(of_series | Q(slot_start=None) | Q(slot_start=OuterRef("meeting__held_at")))
    noted = Attendee.objects.in_workspace(workspace_id).filter(meeting=OuterRef("meeting"), side=Side.CUSTOMER.value)
    noted = noted.exclude(partstat__in=("", PartStat.NEEDS_ACTION.value))
    taken_up = Q(taken_up__isnull=False) & ~Exists(noted)
    not_answered = Q(taken_up=None) & ~Q(meeting__answer__in=ANSWERED)
    return of.filter(~Exists(since), taken_up | not_answered, left_at=None, cancelled_at=None)


def is_over(meeting: Any, now: datetime) -> bool:
    """Whether it began and, as far as its end is known, ended."""
    return meeting.held_at <= now and (meeting.ends_at is None or meeting.ends_at <= now)


def is_running(meeting: Any, now: datetime) -> bool:
    """Whether it stands, has begun and has not ended; what somebody stayed away from is over."""
    begun = meeting.held_at <= now and not is_over(meeting, now)
    return begun and _fallen(meeting) is None and missed_by(meeting, now) is None


def is_to_close(meeting: Any, now: datetime) -> bool:
    """Whether it runs by the clock, and is to be closed before it ends (UX J2); what takes a whole day has no end."""
    return not meeting.all_day and is_running(meeting, now)


def runs(now: datetime) -> Q:
    """The same of the database, for meetings that stand."""
    return Q(held_at__lte=now, ends_at__gt=now, all_day=False)


def _fallen(meeting: Any) -> Stand | None:
    if meeting.status == CalendarStatus.CANCELLED:
        return Stand.CANCELLED
    if meeting.status == CalendarStatus.GONE:
        return Stand.GONE
    if meeting.answer == CustomerAnswer.DECLINED:
        return Stand.DECLINED
    return Stand.WE_DECLINED if meeting.we_declined else None


def best_date(
    meetings: list[Meeting], now: datetime, unsent: Container[UUID] = frozenset()
) -> tuple[Meeting, Standing] | None:
    """The date ahead that says most of an account: a booked one first, then an offered one, each the soonest."""
    ahead = [(meeting, standing(meeting, now, is_sent=meeting.pk not in unsent)) for meeting in meetings]
    order = (Stand.BOOKED, Stand.OFFERED, Stand.UNKNOWN)
    dates = [each for each in ahead if each[1].is_ahead]
    return min(dates, key=lambda each: (order.index(each[1].stand), each[0].held_at), default=None)
