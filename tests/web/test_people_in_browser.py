"""Colleagues in a real browser: axe, phone and laptop, light and dark, by keyboard, without script."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from foothold.actions.invite_colleague import invite_colleague
from foothold.actions.look_at import look_at
from foothold.actions.settle_teams import make_team
from foothold.actions.switch_team_screens import switch_team_screens_on
from foothold.records.models import Membership, TeamLead
from foothold.records.models.teams import Screen

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
Make = Callable[..., Any]


@pytest.fixture
def firm(make_reachable: Make, live_server: Any, seat: Any, make_seat: Make) -> Any:
    """A reachable site of a firm with a team of five, its manager, who looked, and a colleague not here yet."""
    make_reachable(FOOTHOLD_PUBLIC=live_server.url, FOOTHOLD_PUBLIC_FOR_TESTS="1")
    now = timezone.now()
    team = make_team(seat, "North", now=now)
    lead = make_seat("Lena Brandt", seat.workspace, role="manager")
    TeamLead.objects.in_workspace(seat.workspace).create(seat=lead, team=team)
    for name in ("Mira Okafor", "Tom Reyes", "Jon Aalto", "Ute Maier"):
        make_seat(name, seat.workspace, role="seller")
    Membership.objects.in_workspace(seat.workspace).exclude(pk=lead.pk).update(team=team)
    switch_team_screens_on(seat, "Works agreement of 3 November 2026, signed by both sides", now=now)
    look_at(lead, seat, Screen.SHEET, now=now, subject="week 48")
    look_at(lead, seat, Screen.ONE_TO_ONE, now=now)
    sent = invite_colleague(seat, address="eva@harbour.example", role="seller", team_id=team.pk, now=now)
    return {"lead": lead, "link": sent.link, "url": live_server.url}


def test_axe_has_nothing_to_say_about_colleagues(firm: Any, open_page: Make, complaints: list[str]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    # Colours that still fade are measured half-way; the script of axe is no script of ours.
    page = open_page("/setup/colleagues", bypass_csp=True, reduced_motion="reduce")

    def look(name: str) -> None:
        for width in (320, 390, 1280):
            for scheme in ("light", "dark"):
                page.set_viewport_size({"width": width, "height": 844})
                page.emulate_media(color_scheme=scheme)
                found = axe.Axe().run(page, options={"runOnly": RULES})
                assert found.response["violations"] == [], (name, width, scheme)
                over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                assert page.evaluate(over) == 0, (name, width)

    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    look("people")
    page.goto(firm["url"] + f"/setup/colleagues/{firm['lead'].pk}")
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    look("person")
    for path in ("/setup/yours", "/welcome", "/setup"):
        page.goto(firm["url"] + path)
        look(path.strip("/").replace("/", "-"))
    page.goto(firm["url"] + "/setup/colleagues")
    page.fill("#address", "otto@harbour.example")
    page.click("text=Make the link")
    look("link")
    page.context.clear_cookies()
    page.goto(firm["link"])
    look("join")
    page.goto(firm["link"] + "x")
    look("dead")
    assert len(complaints) == 1
    assert "410" in complaints.pop(), "a dead link answers so, which the browser notes"


def test_a_colleague_is_invited_by_keyboard_alone(firm: Any, open_page: Make) -> None:
    page = open_page("/setup/colleagues", width=1280)
    page.focus("#address")
    page.keyboard.type("otto@harbour.example")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.is_checked("input[name=role][value=manager]")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#link")
    assert "/join/" in page.input_value("#link")


def test_joining_with_a_passkey_needs_no_password(firm: Any, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(20_000)
    page = context.new_page()
    keys = context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    always = dict.fromkeys(
        ("hasResidentKey", "hasUserVerification", "isUserVerified", "automaticPresenceSimulation"), True
    )
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": {"protocol": "ctap2", "transport": "internal", **always}})
    page.goto(firm["link"])
    page.fill("#name", "Eva Lund")
    page.click("text=Join with a passkey instead")
    page.click("button:text-is('Add it')")
    page.wait_for_selector(".codes")
    page.goto(firm["url"] + "/welcome")
    assert "Eva Lund, you are in." in page.inner_text("main")
    page.goto(firm["url"] + "/setup")
    page.click("text=Log out")
    page.click("text=Use a passkey")
    page.wait_for_selector("text=Today")
    context.close()


def test_without_script_a_colleague_joins(firm: Any, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(firm["link"])
    page.fill("#name", "Eva Lund")
    page.fill("#password", "three pumps in quiet rain")
    page.click("button:text-is('Join')")
    assert "Eva Lund, you are in." in page.inner_text("main")
    context.close()
