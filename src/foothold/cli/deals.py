"""Your deals: where each stands, whom to see, whom to nurture, whom to let go, by what the customers did.

A deal without a booked next step stands beside the forecast sum, never in it. Below 30 closed deals there is a
range in tenths and no percentage. --calibration shows how well the chances came true.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from foothold.cli.clock import add_now, now_of
from foothold.cli.exits import DONE, NOT_CONNECTED, USAGE
from foothold.cli.open_seat import open_seat
from foothold.cli.output import again, as_line, column, day, moment, number_of, plain, put, say
from foothold.core.written_tables import as_csv

if TYPE_CHECKING:
    from datetime import datetime

    from foothold.records.deal_lists import DealRow, Deals, Sum
    from foothold.records.models import Membership

STATES = ("booked", "offered", "vague", "silent", "closed")
CLASSES = {
    "close-soon": "close soon",
    "develop": "nurture (develop)",
    "keep-warm": "nurture (keep warm)",
    "let-go": "let go",
    "not-tested": "not tested",
}
"""What is typed for each class."""
CSV_COLUMNS = (
    "id", "name", "account", "seller", "amount", "currency", "closure", "in_forecast", "days_without_step",
    "state", "grade", "slot", "waits_for", "silence", "class", "uncertain", "tenths_low", "tenths_high", "tier",
    "as_of",
)  # fmt: skip
SORTS = ("amount", "state", "class", "silent")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold deals`."""
    parser.add_argument("--state", metavar="A,B", default="", help=f"only these: {', '.join(STATES)}")
    parser.add_argument("--class", dest="classes", metavar="A,B", default="", help=f"only these: {', '.join(CLASSES)}")
    parser.add_argument("--sort", choices=SORTS, default="amount", help="what stands first (the largest amount)")
    parser.add_argument("--team", action="store_true", help="those of the team you lead too, where that is switched on")
    parser.add_argument("--calibration", action="store_true", help="how well the chances came true, tier by tier")
    add_now(parser)
    parser.add_argument("--json", action="store_true", help="one JSON line a deal, then the sums (docs/contracts.md)")
    parser.add_argument("--csv", action="store_true", help="the same as a table, without the sums")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")


def run(args: argparse.Namespace) -> int:
    """Print the deals, worked out anew."""
    try:
        states = _named(args.state, {state: state for state in STATES}, "state")
        classes = _named(args.classes, CLASSES, "class")
    except ValueError as error:
        say(f"foothold: {error}")
        return USAGE
    seat = open_seat(args.data)
    if seat is None:
        return NOT_CONNECTED
    now = now_of(args, seat)
    if args.calibration:
        from foothold.cli.calibration import show

        return show(seat, args, now)
    return _show(seat, args, states, classes, now)


def _show(seat: "Membership", args: argparse.Namespace, states: list[str], classes: list[str], now: "datetime") -> int:
    from foothold.actions.settle_standings import settle_due
    from foothold.records.deal_lists import Order, listed_deals

    settle_due(seat.workspace_id, now=now)
    order = Order(args.sort)
    closed, team = "closed" in states, bool(args.team)
    found = listed_deals(seat, now=now, states=states, classes=classes, order=order, closed=closed, whole_team=team)
    if team:
        _keep_looks(seat, found)
    zone = ZoneInfo(seat.workspace.tz)
    if args.csv:
        put(as_csv(CSV_COLUMNS, [_cells(row, zone) for row in found.rows]).rstrip("\r\n"))
        return DONE
    if args.json:
        for row in found.rows:
            put(as_line(_line(row, zone)))
        put(as_line({"schema": "deals/1"} | {name: _sum(getattr(found, name)) for name in ("forecast", "outside")}))
        return DONE
    # An admin's list holds the demo's deals, which are of several sellers, without being a team's.
    several = len({row.deal.seller_id for row in found.rows}) > 1
    for row in found.rows:
        put(_words(row, zone, now, with_seller=team or several))
    if not found.rows:
        put("No such deal is open." if states or classes else "No deal is open.")
        say(f"Next: {again('import PATH', args.data)}")
        return DONE
    _say_sums(found)
    return DONE


def _named(given: str, known: dict[str, str], what: str) -> list[str]:
    names = [name.strip().lower() for name in given.split(",") if name.strip()]
    odd = [name for name in names if name not in known]
    if odd:
        raise ValueError(f'there is no {what} "{plain(odd[0], 30)}"; there are {", ".join(known)}.')
    return [known[name] for name in names]


def _keep_looks(seat: "Membership", found: "Deals") -> None:
    """Each whose deals are listed is told that they were looked at."""
    from django.utils import timezone

    from foothold.actions.look_at import keep_looks
    from foothold.records.deals_seen import sellers_of
    from foothold.records.models.teams import Screen
    from foothold.records.visibility import led_by

    if not led_by(seat):
        say("These are your own: no deals of a team are open to you (Set up, People, What managers see).")
    sellers = sellers_of(seat, [row.deal for row in found.rows])
    keep_looks(seat, sellers, Screen.PIPELINE, now=timezone.now(), subject="list of deals")


def _words(row: "DealRow", zone: ZoneInfo, now: "datetime", *, with_seller: bool = False) -> str:
    amount = _amount(row.deal.amount, row.deal.currency)
    seller = f"{column(row.deal.seller.name if row.deal.seller else 'not known', 16)}  " if with_seller else ""
    return f"{column(row.deal.name, 24)}  {seller}{amount:>14}  {_state(row, zone, now):<24}  {_class(row)}"


def _state(row: "DealRow", zone: ZoneInfo, now: "datetime") -> str:
    from foothold.records.deal_lists import is_unseen, reason_of

    standing = row.standing
    if standing is None:
        return "not worked out yet"
    if is_unseen(standing):
        return "no meeting seen"
    word = standing.state.upper()
    if standing.state == "vague" and reason_of(standing, "refused") is not None:
        return f"{word} they said no"
    if standing.state == "offered" and reason_of(standing, "not_sent") is not None:
        return f"{word}, not sent yet"
    if standing.state in {"booked", "offered"} and standing.slot_at:
        return f"{word} {moment(standing.slot_at, zone, now)}"
    if standing.state == "silent" and standing.silent_since:
        since, today = standing.silent_since.astimezone(zone), now.astimezone(zone)
        return f"{word} since {day(since, today)}"
    return word


def _class(row: "DealRow") -> str:
    from foothold.records.deal_lists import is_tested_a_little

    standing = row.standing
    if standing is None or not standing.triage:
        return row.deal.closure
    sure = "  (uncertain)" if standing.uncertain else " enough" if is_tested_a_little(standing) else ""
    return f"{standing.triage}{sure}{_chance(row)}"


def _chance(row: "DealRow") -> str:
    standing = row.standing
    if standing is None or standing.p_win is None or row.tenths is None:
        return ""
    if row.percent:
        return (
            f"  {100 * standing.p_win:.0f}% ({100 * (standing.p_low or 0):.0f} to {100 * (standing.p_high or 0):.0f})"
        )
    return f"  {row.tenths[0]} to {row.tenths[1]} in 10"


def _amount(amount: Any, currency: str) -> str:
    return "not known" if amount is None else f"{currency} {amount:,.0f}".strip()


def _say_sums(found: "Deals") -> None:
    put("")
    put(f"booked next step: {_sum_words(found.forecast)}")
    if found.outside.deals:
        put(f"beside it, without one: {_sum_words(found.outside)}")
    if found.unseen:
        verb = "has" if found.unseen == 1 else "have"
        put(f"{number_of(found.unseen, 'deal')} {verb} no meeting we can see; never counted as silent.")


def _sum_words(of: "Sum") -> str:
    amounts = ", ".join(_amount(amount, currency) for currency, amount in sorted(of.amounts.items()))
    unknown = f", {of.unknown} of them without an amount" if of.unknown else ""
    return f"{number_of(of.deals, 'deal')}{', ' if amounts else ''}{amounts}{unknown}"


def _sum(of: "Sum") -> dict[str, Any]:
    return {
        "deals": of.deals,
        "without_amount": of.unknown,
        "amounts": {currency: float(amount) for currency, amount in sorted(of.amounts.items())},
    }


def _cells(row: "DealRow", zone: ZoneInfo) -> list[Any]:
    """The JSON line without what has parts, for which a table has no room."""
    low, high = row.tenths or (None, None)
    line = _line(row, zone) | {"tenths_low": low, "tenths_high": high}
    return [line.get(column) for column in CSV_COLUMNS]


def _line(row: "DealRow", zone: ZoneInfo) -> dict[str, Any]:
    deal, standing = row.deal, row.standing
    line: dict[str, Any] = {
        "id": str(deal.pk),
        "name": deal.name,
        "account": deal.account.name,
        "seller": deal.seller.name if deal.seller else None,
        "amount": float(deal.amount) if deal.amount is not None else None,
        "currency": deal.currency or None,
        "closure": deal.closure or None,
        "in_forecast": row.counted and not deal.closure,
        "days_without_step": row.days_without_step,
    }
    if standing is None:
        return line | {"state": None, "class": None}
    slot = standing.slot_at.astimezone(zone).isoformat() if standing.slot_at else None
    chance = {"p": standing.p_win, "low": standing.p_low, "high": standing.p_high} if row.percent else None
    return line | {
        "state": standing.state or None,
        "grade": standing.grade or None,
        "slot": slot,
        "waits_for": standing.who_must_answer or None,
        "silence": standing.silence or None,
        "class": standing.triage or None,
        "uncertain": standing.uncertain,
        "tenths": row.tenths,
        "chance": chance,
        "tier": standing.tier,
        "reasons": standing.reasons,
        "as_of": standing.as_of.astimezone(zone).isoformat(),
    }
