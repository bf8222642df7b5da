"""The pages of deals as tables for a spreadsheet or a program: what stands on the page, a row a line, nothing more.

The columns are documented in docs/contracts.md, each under the name of its table.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from foothold.actions.run_review import run_review
from foothold.records.deal import seen_deal
from foothold.records.felt import felt
from foothold.records.learned import tier_in_use
from foothold.records.models import Membership, Opportunity, OpportunityStanding
from foothold.records.pipeline import PipelineDeal, pipeline
from foothold.records.seller_week import seller_week
from foothold.records.silent_deals import silent_deals
from foothold.records.time_by_class import time_of
from foothold.web import deal_words
from foothold.web.date_words import line_of
from foothold.web.deal_page import chosen_deals, promise_line
from foothold.web.pipeline_page import changed_words, chosen_sellers
from foothold.web.review_page import trends_of
from foothold.web.weekly_page import held_line, ready_line, silent_line

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class FileTable:
    """A table with the name of its contract ("deals-table/1") and its columns; each row has a cell a column."""

    schema: str
    columns: tuple[str, ...]
    rows: list[Row]


_DEAL = ("deal", "customer", "seller", "amount", "currency", "state", "class", "chance", "next_date", "silent_since")


def deals_table(seat: Membership, sent: Mapping[str, str]) -> FileTable:
    """The deals as chosen on their page, all of them."""
    _team, chosen = chosen_deals(seat, sent)
    row = _rows_of(seat)
    return FileTable("deals-table/1", _DEAL, [row(deal, standing) for deal, standing in chosen])


def pipeline_table(seat: Membership, sent: Mapping[str, str], *, now: datetime) -> FileTable:
    """The open deals of the weekly review, those to decide first."""
    found = pipeline(seat, now=now, sellers=chosen_sellers(seat, sent))
    row = _rows_of(seat)
    groups = (("to decide", found.to_decide), ("decided", found.decided), ("on time", found.on_time))
    parts = [(each, where) for where, deals in (*groups, ("no meeting seen", found.unseen)) for each in deals]
    columns = (*_DEAL, "review", "changed", "we_owe_late", "they_owe_late")
    return FileTable("pipeline-table/1", columns, [_reviewed(row, each, where) for each, where in parts])


def silent_table(seat: Membership, *, now: datetime) -> FileTable:
    """The person's silent deals: ours to answer first, then the longest silent."""
    columns = ("deal", "customer", "silence", "silent_since", "unanswered", "usual_answer_days", "last_sign", "we_owe")
    rows: list[Row] = [
        (
            deal_words.deal_name(each.deal),
            each.deal.account.name,
            each.found.state,
            _moment(each.found.silent_since),
            each.found.unanswered,
            None if each.found.usual_answer_days is None else round(each.found.usual_answer_days, 1),
            _moment(each.found.last_act_at),
            each.found.owed[0].what if each.found.owed else None,
        )
        for each in silent_deals(seat, now=now)
    ]
    return FileTable("silent-table/1", columns, rows)


def sheet_table(seat: Membership, whom: Membership, *, now: datetime) -> FileTable:
    """The weekly sheet, a line a row, with its part in front; what was felt only where the page shows it."""
    found = seller_week(seat, whom, now=now)
    rows: list[Row] = []
    for line in map(held_line, found.last):
        felt = line.felt if found.feeling_seen else ""
        rows.append(("last seven days", line.title, line.verdict, line.next_step, line.homework, "", felt))
    for step in found.without:
        name, amount = deal_words.deal_name(step.deal.opportunity), deal_words.amount(step.deal.opportunity)
        rows.append(("without a counted next step", name, amount, step.days, "", "", ""))
    for ready in map(ready_line, found.next):
        rows.append(("next seven days", ready.title, ready.when, ready.state, ready.us, ready.customer, ""))
    for silent in map(silent_line, found.silent):
        rows.append(("silent", silent.name, silent.since, silent.act, "", "", ""))
    if found.focus:
        rows.append(("one behaviour", found.focus.name, "", "", "", "", ""))
    return FileTable("weekly-sheet/1", ("part", "what", "first", "second", "third", "fourth", "felt"), rows)


def time_table(seat: Membership, whom: Membership, *, now: datetime) -> FileTable:
    """Customer hours of four weeks by the class each deal had on the day."""
    time = time_of(seat, whom, now=now)
    rows: list[Row] = [
        ("class that day", key or "not known", round(hours, 2)) for key, hours in sorted(time.by_class.items())
    ]
    rows.append(("dark before the hour", "dark", round(time.on_dark, 2)))
    rows.append(("dark before the hour", "not known", round(time.dark_unknown, 2)))
    return FileTable("time-table/1", ("by", "what", "hours"), rows)


def deal_table(seat: Membership, deal: Opportunity, *, now: datetime) -> FileTable:
    """One deal's page, a line a row, with its part in front."""
    seen = seen_deal(seat, deal, now=now)
    today = now.astimezone(ZoneInfo(seat.workspace.tz)).date()
    lines = [promise_line(each, today) for each in seen.promises]
    reasons = seen.standing.reasons if seen.standing else []
    rows: list[Row] = [("reason", None, each["signal"], each["points"], each["count"]) for each in reasons]
    rows += [("promise", line.on.isoformat(), line.promise.what, line.promise.side, line.mark) for line in lines]
    rows += [("person", _moment(each.last_at), each.name, None, each.meetings) for each in seen.met]
    for meeting in (*seen.ahead, *seen.past):
        verdict = seen.verdicts.get(meeting.pk)
        rows.append(("meeting", _moment(meeting.held_at), meeting.title, line_of(meeting, now).word, verdict))
    rows += [("class", _moment(each.at), each.triage, each.state, None) for each in seen.history]
    return FileTable("deal-table/1", ("part", "at", "what", "first", "second"), rows)


def five_table(whom: Membership, *, now: datetime) -> FileTable:
    """The five percentages of a seller: in all, then each week of which a share is known."""
    rows: list[Row] = []
    for trend in trends_of(run_review(whom, now=now)):
        which, share, bounds = trend.percentage.id.value, trend.percentage.share, trend.percentage.bounds
        if share is not None:
            rows.append((which, "", share.k, 0, share.of, share.percent))
        elif bounds is not None:
            rows.append((which, "", bounds.yes, bounds.unknown, bounds.of, None))
        rows += [
            (which, monday.isoformat(), known.k, 0, known.of, known.percent)
            for monday, known in trend.weeks
            if known is not None
        ]
    return FileTable("five-table/1", ("what", "week_from", "yes", "unknown", "of", "percent"), rows)


def felt_table(whom: Membership, *, now: datetime) -> FileTable:
    """How sure a seller felt, and how many of those meetings went on."""
    rows: list[Row] = [
        (percent, share.k, share.of, share.percent) for percent, share in felt(whom, now=now).by_sureness
    ]
    return FileTable("felt-table/1", ("sure", "went_on", "of", "percent"), rows)


def _rows_of(seat: Membership) -> Callable[[Opportunity, OpportunityStanding | None], Row]:
    tier = tier_in_use(seat.workspace_id)

    def row(deal: Opportunity, standing: OpportunityStanding | None) -> Row:
        return (
            deal_words.deal_name(deal),
            deal.account.name,
            deal.seller.name if deal.seller else None,
            deal.amount,
            deal.currency,
            deal.closure or (standing.state if standing else ""),
            standing.triage if standing else "",
            deal_words.chance_words(standing, tier),
            _moment(standing.slot_at) if standing else None,
            _moment(standing.silent_since) if standing else None,
        )

    return row


def _reviewed(row: Callable[[Opportunity, OpportunityStanding | None], Row], each: PipelineDeal, where: str) -> Row:
    cells = row(each.opportunity, each.standing)
    return (*cells, where, changed_words(each), each.late_ours, each.late_theirs)


def _moment(at: Any) -> str | None:
    return at.isoformat() if at is not None else None
