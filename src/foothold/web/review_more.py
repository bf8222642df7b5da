"""What stands under the five percentages: month ends, tables, what was felt, what to ask, one habit (UX S7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from foothold.actions.run_review import NinetyDays, table_by_purpose, table_by_seller, team_line, trends
from foothold.core.correlation import Correlation, correlation
from foothold.core.feeling import Bias
from foothold.core.habits import Habit
from foothold.core.percentages import PercentageId
from foothold.core.purpose import Purpose
from foothold.core.rep_rates import SHOWN_BY_SELLER, Line
from foothold.core.shares import Share
from foothold.records.felt import Felt, felt
from foothold.records.habits import habit_now
from foothold.records.models import Membership
from foothold.records.quarters import Quarter, quarters
from foothold.records.review_cells import NO_KIND
from foothold.records.review_hints import noticed
from foothold.records.should_have import should_have_asked
from foothold.records.visibility import sellers_in_tables
from foothold.web.addresses import counted_address
from foothold.web.drawing import Picture, Row, Table
from foothold.web.felt_picture import felt_picture
from foothold.web.figures import NAMES, counted, short
from foothold.web.habit_words import habit_line
from foothold.web.review_asked import Asked
from foothold.web.review_words import share_address
from foothold.web.wording import Words

KINDS: dict[str, Words] = {
    Purpose.FIRST_CONVERSATION: _l("First conversation"),
    Purpose.DISCOVERY: _l("Discovery"),
    Purpose.DEMO: _l("Demo"),
    Purpose.SITE_VISIT: _l("Site visit"),
    Purpose.WORKING_SESSION: _l("Working session"),
    Purpose.PROPOSAL_REVIEW: _l("Proposal review"),
    Purpose.DECISION: _l("Decision"),
    Purpose.KICKOFF: _l("Kick-off"),
    Purpose.EXISTING_CUSTOMER_REVIEW: _l("Review with a customer"),
    Purpose.SOCIAL: _l("Social"),
    NO_KIND: _l("The title names no kind"),
}
HABITS: dict[str, Words] = {
    Habit.DATE_IN_THE_ROOM: _l("Ask for the next date before the meeting ends"),
    Habit.HOMEWORK: _l("Ask them to bring something"),
    Habit.RECAP: _l("Write what was agreed within a business day"),
    Habit.AGENDA: _l("Send the agenda before"),
    Habit.SHOULD_HAVE_ASKED: _l("Write down what you should have asked"),
}
LABELS: dict[Bias, Words] = {
    Bias.HAPPY_EARS: _l("Happy ears: you felt surer than it turned out."),
    Bias.TOO_GLOOMY: _l("Too gloomy: more went on than you felt."),
    Bias.NO_BIAS: _l("No bias shown."),
    Bias.NOT_ENOUGH: _l("Not enough to say: your “how sure” of 20 meetings is needed."),
}


@dataclass(frozen=True, slots=True)
class FeltLine:
    """A number of it in words, and the list of what it was counted from; "" where they stand beside it."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class FeltShown:
    """Feeling against evidence in words, with its picture."""

    picture: Any
    label: Words
    lines: tuple[FeltLine, ...]
    against: tuple[Any, ...]


def more_of_review(seat: Membership, asked: Asked, found: NinetyDays, *, now: datetime) -> dict[str, Any]:
    """The context of everything below the five; of the team without what a seller says of himself."""
    span = found.window
    shared = {
        "month_ends": month_end_table(trends(found), asked),
        "by_purpose": purpose_table(table_by_purpose(found), asked),
        "by_seller": seller_table(seat, found, asked, now=now) if asked.team else None,
        "quarters": _quarters(seat, now, asked),
        "csv_address": asked.at("review_csv"),
        "json_address": asked.at("review_json"),
        "png_query": asked.at("review").partition("?")[2],
    }
    if asked.team:
        return shared
    seen = noticed(seat, span, now=now)
    habit = habit_now(seat, now.astimezone(span.start.tzinfo).date())
    return shared | {
        "felt": felt_shown(seat, felt(seat, now=now)),
        "hints": seen.hints,
        "kept_length": _share(seen.kept_length) if seen.kept_length.of else "",
        "kept_lengths": seen.lengths,
        "should_have": should_have_asked(seat, span),
        "habit": habit,
        "habit_line": habit_line(seat, now=now),
        "habit_words": HABITS[habit.habit] if habit else "",
        "habits": list(HABITS.items()),
    }


def month_end_table(by_end: dict[Any, dict[PercentageId, Share | None]], asked: Asked) -> Table:
    """The five at the last month ends."""
    rows = [
        Row(
            (date_format(end, "j M Y"), *(_share(shares[which]) for which in PercentageId)),
            asked.address(which="held", until=end.isoformat()),
            _addresses(shares, asked, until=end.isoformat()),
        )
        for end, shares in by_end.items()
    ]
    return folded(Table((_("Month end"), *(str(NAMES[which]) for which in PercentageId)), tuple(rows)))


def purpose_table(lines: Iterable[Line], asked: Asked) -> Table:
    """Meetings and percentages by what the title says a meeting is for."""
    shown = SHOWN_BY_SELLER if asked.team else tuple(PercentageId)
    rows = [
        Row(
            (str(KINDS[line.name]), str(line.counts.held), *(_rate(line, which) for which in shown)),
            asked.address(which="held", kind=line.name),
            (asked.address(which="held", kind=line.name), *_of_line(line, shown, asked, kind=line.name)),
        )
        for line in lines
    ]
    return folded(Table((_("Kind"), _("Meetings"), *(str(NAMES[which]) for which in shown)), tuple(rows)))


def seller_table(seat: Membership, found: NinetyDays, asked: Asked, *, now: datetime) -> Table | None:
    """The same by seller, in the order of their names, then all of them; None where it may not be shown."""
    lines = table_by_seller(seat, found.window, now=now)
    if lines is None:
        return None
    seats = {each.user.name: str(each.pk) for each in [*sellers_in_tables(seat), seat]}
    rows = [(line, {"seller": seats[line.name]}) for line in lines]
    cells = [_seller_row(line, asked, narrow) for line, narrow in rows]
    cells.append(_seller_row(team_line(found.review.counts, _("The team")), asked, {}))
    return folded(Table((_("Seller"), _("Meetings"), *(str(NAMES[which]) for which in SHOWN_BY_SELLER)), tuple(cells)))


def _seller_row(line: Line, asked: Asked, narrow: dict[str, str]) -> Row:
    cells = (line.name, str(line.counts.held), *(_rate(line, which) for which in SHOWN_BY_SELLER))
    held = asked.address(which="held", **narrow)
    return Row(cells, held, (held, *_of_line(line, SHOWN_BY_SELLER, asked, **narrow)))


def _of_line(line: Line, shown: Iterable[PercentageId], asked: Asked, **narrow: str) -> tuple[str, ...]:
    """The lists behind a row's percentages."""
    shares = {which: (line.rates[which] or (None,))[0] for which in shown}
    return _addresses(shares, asked, **narrow)


def _addresses(shares: Mapping[PercentageId, Share | None], asked: Asked, **narrow: str) -> tuple[str, ...]:
    def address(**more: str) -> str:
        return asked.address(**more, **narrow)

    return tuple(share_address(which, share, address, own=not asked.team) for which, share in shares.items())


def folded(table: Table) -> Table:
    """The same without the columns of which no row has a share; one line names them."""
    of_all = [{row.cells[at] for row in table.rows} for at in range(len(table.headings))]
    kept = [at for at, cells in enumerate(of_all) if not at or cells != {_("not known")}]
    rows = tuple(_kept(row, kept) for row in table.rows)
    unknown = tuple(heading for at, heading in enumerate(table.headings) if at not in kept)
    return Table(tuple(table.headings[at] for at in kept), rows, unknown)


def _kept(row: Row, kept: Iterable[int]) -> Row:
    """The row's cells at these places, each with its address."""
    linked = [row.linked[at] for at in kept]
    return Row(tuple(cell for cell, _href in linked), row.href, tuple(href for _cell, href in linked[1:]))


def felt_shown(seat: Membership, found: Felt) -> FeltShown:
    """The picture, the label, and the numbers it rests on."""
    ears = found.ears
    said = _("Answered in time, of meetings old enough: %(answered)s.") % {"answered": short(found.covered)}
    lines = [FeltLine(said, _felt_list(seat, "in-time") if found.covered.of else "")]
    if ears.label is not Bias.NOT_ENOUGH and ears.index is not None and ears.interval is not None:
        low, high = (100 * end for end in ears.interval)
        words = {"index": 100 * ears.index, "low": low, "high": high, "shrunk": 100 * (ears.shrunk or 0.0)}
        said = _("Felt minus happened: %(index)+.0f points (%(low)+.0f to %(high)+.0f); shrunk %(shrunk)+.0f.") % words
        lines.append(FeltLine(said))
        lines.append(FeltLine(_("Mean squared error: %(brier).3f.") % {"brier": ears.brier or 0.0}))
    for share, rated, of in (
        (found.rated_high, _("4 to 5"), "rated-high"),
        (found.rated_low, _("1 to 3"), "rated-low"),
    ):
        if share.of:
            said = _("Of meetings you rated %(rated)s, %(share)s advanced.") % {"rated": rated, "share": short(share)}
            lines.append(FeltLine(said, _felt_list(seat, of)))
    right, wrong = len(found.right_against), len(found.wrong_against)
    if right + wrong:
        said = _("Sure though nothing counted as a next step: %(right)d right, %(wrong)d wrong.")
        lines.append(FeltLine(said % {"right": right, "wrong": wrong}))
    return FeltShown(
        _felt_picture(seat, found) if found.by_sureness else None,
        LABELS[ears.label],
        tuple(lines),
        (*found.right_against, *found.wrong_against),
    )


def _felt_picture(seat: Membership, found: Felt) -> Picture:
    return felt_picture(found, link=lambda percent: _felt_list(seat, percent))


def _felt_list(seat: Membership, of: str) -> str:
    return counted_address("one_to_one_counted", seat.pk, "felt", of=of)


def _quarters(seat: Membership, now: datetime, asked: Asked) -> dict[str, Any] | None:
    """The quarters with won deals, and what goes with the next-step rate; None where nothing was won."""
    rows = quarters(seat, now=now, whole_team=asked.team)
    if not rows:
        return None
    by_value = [(row.step_rate, row.value) for row in rows if row.step_rate is not None and row.value is not None]
    by_days = [(r.step_rate, r.cycle_days) for r in rows if r.step_rate is not None and r.cycle_days is not None]
    cells = [
        Row(
            (
                date_format(row.begins_on, "M Y"),
                _("not known") if row.step_rate is None else f"{100 * row.step_rate:.0f} %",
                str(row.won),
                _("not known") if row.value is None else f"{row.value:,.0f}",
                "" if row.cycle_days is None else f"{row.cycle_days:.0f}",
            ),
            hrefs=_of_quarter(row, asked),
        )
        for row in rows
    ]
    headings = (_("Quarter from"), _("Next step counts"), _("Won"), _("Value won"), _("Days to win"))
    return {
        "table": Table(headings, tuple(cells)),
        "value": _together(correlation(by_value)),
        "days": _together(correlation([(x, y) for x, y in by_days])),
    }


def _of_quarter(row: Quarter, asked: Asked) -> tuple[str, ...]:
    """The steps that counted, then the deals won: for their number, value and days."""
    begins_on = row.begins_on.isoformat()
    which = "step_counted" if row.counts.step_counted else "step_not_counted"
    steps = asked.address(which=which, quarter=begins_on) if row.step_rate is not None else ""
    won = asked.at("review_won", quarter=begins_on) if row.won else ""
    return (steps, won, won, won)


def _together(found: Correlation) -> str:
    """r = .42 (-.30 to .83), from 8 quarters; or that it cannot be said."""
    if found.r is None or found.interval is None:
        return _("too few quarters to say (%(n)d)") % {"n": found.n}
    low, high = found.interval
    words = {"r": found.r, "low": low, "high": high, "n": found.n}
    return _("r = %(r).2f (%(low).2f to %(high).2f), %(n)d quarters") % words


def _rate(line: Line, which: PercentageId) -> str:
    rate = line.rates[which]
    if rate is None:
        return _("not known")
    share, shrunk = rate
    if share.too_few:
        return counted(share.k, share.of)
    return _("%(rate).0f %% (%(on)s)") % {"rate": 100 * shrunk, "on": counted(share.k, share.of)}


def _share(share: Share | None) -> str:
    if share is None or not share.of:
        return _("not known")
    return short(share) if share.too_few else f"{short(share)} ({counted(share.k, share.of)})"
