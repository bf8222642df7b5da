"""The site under test: a data folder of its own, two workspaces, and people who sit in them."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
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
