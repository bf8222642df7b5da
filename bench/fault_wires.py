"""The wires between the site and the outside, which can be cut: HTTP to the calendar server, bytes to the mail servers.

What passes the calendar's wire is written down, so that it can be told afterwards in which order it was stored.
"""

import http.client
import re
import socket
import threading
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_HOPS = frozenset({"connection", "content-length", "transfer-encoding", "keep-alive"})


@dataclass(frozen=True, slots=True)
class Put:
    """One entry that was stored: its UID, its SEQUENCE and whether the client was told."""

    uid: str
    sequence: int
    told: bool


class CalendarWire:
    """A proxy before a CalDAV server. `armed` counts what befalls the next PUTs, by name:

    "before": hung up before it is passed on. "after": passed on, and hung up before the answer. "refused": 503.
    "race": somebody writes the customer's answer into the entry first, so that its etag is another.
    """

    def __init__(self, port: int) -> None:
        self.armed: Counter[str] = Counter()
        self.happened: Counter[str] = Counter()
        self.puts: list[Put] = []
        self._behind = port
        self._guard = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _befalls(self, what: str) -> bool:
        with self._guard:
            if self.armed[what] <= 0:
                return False
            self.armed[what] -= 1
            self.happened[what] += 1
            return True

    def ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Any, bytes]:
        """One request to the server itself: status, header fields, body."""
        behind = http.client.HTTPConnection("127.0.0.1", self._behind, timeout=30)
        with suppress(Exception):
            behind.request(method, path, body, dict(headers))
            answer = behind.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        return 502, [], b""

    def _someone_writes(self, path: str, headers: Mapping[str, str]) -> None:
        login = {"Authorization": headers.get("Authorization", "")}
        status, _, data = self.ask("GET", path, b"", login)
        if status == 200:
            data = data.replace(b"PARTSTAT=NEEDS-ACTION", b"PARTSTAT=TENTATIVE")
            self.ask("PUT", path, data, login | {"Content-Type": "text/calendar"})

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        wire = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                kept = {name: value for name, value in self.headers.items() if name.lower() not in _HOPS}
                is_put = self.command == "PUT"
                if is_put and wire._befalls("before"):
                    self._hang_up()
                    return
                if is_put and wire._befalls("refused"):
                    self._answer(503, [("Retry-After", "1")], b"")
                    return
                if is_put and "If-Match" in kept and wire._befalls("race"):
                    wire._someone_writes(self.path, kept)
                status, headers, answer = wire.ask(self.command, self.path, body, kept)
                told = not (is_put and wire._befalls("after"))
                if is_put and status in {200, 201, 204}:
                    wire.puts.append(Put(_uid(body), _sequence(body), told))
                if not told:
                    self._hang_up()
                    return
                self._answer(status, [(name, value) for name, value in headers if name.lower() not in _HOPS], answer)

            def _hang_up(self) -> None:
                self.close_connection = True
                with suppress(OSError):
                    self.connection.shutdown(socket.SHUT_RDWR)

            def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
                with suppress(OSError):
                    self.send_response_only(status)
                    for name, value in [*headers, ("Content-Length", str(len(body)))]:
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, format: str, *arguments: object) -> None:
                """Quiet."""

        for method in "GET HEAD PUT POST DELETE OPTIONS PROPFIND PROPPATCH REPORT MKCALENDAR".split():
            setattr(Handler, f"do_{method}", Handler.handle_any)
        return Handler


def _uid(data: bytes) -> str:
    found = re.search(rb"^UID:(.*?)\r?$", data.replace(b"\r\n ", b""), re.MULTILINE)
    return found.group(1).decode() if found else ""


def _sequence(data: bytes) -> int:
    found = re.search(rb"^SEQUENCE:(\d+)", data, re.MULTILINE)
    return int(found.group(1)) if found else 0


class ByteWire:
    """A relay before a TCP port, encrypted or not: the next connections are cut after so many bytes to the server.

    `cut_all` cuts every connection that stands.
    """

    def __init__(self, port: int) -> None:
        self.happened = 0
        self._behind = port
        self._guard = threading.Lock()
        self._cuts: list[int] = []
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_next_after(self, sent: int) -> None:
        """Cut the next connection once `sent` bytes have gone to the server."""
        with self._guard:
            self._cuts.append(sent)

    def cut_all(self) -> int:
        """Cut what stands; how many."""
        with self._guard:
            standing = list(self._open)
        for each in standing:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self.happened += bool(standing)
        return len(standing)

    def disarm(self) -> int:
        """What is armed and has not happened does not happen any more; how many."""
        with self._guard:
            left = len(self._cuts)
            self._cuts.clear()
            return left

    def stop(self) -> None:
        with suppress(OSError):
            self._listening.close()
        self.cut_all()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            with self._guard:
                left = self._cuts.pop(0) if self._cuts else None
            threading.Thread(target=self._relay, args=(client, left), daemon=True).start()

    def _relay(self, client: socket.socket, left: int | None) -> None:
        with client, suppress(OSError), socket.create_connection(("127.0.0.1", self._behind), 10) as server:
            server.settimeout(None)
            with self._guard:
                self._open.add(client)
            back = threading.Thread(target=_copy, args=(server, client), daemon=True)
            back.start()
            try:
                while data := client.recv(65536):
                    if left is not None and len(data) >= left:
                        server.sendall(data[:left])
                        self.happened += 1
                        break
                    left = None if left is None else left - len(data)
                    server.sendall(data)
            finally:
                with self._guard:
                    self._open.discard(client)
                for each in (server, client):
                    with suppress(OSError):
                        each.shutdown(socket.SHUT_RDWR)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
