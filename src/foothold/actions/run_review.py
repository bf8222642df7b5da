"""The review of the last 90 days: five percentages, their changes, trends and tables (METHOD 9)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from foothold.core.counts import ReviewCounts
from foothold.core.differences import Change, change, last_month_end
from foothold.core.month_ends import fraction, month_ends
from foothold.core.percentages import PercentageId
from foothold.core.purpose import Purpose
from foothold.core.rep_rates import Line, lines
from foothold.core.review import Review, review
from foothold.core.shares import Share
from foothold.core.window import DAYS, Window, window, window_before
from foothold.records.calendars import our_days
from foothold.records.models import Membership
from foothold.records.picture import customer_meetings, short_calls, shows_demo
from foothold.records.review_cells import NO_KIND
from foothold.records.review_lists import weeks_without_calendar
from foothold.records.review_reading import Compared, Days, Reading, counts_of, numbers, read_days, reading_of
from foothold.records.visibility import meetings_held_by, sellers_in_tables
from foothold.records.why_step_unknown import Gap, why_step_unknown

Changes = Mapping[PercentageId, Change]


@dataclass(frozen=True, slots=True)
class NinetyDays:
    """A review with its window.

    `short_calls` are counted apart, among no meetings; `weeks_without_calendar` are Mondays; of one's own
    review both, of a team's neither. `changes` are against the days before, looked at on the last month end
    `looked_on`; a percentage of which one of the two shares is not known is left out. `reading` has the days of the
    window, `read` those of everything that is shown beside it; `ends` are the windows of the last month ends.
    `step_gaps` are the reasons why P5 is not known of some meetings, each with their number.
    """

    window: Window
    days: int
    review: Review
    reading: Reading
    read: Days
    short_calls: int
    weeks_without_calendar: tuple[date, ...]
    looked_on: date
    ends: Mapping[date, Window]
    changes: Changes
    step_gaps: tuple[Gap, ...] = ()

    @property
    def change(self) -> Change | None:
        """P5's."""
        return self.changes.get(PercentageId.P5)


def run_review(seat: Membership, *, now: datetime, days: int = DAYS, whole_team: bool = False) -> NinetyDays:
    """Review the person's own meetings, with `whole_team` all whose findings he may see.

    `days` up to 3660; ValueError for another number, or where no meeting of them is old enough yet.
    """
    zone = ZoneInfo(seat.workspace.tz)
    today = now.astimezone(zone).date()
    calendar, looked_on = our_days(seat.workspace, today), last_month_end(today)
    span = window(today, calendar, days)
    compared = (window(looked_on, calendar, days), window_before(looked_on, calendar, days))
    ends = {end: window(end, calendar, days) for end in month_ends(looked_on)}
    read = read_days(seat, (span, *ends.values()), compared, now=now, whole_team=whole_team)
    reading = reading_of(seat, read.by_day(span), span, now=now, whole_team=whole_team)
    reviewed = review(reading.counts)
    step_gaps = _step_gaps(seat, reviewed, span, now=now, whole_team=whole_team)
    own = meetings_held_by(seat).filter(demo=shows_demo(seat))
    gaps = () if whole_team else tuple(weeks_without_calendar(own, span, now=now))
    return NinetyDays(
        window=span,
        days=days,
        review=_with_reasons(reviewed, step_gaps),
        reading=reading,
        read=read,
        short_calls=0 if whole_team else short_calls(seat, span).count(),
        weeks_without_calendar=gaps,
        looked_on=looked_on,
        ends=ends,
        changes=_changes(read.compared[0], read.compared[1], looked_on),
        step_gaps=step_gaps,
    )


def trends(found: NinetyDays) -> dict[date, dict[PercentageId, Share | None]]:
    """The five at the last month ends, each over as many days before it; None where a share is not known."""
    shares: dict[date, dict[PercentageId, Share | None]] = {}
    for end, span in found.ends.items():
        counts = counts_of(found.read.by_day(span).values())
        shares[end] = {which: fraction(which, counts) for which in PercentageId}
    return shares


def table_by_purpose(found: NinetyDays) -> list[Line]:
    """The percentages by purpose kind, as the titles name it: a guess, shown as one."""
    of_kinds = found.read.by_kind(found.window)
    order = [*(kind.value for kind in Purpose), NO_KIND]
    counted = {kind: counts_of([of_kinds[kind]]) for kind in order if kind in of_kinds}
    by_name = {line.name: line for line in lines(counted.items(), counts_of(of_kinds.values()))}
    return [by_name[kind] for kind in order if kind in by_name and by_name[kind].counts.held]


def table_by_seller(seat: Membership, span: Window, *, now: datetime) -> list[Line] | None:
    """The percentages by seller, by name and never by rank; None where such a table may not be shown.

    His own row is among them (METHOD 11, K9): so the rows add up to the line of the team.
    """
    names = {each.user_id: each.user.name for each in sellers_in_tables(seat)}
    if not names:
        return None
    names[seat.user_id] = seat.user.name
    found = numbers(seat, "seller", span, now=now, whole_team=True)
    rows = [(names[key], counts_of([each])) for key, each in found.items() if key in names]
    return [line for line in lines(rows, counts_of(found.values())) if line.counts.held]


def team_line(counts: ReviewCounts, name: str) -> Line:
    """All of them in one row, for under a table."""
    return lines([(name, counts)], counts)[0]


def _changes(after: Compared, before: Compared, looked_on: date) -> Changes:
    """The five against the days before, looked at on the last month end (METHOD 9), as far as both sides are known."""
    return {
        which: change(after[which][0], before[which][0], looked_on, now_by=after[which][1], before_by=before[which][1])
        for which in PercentageId
        if which in after and which in before
    }


def _step_gaps(seat: Membership, found: Review, span: Window, *, now: datetime, whole_team: bool) -> tuple[Gap, ...]:
    bounds = found[PercentageId.P5].bounds
    if bounds is None or not bounds.unknown:
        return ()
    meetings = customer_meetings(seat, whole_team=whole_team)
    return why_step_unknown(meetings, span, now=now)


def _with_reasons(found: Review, gaps: tuple[Gap, ...]) -> Review:
    """The counts alone cannot tell which meetings P5 leaves open; their own reasons stand instead."""
    if not gaps:
        return found
    why = tuple(each.why for each in gaps)
    five = [replace(each, why_unknown=why) if each.id is PercentageId.P5 else each for each in found.percentages]
    return replace(found, percentages=tuple(five))
