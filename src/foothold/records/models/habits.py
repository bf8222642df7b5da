"""The one thing a seller wants to do differently for two weeks (UX S7; METHOD 11, K3)."""

from typing import ClassVar

from django.db import models

from foothold.core.habits import Habit
from foothold.records.models.people import User
from foothold.records.scoping import InWorkspace


class ChosenHabit(InWorkspace):
    """A habit chosen for the days from `begins_on` to `ends_on`, both included; `dropped_at` where it was given up.

    One at a time: the newest that is not over and not dropped. The older ones stay, for his own eyes alone.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    habit = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Habit])
    begins_on = models.DateField()
    ends_on = models.DateField()
    chosen_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "user"],
                condition=models.Q(dropped_at__isnull=True),
                name="one_habit_at_a_time",
            ),
        ]
