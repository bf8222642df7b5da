"""The review with its tables as rows, for CSV and JSON: the same numbers as the screen (METHOD 9)."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from foothold.actions.run_review import NinetyDays, run_review, table_by_purpose, table_by_seller, trends
from foothold.core import written_tables
from foothold.core.month_ends import fraction
from foothold.core.percentages import PercentageId
from foothold.core.rep_rates import SHOWN_BY_SELLER, Line
from foothold.core.review import review
from foothold.core.shares import Bounds, Share
from foothold.records.models import Membership
from foothold.records.quarters import quarters
from foothold.records.review_reading import counts_of

COLUMNS = ("table", "row", "what", "name", "yes", "unknown", "of", "percent", "low", "high", "shrunk")
NAMES = {
    PercentageId.P1: "both sides got what they came for",
    PercentageId.P2: "could have done more",
    PercentageId.P3: '"I should have asked"',
    PercentageId.P4: "customer: best use of the time",
    PercentageId.P5: "next step agreed, written, booked",
}
"""What the codes mean."""
Tables = dict[str, Any]


def tables(seat: Membership, days: int, whole_team: bool, *, now: datetime) -> Tables:
    """The percentages, their month ends, and the tables by purpose and, where it may be shown, by seller.

    Of the team without what sellers say of themselves. Percentages only from ten on.
    """
    found = run_review(seat, now=now, days=days, whole_team=whole_team)
    kinds = table_by_purpose(found)
    sellers = table_by_seller(seat, found.window, now=now) if whole_team else None
    shown = SHOWN_BY_SELLER if whole_team else tuple(PercentageId)
    return {
        "schema": "review-tables/1",
        "since": found.window.start.isoformat(),
        "until": found.window.end.isoformat(),
        "team": whole_team,
        "percentages": [
            _with_bounds(_row("all", each.id, each.share), each.bounds) for each in found.review.percentages
        ],
        "weeks": _weeks(found, shown),
        "month_ends": _month_ends(found),
        "by_purpose": [row for line in kinds for row in _line(line, shown)],
        "by_seller": [row for line in sellers for row in _line(line, SHOWN_BY_SELLER)] if sellers is not None else None,
        "quarters": _quarters(seat, whole_team, now=now),
        "counts": asdict(found.review.counts),
    }


def as_csv(found: Tables) -> str:
    """One line a number; what a spreadsheet would take for a formula is disarmed."""
    tables = ("percentages", "weeks", "month_ends", "by_purpose", "by_seller", "quarters")
    rows: list[dict[str, Any]] = [{"table": table} | row for table in tables for row in found[table] or ()]
    rows += [
        {"table": "counts", "row": "all", "what": name, "name": name.replace("_", " "), "yes": number}
        for name, number in found["counts"].items()
    ]
    return written_tables.as_csv(COLUMNS, ([row.get(column) for column in COLUMNS] for row in rows))


def _weeks(found: NinetyDays, shown: tuple[PercentageId, ...]) -> list[dict[str, Any]]:
    """Each week's meetings, those with the next date in the room, and its percentages as far as they are known."""
    rows = []
    for monday, numbers in found.reading.by_week(found.window).items():
        counts = counts_of([numbers])
        held = {"row": monday.isoformat(), "what": "held", "name": "meetings held", "yes": counts.held}
        in_room = {"row": monday.isoformat(), "what": "in_room", "name": "next date in the room", "yes": counts.in_room}
        shares = ((which, fraction(which, counts)) for which in shown)
        rows += [held, in_room | {"of": counts.held}]
        rows += [_row(monday.isoformat(), which, share) for which, share in shares if share is not None and share.of]
    return rows


def _quarters(seat: Membership, whole_team: bool, *, now: datetime) -> list[dict[str, Any]]:
    """Each quarter's next steps that counted, deals won, their value and mean days; none where nothing was won."""
    rows: list[dict[str, Any]] = []
    for each in quarters(seat, now=now, whole_team=whole_team):
        steps = each.counts.step_counted
        of = steps + each.counts.step_not_counted
        days = None if each.cycle_days is None else round(each.cycle_days, 1)
        rows += [
            {"row": each.begins_on.isoformat(), "what": what, "name": name, "yes": yes, "of": whole}
            for what, name, yes, whole in (
                ("steps", "next step counts", steps, of),
                ("won", "deals won", each.won, None),
                ("value", "value won", each.value, None),
                ("days", "days to win", days, None),
            )
        ]
    return rows


def _month_ends(found: NinetyDays) -> list[dict[str, Any]]:
    by_end = trends(found).items()
    return [_row(end.isoformat(), which, share) for end, shares in by_end for which, share in shares.items()]


def _line(line: Line, shown: tuple[PercentageId, ...]) -> list[dict[str, Any]]:
    rows, found = [], review(line.counts)
    for which in shown:
        rate = line.rates[which]
        share, shrunk = rate if rate is not None else (None, None)
        row = _with_bounds(_row(line.name, which, share), found[which].bounds)
        rows.append(row | {"shrunk": None if shrunk is None else round(shrunk, 4)})
    return rows


def _row(name: str, which: PercentageId, share: Share | None) -> dict[str, Any]:
    row: dict[str, Any] = {"row": name, "what": which.value, "name": NAMES[which]}
    if share is None or not share.of:
        return row | {"yes": None, "of": None, "percent": None, "low": None, "high": None}
    low, high = share.interval or (None, None)
    ends = (None, None) if share.too_few else (low and round(low, 4), high and round(high, 4))
    return row | {"yes": share.k, "of": share.of, "percent": share.percent, "low": ends[0], "high": ends[1]}


def _with_bounds(row: dict[str, Any], bounds: Bounds | None) -> dict[str, Any]:
    """Where no share is known: how many were a yes, how many are not known, and the ends between which it lies."""
    if bounds is None or row["of"] is not None or not bounds.of:
        return row | {"unknown": None if bounds is None else bounds.unknown}
    low, high = bounds.yes / bounds.of, (bounds.yes + bounds.unknown) / bounds.of
    ends = {"low": round(low, 4), "high": round(high, 4)} if bounds.percents else {"low": None, "high": None}
    return row | {"yes": bounds.yes, "unknown": bounds.unknown, "of": bounds.of} | ends
