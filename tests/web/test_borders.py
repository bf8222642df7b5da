"""Every address of the site, opened by people it is not for."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from foothold.records.models import Commitment, Contact, Counterpart, Identity, Import, Source, SpeakerSide

Read = Callable[..., Any]
OPEN_DOORS = {"enter_help", "enter", "alive", "openapi-json"}
"""What a stranger may open: the way in, and the description of the API, which holds no data."""


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
    return {name: row.pk for name, row in rows.items()}


def _address(route: str, ids: dict[str, Any]) -> str:
    return "/" + re.sub(r"<uuid:(\w+)>", lambda mark: str(ids[mark[1]]), route)


def _open(browser: Client, address: str) -> list[int]:
    """The answers to GET and POST. 405 is no answer about the row: the other method gives it."""
    answers = [
        browser.get(address).status_code,
        browser.post(address, {"answer": "keep", "says": "agreed"}).status_code,
    ]
    return [status for status in answers if status != 405]


def test_there_are_addresses_to_try() -> None:
    assert len(WITH_ID) >= 9
    assert {"meeting", "words", "promise", "contact_gone", "identity_gone"} <= {name for name, _ in WITH_ID}


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
            assert answer.status_code in {200, 401, 405, 410}
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


def test_a_seller_does_not_see_a_colleagues_meeting_but_the_owner_sees_its_findings(
    seat: Any, colleague: Any, make_seat: Read, browser_of: Read, read_meeting: Read
) -> None:
    meeting = read_meeting(colleague)
    peer = make_seat("Mira", seat.workspace, role="seller")
    assert browser_of(peer).get(f"/meetings/{meeting.pk}").status_code == 404
    assert "Northwind" not in browser_of(peer).get("/meetings").content.decode()
    assert "has not shared the words" in browser_of(seat).get(f"/meetings/{meeting.pk}").content.decode()


@pytest.mark.parametrize("what", ["not-right", "sides", "feeling", "customer", "share", "suggest", "delete"])
def test_only_its_seller_changes_a_meeting(
    what: str, seat: Any, colleague: Any, browser_of: Read, read_meeting: Read
) -> None:
    meeting = read_meeting(colleague)
    assert browser_of(seat).post(f"/meetings/{meeting.pk}/{what}", {"sure": "50"}).status_code == 404


def test_what_concerns_everybody_is_the_owners(colleague: Any, browser_of: Read, read_meeting: Read) -> None:
    browser = browser_of(colleague)
    person = read_meeting(colleague) and Contact.objects.in_workspace(colleague.workspace).first()
    for address in ("export", "delete-everything", "demo", "model", f"people/{person.pk}/erase"):
        assert browser.post(f"/setup/{address}", {"word": "delete"}).status_code == 404, address


def test_opening_any_page_changes_nothing(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    from django.core import serializers

    from foothold.records.models import EntryLink, Judgement, Meeting, SourceText

    ids = _of(seat, read_meeting)
    models = (Meeting, SourceText, Judgement, Commitment, Contact, Identity)

    def stored() -> str:
        rows = [row for model in models for row in model.objects.in_workspace(seat.workspace).order_by("pk")]
        return serializers.serialize("json", [*rows, *EntryLink.objects.all()])

    before, browser = stored(), browser_of(seat)
    for _, route in ADDRESSES:
        browser.get(_address(route, ids).replace("<str:token>", "guess"))
    assert stored() == before
