"""When a customer is asked how a meeting was (METHOD 9, P4): once, a day after it, within his working hours."""

from datetime import UTC, datetime, time, timedelta

from foothold.core.calendar_days import BusinessDays

ASKED_AFTER = timedelta(days=1)
"""How long after the end of a meeting."""
NO_MORE_AFTER = timedelta(days=5)
"""When it is too late to ask: he would have to search his memory [C]."""
OPENS, CLOSES = time(9), time(17)
_LONGEST_BREAK = 30


def ask_at(ended_at: datetime, days: BusinessDays) -> datetime:
    """Return the first moment of his working hours at least a day after the end. ValueError for a naive end.

    >>> friday = datetime(2026, 3, 6, 16, tzinfo=UTC)
    >>> ask_at(friday, BusinessDays(UTC)).isoformat()
    '2026-03-09T09:00:00+00:00'
    """
    if ended_at.utcoffset() is None:
        raise ValueError(f"{ended_at.isoformat()} has no time zone")
    moment = (ended_at.astimezone(UTC) + ASKED_AFTER).astimezone(days.zone)
    for _day in range(_LONGEST_BREAK):
        if moment.date() in days and moment.time() < CLOSES:
            return max(moment, datetime.combine(moment.date(), OPENS, tzinfo=days.zone))
        moment = datetime.combine(moment.date() + timedelta(days=1), OPENS, tzinfo=days.zone)
    return moment


def may_ask(ended_at: datetime, now: datetime, days: BusinessDays) -> bool:
    """Whether now is a moment to ask: due, within his working hours, and not too late."""
    local = now.astimezone(days.zone)
    works = local.date() in days and OPENS <= local.time() < CLOSES
    return works and ask_at(ended_at, days) <= now <= ended_at + NO_MORE_AFTER + ASKED_AFTER
