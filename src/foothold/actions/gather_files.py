"""Many files as one: a folder with a file for each meeting or mail is one source, not five thousand."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from foothold.actions.import_calendar import GivenCalendar
from foothold.actions.import_mails import Mails
from foothold.connectors.calendar import PRODUCER, ScannedCalendar, threads_of
from foothold.core.calendar_entries import Skipped, Thread

MOST_FILES = 2000
"""Files held at once."""
MOST_BYTES = 64 * 1024 * 1024
"""Bytes of files held at once; one larger file is held alone."""


@dataclass(slots=True)
class Gathered:
    """Files on their way in: calendars by the one they belong to, single mails by their folder."""

    by_calendar: dict[str, list[tuple[str, ScannedCalendar]]] = field(default_factory=dict)
    by_folder: dict[str, tuple[list[str], Mails]] = field(default_factory=dict)
    files: int = 0
    size: int = 0

    def add(self, path: Path, calendar: ScannedCalendar, *, alone: bool) -> None:
        """Take a file in. A calendar is known by its name; files of a folder without one belong to the folder."""
        key = calendar.name or (path.name if alone else path.parent.name)
        self.by_calendar.setdefault(key, []).append((str(path), calendar))
        self._count(path)

    def add_mails(self, path: Path, mails: Mails, *, alone: bool) -> None:
        """Take a file of mails in; those of one folder belong together."""
        files, together = self.by_folder.setdefault(path.name if alone else path.parent.name, ([], Mails()))
        files.append(path.name)
        together.messages += mails.messages
        together.skipped += mails.skipped
        self._count(path)

    def _count(self, path: Path) -> None:
        self.files += 1
        self.size += path.stat().st_size

    @property
    def is_full(self) -> bool:
        return self.files >= MOST_FILES or self.size >= MOST_BYTES


def as_one(name: str, files: Sequence[tuple[str, ScannedCalendar]]) -> GivenCalendar:
    """One calendar of several files; a UID that stands in two of them is taken from the later one."""
    last = {uid: place for place, (_, calendar) in enumerate(files) for uid in calendar.fingerprints}

    def threads(uids: Container[str]) -> Iterator[Thread]:
        for place, (_, calendar) in enumerate(files):
            own = {uid for uid in calendar.fingerprints if last[uid] == place and uid in uids}
            if own:
                yield from threads_of(calendar, own)

    return GivenCalendar(
        name=name,
        tz=next((calendar.tz for _, calendar in files if calendar.tz), ""),
        fingerprints={uid: files[place][1].fingerprints[uid] for uid, place in last.items()},
        threads=threads,
        as_we_gave={uid for uid, place in last.items() if files[place][1].producer == PRODUCER},
        skipped=tuple(
            Skipped(file, f"{each.what}: {each.reason}") for file, calendar in files for each in calendar.skipped
        ),
    )
