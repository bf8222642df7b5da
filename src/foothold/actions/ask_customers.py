"""One letter with one question to each customer person, a day after a meeting that was held (METHOD 9, P4).

Only where an owner has switched it on, a mailbox is connected, and the customer has a page of his own to answer on.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from foothold.actions.depart import Leaving, depart
from foothold.actions.greeting import greeting
from foothold.actions.make_guest_links import SHARED, links_of
from foothold.actions.settle_answers import answers_that_count, who_accepted
from foothold.actions.whom_to_write import mailbox_of
from foothold.connectors.mail.addresses import Mailbox
from foothold.connectors.mail.composing import OutgoingLetter, compose, message_id
from foothold.core.evidence import Side
from foothold.core.survey import ASKED_AFTER, NO_MORE_AFTER, may_ask
from foothold.records.calendars import Calendars
from foothold.records.models import (
    Attendance,
    Attendee,
    Connection,
    CustomerJudgement,
    Departure,
    Invitation,
    Membership,
)
from foothold.records.models.connections import ConnectionKind, DepartureKind
from foothold.records.note_choices import asks_customers
from foothold.records.picture import customer_meetings
from foothold.records.reach import public_url

log = logging.getLogger(__name__)


def ask_customers(seat: Membership, *, now: datetime) -> int:
    """Put the letters that are due into the outbox, once a person and meeting; how many.

    A meeting whose letters cannot be written stops nobody else's.
    """
    connection = mailbox_of(seat)
    if connection is None or public_url() is None or not asks_customers(seat.workspace_id):
        return 0
    asked = 0
    calendars = Calendars(seat.workspace_id, now)
    for invitation in _held(seat, now=now):
        if may_ask(invitation.meeting.ended_at, now, calendars.of(invitation.meeting.account_id)):
            try:
                asked += _ask_all(seat, connection, invitation, now=now)
            except Exception:
                log.exception("Who was at %s could not be asked. It is tried again.", invitation.meeting_id)
    return asked


def _ask_all(seat: Membership, connection: Connection, invitation: Invitation, *, now: datetime) -> int:
    with transaction.atomic():
        return sum(_ask(seat, connection, invitation, *each, now=now) for each in _people(invitation))


def _held(seat: Membership, *, now: datetime) -> list[Invitation]:
    """Our invitations to meetings that were held, as far as is known, and are fresh in mind."""
    lately = customer_meetings(seat).filter(
        demo=False, held_at__lt=now - ASKED_AFTER, held_at__gt=now - NO_MORE_AFTER - 2 * ASKED_AFTER
    )
    rows = Invitation.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id, cancelled_at=None)
    rows = rows.filter(meeting__in=lately).select_related("meeting", "meeting__account", "workspace")
    return [each for each in rows if each.meeting.stands and each.meeting.missed_by is None]


def _people(invitation: Invitation) -> Iterable[tuple[str, str, str]]:
    """(address, name, his own link) of everybody who had said yes or was there, and has not answered it yet."""
    links = links_of(invitation)
    people = Attendee.objects.in_workspace(invitation.workspace_id).filter(
        meeting_id=invitation.meeting_id, side=Side.CUSTOMER.value
    )
    came = _took_part(invitation, list(people))
    answered = set(
        CustomerJudgement.objects.in_workspace(invitation.workspace_id)
        .filter(meeting_id=invitation.meeting_id)
        .values_list("address", flat=True)
    )
    for person in people.exclude(address="").order_by("address"):
        if person.address in came & set(links) - answered - {SHARED}:
            yield person.address, person.name, links[person.address]


def _took_part(invitation: Invitation, people: list[Attendee]) -> frozenset[str]:
    """The addresses of those whose last word was a yes, and of those who were heard in it.

    Who said no, or never answered and is not known to have been there, is not asked how it was.
    """
    meeting = invitation.meeting
    rows, since = answers_that_count(invitation, meeting)
    agreed = who_accepted(meeting, people, rows, since)
    heard = Attendance.objects.in_workspace(invitation.workspace_id).filter(meeting=meeting)
    spoke = set(heard.values_list("contact_id", flat=True))
    return agreed | {each.address for each in people if each.contact_id in spoke}


def _ask(
    seat: Membership,
    connection: Connection,
    invitation: Invitation,
    address: str,
    name: str,
    link: str,
    *,
    now: datetime,
) -> bool:
    key = f"ask {invitation.meeting_id} {sha256(address.encode()).hexdigest()[:32]}"
    if Departure.objects.in_workspace(seat.workspace_id).filter(key=key).exists():
        return False
    zone = ZoneInfo(invitation.tz)
    day = format_date(invitation.meeting.held_at.astimezone(zone), "l j F")
    parts = [
        greeting([name]),
        _("we met on {day}: {topic}. One question about it, answered with a click, without an account:").format(
            day=day, topic=invitation.topic
        ),
        link,
        _("You need not answer, and nobody asks again."),
        seat.user.name,
    ]
    letter = OutgoingLetter(
        message_id=message_id(key, connection.address.rpartition("@")[2]),
        sent_at=now,
        sender=Mailbox(seat.user.name, connection.address),
        to=(Mailbox(name, address),),
        subject=_("One question about {day}").format(day=day),
        text="\n\n".join(parts),
        is_automatic=True,
    )
    leaving = Leaving(
        kind=DepartureKind.LETTER,
        by=ConnectionKind.MAIL,
        key=key,
        thread=key,
        data=compose(letter),
        to=[address],
        message_id=letter.message_id,
        subject=letter.subject,
        meeting=invitation.meeting,
    )
    depart(seat, leaving, now=now)
    return True
