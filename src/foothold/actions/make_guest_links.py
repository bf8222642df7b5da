"""The links to an invitation's page: one of his own for every customer person, and one they share (DESIGN 6)."""

import secrets
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from foothold.actions.erasing_attendees import is_stand_in
from foothold.core.evidence import Side
from foothold.records.guests import digest
from foothold.records.invitations import guests_of
from foothold.records.models import Attendee, Guest, Invitation
from foothold.records.reach import public_url
from foothold.records.secrets import CannotOpen, check_values, seal, unseal

LIVES_ON = timedelta(days=30)
"""How long a page can be opened after the end of its meeting."""
TOKEN_BYTES = 16
SHARED = ""
"""The address of the guest who is whoever sees the calendar entry."""


def make_guest_links(invitation: Invitation, *, now: datetime) -> list[Guest]:
    """The guests of an invitation, the shared one first; none where customers cannot reach this site.

    Safe to repeat: whoever has a link keeps it, and it lives until 30 days after the meeting as it now stands.
    The link of somebody who is no longer invited ends; who deleted his own gets no other. `foothold.records.reach`
    says why there are none.
    """
    if public_url() is None:
        return []
    with transaction.atomic():
        # Two who make them at once would make two links for one person.
        row = Invitation.objects.in_workspace(invitation.workspace_id).select_for_update().get(pk=invitation.pk)
        # He may have deleted his link since the caller read it.
        invitation.links_deleted = row.links_deleted
        invited = {SHARED: "", **_invited(invitation)}
        known = {guest.address: guest for guest in guests_of(invitation)}
        expires_at = invitation.ends_at + LIVES_ON
        for address, guest in known.items():
            _live_until(guest, expires_at if address in invited else min(guest.expires_at, now))
        for address, name in invited.items():
            if address not in known:
                known[address] = _new_guest(invitation, address, name, expires_at)
    return sorted((known[address] for address in invited), key=lambda guest: guest.address)


def guest_link(guest: Guest, base_url: str) -> str:
    """The address of his page: `https://foothold.firm.example/i/<token>`.

    Raises `records.secrets.CannotOpen` where the token was sealed with another key.
    """
    return f"{base_url.rstrip('/')}/i/{unseal(guest.sealed, about=_about(guest))}"


def links_of(invitation: Invitation) -> dict[str, str]:
    """The links made for an invitation, by address; the shared one under "". Empty where nobody could open them.

    One that was sealed with another key is left out: an invitation without a link is better than none.
    """
    base_url = public_url()
    if base_url is None:
        return {}
    links = {}
    for guest in guests_of(invitation):
        with suppress(CannotOpen):
            links[guest.address] = guest_link(guest, base_url)
    return links


def shared_link(invitation: Invitation) -> str:
    """The link that stands in every copy of the entry; empty where nobody could open it.

    So it is where one of those invited deleted his own: in a copy that all of them see he would find this one.
    """
    people = Attendee.objects.in_workspace(invitation.workspace_id).filter(meeting_id=invitation.meeting_id)
    if invitation.links_deleted and any(deleted_his_link(invitation, each.address) for each in people):
        return ""
    return links_of(invitation).get(SHARED, "")


def note_link_deleted(invitation: Invitation, address: str) -> None:
    """He deleted his own link to it: he gets no other with the next change. The row is locked by the caller."""
    value, *_earlier = check_values(address, about=check_of(invitation))
    if value not in invitation.links_deleted:
        invitation.links_deleted = [*invitation.links_deleted, value]
        invitation.save(update_fields=["links_deleted"])


def deleted_his_link(invitation: Invitation, address: str) -> bool:
    """Whether this person deleted his own link to the invitation."""
    deleted = invitation.links_deleted
    return bool(deleted) and any(value in deleted for value in check_values(address, about=check_of(invitation)))


def check_of(invitation: Invitation) -> str:
    """What the check values of its deleted links are about."""
    return f"links deleted {invitation.pk}"


def _invited(invitation: Invitation) -> dict[str, str]:
    people = Attendee.objects.in_workspace(invitation.workspace_id).filter(
        meeting_id=invitation.meeting_id, side=Side.CUSTOMER.value
    )
    return {
        person.address: person.name
        for person in people
        if person.address and not is_stand_in(person.address) and not deleted_his_link(invitation, person.address)
    }


def _live_until(guest: Guest, expires_at: datetime) -> None:
    if guest.expires_at != expires_at:
        guest.expires_at = expires_at
        guest.save(update_fields=["expires_at"])


def _new_guest(invitation: Invitation, address: str, name: str, expires_at: datetime) -> Guest:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    guest = Guest(
        workspace_id=invitation.workspace_id,
        invitation=invitation,
        address=address,
        name=name,
        token_sha256=digest(token),
        expires_at=expires_at,
    )
    guest.sealed = seal(token, about=_about(guest))
    guest.save()
    return guest


def _about(guest: Guest) -> str:
    return f"guest {guest.pk}"
