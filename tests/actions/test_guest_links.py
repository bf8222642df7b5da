"""The links to an invitation's page: who has which, how long, and nothing where nobody could open them."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from hashlib import sha256
from typing import Any
from urllib.parse import unquote

import pytest

from foothold.actions.change_invitation import move_next_step
from foothold.actions.delete_contact import delete_contact
from foothold.actions.depart import bytes_of
from foothold.actions.forget_guest import forget_guest
from foothold.actions.invite import calendar_file, web_links
from foothold.actions.make_guest_links import guest_link, make_guest_links
from foothold.records.guests import guest_of
from foothold.records.models import Attendee, Contact, Departure, Guest, Invitation
from foothold.records.models.booking import Way
from foothold.web.invitation_page import ways_out

Make = Callable[..., Any]


@pytest.fixture(autouse=True)
def reachable(settings: Any) -> None:
    """Customers can reach the site."""
    settings.PUBLIC_URL = "https://foothold.harbour.example"


def test_every_customer_person_has_a_link_of_his_own_and_all_share_one(seat: Any, invite: Make) -> None:
    invitation = invite(seat, "Petra Lang", "Jan Novak")
    guests = Guest.objects.in_workspace(seat.workspace).filter(invitation=invitation)
    assert sorted(guest.address for guest in guests) == ["", "jan@northwind.example", "petra@northwind.example"]
    assert len({guest.token_sha256 for guest in guests}) == 3


def test_our_own_people_have_none(seat: Any, invite: Make) -> None:
    assert seat.user.address not in {guest.address for guest in invite(seat).links.values()}


def test_made_again_they_are_the_same(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    again = make_guest_links(invitation, now=now)
    assert {guest_link(each, "") for each in again} == set(invitation.paths.values())


def test_a_link_holds_128_bits_and_only_its_hash_is_readable(seat: Any, invite: Make) -> None:
    guest = invite(seat).links["Petra Lang"]
    link = guest_link(guest, "https://foothold.harbour.example/")
    token = link.removeprefix("https://foothold.harbour.example/i/")
    assert len(token) == 22
    stored = Guest.objects.in_workspace(seat.workspace).values().get(pk=guest.pk)
    assert token not in str(stored)
    assert guest_of(token) == guest
    assert guest_of(guest.token_sha256) is None


def test_a_sealed_link_opens_for_its_own_guest_alone(seat: Any, invite: Make) -> None:
    from foothold.records.secrets import CannotOpen

    links = invite(seat, "Petra Lang", "Jan Novak").links
    links["Jan Novak"].sealed = links["Petra Lang"].sealed
    with pytest.raises(CannotOpen):
        guest_link(links["Jan Novak"], "")


def test_they_live_until_30_days_after_the_meeting_also_when_it_moves(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat)
    assert {each.expires_at for each in invitation.links.values()} == {invitation.ends_at + timedelta(days=30)}
    invitation.ends_at += timedelta(days=7)
    invitation.save()
    assert {each.expires_at for each in make_guest_links(invitation, now=now)} == {
        invitation.ends_at + timedelta(days=30)
    }


def test_the_link_of_somebody_no_longer_invited_ends(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat, "Petra Lang", "Jan Novak")
    Attendee.objects.in_workspace(seat.workspace).filter(name="Jan Novak").delete()
    assert [each.name for each in make_guest_links(invitation, now=now)] == ["", "Petra Lang"]
    his = Guest.objects.in_workspace(seat.workspace).get(name="Jan Novak")
    assert his.expires_at == now


def test_where_customers_cannot_reach_us_there_are_none(seat: Any, invite: Make, now: Any, settings: Any) -> None:
    invitation = invite(seat)
    Guest.objects.in_workspace(seat.workspace).all().delete()
    settings.PUBLIC_URL = None
    assert make_guest_links(invitation, now=now) == []
    assert not Guest.objects.in_workspace(seat.workspace).exists()


def test_the_letter_holds_his_own_link_and_the_calendar_the_shared_one(
    seat: Any, invite: Make, now: Any, settings: Any
) -> None:
    from foothold.actions.invite import _letters, as_written
    from foothold.core.invitation import Method

    invitation = invite(seat, "Petra Lang", "Jan Novak")
    links = {name: f"{settings.PUBLIC_URL}{path}" for name, path in invitation.paths.items()}
    entry = as_written(invitation)
    assert entry.url == links[""]
    assert links[""] in entry.text
    for letter, person in _letters(invitation, entry, Method.REQUEST, Method.REQUEST.value, now=now):
        words = letter.text + letter.calendar.data.decode().replace("\r\n ", "")
        assert links[person.name] in letter.text
        assert not [name for name, link in links.items() if link in words and name not in {"", person.name}]
        assert links[person.name] not in letter.calendar.data.decode().replace("\r\n ", "")


def test_without_a_public_address_an_invitation_names_no_link(seat: Any, invite: Make, settings: Any) -> None:
    from foothold.actions.invite import as_written, letter_text

    invitation = invite(seat)
    settings.PUBLIC_URL = None
    assert as_written(invitation).url == ""
    assert "http" not in as_written(invitation).text + letter_text(invitation)


def test_who_deleted_his_link_gets_no_other_with_the_next_change(
    seat: Any, invite: Make, connected: Any, now: Any, settings: Any
) -> None:
    invitation = invite(seat, "Petra Lang", "Jan Novak", way=Way.MAIL)
    forget_guest(invitation.links["Petra Lang"], now=now)
    settings.PUBLIC_URL = "https://foothold.harbour.example"
    connected(seat, seat.user.address)
    moved = move_next_step(seat, invitation, invitation.starts_at + timedelta(hours=2), now=now, even_if_taken=True)
    assert sorted(guest.address for guest in make_guest_links(moved, now=now)) == ["", "jan@northwind.example"]
    sent = Departure.objects.in_workspace(seat.workspace).filter(sequence=moved.sequence)
    links = {row.to_addresses[0]: _links_in_every_part(bytes_of(row)) for row in sent}
    path = invitation.paths
    assert links == {"jan@northwind.example": {path["Jan Novak"]}, "petra@northwind.example": set()}


@pytest.mark.parametrize("still_invited", [True, False])
def test_who_deleted_his_link_finds_no_shared_one_in_what_all_of_them_see(
    seat: Any, invite: Make, now: Any, settings: Any, still_invited: bool
) -> None:
    invitation = invite(seat, "Petra Lang", "Jan Novak", way=Way.CALENDAR)
    forget_guest(invitation.links["Petra Lang"], now=now)
    settings.PUBLIC_URL = "https://foothold.harbour.example"
    again = Invitation.objects.in_workspace(seat.workspace).get()
    if not still_invited:
        Attendee.objects.in_workspace(seat.workspace).filter(name="Petra Lang").delete()
    draft = next(way.link for way in ways_out(again) if way.name == "Mail draft")
    copies = (calendar_file(again).replace(b"\r\n ", b"").decode(), unquote(draft), unquote(str(web_links(again))))
    assert all(("/i/" in copy) is not still_invited for copy in copies), copies


def _links_in_every_part(letter: bytes) -> set[str]:
    """Those in its words, as text and as HTML, and in both calendar parts: decoded and unfolded."""
    parts = [each for each in message_from_bytes(letter).walk() if not each.is_multipart()]
    assert {each.get_content_type() for each in parts} >= {"text/plain", "text/calendar", "application/ics"}
    words = b"".join(each.get_payload(decode=True) for each in parts).replace(b"\r\n ", b"").decode()
    return set(re.findall(r"/i/[\w-]{22}", words))


def test_what_is_kept_for_that_names_nobody_and_goes_with_him(seat: Any, invite: Make, now: Any) -> None:
    invitation = invite(seat, "Petra Lang", "Jan Novak")
    forget_guest(invitation.links["Petra Lang"], now=now)
    [kept] = Invitation.objects.in_workspace(seat.workspace).get().links_deleted
    assert "petra" not in kept
    assert kept != sha256(b"petra@northwind.example").hexdigest()
    delete_contact(Contact.objects.in_workspace(seat.workspace).get(name="Petra Lang"))
    assert Invitation.objects.in_workspace(seat.workspace).get().links_deleted == []


def test_a_link_stays_deleted_under_a_newer_key(seat: Any, invite: Make, now: Any, settings: Any) -> None:
    invitation = invite(seat)
    forget_guest(invitation.links["Petra Lang"], now=now)
    settings.PUBLIC_URL = "https://foothold.harbour.example"
    settings.ENCRYPTION_KEY = f"{urlsafe_b64encode(bytes(32)).decode()},{settings.ENCRYPTION_KEY}"
    again = Invitation.objects.in_workspace(seat.workspace).get()
    assert [guest.address for guest in make_guest_links(again, now=now)] == [""]
