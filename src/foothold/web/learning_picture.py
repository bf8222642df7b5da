"""The reliability curve as bars on the server: how often it was won, a line where it was said (METHOD 7.3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from foothold.web import drawing
from foothold.web.drawing import SMALL, WIDTH, Picture, Row, Table, bar, line, words

_STEP = 50


@dataclass(frozen=True, slots=True)
class Came:
    """A range of chances said ("2 to 4 in 10"), their mean from 0 to 1, and how many of `count` times it was won."""

    range: str
    said: float
    won: int
    count: int

    @property
    def words(self) -> str:
        """When we said 2 to 4 in 10: 3 of 12 were won."""
        return _("When we said %(range)s: %(k)d of %(n)d were won.") % {
            "range": self.range,
            "k": self.won,
            "n": self.count,
        }


def came_true(came: Sequence[Came], *, name: str = "came-true") -> Picture:
    """A bar a range: its length the share that was won, its upright line the mean of what was said."""
    title = _("What we said, and what came true")
    parts = [words(0, 12, _("bar: won; upright line: said"), "muted", size=SMALL)]
    for place, each in enumerate(came):
        top = 24 + place * _STEP
        figure = _("%(k)d of %(n)d won") % {"k": each.won, "n": each.count}
        at = drawing.number(1 + each.said * (WIDTH - 2))
        parts += [
            words(0, top + 14, _("said %(range)s") % {"range": each.range}),
            words(WIDTH, top + 14, figure, "figure", anchor="end"),
            line("axis", f"M1 {top + 34}H{WIDTH - 1}", 1),
            bar(1, top + 20, each.won / each.count * (WIDTH - 2), 14, "solid"),
            # Over the bar and below it: seen on either ground.
            line("said-line", f"M{at} {top + 17}V{top + 40}", 2.5),
        ]
    said = " ".join(each.words for each in came)
    rows = tuple(Row((each.range, _tenths(each.said), str(each.won), str(each.count))) for each in came)
    svg = drawing.svg(name, title, said, 28 + len(came) * _STEP, parts, linked=False)
    return Picture(svg, title, Table((_("We said"), _("On average, in 10"), _("Won"), _("Times said")), rows))


def _tenths(said: float) -> str:
    return f"{10 * said:.1f}"
