"""What a one-to-one shows (UX J9): percentages with trend, time by class, three deals, questions, agreements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from foothold.actions.run_review import run_review
from foothold.core.coaching import focus
from foothold.core.percentages import Percentage
from foothold.core.time_spent import TimeSpent, moves, wanting
from foothold.records.calendars import Calendars
from foothold.records.closing import to_close
from foothold.records.coaching_rates import coaching_of
from foothold.records.deals_seen import may_see_feeling
from foothold.records.felt import Felt, felt
from foothold.records.models import Afterthought, Membership, Opportunity, PipelineDecision
from foothold.records.models.weekly import MOST_AGREEMENTS
from foothold.records.one_to_one import Chosen, Why, one_to_one
from foothold.records.pipeline import this_week
from foothold.records.time_by_class import time_of
from foothold.web import deal_words
from foothold.web.addresses import counted_address
from foothold.web.deal_pictures import hours_words, time_by_triage
from foothold.web.drawing import Picture
from foothold.web.felt_picture import felt_picture
from foothold.web.figures import NAMES, with_interval
from foothold.web.ninety_days import ninety_days
from foothold.web.pipeline_page import QUESTION
from foothold.web.review_asked import Asked
from foothold.web.review_page import five_links, trends_of
from foothold.web.weekly_page import focus_line, week_after
from foothold.web.wording import Words

WHY: Mapping[Why, Words] = {
    Why.GAP: _l("Felt surest, least to show"),
    Why.OLDEST_VAGUE: _l("Longest without a date"),
    Why.TO_COPY: _l("One to copy from"),
}


_MANY_DEALS: tuple[Words, ...] = (_l("Deals to talk about"), _l("One deal"), _l("Two deals"), _l("Three deals"))
"""As many as stand out, three at most."""


@dataclass(frozen=True, slots=True)
class ChosenLine:
    """One of the three deals, why it is here, and K1's question about it."""

    why: Words
    key: Any
    name: str
    state: Words
    css: str
    second: str
    felt: str
    meeting: Any


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question raised in the weekly review."""

    decision: PipelineDecision
    name: str
    asked_by: str


MOST_OFFERED = 8
"""Deals without enough time, the largest lack first, for which a free slot is looked for: three are advised."""


def one_to_one_page(seat: Membership, whom: Membership, *, now: datetime) -> dict[str, Any]:
    """The context of web/one_to_one.html."""
    week, calendars = this_week(whom, now), Calendars(whom.workspace, now)
    found = one_to_one(seat, whom, week=week, now=now)
    coaching = coaching_of(whom, now=now)
    best = focus(each.behaviour for each in coaching.counted)
    time = time_of(seat, whom, now=now)
    five, picture = _five(seat, whom, now)
    said = felt(whom, now=now) if found.feeling_seen else None
    line = focus_line(coaching, best.name if best else "")
    return {
        "at_weekly": True,
        "whom": whom,
        "is_own": whom.pk == seat.pk,
        "five": five,
        "five_picture": picture,
        "felt_picture": _felt_picture(whom, said) if said is not None and said.by_sureness else None,
        "time": time,
        "time_picture": _time_picture(whom, time) if time.total else None,
        "time_words": _time_words(whom, time, found.feeling_seen),
        "moves": _moves(whom, time, now),
        "chosen": [_chosen(each, now, calendars) for each in found.chosen],
        "deals_heading": _MANY_DEALS[len(found.chosen)],
        "questions": [_question(each) for each in found.questions],
        "question": QUESTION,
        "missed": [_missed(each) for each in found.missed],
        "feeling_seen": found.feeling_seen,
        "focus": line,
        "suggested": [str(_("This week: %(what)s.") % {"what": line.name})] if line else [],
        "agreements": found.agreements,
        "last_agreements": found.last_agreements,
        "places": range(1, MOST_AGREEMENTS + 1),
        "meet_on": week_after(week),
        "close_address": f"{reverse('close')}?colleague={whom.pk}",
        "sheet_address": reverse("weekly_sheet", args=[whom.pk]),
    }


def pictures_of(seat: Membership, whom: Membership, *, now: datetime) -> dict[str, Picture]:
    """The pictures of the page by name, for files; what was felt only where the page shows it."""
    _lines, five = _five(seat, whom, now)
    pictures = {"ninety-days": five}
    time = time_of(seat, whom, now=now)
    if time.total:
        pictures["time-by-class"] = _time_picture(whom, time)
    said = felt(whom, now=now) if may_see_feeling(seat, whom.user_id) else None
    if said is not None and said.by_sureness:
        pictures["felt"] = _felt_picture(whom, said)
    return pictures


def _five(seat: Membership, whom: Membership, now: datetime) -> tuple[list[tuple[Words, str]], Any]:
    """The five percentages of this seller with their weeks; no answer of anybody is shown that is not his share."""
    found = run_review(whom, now=now)
    five = [(NAMES[each.id], _figure(each)) for each in found.review.percentages]

    def address(**more: str) -> str:
        return Asked().address(seller=str(whom.pk), **more)

    links = five_links(found, address, own=may_see_feeling(seat, whom.user_id))
    return five, ninety_days(trends_of(found), link=links)


def _time_picture(whom: Membership, time: TimeSpent) -> Picture:
    return time_by_triage(time.by_class, link=lambda key: _list(whom, "hours", key))


def _felt_picture(whom: Membership, said: Felt) -> Picture:
    return felt_picture(said, link=lambda percent: _list(whom, "felt", percent))


def _figure(percentage: Percentage) -> str:
    return with_interval(percentage) if percentage.known else _("not known")


def _time_words(whom: Membership, time: TimeSpent, feeling_seen: bool) -> list[tuple[str, str]]:
    """The sentences under the picture, each with its list: customers silent for long, good feelings without advance,
    time beside value."""
    said = []
    if time.total and not any(time.by_class.keys()):
        said.append((_("What class these customers had is not known for any of the hours."), ""))
    if time.on_dark:
        hours = _("%(n)s hours went to customers silent for long.") % {"n": hours_words(time.on_dark)}
        said.append((hours, _list(whom, "dark")))
    if time.dark_unknown:
        n = hours_words(time.dark_unknown)
        hours = _("Of %(n)s hours it is not known whether they went to silent ones.") % {"n": n}
        said.append((hours, _list(whom, "dark-unknown")))
    if feeling_seen and time.felt_good_without_advance:
        n = hours_words(time.felt_good_without_advance)
        hours = _(
            "%(n)s hours in meetings that felt good (rated 4 or 5; where not rated: goal reached) and did not advance."
        ) % {"n": n}
        said.append((hours, _list(whom, "in-vain")))
    if time.nothing_worth_time:
        said.append((_("By these chances nothing was worth time."), _list(whom, "value")))
    elif time.misallocation is not None:
        figure = _("Time against value: %(n).2f (0 follows it, 1 not at all).") % {"n": time.misallocation}
        said.append((figure, _list(whom, "value")))
    elif time.total:
        said.append((_("Time against value is not known: chances are missing."), ""))
    return said


def _list(whom: Membership, which: str, of: str | None = None) -> str:
    """The address of what a number of this one-to-one was counted from."""
    return counted_address("one_to_one_counted", whom.pk, which, of=of)


def _moves(whom: Membership, time: TimeSpent, now: datetime) -> list[str]:
    """At most three: 6 hours from A to B, next on Thu 24 Sep 10:00."""
    if time.misallocation is None:
        return []
    short = wanting(time)[:MOST_OFFERED]
    keys = [*time.by_opportunity, *short]
    deals = {
        str(each.pk): each
        for each in Opportunity.objects.in_workspace(whom.workspace_id).filter(pk__in=keys).select_related("account")
    }
    free = {}
    for key, deal in ((key, deals[key]) for key in short if key in deals):
        slots = to_close(whom, None, deal.account, now=now).offer.slots
        if slots and not deal.closure:
            free[key] = slots[0].slot.starts_at
    return [
        _("%(hours)s h from %(giver)s to %(taker)s, free %(when)s")
        % {
            "hours": hours_words(each.hours),
            "giver": deal_words.deal_name(deals[each.from_opportunity]),
            "taker": deal_words.deal_name(deals[each.to_opportunity]),
            "when": f"{deal_words.day(each.step_at)} {each.step_at:%H:%M}",
        }
        for each in moves(time, free)
    ]


def _chosen(one: Chosen, now: datetime, calendars: Calendars) -> ChosenLine:
    opportunity, standing = one.deal.opportunity, one.deal.standing
    return ChosenLine(
        why=WHY[one.why],
        key=opportunity.pk,
        name=deal_words.deal_name(opportunity),
        state=deal_words.state_words(opportunity, standing),
        css=deal_words.state_css(opportunity, standing),
        second=deal_words.state_second(opportunity, standing, now, calendars),
        felt=_("felt %(n)d %% sure") % {"n": one.felt} if one.felt is not None else "",
        meeting=one.meeting,
    )


def _question(decision: PipelineDecision) -> QuestionLine:
    return QuestionLine(decision, deal_words.deal_name(decision.opportunity), decision.user.name)


def _missed(thought: Afterthought) -> tuple[str, Afterthought]:
    words = {
        "not_asked": _("I should have asked something."),
        "forgot": _("I forgot something."),
        "handled_badly": _("I did not handle something well."),
    }
    return thought.words or words.get(thought.answer, ""), thought
