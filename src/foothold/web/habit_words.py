"""The chosen habit in one line, for Today and Last 90 days (UX S7; METHOD 11, K3)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from foothold.core.habits import Habit
from foothold.records.habits import habit_now, kept_since
from foothold.records.models import Membership
from foothold.web.figures import counted
from foothold.web.wording import Words

SHORT: dict[str, Words] = {
    Habit.DATE_IN_THE_ROOM: _l("Next date in the room"),
    Habit.HOMEWORK: _l("They bring something"),
    Habit.RECAP: _l("Recap within a business day"),
    Habit.AGENDA: _l("Agenda sent before"),
    Habit.SHOULD_HAVE_ASKED: _l("What you should have asked"),
}


def habit_line(seat: Membership, *, now: datetime) -> str:
    """Next date in the room: 2 of 3 since Mon 23 Nov. Empty where none is chosen."""
    chosen = habit_now(seat, now.astimezone(ZoneInfo(seat.workspace.tz)).date())
    if chosen is None:
        return ""
    kept = kept_since(seat, chosen, now=now)
    words = {"habit": SHORT[chosen.habit], "day": date_format(chosen.begins_on, "D j M")}
    if kept is None:
        return _("%(habit)s: since %(day)s, not counted.") % words
    if not kept.of:
        return _("%(habit)s: no meeting to count since %(day)s.") % words
    return _("%(habit)s: %(count)s since %(day)s.") % (words | {"count": counted(kept.k, kept.of)})
