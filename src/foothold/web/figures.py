"""Percentages as the screen says them: always with what they were counted on (UX 6; METHOD 9)."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from foothold.core.differences import Change
from foothold.core.percentages import Percentage, PercentageId
from foothold.core.shares import Bounds, Share
from foothold.web.drawing import Words

NAMES: dict[PercentageId, Words] = {
    PercentageId.P1: _l("Both sides got what they came for"),
    PercentageId.P2: _l("Could have done more"),
    PercentageId.P3: _l("“I should have asked”"),
    PercentageId.P4: _l("Customer: best use of the time"),
    PercentageId.P5: _l("Next step agreed, written, booked"),
}


def shown(percentage: Percentage) -> str:
    """The number as it stands on the screen: 61 %, 3 of 8, 20 % to 90 %, not known."""
    if percentage.share is not None:
        return short(percentage.share)
    if percentage.bounds is None or not percentage.bounds.says_something:
        return _("not known")
    return between(percentage.bounds)


def counted_on(percentage: Percentage) -> str:
    """What a percentage was counted on; where the figure is a count already, nothing."""
    if percentage.share is not None:
        return "" if percentage.share.too_few else counted(percentage.share.k, percentage.share.of)
    bounds = percentage.bounds
    if bounds is None or not bounds.says_something:
        return ""
    return _("%(unknown)d of %(of)d not known") % {"unknown": bounds.unknown, "of": bounds.of}


def points(change: Change | None) -> str:
    """The change in percentage points, +9 points; nothing where it may not be said."""
    if change is None or change.points is None:
        return ""
    return ngettext("%(points)+d point", "%(points)+d points", abs(change.points)) % {"points": change.points}


def short(share: Share) -> str:
    """61 %, or 3 of 8."""
    if share.percent is None:
        return counted(share.k, share.of)
    return _("%(percent)d %%") % {"percent": share.percent}


def between(bounds: Bounds) -> str:
    """20 % to 90 %, or 3 to 5 of 8; the share itself where nothing is unknown."""
    if bounds.share is not None:
        return short(bounds.share)
    if bounds.percents is None:
        low, high = bounds.yes, bounds.yes + bounds.unknown
        return _("%(low)d to %(high)d of %(of)d") % {"low": low, "high": high, "of": bounds.of}
    return _("%(low)d %% to %(high)d %%") % dict(zip(("low", "high"), bounds.percents, strict=True))


def counted(k: int, of: int) -> str:
    """51 of 84."""
    return _("%(k)d of %(of)d") % {"k": k, "of": of}


def with_interval(percentage: Percentage) -> str:
    """61 % (51 of 84; 50 to 70), as far as there is more to say than the number itself."""
    if percentage.share is not None:
        return share_with_interval(percentage.share)
    number, on = shown(percentage), counted_on(percentage)
    return f"{number} ({on})" if on else number


def share_with_interval(share: Share) -> str:
    """The same for a share alone."""
    if share.interval is None or share.too_few:
        return short(share)
    low, high = (round(100 * end) for end in share.interval)
    words = {"number": short(share), "on": counted(share.k, share.of), "low": low, "high": high}
    return _("%(number)s (%(on)s; %(low)d to %(high)d)") % words


def week_from(monday: date) -> str:
    """Mon 22 Jun."""
    return date_format(monday, "D j M")
