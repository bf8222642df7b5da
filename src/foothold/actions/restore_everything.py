"""A backup back into a database: all of it and checked, or nothing changed.

The tables are made in the state the backup is of, filled, compared with its checksums, and brought to this
release; one transaction holds all of it. What is wrong with a file is said before anything is touched.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from foothold import __version__
from foothold.actions.backup_everything import KEYS, Progress
from foothold.actions.backup_rows import (
    AT_ONCE,
    Digest,
    FromNewer,
    applied_migrations,
    apps_of,
    last_of,
    loader,
    models_of,
    require_known,
    row_from,
    rows_of,
)
from foothold.actions.open_backup import OpenedBackup, Part, open_backup
from foothold.core.conversation import Unreadable
from foothold.records.review_tables import drop_triggers, install_triggers

# What the migrations themselves put into an empty database.
_MADE_BY_US = frozenset({"contenttypes.contenttype", "auth.permission"})


class NotEmpty(Exception):
    """Something is kept in the database already."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back. `elsewhere` names the variables that keep a key of the backup from being used."""

    rows: int
    made_at: str
    version: str
    elsewhere: tuple[str, ...]


def restore_everything(
    path: Path, *, replace: bool = False, progress: Progress = lambda what, done, of: None
) -> Restored:
    """Put the backup at `path` into the database of this data folder, and its keys into the folder.

    Raises Unreadable (one line for a person) for a file that is no backup, damaged, of a newer release, or
    refused by the database; NotEmpty unless `replace`; FromNewer where this database is of a newer release.
    """
    with open_backup(path, said=lambda done, of: progress("checking", done, of)) as backup:
        _refuse_newer(backup, path.name)
        keys = {part.name: backup.key(part) for part in backup.keys if not os.environ.get(KEYS[part.name])}
        with _keys_in_place(keys), _all_or_nothing():
            if not replace:
                _refuse_unless_empty()
            try:
                _rebuild(backup, progress)
            except (DatabaseError, ValidationError, ValueError, TypeError, LookupError) as error:
                raise Unreadable(f"The backup could not be put back ({_short(error)}). Nothing was changed.") from error
        elsewhere = tuple(KEYS[part.name] for part in backup.keys if os.environ.get(KEYS[part.name]))
        return Restored(backup.rows, backup.made_at, backup.version, elsewhere)


def _refuse_newer(backup: OpenedBackup, name: str) -> None:
    try:
        require_known(loader(), backup.migrations)
    except FromNewer as newer:
        raise Unreadable(
            f"{name} was made by Foothold {backup.version}, which is newer than this one ({__version__}). "
            "Nothing was changed. Update, then restore."
        ) from newer


def _refuse_unless_empty() -> None:
    known = loader()
    for model in models_of(apps_of(known, applied_migrations(known))):
        if model._meta.label_lower not in _MADE_BY_US and model._base_manager.exists():
            raise NotEmpty


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """One transaction around tables and rows."""
    # SQLite changes tables only while it checks no foreign keys, and does not switch that within a transaction.
    connection.disable_constraint_checking()
    try:
        with transaction.atomic(durable=True):
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '20s'")
            yield
    finally:
        connection.enable_constraint_checking()


def _rebuild(backup: OpenedBackup, progress: Progress) -> None:
    _drop_tables()
    executor = MigrationExecutor(connection)
    executor.migrate(last_of(executor.loader, backup.migrations))
    tables = {model._meta.label_lower: model for model in models_of(apps_of(executor.loader, backup.migrations))}
    if sorted(tables) != sorted(part.name for part in backup.tables):
        raise ValueError("its tables are not those of the state it names")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Tables just made check at once; rows come in the order of their tables' names.
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    done = 0
    for part in backup.tables:
        for stored in _fill(tables[part.name], backup, part):
            progress("rows", done + stored, backup.rows)
        done += part.rows
    _reset_sequences(list(tables.values()))
    # Also lets PostgreSQL change tables afterwards: it refuses while checks are waiting.
    connection.check_constraints()
    for part in backup.tables:
        _compare(tables[part.name], part)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    connection.check_constraints()
    install_triggers()


def _drop_tables() -> None:
    drop_triggers()
    known = loader()
    kept = models_of(apps_of(known, applied_migrations(known)))
    with connection.schema_editor() as editor:
        for model in kept:
            if not model._meta.auto_created:  # those go with the model they belong to
                editor.delete_model(model)
        recorder = MigrationRecorder(connection)
        if recorder.has_table():
            editor.delete_model(recorder.Migration)


def _fill(model: type[models.Model], backup: OpenedBackup, part: Part) -> Iterator[int]:
    rows = (row_from(model, row) for row in backup.lines(part))
    stored = 0
    while batch := list(islice(rows, AT_ONCE)):
        model._base_manager.bulk_create(batch)
        stored += len(batch)
        yield stored


def _reset_sequences(tables: list[type[models.Model]]) -> None:
    """Numbers that the database gives itself go on after the restored ones."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _compare(model: type[models.Model], part: Part) -> None:
    """What the database gives back is what the backup holds."""
    digest = Digest()
    for row in rows_of(model):
        digest.add(row)
    if (digest.rows, digest.text) != (part.rows, part.digest):
        raise ValueError(f"{part.name} came out differently: {digest.rows} rows of {part.rows}")


@contextmanager
def _keys_in_place(keys: dict[str, bytes]) -> Iterator[None]:
    """The backup's keys take the place of the folder's, together with its rows.

    Until the rows are there for certain both encryption keys are accepted, so that a crash at any instant
    leaves secrets that open (records.secrets: the first key seals, all open).
    """
    ours = {name: _key_file(name).read_bytes() for name in keys if _key_file(name).is_file()}
    sealing = "encryption_key"
    if sealing in keys and sealing in ours:
        _write_key(sealing, keys[sealing].strip() + b"," + ours[sealing].strip())
    try:
        yield
    except BaseException:
        if sealing in keys and sealing in ours:
            _write_key(sealing, ours[sealing])
        raise
    for name, content in keys.items():
        _write_key(name, content)


def _key_file(name: str) -> Path:
    return Path(settings.DATA_DIR) / name


def _write_key(name: str, content: bytes) -> None:
    path = _key_file(name)
    aside = path.with_name(f".{name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def _short(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")[:200]
