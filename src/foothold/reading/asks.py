"""The one sentence to say (001-4, UX 6 rule 8): what would turn this into a date in both calendars."""

from datetime import date, timedelta

from foothold.core.calendar_days import BusinessDays, nth_business_day
from foothold.core.evidence import Side
from foothold.reading.slots import Moment
from foothold.reading.steps import Step


def ask(
    step: Step,
    *,
    topic: str | None,
    homework: bool,
    refused: bool,
    absent_until: date | None,
    spoken: bool,
    moment: Moment,
) -> str | None:
    """The sentence to say next, None after an explicit no or where nothing is missing.

    Days that were not named in the conversation are given as weekdays only: the sentence stays sayable.
    """
    if refused:
        return None
    if step.grade == "agreed":
        return _for_an_agreed_step(step, topic, homework)
    if step.grade == "proposed":
        return _for_an_offered_slot(step, spoken)
    if step.day is not None and step.day > moment.now.date():
        return f"Which time on {_day(step)} suits you, 10:00 or 14:30?"
    first, second = _two_days(moment, absent_until)
    back = "In the week you are back: " if absent_until is not None else "So that we need not chase each other: "
    return f"{back}which suits you, {first:%A} at 10:00 or {second:%A} at 14:30?"


def _for_an_agreed_step(step: Step, topic: str | None, homework: bool) -> str | None:
    if topic is None:
        return f"So that {_day(step)} is worth your time: what should we have settled by the end of it?"
    if not homework:
        return f"To get the most out of {_day(step)}: what could you bring along, and who else should be there?"
    return None


def _for_an_offered_slot(step: Step, spoken: bool) -> str:
    if "hedged" in step.flags:
        return f"Who decides whether {_slot(step)} holds, and by when will you know?"
    if step.side is Side.CUSTOMER:
        return f"{_slot(step)} it is: I am sending you the invitation. What should we have settled by the end of it?"
    if spoken:
        return f"Does {_slot(step)} suit you, yes or no? Then I send the invitation while we are talking."
    return f"Does {_slot(step)} suit you? A yes is enough, and the invitation follows."


def _two_days(moment: Moment, absent_until: date | None) -> tuple[date, date]:
    """Two working days within the next week, or right after an absence."""
    days = BusinessDays(moment.tz)
    today = moment.now.date()
    if absent_until is not None and absent_until > today:
        today = absent_until - timedelta(days=1)
    return nth_business_day(today, 2, days), nth_business_day(today, 4, days)


def _slot(step: Step) -> str:
    return f"{_day(step)} at {step.start:%H:%M}" if step.start else _day(step)


def _day(step: Step) -> str:
    return f"{step.day:%A} {step.day.day} {step.day:%B}" if step.day else "that day"
