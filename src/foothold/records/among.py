"""`field__among=keys`: one of many keys, given to the database as one value.

Django's `in` makes a variable of each key: building them costs more than the query, and databases limit their number.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey, Lookup, UUIDField


@UUIDField.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):
    """Whether a key (UUID) is one of those given; none of none. Keys of rows alone, no rows."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Iterable[UUID]) -> None:
        super().__init__(lhs, list(rhs))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """SQLite, where a UUID is 32 digits."""
        sql, params = self.process_lhs(compiler, connection)
        keys = json.dumps([key.hex for key in self.rhs])
        return f"{sql} IN (SELECT value FROM json_each(%s))", (*params, keys)  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """PostgreSQL, which knows both UUIDs and lists."""
        sql, params = self.process_lhs(compiler, connection)
        return f"{sql} = ANY(%s)", (*params, self.rhs)
