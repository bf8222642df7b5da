"""The weekly sheet and the one-to-one in words (METHOD 11; UX J9): evidence first, one behaviour, no ranking."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from foothold.core.coaching import AGENDA, HOMEWORK, IN_ROOM, MOVED_TOO_OFTEN, PSYCHOGRAPHICS
from foothold.core.shares import Share
from foothold.core.state import State
from foothold.core.worth import Triage
from foothold.records.coaching_rates import Coaching, Counted
from foothold.records.models import Commitment, Feeling, Meeting, Membership
from foothold.records.pipeline import PipelineDeal, this_week
from foothold.records.readiness import Sheet
from foothold.records.seller_week import LastMeeting, SilentOne, WithoutStep, seller_week
from foothold.records.silent_deals import Told, told_of_silence
from foothold.records.visibility import words_seen_by
from foothold.web import deal_words, silent_words, wording
from foothold.web.addresses import address
from foothold.web.deal_page import address_of_words, best_quote
from foothold.web.figures import between, counted, short
from foothold.web.pipeline_page import forecast_lines
from foothold.web.ready_words import short_state
from foothold.web.wording import Words

MOST_LAST, MOST_WITHOUT, MOST_NEXT, MOST_SILENT = 8, 6, 6, 8
"""Rows of each part: with the head they fit one printed page."""

BEHAVIOURS: Mapping[str, Words] = {
    IN_ROOM: _l("a dated step before the meeting ends"),
    HOMEWORK: _l("homework for the customer"),
    AGENDA: _l("the agenda sent before"),
    PSYCHOGRAPHICS: _l("what moves their customer"),
}
ASK_INSTEAD: Mapping[str, Words] = {
    IN_ROOM: _l("“So we do not play phone tag: Tuesday or Thursday?”"),
    HOMEWORK: _l("“What could you bring so that we get further?”"),
    AGENDA: _l("“What should we be prepared to discuss?”"),
    PSYCHOGRAPHICS: _l("“What makes your customers choose you?”"),
}


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A meeting of last week; empty cells stay empty. `state` heads the verdict as on its page, `verdict` names it."""

    meeting: Meeting
    title: str
    felt: str
    state: Words
    verdict: Words
    next_step: str
    homework: str
    quote: str
    quote_address: str
    address: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A deal without a booked step: its state, and how long ago they were met."""

    deal: PipelineDeal
    name: str
    amount: str
    state: str
    days: str
    choice: str


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """A meeting of next week: how ready both sides are."""

    meeting: Meeting
    title: str
    when: str
    state: str
    us: str
    customer: str


@dataclass(frozen=True, slots=True)
class SilentLine:
    """A silent customer: for how long beside what is usual, and the one act to take."""

    deal: PipelineDeal
    name: str
    since: str
    act: Words


@dataclass(frozen=True, slots=True)
class FocusLine:
    """The one behaviour, with what it was counted on and the sentence to say. `key` names its list."""

    key: str
    name: Words
    rate: str
    target: int
    sentence: Words


_NOBODY_SILENT: Mapping[Told, Words] = {
    Told.NONE: _l("Not known: no mails and no calls were read."),
    Told.FEW: _l("Cannot be told yet: with most customers no mail or call was read."),
    Told.MOST: _l("Nobody is silent."),
}


def sheet_page(seat: Membership, whom: Membership, *, now: datetime) -> dict[str, Any]:
    """The context of web/weekly.html."""
    found = seller_week(seat, whom, now=now)
    readable = words_seen_by(seat).filter(meeting__in=[each.meeting.pk for each in found.last])
    shared = set(readable.values_list("meeting_id", flat=True))
    last = [held_line(each, words_here=each.meeting.pk in shared) for each in found.last]
    quote = next((line for line in last if line.quote), None)
    return {
        "at_weekly": True,
        "whom": whom,
        "is_own": whom.pk == seat.pk,
        "week": this_week(whom, now),
        "today": localtime(now).date(),
        "last": last[:MOST_LAST],
        "more_last": max(len(last) - MOST_LAST, 0),
        "quote": quote,
        "without": [_without(each) for each in found.without[:MOST_WITHOUT]],
        "without_count": len(found.without),
        "more_without": max(len(found.without) - MOST_WITHOUT, 0),
        "forecast": forecast_lines(found.sum),
        "unknown_amounts": found.sum.unknown,
        "next": [ready_line(each) for each in found.next[:MOST_NEXT]],
        "more_next": max(len(found.next) - MOST_NEXT, 0),
        "silent": [silent_line(each) for each in found.silent[:MOST_SILENT]],
        "nobody_silent": "" if found.silent else _NOBODY_SILENT[told_of_silence(whom, now=now)],
        "more_silent": max(len(found.silent) - MOST_SILENT, 0),
        "focus": focus_line(found.coaching, found.focus.name if found.focus else ""),
        "compliance": compliance_words(found.coaching),
        "compliance_of": found.coaching.compliance.of,
        "feeling_seen": found.feeling_seen,
        "one_to_one_address": reverse("one_to_one", args=[whom.pk]),
    }


def focus_line(coaching: Coaching, name: str) -> FocusLine | None:
    """The behaviour to work on; None where every target is reached or nothing is known."""
    one = next((each for each in coaching.counted if each.behaviour.name == name), None)
    if one is None:
        return None
    return FocusLine(name, BEHAVIOURS[name], rate_words(one), round(100 * one.behaviour.target), ASK_INSTEAD[name])


def rate_words(one: Counted) -> str:
    """30 % (12 of 40), or 3 of 8; "not known" where nothing was seen."""
    if not one.n:
        return _("not known")
    share = Share(one.k, one.n)
    figure = short(share)
    return figure if share.too_few else f"{figure} ({counted(one.k, one.n)})"


def compliance_words(coaching: Coaching) -> str:
    """Of how many meetings the last 90 days it is known that they were left by the policy."""
    bounds = coaching.compliance
    if not bounds.of:
        return _("No meetings in 90 days.")
    if not bounds.says_something:
        return _("Not known: no meeting shows how it ended.")
    if bounds.too_few:
        return _("%(share)s meetings in 90 days") % {"share": between(bounds)}
    return _("%(share)s of %(n)d meetings in 90 days") % {"share": between(bounds), "n": bounds.of}


def felt_words(feeling: Feeling | None) -> str:
    """Partly, 75 % sure; empty where nothing was said."""
    if feeling is None:
        return ""
    said = [str(feeling.get_met_display())] if feeling.met else []
    if feeling.sure is not None:
        said.append(_("%(n)d %% sure") % {"n": feeling.sure})
    return ", ".join(said)


def held_line(one: LastMeeting, *, words_here: bool = False) -> HeldLine:
    """A meeting of last week in words; its quote leads to the words where this reader may read them (`words_here`)."""
    meeting = one.meeting
    quote = best_quote(one.document)
    verdict = wording.verdict_word(one.verdict)
    return HeldLine(
        meeting=meeting,
        title=f"{meeting.account}: {meeting.title}" if _names_more(meeting) else meeting.title,
        felt=felt_words(one.feeling),
        state=wording.card(one.document).word if one.document.get("verdict") else "",
        verdict=verdict,
        next_step=_next_step(one),
        homework=_homework(one.homework),
        quote=str(quote["text"])[:200] if quote else "",
        quote_address=address_of_words(meeting.pk, quote) if quote and words_here else "",
        address=address("meeting", meeting.pk),
    )


def _names_more(meeting: Meeting) -> bool:
    """Whether the customer says more than the title: what is known from words alone is called by the customer."""
    return meeting.account is not None and meeting.account.name != meeting.title


def _next_step(one: LastMeeting) -> str:
    """Thu 24 Sep 10:00, pilot result: what stands in the calendar, else what was named."""
    ahead = one.meeting.next_meeting
    if ahead is not None and ahead.stands:
        return f"{format_date(localtime(ahead.held_at), 'D j M H:i')}, {ahead.title}"
    step = one.document.get("next_step") or {}
    when = wording.moment(step) if step else ""
    return ", ".join(filter(None, (when, str(step.get("topic") or "")))) if when else ""


def _homework(promises: tuple[Commitment, ...]) -> str:
    if not promises:
        return ""
    first = promises[0]
    when = f" {deal_words.day(first.due_on)}" if first.due_on else ""
    more = len(promises) - 1
    return f"{first.what[:80]}{when}" + (_(" and %(n)d more") % {"n": more} if more else "")


def _without(one: WithoutStep) -> StepLine:
    opportunity = one.deal.opportunity
    days = silent_words.working_days(one.days) if one.days else ""
    name, amount = deal_words.deal_name(opportunity), deal_words.amount(opportunity)
    return StepLine(one.deal, name, amount, _state(one.deal), days, _choice(one))


def _state(deal: PipelineDeal) -> str:
    """The state as every page names it; of a booked date that does not count, why (METHOD 11, K6)."""
    word = str(deal_words.state_words(deal.opportunity, deal.standing))
    if deal.state != State.BOOKED:
        return word
    if not deal.worth.is_ahead:
        return _("%(state)s, its time has come") % {"state": word}
    if deal.worth.moves >= MOVED_TOO_OFTEN:
        return _("%(state)s, moved %(n)d times") % {"state": word, "n": deal.worth.moves}
    return _("%(state)s, about nothing yet") % {"state": word}


def _choice(one: WithoutStep) -> str:
    """What the seller chooses after five working days without a step (METHOD 11); nothing before."""
    if not one.chooses:
        return ""
    if one.deal.standing is not None and one.deal.standing.triage == Triage.LET_GO:
        return _("let go: send the last message?")
    return _("keep warm, or close?")


def ready_line(sheet: Sheet) -> ReadyLine:
    """A meeting of next week in words."""
    meeting, ready = sheet.meeting, sheet.readiness
    scored = ready.ours > 0 or ready.customer > 0
    missing = sheet.data_owed or sheet.homework_owed or (_("nothing missing") if ready.customer >= 0.7 else "")
    name = meeting.account.name if meeting.account else meeting.title
    return ReadyLine(
        meeting,
        name,
        format_date(localtime(meeting.held_at), "D j M H:i"),
        str(short_state(sheet)[1]),
        _("%(n)d of 8 known") % {"n": sheet.known},
        ", ".join(filter(None, (_percent(ready.customer) if scored else "", str(missing)))),
    )


def silent_line(one: SilentOne) -> SilentLine:
    """A silent deal in words: how long, and the one act advised."""
    usual = one.deal.standing.usual_answer_days if one.deal.standing else None
    since = silent_words.waited(one.days, usual) if one.days is not None else ""
    return SilentLine(
        one.deal, deal_words.deal_name(one.deal.opportunity), since, silent_words.ADVICE[one.act] if one.act else ""
    )


def _percent(score: float) -> str:
    return _("%(n)d %%") % {"n": round(100 * score)}


def week_after(week: date) -> date:
    """The day a next one-to-one is proposed for: a week on."""
    return week + timedelta(days=7)
