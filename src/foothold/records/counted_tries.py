"""Tries at logging in, counted for every process that answers pages (settings.CACHES)."""

from datetime import datetime

from django.db import connection
from django.utils.crypto import salted_hmac

TABLE = "records_counted_tries"


def key_of(key: str, prefix: str, version: int) -> str:
    """The key as it is stored: who tried, and from which address of the network, cannot be read from it."""
    return salted_hmac("foothold.counted_tries", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def expire_tries(*, now: datetime) -> int:
    """Remove the counts whose time is over; how many."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE expires < %s", [connection.ops.adapt_datetimefield_value(now)])  # noqa: S608
        return int(cursor.rowcount)
