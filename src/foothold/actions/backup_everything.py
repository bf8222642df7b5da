"""Everything in one file: every row of every table as of one moment, and the keys of the data folder.

The file is a ZIP archive: `rows/<table>.jsonl`, `keys/<name>`, and `manifest.json` with the schema's state,
the version, and counts and checksums of all of it. Whoever has it can read everything: it is readable by
its owner only, and must be guarded like the data folder.
"""

import errno
import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection, models, transaction

from foothold import __version__
from foothold.actions.backup_rows import Digest, applied_migrations, apps_of, line_of, loader, models_of, rows_of

SCHEMA = "backup/1"
MANIFEST = "manifest.json"
KEYS = {"secret_key": "FOOTHOLD_SECRET_KEY", "encryption_key": "FOOTHOLD_ENCRYPTION_KEY"}
"""The key files of the data folder, and the variable that takes the place of each."""
SAID_EVERY = 500
"""Rows after which progress is said."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and of how much."""


class NothingToBackUp(Exception):
    """The database has no tables yet."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What was written. `elsewhere` names the variables whose keys are not in the file."""

    path: Path
    rows: int
    bytes: int
    keys: tuple[str, ...]
    elsewhere: tuple[str, ...]


def backup_everything(path: Path, *, now: datetime, progress: Progress = lambda what, done, of: None) -> Backup:
    """Write the backup to `path`; nobody is kept from working meanwhile.

    Raises FileExistsError where something is there, OSError where it cannot be written, NothingToBackUp,
    and `backup_rows.FromNewer`. Whatever happens, no half of a file is left.
    """
    with _appears_whole(path) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            rows = _write(archive, now, progress)
        size = file.tell()
    keys = tuple(name for name, _ in _kept_keys())
    elsewhere = tuple(variable for variable in KEYS.values() if os.environ.get(variable))
    return Backup(path, rows, size, keys, elsewhere)


def _write(archive: zipfile.ZipFile, now: datetime, progress: Progress) -> int:
    manifest: dict[str, Any] = {"schema": SCHEMA, "version": __version__, "made_at": now.isoformat()}
    with _one_moment():
        known = loader()
        applied = applied_migrations(known)
        if not applied:
            raise NothingToBackUp
        tables = models_of(apps_of(known, applied))
        manifest |= {"database": connection.vendor, "migrations": applied}
        of = sum(model._base_manager.count() for model in tables)
        written: list[dict[str, Any]] = []
        done = 0
        for model in tables:
            written.append(_write_table(archive, model, partial(_say, progress, done, of)))
            done += written[-1]["rows"]
        manifest["tables"] = written
    manifest["keys"] = [_write_key(archive, name, content) for name, content in _kept_keys()]
    archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return done


def _say(progress: Progress, before: int, of: int, rows: int) -> None:
    progress("rows", before + rows, of)


def _write_table(archive: zipfile.ZipFile, model: type[models.Model], said: Callable[[int], None]) -> dict[str, Any]:
    name = f"rows/{model._meta.label_lower}.jsonl"
    digest, sha256, size = Digest(), hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as member:
        for row in rows_of(model):
            digest.add(row)
            line = line_of(row)
            sha256.update(line)
            size += len(line)
            member.write(line)
            if digest.rows % SAID_EVERY == 0:
                said(digest.rows)
    said(digest.rows)
    return {
        "model": model._meta.label_lower,
        "file": name,
        "rows": digest.rows,
        "bytes": size,
        "sha256": sha256.hexdigest(),
        "digest": digest.text,
    }


def _write_key(archive: zipfile.ZipFile, name: str, content: bytes) -> dict[str, Any]:
    archive.writestr(f"keys/{name}", content)
    return {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _kept_keys() -> Iterator[tuple[str, bytes]]:
    """The keys that lie in the data folder and are in use; one of the environment is kept by whoever set it."""
    for name, variable in KEYS.items():
        path = Path(settings.DATA_DIR) / name
        if not os.environ.get(variable) and path.is_file():
            yield name, path.read_bytes()


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction that sees the database as it was when it began, and keeps nobody from writing."""
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    # IMMEDIATE, as everywhere else, would take the lock for writing.
    usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic(durable=True):
            yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]


@contextmanager
def _appears_whole(path: Path) -> Iterator[BinaryIO]:
    """A file of its owner's alone that is seen under its name once it is whole and on disk, or never."""
    if path.exists() or path.is_symlink():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    nameless = _nameless(path.parent)
    with _renamed(path) if nameless is None else _linked(path, nameless) as file:
        yield file


def _nameless(folder: Path) -> int | None:
    """A file without a name, which is gone with our process; None where the system has no such files."""
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None or not os.path.isdir("/proc/self/fd"):
        return None
    try:
        return os.open(folder, flag | os.O_RDWR, 0o600)
    except OSError as error:
        if error.errno in {errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL}:
            return None
        raise


@contextmanager
def _linked(path: Path, nameless: int) -> Iterator[BinaryIO]:
    """The file without a name gets one at the end."""
    with os.fdopen(nameless, "w+b") as file:
        yield file
        file.flush()
        os.fsync(nameless)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            # Given a folder's number Python asks for linkat, which follows the link in /proc to the file itself.
            os.link(f"/proc/self/fd/{nameless}", path.name, src_dir_fd=folder, dst_dir_fd=folder)
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def _renamed(path: Path) -> Iterator[BinaryIO]:
    """A hidden file beside it. One that a killed process left goes with the next backup of that name."""
    aside = path.with_name(f".{path.name}.part")
    aside.unlink(missing_ok=True)
    number = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with os.fdopen(number, "w+b") as file:
            yield file
            file.flush()
            os.fsync(number)
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)
