"""Thousands of rows in one statement: what a calendar of years brings is stored in seconds.

Django's bulk_create compiles every value of every row; here the statement is compiled once and the
values are adapted by their fields. The rules of foothold.records.scoping hold all the same.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, models

from foothold.records.scoping import InWorkspace, OutsideWorkspace, stay_inside

_AS_IS = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)
"""Fields whose values every database takes as Python has them."""


def _adapted(field: Any) -> Callable[[Any], Any] | None:
    """How a field's value is given to the database, chosen once for thousands of rows; None: as it is."""
    kept = field.target_field if field.is_relation else field
    if isinstance(kept, _AS_IS):
        return None
    if isinstance(kept, models.UUIDField):
        return None if connection.features.has_native_uuid_field else _hex
    if isinstance(kept, models.FloatField):
        return float
    if isinstance(kept, models.JSONField):
        return lambda value: connection.ops.adapt_json_value(value, kept.encoder)
    if isinstance(kept, models.DateTimeField):
        adapt: Callable[[Any], Any] = connection.ops.adapt_datetimefield_value
        return adapt
    return lambda value: field.get_db_prep_save(value, connection)


def _hex(value: UUID | str) -> str:
    return value.hex if isinstance(value, UUID) else UUID(value).hex


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
    plan = [(each, each.attname, _adapted(each), getattr(each, "auto_now_add", False)) for each in fields]
    for row in rows:
        adding = row._state.adding
        values = []
        for field, name, adapt, on_adding in plan:
            value = field.pre_save(row, adding) if on_adding else getattr(row, name)
            values.append(value if adapt is None or value is None else adapt(value))
        yield values
