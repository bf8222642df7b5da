"""Make the database file forget what was deleted."""

from pathlib import Path

from django.conf import settings
from django.db import connection


def forget_freed_pages() -> bool:
    """Empty SQLite's write-ahead log, where deleted words would else stay until it wraps.

    The pages themselves are overwritten by PRAGMA secure_delete. PostgreSQL vacuums by itself.
    Outside any transaction. Where somebody reads at this moment the log cannot be emptied: False,
    and a mark is left for the jobs to try again (`forget_what_is_due`). It never waits.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    with connection.cursor() as cursor:
        waits = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(waits)}")
    if busy:
        _mark().touch()
    else:
        _mark().unlink(missing_ok=True)
    return not busy


def forget_what_is_due() -> bool:
    """Try again what could not be emptied before; whether nothing is left to empty."""
    return forget_freed_pages() if _mark().exists() else True


def _mark() -> Path:
    return Path(settings.DATA_DIR) / "log_to_empty"
