"""A review for the terminal (UX 3) and as `review/1`: the same numbers, METHOD 9's words."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from foothold.actions.review_tables import NAMES
from foothold.actions.run_review import NinetyDays
from foothold.cli.figures import figure
from foothold.cli.output import number_of, short_day, span
from foothold.core.counts import ReviewCounts
from foothold.core.differences import Change
from foothold.core.percentages import Percentage, PercentageId, WhyUnknown
from foothold.core.rep_rates import SHOWN_BY_SELLER, Line
from foothold.core.review import Beside
from foothold.core.shares import TOO_FEW, Bounds, Share

WHY = {
    WhyUnknown.NO_MEETINGS: "no meeting in these days",
    WhyUnknown.NOTHING_TO_COUNT: "all ended with an order or a no",
    WhyUnknown.NO_OWN_ANSWER: "you said nothing of your own goal",
    WhyUnknown.CUSTOMER_NOT_ASKED: "no customer was asked",
    WhyUnknown.NO_CUSTOMER_ANSWER: "no customer answered",
    WhyUnknown.NEVER_BOTH: "never both sides answered of one meeting",
    WhyUnknown.NO_DEBRIEF: "no meeting was debriefed",
    WhyUnknown.STEP_UNKNOWN: "their answer to the next invitation is not known",
    WhyUnknown.STEP_UNSEEN: "when the next date was set is not known",
    WhyUnknown.RECAP_UNKNOWN: "no mails were read",
    WhyUnknown.MAILS_FEW: "too few of the mails read are yours",
    WhyUnknown.MAILS_END: "the mails read end on {day}",
    WhyUnknown.MAILS_BEGIN: "the mails read begin on {day}",
    WhyUnknown.NO_ADDRESS: "nobody met has an address to write to",
}
_OWN = {
    PercentageId.P1: "you got what you came for, by your own answers",
    PercentageId.P2: "you could have done more, by your own answers",
    PercentageId.P4: "you guessed",
}
"""Whose share the seller's own answers are: his side's alone (METHOD 9)."""
_NAME = 38
_FIGURE = 12


def shown(found: NinetyDays, own: "Own | None" = None) -> list[str]:
    """The lines for a person; with what is for him alone where the review is his own."""
    counts = found.review.counts
    first, last = found.window.start.date(), (found.window.end - timedelta(microseconds=1)).date()
    head = f"{number_of(counts.held, 'meeting')} with {number_of(counts.accounts, 'customer')}"
    calls = f", {number_of(counts.calls, 'call')} among them" if counts.calls else ""
    lines = [f"{head}{calls}, {span(first, last)}"]
    if 0 < counts.held < TOO_FEW:
        lines.append("Below 10 we count instead of giving percentages.")
    lines += [_line(each, found) for each in found.review.percentages]
    if not counts.held:
        return lines
    lines += own_lines(own) if own is not None else []
    lines += ["beside", *_beside(found.review.beside, counts)]
    if own is not None and own.kept_length.of:
        lines.append(_share_row("ended within the agreed length", own.kept_length, "by the times in their words"))
    if found.short_calls:
        lines.append(f"  {number_of(found.short_calls, 'call')} under 5 minutes or of unknown length, counted apart")
    return lines


@dataclass(frozen=True, slots=True)
class Own:
    """What a review says to its seller alone: what he felt, and whether meetings kept to their length."""

    by_sureness: tuple[tuple[int, Share], ...]
    kept_length: Share


def own_lines(own: Own) -> list[str]:
    """felt 75 sure -> 35 % went on (16 of 46; 23 to 49 %)"""
    return [f"felt {sure} sure -> {number} went on ({on})" for sure, number, on in _felt(own)]


def _felt(own: Own) -> list[tuple[int, str, str]]:
    return [(sure, *figure(share, None)) for sure, share in own.by_sureness if share.of]


def table_lines(lines: list[Line], *, team: bool) -> list[str]:
    """A table for a person: meetings held and each percentage, drawn to the whole, with what it was counted on."""
    which = SHOWN_BY_SELLER if team else tuple(PercentageId)
    head = f"{'':<28}{'held':>7}" + "".join(f"{each.value:>18}" for each in which)
    return [head, *(f"{line.name:<28.28}{line.counts.held:>7,}{_rates(line, which)}" for line in lines)]


def _rates(line: Line, which: tuple[PercentageId, ...]) -> str:
    cells = []
    for each in which:
        rate = line.rates[each]
        if rate is None:
            cells.append("not known")
            continue
        share, shrunk = rate
        on = f"{share.k:,} of {share.of:,}"
        cells.append(on if share.too_few else f"{100 * shrunk:.0f} % ({on})")
    return "".join(f"{cell:>18}" for cell in cells)


def _line(each: Percentage, found: NinetyDays) -> str:
    number, on = figure(each.share, each.bounds)
    said = [on] if on else []
    if each.share is not None and each.bounds is not None and each.bounds.unknown and each.bounds.percents:
        # Who was asked and did not answer may be displeased: the ends stand beside the share (METHOD 9).
        low, high = each.bounds.percents
        said += ["of answers", f"{low} to {high} % of all"]
    if each.response is not None and each.share is not None:
        said.append(f"{each.response.short} answered".replace("%", " %"))
    said += ["nobody reflects: 0 of 20 and more"] if each.not_reflecting else []
    said += _reasons(each, found)
    if each.share is None and each.apart.ours is not None:
        said.append(f"{_OWN[each.id]} {_share(each.apart.ours)}")
    change = found.changes.get(each.id)
    if change is not None and change.points is not None:
        said.append(f"{change.points:+d} against the {found.days} days before, as of {short_day(found.looked_on)}")
    return _row(NAMES[each.id], number, said)


def _reasons(each: Percentage, found: NinetyDays) -> list[str]:
    if each.id is not PercentageId.P5 or not found.step_gaps:
        return [WHY[reason] for reason in each.why_unknown]
    return [WHY[gap.why].format(day=short_day(gap.on) if gap.on else "") for gap in found.step_gaps]


def _beside(beside: Beside, counts: ReviewCounts) -> list[str]:
    unknown = counts.held - counts.in_room - counts.later - counts.never
    where = [f"{counts.later:,} later, {counts.never:,} never" + (f", {unknown:,} not known" if unknown else "")]
    rows = [
        _bounds_row("next one in the calendar at the end", beside.in_room, where),
        _bounds_row("with something for them to do", beside.homework),
        _bounds_row("full: booked, homework on both sides", beside.full),
        _share_row("next date was held", beside.next_held, f"{counts.next_to_come:,} still to come"),
        _bounds_row("next step counts", beside.step),
        _bounds_row("recap within a business day", beside.recap),
        _bounds_row("they had accepted", beside.accepted),
        _share_row("customers without a next date", beside.without_next_date),
    ]
    moved = [f"by us {counts.moved_by_us:,}, by them {counts.moved_by_customer:,}"] if counts.moved else []
    rows.append(_row("  moved", f"{counts.moved:,}", moved))
    rows.append(_row("  not held", f"{counts.cancelled + counts.declined:,}", _fallen(counts)))
    return rows


def _fallen(counts: ReviewCounts) -> list[str]:
    if not counts.cancelled + counts.declined:
        return []
    return [f"{counts.cancelled:,} cancelled, {counts.declined:,} declined by them"]


def _bounds_row(name: str, bounds: Bounds, more: list[str] | None = None) -> str:
    number, on = figure(bounds.share, bounds)
    return _row(f"  {name}", number, [*([on] if on else []), *(more or [])])


def _share_row(name: str, share: Share, more: str = "") -> str:
    number, on = figure(share if share.of else None, None) if share.of else ("none yet", "")
    return _row(f"  {name}", number, [part for part in (on, more) if part])


def _row(name: str, number: str, said: list[str]) -> str:
    behind = f"({'; '.join(said)})" if said else ""
    return f"{name:<{_NAME + 4}}{number:<{_FIGURE}}  {behind}".rstrip()


def _share(share: Share) -> str:
    number, on = figure(share, None)
    return f"{number} ({on})"


def document(found: NinetyDays, *, team: bool) -> dict[str, Any]:
    """The `review/1` document (docs/contracts.md)."""
    beside = {name: _plain(getattr(found.review.beside, name)) for name in Beside.__slots__}
    return {
        "schema": "review/1",
        "days": found.days,
        "since": found.window.start.isoformat(),
        "until": found.window.end.isoformat(),
        "team": team,
        "percentages": [_percentage(each, found) for each in found.review.percentages],
        "beside": beside,
        "short_calls": found.short_calls,
        "weeks_without_calendar": [monday.isoformat() for monday in found.weeks_without_calendar],
        "counts": asdict(found.review.counts),
    }


def _percentage(each: Percentage, found: NinetyDays) -> dict[str, Any]:
    change = found.changes.get(each.id)
    return {
        "id": each.id.value,
        "name": NAMES[each.id],
        "known": each.known,
        "share": _plain(each.share),
        "bounds": _plain(each.bounds),
        "response": _plain(each.response),
        "ours": _plain(each.apart.ours),
        "customer": _plain(each.apart.customer),
        "why_unknown": [reason.value for reason in each.why_unknown],
        "not_reflecting": each.not_reflecting,
        "change": _change(change, found) if change is not None else None,
    }


def _change(change: Change, found: NinetyDays) -> dict[str, Any]:
    return {
        "looked_on": found.looked_on.isoformat(),
        "before": _plain(change.before),
        "now": _plain(change.now),
        "probability": round(change.probability, 4),
        "may_be_said": change.may_be_said,
        "points": change.points,
    }


def _plain(value: Share | Bounds | None) -> dict[str, Any] | None:
    """A share or bounds as numbers; percentages only where enough was counted."""
    if value is None:
        return None
    if isinstance(value, Share):
        low, high = value.interval or (None, None)
        ends = {"low": low and round(low, 4), "high": high and round(high, 4)} if not value.too_few else {}
        return {"k": value.k, "of": value.of, "percent": value.percent, "low": None, "high": None} | ends
    percents = value.percents or (None, None)
    return {"yes": value.yes, "unknown": value.unknown, "of": value.of, "low": percents[0], "high": percents[1]}
