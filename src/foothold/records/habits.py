"""Which habit a seller tries at the moment (UX S7)."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from foothold.core.habits import Habit
from foothold.core.shares import Share
from foothold.core.window import Window
from foothold.records.models import ChosenHabit, Membership
from foothold.records.picture import customer_meetings, held
from foothold.records.review_lists import OF_HELD

COUNTED = {
    Habit.DATE_IN_THE_ROOM: ("in_room", ("later", "never")),
    Habit.HOMEWORK: ("with_homework", ("without_homework",)),
    Habit.RECAP: ("recap_sent", ("recap_not_sent",)),
}
"""The numbers of the review a habit is counted by: done, and not done. The others no calendar or mail tells."""


def habit_now(seat: Membership, today: date) -> ChosenHabit | None:
    """The habit that runs on `today`; None where none does."""
    chosen = ChosenHabit.objects.in_workspace(seat.workspace_id)
    return chosen.filter(user_id=seat.user_id, dropped_at=None, ends_on__gte=today).first()


def kept_since(seat: Membership, chosen: ChosenHabit, *, now: datetime) -> Share | None:
    """How often since it was chosen, of his customer meetings of which it is known; None where it is not counted."""
    counted = COUNTED.get(Habit(chosen.habit))
    if counted is None:
        return None
    done, not_done = counted
    since = datetime.combine(chosen.begins_on, time(), ZoneInfo(seat.workspace.tz))
    over = held(customer_meetings(seat), Window(since, now), now=now)
    yes = over.filter(OF_HELD[done]).count()
    return Share(yes, yes + sum(over.filter(OF_HELD[which]).count() for which in not_done))
