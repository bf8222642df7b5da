"""Rows of a SQLite file become Python's a column at a time: value by value Django calls a function for each.

Where only a method of our operations says how a value is read, and the operations know how a whole column is
(`columns`), that is done; everything else is converted as Django does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db.models.sql import compiler
from django.db.models.sql.compiler import (
    SQLAggregateCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)

__all__ = ["SQLAggregateCompiler", "SQLCompiler", "SQLDeleteCompiler", "SQLInsertCompiler", "SQLUpdateCompiler"]

_AT_ONCE = 100
"""Rows converted together: as many as Django fetches at a time."""


class SQLCompiler(compiler.SQLCompiler):
    """Django's, but for how the rows found are converted."""

    def apply_converters(
        self, rows: Iterable[Iterable[Any]], converters: Mapping[int, tuple[list[Any], Any]]
    ) -> Iterator[Any]:
        """The rows with each value converted; `converters` by place, with the expression that stands there."""
        left = iter(rows)
        while part := list(islice(left, _AT_ONCE)):
            columns: list[Sequence[Any]] = list(zip(*part, strict=True))
            for place, (those, expression) in converters.items():
                for convert in those:
                    columns[place] = self._converted(columns[place], convert, expression)
            yield from zip(*columns, strict=True)

    def _converted(self, column: Sequence[Any], convert: Any, expression: Any) -> Sequence[Any]:
        operations: Any = self.connection.ops
        whole = operations.columns.get(convert)
        if whole is not None:
            found: Sequence[Any] = whole(column)
            return found
        return [convert(value, expression, self.connection) for value in column]
