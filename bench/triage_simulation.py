"""Many sellers whose customers' interest is known: does triage tell it, never worse than the base rate? (METHOD 7.3)

    python bench/triage_simulation.py [--sellers 200] [--quick]

Three worlds, simulated and no evidence of anything but the machinery: signals independent of each other with the table
exactly right; signals that all mirror one hidden interest; a table that is useless. In each, every seller learns from
0, 30, 60 and 150 closed deals and is then measured on 300 new ones of his. Brier (lower is better) beside the base
rate he would have learned from the same deals; "error" is the mean distance between said and happened. Exit 1 when in
one of the first two worlds a tier is worse than the base rate, or in the second CLOSE SOON wins less than twice
the base rate of new customers (.20).
"""

import argparse
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from foothold.core.learning import Outcome, learned_base
from foothold.core.probability import Said, auc, brier, calibration_error
from foothold.core.tiers import ClosedDeal, learn
from foothold.core.triage import BASE_NEW, Signals, Step, expit, logit, table_sum
from foothold.core.worth import UNKNOWN_VALUE, Triage, judge

TODAY = date(2026, 3, 2)
LEARNED_FROM = (0, 30, 60, 150)
MEASURED_ON = 300
INTEREST = 1.0
"""How much one standard deviation of hidden interest moves the log-odds of winning: middle strength."""
MIRRORED = 1.0
"""How much it moves the log-odds of each single signal."""

Interest = Callable[[], float]


def made_signals(rng: random.Random, interest: Interest) -> Signals:
    """Signals as a deal between its second and fifth meeting has them, each moved by what `interest` gives it."""

    def happens(usually: float) -> bool:
        return rng.random() < expit(logit(usually) + MIRRORED * interest())

    def fails(usually: float) -> bool:
        return rng.random() < expit(logit(usually) - MIRRORED * interest())

    held = 1 + sum(happens(0.4) for _ in range(2))
    due = rng.choice((0, 1, 2, 2, 3))
    booked = happens(0.35)
    step = Step.BOOKED if booked else rng.choice((Step.NONE, Step.NONE, Step.NONE, Step.PROPOSED, Step.UNCONFIRMED))
    stated = happens(0.3)
    return Signals(
        held=held,
        step=step,
        kept=sum(happens(0.5) for _ in range(due)),
        due=due,
        no_shows=int(fails(0.1)),
        reschedules=sum(fails(0.25) for _ in range(2)),
        own_acts=sum(happens(0.25) for _ in range(3)),
        people=1 + sum(happens(0.3) for _ in range(2)),
        costly=int(happens(0.15)),
        undisclosed=sum(fails(0.4) for _ in range(4)),
        decision_stated=stated,
        decision_on=TODAY + timedelta(60) if stated else None,
        slips=int(stated and fails(0.2)),
        asks=rng.choice((2, 3, 4, 5, 6)),
    )


def independent(rng: random.Random) -> tuple[Signals, bool]:
    """Every signal has an interest of its own; the table is exactly right."""
    signals = made_signals(rng, lambda: rng.gauss(0, 1))
    return signals, rng.random() < expit(logit(BASE_NEW) + 0.7 * table_sum(signals))


def mirrored(rng: random.Random) -> tuple[Signals, bool]:
    """All signals mirror one hidden interest."""
    interest = rng.gauss(0, 1)
    return made_signals(rng, lambda: interest), rng.random() < expit(logit(BASE_NEW) + INTEREST * interest)


def useless(rng: random.Random) -> tuple[Signals, bool]:
    """The signals say nothing about who buys."""
    return made_signals(rng, lambda: rng.gauss(0, 1)), rng.random() < BASE_NEW


WORLDS = {"independent, table right": independent, "one hidden interest": mirrored, "table useless": useless}


@dataclass
class Row:
    """What a line of the table is worked out from."""

    told: list[Said]
    plain: list[Said]
    tiers: list[int]
    soon: list[bool]
    claimed: int = 0


def run(make: Callable[[random.Random], tuple[Signals, bool]], learned_from: int, sellers: int, seed: int) -> Row:
    """Let every seller learn from so many deals and measure him on new ones."""
    row, began = Row([], [], [], []), datetime(2025, 1, 1, tzinfo=UTC)
    for seller in range(sellers):
        rng = random.Random(seed * 100_003 + seller)
        past = []
        for at in range(learned_from):
            signals, won = make(rng)
            outcome = (Outcome(signals, 1.0, won),)
            past.append(ClosedDeal(str(at), began + timedelta(days=at), won, False, rows=outcome))
        learned = learn(past)
        base = learned_base(sum(deal.won for deal in past), len(past), BASE_NEW).p
        row.tiers.append(learned.tier.number)
        row.claimed += learned.predictable
        for at in range(MEASURED_ON):
            signals, won = make(rng)
            found = learned.tier.chance(signals)
            row.told.append(Said(found.p, won, f"{seller}-{at}"))
            row.plain.append(Said(base, won, f"{seller}-{at}"))
            if judge(signals, found, UNKNOWN_VALUE, TODAY).triage is Triage.CLOSE_SOON:
                row.soon.append(won)
    return row


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sellers", type=int, default=200)
    parser.add_argument("--quick", action="store_true", help="20 sellers")
    asked = parser.parse_args()
    sellers = 20 if asked.quick else asked.sellers
    print(f"{sellers} sellers a line, {MEASURED_ON} new deals each")
    print(
        "| world | deals | tiers in use 0/1/2 | AUC | Brier | base rate | error | CLOSE SOON won, of | base | claims |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    fell_short = False
    for name, make in WORLDS.items():
        for seed, learned_from in enumerate(LEARNED_FROM, 1):
            row = run(make, learned_from, sellers, seed)
            ours, plain = brier(row.told) or 0.0, brier(row.plain) or 0.0
            rate = sum(each.won for each in row.told) / len(row.told)
            soon = sum(row.soon) / len(row.soon) if row.soon else 0.0
            if make is not useless:
                fell_short |= ours > plain or (make is mirrored and soon < 2 * BASE_NEW)
            tiers = "/".join(str(row.tiers.count(tier)) for tier in (0, 1, 2))
            print(
                f"| {name} | {learned_from} | {tiers} | {auc(row.told) or 0:.3f} | {ours:.4f} | {plain:.4f} "
                f"| {calibration_error(row.told) or 0:.3f} | {soon:.2f} of {len(row.soon)} | {rate:.2f} "
                f"| {row.claimed} of {sellers} |"
            )
    return int(fell_short)


if __name__ == "__main__":
    sys.exit(main())
