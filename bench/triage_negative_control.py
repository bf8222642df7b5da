"""A history whose outcome cannot be predicted has to be reported so (METHOD 7.3; ../shared/data/README.md).

    python bench/triage_negative_control.py

The CRM export of a fictitious company, ../shared/data/crm/sales_pipeline.csv: 8,800 opportunities, no act of any
customer among them. What triage may use of it: whether the customer had bought before, and whose deal it is. One row a
deal and landmark (day 30 and every 30 days after), nothing learnt later. Exit 1 when anything is claimed to be
predictable, 2 where the file is not there.
"""

import csv
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from foothold.core.learning import Outcome
from foothold.core.tiers import ClosedDeal, Measured, learn
from foothold.core.triage import Signals

FILE = Path(__file__).resolve().parents[2] / "shared" / "data" / "crm" / "sales_pipeline.csv"
LANDMARK = timedelta(days=30)


def closed_deals(rows: list[dict[str, str]]) -> list[ClosedDeal]:
    """The deals that were won or lost, with their landmark rows."""
    closed = [row for row in rows if row["deal_stage"] in {"Won", "Lost"} and row["engage_date"] and row["close_date"]]
    first_win: dict[str, datetime] = defaultdict(lambda: datetime.max.replace(tzinfo=UTC))
    for row in closed:
        if row["deal_stage"] == "Won" and row["account"]:
            first_win[row["account"]] = min(first_win[row["account"]], _day(row["close_date"]))
    return [_deal(row, first_win) for row in closed]


def _deal(row: dict[str, str], first_win: dict[str, datetime]) -> ClosedDeal:
    began, ended, won = _day(row["engage_date"]), _day(row["close_date"]), row["deal_stage"] == "Won"
    existing = first_win[row["account"]] < began if row["account"] else False
    landmarks = range(1, (ended - began) // LANDMARK + 1)
    outcomes = tuple(Outcome(Signals(existing=existing), 1.0, won) for _ in landmarks)
    return ClosedDeal(row["opportunity_id"], ended, won, existing, row["sales_agent"], outcomes)


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _line(each: Measured) -> str:
    auc = "none" if each.auc is None else f"{each.auc:.3f}"
    brier = "none" if each.brier is None else f"{each.brier:.4f}"
    return f"| {each.name} | {each.rows:,} | {auc} | {brier} |"


def main() -> int:
    if not FILE.exists():
        print("../shared/data/crm/sales_pipeline.csv is not beside this clone: nothing to measure.")
        return 2
    with FILE.open(encoding="utf-8", newline="") as file:
        deals = closed_deals(list(csv.DictReader(file)))
    found = learn(deals)
    moved = ", the base rate moved: only the newer half was used" if found.moved else ""
    print(f"{len(deals):,} closed deals, {found.wins:,} of {found.closed:,} won{moved}; tested on {found.tested_on:,}")
    print("| told by | rows | AUC | Brier |\n|---|---|---|---|")
    for each in (*found.tiers, *found.baselines):
        print(_line(each))
    print(f"tier {found.tier.number} in use; {'PREDICTABLE' if found.predictable else 'not predictable'}")
    return int(found.predictable)


if __name__ == "__main__":
    sys.exit(main())
