"""The review of the last 90 days, and the fifth percentage against the days before (METHOD 9)."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from foothold.core.calendar_days import BusinessDays
from foothold.core.differences import Change, change, last_month_end
from foothold.core.review import Review, review
from foothold.core.window import DAYS, Window, window, window_before
from foothold.records.models import Meeting, Membership
from foothold.records.picture import customer_meetings, review_counts, short_calls
from foothold.records.review_lists import share_by_opportunity, weeks_without_calendar
from foothold.records.scoping import ScopedQuerySet
from foothold.records.visibility import meetings_held_by


@dataclass(frozen=True, slots=True)
class NinetyDays:
    """A review with its window.

    `short_calls` are counted apart, among no meetings; `weeks_without_calendar` are Mondays; of one's own
    review both, of a team's neither. `change` is of P5, looked at on the last month end `looked_on`; None where
    one of the two shares is not known.
    """

    window: Window
    days: int
    review: Review
    short_calls: int
    weeks_without_calendar: tuple[date, ...]
    looked_on: date
    change: Change | None


def run_review(seat: Membership, *, now: datetime, days: int = DAYS, whole_team: bool = False) -> NinetyDays:
    """Review the person's own meetings, with `whole_team` all whose findings he may see.

    `days` up to 3660; ValueError for another number, or where no meeting of them is old enough yet.
    """
    zone = ZoneInfo(seat.workspace.tz)
    today = now.astimezone(zone).date()
    span = window(today, BusinessDays(zone), days)
    meetings = customer_meetings(seat, whole_team=whole_team)
    gaps = () if whole_team else tuple(weeks_without_calendar(meetings_held_by(seat), span, now=now))
    return NinetyDays(
        window=span,
        days=days,
        review=review(review_counts(meetings, span, now=now)),
        short_calls=0 if whole_team else short_calls(seat, span),
        weeks_without_calendar=gaps,
        looked_on=last_month_end(today),
        change=change_of_the_fifth(meetings, now=now, zone=zone, days=days),
    )


def change_of_the_fifth(
    meetings: ScopedQuerySet[Meeting], *, now: datetime, zone: ZoneInfo, days: int = DAYS
) -> Change | None:
    """P5 against the days before, looked at on the last month end (METHOD 9); None where one is not known."""
    looked_on, calendar = last_month_end(now.astimezone(zone).date()), BusinessDays(zone)
    spans = (window(looked_on, calendar, days), window_before(looked_on, calendar, days))
    after, before = (share_by_opportunity(meetings, span, now=now) for span in spans)
    if after is None or before is None or not (after[0].of and before[0].of):
        return None
    return change(after[0], before[0], looked_on, now_by=after[1], before_by=before[1])
