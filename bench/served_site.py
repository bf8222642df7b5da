"""A filled site, served as `foothold serve` serves it, with a session for every person and the pages each looks at.

python bench/served_site.py SHAPE_AS_JSON     fills the database of the environment and prints the pages
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from filled_workspace import Shape, fill, open_database

FOOTHOLD = Path(sys.executable).parent / "foothold"
STARTS_WITHIN = 60.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page one person looks at."""

    name: str
    path: str
    session: str


@dataclass(frozen=True, slots=True)
class Site:
    """A running site: `pages` by person, `cookie` what its session cookie is called."""

    host: str
    port: int
    cookie: str
    pages: dict[str, list[Page]]
    process: subprocess.Popen[bytes]

    def pids(self) -> list[int]:
        """The processes of the site: serve, the web server, the jobs, and their children."""
        return _with_children(self.process.pid)


@contextmanager
def serving(data: Path, shape: dict[str, int], *, now: datetime) -> Iterator[Site]:
    """Fill a database, serve it, and leave nothing behind."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"FOOTHOLD_DATA": str(data), "FOOTHOLD_PORT": str(port)}
    # As on a reachable site, which a team has: a process for each core.
    environment["FOOTHOLD_WEB_PROCESSES"] = str(min(4, os.cpu_count() or 1))
    # Filled by a process of its own: the driver stays small and Django is loaded by the server alone.
    command = [sys.executable, __file__, json.dumps(shape | {"now": now.isoformat()})]
    filled = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    told = json.loads(filled.stdout)
    process = subprocess.Popen([FOOTHOLD, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/alive", process)
        pages = {person: [Page(*page) for page in pages] for person, pages in told["pages"].items()}
        yield Site("127.0.0.1", port, told["cookie"], pages, process)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    sys.exit("the site did not start")


def cpu_seconds(pids: list[int]) -> dict[int, float]:
    """User and system seconds each process has used so far; without those that ended, empty where nobody tells."""
    found = {}
    for pid in pids:
        fields = _text(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
        if fields:
            found[pid] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return found


def cpu_since(before: dict[int, float], pids: list[int]) -> float:
    """Seconds these processes have used since `before`; one begun meanwhile counts whole."""
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in cpu_seconds(pids).items())


def database_pids() -> list[int]:
    """PostgreSQL's processes on this machine, whoever's; none where the system does not tell."""
    named = (path for path in Path("/proc").glob("[0-9]*/comm"))
    return [int(path.parent.name) for path in named if _text(path).startswith("postgres")]


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has ended meanwhile
        return ""


def busy_seconds() -> float:
    """Seconds all cores together have worked since the machine started, for whomever; 0 where it is not told."""
    fields = _text(Path("/proc/stat")).partition("\n")[0].split()
    if not fields:
        return 0.0
    user, nice, system, _idle, _waiting, *interrupts = map(int, fields[1:9])
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


def _with_children(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        listed = "".join(_text(path) for path in Path(f"/proc/{parent}/task").glob("*/children"))
        found += [int(child) for child in listed.split()]
    return found


# --- in the child -------------------------------------------------------------------------------


def pages_of(seat: Any, number: int) -> list[tuple[str, str, str]]:
    """The pages a person looks at: name, path, session. The heavy ones as often as the others."""
    from django.urls import reverse

    from foothold.records.models import Account, Meeting

    session = session_of(seat.user)
    own = Meeting.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id, relation="customer")
    meetings = list(own.order_by("pk").values_list("pk", flat=True)[:5])
    debriefed = own.filter(entry=None).values_list("pk", flat=True).first()
    account = Account.objects.in_workspace(seat.workspace_id).filter(meetings__in=meetings).first()
    assert account is not None
    words = (account.name[:5], "plan", seat.user.name.split()[-1])
    paths = [
        ("today", reverse("today")),
        ("review", reverse("review")),
        ("account", reverse("account", args=[account.pk])),
        ("meeting", reverse("meeting", args=[meetings[number % len(meetings)]])),
        ("meeting with words", reverse("meeting", args=[debriefed or meetings[0]])),
        ("search", f"{reverse('search')}?q={words[number % 3]}"),
        ("meetings", reverse("meetings")),
        ("sources", reverse("sources")),
    ]
    return [(name, path, session) for name, path in paths]


def session_of(user: Any) -> str:
    """A session row for this person, as logging in makes one; its key."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def main(given: str) -> int:
    """Fill, and print who looks at what."""
    shape = json.loads(given)
    now = datetime.fromisoformat(shape.pop("now")).astimezone(UTC)
    open_database(Path(os.environ["FOOTHOLD_DATA"]))
    from django.conf import settings

    seats = fill(Shape(**shape), now=now)
    pages = {str(seat.user_id): pages_of(seat, number) for number, seat in enumerate(seats)}
    print(json.dumps({"cookie": settings.SESSION_COOKIE_NAME, "pages": pages}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
