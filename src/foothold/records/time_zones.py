"""The names of time zones as rows hold them."""

from functools import cache
from zoneinfo import available_timezones


@cache
def known_zones() -> frozenset[str]:
    """All names of zones. They are asked for with every deal, and finding them walks hundreds of files."""
    return frozenset(available_timezones())
