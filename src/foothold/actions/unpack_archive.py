"""What is in a ZIP archive, as files: Google hands out calendars as one, people send mail folders as one."""

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zlib import error as BrokenStream

from foothold.core.calendar_entries import Skipped
from foothold.core.conversation import Unreadable

MOST_FILES = 20_000
"""Files taken out of one archive."""
MOST_BYTES = 500_000_000
"""Bytes taken out of one archive, all files together: a bomb of a few kilobytes ends here."""
_AT_ONCE = 1024 * 1024
_ARCHIVE = b"PK\x03\x04"
_OFFICE = "[Content_Types].xml"


def is_archive(path: Path) -> bool:
    """Whether the file is a ZIP archive of files; Word's documents are one inside, and are none for us."""
    with path.open("rb") as file:
        if file.read(4) != _ARCHIVE:
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return _OFFICE not in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return path.suffix.lower() == ".zip"


def unpack(path: Path, into: Path) -> tuple[list[Path], list[Skipped]]:
    """Take the files of an archive out into the empty folder `into`, each in a folder of its own.

    Where a member says it wants to stand is not believed: only its last name is kept, for the report.
    Raises Unreadable where nothing can be taken out, or where there is too much.
    """
    taken: list[Path] = []
    skipped: list[Skipped] = []
    room = MOST_BYTES
    try:
        with zipfile.ZipFile(path) as archive:
            for place, member in enumerate(_members(archive)):
                target = into / str(place) / file_name(PurePosixPath(member.filename).name)
                target.parent.mkdir(parents=True)
                try:
                    room -= _take_out(archive, member, target, room)
                except (RuntimeError, NotImplementedError):
                    skipped.append(Skipped(target.name, "It is protected or packed in a way we cannot open."))
                except (zipfile.BadZipFile, BrokenStream, EOFError):
                    skipped.append(Skipped(target.name, "It is damaged in the archive."))
                else:
                    taken.append(target)
    except Unreadable:
        raise
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
        raise Unreadable("The archive is damaged. Nothing of it was read. Export it again.") from broken
    if not taken and not skipped:
        raise Unreadable("The archive is empty.")
    return taken, skipped


def file_name(name: str) -> str:
    """A name that every file system takes: its last 120 characters, without signs that mean a place."""
    plain = "".join("_" if sign in '/\\:*?"<>|' or not sign.isprintable() else sign for sign in name)
    return plain.strip(". ")[-120:].encode("utf-8", "replace")[-200:].decode("utf-8", "ignore") or "file"


def _members(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    members = [each for each in archive.infolist() if not each.is_dir() and not _is_hidden(each.filename)]
    if len(members) > MOST_FILES:
        raise Unreadable(
            f"The archive holds more than {MOST_FILES:,} files. Nothing of it was read. Import its folder."
        )
    yield from members


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _take_out(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, room: int) -> int:
    """Bytes written. What the archive says of a member's size is not believed either."""
    written = 0
    with archive.open(member) as packed, target.open("wb") as file:
        while block := packed.read(_AT_ONCE):
            written += len(block)
            if written > room:
                raise Unreadable(f"The archive holds more than {MOST_BYTES // 1_000_000} MB. Nothing of it was read.")
            file.write(block)
    return written
