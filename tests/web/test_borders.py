"""Every address of the site, opened by people it is not for."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from foothold.actions.book_next_step import NextDate, book_next_step
from foothold.records.models import (
    Commitment,
    Connection,
    Contact,
    Counterpart,
    CrmAccount,
    Departure,
    Identity,
    Import,
    Invitation,
    Look,
    Meeting,
    Opportunity,
    PipelineDecision,
    SeatInvitation,
    Source,
    SpeakerSide,
    Team,
    TeamLead,
    TeamScreens,
    WaitingTable,
)

Read = Callable[..., Any]
OPEN_DOORS = {"enter_help", "enter", "alive", "openapi-json", "guest", "guest_stored", "guest_calendar", "note_off"}
"""What a stranger may open: the way in, the description of the API, which holds no data, and a customer's page,
to which the token in its address is the key; so it is where a note is switched off."""


def _addresses(resolver: Any = None, prefix: str = "") -> list[tuple[str, str]]:
    """Every (name, route) of the site, the API included."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += _addresses(entry, route)
        elif isinstance(entry, URLPattern):
            found.append((entry.name or route, route))
    return found


ADDRESSES = _addresses()
WITH_ID = [(name, route) for name, route in ADDRESSES if "<uuid:" in route]


def _of(seat: Any, read_meeting: Read) -> dict[str, Any]:
    """One row of each kind with an address of its own, by the name it has in the route."""
    meeting = read_meeting(seat)
    rows = {"meeting_id": meeting, "conversation_id": meeting}
    rows["promise_id"] = Commitment.objects.in_workspace(seat.workspace).first()
    rows["contact_id"] = Contact.objects.in_workspace(seat.workspace).first()
    rows["side_id"] = SpeakerSide.objects.in_workspace(seat.workspace).get(name="Anna Weber")
    rows["identity_id"] = Identity.objects.in_workspace(seat.workspace).create(kind="name", value="Anna")
    source = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="calls", key="k", name="calls")
    rows["source_id"] = source
    rows["run_id"] = Import.objects.in_workspace(seat.workspace).create(
        source=source, user=seat.user, started_at=meeting.held_at, state="done"
    )
    rows["counterpart_id"] = Counterpart.objects.in_workspace(seat.workspace).create(value="northwind.example")
    rows["account_id"] = meeting.account
    rows["invitation_id"] = _booked(seat, meeting)
    rows["connection_id"] = Connection.objects.in_workspace(seat.workspace).create(
        user=seat.user, kind="mail", address="anna@harbour.example", connected_at=meeting.held_at
    )
    rows["departure_id"] = Departure.objects.in_workspace(seat.workspace).create(
        user=seat.user, kind="letter", by="mail", key="k", thread="t", made_at=meeting.held_at, due_at=meeting.held_at
    )
    rows["seat_id"] = seat
    rows["table_id"] = WaitingTable.objects.in_workspace(seat.workspace).create(
        user=seat.user, name="deals.csv", content=b"", came_at=meeting.held_at
    )
    rows["firm_id"] = CrmAccount.objects.in_workspace(seat.workspace).create(
        crm="hubspot", key="1", name="Northwind", account=meeting.account, may_be=meeting.account
    )
    rows["team_id"] = Team.objects.in_workspace(seat.workspace).create(name="North", made_at=meeting.held_at)
    rows["seat_invitation_id"] = SeatInvitation.objects.in_workspace(seat.workspace).create(
        address="mira@harbour.example",
        role="seller",
        token_sha256=uuid4().hex,
        invited_by=seat.user,
        made_at=meeting.held_at,
        expires_at=meeting.held_at + timedelta(days=7),
    )
    rows["opportunity_id"] = rows["deal_id"] = _deal(seat, meeting)
    rows["decision_id"] = PipelineDecision.objects.in_workspace(seat.workspace).create(
        opportunity=rows["opportunity_id"],
        user=seat.user,
        week=meeting.held_at.date(),
        decision="ask",
        decided_at=meeting.held_at,
    )
    return {name: row.pk for name, row in rows.items()}


def _deal(seat: Any, meeting: Meeting) -> Opportunity:
    rows = Opportunity.objects.in_workspace(seat.workspace)
    return rows.create(account=meeting.account, seller=seat.user, name="Northwind", opened_at=meeting.held_at)


def _booked(seat: Any, meeting: Meeting) -> Invitation:
    """A next meeting, booked while this one was closed."""
    start = meeting.held_at + timedelta(days=2)
    wanted = NextDate(
        key="borders",
        starts_at=start,
        ends_at=start + timedelta(minutes=45),
        tz="Europe/Berlin",
        topic="Price for three sites",
        attendees=[("petra.lang@northwind.example", "Petra Lang")],
        organizer="anna@harbour.example",
    )
    return book_next_step(seat, wanted, from_meeting=meeting, now=meeting.held_at)


def _address(route: str, ids: dict[str, Any]) -> str:
    filled = re.sub(r"<uuid:(\w+)>", lambda mark: str(ids[mark[1]]), route)
    return "/" + filled.replace("<int:pk>", "1").replace("<slug:provider_id>", "firm").replace(
        "<slug:name>", "weeks"
    ).replace("<slug:which>", "last")


def _open(browser: Client, address: str) -> list[int]:
    """The answers to GET and POST. 405 is no answer about the row: the other method gives it."""
    answers = [
        browser.get(address).status_code,
        browser.post(address, {"answer": "keep", "says": "agreed"}).status_code,
    ]
    return [status for status in answers if status != 405]


def test_there_are_addresses_to_try() -> None:
    assert len(WITH_ID) >= 9
    assert {"meeting", "words", "promise", "contact_gone", "identity_gone", "invitation", "left_open"} <= {
        name for name, _ in WITH_ID
    }


def test_no_two_addresses_share_a_name() -> None:
    """A link would lead to the other one."""
    named = [name for name, route in ADDRESSES if name != route and not route.startswith("api/")]
    assert sorted(name for name in named if named.count(name) > 1) == []


@pytest.mark.parametrize(("name", "route"), WITH_ID, ids=[name for name, _ in WITH_ID])
def test_no_id_opens_from_another_workspace(
    name: str, route: str, seat: Any, stranger: Any, browser_of: Read, read_meeting: Read
) -> None:
    ids = _of(seat, read_meeting)
    assert _open(browser_of(stranger), _address(route, ids)) in ([404], [404, 404])
    assert _open(browser_of(seat), _address(route, dict.fromkeys(ids, uuid4()))) in ([404], [404, 404])


@pytest.mark.parametrize(("name", "route"), ADDRESSES, ids=[name for name, _ in ADDRESSES])
def test_only_the_way_in_opens_without_a_seat(name: str, route: str, seat: Any, read_meeting: Read) -> None:
    ids = _of(seat, read_meeting)
    address = _address(route, ids).replace("<str:token>", "guess")
    for answer in (Client().get(address), Client().post(address)):
        if name in OPEN_DOORS:
            assert answer.status_code in {200, 401, 404, 405, 410}
        elif address.startswith("/api/"):
            assert answer.status_code in {401, 404, 405}, address
        else:
            assert (answer.status_code, answer.headers.get("Location")) == (302, "/enter"), address


def test_a_colleagues_words_do_not_open_until_he_shares_them(
    seat: Any, colleague: Any, make_seat: Read, browser_of: Read, read_meeting: Read
) -> None:
    meeting = read_meeting(colleague)
    peer = make_seat("Mira", seat.workspace, role="seller")
    address = f"/meetings/{meeting.pk}/words.txt"
    assert browser_of(colleague).get(address).status_code == 200
    for other in (seat, peer):
        assert browser_of(other).get(address).status_code == 404, other.role
    assert "how shall we leave it" not in browser_of(seat).get(f"/meetings/{meeting.pk}").content.decode()
    browser_of(colleague).post(f"/meetings/{meeting.pk}/share", {"shared": "yes"})
    assert browser_of(seat).get(address).status_code == 200
    browser_of(colleague).post(f"/meetings/{meeting.pk}/share", {"shared": "no"})
    assert browser_of(seat).get(address).status_code == 404


@pytest.mark.parametrize("role", ["seller", "manager", "admin", "owner"])
def test_a_role_alone_shows_nothing_of_a_colleagues(
    role: str, seat: Any, colleague: Any, make_seat: Read, browser_of: Read, read_meeting: Read
) -> None:
    meeting = read_meeting(colleague)
    browser = browser_of(make_seat("Mira", seat.workspace, role=role))
    assert browser.get(f"/meetings/{meeting.pk}").status_code == 404
    assert browser.get(f"/accounts/{meeting.account_id}").status_code == 404
    assert browser.get(f"/api/v1/conversations/{meeting.pk}").status_code == 404
    for page in (
        "/meetings",
        "/search?q=Northwind",
        "/accounts?team=1",
        "/review?team=1",
        "/today",
        "/api/v1/conversations",
    ):
        assert f"/{meeting.pk}" not in browser.get(page).content.decode(), page
        assert "Petra Lang" not in browser.get(page).content.decode(), page


def test_a_manager_sees_findings_of_his_team_once_that_is_switched_on_and_each_look_is_kept(
    seat: Any, colleague: Any, make_seat: Read, browser_of: Read, read_meeting: Read
) -> None:
    meeting = read_meeting(colleague)
    lead = make_seat("Mira", seat.workspace, role="manager")
    team = Team.objects.in_workspace(seat.workspace).create(name="North", made_at=meeting.held_at)
    TeamLead.objects.in_workspace(seat.workspace).create(seat=lead, team=team)
    colleague.team = team
    colleague.save()
    address = f"/meetings/{meeting.pk}"
    assert browser_of(lead).get(address).status_code == 404
    assert not Look.objects.in_workspace(seat.workspace).exists()
    switch = TeamScreens.objects.in_workspace(seat.workspace).create(
        note="Agreed with the council", on_at=meeting.held_at, on_by=seat.user
    )
    assert "has not shared the words" in browser_of(lead).get(address).content.decode()
    assert browser_of(seat).get(address).status_code == 404, "who switched it on leads nobody"
    look = Look.objects.in_workspace(seat.workspace).get()
    assert (look.who, look.whose, look.screen) == (lead.user, colleague.user, "meeting")
    assert lead.user.name in browser_of(colleague).get("/setup/yours").content.decode()
    switch.off_at = meeting.held_at
    switch.save()
    assert browser_of(lead).get(address).status_code == 404


COLLEAGUES = ["invite", "invitations/{seat_invitation_id}", "{seat_id}", "{seat_id}/leaves"]


@pytest.mark.parametrize("role", ["seller", "manager"])
@pytest.mark.parametrize(
    "address",
    [
        *(f"colleagues/{each}" for each in COLLEAGUES),
        "teams",
        "teams/{team_id}",
        "team-screens",
        "export",
        "demo",
        "model",
    ],
)
def test_what_concerns_everybody_opens_for_admins_alone(
    address: str, role: str, seat: Any, make_seat: Read, browser_of: Read, read_meeting: Read
) -> None:
    ids = _of(seat, read_meeting)
    browser = browser_of(make_seat("Mira", seat.workspace, role=role))
    assert browser.post(f"/setup/{address.format(**ids)}", {"role": "admin", "screens": "off"}).status_code == 404


EVERYBODYS = {
    "firm_id",
    "seat_id",
    "team_id",
    "seat_invitation_id",
    "identity_id",
    "side_id",
    "counterpart_id",
    "contact_id",
}
"""Ids of what is the workspace's: its admins' to change, or everybody's who is who."""
SOMEBODYS = [(name, route) for name, route in WITH_ID if not set(re.findall(r"<uuid:(\w+)>", route)) <= EVERYBODYS]


@pytest.mark.parametrize(("name", "route"), SOMEBODYS, ids=[name for name, _ in SOMEBODYS])
@pytest.mark.parametrize("role", ["seller", "manager", "admin"])
def test_nothing_of_a_colleagues_opens_by_its_id(
    role: str, name: str, route: str, seat: Any, make_seat: Read, browser_of: Read, read_meeting: Read
) -> None:
    ids = _of(seat, read_meeting)
    browser = browser_of(make_seat("Mira", seat.workspace, role=role))
    assert set(_open(browser, _address(route, ids))) == {404}


@pytest.mark.parametrize(
    "what", ["not-right", "sides", "feeling", "customer", "share", "suggest", "delete", "left-open"]
)
def test_only_its_seller_changes_a_meeting(
    what: str, seat: Any, colleague: Any, browser_of: Read, read_meeting: Read
) -> None:
    meeting = read_meeting(colleague)
    assert browser_of(seat).post(f"/meetings/{meeting.pk}/{what}", {"sure": "50"}).status_code == 404


@pytest.mark.parametrize("what", ["change", "reply", "standing", "meeting.ics"])
def test_only_its_seller_sends_or_changes_an_invitation(
    what: str, seat: Any, colleague: Any, browser_of: Read, read_meeting: Read
) -> None:
    invitation = _booked(colleague, read_meeting(colleague))
    address = f"/invitations/{invitation.pk}/{what}"
    answers = [browser_of(seat).get(address), browser_of(seat).post(address, {"what": "cancel", "text": "Yes"})]
    assert {each.status_code for each in answers} <= {404, 405}
    assert 404 in {each.status_code for each in answers}


def test_what_concerns_everybody_is_the_owners(colleague: Any, browser_of: Read, read_meeting: Read) -> None:
    browser = browser_of(colleague)
    person = read_meeting(colleague) and Contact.objects.in_workspace(colleague.workspace).first()
    for address in ("export", "delete-everything", "demo", "model", f"people/{person.pk}/erase"):
        assert browser.post(f"/setup/{address}", {"word": "delete"}).status_code == 404, address


def test_everything_is_deleted_by_the_owner_alone(seat: Any, make_seat: Read, browser_of: Read) -> None:
    admin = make_seat("Mira", seat.workspace, role="admin")
    assert browser_of(admin).post("/setup/delete-everything", {"word": "delete"}).status_code == 404


def test_opening_any_page_changes_nothing(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    from django.core import serializers

    from foothold.records.models import Closing, EntryLink, Judgement, SourceText

    ids = _of(seat, read_meeting)
    models = (Meeting, SourceText, Judgement, Commitment, Contact, Identity, Invitation, Departure, Closing)

    def stored() -> str:
        rows = [row for model in models for row in model.objects.in_workspace(seat.workspace).order_by("pk")]
        return serializers.serialize("json", [*rows, *EntryLink.objects.all()])

    before, browser = stored(), browser_of(seat)
    for _, route in ADDRESSES:
        browser.get(_address(route, ids).replace("<str:token>", "guess"))
    assert stored() == before
