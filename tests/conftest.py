"""The site under test: a data folder of its own, two workspaces, and people who sit in them."""

import atexit
import contextlib
import json
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import django
import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "foothold.site.settings"
os.environ["FOOTHOLD_DATA"] = tempfile.mkdtemp(prefix="foothold-tests-")
os.environ.pop("FOOTHOLD_PORT", None)
atexit.register(shutil.rmtree, os.environ["FOOTHOLD_DATA"], ignore_errors=True)
django.setup()

NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
"""A Tuesday. The meetings of the tests are held a little before."""

VAGUE = """WEBVTT

00:00:04.000 --> 00:00:09.000
<v Anna Weber>Petra, how shall we leave it?

00:00:09.500 --> 00:00:14.000
<v Petra Lang>We will send you the pump hours by Friday.

00:00:14.500 --> 00:00:19.000
<v Petra Lang>Call me after the conference.

00:00:19.500 --> 00:00:22.000
<v Anna Weber>I'll touch base in a few weeks then.
"""

AGREED = """Anna Weber: Shall we look at the trial plan next Thursday at 10?
Jan Novak: Next Thursday at 10 works. I'll bring Eva from quality.
"""

SIDES = {"Anna Weber": "ours", "Petra Lang": "customer", "Jan Novak": "customer"}


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def make_seat(db: None) -> Callable[..., Any]:
    """make_seat(name, workspace=None, role="owner"): a person's seat, in a new workspace without one."""
    from foothold.records.models import Membership, User, Workspace

    def make(name: str, workspace: Workspace | None = None, role: str = "owner") -> Membership:
        workspace = workspace or Workspace.objects.create(name=f"{name}'s", tz="Europe/Berlin")
        address = f"{name.lower()}.{workspace.pk.hex[:6]}@harbour.example"
        person = User.objects.create(address=address, name=name)
        return Membership.objects.in_workspace(workspace).create(user=person, role=role)

    return make


@pytest.fixture
def seat(make_seat: Callable[..., Any]) -> Any:
    """The owner of a workspace."""
    return make_seat("Anna")


@pytest.fixture
def colleague(make_seat: Callable[..., Any], seat: Any) -> Any:
    """A seller of the same workspace."""
    return make_seat("Tom", seat.workspace, role="seller")


@pytest.fixture
def stranger(make_seat: Callable[..., Any]) -> Any:
    """The owner of another workspace."""
    return make_seat("Zoe")


@pytest.fixture
def read_meeting(now: datetime) -> Callable[..., Any]:
    """read_meeting(seat, text=VAGUE, name="call.vtt", **answers): a debriefed meeting."""
    from foothold.actions.debrief_meeting import Answers, debrief_meeting
    from foothold.read import open_conversation

    def read(seat: Any, text: str = VAGUE, name: str = "call.vtt", **said: Any) -> Any:
        given = {"held_at": now, "tz": "Europe/Berlin", "account": "Northwind", "sides": SIDES}
        given |= {"knowing": "everyone_knew"} | said
        return debrief_meeting(seat, open_conversation(text.encode(), name), Answers(**given), now=now)

    return read


@pytest.fixture
def browser_of(db: None) -> Callable[..., Any]:
    """browser_of(seat): a client that is logged in as this person."""
    from django.test import Client

    def browser(seat: Any) -> Client:
        logged_in = Client()
        logged_in.force_login(seat.user)
        return logged_in

    return browser


class ModelServer:
    """An OpenAI-compatible server on loopback that answers what it is told to, and remembers what it was asked.

    `findings` are its answer in the form asked for; `status`, `body` and `headers` take its place where set.
    `knows` are the response formats it takes; `answers`, called with the handler, may do worse.
    """

    def __init__(self) -> None:
        self.findings: Any = []
        self.content: str | None = None
        self.status = 200
        self.body: bytes | None = None
        self.headers: dict[str, str] = {}
        self.knows: set[str | None] = {"json_schema", "json_object", None}
        self.answers: Callable[[BaseHTTPRequestHandler], None] | None = None
        self.asked: list[dict[str, Any]] = []
        self.heads: list[dict[str, str]] = []
        self.paths: list[str] = []

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        self.paths.append(handler.path)
        self.heads.append({name.lower(): value for name, value in handler.headers.items()})
        self.asked.append(json.loads(body))
        if self.answers:
            return self.answers(handler)
        status, answer = self.status, self.body
        if self.asked[-1].get("response_format", {}).get("type") not in self.knows:
            status, answer = 400, b'{"error": {"message": "response_format is not supported"}}'
        elif answer is None:
            given = self.findings(self.asked[-1]) if callable(self.findings) else self.findings
            content = json.dumps({"findings": given}) if self.content is None else self.content
            answer = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(answer)), **self.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(answer)

    @property
    def words(self) -> str:
        """Everything that was ever sent here."""
        return "\n".join(message["content"] for asked in self.asked for message in asked["messages"])


@pytest.fixture
def model_server() -> Iterator[Any]:
    """A ModelServer; `url` is its base address."""
    known = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            # The one who asked may have left meanwhile, as some tests want it.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                known.serve(self)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    known.url = f"http://127.0.0.1:{server.server_port}/v1"  # type: ignore[attr-defined]
    yield known
    server.shutdown()
    server.server_close()
    thread.join()


def points_at(kind: str, *quotes: tuple[str, str], **more: Any) -> dict[str, Any]:
    """A finding as a model gives it."""
    return {
        "kind": kind,
        "test": None,
        "owner": None,
        "when": None,
        "quotes": [{"speaker": speaker, "text": text} for speaker, text in quotes],
        **more,
    }


@pytest.fixture(name="points_at")
def _points_at() -> Callable[..., dict[str, Any]]:
    """points_at(kind, (speaker, text), ..., owner=..., when=..., test=...): a finding as a model gives it."""
    return points_at
