"""A customer deletes what he left on the page; what he told the seller by it is the seller's to delete."""

from datetime import datetime

from django.db import transaction

from foothold.actions.make_guest_links import note_link_deleted
from foothold.actions.prepare_as_guest import items_of
from foothold.actions.tick_homework import untick_all
from foothold.records.erasing import forget_freed_pages
from foothold.records.models import CustomerJudgement, Guest, GuestAct, Invitation, PreparedItem
from foothold.records.models.booking import GuestActKind


def forget_guest(guest: Guest, *, now: datetime) -> None:
    """Delete everything done by this link: words, ticks, colleagues named, judgement; then the link with its address.

    He gets no other for this invitation: what tells that it is he again holds no address. The shared link stays,
    for others use it; what was done by it goes. An answer given stays with the seller, like
    one sent by mail: his calendar rests on it. Possible on a closed page, too, and harmless twice.
    """
    with transaction.atomic():
        invitation = Invitation.objects.in_workspace(guest.workspace_id).select_for_update().get(pk=guest.invitation_id)
        _forget_ticks(guest, invitation, now)
        on_sheet = PreparedItem.objects.in_workspace(guest.workspace_id).filter(meeting=invitation.meeting_id)
        on_sheet.filter(key__startswith=items_of(guest)).delete()
        judgements = CustomerJudgement.objects.in_workspace(guest.workspace_id)
        judgements.filter(meeting=invitation.meeting_id, address=guest.address).delete()
        GuestAct.objects.in_workspace(guest.workspace_id).filter(guest=guest).delete()
        if guest.address:
            Guest.objects.in_workspace(guest.workspace_id).filter(pk=guest.pk).delete()
            note_link_deleted(invitation, guest.address)
    forget_freed_pages()


def _forget_ticks(guest: Guest, invitation: Invitation, now: datetime) -> None:
    acts = GuestAct.objects.in_workspace(guest.workspace_id).filter(guest=guest, kind=GuestActKind.BROUGHT)
    places = {act.said["place"] for act in acts}
    untick_all(guest, invitation.meeting_id, places, now=now)
