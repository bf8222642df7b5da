"""`foothold deals --calibration`: which tier is in use, and how well each way of telling came true."""

import argparse
from datetime import datetime
from typing import TYPE_CHECKING, Any

from foothold.cli.exits import DONE
from foothold.cli.output import as_line, number_of, put

if TYPE_CHECKING:
    from foothold.records.models import Membership

_TIERS = {
    "tier 0": "the table, nothing learned",
    "tier 1": "your own base rate",
    "tier 2": "your own base rate and slope",
    "base rate": "the base rate alone",
    "own numbers": "the seller's own numbers",
    "booked or not": "a booked next step or not",
}


def show(seat: "Membership", args: argparse.Namespace, now: datetime) -> int:
    """Learn anew from the closed deals, and print what that proved."""
    from foothold.actions.settle_standings import learn_triage

    document = learn_triage(seat.workspace_id, now=now).document
    if args.json:
        put(as_line(document))
        return DONE
    for line in shown(document):
        put(line)
    return DONE


def shown(document: dict[str, Any]) -> list[str]:
    """The lines for people. Below 30 closed deals it is said that no percentage is shown."""
    if not document["closed"]:
        return ["No deal with a meeting was closed yet: nothing is learned, nothing can be proved."]
    tier = document["tier"]["number"]
    lines = [
        number_of(document["closed"] - document["undecided"], "closed deal")
        + f", {document['wins']} won{_undecided(document)}",
        f"tested on the newest {number_of(document['tested_on'], 'deal')}, a row every 30 days each was open",
        f"in use: tier {tier}, {_TIERS[f'tier {tier}']}",
    ]
    if document["moved"]:
        lines.append("your base rate moved: only the newer half was learned from")
    lines += ["", f"{'told by':<32}  {'rows':>6}  {'Brier':>6}  {'AUC':>5}  lower Brier is better"]
    lines += [_measured(each) for each in (*document["tiers"], *document["baselines"])]
    lines += ["", *_reliability(document["tiers"], tier), _verdict(document)]
    if document["closed"] < 30:
        lines.append("Below 30 closed deals no percentage is shown: class, reasons and range are.")
    return lines


def _measured(each: dict[str, Any]) -> str:
    brier = "none" if each["brier"] is None else f"{each['brier']:.3f}"
    auc = "none" if each["auc"] is None else f"{each['auc']:.2f}"
    return f"{_TIERS[each['name']]:<32}  {each['rows']:>6}  {brier:>6}  {auc:>5}"


def _reliability(tiers: list[dict[str, Any]], number: int) -> list[str]:
    """The curve in words: what was said, how often it came true, of how many."""
    curve: list[dict[str, Any]] = next((tier["curve"] for tier in tiers if tier["name"] == f"tier {number}"), [])
    by_tenth: dict[int, list[int]] = {}
    for each in curve:
        came, of = by_tenth.setdefault(round(10 * each["said"]), [0, 0])
        by_tenth[round(10 * each["said"])] = [came + round(each["happened"] * each["count"]), of + each["count"]]
    return [f"said about {tenth} in 10: came true {came} of {of}" for tenth, (came, of) in sorted(by_tenth.items())]


def _undecided(document: dict[str, Any]) -> str:
    """The open ones that count as lost, said apart: they are in no count of closed deals."""
    return f"; {document['undecided']} more open so long that it counts as lost" if document["undecided"] else ""


def _verdict(document: dict[str, Any]) -> str:
    from foothold.records.learned import Proof, proof

    return {
        Proof.PROVED: "On your own history the chances tell more than the base rate.",
        Proof.MAY_BE_LUCK: "Not proved so far: better than the base rate here, which may be luck.",
        Proof.NOT_PREDICTABLE: "Not predictable so far: on your own history the base rate tells as much.",
    }[proof(document)]
