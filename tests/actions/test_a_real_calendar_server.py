"""A calendar address of a real server: Radicale, as a process of its own, with one resource for each meeting."""

import base64
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from foothold.actions.add_calendar_address import add_calendar_address
from foothold.actions.first_picture import first_picture
from foothold.actions.refresh_source import refresh_now
from foothold.records.models import Import, Meeting

pytest.importorskip("radicale", reason="Radicale is not installed (the dev extra brings it)")
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 9, 22, 12, tzinfo=UTC)
EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "examples" / "anna.ics"


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[str]:
    """The address of an empty calendar on a server that lives as long as the test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "radicale", f"--storage-filesystem-folder={tmp_path}", "--auth-type=none"]
    server = subprocess.Popen(  # noqa: S603
        [*words, f"--server-hosts=127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}/anna/calendar/"
    try:
        for _ in range(100):
            try:
                ask(address, "MKCALENDAR")
                break
            except (URLError, ConnectionError):
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


def ask(address: str, method: str, body: bytes = b"") -> None:
    login = base64.b64encode(b"anna:").decode()
    headers = {"Content-Type": "text/calendar", "Authorization": f"Basic {login}"}
    with urlopen(Request(address, body, headers, method=method), timeout=5):  # noqa: S310
        pass


def put(address: str, vevents: list[str]) -> None:
    uid = re.findall(r"UID:(\S+)", vevents[0])[0]
    zone = re.findall(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE\r\n", example(), re.DOTALL)[0]
    calendar = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n{zone}{''.join(vevents)}END:VCALENDAR\r\n"
    ask(f"{address}{uid}.ics", "PUT", calendar.encode())


def example() -> str:
    return EXAMPLE.read_bytes().decode()


def by_uid() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for vevent in re.findall(r"BEGIN:VEVENT.*?END:VEVENT\r\n", example(), re.DOTALL):
        found.setdefault(re.findall(r"UID:(\S+)", vevent)[0], []).append(vevent)
    return found


def test_a_servers_calendar_gives_the_same_picture_as_the_file_and_follows_its_changes(
    seat: Any, radicale: str, settings: Any
) -> None:
    settings.FEEDS_FROM_PRIVATE_NETWORKS = True
    seat.workspace.tz = "Europe/Vienna"
    seat.workspace.save()
    for vevents in by_uid().values():
        put(radicale, vevents)
    source = add_calendar_address(seat, radicale, now=NOW)
    picture = first_picture(seat, now=NOW)
    assert (picture.meetings, picture.in_room.yes, picture.accounts, picture.without_next) == (12, 5, 6, 4)

    moved = by_uid()["nw-4@harbour.example"][0].replace("20260924T", "20260925T").replace("SEQUENCE:0", "SEQUENCE:1")
    put(radicale, [moved])
    refresh_now(seat, source, now=NOW)
    latest = Import.objects.in_workspace(seat.workspace_id).latest("started_at")
    assert (latest.new, latest.changed, latest.same) == (0, 1, 14)
    meeting = Meeting.objects.in_workspace(seat.workspace_id).get(entry__uid="nw-4@harbour.example")
    assert (meeting.held_at.day, meeting.moved_by_us) == (25, 1)

    ask(f"{radicale}be-2@harbour.example.ics", "DELETE")
    refresh_now(seat, source, now=NOW)
    gone = Meeting.objects.in_workspace(seat.workspace_id).get(entry__uid="be-2@harbour.example")
    assert gone.status == "gone"
    assert first_picture(seat, now=NOW).without_next == 5
