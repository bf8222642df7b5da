"""Choose one habit for the next two weeks: one at a time (UX S7; METHOD 11, K3)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from foothold.core.habits import Habit, last_day
from foothold.records.habits import habit_now
from foothold.records.models import ChosenHabit, Membership


def choose_habit(seat: Membership, habit: str, *, now: datetime) -> ChosenHabit:
    """Begin it today; the one that ran until now ends. The same again goes on as it was. ValueError for no habit."""
    chosen = Habit(habit)
    with transaction.atomic():
        today = _today(seat, now)
        running = habit_now(seat, today)
        if running is not None and running.habit == chosen.value:
            return running
        _end(seat, now)
        return ChosenHabit.objects.in_workspace(seat.workspace_id).create(
            user=seat.user, habit=chosen.value, begins_on=today, ends_on=last_day(today), chosen_at=now
        )


def drop_habit(seat: Membership, *, now: datetime) -> None:
    """Give up the one that runs."""
    with transaction.atomic():
        _end(seat, now)


def _end(seat: Membership, now: datetime) -> None:
    chosen = ChosenHabit.objects.in_workspace(seat.workspace_id)
    chosen.filter(user_id=seat.user_id, dropped_at=None).update(dropped_at=now)


def _today(seat: Membership, now: datetime) -> date:
    return now.astimezone(ZoneInfo(seat.workspace.tz)).date()
