"""Pictures 1, 2 and 4 of UX 5, drawn on the server: shape and word before colour, each with its numbers behind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from foothold.core.evidence import Side
from foothold.web import drawing
from foothold.web.deal_words import CLASSES, day
from foothold.web.drawing import SMALL, WIDTH, Link, Picture, Row, Table, bar, line, mark, words
from foothold.web.wording import STATES, Words

WIDE = 720
_LANES, _LANE, _AXIS_ROOM = 3, 26, 24
_NEXT_ROOM = 26
"""Above the line, for the words of the next date: no promise stands there."""
_LETTER = 6.4
_LONGEST_LABEL = 26
Place = Callable[[date], float]
"""From a day to its place on the line, in units."""

MARKS: Mapping[str, Words] = {"kept": _l("kept"), "late": _l("late"), "open": _l("open"), "next": _l("next date")}


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise on the timeline: whose, on which day, and what became of it: kept, late or open."""

    on: date
    side: str
    what: str
    mark: str
    href: str = ""


def timeline(
    promises: Sequence[Promised],
    *,
    today: date,
    next_on: date | None,
    next_words: str = "",
    name: str = "timeline",
    booked: bool = True,
) -> Picture:
    """Picture 2: theirs above, ours below; disc kept, triangle late, ring open, square the next date.

    The square is filled for a booked date, an outline for one that is only offered.
    """
    title = _("Promises, theirs above, ours below")
    days = [each.on for each in promises] + [today] + ([next_on] if next_on else [])
    first, last = min(days) - timedelta(days=3), max(days) + timedelta(days=3)
    scale = (WIDE - 40) / max((last - first).days, 1)

    def x(on: date) -> float:
        return 20 + (on - first).days * scale

    above = _laned([each for each in promises if each.side == Side.CUSTOMER], x)
    below = _laned([each for each in promises if each.side == Side.OURS], x)
    axis = 26 + _LANES * _LANE + _NEXT_ROOM
    bottom = axis + _AXIS_ROOM + _LANES * _LANE + 12
    # Words stand over the line of today, not under it.
    drawn = [
        format_html(
            '<path class="today-line" stroke="currentColor" stroke-dasharray="4 3" d="M{} 14V{}"/>',
            drawing.number(x(today)),
            bottom - 6,
        ),
        words(x(today) + 4, 14, _("today"), "muted", size=SMALL),
        words(20, 14, _("theirs"), "muted", size=SMALL),
        words(20, bottom, _("ours"), "muted", size=SMALL),
        line("axis", f"M20 {axis}H{WIDE - 20}", 1.5),
        *_ticks(first, last, x, axis),
    ]
    drawn += [each for one in above for each in _promise(one, axis, axis - _NEXT_ROOM, -1)]
    drawn += [each for one in below for each in _promise(one, axis, axis + _AXIS_ROOM, 1)]
    if next_on is not None:
        drawn.append(mark("next" if booked else "offered", x(next_on), axis, 8))
        label = next_words or day(next_on)
        at_end = x(next_on) + len(label) * _LETTER > WIDE - 20
        drawn.append(words(x(next_on) + (8 if at_end else -8), axis - 12, label, anchor="end" if at_end else ""))
    svg = drawing.svg(name, title, _said(promises, next_on, next_words), bottom + 8, drawn, linked=False, width=WIDE)
    return Picture(svg, title, _table(promises, next_on, next_words))


def strip(promises: Sequence[Promised], name: str) -> SafeString:
    """The last promises of a deal in one small line, theirs above ours; its words are its name."""
    if not promises:
        return SafeString("")
    shown = sorted(promises, key=lambda each: each.on)[-6:]
    parts = [
        mark(each.mark, 8 + place * 16, 7 if each.side == Side.CUSTOMER else 21, 5) for place, each in enumerate(shown)
    ]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="strip" viewBox="0 0 96 28" role="img" aria-labelledby="{}" '
        'fill="currentColor"><title id="{}">{}</title>{}{}</svg>',
        name,
        name,
        _said(shown, None, ""),
        line("axis", "M0 14H96", 1),
        drawing.together(parts),
    )


@dataclass(frozen=True, slots=True)
class Bars:
    """One group of picture 1: a state, the amounts of its deals, and how many have none.

    `total` says the sum and of how many the amount is not known; `figure`, on the picture, the sum alone.
    """

    state: str
    amounts: Sequence[Decimal]
    unknown: int
    total: str
    figure: str
    href: str = ""

    @property
    def deals(self) -> int:
        return len(self.amounts) + self.unknown


_STYLE = {"booked": "solid", "offered": "hatched", "vague": "dashed", "silent": "outline"}
_MOST_BARS = 24
_GROUP, _BARS_HEIGHT = 96, 44


def by_evidence(groups: Sequence[Bars], *, name: str = "by-evidence") -> Picture:
    """Picture 1: one bar a deal, height its amount; filled booked, hatched offered, dashed words only, outline silent.

    A group shows its largest deals; how many more there are is said. Where no amount is known each deal is a bar of
    one height (`height_words`).
    """
    title = _("Open deals by evidence")
    known = any(each.amounts for each in groups)
    groups = groups if known else [replace(each, amounts=[Decimal(1)] * each.unknown, unknown=0) for each in groups]
    most = max((amount for each in groups for amount in each.amounts), default=Decimal(0)) if known else Decimal(2)
    parts = [
        drawing.part(
            (0, place * _GROUP),
            (WIDTH, _GROUP - 4),
            _bars(each, most),
            href=each.href if each.deals else "",
            name=f"{STATES[each.state]}: {each.deals}",
        )
        for place, each in enumerate(groups)
    ]
    said = "; ".join(f"{STATES[each.state]}: {each.deals}, {each.total}" for each in groups if each.deals)
    rows = tuple(Row((str(STATES[each.state]), str(each.deals), each.total), each.href) for each in groups)
    svg = drawing.svg(
        name, title, said or _("No deals."), len(groups) * _GROUP, parts, linked=any(each.href for each in groups)
    )
    return Picture(svg, title, Table((_("State"), _("Deals"), _("Amount")), rows))


def height_words(groups: Sequence[Bars]) -> Words:
    """What the height of a bar says in this picture."""
    if any(each.amounts for each in groups):
        return _("Height is the amount.")
    return _("No amount is known: each bar is a deal, all of one height.")


def _bars(group: Bars, most: Decimal) -> list[SafeString]:
    many = ngettext("%(n)d deal", "%(n)d deals", group.deals) % {"n": group.deals}
    parts = [
        words(0, 15, STATES[group.state], "figure"),
        words(WIDTH, 15, ", ".join(filter(None, (many, group.figure))), anchor="end"),
        line("axis", f"M0 {24 + _BARS_HEIGHT}H{WIDTH}", 1),
    ]
    shown = sorted(group.amounts, reverse=True)[:_MOST_BARS]
    for place, amount in enumerate(shown):
        # A part that exists is seen, however small it is.
        height = max(float(amount / most) * _BARS_HEIGHT, 3) if most > 0 else 3.0
        parts.append(bar(1 + place * 12, 24 + _BARS_HEIGHT - height, 8, height, _STYLE[group.state]))
    more = group.deals - len(shown)
    if more:
        parts.append(
            words(
                WIDTH,
                24 + _BARS_HEIGHT + 14,
                _("%(n)d more, not drawn") % {"n": more},
                "muted",
                anchor="end",
                size=SMALL,
            )
        )
    return parts


_CLASS_STYLE = {
    "close soon": "solid",
    "nurture (develop)": "hatched",
    "nurture (keep warm)": "hatched",
    "not tested": "dashed",
    "let go": "outline",
    "": "dashed",
}


def time_by_triage(hours: Mapping[str, float], *, link: Link | None = None, name: str = "time-by-class") -> Picture:
    """Picture 4: customer hours of four weeks by the class on the day they were spent.

    Shares are of the hours whose class is known: what is not known is no finding, and has none.
    """
    total = sum(hours.values())
    known = total - hours.get("", 0.0)
    title = _("Four weeks: %(n)s customer hours") % {"n": hours_words(total)}
    shown = [key for key in _CLASS_STYLE if hours.get(key)] + sorted(key for key in hours if key not in _CLASS_STYLE)
    parts, rows = [], []
    for place, key in enumerate(shown):
        spent = hours[key]
        share = _("%(share)d %%") % {"share": round(100 * spent / known)} if key and known else ""
        figure = _("%(hours)s h") % {"hours": hours_words(spent)} + (f" ({share})" if share else "")
        word = str(CLASSES.get(key, key))
        drawn = [
            words(0, 14, word),
            words(WIDTH, 14, figure, "figure", anchor="end"),
            bar(1, 20, max(spent / total * (WIDTH - 2), 3) if total else 0, 14, _CLASS_STYLE.get(key, "dashed")),
        ]
        href = link(key) if link else ""
        parts.append(drawing.part((0, place * 44), (WIDTH, 40), drawn, href=href, name=f"{word}: {figure}"))
        rows.append(Row((word, hours_words(spent), share), href))
    said = "; ".join(f"{row.cells[0]}: {row.cells[1]}" for row in rows) or _("No hours.")
    svg = drawing.svg(name, title, said, max(len(shown), 1) * 44, parts, linked=bool(link and shown))
    return Picture(svg, title, Table((_("Class that day"), _("Hours"), _("Share")), tuple(rows)))


def hours_words(hours: float) -> str:
    """14, 2.5: hours to a tenth."""
    return f"{round(hours, 1):g}"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A promise with its place; without a lane it is a mark without words. `leftward`: its words stand before it."""

    promise: Promised
    x: float
    lane: int | None
    leftward: bool = False


def _laned(promises: Sequence[Promised], x: Place) -> list[_Placed]:
    """Labels side by side where there is room, else a lane further out, else none: words never overlap."""
    free = [0.0] * _LANES
    placed = []
    for each in sorted(promises, key=lambda one: one.on):
        at = x(each.on)
        width = 14 + len(_label(each)) * _LETTER
        leftward = at + width > WIDE
        first, last = (at - width, at + 8) if leftward else (at - 8, at + width)
        lane = next((n for n in range(_LANES) if free[n] <= first), None)
        if lane is not None:
            free[lane] = last
        placed.append(_Placed(each, at, lane, leftward))
    return placed


def _promise(placed: _Placed, axis: float, first: float, direction: int) -> list[SafeString]:
    lane = placed.lane if placed.lane is not None else 0
    y = first + direction * (8 + lane * _LANE)
    parts = [line("axis", f"M{drawing.number(placed.x)} {drawing.number(axis)}V{drawing.number(y)}", 1)]
    parts.append(mark(placed.promise.mark, placed.x, y))
    if placed.lane is not None:
        x, anchor = (placed.x - 11, "end") if placed.leftward else (placed.x + 11, "")
        parts.append(words(x, y + 4, _label(placed.promise), anchor=anchor, size=SMALL))
    return parts


def _label(promise: Promised) -> str:
    what = promise.what if len(promise.what) <= _LONGEST_LABEL else promise.what[: _LONGEST_LABEL - 1].rstrip() + "…"
    return f"{what} ({MARKS[promise.mark]})"


def _ticks(first: date, last: date, x: Place, axis: float) -> list[SafeString]:
    span = (last - first).days
    step = max(span // 5, 7)
    days = [first + timedelta(days=3 + at) for at in range(0, max(span - 6, 1), step)]
    return [words(x(each), axis + 14, day(each)[4:], "muted", anchor="middle", size=SMALL) for each in days]


def _said(promises: Sequence[Promised], next_on: date | None, next_words: str) -> str:
    """They kept 2 of 3 due, 1 open. We kept 2 of 3 due. Next date Thu 24 Sep."""
    said = []
    for side, sentence in (
        (Side.CUSTOMER, _("They kept %(k)d of %(n)d due, %(open)d open.")),
        (Side.OURS, _("We kept %(k)d of %(n)d due, %(open)d open.")),
    ):
        marks = [each.mark for each in promises if each.side == side]
        kept, late = marks.count("kept"), marks.count("late")
        said.append(sentence % {"k": kept, "n": kept + late, "open": marks.count("open")})
    if next_on is not None:
        said.append(_("Next date %(day)s.") % {"day": next_words or day(next_on)})
    return " ".join(said)


def _table(promises: Sequence[Promised], next_on: date | None, next_words: str) -> Table:
    sides = {Side.CUSTOMER.value: _("they"), Side.OURS.value: _("we")}
    rows = [
        Row((day(each.on), sides.get(each.side, _("not known who")), each.what, str(MARKS[each.mark])), each.href)
        for each in sorted(promises, key=lambda one: one.on, reverse=True)
    ]
    if next_on is not None:
        rows.insert(0, Row((day(next_on), "", next_words, str(MARKS["next"]))))
    return Table((_("Day"), _("Who"), _("What"), _("What became of it")), tuple(rows))
