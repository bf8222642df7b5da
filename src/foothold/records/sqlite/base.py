"""How keys and moments of a SQLite file become Python's: reading a whole workspace, Django's way is a quarter of it.

A key is read once and kept, since a meeting's stands in its people, its words and its promises too; a moment is given
its zone without `datetime.replace`, which costs six times as much. The values are Django's own.
"""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.backends.sqlite3 import base, operations

_KEYS_KEPT = 16_384
"""Those of a few hundred deals with all that hangs on them, a few MB."""
_key = lru_cache(maxsize=_KEYS_KEPT)(UUID)


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, but for what is read of keys and moments."""

    def convert_uuidfield_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else _key(value)

    def convert_datetimefield_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if type(value) is datetime and value.tzinfo is None and connection.timezone is UTC:
            return datetime.combine(value, value.time(), UTC)
        return super().convert_datetimefield_value(value, expression, connection)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite with the operations above."""

    ops_class = DatabaseOperations
