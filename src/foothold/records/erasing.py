"""Make the database file forget what was deleted."""

from django.db import connection


def forget_freed_pages() -> None:
    """Empty SQLite's write-ahead log, where deleted words would else stay until it wraps.

    The pages themselves are overwritten by PRAGMA secure_delete. PostgreSQL vacuums by itself.
    Outside any transaction.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
