"""Everything Last 90 days shows (UX S7; METHOD 9): the pictures, the numbers behind them, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from foothold.actions.run_review import NinetyDays, run_review
from foothold.core.counts import ReviewCounts
from foothold.core.month_ends import fraction
from foothold.core.percentages import Percentage, PercentageId
from foothold.core.review import Review
from foothold.core.shares import TOO_FEW, Bounds, Share
from foothold.core.window import Window, weeks, window
from foothold.records.calendars import our_days
from foothold.records.felt import felt
from foothold.records.models import Membership
from foothold.records.review_lists import OWN
from foothold.records.review_reading import counts_of
from foothold.records.visibility import awaits_consent, sees_team_figures
from foothold.web.accounts_page import address_of as customers_address
from foothold.web.drawing import Link, Picture, Words
from foothold.web.felt_picture import felt_picture
from foothold.web.figures import NAMES, between, share_with_interval, week_from, with_interval
from foothold.web.ninety_days import Trend, ninety_days
from foothold.web.pictures import Week, meetings_by_week, next_dates
from foothold.web.review_asked import LENGTHS, Asked, address_of
from foothold.web.review_more import more_of_review
from foothold.web.review_words import (
    WHY,
    Address,
    counted_share,
    gap_words,
    numbers,
    own_answers,
    share_address,
)
from foothold.web.team_start import team_start


@dataclass(frozen=True, slots=True)
class FifthLine:
    """One of the five percentages in words: the number with what it rests on, or why it is not known."""

    name: Any
    value: str
    href: str
    is_known: bool
    why: tuple[tuple[Any, str], ...] = field(default=())
    own: str = ""
    own_href: str = ""


def window_of(seat: Membership, asked: Asked, now: datetime) -> Window:
    """The days looked at, in the workspace's zone."""
    today = now.astimezone(ZoneInfo(seat.workspace.tz)).date()
    return window(today, our_days(seat.workspace, today), asked.days)


def review_page(seat: Membership, asked: Asked, *, now: datetime) -> dict[str, Any]:
    """The context of web/review.html."""
    found = run_review(seat, now=now, days=asked.days, whole_team=asked.team)
    span, counts = found.window, found.review.counts
    by_week = found.reading.by_week(span)
    links = five_links(found, asked.address, own=not asked.team)
    sees_team = sees_team_figures(seat)
    return {
        "at_review": True,
        "asked": asked,
        "sees_team": sees_team,
        "awaits_consent": not sees_team and awaits_consent(seat),
        "team_start": None if counts.held or asked.team else team_start(seat),
        "lengths": [(each, address_of(Asked(each, asked.team))) for each in LENGTHS],
        "mine": address_of(Asked(asked.days)),
        "teams": address_of(Asked(asked.days, team=True)),
        "held_address": asked.address(which="held"),
        "accounts_address": _accounts(asked),
        "without_address": _accounts(asked, which="without"),
        "customers_address": customers_address("all", team=asked.team),
        "without_share": counted_share(found.review.beside.without_next_date) if counts.accounts else "",
        "window": span,
        "last_day": date.fromordinal(span.end.date().toordinal() - 1),
        "counts": counts,
        "headline": _headline(counts, found.review),
        "is_few": counts.held < TOO_FEW,
        "pictures": _pictures(counts, by_week, asked),
        "five_picture": ninety_days(trends_of(found), link=links),
        "five": [_fifth(each, asked, found, links) for each in found.review.percentages],
        "numbers": numbers(found.review, asked.address),
        "short_calls": found.short_calls,
        "short_calls_address": reverse("review_short_calls") + (f"?days={asked.days}" if asked.query else ""),
        "in_room_address": asked.address(which="in_room") if counts.in_room else asked.address(which="held"),
        "gaps": _gaps(found),
        "own_goals": "" if asked.team else own_answers(counts, asked.address),
        **more_of_review(seat, asked, found, now=now),
    }


def pictures_of(seat: Membership, asked: Asked, *, now: datetime) -> dict[str, Picture]:
    """The pictures of the page by name, without links: for files."""
    found = run_review(seat, now=now, days=asked.days, whole_team=asked.team)
    by_week = found.reading.by_week(found.window)
    first, second = _pictures(found.review.counts, by_week, asked)
    pictures = {"next-dates": first, "weeks": second, "ninety-days": ninety_days(trends_of(found))}
    if asked.team:
        return pictures
    said = felt(seat, now=now)
    return pictures | ({"felt": felt_picture(said)} if said.by_sureness else {})


def five_links(found: NinetyDays, address: Address, *, own: bool) -> Link:
    """The lists behind the picture: `own` whether those of what the seller said of himself may be opened."""
    shares = {each.id: each.share or _yes_of(each.bounds) for each in found.review.percentages}
    weeks_of = {(each.percentage.id, monday): share for each in trends_of(found) for monday, share in each.weeks}

    def link(key: str) -> str:
        which, _space, monday = key.partition(" ")
        if which not in PercentageId.__members__:
            return address(which="held", week=which)
        percentage = PercentageId(which)
        if not monday:
            return share_address(percentage, shares[percentage], address, own=own)
        share = weeks_of[percentage, date.fromisoformat(monday)]
        return share_address(percentage, share, lambda **more: address(**more, week=monday), own=own)

    return link


def _yes_of(bounds: Bounds | None) -> Share | None:
    """What is known to be a yes, of all: where no share is known."""
    return Share(bounds.yes, bounds.of) if bounds is not None and bounds.of else None


def trends_of(found: NinetyDays) -> list[Trend]:
    """The five, each with its weeks and its change."""
    weeks_of = {monday: counts_of([each]) for monday, each in found.reading.by_week(found.window).items()}
    return [
        Trend(each, [(monday, _of_week(each.id, of)) for monday, of in weeks_of.items()], found.changes.get(each.id))
        for each in found.review.percentages
    ]


def _accounts(asked: Asked, **more: str) -> str:
    return asked.at("review_accounts", **more)


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


def _pictures(counts: ReviewCounts, by_week: Mapping[date, Mapping[str, int]], asked: Asked) -> list[Any]:
    columns = [
        Week(
            monday,
            held=row["held"],
            in_room=row["in_room"],
            unknown=row["held"] - row["in_room"] - row["later"] - row["never"],
        )
        for monday, row in by_week.items()
    ]
    return [
        next_dates(counts, link=lambda key: asked.address(which=key)),
        meetings_by_week(columns, link=lambda monday: asked.address(which="held", week=monday)),
    ]


def _of_week(which: PercentageId, counts: ReviewCounts) -> Share | None:
    share = fraction(which, counts)
    return share if share is not None and share.of else None


def may_list(which: str, asked: Asked) -> bool:
    """Whether the meetings of a number may be named: of the team not those that say what a seller said of himself."""
    return not (asked.team and which in OWN)


def _fifth(percentage: Percentage, asked: Asked, found: NinetyDays, links: Link) -> FifthLine:
    # What sellers felt is theirs alone: the team's view leaves their answers out (METHOD 6.3).
    own = percentage.apart.ours if not asked.team else None
    gaps = found.step_gaps if percentage.id is PercentageId.P5 else ()
    return FifthLine(
        name=NAMES[percentage.id],
        value=with_interval(percentage),
        href=links(percentage.id.value),
        is_known=percentage.known,
        why=tuple((gap_words(each), asked.address(which=GAPS, why=each.why.name.lower())) for each in gaps)
        or tuple((WHY[reason], "") for reason in percentage.why_unknown),
        own=f"{_OWN[percentage.id]}: {share_with_interval(own)}" if own else "",
        own_href=asked.address(which=_OWN_YES.get(percentage.id, "debriefed")) if own else "",
    )


GAPS = "step_or_recap_unknown"
"""The list of the meetings that P5 leaves open; each reason narrows it."""
_OWN: dict[PercentageId, Words] = {
    PercentageId.P1: _l("You got what you came for, by your own answers"),
    PercentageId.P2: _l("You could have done more, by your own answers"),
    PercentageId.P4: _l("You guessed best use of their time"),
}
"""Whose share the seller's own answers are: his side's alone (METHOD 9)."""
_OWN_YES = {
    PercentageId.P1: "our_goal_yes",
    PercentageId.P2: "could_more_we_yes",
    PercentageId.P4: "guessed_best_use",
}


def _gaps(found: NinetyDays) -> str:
    """3 weeks without calendar, and which they are."""
    without = found.weeks_without_calendar
    if not without or len(without) == len(weeks(found.window)):
        return ""
    many = ngettext("%(n)d week without calendar", "%(n)d weeks without calendar", len(without)) % {"n": len(without)}
    return _("%(many)s: from %(days)s.") % {"many": many, "days": _listed(without)}


def _listed(mondays: Sequence[date]) -> str:
    shown = ", ".join(week_from(monday) for monday in mondays[:6])
    return _("%(days)s and others") % {"days": shown} if len(mondays) > 6 else shown
