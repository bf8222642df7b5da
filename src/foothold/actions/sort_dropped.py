"""What somebody dropped, sorted by what becomes of it: taken in at once, or read as a conversation first.

Calendars, call logs and mail folders are imported. A conversation is asked about before anything of it is
stored (decision 0002). A single mail is read as a conversation too; if it carries an invitation or an
answer to one, that is imported besides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from foothold.actions.recognise_file import FileKind, recognise
from foothold.actions.unpack_archive import is_archive, unpack
from foothold.connectors.mail import read_message
from foothold.core.calendar_entries import Skipped
from foothold.core.conversation import Unreadable

MAIL_FOLDER = "Dropped mails"
"""What single mails are kept under: one source, however often some are dropped."""

_UNKNOWN = {
    ".ics": "This is named like a calendar, but there is none in it. Export it again, as an ICS file.",
    ".csv": "This table is neither an Outlook calendar nor a call log: its first line does not name their columns.",
    ".msg": "This is named like an Outlook mail, but there is none in it. Save it from Outlook again.",
    ".mbox": "This is named like a mail folder, but there is no mail in it. Export it again.",
}
_NOT_OURS = "In the archive, but no calendar, mail, call log or conversation."


@dataclass(slots=True)
class Dropped:
    """`imported` and `conversations` are files or mail folders; `skipped` is named with its reason."""

    imported: list[Path] = field(default_factory=list)
    conversations: list[Path] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    mails: list[Path] = field(default_factory=list)


def sort_dropped(files: Sequence[Path], folder: Path) -> Dropped:
    """Sort dropped files; archives are opened into the empty `folder`. Nothing is stored."""
    dropped = Dropped()
    for place, path in enumerate(files):
        if is_archive(path):
            _sort_archive(path, folder / f"archive-{place}", dropped)
        else:
            _sort(path, dropped)
    if len(dropped.mails) == 1:
        dropped.conversations += dropped.mails
    if len(dropped.mails) > 1 or any(_speaks_of_a_meeting(path) for path in dropped.mails):
        dropped.imported.append(_as_mail_folder(dropped.mails, folder))
    return dropped


def _sort_archive(path: Path, into: Path, dropped: Dropped) -> None:
    try:
        taken, skipped = unpack(path, into)
    except Unreadable as unreadable:
        dropped.skipped.append(Skipped(path.name, str(unreadable)))
        return
    dropped.skipped += [Skipped(f"{path.name}: {each.what}", each.reason) for each in skipped]
    for each in taken:
        _sort(each, dropped, archive=path.name)


def _sort(path: Path, dropped: Dropped, *, archive: str = "") -> None:
    kind = recognise(path)
    if kind is FileKind.MAILS and not _is_mbox(path):
        dropped.mails.append(path)
    elif kind is FileKind.CONVERSATION:
        dropped.conversations.append(path)
    elif kind is not FileKind.UNKNOWN:
        dropped.imported.append(path)
    elif archive or path.suffix.lower() in _UNKNOWN:
        what = f"{archive}: {path.name}" if archive else path.name
        dropped.skipped.append(Skipped(what, _UNKNOWN.get(path.suffix.lower(), _NOT_OURS)))
    else:
        # Whoever reads conversations knows best what to say to a picture or a PDF.
        dropped.conversations.append(path)


def _is_mbox(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").startswith(b"From ")


def _speaks_of_a_meeting(path: Path) -> bool:
    try:
        return bool(read_message(path.read_bytes(), path.name, with_text=False).calendar_parts)
    except Unreadable:
        return False


def _as_mail_folder(mails: list[Path], folder: Path) -> Path:
    """The mails as a Maildir: read as one source, and taken back as one."""
    box = folder / MAIL_FOLDER
    (box / "cur").mkdir(parents=True)
    for place, path in enumerate(mails):
        (box / "cur" / f"{place:06d} {path.name}").hardlink_to(path)
    return box
