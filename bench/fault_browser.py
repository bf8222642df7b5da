"""The seller's browser: it shows Close, sends forms, and sends the same form again when nobody answered."""

import http.client
import re
import time
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlencode

from fault_world import World

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class NotAnswered(Exception):
    """Nobody answered for a minute, or only with faults."""


class Browser:
    """One window; a thread of its own uses it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._cookies = dict([world.cookie])
        self._token = ""

    def open_close(self) -> None:
        """Open Close, as it is before a booking; its form's token is kept."""
        found = _TOKEN.search(self._until(lambda: self._ask("GET", "/setup"), {200})[1])
        if found is None:
            raise NotAnswered("the page has no form")
        self._token = found.group(1)

    def send(self, path: str, form: dict[str, str], *, accepted: frozenset[int] = frozenset({302})) -> str:
        """Send a form until it is answered, the same one every time; where it leads."""
        sent = {"csrfmiddlewaretoken": self._token, **form}
        return self._until(lambda: self._ask("POST", path, sent), accepted)[0]

    def send_once(self, path: str, form: dict[str, str]) -> int:
        """Send a form and take what comes; 0 where nobody answers."""
        with suppress(OSError, http.client.HTTPException):
            return self._ask("POST", path, {"csrfmiddlewaretoken": self._token, **form})[0]
        return 0

    def _until(self, ask: Callable[[], tuple[int, str, str]], accepted: set[int] | frozenset[int]) -> tuple[str, str]:
        until, status, said = time.monotonic() + 60, 0, ""
        while time.monotonic() < until:
            with suppress(OSError, http.client.HTTPException):
                status, where, said = ask()
                if status in accepted:
                    return where, said
                if 400 <= status < 500:
                    break
            time.sleep(0.2)
        raise NotAnswered(f"{status}: {said[:3000]}")

    def _ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        wire = http.client.HTTPConnection("127.0.0.1", self._world.port, timeout=40)
        try:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
            headers |= {"Host": f"127.0.0.1:{self._world.port}"}
            body = None
            if form is not None:
                body = urlencode(form)
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            wire.request(method, path, body, headers)
            answer = wire.getresponse()
            said = answer.read().decode("utf-8", "replace")
            for line in answer.msg.get_all("Set-Cookie") or ():
                name, _, value = line.partition(";")[0].partition("=")
                self._cookies[name.strip()] = value.strip()
            return answer.status, answer.headers.get("Location", ""), said
        finally:
            wire.close()
