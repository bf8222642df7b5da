"""CalDAV servers of this machine, as processes of their own on free ports, with an account for each of two people.

Radicale (no scheduling) and Xandikos (scheduling, experimental) come with the dev extra; what is not installed is
skipped with a word.
"""

import base64
import http.client
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

PASSWORDS = {"anna": "harbour-7 ü", "petra": "northwind-8"}


@dataclass
class CalDavServer:
    """A running server. `address` is its root; accounts are those of `passwords`."""

    address: str
    passwords: dict[str, str] = field(default_factory=lambda: dict(PASSWORDS))

    def ask(self, user: str, method: str, path: str, body: bytes = b"", **headers: str) -> int:
        """One request besides the client under test, to prepare what it will find."""
        login = base64.b64encode(f"{user}:{self.passwords[user]}".encode()).decode()
        said = {"Authorization": f"Basic {login}"} | ({"Content-Type": "text/xml"} if body else {})
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.address.rstrip("/") + path, body or None, said, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(words: list[str], port: int) -> subprocess.Popen[bytes]:
    """The process, once its port answers."""
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    for _ in range(300):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return server
        if server.poll() is not None:
            break
        time.sleep(0.1)
    ended(server)
    pytest.fail(f"{words[2]} did not start")


def ended(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(timeout=10)


@contextmanager
def running_radicale(folder: Path) -> Iterator[CalDavServer]:
    """Radicale on a free port, its calendars as files in `folder`: for tests by the fixture, for benchmarks as it is."""
    port, users = free_port(), folder / "users"
    users.write_text("".join(f"{user}:{password}\n" for user, password in PASSWORDS.items()), encoding="utf-8")
    words = [sys.executable, "-m", "radicale", f"--storage-filesystem-folder={folder}", "--auth-type=htpasswd"]
    words += [f"--auth-htpasswd-filename={users}", "--auth-htpasswd-encryption=plain", "--auth-delay=0"]
    server = started([*words, f"--server-hosts=127.0.0.1:{port}"], port)
    try:
        yield CalDavServer(f"http://127.0.0.1:{port}/")
    finally:
        ended(server)


@pytest.fixture(scope="session")
def radicale_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalDavServer]:
    """Radicale: CalDAV without scheduling."""
    if importlib.util.find_spec("radicale") is None:
        pytest.skip("Radicale is not installed (the dev extra brings it)")
    with running_radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture(scope="session")
def xandikos_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalDavServer]:
    """Xandikos: CalDAV that schedules itself, behind a proxy that logs people in, as its documentation asks for."""
    program = Path(sys.executable).parent / "xandikos"
    if importlib.util.find_spec("xandikos") is None or not program.exists():
        pytest.skip("Xandikos is not installed (the dev extra brings it)")
    folder, port = tmp_path_factory.mktemp("xandikos"), free_port()
    words = [str(program), "multi-user", "-d", str(folder), "--defaults", "-l", "127.0.0.1", "-p", str(port)]
    server = started([*words, "--state-dir", str(folder / "state"), "--trust-x-remote-user-from", "127.0.0.1"], port)
    proxy = _logging_in(port)
    threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    found = CalDavServer(f"http://127.0.0.1:{proxy.server_port}/")
    for user in PASSWORDS:
        _knows_its_address(found, user)
    yield found
    proxy.shutdown()
    proxy.server_close()
    ended(server)
    shutil.rmtree(folder, ignore_errors=True)


def _knows_its_address(server: CalDavServer, user: str) -> None:
    set_ = (
        '<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>{}</D:prop></D:set>'
        "</D:propertyupdate>"
    )
    address = (
        f"<C:calendar-user-address-set><D:href>mailto:{user}@harbour.example</D:href></C:calendar-user-address-set>"
    )
    default = f"<C:schedule-default-calendar-URL><D:href>/{user}/calendars/calendar/</D:href></C:schedule-default-calendar-URL>"
    server.ask(user, "PROPFIND", f"/{user}/", Depth="0")
    assert server.ask(user, "PROPPATCH", f"/{user}/", set_.format(address).encode()) == 207
    assert server.ask(user, "PROPPATCH", f"/{user}/inbox/", set_.format(default).encode()) == 207


def _logging_in(port: int) -> ThreadingHTTPServer:
    """A proxy before the server on `port` that takes Basic logins and says who has come."""

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            user = self._user()
            if not user:
                self._answer(401, [("WWW-Authenticate", 'Basic realm="harbour"')], b"")
                return
            behind = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            kept = {name: value for name, value in self.headers.items() if name.lower() not in _HOPS}
            behind.request(self.command, self.path, body, kept | {"X-Remote-User": user})
            answer = behind.getresponse()
            headers = [(name, value) for name, value in answer.getheaders() if name.lower() not in _HOPS]
            self._answer(answer.status, headers, answer.read())
            behind.close()

        def _user(self) -> str:
            with suppress(ValueError):
                kind, _, given = self.headers.get("Authorization", "").partition(" ")
                user, _, password = base64.b64decode(given).decode().partition(":")
                if kind == "Basic" and PASSWORDS.get(user) == password:
                    return user
            return ""

        def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            self.send_response(status)
            for name, value in [*headers, ("Content-Length", str(len(body)))]:
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Quiet."""

    for method in "GET HEAD PUT POST DELETE OPTIONS PROPFIND PROPPATCH REPORT MKCALENDAR MKCOL".split():
        setattr(Proxy, f"do_{method}", Proxy.handle_any)
    return ThreadingHTTPServer(("127.0.0.1", 0), Proxy)


_HOPS = frozenset({"connection", "content-length", "transfer-encoding", "x-remote-user", "authorization", "keep-alive"})


@pytest.fixture(params=["radicale", "xandikos"])
def caldav_server(request: pytest.FixtureRequest) -> CalDavServer:
    """Each of the servers in turn."""
    found: CalDavServer = request.getfixturevalue(f"{request.param}_server")
    return found


@pytest.fixture
def new_calendar(caldav_server: CalDavServer) -> Callable[..., str]:
    """new_calendar(user="anna"): the address of an empty calendar of that person."""

    def make(user: str = "anna") -> str:
        home = f"/{user}/calendars" if "xandikos" in os.environ.get("PYTEST_CURRENT_TEST", "") else f"/{user}"
        path = f"{home}/{uuid.uuid4().hex}/"
        assert caldav_server.ask(user, "MKCALENDAR", path) == 201
        return caldav_server.address.rstrip("/") + path

    return make
