"""How keys and moments of a SQLite file become Python's: reading a whole workspace, Django's way is a quarter of it.

A key is read once and kept, since a meeting's stands in its people, its words and its promises too; so is a moment, and
it has its zone from the beginning. The values are Django's own.
"""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from django.db.backends.sqlite3 import base, operations
from django.utils.dateparse import parse_datetime

_KEPT = 16_384
"""Those of a few hundred deals with all that hangs on them, a few MB."""
_key = lru_cache(maxsize=_KEPT)(UUID)


@lru_cache(maxsize=_KEPT)
def _moment(stored: bytes) -> datetime | None:
    """A moment as SQLite keeps it: in UTC, and it does not say so."""
    text = stored.decode()
    try:
        return datetime.fromisoformat(f"{text}+00:00")
    except ValueError:
        return parse_datetime(text)


for _declared in ("datetime", "timestamp"):
    sqlite3.register_converter(_declared, _moment)


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, but for what is read of keys and moments."""

    compiler_module = "foothold.records.sqlite.compiler"

    def convert_uuidfield_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else _key(value)

    @cached_property
    def columns(self) -> dict[Any, Callable[[Sequence[Any]], Sequence[Any]]]:
        """How all values of a column are read at once, by the method that reads one of them."""
        return {
            self.convert_uuidfield_value: lambda column: [None if value is None else _key(value) for value in column],
            self.convert_datetimefield_value: self._moments,
            self.convert_booleanfield_value: lambda column: [
                bool(value) if value in {0, 1} else value for value in column
            ],
        }

    def _moments(self, column: Sequence[Any]) -> Sequence[Any]:
        if all(value is None or (type(value) is datetime and value.tzinfo is UTC) for value in column):
            return column
        return [self.convert_datetimefield_value(value, None, self.connection) for value in column]

    def adapt_datetimefield_value(self, value: Any) -> Any:
        if type(value) is datetime and value.tzinfo is UTC and self.connection.timezone is UTC:
            return str(value)[: -len("+00:00")]
        return super().adapt_datetimefield_value(value)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite with the operations above."""

    ops_class = DatabaseOperations
