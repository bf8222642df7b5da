"""What a row said before a reading changed it, as plain values, and back (ImportChange.before)."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from foothold.records.scoping import InWorkspace


def kept_fields(row: InWorkspace, names: Iterable[str]) -> dict[str, Any]:
    """These fields of a row, in values that JSON has."""
    return {name: _plain(getattr(row, name)) for name in names}


def put_back_fields(row: InWorkspace, before: dict[str, Any]) -> None:
    """Give a row the values it had; the caller stores it."""
    for name, value in before.items():
        field: Any = row._meta.get_field(name)
        setattr(row, name, field.to_python(value))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value
