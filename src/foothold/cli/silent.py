"""Deals without an answer to us, for longer than usual: what of ours is late first, then the longest silent."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from foothold.cli.clock import add_now, now_of
from foothold.cli.exits import CHECK_FAILED, DONE, NOT_CONNECTED
from foothold.cli.open_seat import open_seat
from foothold.cli.output import as_line, coloured, column, number_of, plain, put, say
from foothold.core.written_tables import as_csv

if TYPE_CHECKING:
    from foothold.records.silent_deals import SilentDeal

CSV_COLUMNS = (
    "id", "deal", "account", "state", "silent_since", "working_days", "usual_answer_days", "answers_counted",
    "unanswered", "p_alive", "p_reply_if_we_wait", "p_reply_if_we_write", "last_sign", "we_owe", "chasing_weekly",
    "advised", "not_before_working_days",
)  # fmt: skip
WHY = "Less interested, or something else came first. Silence alone does not tell."
NOBODY = {
    "none": "Whether anybody is silent is not known: no mails and no calls were read.",
    "few": "Nobody is known to be silent. It cannot be told yet: with most customers no mail or call was read.",
    "most": "Nobody is silent. Deals without a meeting are not counted.",
}
"""By of how many deals it can be told (records.silent_deals.Told)."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `foothold silent`."""
    add_now(parser)
    parser.add_argument("--json", action="store_true", help="one JSON line for each deal (docs/contracts.md)")
    parser.add_argument("--csv", action="store_true", help="the same as a table")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a deal is silent")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the database (your data folder)")


def run(args: argparse.Namespace) -> int:
    """Print who is silent, from what is known."""
    seat = open_seat(args.data)
    if seat is None:
        return NOT_CONNECTED
    from foothold.actions.settle_standings import settle_due
    from foothold.records.silent_deals import silent_deals, told_of_silence

    now = now_of(args, seat)
    settle_due(seat.workspace_id, now=now)
    found = silent_deals(seat, now=now)
    if args.csv:
        rows = [_cells(each, ZoneInfo(seat.workspace.tz)) for each in found]
        put(as_csv(CSV_COLUMNS, rows).rstrip("\r\n"))
        return CHECK_FAILED if args.check and found else DONE
    for each in found:
        put(as_line(_as_json(each, ZoneInfo(seat.workspace.tz))) if args.json else _line(each))
    if not args.json:
        put("That is all." if found else NOBODY[told_of_silence(seat, now=now)])
        if found:
            say(WHY)
    return CHECK_FAILED if args.check and found else DONE


def _line(each: "SilentDeal") -> str:
    days = int(each.found.silence.ages[0]) if each.found.silence else 0
    owed = f"  we owe: {plain(each.found.owed[0].what, 40)}" if each.found.owed else ""
    advice = f"  -> {each.found.advice.act.value}" if each.found.advice else ""
    how_long = waited(days, each.found.usual_answer_days)
    return f"{column(each.deal.name, 24)}  {how_long:<38}  {each.found.state:<5}{coloured(owed, 'red')}{advice}"


def waited(days: int, usual: float | None) -> str:
    """11 working days (usually 3)."""
    told = "usual time not known" if usual is None else f"usually {'under 1' if usual < 1 else round(usual)}"
    return f"{number_of(days, 'working day')} ({told})"


def _cells(each: "SilentDeal", zone: ZoneInfo) -> list[Any]:
    """The JSON line; of what we owe the first, for which a table has room."""
    line = _as_json(each, zone) | {"we_owe": each.found.owed[0].what if each.found.owed else None}
    return [line[column] for column in CSV_COLUMNS]


def _as_json(each: "SilentDeal", zone: ZoneInfo) -> dict[str, Any]:
    found = each.found
    return {
        "kind": "silent_deal",
        "id": str(each.deal.pk),
        "deal": each.deal.name,
        "account": each.deal.account.name,
        "state": found.state,
        "silent_since": _moment(found.silent_since, zone),
        "working_days": found.silence.ages[0] if found.silence else None,
        "usual_answer_days": found.usual_answer_days,
        "answers_counted": found.usual.replies,
        "unanswered": found.unanswered,
        "p_alive": found.p_alive,
        "p_reply_if_we_wait": found.silence.reply_waiting if found.silence else None,
        "p_reply_if_we_write": found.silence.reply_touching if found.silence else None,
        "last_sign": _moment(found.last_act_at, zone),
        "we_owe": [{"what": owed.what, "due": owed.due_on.isoformat()} for owed in found.owed],
        "chasing_weekly": found.weekly,
        "advised": found.advice.act.value if found.advice else None,
        "not_before_working_days": found.advice.in_days if found.advice else None,
    }


def _moment(at: datetime | None, zone: ZoneInfo) -> str | None:
    return at.astimezone(zone).isoformat() if at else None
