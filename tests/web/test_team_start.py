"""Who leads sellers and has nothing of his own is led to his team, never to a dead end (METHOD 11; UX J8, J9)."""

from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest

from foothold.records.models import FigureConsent, Membership, Team, TeamLead, TeamScreens
from made_deals import make_deal

Make = Callable[..., Any]
NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
PAGES = ("/", "/today", "/pipeline", "/deals", "/review")
MAKE_A_TEAM = '<a class="due-line" href="/setup/colleagues#teams-heading">'
SWITCH_ON = '<a class="due-line" href="/setup/colleagues#screens-heading">'
INVITE = '<a class="due-line" href="/setup/colleagues#invite-heading">'


def page_of(browser: Any, address: str) -> str:
    return " ".join(unescape(browser.get(address).content.decode()).split())


def team_of(lead: Membership, *sellers: Membership) -> Team:
    team = Team.objects.in_workspace(lead.workspace).create(name="North", made_at=NOW)
    TeamLead.objects.in_workspace(lead.workspace).create(seat=lead, team=team)
    for each in sellers:
        each.team = team
        each.save()
    return team


def switch_on(lead: Membership) -> None:
    TeamScreens.objects.in_workspace(lead.workspace).create(note="Agreed by all", on_at=NOW, on_by=lead.user)


@pytest.mark.parametrize("address", PAGES)
def test_an_owner_with_sellers_and_nothing_of_his_own_is_led_step_by_step(
    seat: Membership, colleague: Membership, browser_of: Make, address: str
) -> None:
    browser = browser_of(seat)
    page = page_of(browser, address)
    assert "You lead no team yet" in page
    assert MAKE_A_TEAM in page
    assert SWITCH_ON in page
    assert INVITE in page
    team_of(seat)
    page = page_of(browser, address)
    assert "You lead no team yet" not in page
    assert "Nobody sells in North yet" in page
    colleague.team = Team.objects.in_workspace(seat.workspace).get()
    colleague.save()
    page = page_of(browser, address)
    assert "Nobody sells in North yet" not in page
    assert "North, 1 seller" in page
    assert SWITCH_ON in page, "still off"
    assert "?team=1" not in page, "nothing of the team is to be seen while it is off"


@pytest.mark.parametrize("address", PAGES)
def test_once_it_is_on_the_pages_of_the_team_are_named(
    seat: Membership, colleague: Membership, browser_of: Make, lets_lead: Make, address: str
) -> None:
    lets_lead(seat, colleague)
    page = page_of(browser_of(seat), address)
    assert SWITCH_ON not in page
    for each in ("/pipeline?team=1", "/deals?team=1", "/review?team=1"):
        assert f'href="{each}"' in page, each
    assert "Add a calendar" in page or "Drop a calendar export here" in page, "his own meetings are in the same list"


def test_figures_kept_back_are_said_and_lead_nowhere(seat: Membership, colleague: Membership, browser_of: Make) -> None:
    team_of(seat, colleague)
    switch_on(seat)
    browser = browser_of(seat)
    for address in PAGES:
        page = page_of(browser, address)
        assert 'href="/pipeline?team=1"' in page, "deals and next steps are seen"
        assert "/review?team=1" not in page
        assert page.count("Figures of fewer than five sellers are shown once each of them agrees.") == 1, address
        assert "Tom" not in page.split("Your team")[1], "who has not agreed is not told"
    assert "These are your own meetings." not in page_of(browser, "/review"), "there are none"
    FigureConsent.objects.in_workspace(seat.workspace).create(user=colleague.user, given_at=NOW)
    assert "/review?team=1" in page_of(browser, "/today")


def test_a_manager_is_told_what_an_admin_does_and_invites_nobody(
    seat: Membership, make_seat: Make, browser_of: Make
) -> None:
    lead = make_seat("Lena", seat.workspace, role="manager")
    page = page_of(browser_of(lead), "/today")
    assert "An admin makes the team that you lead" in page
    assert "An admin switches on what managers see" in page
    assert SWITCH_ON in page, "the page says who may, and what it would show"
    assert INVITE not in page


@pytest.mark.parametrize("address", PAGES)
def test_a_seller_and_who_sits_alone_are_told_of_no_team(
    seat: Membership, stranger: Membership, make_seat: Make, browser_of: Make, address: str
) -> None:
    make_seat("Tom", seat.workspace, role="seller")
    seller = Membership.objects.in_workspace(seat.workspace).get(role="seller")
    assert "Your team" not in page_of(browser_of(seller), address)
    assert "Your team" not in page_of(browser_of(stranger), address)


def test_who_has_deals_and_meetings_of_his_own_is_left_with_them(
    seat: Membership, colleague: Membership, browser_of: Make, plan_meeting: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: NOW)
    plan_meeting(seat)
    make_deal(seat, "Contoso", state="vague", now=NOW)
    browser = browser_of(seat)
    for address in ("/", "/today", "/pipeline", "/deals"):
        assert "Your team" not in page_of(browser, address), address


def test_without_a_calendar_of_his_own_a_lead_starts_on_today(
    seat: Membership, colleague: Membership, browser_of: Make
) -> None:
    assert "<title>Today" in page_of(browser_of(seat), "/")
