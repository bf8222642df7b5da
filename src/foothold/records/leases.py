"""A row that one process at a time works on: claimed by a conditional UPDATE while its lease lasts (DESIGN 4)."""

from datetime import datetime, timedelta

from django.db.models import Q

CLOCKS_DIFFER = timedelta(minutes=5)
"""By how much the clocks of two machines on one database may be apart and both still be believed."""


def is_free(now: datetime, lease: timedelta) -> Q:
    """Nobody works on it: never claimed, given back, or its lease has run out.

    A lease far longer than leases are was taken before the clock stepped back. Whoever still works under it is
    fenced off by the attempt number. Far longer, because a lease just taken by a machine whose clock is ahead of
    ours is alive: freeing it would send the same letter twice. After a small step back one waits that much longer.
    """
    stepped_back = Q(claimed_until__gt=now + 2 * lease + CLOCKS_DIFFER)
    return Q(claimed_until__isnull=True) | Q(claimed_until__lt=now) | stepped_back
