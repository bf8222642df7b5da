"""What somebody dropped, sorted by what becomes of it: taken in at once, or read as a conversation first.

Calendars, call logs and mail folders are imported. A conversation is asked about before anything of it is
stored, and never touches the disk before (decision 0002). A single mail is a conversation too; if it carries
an invitation or an answer to one, it is imported besides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from foothold.actions.recognise_file import ENOUGH_TO_TELL, FileKind, recognise, why_unknown
from foothold.actions.unpack_archive import file_name, is_archive, unpack
from foothold.connectors.calendar import looks_like_calendar
from foothold.connectors.file_kinds import ALL
from foothold.connectors.mail import read_message
from foothold.core.calendar_entries import Skipped
from foothold.core.conversation import Unreadable

NO_WORDS = frozenset({".ics", ".ical", ".icalendar", ".ifb", ".csv", ".tsv", ".mbox", ".msg", ".zip", ".pst"})
"""How files are called that hold no conversation, in small letters: these may wait on disk while they are read."""

_NOT_KNOWN = f"We do not know this kind of file. We read {ALL}"
_IN_ARCHIVE = "Of an archive only calendars, mails and call logs are read. Drop a conversation by itself."


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """A file as it came: its bytes, or where it waits on disk. Of one that `is_cut` not all bytes are here."""

    name: str
    content: bytes | Path
    is_cut: bool = False

    def read(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()

    @property
    def is_without_words(self) -> bool:
        """Whether it is surely no conversation, by its name or its first bytes."""
        if isinstance(self.content, Path) or Path(self.name).suffix.lower() in NO_WORDS:
            return True
        return self.content.startswith(b"From ") or looks_like_calendar(self.content[:ENOUGH_TO_TELL], self.name)


@dataclass(slots=True)
class Dropped:
    """`imported` are files on disk; `mails` are imported as one folder; `words` are conversations."""

    imported: list[Path] = field(default_factory=list)
    mails: list[DroppedFile] = field(default_factory=list)
    words: list[DroppedFile] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def sort_dropped(files: Sequence[DroppedFile], folder: Path) -> Dropped:
    """Sort dropped files; what is no conversation is put into the empty `folder`. Nothing is stored."""
    dropped = Dropped()
    for place, file in enumerate(files):
        if file.is_without_words:
            _sort_from_disk(_on_disk(file, folder / str(place)), dropped)
        elif Path(file.name).suffix.lower() == ".eml":
            dropped.mails.append(file)
        else:
            # Whoever reads conversations knows best what to say to a picture or a PDF.
            dropped.words.append(file)
    if len(dropped.mails) == 1:
        dropped.words += dropped.mails
        dropped.mails = [each for each in dropped.mails if _speaks_of_a_meeting(each)]
    return dropped


def _on_disk(file: DroppedFile, folder: Path) -> Path:
    folder.mkdir()
    path = folder / file_name(file.name)
    if isinstance(file.content, Path):
        path.symlink_to(file.content)
    else:
        path.write_bytes(file.content)
    return path


def _sort_from_disk(path: Path, dropped: Dropped) -> None:
    if not is_archive(path):
        _sort(path, dropped)
        return
    try:
        taken, skipped = unpack(path, path.parent / "opened")
    except Unreadable as unreadable:
        dropped.skipped.append(Skipped(path.name, str(unreadable)))
        return
    dropped.skipped += [Skipped(f"{path.name}: {each.what}", each.reason) for each in skipped]
    for each in taken:
        _sort(each, dropped, archive=path.name)


def _sort(path: Path, dropped: Dropped, *, archive: str = "") -> None:
    kind = recognise(path)
    if kind is FileKind.MAILS and not _is_mbox(path):
        dropped.mails.append(DroppedFile(path.name, path))
    elif kind not in {FileKind.UNKNOWN, FileKind.CONVERSATION, FileKind.MAIL_BODY}:
        dropped.imported.append(path)
    elif archive:
        dropped.skipped.append(Skipped(f"{archive}: {path.name}", why_unknown(path) or _IN_ARCHIVE))
    elif path.suffix.lower() in NO_WORDS:
        dropped.skipped.append(Skipped(path.name, why_unknown(path) or _NOT_KNOWN))
    else:
        dropped.words.append(DroppedFile(path.name, path))


def _is_mbox(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").startswith(b"From ")


def _speaks_of_a_meeting(mail: DroppedFile) -> bool:
    try:
        return bool(read_message(mail.read(), mail.name, with_text=False).calendar_parts)
    except Unreadable:
        return False


def as_box(mails: Sequence[DroppedFile]) -> Iterator[tuple[int, bytes | Skipped]]:
    """The mails one after the other, as a mail folder gives them."""
    for place, mail in enumerate(mails):
        yield place, mail.read()
