"""The customer prepares on the page: he answers the prep question, and names whom he brings (METHOD 5, cu.2, cu.4)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from foothold.actions.guest_acts import Refusal, Refused, acting, keep_act, one_line
from foothold.core.evidence import Side
from foothold.core.relations import counterpart
from foothold.records.guests import level_of, proposed_colleagues
from foothold.records.models import Attendee, Guest, GuestAct, Invitation, PreparedItem
from foothold.records.models.booking import GuestActKind
from foothold.records.scoping import ScopedQuerySet

LONGEST_ANSWER = 4000
LONGEST_NAME = 100
MOST_COLLEAGUES = 10
"""People a customer may name for one meeting."""


def answer_prep_question(guest: Guest, words: str, *, now: datetime) -> GuestAct | None:
    """Keep his words as he wrote them; an empty answer takes them back. None where nothing is new.

    Raises Refused: TOO_LONG, NOT_THERE where nothing was asked, and what `acting` refuses.
    """
    words = words.strip()
    if len(words) > LONGEST_ANSWER:
        raise Refused(Refusal.TOO_LONG)
    with acting(guest, now) as invitation:
        if not invitation.prep_question:
            raise Refused(Refusal.NOT_THERE)
        if words == prep_answer(guest):
            return None
        act = keep_act(guest, invitation, GuestActKind.PREPARED, {"words": words}, now)
        _keep_item(guest, invitation, "cu.2", _key(guest), words, now)
    return act


def add_colleague(guest: Guest, name: str, address: str, *, now: datetime) -> GuestAct | None:
    """Propose a colleague of the same firm to the seller, who asks him or does not. Nobody is written to.

    None where he was named before. Raises Refused: EMPTY, TOO_LONG, NO_ADDRESS, OTHER_FIRM (only a firm's own
    people can be named, so that nobody else's address is collected here), ALREADY_INVITED, ENOUGH_PEOPLE.
    """
    name, address = one_line(name), one_line(address).lower()
    if not name or not address:
        raise Refused(Refusal.EMPTY)
    if len(name) > LONGEST_NAME:
        raise Refused(Refusal.TOO_LONG)
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(Refusal.NO_ADDRESS) from None
    with acting(guest, now) as invitation:
        if counterpart(address) not in firms_asked(invitation):
            raise Refused(Refusal.OTHER_FIRM)
        if _invited(invitation).filter(address=address).exists():
            raise Refused(Refusal.ALREADY_INVITED)
        proposed = proposed_colleagues(invitation)
        if any(each.address == address for each in proposed):
            return None
        if len(proposed) >= MOST_COLLEAGUES:
            raise Refused(Refusal.ENOUGH_PEOPLE)
        act = keep_act(guest, invitation, GuestActKind.COLLEAGUE, {"name": name, "address": address}, now)
        _keep_item(guest, invitation, "cu.4", f"{_key(guest)} {act.pk.hex[:8]}", name, now)
    return act


def prep_answer(guest: Guest) -> str:
    """What was last answered by this link to the prep question."""
    rows = PreparedItem.objects.in_workspace(guest.workspace_id).filter(item="cu.2", key=_key(guest))
    return rows.filter(meeting=guest.invitation.meeting_id).values_list("words", flat=True).first() or ""


def firms_asked(invitation: Invitation) -> set[str]:
    """The domains of the firms whose people are invited; a personal mailbox is nobody's firm."""
    addresses = _invited(invitation).filter(side=Side.CUSTOMER.value).values_list("address", flat=True)
    return {firm for firm in map(counterpart, addresses) if firm and "@" not in firm}


def items_of(guest: Guest) -> str:
    """How the keys of what this guest put on the Ready sheet begin."""
    return _key(guest)


def _invited(invitation: Invitation) -> ScopedQuerySet[Attendee]:
    return Attendee.objects.in_workspace(invitation.workspace_id).filter(meeting_id=invitation.meeting_id)


def _keep_item(guest: Guest, invitation: Invitation, item: str, key: str, words: str, now: datetime) -> None:
    rows = PreparedItem.objects.in_workspace(guest.workspace_id)
    if not words:
        rows.filter(meeting=invitation.meeting_id, item=item, key=key).delete()
        return
    rows.update_or_create(
        workspace_id=guest.workspace_id,
        meeting_id=invitation.meeting_id,
        item=item,
        key=key,
        defaults={
            "words": words,
            "level": level_of(guest).name,
            "grounds": {"source": "customer page"},
            "by": guest.address,
            "said_at": now,
        },
    )


def _key(guest: Guest) -> str:
    return f"guest {guest.pk.hex}"
