"""Colleagues on the screen (UX, S9): invite, join, roles, teams, the managers' screens, who looked."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from foothold.records.models import FigureConsent, Membership, SeatInvitation, Team, TeamLead, TeamScreens, User

Make = Callable[..., Any]
NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
PASSWORD = "three pumps in quiet rain"
HOST = "foothold.harbour.example"


@pytest.fixture
def reachable(settings: Any) -> None:
    settings.PUBLIC_URL = f"https://{HOST}"
    settings.ALLOWED_HOSTS, settings.HOSTS_WITH_PORT = [HOST], [HOST]


def at_home(seat: Any, browser_of: Make) -> Client:
    browser: Client = browser_of(seat)
    browser.defaults |= {"HTTP_HOST": HOST, "wsgi.url_scheme": "https"}
    return browser


def stranger_at_home() -> Client:
    return Client(headers={"host": HOST})


def link_in(page: Any) -> str:
    found = re.search(r"https://foothold\.harbour\.example(/join/[\w-]+)", page.content.decode())
    assert found
    return found[1]


@pytest.mark.usefixtures("reachable")
def test_a_colleague_is_invited_joins_and_is_told_who_sees_what(seat: Any, browser_of: Make) -> None:
    browser = at_home(seat, browser_of)
    browser.post("/setup/teams", {"name": "North"})
    team = Team.objects.in_workspace(seat.workspace).get()
    said = {"address": "mira@harbour.example", "role": "seller", "team": str(team.pk)}
    address = link_in(browser.post("/setup/colleagues/invite", said))
    assert "mira@harbour.example" in browser.get("/setup/colleagues").content.decode()

    hers = stranger_at_home()
    page = hers.get(address, secure=True)
    assert "Anna asks you, as Seller, North." in " ".join(page.content.decode().split())
    assert SeatInvitation.objects.in_workspace(seat.workspace).get().used_at is None, "a GET uses nothing up"
    weak = hers.post(address, {"name": "Mira", "password": "short"}, secure=True)
    assert weak.status_code == 422
    landed = hers.post(address, {"name": "Mira", "password": PASSWORD}, secure=True, follow=True)
    assert landed.redirect_chain[-1][0] == "/welcome"
    words = landed.content.decode()
    assert "Managers: nothing." in words
    assert "What you felt: you alone." in words
    joined = Membership.objects.in_workspace(seat.workspace).get(user__address="mira@harbour.example")
    assert (joined.role, joined.team) == ("seller", team)
    assert stranger_at_home().get(address, secure=True).status_code == 410


@pytest.mark.usefixtures("reachable")
def test_who_joins_with_a_passkey_is_led_to_make_one(seat: Any, browser_of: Make) -> None:
    said = {"address": "mira@harbour.example", "role": "seller"}
    address = link_in(at_home(seat, browser_of).post("/setup/colleagues/invite", said))
    hers = stranger_at_home()
    landed = hers.post(address, {"name": "Mira", "way": "passkey"}, secure=True, follow=True)
    assert landed.redirect_chain[-1][0] == "/account/passkeys/add"
    for page in ("/welcome", "/today", "/deals"):
        assert hers.get(page, secure=True).headers["Location"] == "/account/first", "the link is used up: choose first"
    assert hers.get("/account/first", secure=True).status_code == 200
    assert landed.status_code == 200, "nobody is asked for a password she does not have"
    assert not User.objects.get(address="mira@harbour.example").has_usable_password()


@pytest.mark.usefixtures("reachable")
def test_a_browser_that_was_somebody_else_is_the_joiner_afterwards(seat: Any, colleague: Any, browser_of: Make) -> None:
    said = {"address": "mira@harbour.example", "role": "seller"}
    address = link_in(at_home(seat, browser_of).post("/setup/colleagues/invite", said))
    shared = at_home(colleague, browser_of)
    landed = shared.post(address, {"name": "Mira", "password": PASSWORD}, secure=True, follow=True)
    assert "Mira, you are in." in landed.content.decode()


@pytest.mark.usefixtures("reachable")
def test_a_new_link_kills_the_old_one_and_taking_back_kills_both(seat: Any, browser_of: Make) -> None:
    browser = at_home(seat, browser_of)
    first = link_in(browser.post("/setup/colleagues/invite", {"address": "mira@harbour.example", "role": "seller"}))
    row = SeatInvitation.objects.in_workspace(seat.workspace).get()
    second = link_in(browser.post(f"/setup/colleagues/invitations/{row.pk}", {"what": "again"}))
    anybody = stranger_at_home()
    assert [anybody.get(each, secure=True).status_code for each in (first, second)] == [410, 200]
    browser.post(f"/setup/colleagues/invitations/{row.pk}", {"what": "revoke"})
    assert anybody.get(second, secure=True).status_code == 410
    said = browser.post(f"/setup/colleagues/invitations/{row.pk}", {"what": "again"}, follow=True)
    assert "not open any more" in said.content.decode()


def test_in_personal_mode_the_page_says_why_nobody_can_be_invited(seat: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    assert "Colleagues need a site they can reach." in browser.get("/setup/colleagues").content.decode()
    said = browser.post("/setup/colleagues/invite", {"address": "mira@harbour.example", "role": "seller"}, follow=True)
    assert "nobody could open the link" in said.content.decode()


def test_a_seller_sees_who_is_here_and_nothing_to_change(seat: Any, colleague: Any, browser_of: Make) -> None:
    page = browser_of(colleague).get("/setup/colleagues").content.decode()
    assert seat.user.name in page
    assert seat.user.address not in page
    assert "Invite a colleague" not in page
    assert "Switch on" not in page


def test_roles_teams_and_leads_are_changed_on_one_page(seat: Any, colleague: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    for name in ("North", "South"):
        browser.post("/setup/teams", {"name": name})
    north, south = Team.objects.in_workspace(seat.workspace).order_by("name")
    said = {"role": "manager", "team": str(north.pk), "leads": [str(north.pk), str(south.pk)]}
    browser.post(f"/setup/colleagues/{colleague.pk}", said)
    colleague.refresh_from_db()
    assert (colleague.role, colleague.team) == ("manager", north)
    assert TeamLead.objects.in_workspace(seat.workspace).filter(seat=colleague).count() == 2
    assert "leads North, South" in browser.get("/setup/colleagues").content.decode()


def test_the_last_admin_is_told_why_he_stays(seat: Any, colleague: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    for address, said in (
        (f"/setup/colleagues/{seat.pk}", {"role": "seller"}),
        (f"/setup/colleagues/{seat.pk}/leaves", {"words": "keep"}),
    ):
        assert "Make somebody admin first." in browser.post(address, said, follow=True).content.decode()


@pytest.mark.parametrize(
    "said",
    [{"role": "king"}, {"role": "seller", "team": "00000000-0000-0000-0000-000000000000"}, {}],
    ids=["no such role", "no such team", "nothing"],
)
def test_what_cannot_be_saved_is_said_and_changes_nothing(
    said: dict[str, str], seat: Any, colleague: Any, browser_of: Make
) -> None:
    page = browser_of(seat).post(f"/setup/colleagues/{colleague.pk}", said)
    assert 'role="alert"' in page.content.decode()
    colleague.refresh_from_db()
    assert colleague.role == "seller"


def test_the_managers_screens_are_switched_with_a_note_that_everybody_reads(
    seat: Any, colleague: Any, browser_of: Make
) -> None:
    browser, note = browser_of(seat), "Works agreement of 1 September <b>2026</b>"
    assert "on what ground" in browser.post("/setup/team-screens", {"screens": "on"}, follow=True).content.decode()
    browser.post("/setup/team-screens", {"screens": "on", "note": note})
    page = browser_of(colleague).get("/setup/colleagues").content.decode()
    assert "Switched on." in page
    assert "&lt;b&gt;2026" in page
    browser.post("/setup/team-screens", {"screens": "off"})
    assert TeamScreens.objects.in_workspace(seat.workspace).get().off_by == seat.user
    assert "Switched off." in browser_of(colleague).get("/setup/colleagues").content.decode()


def test_what_a_seller_shares_is_his_to_give_and_to_take_back(colleague: Any, browser_of: Make) -> None:
    browser = browser_of(colleague)
    for what in ("feeling", "figures"):
        browser.post("/setup/yours/shared", {"what": what, "on": "yes"})
    colleague.refresh_from_db()
    consent = FigureConsent.objects.in_workspace(colleague.workspace).get()
    assert (colleague.shares_feeling, consent.withdrawn_at) == (True, None)
    for what in ("feeling", "figures"):
        browser.post("/setup/yours/shared", {"what": what, "on": "no"})
    colleague.refresh_from_db()
    consent.refresh_from_db()
    assert not colleague.shares_feeling
    assert consent.withdrawn_at
    assert browser.post("/setup/yours/shared", {"what": "words", "on": "yes"}).status_code == 404


def test_every_screen_of_the_team_keeps_a_look_for_each_of_it(
    seat: Any, make_seat: Make, browser_of: Make, read_meeting: Make
) -> None:
    team = Team.objects.in_workspace(seat.workspace).create(name="North", made_at=NOW)
    lead = make_seat("Lena", seat.workspace, role="manager")
    TeamLead.objects.in_workspace(seat.workspace).create(seat=lead, team=team)
    TeamScreens.objects.in_workspace(seat.workspace).create(note="Agreed by all", on_at=NOW, on_by=seat.user)
    sellers = [make_seat(f"Seller{place}", seat.workspace, role="seller") for place in range(5)]
    Membership.objects.in_workspace(seat.workspace).filter(pk__in=[each.pk for each in sellers]).update(team=team)
    meeting = read_meeting(sellers[0])
    browser = browser_of(lead)
    for page in ("/review?team=1", "/accounts?team=1", f"/accounts/{meeting.account_id}", f"/meetings/{meeting.pk}"):
        assert browser.get(page).status_code == 200, page
    browser.get(f"/api/v1/conversations/{meeting.pk}")
    of_first = browser_of(sellers[0]).get("/setup/yours").content.decode()
    for words in (
        "last 90 days of the team",
        "customers of the team",
        "a customer: Northwind",
        "a meeting, by a program",
    ):
        assert words in of_first, words
    of_last = browser_of(sellers[4]).get("/setup/yours").content.decode()
    assert "a meeting" not in of_last
    assert "last 90 days of the team" in of_last


def test_below_five_without_consent_the_teams_figures_are_ones_own(
    seat: Any, colleague: Any, make_seat: Make, browser_of: Make, read_meeting: Make
) -> None:
    team = Team.objects.in_workspace(seat.workspace).create(name="North", made_at=NOW)
    lead = make_seat("Lena", seat.workspace, role="manager")
    TeamLead.objects.in_workspace(seat.workspace).create(seat=lead, team=team)
    TeamScreens.objects.in_workspace(seat.workspace).create(note="Agreed by all", on_at=NOW, on_by=seat.user)
    colleague.team = team
    colleague.save()
    assert 'class="of-team"' not in browser_of(lead).get("/review?team=1").content.decode()
    browser_of(colleague).post("/setup/yours/shared", {"what": "figures", "on": "yes"})
    assert 'class="of-team"' in browser_of(lead).get("/review?team=1").content.decode()


@pytest.mark.usefixtures("reachable")
def test_a_leaver_is_handed_over_on_one_page(seat: Any, colleague: Any, browser_of: Make, plan_meeting: Make) -> None:
    plan_meeting(colleague, held_at=datetime(2099, 1, 4, 9, tzinfo=UTC))
    browser, address = at_home(seat, browser_of), f"/setup/colleagues/{colleague.pk}"
    assert "1 meeting ahead" in browser.get(address).content.decode()
    unsaid = browser.post(f"{address}/leaves", {"successor": str(seat.pk)}, follow=True)
    assert "Say what becomes of the words" in unsaid.content.decode()
    said = browser.post(f"{address}/leaves", {"successor": str(seat.pk), "words": "erase"}, follow=True)
    assert "Tom is out, on every device." in said.content.decode()
    assert "1 meeting ahead are Anna" in said.content.decode()
    assert "1 has left" in said.content.decode()
    assert browser.get(address).status_code == 404


@pytest.mark.usefixtures("reachable")
def test_a_workspace_that_nobody_named_is_called_by_who_asks(seat: Any, browser_of: Make) -> None:
    seat.workspace.name = "You"
    seat.workspace.save()
    said = {"address": "mira@harbour.example", "role": "seller"}
    page = stranger_at_home().get(
        link_in(at_home(seat, browser_of).post("/setup/colleagues/invite", said)), secure=True
    )
    assert "Join the workspace of Anna" in page.content.decode()
    assert "Join You" not in page.content.decode()
