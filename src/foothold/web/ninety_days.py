"""Picture 5: the five percentages of the last 90 days as small lines, with their numbers (UX 5, S7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foothold.core.differences import Change
from foothold.core.percentages import Percentage, PercentageId
from foothold.core.shares import Share
from foothold.web import drawing
from foothold.web.drawing import SMALL, WIDTH, Link, Picture, Row, Table, line, number, words
from foothold.web.figures import NAMES, between, counted, counted_on, points, short, shown, week_from, with_interval

_LINE_ROW, _LINE_WIDTH, _LINE_HEIGHT = 68, 180, 28


@dataclass(frozen=True, slots=True)
class Trend:
    """One of the five percentages with its weeks, oldest first; None where a week has no share."""

    percentage: Percentage
    weeks: Sequence[tuple[date, Share | None]] = ()
    change: Change | None = None


def ninety_days(trends: Sequence[Trend], *, link: Link | None = None, name: str = "ninety-days") -> Picture:
    """Five small lines, week by week, with number, count and change.

    The keys of links are P1 to P5; in the table a Monday, ISO, and both: "P5 2026-09-07".

    A line stands on 0% and reaches up to 100%, above its weeks; a dot is small below ten meetings. Where of
    the percentage only bounds are known there is no line: weeks that happen to be known would belie it. The change is
    against the 90 days before, and there only where it may be said (METHOD 9).
    """
    title = _("Last 90 days: five percentages")
    said = [f"{NAMES[each.percentage.id]}: {shown(each.percentage)}" for each in trends]
    rows = [_trend(each, index * _LINE_ROW, link) for index, each in enumerate(trends)]
    linked = link is not None and any(link(each.percentage.id.value) for each in trends)
    drawn = drawing.svg(name, title, "; ".join(said), len(trends) * _LINE_ROW, rows, linked=linked)
    return Picture(drawn, title, _trends_table(trends, link))


def _trend(trend: Trend, top: float, link: Link | None) -> SafeString:
    key = trend.percentage.id
    bottom = 22 + _LINE_HEIGHT
    weeks = trend.weeks if trend.percentage.share is not None else ()
    path, few, enough = _week_line(weeks, bottom)
    below = ", ".join(filter(None, (counted_on(trend.percentage), points(trend.change))))
    parts = [
        words(0, 14, NAMES[key]),
        *(_axis(weeks, bottom) if path else ()),
        line("trend", path),
        line("trend", few, 3),
        line("trend", enough, 6),
        words(190, 39, shown(trend.percentage), "figure", size=17),
        words(190, 54, below, "muted", size=SMALL),
    ]
    href = link(key.value) if link else ""
    name = f"{NAMES[key]}: {shown(trend.percentage)}"
    return drawing.part((0, top), (WIDTH, _LINE_ROW - 2), parts, href=href, name=name)


def _axis(weeks: Sequence[tuple[date, Share | None]], bottom: float) -> list[SafeString]:
    """The line's foot, from its first week to its last."""
    first, last = week_from(weeks[0][0]), week_from(weeks[-1][0])
    return [
        line("axis", f"M0 {bottom}H{_LINE_WIDTH}", 1),
        words(0, bottom + 13, first, "muted", size=SMALL),
        words(_LINE_WIDTH, bottom + 13, last, "muted", anchor="end", size=SMALL),
    ]


def _week_line(weeks: Sequence[tuple[date, Share | None]], bottom: float) -> tuple[str, str, str]:
    """The line through the weeks, broken where one has no meeting, its small dots and its large ones."""
    step = (_LINE_WIDTH - 8) / max(len(weeks) - 1, 1)
    path: list[str] = []
    few: list[str] = []
    enough: list[str] = []
    pen = "M"
    for index, (_monday, share) in enumerate(weeks):
        if share is None or share.rate is None:
            pen = "M"
            continue
        at = f"{round(4 + index * step)} {number(bottom - share.rate * _LINE_HEIGHT)}"
        path.append(f"{pen}{at}")
        (few if share.too_few else enough).append(f"M{at}h0")
        pen = "L"
    return "".join(path), "".join(few), "".join(enough)


def _trends_table(trends: Sequence[Trend], link: Link | None) -> Table:
    headings = (_("Week from"), *(str(NAMES[each.percentage.id]) for each in trends))
    by_week = [dict(each.weeks) for each in trends]
    mondays = sorted(set().union(*by_week))
    weeks = [
        Row(
            (week_from(monday), *(_cell(shares.get(monday)) for shares in by_week)),
            link(monday.isoformat()) if link else "",
            tuple(link(f"{trend.percentage.id} {monday.isoformat()}") for trend in trends) if link else (),
        )
        for monday in mondays
    ]
    each = [trend.percentage for trend in trends]
    whole = tuple(link(one.id.value) for one in each) if link else ()
    return Table(
        headings,
        (
            Row((_("In all"), *map(with_interval, each)), hrefs=whole),
            Row((_("Change"), *(_change(trend.change) for trend in trends))),
            Row((_("Of all meetings"), *map(_of_all, each)), hrefs=whole),
            Row((_("Answered for"), *map(_response, each)), hrefs=whole),
            *weeks,
        ),
    )


def _response(percentage: Percentage) -> str:
    if percentage.id is PercentageId.P5:
        return _("no answer needed")
    return short(percentage.response) if percentage.response else _("not known")


def _of_all(percentage: Percentage) -> str:
    return between(percentage.bounds) if percentage.bounds and percentage.known else _("not known")


def _change(change: Change | None) -> str:
    return _("not known") if change is None else points(change) or _("not sure enough")


def _cell(share: Share | None) -> str:
    return counted(share.k, share.of) if share is not None and share.of else _("none")
