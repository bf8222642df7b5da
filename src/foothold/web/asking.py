"""Ask for what was promised: a mail draft in our words to the one who promised it. Nothing is sent by it (UX, S1)."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from foothold.actions.greeting import greeting
from foothold.actions.invitation_words import said_to_customer
from foothold.core.evidence import Side
from foothold.records.models import Attendee, Commitment, Membership
from foothold.records.own_name import own_name
from foothold.web.mail_drafts import mail_draft

NO_DRAFTS: Mapping[UUID, str] = MappingProxyType({})


def ask_drafts(seat: Membership, promises: Iterable[Commitment]) -> dict[UUID, str]:
    """The link of a draft for each of the customer's promises whose people have an address. One query."""
    theirs = [each for each in promises if each.side == Side.CUSTOMER and not each.meeting.demo]
    if not theirs:
        return {}
    people: dict[UUID, list[tuple[str, str]]] = {}
    rows = Attendee.objects.in_workspace(seat.workspace_id).filter(
        meeting__in={each.meeting_id for each in theirs}, side=Side.CUSTOMER.value
    )
    for meeting_id, name, address in (
        rows.exclude(address="").order_by("name").values_list("meeting", "name", "address")
    ):
        people.setdefault(meeting_id, []).append((name, address))
    return {each.pk: _draft(seat, each, people[each.meeting_id]) for each in theirs if each.meeting_id in people}


def _draft(seat: Membership, promise: Commitment, people: Sequence[tuple[str, str]]) -> str:
    name, address = _who(promise, people)
    met = format_date(promise.meeting.held_at.astimezone(ZoneInfo(seat.workspace.tz)), "l j F")
    what = said_to_customer(" ".join(promise.what.split()), promise)
    noted = _("when we met on {day} we noted this for you: {what}").format(day=met, what=what)
    due = _(", by {day}.").format(day=format_date(promise.due_on, "l j F")) if promise.due_on else "."
    text = "\n\n".join([greeting([name]), noted + due, _("Is it on its way?"), own_name(seat.user, seat.workspace_id)])
    return mail_draft([address], _("What you wanted to send: {what}").format(what=what[:100]), text)


def _who(promise: Commitment, people: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The one who promised, by his name; else the first of them."""
    said = promise.owner.casefold().split()
    return next((each for each in people if said and set(said) <= set(each[0].casefold().split())), people[0])
