"""The calendar as such: months, weeks, quarters, working days, Easter. No language in here."""

from calendar import monthrange
from datetime import date, timedelta

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


def monday_of(day: date) -> date:
    """The Monday of the day's Monday-to-Sunday week."""
    return day - timedelta(days=day.weekday())


def end_of_month(year: int, month: int) -> date:
    """The last calendar day of the month."""
    return date(year, month, monthrange(year, month)[1])


def plus_months(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("beyond the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def plus_working_days(day: date, days: int) -> date:
    """So many days Monday to Friday on (or back), holidays not known (READING, "Due dates")."""
    step = 1 if days >= 0 else -1
    if abs(days) > 10_000:
        raise OverflowError("beyond any plan")
    weeks, rest = divmod(abs(days), 5)
    if day.weekday() >= SATURDAY:  # counting starts from the working day just passed, or just ahead
        day += timedelta(days=FRIDAY - day.weekday() if step > 0 else 7 - day.weekday())
    day += timedelta(weeks=step * weeks)
    while rest:
        day += timedelta(days=step)
        rest -= day.weekday() < SATURDAY
    return day


def nth_weekday(first: date, last: date, weekday: int, number: int) -> date:
    """The nth (from 1), or for -1 the last, such weekday of a stretch of days; ValueError if none."""
    if number < 0:
        found = last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-number - 1))
    else:
        found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    if not first <= found <= last:
        raise ValueError("no such day in the stretch")
    return found


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the rule of Gauss in its century form."""
    golden = year % 19
    century = year // 100
    shift = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = shift - (shift // 28) * (1 - (shift // 28) * (29 // (shift + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))
