"""The command line as a person types it: a process of its own, a data folder of its own, a calendar of his."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

FOOTHOLD = [sys.executable, "-c", "import sys; from foothold.cli import main; sys.exit(main(sys.argv[1:]))"]


def stamp(at: datetime) -> str:
    """As iCalendar writes a moment."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def entry(
    uid: str,
    at: datetime,
    put_at: datetime | None,
    *,
    customer: str = "northwind",
    partstat: str = "ACCEPTED",
    **more: str,
) -> str:
    """One VEVENT of an hour between Anna and somebody at `customer`."""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{stamp(datetime.now(UTC))}",
        f"DTSTART:{stamp(at)}",
        f"DTEND:{stamp(at + timedelta(hours=1))}",
        f"SUMMARY:{more.get('summary', f'Pilot result with {customer}')}",
        *([f"CREATED:{stamp(put_at)}"] if put_at else []),
        "ORGANIZER;CN=Anna Weber:mailto:anna@harbour.example",
        "ATTENDEE;CN=Anna Weber;PARTSTAT=ACCEPTED:mailto:anna@harbour.example",
        f"ATTENDEE;CN=Petra Lang;PARTSTAT={partstat}:mailto:petra@{customer}.example",
        "END:VEVENT",
    ]
    return "\r\n".join(lines)


def calendar(*entries: str) -> str:
    """A whole calendar of these entries."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//harbour//EN", "METHOD:PUBLISH"]
    return "\r\n".join([*head, "X-WR-CALNAME:anna@harbour.example", *entries, "END:VCALENDAR", ""])


def ninety_days(customers: int, in_room: int, later: int, *, with_created: bool = True) -> str:
    """One meeting 30 days ago with each of `customers`; the first `in_room` have a next date that was put into the
    calendar during it, the following `later` one that came two days after, the others none."""
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    entries = []
    for number in range(customers):
        held, name = now - timedelta(days=30, hours=number), f"customer{number:02}"
        entries.append(entry(f"held-{number}", held, held - timedelta(days=9) if with_created else None, customer=name))
        put_at = held + timedelta(minutes=50) if number < in_room else held + timedelta(days=2)
        if number < in_room + later:
            ahead = now + timedelta(days=5, hours=number)
            entries.append(entry(f"next-{number}", ahead, put_at if with_created else None, customer=name))
    return calendar(*entries)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of this test."""
    return tmp_path / "data"


def run(folder: Path, *words: str | Path, stdin: str = "", **more: str) -> Any:
    """A command on this data folder, finished."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FOOTHOLD_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    ours = {"FOOTHOLD_DATA": str(folder), "TZ": "Europe/Vienna", "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(  # noqa: S603
        [*FOOTHOLD, *map(str, words)],
        input=stdin,
        env=kept | ours | more,
        capture_output=True,
        text=True,
        timeout=240,
    )


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with its tables and nobody in it, to be copied: making the tables takes seconds."""
    place = tmp_path_factory.mktemp("tables") / "data"
    made = "import sys; from foothold.cli.serve import prepare_data_folder as prepare; sys.exit(not prepare(None))"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FOOTHOLD_", "DJANGO_"))}
    subprocess.run([sys.executable, "-c", made], env=kept | {"FOOTHOLD_DATA": str(place)}, check=True)  # noqa: S603
    return place


@pytest.fixture
def foothold(folder: Path, tables: Path) -> Callable[..., Any]:
    """foothold(*words, stdin="", **environment): the finished process, on a folder that has its tables already."""
    if not folder.exists():
        copytree(tables, folder)
        folder.chmod(0o700)
    return partial(run, folder)


@pytest.fixture
def at_first(folder: Path) -> Callable[..., Any]:
    """The same on a folder that is not there yet."""
    return partial(run, folder)


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder into which ninety_days(12, in_room=6, later=3) was imported, to be copied."""
    place = tmp_path_factory.mktemp("imported")
    (place / "calendar.ics").write_bytes(ninety_days(12, 6, 3).encode())
    assert run(place / "data", "import", place / "calendar.ics").returncode == 0
    return place / "data"


@pytest.fixture
def filled(imported: Path, folder: Path) -> Callable[..., Any]:
    """The command on a folder of its own with that calendar in it."""
    copytree(imported, folder)
    folder.chmod(0o700)
    return partial(run, folder)


@pytest.fixture
def calendar_file(tmp_path: Path) -> Callable[..., Path]:
    """calendar_file(text, name="calendar.ics"): a file with it."""

    def write(text: str, name: str = "calendar.ics") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return write


@pytest.fixture(name="entry")
def entry_of() -> Callable[..., str]:
    """entry(uid, at, put_at, customer="northwind", partstat="ACCEPTED"): a VEVENT."""
    return entry


@pytest.fixture(name="calendar")
def calendar_of() -> Callable[..., str]:
    """calendar(*entries): a whole calendar."""
    return calendar


@pytest.fixture(name="ninety_days")
def ninety_days_of() -> Callable[..., str]:
    """ninety_days(customers, in_room, later): a calendar whose numbers are known beforehand."""
    return ninety_days
