"""What `foothold doctor` looks at, one check each: what is so, and what to do where that is not right."""

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from foothold import __version__
from foothold.cli.output import again
from foothold.cli.serve import LOOPBACK, USUAL_PORT, open_data_folder, time_zone

OK, WARN, FAIL = "ok", "warn", "fail"
LITTLE_SPACE, NO_SPACE = 1_000_000_000, 50_000_000
"""Bytes free on the disk, under which it is said and under which nothing can be relied on."""
RELEASED = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right shows a day before this release's year."""
OLDEST_SQLITE = (3, 31)


@dataclass(frozen=True, slots=True)
class Check:
    """One line: a name, ok, warn or fail, what is so, and what to do; empty where nothing is."""

    name: str
    state: str
    says: str
    do: str = ""


def checks(data: Path | None, port: int | None) -> Iterator[Check]:
    """All of them, in the order in which one rests on another. A check that breaks is a failed one."""
    yield from _guarded("software", _software)
    yield from _guarded("time zones", _time_zones)
    yield from _guarded("clock", _clock)
    try:
        open_data_folder(data)
        from django.conf import settings
    except (Exception, SystemExit) as error:
        yield Check(
            "data folder", FAIL, f"It cannot be used: {error}", "Name another with --data DIR, or see DATABASE_URL."
        )
        return
    folder = Path(settings.DATA_DIR)
    yield from _guarded("data folder", lambda: _data_folder(folder))
    yield from _guarded("disk", lambda: _disk(folder))
    yield from _guarded("keys", lambda: _keys(folder))
    yield from _guarded("port", lambda: _port(port or _port_set(), data))
    from foothold.cli.checks_of_database import checks_of_database

    yield from checks_of_database(data)


def _guarded(name: str, check: Callable[[], Check]) -> Iterator[Check]:
    try:
        yield check()
    except Exception as error:
        said = (str(error).splitlines() or [""])[0][:160]
        yield Check(name, FAIL, f"It could not be looked at: {type(error).__name__}: {said}")


def _software() -> Check:
    says = f"Foothold {__version__}, Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"
    if sqlite3.sqlite_version_info[:2] < OLDEST_SQLITE:
        return Check("software", FAIL, says, "SQLite 3.31 or newer is needed: use a newer Python, or PostgreSQL.")
    return Check("software", OK, says)


def _time_zones() -> Check:
    try:
        # Two that were changed in their time: a machine without data knows neither.
        known = [ZoneInfo(name).utcoffset(RELEASED.replace(tzinfo=None)) for name in ("Europe/Berlin", "Asia/Kolkata")]
    except ZoneInfoNotFoundError:
        known = []
    if len(known) < 2:
        return Check("time zones", FAIL, "There are no zone data.", "Install tzdata: pip install tzdata")
    return Check("time zones", OK, f"{len(available_timezones()):,} known; this machine is in {time_zone()}")


def _clock() -> Check:
    now = datetime.now(UTC)
    if now < RELEASED or now.year > 2100:
        return Check("clock", FAIL, f"It shows {now:%Y-%m-%d %H:%M} UTC.", "Set the machine's clock; turn on NTP.")
    return Check("clock", OK, f"{now:%Y-%m-%d %H:%M} UTC")


def _data_folder(folder: Path) -> Check:
    mode = stat.S_IMODE(folder.stat().st_mode)
    if not os.access(folder, os.W_OK | os.X_OK):
        return Check("data folder", FAIL, f"{folder} cannot be written to.", f"chmod u+rwx {folder}")
    if mode & 0o077:
        return Check("data folder", WARN, f"{folder} can be read by others.", f"chmod 700 {folder}")
    return Check("data folder", OK, f"{folder}, yours only")


def _disk(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    says = f"{free / 1e9:,.1f} GB free"
    if free < NO_SPACE:
        return Check("disk", FAIL, says, "Make room: a full disk stops imports and backups.")
    return Check("disk", WARN if free < LITTLE_SPACE else OK, says, "Make room." if free < LITTLE_SPACE else "")


def _keys(folder: Path) -> Check:
    from django.core.exceptions import ImproperlyConfigured

    from foothold.records.secrets import seal, unseal

    try:
        works = unseal(seal("x", about="doctor"), about="doctor") == "x"
    except ImproperlyConfigured as error:
        return Check("keys", FAIL, str(error))
    if not works:
        return Check("keys", FAIL, "What is sealed does not open again.", "Put the earlier key back.")
    names = [name for name in ("encryption_key", "secret_key") if (folder / name).is_file()]
    seen = [name for name in names if stat.S_IMODE((folder / name).stat().st_mode) & 0o077]
    if seen:
        paths = " ".join(str(folder / name) for name in seen)
        return Check("keys", WARN, f"{' and '.join(seen)} can be read by others.", f"chmod 600 {paths}")
    kept = "in the data folder" if "encryption_key" in names else "in the environment"
    return Check(
        "keys", OK, f"they are there, {kept}", "" if "encryption_key" in names else "Keep them with the backups."
    )


def _port_set() -> int:
    """The port the environment names, as `serve` sets it and a container does; else the usual one."""
    said = os.environ.get("FOOTHOLD_PORT", "")
    return int(said) if said.isdecimal() and 0 < int(said) < 65536 else USUAL_PORT


def _port(port: int, data: Path | None) -> Check:
    import socket

    with socket.socket() as probe:
        probe.settimeout(2)
        if probe.connect_ex((LOOPBACK[0], port)) != 0:
            return Check("port", OK, f"Port {port} is free: Foothold does not run there yet, and can")
    try:
        with urlopen(f"http://{LOOPBACK[0]}:{port}/alive", timeout=2) as answer:
            ours = answer.read(20) == b"foothold"
    except (URLError, OSError, ValueError):
        ours = False
    if ours:
        return Check("port", OK, f"Foothold runs on port {port} of this machine")
    return Check("port", WARN, f"Port {port} is taken by another program.", again(f"serve --port {port + 1}", data))
