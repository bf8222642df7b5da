"""The site under test: a data folder of its own, two workspaces, and people who sit in them."""

import atexit
import contextlib
import json
import os
import secrets
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import django
import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "foothold.site.settings"
os.environ["FOOTHOLD_DATA"] = tempfile.mkdtemp(prefix="foothold-tests-")
os.environ.pop("FOOTHOLD_PORT", None)
atexit.register(shutil.rmtree, os.environ["FOOTHOLD_DATA"], ignore_errors=True)
django.setup()

pytest_plugins = ["calendar_servers", "mail_servers", "oidc_provider", "planned_meetings"]

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
def lets_lead(now: datetime) -> Callable[..., None]:
    """lets_lead(seat, *sellers): the seat leads a team of these, managers' screens are on, and each agrees to figures."""
    from foothold.records.models import FigureConsent, Membership, Team, TeamLead, TeamScreens

    def lets(seat: Any, *sellers: Any) -> None:
        workspace = seat.workspace
        team = Team.objects.in_workspace(workspace).create(name=f"Team of {seat.user.name}", made_at=now)
        TeamLead.objects.in_workspace(workspace).create(seat=seat, team=team)
        persons = [each.user_id for each in sellers]
        Membership.objects.in_workspace(workspace).filter(user__in=persons).update(team=team)
        for person in persons:
            FigureConsent.objects.in_workspace(workspace).create(user_id=person, given_at=now)
        TeamScreens.objects.in_workspace(workspace).create(note="Works agreement", on_at=now, on_by=seat.user)

    return lets


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
def plan_meeting(now: datetime) -> Callable[..., Any]:
    """plan_meeting(seat, title="Price for three sites", people=[("Petra Lang", "ACCEPTED")], **fields): a meeting ahead.

    A customer meeting of the seller's own calendar, two hours from now and 45 minutes long unless fields say else.
    """
    from datetime import timedelta

    from foothold.records.models import Account, Attendee, CalendarEntry, Meeting, Source

    def plan(
        seat: Any,
        title: str = "Price for three sites",
        people: Any = (("Petra Lang", "ACCEPTED"),),
        account: str = "Northwind",
        **fields: Any,
    ) -> Meeting:
        workspace = seat.workspace
        source, _ = Source.objects.in_workspace(workspace).get_or_create(
            workspace_id=workspace.pk, user=seat.user, kind="calendar_file", key="k", name="Anna's calendar"
        )
        uid = f"{CalendarEntry.objects.in_workspace(workspace).count()}@harbour.example"
        entry = CalendarEntry.objects.in_workspace(workspace).create(
            user=seat.user, source=source, uid=uid, fingerprint="f"
        )
        known, _ = Account.objects.in_workspace(workspace).get_or_create(workspace_id=workspace.pk, name=account)
        given = {"held_at": now + timedelta(hours=2), "answer": "accepted", "answer_level": "E4"}
        given |= {"status": "stands", "organized_by": "ours", "we_accepted": "yes", "people_known": True} | fields
        given.setdefault("ends_at", given["held_at"] + timedelta(minutes=45))
        meeting = Meeting.objects.in_workspace(workspace).create(
            seller=seat.user, account=known, title=title, tz="Europe/Berlin", entry=entry, **given
        )
        for name, partstat in people:
            address = f"{name.split()[0].lower()}@northwind.example"
            Attendee.objects.in_workspace(workspace).create(
                meeting=meeting, name=name, address=address, side="customer", partstat=partstat, level="E4"
            )
        return meeting

    return plan


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


@pytest.fixture
def invite(db: None, now: datetime, settings: Any) -> Callable[..., Any]:
    """invite(seat, *names, from_meeting=None, moved=False, **values): an invitation to a meeting in two days.

    Each name is a customer person of Northwind. `.links` are the guests by name, the shared one under "", and
    `.paths` the addresses of their pages. `moved`: its time was set under SEQUENCE 1. Customers can reach the site
    while the links are made; afterwards it answers to the tests' own host again.
    """
    from foothold.actions.book_next_step import NextDate, book_next_step
    from foothold.actions.change_invitation import move_next_step
    from foothold.actions.make_guest_links import guest_link, make_guest_links

    starts_at = now + timedelta(days=2, hours=-4)

    def made(seat: Any, *names: str, from_meeting: Any = None, moved: bool = False, **values: Any) -> Any:
        settings.PUBLIC_URL, before = "https://foothold.harbour.example", settings.PUBLIC_URL
        people = [(f"{name.split()[0].lower()}@northwind.example", name) for name in names or ("Petra Lang",)]
        given = {
            "topic": "Pilot result and price for three sites",
            "outcome": "A yes or no on the second site.",
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=45),
            "tz": "Europe/Vienna",
            "prep_question": "What should we be prepared to discuss?",
            "agenda": [{"question": "What did the pilot save?", "minutes": 20, "theirs": True}],
            "organizer": seat.user.address,
            "even_if_taken": True,
        } | values
        wanted = NextDate(key=secrets.token_hex(8), attendees=people, **given)
        invitation = book_next_step(seat, wanted, from_meeting=from_meeting, now=now)
        if moved:
            later = starts_at + timedelta(hours=1)
            invitation = move_next_step(seat, invitation, later, now=now, even_if_taken=True)
        guests = make_guest_links(invitation, now=now)
        invitation.links = {guest.name: guest for guest in guests}
        invitation.paths = {guest.name: guest_link(guest, "") for guest in guests}
        settings.PUBLIC_URL = before
        return invitation

    return made
