"""Which meetings wait for a word of their seller, and what he said after one (UX, S4)."""

from datetime import datetime, timedelta

from foothold.core.debrief import Question, question_after
from foothold.records.models import Afterthought, Feeling, Judgement, Meeting, Membership
from foothold.records.models.meetings import IS_MEETING, IS_NO_SHOW, STANDS, TAKES_PLACE
from foothold.records.picture import customer_meetings
from foothold.records.ready_situation import LOOKED_AMONG, first_named

SHOWN_AFTER = timedelta(minutes=2)
"""How long after its end a meeting comes to the top of After."""
SHOWN_FOR = timedelta(hours=12)
"""How long it is asked about there by itself [C]: later one remembers what one wishes."""
_AT_MOST = 20


def waiting_for_words(seat: Membership, *, now: datetime) -> list[Meeting]:
    """One's own customer meetings that have just ended and about which nothing was said, the last one first."""
    begun = customer_meetings(seat).filter(
        STANDS, IS_MEETING, ~IS_NO_SHOW, all_day=False, held_at__lte=now, held_at__gt=now - SHOWN_FOR * 2
    )
    rows = begun.select_related("account").order_by("-held_at", "pk")[:_AT_MOST]
    over = [each for each in rows if now - SHOWN_FOR < each.ended_at <= now - SHOWN_AFTER]
    done = said_about(seat, over)
    return sorted((each for each in over if each.pk not in done), key=lambda each: each.ended_at, reverse=True)


def meeting_to_debrief(seat: Membership, who: str = "", *, now: datetime) -> Meeting | None:
    """One's own customer meeting that began last, whoever came; with `who` the last at that time of day, or with that
    name in it."""
    begun = customer_meetings(seat).filter(STANDS, IS_MEETING, all_day=False, held_at__lte=now)
    rows = begun.select_related("account", "seller").order_by("-held_at", "pk")[:LOOKED_AMONG]
    return first_named(seat, list(rows), who)


def last_met(seat: Membership, *, now: datetime) -> tuple[Meeting, bool] | None:
    """One's own customer meeting that ended last, and whether something was said about it; None without any."""
    begun = customer_meetings(seat).filter(TAKES_PLACE, all_day=False, held_at__lte=now)
    rows = begun.select_related("account").order_by("-held_at", "pk")[:_AT_MOST]
    over = sorted((each for each in rows if each.ended_at <= now - SHOWN_AFTER), key=lambda each: each.ended_at)
    return (over[-1], bool(said_about(seat, over[-1:]))) if over else None


def said_about(seat: Membership, meetings: list[Meeting]) -> set[object]:
    """Those of them about which the person answered, or passed over, the questions; or that were judged by words."""
    keys = [each.pk for each in meetings]
    if not keys:
        return set()
    felt = Feeling.objects.in_workspace(seat.workspace_id).filter(user=seat.user, meeting__in=keys)
    asked = Afterthought.objects.in_workspace(seat.workspace_id).filter(user=seat.user, meeting__in=keys)
    judged = Judgement.objects.in_workspace(seat.workspace_id).filter(meeting__in=keys)
    return {key for rows in (felt, asked, judged) for key in rows.values_list("meeting_id", flat=True)}


def third_question(seat: Membership) -> Question:
    """The one that is asked next: they take turns."""
    asked = Afterthought.objects.in_workspace(seat.workspace_id).filter(user=seat.user)
    return question_after(asked.count())


def thoughts_of(seat: Membership, meeting: Meeting) -> list[Afterthought]:
    """What the person answered to a third question; his alone to see."""
    rows = Afterthought.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting, user=seat.user)
    return [each for each in rows.order_by("said_at") if each.answer or each.words]
