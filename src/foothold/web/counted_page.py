"""The lists behind the numbers of the weekly review, a seller's sheet and one-to-one, and a deal (UX S5, S6, J9).

Each list comes from the very query or rule its number comes from, so that it is as long as the number.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as format_date
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from foothold.core.coaching import USUAL, Part, has_counted_step, part_of
from foothold.core.evidence import Side
from foothold.core.feeling import RATED_HIGH, RATED_LOW
from foothold.core.state import State
from foothold.core.time_spent import Spent, TimeSpent, felt_good_in_vain, pieces_of
from foothold.records.calendars import Calendars
from foothold.records.coaching_rates import coaching_of
from foothold.records.deal import seen_deal
from foothold.records.deals_seen import may_see_feeling
from foothold.records.felt import felt
from foothold.records.models import Call, Meeting, Membership, Opportunity
from foothold.records.pipeline import Pipeline, PipelineDeal, pipeline
from foothold.records.seller_week import seller_week
from foothold.records.silences import Silences
from foothold.records.time_by_class import hours_of, time_of
from foothold.web import deal_words, silent_words
from foothold.web.addresses import address
from foothold.web.date_words import line_of
from foothold.web.deal_page import promise_line
from foothold.web.deal_pictures import MARKS, hours_words
from foothold.web.deal_words import CLASSES, deal_name, total_of
from foothold.web.weekly_page import BEHAVIOURS, felt_words
from foothold.web.wording import STATES, Words


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One of what was counted: what it is, when or how much, what more there is to say, and its page ("" for none)."""

    words: str
    when: str = ""
    note: Words = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class CountedList:
    """What a number was counted from. `said` is the number itself, worked out from these lines."""

    title: Words
    said: str
    lines: Sequence[CountedLine]
    hint: Words = ""


def of_pipeline(seat: Membership, found: Pipeline, which: str, of: str, *, now: datetime) -> CountedList | None:
    """The deals behind a number of the weekly review; `of` is a currency. None for a number there is none of."""
    if which in _STATES:
        return _deals(seat, STATES[which], found.of_state(which), now)
    if which in _SUMS:
        return _deals(seat, _SUMS[which], _in_sum(found.deals, Part(which), of), now)
    chosen: Mapping[str, tuple[Words, Sequence[PipelineDeal]]] = {
        "open": (_l("Open deals"), found.deals),
        "left": (_l("Left to decide"), found.to_decide),
        "decided": (_l("Decided this week"), found.decided),
        "on-time": (_l("Booked and on time"), found.on_time),
        "unseen": (_l("No meeting we can see"), found.unseen),
    }
    return _deals(seat, *chosen[which], now) if which in chosen else None


def of_seller(seat: Membership, whom: Membership, which: str, of: str, *, now: datetime) -> CountedList | None:
    """What a number of a seller's sheet or one-to-one was counted from, as `seat` may see it; None for none such."""
    if which in _SUMS or which == "without":
        deals = pipeline(whom, now=now, sellers={whom.user_id}).deals
        if which == "without":
            without = [each for each in deals if not has_counted_step(each.worth)]
            return _deals(seat, _("Without a booked step"), without, now)
        return _deals(seat, _SUMS[which], _in_sum(deals, Part(which), of), now)
    if which in USUAL:
        return _behaviour(whom, which, now)
    make = _OF_SELLER.get(which)
    return make(seat, whom, of, now) if make else None


def of_deal(seat: Membership, deal: Opportunity, which: str, of: str, *, now: datetime) -> CountedList | None:
    """What a number of a deal's page was counted from; None for a number there is none of."""
    if which == "answers":
        return _answers(deal, now)
    seen = seen_deal(seat, deal, now=now)
    if which == "kept" and of in _KEPT:
        today = now.astimezone(ZoneInfo(seat.workspace.tz)).date()
        lines = [promise_line(each, today) for each in seen.promises if each.side == of]
        due = [each for each in lines if each.mark in {"kept", "late"}]
        share = seen.kept(Side(of), today)
        said = _("%(k)d of %(n)d due") % {"k": share.k, "n": share.of}
        listed = [CountedLine(each.promise.what, deal_words.day(each.on), MARKS[each.mark], each.href) for each in due]
        return CountedList(_KEPT[of], said, listed)
    person = next((each for each in seen.met if which == "met" and each.key == of), None)
    if person is None:
        return None
    meetings = [each for each in seen.past if each.pk in set(person.met_in)]
    return _meetings(person.name, meetings, now)


_STATES = {each.value for each in (State.BOOKED, State.OFFERED, State.VAGUE, State.SILENT)}
_SUMS: Mapping[str, Words] = {
    Part.FORECAST.value: _l("In the forecast: with a booked step"),
    Part.BESIDE.value: _l("Beside the forecast: without a booked step"),
    Part.UNKNOWN.value: _l("Amount not known: in no sum"),
}
_KEPT: Mapping[str, Words] = {Side.CUSTOMER.value: _l("They kept"), Side.OURS.value: _l("We kept")}


def _in_sum(deals: Iterable[PipelineDeal], part: Part, currency: str) -> list[PipelineDeal]:
    """Of one currency; of those without an amount there is none."""
    some = [each for each in deals if part_of(each.worth) is part]
    return some if part is Part.UNKNOWN else [each for each in some if each.worth.currency == currency]


def _deals(seat: Membership, title: Words, deals: Sequence[PipelineDeal], now: datetime) -> CountedList:
    calendars = Calendars(seat.workspace, now)
    many = ngettext("%(n)d deal", "%(n)d deals", len(deals)) % {"n": len(deals)}
    said = ", ".join(filter(None, (many, total_of(each.opportunity for each in deals))))
    return CountedList(title, said, [_deal(each, now, calendars) for each in deals])


def _deal(deal: PipelineDeal, now: datetime, calendars: Calendars) -> CountedLine:
    opportunity, standing = deal.opportunity, deal.standing
    state = str(deal_words.state_words(opportunity, standing))
    second = deal_words.state_second(opportunity, standing, now, calendars)
    return CountedLine(
        deal_name(opportunity),
        deal_words.amount(opportunity),
        ", ".join(filter(None, (state, second))),
        address("deal", opportunity.pk),
    )


def _meetings(
    title: Words, meetings: Iterable[Meeting], now: datetime, notes: Mapping[UUID, Words] | None = None
) -> CountedList:
    """Meetings, the newest first; a note says what each counted as, else where its date stands."""
    listed = sorted(meetings, key=lambda each: each.held_at, reverse=True)
    lines = [_meeting(each, notes[each.pk] if notes else line_of(each, now).word) for each in listed]
    return CountedList(title, ngettext("%(n)d meeting", "%(n)d meetings", len(lines)) % {"n": len(lines)}, lines)


def _meeting(meeting: Meeting, note: Words) -> CountedLine:
    name = meeting.title or _("No title")
    account = meeting.account.name if meeting.account else ""
    words = name if not account or account in name else f"{account}: {name}"
    return CountedLine(words, _day(meeting.held_at), note, address("meeting", meeting.pk))


def _by_key(whom: Membership, keys: Iterable[UUID]) -> list[Meeting]:
    rows = Meeting.objects.in_workspace(whom.workspace_id).select_related("account")
    return list(rows.filter(pk__in=list(keys)))


def _behaviour(whom: Membership, name: str, now: datetime) -> CountedList:
    """All meetings at which it could be seen, and at which it was done."""
    found = next(each for each in coaching_of(whom, now=now).counted if each.behaviour.name == name)
    notes: dict[UUID, Words] = {**dict.fromkeys(found.yes, _l("done")), **dict.fromkeys(found.no, _l("not done"))}
    made = _meetings(str(BEHAVIOURS[name]).capitalize(), _by_key(whom, notes), now, notes)
    words = _("%(k)d of %(n)d meetings at which it can be told") if found.n else _("not known")
    said = words % {"k": found.k, "n": found.n}
    return CountedList(made.title, said, made.lines, _l("Of 90 days, without the last two business days."))


def _left(_seat: Membership, whom: Membership, _of: str, now: datetime) -> CountedList:
    """All meetings held, and how each was left."""
    left = coaching_of(whom, now=now).left
    notes: dict[UUID, Words] = {
        **dict.fromkeys(left.well, _l("left with a step, an order or a no")),
        **dict.fromkeys(left.not_well, _l("left without")),
        **dict.fromkeys(left.unknown, _l("not known")),
    }
    made = _meetings(_("How meetings were left"), _by_key(whom, notes), now, notes)
    words = {"well": len(left.well), "n": len(notes), "unknown": len(left.unknown)}
    return CountedList(made.title, _("%(well)d of %(n)d meetings; %(unknown)d not known") % words, made.lines)


def _last(seat: Membership, whom: Membership, _of: str, now: datetime) -> CountedList:
    week = seller_week(seat, whom, now=now).last
    notes: dict[UUID, Words] = {each.meeting.pk: felt_words(each.feeling) for each in week}
    return _meetings(_("Last seven days"), [each.meeting for each in week], now, notes)


def _next(seat: Membership, whom: Membership, _of: str, now: datetime) -> CountedList:
    week = seller_week(seat, whom, now=now).next
    return _meetings(_("Next seven days"), [each.meeting for each in week], now)


def _silent(seat: Membership, whom: Membership, _of: str, now: datetime) -> CountedList:
    return _deals(seat, _("Silent"), [each.deal for each in seller_week(seat, whom, now=now).silent], now)


def _felt(seat: Membership, whom: Membership, of: str, now: datetime) -> CountedList | None:
    """The meetings of one stop of sureness, those answered in time or those rated, for him and whom he shows it."""
    if not may_see_feeling(seat, whom.user_id):
        return None
    if of == "in-time":
        return _in_time(whom, now)
    if of in _RATED:
        return _rated(whom, *_RATED[of], now)
    if not of.isdecimal() or len(of) > 3:
        return None
    pairs = felt(whom, now=now).of_sureness.get(int(of), ())
    notes: dict[UUID, Words] = {each.pk: _l("went on") if on else _l("did not go on") for each, on in pairs}
    made = _meetings(_("Felt %(n)s %% sure") % {"n": of}, _by_key(whom, notes), now, notes)
    went_on = sum(on for _each, on in pairs)
    return CountedList(made.title, _("%(k)d of %(n)d went on") % {"k": went_on, "n": len(pairs)}, made.lines)


def _in_time(whom: Membership, now: datetime) -> CountedList:
    pairs = felt(whom, now=now).of_covered
    notes: dict[UUID, Words] = {key: _l("answered in time") if yes else _l("not counted") for key, yes in pairs}
    made = _meetings(_("Answered in time"), _by_key(whom, notes), now, notes)
    said = _("%(k)d of %(n)d meetings") % {"k": sum(yes for _key, yes in pairs), "n": len(pairs)}
    hint = _l("Not counted: no answer, one that came late, or nobody knows whether the next was held.")
    return CountedList(made.title, said, made.lines, hint)


_RATED: Mapping[str, tuple[Words, range]] = {
    "rated-high": (_l("Rated 4 to 5"), RATED_HIGH),
    "rated-low": (_l("Rated 1 to 3"), RATED_LOW),
}


def _rated(whom: Membership, title: Words, stars: range, now: datetime) -> CountedList:
    found = {key: (rating, on) for key, rating, on in felt(whom, now=now).of_rated if rating in stars}
    notes: dict[UUID, Words] = {
        key: (_("rated %(n)d, advanced") if on else _("rated %(n)d, did not advance")) % {"n": rating}
        for key, (rating, on) in found.items()
    }
    made = _meetings(title, _by_key(whom, notes), now, notes)
    advanced = sum(on for _rating, on in found.values())
    return CountedList(title, _("%(k)d of %(n)d advanced") % {"k": advanced, "n": len(found)}, made.lines)


_Chosen = Callable[[Spent], bool]


def _hours(title: Callable[[str], Words], chosen: Callable[[str], _Chosen]) -> Callable[..., CountedList]:
    """The pieces of time of four weeks that are chosen, which add up to the hours."""

    def made(seat: Membership, whom: Membership, of: str, now: datetime) -> CountedList:
        takes = chosen(of)
        pieces = [each for each in pieces_of(hours_of(seat, whom, now=now), now) if takes(each)]
        rows = Opportunity.objects.in_workspace(whom.workspace_id).select_related("account")
        deals = {str(each.pk): each for each in rows.filter(pk__in={each.opportunity for each in pieces})}
        held = _by_key(whom, [UUID(each.meeting) for each in pieces if each.meeting])
        meetings = {str(each.pk): each for each in held}
        lines = [_piece(each, deals, meetings) for each in sorted(pieces, key=lambda one: one.at, reverse=True)]
        hours = {"n": hours_words(sum(each.hours for each in pieces))}
        return CountedList(title(of), _("%(n)s hours in four weeks") % hours, lines)

    return made


def _piece(spent: Spent, deals: Mapping[str, Opportunity], meetings: Mapping[str, Meeting]) -> CountedLine:
    deal = deals.get(spent.opportunity)
    name = deal_name(deal) if deal else ""
    meeting = meetings.get(spent.meeting)
    what = (meeting.title or _("No title")) if meeting else _("Mail or call tried")
    href = address("meeting", meeting.pk) if meeting else address("deal", deal.pk) if deal else ""
    hours = _("%(n)s h") % {"n": f"{round(spent.hours, 2):g}"}
    return CountedLine(what if not name or name in what else f"{name}: {what}", hours, _day(spent.at), href)


def _value(seat: Membership, whom: Membership, _of: str, now: datetime) -> CountedList:
    """Each deal's share of the hours and of the value: half the sum of their differences is the figure."""
    time = time_of(seat, whom, now=now)
    rows = Opportunity.objects.in_workspace(whom.workspace_id).filter(pk__in=list(time.values))
    deals = {str(each.pk): each for each in rows.select_related("account")}
    keys = sorted(time.values, key=lambda key: (-time.values[key], key))
    figure = "" if time.misallocation is None else f"{time.misallocation:.2f}"
    return CountedList(
        _("Time against value"),
        figure or _("not known"),
        [_shares(deals[key], key, time) for key in keys if key in deals],
        _l("Half the sum of the differences between the two shares."),
    )


def _shares(deal: Opportunity, key: str, time: TimeSpent) -> CountedLine:
    all_value = sum(time.values.values())
    hours = 100 * time.by_opportunity.get(key, 0.0) / time.total if time.total else 0.0
    value = 100 * time.values[key] / all_value if all_value else 0.0
    said = _("%(hours).0f %% of the hours, %(value).0f %% of the value") % {"hours": hours, "value": value}
    spent = _("%(n)s h") % {"n": hours_words(time.by_opportunity.get(key, 0.0))}
    return CountedLine(deal_name(deal), spent, said, address("deal", deal.pk))


_OF_SELLER: Mapping[str, Callable[..., CountedList | None]] = {
    "last": _last,
    "next": _next,
    "silent": _silent,
    "left": _left,
    "felt": _felt,
    "hours": _hours(lambda of: CLASSES.get(of, _l("not known")), lambda of: lambda each: each.triage == of),
    "dark": _hours(lambda _of: _l("On customers silent for long"), lambda _of: lambda each: bool(each.dark)),
    "dark-unknown": _hours(lambda _of: _l("Not known whether silent"), lambda _of: lambda each: each.dark is None),
    "in-vain": _hours(lambda _of: _l("Felt good and did not advance"), lambda _of: felt_good_in_vain),
    "value": _value,
}


def _answers(deal: Opportunity, now: datetime) -> CountedList:
    """The answers that their usual time was counted on."""
    silences = Silences(deal.workspace_id, now)
    found = silences.of([deal.pk]).get(deal.pk)
    answers = silences.answers_of(found) if found else []
    lines = [
        CountedLine(
            _("Ours of %(asked)s, answered %(came)s") % {"asked": _day(asked), "came": _day(came)},
            silent_words.takes_days(took),
        )
        for (asked, came), took in answers
    ]
    said = silent_words.usually(found) if found else silent_words.takes(None)
    return CountedList(_("How long they take to answer"), said, lines, _l("Half of them come within the usual time."))


def _day(at: datetime) -> str:
    return format_date(localtime(at), "D j M Y")


def won_deals(title: str, deals: Sequence[Opportunity]) -> CountedList:
    """Deals won, with their amount and the days from their beginning to their end."""
    lines = []
    for each in deals:
        days = (each.closed_at - each.opened_at).days if each.closed_at else 0
        took = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
        lines.append(CountedLine(deal_name(each), deal_words.amount(each), took, address("deal", each.pk)))
    return CountedList(title, ngettext("%(n)d deal", "%(n)d deals", len(lines)) % {"n": len(lines)}, lines)


def calls_listed(calls: Iterable[Call]) -> CountedList:
    """Calls that are no meeting, each with how long it took."""
    lines = []
    for each in calls:
        took = _("length not known") if each.seconds is None else _("%(n)d s") % {"n": each.seconds}
        name = each.account.name if each.account else _("Not known with whom")
        href = address("account", each.account_id) if each.account_id else ""
        lines.append(CountedLine(name, _day(each.called_at), took, href))
    said = ngettext("%(n)d call", "%(n)d calls", len(lines)) % {"n": len(lines)}
    return CountedList(_("Calls under 5 minutes, or of unknown length"), said, lines)
