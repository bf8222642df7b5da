"""Send what waits in the outbox: claimed first, sent outside any transaction, kept only if still ours (DESIGN 2, 6).

A process that dies at any instant leaves the row due again when its lease ends: the same bytes under the same
Message-ID, UID and SEQUENCE. SMTP cannot be exactly once: between the server's 250 and our commit a second,
identical copy is possible. A calendar server can: the place is fixed and it is put there under a condition.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from foothold.actions.depart import bytes_of
from foothold.actions.invite import invite_by_mail
from foothold.actions.recap_has_left import recap_has_left
from foothold.actions.settle_standings import settle_after_evidence
from foothold.actions.settle_untold import settle_untold
from foothold.core.evidence import Side
from foothold.records.invitations import customers_invited
from foothold.records.leases import is_free
from foothold.records.models import Attendee, Connection, Departure, Invitation
from foothold.records.models.booking import Way
from foothold.records.models.connections import ConnectionKind, DepartureKind, DepartureState
from foothold.records.scoping import ScopedQuerySet
from foothold.records.secrets import CannotOpen

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""How long a claim holds without a heartbeat."""
HEARTBEAT = timedelta(seconds=30)
"""How often who sends says that he is still at it."""
_PAUSES = (5, 15, 60, 300, 900, 1800, 3600)
"""Seconds before the next attempt after a failure; the last one again and again."""
_LONGEST_PAUSE = timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=3)
"""How long a server that refuses for now, or cannot be reached, is asked again."""


class Outcome(StrEnum):
    SENT = "sent"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Sending:
    """What one attempt came to; `words` for a person, never a secret. `retry_after` where the server said when.

    `not_invited` are those a calendar server that invites by itself says it could not reach (RFC 6638 3.2.9).
    """

    outcome: Outcome
    words: str = ""
    retry_after: timedelta | None = None
    not_invited: tuple[str, ...] = ()


Send = Callable[[Connection, Departure, bytes], Sending]
"""One attempt over one connection. It never raises for what a server or a network does."""


def departures_due(*, now: datetime, at_most: int = 50) -> list[UUID]:
    """What may leave now and nobody sends, the longest due first."""
    return list(_due(now).order_by("due_at", "place").values_list("pk", flat=True)[:at_most])


def claim_departure(departure_id: UUID, *, now: datetime) -> int | None:
    """Take the lease; the attempt number to finish under, or None where it is another's, not due, or not its turn."""
    with transaction.atomic():
        mine = _due(now).filter(pk=departure_id).update(claimed_until=now + LEASE, attempt=F("attempt") + 1)
        if mine != 1:
            return None
        return _everywhere().values_list("attempt", flat=True).get(pk=departure_id)


def still_at_it(departure_id: UUID, attempt: int, *, now: datetime) -> bool:
    """The heartbeat: the lease lasts longer, if it is still ours and not given back."""
    with transaction.atomic():
        rows = _everywhere().filter(pk=departure_id, attempt=attempt, claimed_until__isnull=False)
        return rows.update(claimed_until=now + LEASE) == 1


def send_departure(departure_id: UUID, attempt: int, send: Send, *, clock: Callable[[], datetime]) -> Sending | None:
    """One attempt at a claimed departure; what it came to, None where the claim was no longer ours.

    Call it outside any transaction.
    """
    departure = _everywhere().filter(pk=departure_id, attempt=attempt, state=DepartureState.WAITING).first()
    if departure is None:
        return None
    sending = _attempt(departure, send)
    with transaction.atomic():
        return sending if _keep(departure, attempt, sending, now=clock()) else None


def take_back(departure: Departure) -> bool:
    """Take it out of the outbox before it left; False where it is being sent or has left."""
    with transaction.atomic():
        rows = Departure.objects.in_workspace(departure.workspace_id).filter(pk=departure.pk)
        waiting = rows.filter(state=DepartureState.WAITING, claimed_until__isnull=True)
        return waiting.update(state=DepartureState.TAKEN_BACK, sealed="", attempt=F("attempt") + 1) == 1


def try_now(departure: Departure, *, now: datetime) -> bool:
    """A person asks for the next attempt at once; what was refused for good waits again.

    Not what was overtaken meanwhile: a newer one of its thread says all of it, and that one is tried. Then False.
    """
    with transaction.atomic():
        rows = Departure.objects.in_workspace(departure.workspace_id).filter(thread=departure.thread)
        newest = rows.exclude(state=DepartureState.TAKEN_BACK).aggregate(last=Max("place"))["last"]
        overtaken = rows.filter(place__lt=newest or 0)
        _take_back_overtaken(overtaken.filter(state=DepartureState.REFUSED))
        rows.filter(state__in=[DepartureState.WAITING, DepartureState.REFUSED]).exclude(sealed="").update(
            state=DepartureState.WAITING, due_at=now, made_at=now, failures=0
        )
        return rows.filter(pk=departure.pk, state=DepartureState.WAITING).exists()


def _attempt(departure: Departure, send: Send) -> Sending:
    connected = Connection.objects.in_workspace(departure.workspace_id).filter(user_id=departure.user_id)
    connection = connected.filter(kind=departure.by).first()
    if connection is None:
        missing = (
            _("No mailbox is connected.") if departure.by == ConnectionKind.MAIL else _("No calendar is connected.")
        )
        return Sending(Outcome.LATER, missing)
    try:
        data = bytes_of(departure)
    except CannotOpen as cannot:
        return Sending(Outcome.NEVER, str(cannot))
    return send(connection, departure, data)


def _keep(departure: Departure, attempt: int, sending: Sending, *, now: datetime) -> bool:
    """Write down what became of it, if the attempt is still the row's."""
    mine = _everywhere().filter(pk=departure.pk, attempt=attempt, state=DepartureState.WAITING)
    if sending.outcome is Outcome.SENT:
        kept = mine.update(
            state=DepartureState.SENT, left_at=now, problem="", claimed_until=None, sealed="", failures=0
        )
        if kept == 1:
            thread = _everywhere().filter(workspace_id=departure.workspace_id, thread=departure.thread)
            _take_back_overtaken(thread.filter(place__lt=departure.place))
            _note_left(departure, sending.not_invited, now=now)
        return kept == 1
    failures = departure.failures + 1
    is_over = sending.outcome is Outcome.NEVER or now > departure.made_at + GIVE_UP_AFTER
    pause = sending.retry_after or timedelta(seconds=_PAUSES[min(failures, len(_PAUSES)) - 1])
    return (
        mine.update(
            state=DepartureState.REFUSED if is_over else DepartureState.WAITING,
            problem=sending.words[:1000],
            failures=failures,
            # Made later than now: before the clock stepped back. From here on its pauses count again.
            made_at=min(departure.made_at, now),
            due_at=now + min(pause, _LONGEST_PAUSE),
            claimed_until=None,
        )
        == 1
    )


def _take_back_overtaken(overtaken: ScopedQuerySet[Departure]) -> None:
    """What was refused never follows a newer one of its thread: calendars would take it for the later word.

    Nor if a person asked for it again while the newer one was leaving, when it waits again.
    """
    overtaken.filter(state__in=[DepartureState.REFUSED, DepartureState.WAITING]).update(
        state=DepartureState.TAKEN_BACK, sealed="", claimed_until=None, attempt=F("attempt") + 1
    )


def _note_left(departure: Departure, not_invited: Sequence[str], *, now: datetime) -> None:
    """What follows from having left: the invitation is out, and, where one of theirs got it, they were told.

    Whom the calendar server could not reach gets it by the seller's mailbox, if one is connected. In the caller's
    transaction.
    """
    if departure.kind == DepartureKind.RECAP:
        recap_has_left(departure, now=now)
    invitation = departure.invitation
    if invitation is None or departure.kind == DepartureKind.COUNTER_DECLINED:
        return
    if not_invited and departure.sequence == invitation.sequence:
        invite_by_mail(invitation, not_invited, now=now)
    reached = set(departure.to_addresses) - set(not_invited)
    if _is_what_invites(departure, invitation) and _reaches_them(invitation, reached):
        rows = Invitation.objects.in_workspace(departure.workspace_id).filter(pk=invitation.pk, left_at__isnull=True)
        left = rows.filter(sequence=departure.sequence).update(left_at=now)
        earlier = Q(told_sequence=None) | Q(told_sequence__lt=departure.sequence)
        own = Invitation.objects.in_workspace(departure.workspace_id).filter(earlier, pk=invitation.pk)
        own.update(told_sequence=departure.sequence, told_at=Coalesce("told_at", now))
        _settle(invitation, now, anew=bool(left))


def _reaches_them(invitation: Invitation, reached: set[str]) -> bool:
    """Whether one of the customer's people got it: a colleague of ours who did tells nothing of them.

    Where only our own people are invited, any of them.
    """
    people = Attendee.objects.in_workspace(invitation.workspace_id).filter(meeting_id=invitation.meeting_id)
    ours = set(people.filter(side=Side.OURS.value).values_list("address", flat=True))
    return bool(reached - ours) or (bool(reached) and not customers_invited(invitation))


def _settle(invitation: Invitation, now: datetime, *, anew: bool) -> None:
    """Where the deal stands now that it has left; that it has left stays kept whatever fails here."""
    try:
        with transaction.atomic():
            settle_untold(invitation)
            if anew and invitation.meeting.account_id is not None:
                settle_after_evidence(invitation.workspace_id, [invitation.meeting.account_id], now=now)
    except Exception:
        log.exception("a deal was not judged anew after its invitation left; the next round does it")


def _is_what_invites(departure: Departure, invitation: Invitation) -> bool:
    """Whether this is what reaches the customer, and not the copy in the seller's own calendar."""
    return departure.by == ConnectionKind.MAIL or invitation.way == Way.CALENDAR


def _due(now: datetime) -> ScopedQuerySet[Departure]:
    """What may be claimed: due, free, nothing of its thread before it still waits and nothing after it has left.

    A due time beyond any pause was set before the clock stepped back; so was that of what seems to be made later than
    now, unless it was made to leave later.
    """
    stepped_back = Q(due_at__gt=now + _LONGEST_PAUSE) | Q(made_at__gt=now) & (
        Q(failures__gt=0) | Q(due_at=F("made_at"))
    )
    thread = _everywhere().filter(workspace=OuterRef("workspace"), thread=OuterRef("thread"))
    earlier = thread.filter(place__lt=OuterRef("place"), state=DepartureState.WAITING)
    later = thread.filter(place__gt=OuterRef("place"), state=DepartureState.SENT)
    waiting = _everywhere().filter(is_free(now, LEASE), state=DepartureState.WAITING)
    return waiting.filter(Q(due_at__lte=now) | stepped_back).exclude(Exists(earlier)).exclude(Exists(later))


def _everywhere() -> ScopedQuerySet[Departure]:
    return Departure.objects.across_workspaces(because="what is to leave is due in every workspace")
