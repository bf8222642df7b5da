"""Thousands of rows in one statement: what a calendar of years brings is stored in seconds.

Django's bulk_create compiles every value of every row; here the statement is compiled once and the
values are adapted by their fields. The rules of foothold.records.scoping hold all the same.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, models

from foothold.records.scoping import InWorkspace, OutsideWorkspace, stay_inside

_AS_IS = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)
"""Fields whose values every database takes as Python has them."""


def insert(workspace_id: Any, rows: Sequence[InWorkspace]) -> None:
    """Store new rows of one model. In the caller's transaction."""
    _execute(workspace_id, rows, "")


def overwrite(workspace_id: Any, rows: Sequence[InWorkspace]) -> None:
    """Store rows of one model that are there already, whole. In the caller's transaction."""
    if rows:
        quote = connection.ops.quote_name
        kept = {"id", "workspace_id", "created_at"}
        columns = [str(field.column) for field in _written(type(rows[0]))]
        names = [column for column in columns if column not in kept]
        changes = ", ".join(f"{quote(name)} = EXCLUDED.{quote(name)}" for name in names)
        _execute(workspace_id, rows, f" ON CONFLICT ({quote('id')}) DO UPDATE SET {changes}")


def _execute(workspace_id: Any, rows: Sequence[InWorkspace], on_conflict: str) -> None:
    if not rows:
        return
    if any(row.workspace_id != workspace_id for row in rows):
        raise OutsideWorkspace(f"{type(rows[0]).__name__} rows of another workspace")
    stay_inside(rows)
    meta, quote = type(rows[0])._meta, connection.ops.quote_name
    fields = _written(type(rows[0]))
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    # Table and columns are the model's own names; every value goes as a parameter.
    statement = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({places}){on_conflict}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(_values(rows, fields)))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _written(model: type[models.Model]) -> list[Any]:
    """The fields we write; what the database works out itself is its own."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def _values(rows: Sequence[InWorkspace], fields: Sequence[Any]) -> Iterator[list[Any]]:
    plan = [
        (field, field.attname, isinstance(field, _AS_IS), getattr(field, "auto_now_add", False)) for field in fields
    ]
    for row in rows:
        adding = row._state.adding
        values = []
        for field, name, as_is, on_adding in plan:
            value = field.pre_save(row, adding) if on_adding else getattr(row, name)
            values.append(value if as_is or value is None else field.get_db_prep_save(value, connection))
        yield values
