"""Figures as the terminal says them: always with what they were counted on (METHOD 9; UX 6)."""

from foothold.core.shares import Bounds, Share


def percent_of(share: Share) -> str:
    """26 of 84 (31 %), or 3 of 8 (too few for a percentage)."""
    counted = f"{share.k:,} of {share.of:,}"
    return f"{counted} (too few for a percentage)" if share.percent is None else f"{counted} ({share.percent} %)"


def between(bounds: Bounds) -> str:
    """20 to 35 of 84 (24 to 42 %); the share where nothing is unknown."""
    if bounds.share is not None:
        return percent_of(bounds.share)
    counted = f"{bounds.yes:,} to {bounds.yes + bounds.unknown:,} of {bounds.of:,}"
    if bounds.percents is None:
        return f"{counted} (too few for a percentage)"
    low, high = bounds.percents
    return f"{counted} ({low} to {high} %)"


def figure(share: Share | None, bounds: Bounds | None) -> tuple[str, str]:
    """The number in front, and what it was counted on: ("61 %", "51 of 84; 50 to 70 %")."""
    if share is not None:
        if share.percent is None or share.interval is None:
            return f"{share.k} of {share.of}", "too few for a percentage" if share.of else "nothing to count"
        low, high = (round(100 * end) for end in share.interval)
        return f"{share.percent} %", f"{share.k:,} of {share.of:,}; {low} to {high} %"
    if bounds is None or not bounds.says_something:
        return "not known", ""
    unknown = f"{bounds.unknown:,} of {bounds.of:,} not known"
    if bounds.percents is None:
        return f"{bounds.yes} to {bounds.yes + bounds.unknown} of {bounds.of}", f"too few for a percentage; {unknown}"
    low, high = bounds.percents
    return f"{low} to {high} %", unknown
