"""`field__among=keys`: one of many keys, given to the database as one value.

Django's `in` makes a variable of each key: building them costs more than the query, and databases limit their number.
"""

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey, Lookup, UUIDField


class Keys:
    """Keys for several questions, written for the database once.

    Of an iterable Django asks each key again and again whether it is a row; this is none on purpose.
    """

    def __init__(self, keys: Iterable[UUID]) -> None:
        self.listed = list(keys)

    @cached_property
    def as_json(self) -> str:
        """For SQLite, where a UUID is 32 digits."""
        return json.dumps([key.hex for key in self.listed])


@UUIDField.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):
    """Whether a key (UUID) is one of those given; none of none. Keys of rows alone, no rows."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Keys | Iterable[UUID]) -> None:
        super().__init__(lhs, rhs if isinstance(rhs, Keys) else Keys(rhs))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """SQLite, which knows lists as JSON."""
        sql, params = self.process_lhs(compiler, connection)
        return f"{sql} IN (SELECT value FROM json_each(%s))", (*params, self.rhs.as_json)  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """PostgreSQL, which knows both UUIDs and lists."""
        sql, params = self.process_lhs(compiler, connection)
        return f"{sql} = ANY(%s)", (*params, self.rhs.listed)
