"""The rows of a backup: one JSON line each, the same from SQLite as from PostgreSQL.

Rows are read and written through the models of the state the database is in (Django's migrations),
so that a backup of an older release is understood, and one can be made before a newer one migrates.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

AT_ONCE = 500
"""Rows in one statement."""
LONGEST_ROW = 256 * 1024 * 1024
"""Bytes of one line; a conversation has at most a tenth of it."""
_MODULUS = 2**256

State = tuple[str, str]
"""One migration: app and name."""


class Digest:
    """A checksum of a table's rows in whatever order a database gives them.

    The sum of the rows' SHA-256: databases sort text differently, and keep JSON in an order of their own.
    """

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, row: dict[str, Any]) -> None:
        canonical = json.dumps(row, sort_keys=True, separators=(",", ":")).encode("ascii")
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(canonical).digest(), "big")) % _MODULUS
        self.rows += 1

    @property
    def text(self) -> str:
        """64 hexadecimal digits."""
        return f"{self._sum:064x}"


class FromNewer(Exception):
    """The database, or a backup, is of a release that came after this one."""


def applied_migrations(loader: MigrationLoader) -> list[State]:
    """The state of the database; raises `FromNewer` where this release does not know all of it."""
    applied = sorted(node for node in loader.applied_migrations if node[0] in loader.migrated_apps)
    require_known(loader, applied)
    return applied


def require_known(loader: MigrationLoader, migrations: list[State]) -> None:
    """Raise `FromNewer` where one of these migrations is not ours."""
    unknown = [node for node in migrations if node not in loader.graph.nodes]
    if unknown:
        raise FromNewer(f"{unknown[0][0]} {unknown[0][1]}")


def last_of(loader: MigrationLoader, migrations: list[State]) -> list[State]:
    """The migrations of a state that no other one of it builds on: what to migrate to."""
    known = set(migrations)
    return [
        node
        for node in migrations
        if not any(child.key[0] == node[0] and child.key in known for child in loader.graph.node_map[node].children)
    ]


def models_of(apps: Any) -> list[type[models.Model]]:
    """Every table of a state, in one order."""
    found = apps.get_models(include_auto_created=True)
    kept = [model for model in found if model._meta.managed and not model._meta.proxy]
    return sorted(kept, key=lambda model: model._meta.label_lower)


def apps_of(loader: MigrationLoader, migrations: list[State]) -> Apps:
    """The models as they were in a state."""
    apps: Apps = loader.project_state(migrations).apps
    for model in models_of(apps):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.DateField):
                # A restored row says when it was made, not when it was restored.
                field.auto_now = field.auto_now_add = False
    return apps


def rows_of(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    """A table's rows as JSON values by column, by primary key."""
    names = [field.attname for field in _kept(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield {name: _plain(value) for name, value in zip(names, row, strict=True)}


def row_from(model: type[models.Model], row: dict[str, Any]) -> models.Model:
    """A row of the table, not stored yet; ValueError where its columns are others."""
    fields = {field.attname: field for field in _kept(model)}
    if row.keys() != fields.keys():
        raise ValueError(f"{model._meta.label} has other columns")
    return model(**{name: fields[name].to_python(value) for name, value in row.items()})


def _kept(model: type[models.Model]) -> list[Any]:
    """The columns of a backup; what a database works out itself it works out again."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def line_of(row: dict[str, Any]) -> bytes:
    """One line; ASCII, so that half characters of odd input survive."""
    return json.dumps(row, separators=(",", ":")).encode("ascii") + b"\n"


def loader() -> MigrationLoader:
    """The migrations of this release, and which of them the database has."""
    return MigrationLoader(connection)


def _plain(value: Any) -> Any:
    """A column's value as JSON has it; `to_python` of its field reads it back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode("ascii")
    return value
