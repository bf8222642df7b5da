"""Everything the weekly review shows (UX S6, J8): a row a deal, what is left, and the record at its end."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from foothold.actions.whom_to_write import mailbox_of
from foothold.core.coaching import PipelineSum
from foothold.core.state import State
from foothold.core.window import week_of
from foothold.core.worth import Triage
from foothold.records.calendars import Calendars
from foothold.records.colleagues import seats_in
from foothold.records.deal import add_reasons
from foothold.records.deals_seen import deals_of, seats_seen_by, sellers_of, sellers_seen_by
from foothold.records.models import Membership, Opportunity, PipelineDecision, User
from foothold.records.models.people import Role
from foothold.records.models.weekly import Decision
from foothold.records.pipeline import (
    Changed,
    Details,
    Left,
    Pipeline,
    PipelineDeal,
    details_of,
    in_state,
    left_to_decide,
    pipeline,
    this_week,
)
from foothold.records.visibility import awaits_consent
from foothold.web import deal_words
from foothold.web.addresses import address
from foothold.web.deal_page import address_of_words, best_quote, close_address, promise_line, promised
from foothold.web.deal_pictures import Bars, by_evidence, height_words, strip
from foothold.web.deal_words import CLASSES, deal_name, money, total_of
from foothold.web.team_start import team_start
from foothold.web.wording import STATES, Words

AT_ONCE = 40
"""Rows on one page: a review of ten minutes has no more."""
SECONDS_A_DEAL = 15
"""Forty deals in ten minutes (UX J8)."""
UNDO_FOR = 10
"""Seconds."""

NEW: Mapping[Changed, Words] = {Changed.NEW: _l("new"), Changed.THEY_ACTED: _l("a sign of theirs")}
DECISIONS: tuple[tuple[str, str, Words], ...] = (
    ("1", Decision.KEEP.value, _l("Keep")),
    ("2", Decision.ASK.value, _l("Ask")),
    ("3", Decision.LET_GO.value, _l("Let go")),
)
QUESTION = _l("What date was asked for, and what did they say?")
"""What "Ask" asks in the one-to-one (METHOD 11, K1)."""
SAID: Mapping[str, Words] = {
    Decision.KEEP.value: _l("Kept: %(deal)s."),
    Decision.ASK.value: _l("To ask in the one-to-one: %(question)s (%(deal)s)"),
    Decision.LET_GO.value: _l("Let go: %(deal)s."),
    "undo": _l("Taken back: %(deal)s."),
}


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One deal to decide: its promises in a strip, its state, what changed, and the best words of the customer."""

    deal: PipelineDeal
    address: str
    decide_address: str
    name: str
    amount: str
    seller: str
    css: str
    state: Words
    second: str
    changed: str
    late: str
    strip: SafeString
    quote: str
    quote_address: str
    class_words: str
    close_address: str
    first: str


@dataclass(frozen=True, slots=True)
class ForecastLine:
    """The forecast in one currency, and beside it what has no booked next step."""

    forecast: str
    forecast_deals: int
    beside: str
    beside_deals: int
    currency: str


def pipeline_page(seat: Membership, sent: Mapping[str, str], *, now: datetime) -> dict[str, Any]:
    """The context of web/pipeline.html."""
    sellers = chosen_sellers(seat, sent)
    found = pipeline(seat, now=now, sellers=sellers)
    shown = found.to_decide[:AT_ONCE]
    details = details_of(seat, shown)
    folded = {"booked": found.on_time, "unseen": found.unseen}.get(sent.get("show", ""), ())
    add_reasons(seat.workspace_id, [each.standing for each in (*shown, *folded)])
    query = query_of(seat, sellers)
    calendars = Calendars(seat.workspace, now)
    has_team = len(sellers_seen_by(seat)) > 1
    return {
        "at_pipeline": True,
        "rows": [_row(seat, each, details[each.opportunity.pk], now, calendars) for each in shown],
        "more": len(found.to_decide) - len(shown),
        "left": len(found.to_decide),
        "minutes": minutes_left(len(found.to_decide)),
        "undo_for": UNDO_FOR,
        "open": len(found.deals),
        "open_words": open_words([each.opportunity for each in found.deals]),
        "sellers": sellers_of(seat, [each.opportunity for each in found.deals]),
        **sums_page(found, query),
        "on_time": [_short(each, now, calendars) for each in found.on_time] if sent.get("show") == "booked" else [],
        "on_time_count": len(found.on_time),
        "booked_address": _address(query | {"show": "booked"}),
        "unseen": [_short(each, now, calendars) for each in found.unseen] if sent.get("show") == "unseen" else [],
        "unseen_count": len(found.unseen),
        "unseen_address": _address(query | {"show": "unseen"}),
        "decided": decided_words(len(found.decided)),
        "decisions": DECISIONS,
        "week": found.week,
        "query": query,
        "mine": _address({}),
        "teams": _address({"team": "1"}),
        "has_team": has_team,
        # A manager whose team shows nothing is told what is missing.
        "lacks_team": seat.role == Role.MANAGER and not has_team,
        "awaits_consent": awaits_consent(seat),
        "team_start": None if found.deals or "team" in query else team_start(seat),
        "record_address": _address(query, "pipeline_record"),
        "sheets": seats_seen_by(seat) if has_team else [seat],
    }


def sums_page(found: Pipeline | Left, query: Mapping[str, str]) -> dict[str, Any]:
    """The context of web/parts/pipeline_sums.html: the forecast, and the picture of all open deals."""
    groups = _groups(found.deals, query)
    return {
        "team": "team" in query,
        "picture": by_evidence(groups) if found.deals else None,
        "height_words": height_words(groups),
        "forecast": forecast_lines(found.sum),
        "unknown_amounts": found.sum.unknown,
    }


def counts_left(seat: Membership, sent: Mapping[str, str], *, now: datetime) -> dict[str, Any]:
    """What a page that stays open shows anew after a decision: its head, and with it the sums."""
    sellers = chosen_sellers(seat, sent)
    found = left_to_decide(seat, now=now, sellers=sellers)
    return {
        "open": open_words([each.opportunity for each in found.deals]),
        "left": found.to_decide,
        "minutes": minutes_left(found.to_decide),
        "decided": decided_words(found.decided),
        "sums": render_to_string("web/parts/pipeline_sums.html", sums_page(found, query_of(seat, sellers))),
    }


def decided_words(decided: int) -> str:
    """3 decided; nothing where nothing is yet."""
    return ngettext("%(n)d decided", "%(n)d decided", decided) % {"n": decided} if decided else ""


def open_words(deals: Sequence[Opportunity]) -> str:
    """5 open deals, EUR 86 k, 1 without an amount."""
    many = ngettext("%(n)d open deal", "%(n)d open deals", len(deals)) % {"n": len(deals)}
    return ", ".join(filter(None, (many, total_of(deals))))


def chosen_sellers(seat: Membership, sent: Mapping[str, str]) -> frozenset[UUID]:
    """Whose deals: one's own, or for a manager who asks for it the team's."""
    return sellers_seen_by(seat) if sent.get("team") == "1" else frozenset({seat.user_id})


def query_of(seat: Membership, sellers: Collection[UUID]) -> dict[str, str]:
    """What says it in an address; nothing for one's own."""
    return {} if set(sellers) == {seat.user_id} else {"team": "1"}


def minutes_left(deals: int) -> str:
    """About 7 minutes: a quarter of a minute a deal; nothing left takes none."""
    if not deals:
        return ""
    minutes = -(-deals * SECONDS_A_DEAL // 60)
    return ngettext("about %(n)d minute", "about %(n)d minutes", minutes) % {"n": minutes}


def forecast_lines(found: PipelineSum) -> list[ForecastLine]:
    """One line a currency: they are never added together."""
    return [
        ForecastLine(
            money(each.forecast, each.currency),
            each.forecast_deals,
            money(each.beside, each.currency),
            each.beside_deals,
            each.currency,
        )
        for each in found.sums
    ]


def _row(seat: Membership, deal: PipelineDeal, details: Details, now: datetime, calendars: Calendars) -> ReviewRow:
    opportunity, standing = deal.opportunity, deal.standing
    today = now.astimezone(ZoneInfo(seat.workspace.tz)).date()
    quote = best_quote(details.document)
    is_own = opportunity.seller_id in {None, seat.user_id}
    return ReviewRow(
        deal=deal,
        address=address("deal", opportunity.pk),
        decide_address=address("decide_in_pipeline", opportunity.pk),
        name=deal_name(opportunity),
        amount=deal_words.amount(opportunity),
        seller="" if is_own or opportunity.seller is None else opportunity.seller.name,
        css=deal_words.state_css(opportunity, standing),
        state=deal_words.state_words(opportunity, standing),
        second=deal_words.state_second(opportunity, standing, now, calendars),
        changed=changed_words(deal),
        late=_late(deal),
        strip=strip([promised(promise_line(each, today)) for each in details.promises], f"s{opportunity.pk.hex[:12]}"),
        quote=str(quote["text"])[:240] if quote else "",
        quote_address=address_of_words(details.meeting.pk, quote) if details.meeting and quote else "",
        class_words=deal_words.class_words(standing),
        close_address=close_address(seat, opportunity.account_id, filter(None, [details.meeting])),
        # What is classed "let go" is not urged to be kept.
        first="" if standing is not None and standing.triage == Triage.LET_GO else Decision.KEEP.value,
    )


def changed_words(deal: PipelineDeal) -> str:
    """New; was Offered; they acted: what is new since last week."""
    said = [str(NEW[each]) for each in deal.changed if each in NEW]
    if Changed.STATE in deal.changed and deal.before:
        said.append(_("was %(state)s") % {"state": STATES.get(deal.before.state, STATES[""])})
    if Changed.TRIAGE in deal.changed and deal.before:
        said.append(_("was: %(class)s") % {"class": CLASSES.get(deal.before.triage, deal.before.triage)})
    return ", ".join(said)


def _late(deal: PipelineDeal) -> str:
    """Our own lateness first (UX 6)."""
    said = []
    if deal.late_ours:
        said.append(ngettext("we owe %(n)d, late", "we owe %(n)d, late", deal.late_ours) % {"n": deal.late_ours})
    if deal.late_theirs:
        said.append(
            ngettext("they owe %(n)d, late", "they owe %(n)d, late", deal.late_theirs) % {"n": deal.late_theirs}
        )
    return "; ".join(said)


@dataclass(frozen=True, slots=True)
class ShortLine:
    """A deal that needs no talk."""

    key: UUID
    name: str
    amount: str
    second: str


def _short(deal: PipelineDeal, now: datetime, calendars: Calendars) -> ShortLine:
    second = deal_words.state_second(deal.opportunity, deal.standing, now, calendars)
    return ShortLine(deal.opportunity.pk, deal_name(deal.opportunity), deal_words.amount(deal.opportunity), second)


def _groups(open_deals: Collection[PipelineDeal], query: Mapping[str, str]) -> list[Bars]:
    groups = []
    for state in (State.BOOKED, State.OFFERED, State.VAGUE, State.SILENT):
        deals = in_state(open_deals, state.value)
        listed = [each.opportunity for each in deals]
        known = [each for each in listed if each.amount is not None]
        href = reverse("pipeline_counted", args=[state.value]) + (f"?{urlencode(query)}" if query else "")
        groups.append(
            Bars(
                state.value,
                [each.amount for each in known if each.amount is not None],
                len(listed) - len(known),
                total_of(listed),
                total_of(known or listed),
                href,
            )
        )
    return groups


def _address(query: Mapping[str, str], page: str = "pipeline") -> str:
    return f"{reverse(page)}?{urlencode(query)}" if query else reverse(page)


@dataclass(frozen=True, slots=True)
class RecordPart:
    """The decisions of one kind in the record of a week."""

    word: Words
    lines: Sequence[tuple[PipelineDecision, str, str]]


def record_page(seat: Membership, sent: Mapping[str, str], *, now: datetime) -> dict[str, Any]:
    """The context of web/pipeline_record.html: who decided what in a week, of one's own deals or the team's.

    Its forecast is of the same deals.
    """
    week, sellers = week_asked(seat, sent.get("week", ""), now), chosen_sellers(seat, sent)
    query, decisions = query_of(seat, sellers), decisions_of(seat, week, sellers)
    words = {value: word for _key, value, word in DECISIONS}
    parts = [
        RecordPart(
            words[kind],
            [
                (each, deal_name(each.opportunity), deal_words.amount(each.opportunity))
                for each in decisions
                if each.decision == kind
            ],
        )
        for kind in (Decision.LET_GO.value, Decision.ASK.value, Decision.KEEP.value)
    ]
    found = pipeline(seat, now=now, sellers=sellers)
    forecast = forecast_lines(found.sum) if week == found.week else []
    return {
        "at_pipeline": True,
        "week": week,
        "until": week + timedelta(days=6),
        "parts": [each for each in parts if each.lines],
        "count": len(decisions),
        "question": QUESTION,
        "forecast": forecast,
        "unknown_amounts": found.sum.unknown if week == found.week else 0,
        "team": "team" in query,
        "has_team": len(sellers_seen_by(seat)) > 1,
        "mine": _address({"week": week.isoformat()}, "pipeline_record"),
        "teams": _address({"week": week.isoformat(), "team": "1"}, "pipeline_record"),
        "review": _address(query),
        "before": _address({"week": (week - timedelta(days=7)).isoformat()} | query, "pipeline_record"),
        "is_this_week": week == found.week,
        "sellers": _seats_of(seat, decisions),
        "mail_text": record_text(decisions, forecast),
        "mail_to": people_concerned(seat, decisions),
        "has_mailbox": mailbox_of(seat) is not None,
    }


def record_subject(week: date) -> str:
    """The subject of the mailed record."""
    return _("Review of the week from %(day)s") % {"day": deal_words.day(week)}


def record_text(decisions: Sequence[PipelineDecision], forecast: Sequence[ForecastLine]) -> str:
    """The record as plain words: what was decided of which deal and by whom, and the forecast."""
    words = {value: word for _key, value, word in DECISIONS}
    lines = []
    for kind in (Decision.LET_GO.value, Decision.ASK.value, Decision.KEEP.value):
        some = [each for each in decisions if each.decision == kind]
        if some:
            lines += ["", f"{words[kind]} ({len(some)})", *([str(QUESTION)] if kind == Decision.ASK else [])]
            lines += [
                f"- {deal_name(each.opportunity)}, {deal_words.amount(each.opportunity)} ({each.user.name})"
                for each in some
            ]
    for each in forecast:
        said = {"forecast": each.forecast, "beside": each.beside}
        both = _("Forecast %(forecast)s. Beside it, without a booked step, %(beside)s.")
        lines += ["", (both if each.beside_deals else _("Forecast %(forecast)s.")) % said]
    return "\n".join(lines).strip()


def people_concerned(seat: Membership, decisions: Iterable[PipelineDecision]) -> list[User]:
    """The sellers of these deals and whoever decided, as far as they sit here, each once; oneself last."""
    found = {each.pk: each for each in people_of(decisions)} | {each.user.pk: each.user for each in decisions}
    here = set(seats_in(seat.workspace_id).filter(user__in=list(found)).values_list("user_id", flat=True))
    return sorted(
        (each for key, each in found.items() if key in here), key=lambda each: (each.pk == seat.user_id, each.name)
    )


def _seats_of(seat: Membership, decisions: Iterable[PipelineDecision]) -> list[Membership]:
    people = {each.pk for each in people_of(decisions)}
    return [each for each in seats_seen_by(seat) if each.user_id in people]


def decisions_of(seat: Membership, week: date, sellers: Collection[UUID]) -> list[PipelineDecision]:
    """What was decided in a week on the deals of these sellers, by whomever; the last first."""
    rows = PipelineDecision.objects.in_workspace(seat.workspace_id).filter(week=week)
    seen = rows.filter(opportunity__in=deals_of(seat, sellers).values("pk"))
    return list(
        seen.select_related("opportunity", "opportunity__account", "opportunity__seller", "user").order_by(
            "-decided_at"
        )
    )


def people_of(decisions: Iterable[PipelineDecision]) -> list[User]:
    """The sellers whose deals were decided on, each once."""
    found = {each.opportunity.seller.pk: each.opportunity.seller for each in decisions if each.opportunity.seller}
    return sorted(found.values(), key=lambda each: each.name)


def week_asked(seat: Membership, written: str, now: datetime) -> date:
    """The Monday that is named; this week's where none is or it cannot be read."""
    here = this_week(seat, now)
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return here
    # Nobody decided anything in the first or the last days of all years, where no week can be counted.
    return week_of(day) if abs((day - here).days) <= _LONGEST_BACK else here


_LONGEST_BACK = 3660
"""Days."""
