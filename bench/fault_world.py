"""A whole Foothold with its surroundings, each in processes of its own: web, jobs, mail provider, calendar server.

The clock of web and jobs can be stepped (moved_clock.py), and while somebody waits for a lease or a pause to end, time
passes quickly. Nothing in the product knows of it.
"""

import logging
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import urlopen

BENCH = Path(__file__).resolve().parent
sys.path.append(str(BENCH.parent / "tests"))

from fault_wires import ByteWire, CalendarWire  # noqa: E402

ANNA, PETRA = "anna@harbour.example", "petra@northwind.example"
TZ = "Europe/Vienna"


class MovableClock:
    """The clock of the site's processes: the machine's, and so many seconds more or less."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._guard = threading.Lock()
        self.offset = 0.0
        self._write()

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.offset)

    def step(self, seconds: float) -> None:
        """Set it forward or back."""
        with self._guard:
            self.offset += seconds
            self._write()

    def environment(self) -> dict[str, str]:
        """What makes a process live by it (moved_clock.py)."""
        there = os.environ.get("PYTHONPATH")
        return {
            "BENCH_CLOCK": str(self._file),
            "PYTHONPATH": os.pathsep.join([str(BENCH), *([there] if there else [])]),
        }

    def _write(self) -> None:
        aside = self._file.with_suffix(".new")
        aside.write_text(f"{self.offset:.0f}\n", encoding="ascii")
        aside.replace(self._file)


class Process:
    """One process of the site: started, killed at any instant, started again."""

    def __init__(self, words: list[str], environment: dict[str, str], log: Path) -> None:
        self._words, self._environment, self._log = words, environment, log
        self.is_wanted = False
        self._running: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()

    def start(self) -> None:
        """Start it, if it does not run."""
        with self._guard:
            self.is_wanted = True
            if self._running is not None and self._running.poll() is None:
                return
            with self._log.open("ab") as said:
                self._running = subprocess.Popen(
                    self._words, env=self._environment, stdout=said, stderr=said, start_new_session=True
                )

    def kill(self) -> None:
        """SIGKILL, its children too; gone when it returns, until it is started again."""
        with self._guard:
            self.is_wanted = False
            if self._running is not None:
                with suppress(ProcessLookupError):
                    os.killpg(self._running.pid, signal.SIGKILL)
                self._running.wait()
                self._running = None


class World:
    """Where loops take place. Made by `world`."""

    def __init__(
        self,
        folder: Path,
        data: Path,
        provider: Any,
        radicale: Any,
        calendars: Path,
        port: int,
        *,
        movable: bool = True,
    ) -> None:
        self.folder, self.data, self.provider, self.calendars, self.port = folder, data, provider, calendars, port
        self.clock = MovableClock(folder / "clock")
        self.calendar_wire = CalendarWire(int(radicale.address.rstrip("/").rpartition(":")[2]))
        self.smtp_wire = ByteWire(provider.smtp_port)
        self.imap_wire = ByteWire(provider.dovecot.tls_port)
        environment = os.environ | (self.clock.environment() if movable else {})
        words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        words += ["--workers", "1", "--blocking-threads", "4", "--runtime-threads", "1", "--no-ws"]
        words += ["--log-level", "warning", "moved_clock:application" if movable else "foothold.site.wsgi:application"]
        self.web = Process(words, environment, folder / "web.log")
        jobs = [sys.executable, *([str(BENCH / "moved_clock.py")] if movable else ["-m", "foothold.jobs"])]
        self.jobs = [Process(jobs, environment, folder / f"jobs{number}.log") for number in (1, 2)]
        self.seat: Any = None
        self.cookie: tuple[str, str] = ("", "")

    def start(self) -> None:
        self.seat = _connected(self)
        self.cookie = _session(self.seat)
        self.web.start()
        self.jobs[0].start()
        self.until_web_answers()

    def stop(self) -> None:
        for each in (self.web, *self.jobs):
            each.kill()
        for wire in (self.calendar_wire, self.smtp_wire, self.imap_wire):
            wire.stop()

    def until_web_answers(self) -> None:
        """Wait for it; RuntimeError with its last words where it does not start."""
        until = time.monotonic() + 120
        while time.monotonic() < until:
            with suppress(OSError, HTTPException), urlopen(f"http://127.0.0.1:{self.port}/alive", timeout=60):
                return
            time.sleep(0.05)
        raise RuntimeError(f"the web process did not start: {(self.folder / 'web.log').read_text()[-2000:]}")

    def stored_entries(self) -> list[Path]:
        """The entries of the calendar, as files of the calendar server."""
        return [path for path in self.calendars.glob("collection-root/anna/*/*.ics") if not path.name.startswith(".")]

    def number_mailbox_anew(self) -> None:
        """The mail server loses its numbering: another UIDVALIDITY, every mail under another UID."""
        box = self.provider.dovecot.box(ANNA)
        for path in [*box.glob("dovecot-uid*"), *box.glob("dovecot.index*")]:
            path.unlink(missing_ok=True)


@contextmanager
def world(*, disk_mb: int = 0, movable: bool = True) -> Iterator[World]:
    """A world with nothing in it. With `disk_mb` its data folder lies on a disk of that size (tmpfs; needs root).

    Where its clock is not `movable`, web and jobs are started exactly as `foothold serve` starts them.
    """
    from calendar_servers import free_port, running_radicale
    from mail_servers import running_provider

    # aiosmtpd tells of every connection that was cut, and warns of its own next version.
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="fh-faults-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        data, calendars, port = folder / "data", folder / "calendars", free_port()
        for each in (data, calendars):
            each.mkdir()
        if disk_mb:
            mounted = ["mount", "-t", "tmpfs", "-o", f"size={disk_mb}m,mode=700", "tmpfs", str(data)]
            subprocess.run(mounted, check=True)
            stack.callback(subprocess.run, ["umount", "-l", str(data)], check=False)
        provider = stack.enter_context(running_provider())
        radicale = stack.enter_context(running_radicale(calendars))
        _open(data, port, provider.authority.file)
        found = World(folder, data, provider, radicale, calendars, port, movable=movable)
        stack.callback(found.stop)
        found.start()
        yield found
        from django.db import connections

        connections.close_all()


def _open(data: Path, port: int, authority: Path) -> None:
    os.environ |= {
        "FOOTHOLD_PORT": str(port),
        "FOOTHOLD_FEEDS_FROM_PRIVATE_NETWORKS": "1",
        "FOOTHOLD_MAIL_AUTHORITY": str(authority),
    }
    from filled_workspace import open_database

    open_database(data)


def _connected(place: World) -> Any:
    """The seller's seat, with her mailbox and her calendar connected over the wires."""
    from calendar_servers import PASSWORDS
    from foothold.actions.connect_calendar import connect_calendar, look_for_calendars
    from foothold.actions.connect_mailbox import connect_mailbox
    from foothold.actions.open_workspace import open_personal_workspace
    from foothold.actions.trust_mail_server import trust_mail_server
    from foothold.connectors.calendar.caldav_discovery import Connected
    from foothold.connectors.mail.mail_server import MailServer, Security
    from mail_servers import HOST, PASSWORD

    now, password = place.clock.now(), PASSWORDS["anna"]
    seat = open_personal_workspace(name="Anna Weber", tz=TZ)
    trust_mail_server(seat, HOST)
    imap = MailServer("localhost", place.imap_wire.port, Security.TLS, ANNA)
    smtp = MailServer("localhost", place.smtp_wire.port, Security.STARTTLS, ANNA)
    connect_mailbox(seat, address=ANNA, secret=PASSWORD, imap=imap, smtp=smtp, now=now)
    login = {"Authorization": _basic("anna", password)}
    made, _, said = place.calendar_wire.ask("MKCALENDAR", f"/anna/{secrets.token_hex(8)}/", b"", login)
    assert made == 201, said
    found = look_for_calendars(place.calendar_wire.address, "anna", password)
    assert isinstance(found, Connected), found
    connect_calendar(seat, found, found.calendars[0], address=ANNA, user="anna", password=password, now=now)
    return seat


def _basic(user: str, password: str) -> str:
    from base64 import b64encode

    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def _session(seat: Any) -> tuple[str, str]:
    from django.conf import settings
    from served_site import session_of

    return str(settings.SESSION_COOKIE_NAME), session_of(seat.user)
