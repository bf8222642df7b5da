"""The one sentence to say (001-4, UX 6 rule 8): what would turn this into a date in both calendars."""

from datetime import date, timedelta

from foothold.core.calendar_days import BusinessDays, nth_business_day
from foothold.reading.slots import Moment
from foothold.reading.steps import Step


def ask(
    step: Step, *, topic: str | None, homework: bool, refused: bool, absent_until: date | None, moment: Moment
) -> str | None:
    """The sentence to say next, None after an explicit no or where nothing is missing."""
    if refused:
        return None
    if step.grade == "agreed":
        if topic is None:
            return f"So that {_day(step)} is worth your time: what should we have settled by the end of it?"
        if not homework:
            return f"To get the most out of {_day(step)}: what could you bring along, and who else should be there?"
        return None
    if step.grade == "proposed":
        if "hedged" in step.flags:
            return f"Who decides whether {_slot(step)} holds, and by when will you know?"
        return f"Does {_slot(step)} suit you, yes or no? Then I send the invitation while we are talking."
    if step.day is not None and step.day > moment.now.date():
        return f"Which time on {_day(step)} suits you, 10:00 or 14:30?"
    first, second = _two_days(moment, absent_until)
    return f"So that we need not chase each other: {_named(first)} at 10:00 or {_named(second)} at 14:30?"


def _two_days(moment: Moment, absent_until: date | None) -> tuple[date, date]:
    """Two working days within the next week, or right after an absence."""
    days = BusinessDays(moment.tz)
    today = moment.now.date()
    if absent_until is not None and absent_until > today:
        today = absent_until - timedelta(days=1)
    return nth_business_day(today, 2, days), nth_business_day(today, 4, days)


def _slot(step: Step) -> str:
    time = f" at {step.start:%H:%M}" if step.start else ""
    return f"{_day(step)}{time}"


def _day(step: Step) -> str:
    return _named(step.day) if step.day else "that day"


def _named(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"
