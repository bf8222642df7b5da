"""What a calendar alone shows of the last 90 days, drawn on the server (UX 5, S7).

Shape and word before colour: every picture reads in black and white.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foothold.core.counts import ReviewCounts
from foothold.core.shares import Bounds
from foothold.web import drawing
from foothold.web.drawing import SMALL, WIDTH, Link, Picture, Row, Table, bar, line, words
from foothold.web.figures import between, counted, week_from

_BAR_ROW, _BAR_HEIGHT = 46, 14
_COLUMNS_TOP, _COLUMNS_HEIGHT = 18, 84
_ROOM_FOR_NUMBERS = 18
"""Units a column needs before two digits stand clear of their neighbours'."""


@dataclass(frozen=True, slots=True)
class Week:
    """Meetings held in the week that begins on Monday `starts_on`: `in_room` and `unknown` are parts of `held`."""

    starts_on: date
    held: int
    in_room: int
    unknown: int = 0

    def __post_init__(self) -> None:
        Bounds(self.in_room, self.unknown, self.held)  # raises ValueError for what does not add up

    @property
    def without(self) -> int:
        """Held, and known to have got the next date later or not at all."""
        return self.held - self.in_room - self.unknown


def next_dates(counts: ReviewCounts, *, link: Link | None = None, name: str = "next-dates") -> Picture:
    """Where the held meetings' next dates stand, one bar each (keys: in_room, later, never, unknown)."""
    title = _("Next date in the calendar")
    unknown = counts.held - counts.in_room - counts.later - counts.never
    parts = (
        ("in_room", "solid", _("In the room"), counts.in_room),
        ("later", "hatched", _("Later"), counts.later),
        ("never", "outline", _("No next date"), counts.never),
        ("unknown", "dashed", _("Not known"), unknown),
    )
    in_room = Bounds(counts.in_room, unknown, counts.held)
    drawn, rows = [], []
    for index, (key, css, word, count) in enumerate(parts):
        href = link(key) if link and count else ""
        figure = counted(count, counts.held)
        if key == "in_room" and in_room.percents:
            figure = f"{figure}, {between(in_room)}"
        drawn.append(_wide_bar(index * _BAR_ROW, css, word, figure, count / max(counts.held, 1), href))
        rows.append(Row((word, str(count)), href))
    said = "; ".join(f"{word}: {count}" for _key, _css, word, count in parts)
    rows.append(Row((_("All meetings held"), str(counts.held))))
    picture = drawing.svg(name, title, said, len(parts) * _BAR_ROW, drawn, linked=link is not None)
    return Picture(picture, title, Table((_("Next date"), _("Meetings")), tuple(rows)))


def meetings_by_week(weeks: Sequence[Week], *, link: Link | None = None, name: str = "weeks") -> Picture:
    """A column a week, oldest first, under the number of meetings held; its foot had the next date in the room
    (key: Monday, ISO)."""
    title = _("Meetings held, week by week")
    most = max((week.held for week in weeks), default=0)
    slot = WIDTH / max(len(weeks), 1)
    drawn = [_column(week, index * slot, slot, most, link) for index, week in enumerate(weeks)]
    bottom = _COLUMNS_TOP + _COLUMNS_HEIGHT
    drawn.append(line("axis", f"M0 {bottom}H{WIDTH}", 1))
    if weeks:
        drawn.append(words(0, bottom + 15, week_from(weeks[0].starts_on), "muted", size=SMALL))
        drawn.append(words(WIDTH, bottom + 15, week_from(weeks[-1].starts_on), "muted", anchor="end", size=SMALL))
    drawn.extend(_legend(bottom + 29))
    held, in_room = sum(week.held for week in weeks), sum(week.in_room for week in weeks)
    said = ngettext(
        "%(held)d meeting held, %(in_room)d with the next date in the room.",
        "%(held)d meetings held, %(in_room)d with the next date in the room.",
        held,
    ) % {"held": held, "in_room": in_room}
    picture = drawing.svg(name, title, said, bottom + 43, drawn, linked=link is not None)
    return Picture(picture, title, _weeks_table(weeks, link))


def _wide_bar(top: float, css: str, word: str, figure: str, share: float, href: str) -> SafeString:
    # A part that exists is seen, however small it is.
    width = max(share * (WIDTH - 2), 3) if share else 0
    parts = [
        words(0, 15, word),
        words(WIDTH, 15, figure, "figure", anchor="end"),
        line("axis", f"M0 {23 + _BAR_HEIGHT}H{WIDTH}", 1),
        bar(1, 22, width, _BAR_HEIGHT, css),
    ]
    return drawing.part((0, top), (WIDTH, _BAR_ROW - 4), parts, href=href, name=f"{word}: {figure}")


def _column(week: Week, left: float, slot: float, most: int, link: Link | None) -> SafeString:
    unit = _COLUMNS_HEIGHT / max(most, 1)
    bottom = _COLUMNS_TOP + _COLUMNS_HEIGHT
    parts, base = [], float(bottom)
    for count, css in ((week.in_room, "solid"), (week.without, "outline"), (week.unknown, "dashed")):
        base -= count * unit
        parts.append(bar(slot * 0.15, base, slot * 0.7, count * unit, css))
    if week.held and slot >= _ROOM_FOR_NUMBERS:
        parts.append(words(slot / 2, base - 4, str(week.held), "muted", anchor="middle", size=SMALL))
    name = _("%(day)s: %(in_room)d of %(held)d in the room") % {
        "day": week_from(week.starts_on),
        "in_room": week.in_room,
        "held": week.held,
    }
    href = _href(week, link)
    return drawing.part((left, 0), (slot, bottom), parts, href=href, name=name)


def _legend(top: float) -> list[SafeString]:
    parts = []
    for x, css, word in (
        (0, "solid", _("In the room")),
        (110, "outline", _("Later or none")),
        (220, "dashed", _("Not known")),
    ):
        parts += [bar(x + 1, top, 10, 10, css), words(x + 16, top + 9, word, size=SMALL)]
    return parts


def _weeks_table(weeks: Sequence[Week], link: Link | None) -> Table:
    headings = (_("Week from"), _("Meetings"), _("In the room"), _("Later or none"), _("Not known"))
    counts = ((week.held, week.in_room, week.without, week.unknown) for week in weeks)
    rows = [
        Row((week_from(week.starts_on), *map(str, each)), _href(week, link))
        for week, each in zip(weeks, counts, strict=True)
    ]
    return Table(headings, tuple(rows))


def _href(week: Week, link: Link | None) -> str:
    return link(week.starts_on.isoformat()) if link and week.held else ""
