"""Count wrong passwords for the account, wherever they come from: each further one makes the next wait longer.

Who knows the address alone cannot lock its owner out of a browser that has logged in before: it is counted apart
(OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). Any other waits with the guesser, a quarter of an hour
at the most; a passkey and the terminal's link wait for nothing. An address nobody has is counted alike, so that a wait
says nothing about it.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from foothold.records.models import LoginAttempts

FREE = 5
"""Wrong passwords in a row before the first wait."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)
"""Without a further one the row is forgotten."""


def counted_for(address: str, browser: str = "") -> str:
    """What attempts for an address, of a known browser or of any other, are counted under; the address is not in it."""
    return salted_hmac("login attempts", f"{address.strip().lower()}|{browser}", algorithm="sha256").hexdigest()


def begin_attempt(key: str, *, now: datetime) -> bool:
    """Count an attempt before its password is looked at; False where it must wait, and then nothing is counted.

    Before, so that a hundred at the same moment are counted one by one.
    """
    with transaction.atomic():
        rows = LoginAttempts.objects.select_for_update()
        row, _made = rows.get_or_create(counted_for=key, defaults={"last_at": now, "open_at": now})
        # A wait longer than the longest was set by a clock that has stepped back since.
        if now < row.open_at <= now + LONGEST_WAIT:
            return False
        row.failed = row.failed + 1 if row.last_at > now - FORGOTTEN_AFTER else 1
        row.last_at, row.open_at = now, now + wait_after(row.failed)
        row.save(update_fields=["failed", "last_at", "open_at"])
    return True


def attempt_succeeded(key: str) -> None:
    """The password was right: what was counted under this key is forgotten."""
    LoginAttempts.objects.filter(counted_for=key).delete()


def wait_after(failed: int) -> timedelta:
    """How long nothing is looked at after so many wrong ones in a row: 1, 2, 4, 8, then 15 minutes.

    >>> [wait_after(failed).total_seconds() / 60 for failed in (4, 5, 7, 2_000_000)]
    [0.0, 1.0, 4.0, 15.0]
    """
    if failed < FREE:
        return timedelta()
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << min(failed - FREE, 10)))
