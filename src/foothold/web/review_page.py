"""Everything Last 90 days shows (UX S7; METHOD 9): the pictures, the numbers behind them, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foothold.actions.run_review import change_of_the_fifth
from foothold.core.calendar_days import BusinessDays
from foothold.core.counts import ReviewCounts
from foothold.core.differences import Change
from foothold.core.percentages import Percentage, PercentageId
from foothold.core.review import Review, review
from foothold.core.shares import TOO_FEW
from foothold.core.window import DAYS, Window, weeks, window
from foothold.records.models import Membership
from foothold.records.picture import customer_meetings, review_counts, short_calls
from foothold.records.review_lists import (
    counted_by_week,
    share_of_week,
    weeks_without_calendar,
)
from foothold.records.visibility import meetings_held_by
from foothold.web.accounts_page import address_of as customers_address
from foothold.web.figures import NAMES, between, week_from, with_interval
from foothold.web.ninety_days import Trend, ninety_days
from foothold.web.pictures import Week, meetings_by_week, next_dates
from foothold.web.review_words import WHY, counted_share, numbers, own_answers

LENGTHS = (30, 90, 180)
"""Days a person may choose; METHOD 9's own are 90."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which review: of how many days, one's own or the team's."""

    days: int = DAYS
    team: bool = False

    def address(self, **more: str) -> str:
        """Of the list behind a number."""
        return f"{reverse('review_meetings')}?{urlencode(self.query | more)}"

    @property
    def query(self) -> dict[str, str]:
        """What says it in an address; nothing where it is the usual."""
        said = {} if self.days == DAYS else {"days": str(self.days)}
        return said | ({"team": "1"} if self.team else {})


@dataclass(frozen=True, slots=True)
class FifthLine:
    """One of the five percentages in words: the number with what it rests on, or why it is not known."""

    name: Any
    value: str
    is_known: bool
    why: tuple[Any, ...] = field(default=())
    own: str = ""


def asked_for(seat: Membership, sent: Any) -> Asked:
    """The review an address names; what it may not be is the usual one. The team's is a manager's to see."""
    days = sent.get("days", "")
    length = int(days) if days in {str(each) for each in LENGTHS} else DAYS
    return Asked(length, sent.get("team") == "1" and seat.sees_all_findings)


def window_of(seat: Membership, asked: Asked, now: datetime) -> Window:
    """The days looked at, in the workspace's zone."""
    zone = ZoneInfo(seat.workspace.tz)
    return window(now.astimezone(zone).date(), BusinessDays(zone), asked.days)


def review_page(seat: Membership, asked: Asked, *, now: datetime) -> dict[str, Any]:
    """The context of web/review.html."""
    span = window_of(seat, asked, now)
    meetings = customer_meetings(seat, whole_team=asked.team)
    counts = review_counts(meetings, span, now=now)
    found = review(counts)
    by_week = counted_by_week(meetings, span, now=now)
    known = found[PercentageId.P5].share is not None
    zone = ZoneInfo(seat.workspace.tz)
    change = change_of_the_fifth(meetings, now=now, zone=zone, days=asked.days) if known else None
    trends = _trends(found, by_week, change)
    return {
        "at_review": True,
        "asked": asked,
        "lengths": [(each, address_of(Asked(each, asked.team))) for each in LENGTHS],
        "mine": address_of(Asked(asked.days)),
        "teams": address_of(Asked(asked.days, team=True)),
        "held_address": asked.address(which="held"),
        "accounts_address": _accounts(asked),
        "without_address": _accounts(asked, which="without"),
        "customers_address": customers_address("all", team=asked.team),
        "without_share": counted_share(found.beside.without_next_date) if counts.accounts else "",
        "window": span,
        "last_day": date.fromordinal(span.end.date().toordinal() - 1),
        "counts": counts,
        "headline": _headline(counts, found),
        "is_few": counts.held < TOO_FEW,
        "pictures": _pictures(counts, by_week, asked),
        "five_picture": ninety_days(trends, link=lambda key: _five_link(key, counts, asked)),
        "five": [_fifth(each, asked) for each in found.percentages],
        "numbers": numbers(found, asked.address),
        "short_calls": 0 if asked.team else short_calls(seat, span),
        "gaps": "" if asked.team else _gaps(seat, span, now),
        "own_goals": "" if asked.team else own_answers(counts, asked.address),
    }


def address_of(asked: Asked) -> str:
    """Of the review itself."""
    return f"{reverse('review')}?{urlencode(asked.query)}" if asked.query else reverse("review")


def _accounts(asked: Asked, **more: str) -> str:
    return f"{reverse('review_accounts')}?{urlencode(asked.query | more)}"


def _headline(counts: ReviewCounts, found: Review) -> tuple[str, str]:
    """84 customer meetings held. 26 (31 %) ended with the next one in the calendar."""
    held = ngettext("%(n)d customer meeting.", "%(n)d customer meetings.", counts.held) % {"n": counts.held}
    in_room = found.beside.in_room
    if not counts.held:
        return held, ""
    if not in_room.says_something:
        return held, _("When the next date was set is not known: the calendar does not say.")
    figure = "" if in_room.too_few else f" ({between(in_room)})"
    known = _("%(k)d of %(of)d%(figure)s ended with the next one already in the calendar.")
    said = known % {"k": in_room.yes, "of": in_room.of, "figure": figure.replace(" %", "\N{NO-BREAK SPACE}%")}
    if in_room.unknown:
        said += " " + _("Of %(n)d it is not known.") % {"n": in_room.unknown}
    return held, said


def _pictures(counts: ReviewCounts, by_week: Any, asked: Asked) -> list[Any]:
    columns = [
        Week(monday, held=row["held"], in_room=row["in_room"], unknown=row["unknown"])
        for monday, row in by_week.items()
    ]
    return [
        next_dates(counts, link=lambda key: asked.address(which=key)),
        meetings_by_week(columns, link=lambda monday: asked.address(which="held", week=monday)),
    ]


def _trends(found: Review, by_week: Any, changed: Change | None) -> list[Trend]:
    """Week by week only the fifth can be told; the others need answers nobody gives yet."""
    p5 = [(monday, share_of_week(row)) for monday, row in by_week.items()]
    none = [(monday, None) for monday in by_week]
    return [Trend(each, p5, changed) if each.id is PercentageId.P5 else Trend(each, none) for each in found.percentages]


def _five_link(key: str, counts: ReviewCounts, asked: Asked) -> str:
    if key == PercentageId.P5.value:
        return asked.address(which="step_and_recap") if counts.step_and_recap else ""
    is_week = key[:4].isdecimal()
    return asked.address(which="held", week=key) if is_week else ""


def _fifth(percentage: Percentage, asked: Asked) -> FifthLine:
    # What sellers felt is theirs alone: the team's view leaves their answers out (METHOD 6.3).
    own = percentage.apart.ours if not asked.team else None
    return FifthLine(
        name=NAMES[percentage.id],
        value=with_interval(percentage),
        is_known=percentage.known,
        why=tuple(WHY[reason] for reason in percentage.why_unknown),
        own=_("By your own answers: %(share)s") % {"share": own} if own else "",
    )


def _gaps(seat: Membership, span: Window, now: datetime) -> str:
    """3 weeks without calendar, and which they are."""
    without = weeks_without_calendar(meetings_held_by(seat), span, now=now)
    if not without or len(without) == len(weeks(span)):
        return ""
    many = ngettext("%(n)d week without calendar", "%(n)d weeks without calendar", len(without)) % {"n": len(without)}
    return _("%(many)s: from %(days)s.") % {"many": many, "days": _listed(without)}


def _listed(mondays: Sequence[date]) -> str:
    shown = ", ".join(week_from(monday) for monday in mondays[:6])
    return _("%(days)s and others") % {"days": shown} if len(mondays) > 6 else shown
