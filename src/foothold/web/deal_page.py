"""Everything the page of a deal shows (UX S5), and the list of deals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from foothold.core.commitments import as_owed
from foothold.core.evidence import Side
from foothold.core.shares import Share
from foothold.core.state import Closure
from foothold.records.calendars import Calendars
from foothold.records.counted_from import counted_from
from foothold.records.deal import SeenDeal, add_reasons, is_late, seen_deal, standings_of
from foothold.records.deal_lists import is_unseen
from foothold.records.deal_worth import is_borne_out
from foothold.records.deals_seen import deals_of, deals_seen_by, may_end, sellers_of, sellers_seen_by
from foothold.records.meeting_lists import running_apart
from foothold.records.models import (
    Commitment,
    Meeting,
    Membership,
    Opportunity,
    OpportunityClosing,
    OpportunityStanding,
    TriageSetting,
)
from foothold.records.models.findings import Promise
from foothold.records.standing import Stand, standing
from foothold.web import deal_words, wording
from foothold.web.addresses import address, counted_address
from foothold.web.asked_filter import asked_filter
from foothold.web.date_words import line_of
from foothold.web.deal_pictures import Promised, timeline
from foothold.web.deal_words import CLASSES
from foothold.web.drawing import Picture
from foothold.web.team_start import team_start
from foothold.web.wording import STATES, Words

CLOSES: tuple[tuple[str, Words], ...] = (
    (Closure.WON.value, _l("Won")),
    (Closure.LOST.value, _l("Lost")),
    (Closure.LET_GO.value, _l("Let go")),
)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting of the deal with its verdict, the state it left, and the customer's words it rests on."""

    meeting: Meeting
    css: str
    word: Words
    verdict: Words
    quote: Mapping[str, Any] | None
    has_tests: bool


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise in the list: where its words stand, and what became of it."""

    promise: Commitment
    what: str
    href: str
    mark: str
    on: date


@dataclass(frozen=True, slots=True)
class PastClass:
    """A class the deal had from a day on."""

    at: datetime
    words: Words
    until: datetime | None


def deal_page(seat: Membership, opportunity: Opportunity, *, now: datetime) -> dict[str, Any]:
    """The context of web/deal.html."""
    seen = seen_deal(seat, opportunity, now=now)
    today = now.astimezone(ZoneInfo(seat.workspace.tz)).date()
    standing = seen.standing
    lines = [promise_line(each, today) for each in seen.promises]
    running, past = running_apart(seen.past, now)
    is_own = may_end(seat, opportunity)
    return {
        "at_deals": True,
        "deal": opportunity,
        "name": deal_words.deal_name(opportunity),
        "amount": deal_words.amount(opportunity),
        "amount_from": deal_words.amount_from(opportunity),
        "css": deal_words.state_css(opportunity, standing),
        "state": deal_words.state_words(opportunity, standing),
        "second": deal_words.state_second(opportunity, standing, now, Calendars(seat.workspace, now)),
        "ended_by": _ended_by(seat, opportunity),
        "class_words": "" if opportunity.closure else deal_words.class_words(standing),
        "advice": "" if opportunity.closure else deal_words.what_to_do(standing),
        "chance": deal_words.chance_words(standing, seen.tier),
        "is_told": bool(standing and standing.p_win is not None),
        "silence": deal_words.silence_words(standing),
        "reasons": deal_words.reason_lines(standing, counted_from(seat, standing)),
        "picture": _timeline(seen, lines, today, now),
        "kept": [
            _kept_line(opportunity, name, side, seen.kept(side, today))
            for name, side in ((_("They kept"), Side.CUSTOMER), (_("We kept"), Side.OURS))
        ],
        "answer_time": deal_words.answer_time(standing),
        "has_answers": bool(standing and standing.usual_answer_days is not None),
        "promises": sorted(lines, key=lambda each: each.on, reverse=True),
        "met": seen.met,
        "never_met": seen.never_met,
        "ahead": [_meeting_line(each, seen, now) for each in seen.ahead],
        "running": [_meeting_line(each, seen, now) for each in running],
        "past": [_meeting_line(each, seen, now) for each in past],
        "past_is_all": seen.past_is_all,
        "history": [
            PastClass(each.at, CLASSES.get(each.triage, each.triage), _evidence_until(seen, each.at))
            for each in seen.history
        ],
        "close_address": close_address(seat, opportunity.account_id, seen.past),
        "few": _few(seen),
        "closes": CLOSES,
        "may_end": is_own,
        "says_amount": is_own and not is_borne_out(opportunity),
        "typed": amount_form(seat, opportunity) if is_own else {},
        "seller": opportunity.seller.name if opportunity.seller else "",
    }


def amount_form(seat: Membership, opportunity: Opportunity) -> dict[str, str]:
    """What stands in the form of the amount; its currency is the deal's, else the one that is told here."""
    amount = "" if opportunity.amount is None else f"{opportunity.amount:f}".removesuffix(".00")
    return {"amount": amount, "currency": opportunity.currency or _currency_told(seat)}


def _currency_told(seat: Membership) -> str:
    told = TriageSetting.objects.in_workspace(seat.workspace_id).values_list("currency", flat=True)
    return told.first() or ""


def timeline_of(seat: Membership, opportunity: Opportunity, *, now: datetime) -> Picture | None:
    """The picture of a deal's page alone; None where nothing was promised and nothing is ahead."""
    seen = seen_deal(seat, opportunity, now=now)
    today = now.astimezone(ZoneInfo(seat.workspace.tz)).date()
    return _timeline(seen, [promise_line(each, today) for each in seen.promises], today, now)


def close_address(seat: Membership, account_id: UUID | None, past: Iterable[Meeting]) -> str:
    """Where the next date with them is booked: after the last meeting if it is one's own, else with the customer.

    `past` are their meetings, the latest first; what was called off or declined was none.
    """
    last = next((each for each in past if each.stands), None)
    if last is not None and last.seller_id == seat.user_id:
        return f"{reverse('close')}?meeting={last.pk}"
    return f"{reverse('close')}?account={account_id}"


def promise_line(promise: Commitment, today: date) -> PromiseLine:
    """A promise with its mark: kept, late or open; without a day it stands on the day it was made."""
    mark = "kept" if promise.state == Promise.DONE else "late" if is_late(promise, today) else "open"
    what, on = as_owed(promise.what, Side(promise.side)), promise.due_on or localtime(promise.meeting.held_at).date()
    return PromiseLine(promise, what, words_of(promise), mark, on)


def promised(line: PromiseLine) -> Promised:
    """The same for a picture."""
    return Promised(line.on, line.promise.side, line.what, line.mark, line.href)


def words_of(promise: Commitment) -> str:
    """The address of the words a promise was found in."""
    found = next((each for each in promise.evidence if isinstance(each, Mapping) and each.get("line")), None)
    return address_of_words(promise.meeting_id, found)


def address_of_words(meeting_id: Any, evidence: Mapping[str, Any] | None) -> str:
    """A meeting's page, at the line the evidence names."""
    page = address("meeting", meeting_id)
    return f"{page}#L{evidence['line']}" if evidence and evidence.get("line") else page


def best_quote(document: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The customer's words a verdict rests on: the refusal, the next step, what was vague, a promise; None without."""
    if not document:
        return None
    doubtful = _on_both_sides(document)
    for name in ("refusal", "next_step", "vague", "commitments"):
        for row in wording.evidence_of(document.get(name)):
            is_theirs = row.get("side") == Side.CUSTOMER and str(row.get("speaker") or "").casefold() not in doubtful
            if is_theirs and row.get("text"):
                return row
    return None


def _on_both_sides(document: Mapping[str, Any]) -> set[str]:
    """First names that somebody of ours and somebody of theirs has: alone they do not tell whose words they are."""
    first: dict[str, set[str]] = {Side.OURS.value: set(), Side.CUSTOMER.value: set()}
    for speaker in document.get("speakers") or ():
        name = str(speaker.get("name") or "").casefold().split()
        if name and speaker.get("side") in first:
            first[speaker["side"]].add(name[0])
    return first[Side.OURS.value] & first[Side.CUSTOMER.value]


def _ended_by(seat: Membership, opportunity: Opportunity) -> str:
    """Who said that it ended, where that was somebody else: a manager may, in the weekly review."""
    if not opportunity.closure:
        return ""
    said = OpportunityClosing.objects.in_workspace(seat.workspace_id).filter(
        opportunity=opportunity, taken_back_at=None
    )
    last = said.select_related("user").order_by("-version").first()
    return last.user.name if last is not None and last.user_id != seat.user_id else ""


def _timeline(seen: SeenDeal, lines: list[PromiseLine], today: date, now: datetime) -> Picture | None:
    ahead = next(iter(seen.ahead), None)
    if not lines and ahead is None:
        return None
    at = localtime(ahead.held_at) if ahead else None
    state = line_of(ahead, now).word if ahead else ""
    said = f"{deal_words.day(at.date())} {at:%H:%M}, {state}" if at else ""
    shown = [promised(each) for each in lines][-40:]
    booked = ahead is not None and standing(ahead, now).stand is Stand.BOOKED
    return timeline(shown, today=today, next_on=at.date() if at else None, next_words=said, booked=booked)


def _evidence_until(seen: SeenDeal, written_at: datetime) -> datetime | None:
    """The last meeting a class can rest on, where it was written down on a later day, as an import does."""
    last = max((each.held_at for each in seen.past if each.held_at <= written_at), default=None)
    return last if last is not None and localtime(last).date() < localtime(written_at).date() else None


def _kept_line(opportunity: Opportunity, name: str, side: Side, share: Share) -> tuple[str, str, str]:
    """They kept, 2 of 3 due, and the list of the three."""
    if not share.of:
        return name, _("nothing was due yet"), ""
    said = _("%(k)d of %(n)d due") % {"k": share.k, "n": share.of}
    return name, said, counted_address("deal_counted", opportunity.pk, "kept", of=side.value)


def _meeting_line(meeting: Meeting, seen: SeenDeal, now: datetime) -> MeetingLine:
    line, document = line_of(meeting, now), seen.documents.get(meeting.pk)
    verdict = wording.verdict_word(seen.verdicts.get(meeting.pk))
    return MeetingLine(meeting, line.css, line.word, verdict, best_quote(document), bool(document))


def _few(seen: SeenDeal) -> str:
    """Why no chance is told, or that the one told rests on one meeting."""
    if seen.standing is not None and seen.standing.p_win is not None:
        return _("One meeting so far.") if len(seen.past) == 1 else ""
    if not seen.past:
        return _("No meeting we can see yet. A chance needs one.")
    return _("The chance is worked out within a day.")


SORTS: Mapping[str, Words] = {"amount": _l("largest first"), "quiet": _l("longest quiet first"), "name": _l("by name")}
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class DealLine:
    """A deal in the list."""

    opportunity: Opportunity
    address: str
    name: str
    amount: str
    css: str
    state: Words
    second: str
    class_words: str


def deals_page(seat: Membership, sent: Mapping[str, str], *, now: datetime) -> dict[str, Any]:
    """The context of web/deals.html: filtered by state and class, sorted, a hundred at a time."""
    state, no_such_state = asked_filter(sent.get("state", ""), _STATES, "")
    triage, no_such_class = asked_filter(sent.get("class", ""), _CLASSES, "")
    sent = {**sent, "state": state, "class": triage}
    team, ordered = chosen_deals(seat, sent)
    sort = _sort(sent)
    query = {"state": state, "class": triage, "sort": sort if sort != "amount" else "", "team": "1" if team else ""}
    calendars = Calendars(seat.workspace, now)
    add_reasons(seat.workspace_id, [standing for _deal, standing in ordered[:AT_ONCE]])
    return {
        "at_deals": True,
        "files": urlencode({key: value for key, value in query.items() if value}),
        "lines": [deal_line(each, standing, now, calendars) for each, standing in ordered[:AT_ONCE]],
        "count": len(ordered),
        "sellers": sellers_of(seat, [each for each, _standing in ordered[:AT_ONCE]]),
        "unshown": max(len(ordered) - AT_ONCE, 0),
        "states": [
            (STATES[key] if key else _("All"), _address(query | {"state": key}), key == state) for key in _STATES
        ],
        "classes": [
            (CLASSES[key] if key else _("Any class"), _address(query | {"class": key}), key == triage)
            for key in _CLASSES
        ],
        "sorts": [(word, _address(query | {"sort": key}), key == sort) for key, word in SORTS.items()],
        "mine": _address(query | {"team": ""}),
        "teams": _address(query | {"team": "1"}),
        "team": team,
        "has_team": len(sellers_seen_by(seat)) > 1,
        "is_filtered": bool(state or triage),
        "team_start": None if ordered or team or state or triage else team_start(seat),
        "no_such_filter": no_such_state or no_such_class,
        "said": ngettext("%(n)d deal", "%(n)d deals", len(ordered)) % {"n": len(ordered)},
    }


def chosen_deals(
    seat: Membership, sent: Mapping[str, str]
) -> tuple[bool, list[tuple[Opportunity, OpportunityStanding | None]]]:
    """The deals asked for in their order with where they stand, and whether they are the team's."""
    team = sent.get("team") == "1" and len(sellers_seen_by(seat)) > 1
    deals = deals_seen_by(seat) if team else deals_of(seat, {seat.user_id})
    state, triage = sent.get("state", ""), sent.get("class", "")
    listed = list(_open_or_closed(deals, state))
    standings = standings_of(seat.workspace_id, [each.pk for each in listed])
    rows = [(each, standings.get(each.pk)) for each in listed]
    in_state = [row for row in rows if not state or state == "closed" or _state(row[1]) == state]
    shown = [row for row in in_state if not triage or (row[1].triage if row[1] else "") == triage]
    return team, sorted(shown, key=lambda row: _order(_sort(sent), *row))


def _sort(sent: Mapping[str, str]) -> str:
    return sent.get("sort", "") if sent.get("sort", "") in SORTS else "amount"


_STATES = ("", "silent", "vague", "offered", "booked", "closed")
_CLASSES = ("", "close soon", "nurture (develop)", "nurture (keep warm)", "let go", "not tested")


def deal_line(
    opportunity: Opportunity, standing: OpportunityStanding | None, now: datetime, calendars: Calendars
) -> DealLine:
    """A deal in words, for a list."""
    return DealLine(
        opportunity,
        address("deal", opportunity.pk),
        deal_words.deal_name(opportunity),
        deal_words.amount(opportunity),
        deal_words.state_css(opportunity, standing),
        deal_words.state_words(opportunity, standing),
        deal_words.state_second(opportunity, standing, now, calendars),
        deal_words.class_words(standing),
    )


def _open_or_closed(deals: Any, state: str) -> Iterable[Opportunity]:
    wanted = deals.exclude(closure="") if state == "closed" else deals.filter(closure="")
    return wanted.select_related("account", "seller")  # type: ignore[no-any-return]


def _state(standing: OpportunityStanding | None) -> str:
    """As the picture of the review counts it: without a meeting we can see a deal is in no state."""
    return standing.state if standing and not is_unseen(standing) else ""


def _order(sort: str, opportunity: Opportunity, standing: OpportunityStanding | None) -> tuple[Any, ...]:
    name = deal_words.deal_name(opportunity).casefold()
    if sort == "name":
        return (name, str(opportunity.pk))
    if sort == "quiet":
        since = standing.silent_since if standing else None
        return (since is None, since.timestamp() if since else 0.0, name)
    return (opportunity.amount is None, -(opportunity.amount or 0), name)


def _address(query: Mapping[str, str]) -> str:
    said = {key: value for key, value in query.items() if value}
    return f"{reverse('deals')}?{urlencode(said)}" if said else reverse("deals")
