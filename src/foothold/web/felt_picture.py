"""Picture 3: how sure the seller was, and what happened (UX 5; METHOD 6.3). For the seller alone."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foothold.core.shares import Share
from foothold.records.felt import Felt
from foothold.web import drawing
from foothold.web.drawing import SMALL, Link, Picture, Row, Table, line, number, words
from foothold.web.figures import counted, short

_LEFT, _TOP, _SIDE = 48, 24, 200
_SHORT_COUNT = 6


def felt_picture(felt: Felt, *, link: Link | None = None, name: str = "felt") -> Picture:
    """One diamond a stop of sureness, with the 95% range of what happened as a bar; on the dotted line is exact.

    A diamond of fewer than ten meetings is hollow; what it was counted on stands below its percent, where no other
    stop can come in its way. The keys of links are percents.
    """
    title = _("How sure you felt, and what happened")
    counts = [(percent, counted(share.k, share.of)) for percent, share in felt.by_sureness]
    # Longer ones stand a line apart by turns: side by side there is room for six letters.
    lines = 2 if any(len(said) > _SHORT_COUNT for _percent, said in counts) else 1
    end = _TOP + _SIDE + 34 + 15 * lines
    parts = _frame(end)
    for percent, share in felt.by_sureness:
        parts += _stop(percent, share)
    for percent, said in counts:
        y = _TOP + _SIDE + 33 + 15 * (percent // 25 % lines)
        parts.append(words(_LEFT + percent * _SIDE / 100, y, said, anchor="middle", size=SMALL))
    sentence = told(felt)
    for place, part in enumerate(sentence.partition(", ")[::2]):
        parts.append(words(0, end + 20 + 16 * place, part + ("," if not place and part else ""), size=SMALL))
    said = "; ".join(
        _("%(sure)d %% sure: %(went_on)s went on") % {"sure": sure, "went_on": short(share)}
        for sure, share in felt.by_sureness
    )
    drawn = drawing.svg(name, title, said or _("Nothing to show yet."), end + 44, parts, linked=False)
    return Picture(drawn, title, _table(felt, link))


def told(felt: Felt) -> str:
    """When you felt 75 % sure, 35 % came to a next meeting: the stop with most meetings; empty with none."""
    if not felt.by_sureness:
        return ""
    percent, share = max(felt.by_sureness, key=lambda each: (each[1].of, each[0]))
    return _("When you felt %(sure)d %% sure, %(went_on)s came to a next meeting.") % {
        "sure": percent,
        "went_on": short(share),
    }


def _frame(end: float) -> list[SafeString]:
    """The square with its dotted line and percents; `end` is the line of what they are percents of."""
    bottom, right = _TOP + _SIDE, _LEFT + _SIDE
    parts = [
        line("axis", f"M{_LEFT} {_TOP}H{right}V{bottom}H{_LEFT}z", 1),
        line("axis dotted", "".join(f"M{_LEFT + at} {bottom - at}h0" for at in range(0, _SIDE + 1, 8)), 2),
        words(0, 12, _("went on"), "muted", size=SMALL),
        words(_LEFT + _SIDE / 2, end, _("said before"), "muted", anchor="middle", size=SMALL),
    ]
    for percent in (0, 25, 50, 75, 100):
        at = percent * _SIDE / 100
        parts.append(words(_LEFT + at, bottom + 17, f"{percent} %", "muted", anchor="middle", size=SMALL))
        parts.append(words(_LEFT - 8, bottom - at + 4, f"{percent} %", "muted", anchor="end", size=SMALL))
    return parts


def _stop(percent: int, share: Share) -> list[SafeString]:
    if share.rate is None or share.interval is None:
        return []
    x = _LEFT + percent * _SIDE / 100
    y, low, high = (_TOP + _SIDE - rate * _SIDE for rate in (share.rate, *share.interval))
    shape = f"M{number(x)} {number(y - 7)}l7 7-7 7-7-7z"
    diamond = line("trend", shape, 2) if share.too_few else drawing.filled("solid", shape)
    return [line("trend", f"M{number(x)} {number(low)}V{number(high)}", 2), diamond]


def _table(felt: Felt, link: Link | None) -> Table:
    rows = [
        Row((f"{percent} %", counted(share.k, share.of), _range(share)), link(str(percent)) if link else "")
        for percent, share in felt.by_sureness
    ]
    return Table((_("You felt sure"), _("Went on"), _("Range")), tuple(rows))


def _range(share: Share) -> str:
    if share.too_few or share.interval is None:
        return _("too few")
    low, high = (round(100 * end) for end in share.interval)
    return _("%(low)d %% to %(high)d %%") % {"low": low, "high": high}
