"""A backup's file, opened and checked whole before anything in it is believed."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foothold.actions.backup_everything import KEYS, MANIFEST, SCHEMA
from foothold.actions.backup_rows import LONGEST_ROW, State
from foothold.core.conversation import Unreadable

_LARGEST_MANIFEST = 4 * 1024 * 1024
_LARGEST_KEY = 64 * 1024
_PIECE = 1024 * 1024
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, IndexError, TypeError, ValueError, RuntimeError, RecursionError,
)  # fmt: skip
"""What a truncated or altered archive makes its readers raise."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table or a key in the archive. `rows` and `digest` (backup_rows.Digest) are a table's."""

    name: str
    file: str
    bytes: int
    sha256: str
    rows: int = 0
    digest: str = ""


class OpenedBackup:
    """A backup whose checksums hold."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        said = json.loads(_bounded(archive, MANIFEST, _LARGEST_MANIFEST))
        if said["schema"] != SCHEMA:
            raise ValueError(f"its form is {said['schema']!r}")
        self._archive = archive
        self.version = str(said["version"])[:40]
        self.made_at = str(said["made_at"])[:40]
        self.migrations: list[State] = [(str(app), str(name)) for app, name in said["migrations"]]
        self.tables = [_part(table, table["model"], table["file"]) for table in said["tables"]]
        self.keys = [_part(key, key["name"], f"keys/{key['name']}") for key in said["keys"] if key["name"] in KEYS]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    def key(self, part: Part) -> bytes:
        """A key's content."""
        return _bounded(self._archive, part.file, _LARGEST_KEY)

    def lines(self, table: Part) -> Iterator[dict[str, Any]]:
        """The rows of a table."""
        with self._archive.open(table.file) as member:
            while line := member.readline(LONGEST_ROW):
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ValueError(f"a row of {table.name} is none")
                yield row

    def check(self, said: Callable[[int, int], None]) -> None:
        """Compare all of it with the checksums; ValueError where one does not fit."""
        parts = [*self.tables, *self.keys]
        expected = {MANIFEST, *(part.file for part in parts)}
        if set(self._archive.namelist()) != expected or len(self._archive.namelist()) != len(expected):
            raise ValueError("it does not hold what it lists")
        done, of = 0, sum(part.bytes for part in parts)
        for part in parts:
            self._compare(part)
            done += part.bytes
            said(done, of)

    def _compare(self, part: Part) -> None:
        sha256, size = hashlib.sha256(), 0
        with self._archive.open(part.file) as member:
            # A member that inflates to more than the manifest says is left at once.
            while size <= part.bytes and (piece := member.read(_PIECE)):
                sha256.update(piece)
                size += len(piece)
        if size != part.bytes or sha256.hexdigest() != part.sha256:
            raise ValueError(f"{part.file} was changed")


@contextmanager
def open_backup(path: Path, *, said: Callable[[int, int], None] = lambda done, of: None) -> Iterator[OpenedBackup]:
    """The backup at `path`, checked; `said` hears of the bytes checked, and of how many.

    Raises Unreadable, one line for a person, where it is no backup, was cut off or was changed.
    """
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise Unreadable(f"{path.name} could not be opened: {error.strerror or error}. Nothing was changed.") from error
    except zipfile.BadZipFile as error:
        raise Unreadable(
            f"{path.name} is no backup of ours, or was cut off. Nothing was changed. Take another copy of it."
        ) from error
    with archive:
        try:
            opened = OpenedBackup(archive)
            opened.check(said)
        except _DAMAGED as error:
            raise Unreadable(
                f"{path.name} is damaged, or no backup of ours ({_short(error)}). Nothing was changed. "
                "Take another copy of it."
            ) from error
        yield opened


def _part(said: dict[str, Any], name: str, file: str) -> Part:
    rows, size = said.get("rows", 0), said["bytes"]
    if not (isinstance(rows, int) and isinstance(size, int) and rows >= 0 and size >= 0):
        raise ValueError(f"{name} has no size")
    return Part(str(name), str(file), size, str(said["sha256"]), rows, str(said.get("digest", "")))


def _bounded(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as member:
        content = member.read(most + 1)
    if len(content) > most:
        raise ValueError(f"{name} is too large")
    return content


def _short(error: Exception) -> str:
    said = error.args[0] if isinstance(error, KeyError) and error.args else error
    return " ".join(str(said).split())[:120] or type(error).__name__
