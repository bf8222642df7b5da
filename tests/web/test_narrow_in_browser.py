"""A phone of 320 px in a real browser: no form is wider than the screen, whatever font the phone has."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from foothold.actions.book_next_step import NextDate, ToBring, book_next_step
from foothold.records.models import Account, Invitation, Workspace

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
WIDTH = 320
FONTS = {
    "the font as it is": "/* as it is */",
    "a font a fifth bigger": "html { font-size: 120% !important }",
    "a wide font": "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }",
    "text at 200 %": "html { font-size: 200% !important }",
}
WIDER = """
() => [...document.querySelectorAll('body *')]
  .filter(each => each.getBoundingClientRect().right > innerWidth + 0.5 && each.checkVisibility()
    && !each.closest('.scrolls, pre, .sr, .skip'))
  .map(each => `${each.tagName}.${each.className || each.name} ${Math.round(each.getBoundingClientRect().right)}`)
"""
Open = Callable[..., Any]


@pytest.fixture
def paths(seat: Any, read_meeting: Open) -> list[str]:
    """The pages of the booking part, with something on each of them."""
    now = timezone.now()
    meeting = read_meeting(seat, held_at=now - timedelta(hours=2))
    starts_at = now + timedelta(minutes=20)
    wanted = NextDate(
        key="k",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        tz="Europe/Berlin",
        topic="Decision on the second site",
        attendees=[("petra@northwind.example", "Petra Lang")],
        organizer="anna@harbour.example",
        they_bring=[ToBring("pump hours of sites 2 and 3", "Petra Lang")],
        way="mail",
    )
    invitation = book_next_step(seat, wanted, now=now)
    Invitation.objects.in_workspace(seat.workspace).update(left_at=now)
    invitation.meeting.account = Account.objects.in_workspace(seat.workspace).get(name="Northwind")
    invitation.meeting.save()
    Workspace.objects.filter(pk=seat.workspace_id).update(tz="America/Argentina/Buenos_Aires")
    return [
        f"/meetings/{invitation.meeting.pk}/ready",
        f"/meetings/{invitation.meeting.pk}",
        f"/invitations/{invitation.pk}",
        f"/meetings/{meeting.pk}",
        f"/meetings/{meeting.pk}/after",
        f"/close?meeting={meeting.pk}",
        f"/accounts/{meeting.account_id}",
        "/today",
        "/after",
        "/connections",
        "/setup",
        "/sources",
        "/who",
        "/accounts",
        "/review",
    ]


@pytest.mark.parametrize("font", FONTS)
def test_no_form_is_wider_than_a_narrow_phone(open_page: Open, live_server: Any, paths: list[str], font: str) -> None:
    page = open_page("/today", WIDTH, bypass_csp=True)
    wider = []
    for path in paths:
        page.goto(live_server.url + path)
        page.add_style_tag(content=FONTS[font])
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        if page.evaluate("document.documentElement.scrollWidth") > WIDTH:
            wider.append((path, page.evaluate(WIDER)))
    assert not wider, "\n".join(f"{path}: {parts}" for path, parts in wider)
