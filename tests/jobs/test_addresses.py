"""The loop reads due addresses, each by one process only, and makes series further ahead as time goes on."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from foothold.actions.add_calendar_address import add_calendar_address
from foothold.actions.import_files import import_bytes
from foothold.jobs import loop
from foothold.jobs.loop import work_once
from foothold.records.models import CalendarEntry, Meeting, Source

NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
CALENDAR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1@harbour.example\nDTSTAMP:20260901T000000Z\n"
    "DTSTART:20260929T080000Z\nDURATION:PT1H\nSUMMARY:Trial\n{rule}END:VEVENT\nEND:VCALENDAR\n"
)


def rows(seat: Any, model: Any) -> Any:
    return model.objects.in_workspace(seat.workspace_id)


class Calendars:
    """A server on this machine: how often each path was asked, and how many asked it at the same moment."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.most_at_once: Counter[str] = Counter()
        self._inside: Counter[str] = Counter()
        self._lock = threading.Lock()
        self.takes = 0.0
        outer = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer._enter(self.path)
                data = CALENDAR.format(rule="").encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
                outer._leave(self.path)

            def log_message(self, *args: Any) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def address(self, name: str) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/{name}.ics"

    def _enter(self, path: str) -> None:
        with self._lock:
            self.asked[path] += 1
            self._inside[path] += 1
            self.most_at_once[path] = max(self.most_at_once[path], self._inside[path])
        time.sleep(self.takes)

    def _leave(self, path: str) -> None:
        with self._lock:
            self._inside[path] -= 1


@pytest.fixture
def calendars(settings: Any) -> Iterator[Calendars]:
    settings.FEEDS_FROM_PRIVATE_NETWORKS = True
    found = Calendars()
    yield found
    found.server.shutdown()
    found.server.server_close()


def test_a_due_address_is_read_by_a_round_and_not_again_before_it_is_due(seat: Any, calendars: Calendars) -> None:
    source = add_calendar_address(seat, calendars.address("a"), now=NOW)
    assert work_once(now=NOW + timedelta(minutes=10)) == 0
    assert work_once(now=source.next_read_at) == 1
    assert work_once(now=source.next_read_at + timedelta(minutes=1)) == 0
    assert calendars.asked["/a.ics"] == 2


def test_a_fault_in_one_address_keeps_no_other_from_being_read(
    seat: Any, calendars: Calendars, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first = add_calendar_address(seat, calendars.address("a"), now=NOW)
    add_calendar_address(seat, calendars.address("b"), now=NOW)
    refresh = loop.refresh_source

    def broken(source_id: Any, attempt: int, *, now: datetime) -> bool:
        if source_id == first.pk:
            raise RuntimeError("a fault of ours")
        return refresh(source_id, attempt, now=now)

    monkeypatch.setattr(loop, "refresh_source", broken)
    assert work_once(now=NOW + timedelta(hours=2)) == 1
    assert (calendars.asked["/a.ics"], calendars.asked["/b.ics"]) == (1, 2)
    assert "could not be read" in caplog.text
    first.refresh_from_db()
    assert (bool(first.problem), first.failures) == (True, 1)
    assert work_once(now=NOW + timedelta(hours=2, minutes=1)) == 0
    monkeypatch.setattr(loop, "refresh_source", refresh)
    assert work_once(now=NOW + timedelta(hours=2, minutes=20)) == 1


def test_a_fault_in_one_kind_of_work_keeps_no_other_from_its_own(
    seat: Any, calendars: Calendars, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_calendar_address(seat, calendars.address("a"), now=NOW)

    def broken(**kwargs: Any) -> Any:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(loop, "texts_due", broken)
    monkeypatch.setattr(loop, "series_due", broken)
    assert work_once(now=NOW + timedelta(hours=2)) == 1


def test_a_series_without_an_end_is_made_further_as_time_goes_on(seat: Any) -> None:
    import_bytes(seat, CALENDAR.format(rule="RRULE:FREQ=WEEKLY\n").encode(), "anna.ics", now=NOW)
    last = rows(seat, Meeting).order_by("held_at").last().held_at
    work_once(now=NOW)
    assert rows(seat, Meeting).order_by("held_at").last().held_at == last
    later = NOW + timedelta(days=300)
    assert work_once(now=later) == 1
    assert rows(seat, Meeting).order_by("held_at").last().held_at > later + timedelta(days=390)
    assert rows(seat, CalendarEntry).get().expanded_until > later + timedelta(days=390)
    assert work_once(now=later + timedelta(minutes=1)) == 0


def test_a_series_of_somebody_without_a_seat_is_left_alone(seat: Any, colleague: Any) -> None:
    import_bytes(colleague, CALENDAR.format(rule="RRULE:FREQ=WEEKLY\n").encode(), "tom.ics", now=NOW)
    count = rows(seat, Meeting).count()
    colleague.delete()
    work_once(now=NOW + timedelta(days=300))
    assert work_once(now=NOW + timedelta(days=300, minutes=1)) == 0
    assert rows(seat, Meeting).count() == count


def test_a_round_that_is_told_to_stop_begins_nothing_more(seat: Any, calendars: Calendars) -> None:
    add_calendar_address(seat, calendars.address("a"), now=NOW)
    assert work_once(now=NOW + timedelta(hours=2), stop=lambda: True) == 0
    assert calendars.asked["/a.ics"] == 1


SET_UP = """
import os, sys
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "foothold.site.settings"
django.setup()
"""
ADD = (
    SET_UP
    + """
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0)
from foothold.actions.add_calendar_address import add_calendar_address
from foothold.actions.open_workspace import open_personal_workspace
from foothold.records.models import Source
seat = open_personal_workspace(name="Anna", tz="Europe/Berlin")
for address in sys.argv[1:]:
    add_calendar_address(seat, address, now=timezone.now())
Source.objects.in_workspace(seat.workspace).update(next_read_at=timezone.now())
"""
)
WORK = (
    SET_UP
    + """
import time
from django.utils import timezone
from foothold.jobs.loop import work_once
ends = time.monotonic() + float(sys.argv[1])
while time.monotonic() < ends:
    work_once(now=timezone.now())
    time.sleep(0.05)
"""
)


def start(script: str, data: Path, *args: str) -> "subprocess.Popen[bytes]":
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env = kept | {"FOOTHOLD_DATA": str(data), "FOOTHOLD_FEEDS_FROM_PRIVATE_NETWORKS": "1"}
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", script, *args], env=env, stderr=subprocess.PIPE
    )


def test_two_processes_never_read_the_same_address_at_once(calendars: Calendars, tmp_path: Path) -> None:
    names = ("a", "b", "c")
    adding = start(ADD, tmp_path, *map(calendars.address, names))
    _, errors = adding.communicate(timeout=240)
    assert (adding.returncode, errors.decode()) == (0, "")
    calendars.asked.clear()
    calendars.takes = 0.4
    working = [start(WORK, tmp_path, "4") for _ in range(2)]
    for process in working:
        _, errors = process.communicate(timeout=240)
        assert (process.returncode, errors.decode()) == (0, "")
    assert dict(calendars.asked) == {f"/{name}.ics": 1 for name in names}
    assert set(calendars.most_at_once.values()) == {1}


def test_an_address_whose_process_was_killed_is_read_by_the_next_one_once_the_lease_is_over(
    seat: Any, calendars: Calendars
) -> None:
    source = add_calendar_address(seat, calendars.address("a"), now=NOW)
    due = source.next_read_at
    # What a killed process leaves behind: a lease nobody ends.
    rows(seat, Source).update(claimed_until=due + timedelta(minutes=10), attempt=7)
    assert work_once(now=due + timedelta(minutes=5)) == 0
    assert work_once(now=due + timedelta(minutes=11)) == 1
    left = rows(seat, Source).get()
    assert (left.attempt, left.claimed_until, left.problem) == (8, None, "")
