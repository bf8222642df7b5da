"""How well chances came true, in words, with its counts (METHOD 7.3): below 30 closed deals words and counts alone."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from foothold.core.learning import PERCENT_FROM, TIER_2_EACH, TIER_2_FROM
from foothold.core.who_may_see import are_figures_shown
from foothold.records.learned import Proof, learning_of, proof
from foothold.records.models import Membership
from foothold.web.deal_words import day
from foothold.web.learning_picture import Came, came_true
from foothold.web.wording import Words

NAMES: Mapping[str, Words] = {
    "tier 0": _l("the table, nothing learned"),
    "tier 1": _l("your own base rate"),
    "tier 2": _l("your own base rate and slope"),
    "base rate": _l("the base rate alone"),
    "own numbers": _l("what sellers said themselves"),
    "booked or not": _l("a booked next step, or none"),
}
PROOFS: Mapping[Proof, Words] = {
    Proof.PROVED: _l("These chances tell more than the base rate does."),
    Proof.MAY_BE_LUCK: _l("Not proved so far: better than the base rate here, which may be luck."),
    Proof.NOT_PREDICTABLE: _l("Not predictable so far: the base rate tells as much."),
}
STEPS = 5
"""The curve in fifths: tenths hold too few deals to say anything."""


def learning_page(seat: Membership) -> dict[str, Any]:
    """The context of web/learning.html: of what was learned last; nothing is worked out by looking."""
    found = learning_of(seat.workspace_id)
    page: dict[str, Any] = {"at_deals": True, "least": PERCENT_FROM}
    if not found or not found["closed"]:
        return page
    enough = found["closed"] >= PERCENT_FROM
    number = found["tier"]["number"]
    in_use = next((each for each in found["tiers"] if each["name"] == f"tier {number}"), None)
    came = _in_steps(in_use["curve"] if in_use else ())
    return page | {
        "closed": found["closed"],
        "enough": enough,
        "in_use": NAMES[f"tier {number}"],
        "number": number,
        "why": _why(found),
        "won_lost": _won_lost(found),
        "tested_on": found["tested_on"],
        "moved": _moved(found, seat),
        "verdict": PROOFS[proof(found)],
        "came": came,
        "picture": came_true(came) if enough and came else None,
        "tiers": [_line(each) for each in found["tiers"]],
        "baselines": [_line(each) for each in found["baselines"] if _may_show(each, found, seat)],
        "left_out": [_left_out(each) for each in found["baselines"] if not _may_show(each, found, seat)],
    }


def _why(found: Mapping[str, Any]) -> str:
    """Why this tier and not the next."""
    number, closed, wins = found["tier"]["number"], found["closed"], found["wins"]
    tried = {each["name"] for each in found["tiers"]}
    if number == 2:
        return _("On the newest deals it came closer than the tier below.")
    if f"tier {number + 1}" in tried:
        return _("The next tier came no closer on the newest deals.")
    needs = {"n": TIER_2_FROM, "each": TIER_2_EACH, "won": wins, "lost": closed - wins}
    return _("A slope needs %(n)d closed, %(each)d of each: %(won)d won, %(lost)d lost.") % needs


def _won_lost(found: Mapping[str, Any]) -> str:
    closed = ngettext("%(n)d closed deal", "%(n)d closed deals", found["closed"]) % {"n": found["closed"]}
    words = {"closed": closed, "won": found["wins"], "lost": found["closed"] - found["wins"]}
    return _("%(closed)s: %(won)d won, %(lost)d lost or never decided.") % words


def _moved(found: Mapping[str, Any], seat: Membership) -> list[str]:
    """You win fewer than before: 12 of 60 since Mon 3 Aug; before 30 of 60."""
    if not found["moved"]:
        return []
    before, since = found.get("closed_before"), found.get("since")
    if not before or not since:
        return [_("Your base rate moved. Only the newer half was learned from.")]
    fewer = found["wins"] * before < found["wins_before"] * found["closed"]
    on = datetime.fromisoformat(since).astimezone(ZoneInfo(seat.workspace.tz)).date()
    words = {"k": found["wins"], "n": found["closed"], "day": f"{day(on)} {on.year}"}
    less = _("You win fewer than before: %(k)d of %(n)d since %(day)s.")
    more = _("You win more than before: %(k)d of %(n)d since %(day)s.")
    earlier = {"k": found["wins_before"], "n": before}
    return [
        (less if fewer else more) % words,
        _("Before that it was %(k)d of %(n)d.") % earlier,
        _("Only the newer ones are learned from."),
    ]


def _in_steps(curve: Iterable[Mapping[str, Any]]) -> list[Came]:
    """The curve, in fifths: how often a chance was said, and how often that deal was won."""
    steps: dict[int, list[Mapping[str, Any]]] = {}
    for each in curve:
        steps.setdefault(min(int(each["low"] * STEPS + 1e-9), STEPS - 1), []).append(each)
    return [_came(step, rows) for step, rows in sorted(steps.items())]


def _came(step: int, rows: list[Mapping[str, Any]]) -> Came:
    count = sum(each["count"] for each in rows)
    won = sum(round(each["happened"] * each["count"]) for each in rows)
    said = sum(each["said"] * each["count"] for each in rows) / count
    low, high = step * 10 // STEPS, (step + 1) * 10 // STEPS
    return Came(_("%(low)d to %(high)d in 10") % {"low": low, "high": high}, said, won, count)


def _line(measured: Mapping[str, Any]) -> dict[str, Any]:
    """One way of telling, with its distance; blank where there was nothing to measure."""
    brier = measured["brier"]
    return {"name": NAMES[measured["name"]], "rows": measured["rows"], "brier": "" if brier is None else f"{brier:.3f}"}


def _may_show(measured: Mapping[str, Any], found: Mapping[str, Any], seat: Membership) -> bool:
    """What sellers said themselves is theirs: from five of them on, or where nobody else is here."""
    if measured["name"] != "own numbers":
        return True
    if not measured["rows"]:
        return False
    alone = Membership.objects.in_workspace(seat.workspace_id).filter(demo=False).count() == 1
    return alone or are_figures_shown(found.get("own_from", 0), 0)


def _left_out(measured: Mapping[str, Any]) -> str:
    if measured["rows"]:
        return _("What sellers said themselves is shown from five sellers on.")
    return _("What sellers said themselves: nobody said a chance in time.")
