"""What every act of a customer on the page has in common: what is refused, and the row it leaves.

Each act runs alone on its invitation, so that the same form sent twice finds what the first one did.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction

from foothold.actions.settle_standings import settle_after_evidence
from foothold.actions.settle_untold import keep_known, settle_untold
from foothold.records.guests import level_of
from foothold.records.models import Guest, GuestAct, Invitation
from foothold.records.models.booking import GuestActKind
from foothold.records.models.meetings import CalendarStatus

MOST_ACTS, WITHIN = 60, timedelta(minutes=10)
"""Acts of one link taken within this time: nobody's thumb is faster."""
_OVERRIDES = {ord(sign): None for sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}


class Refusal(StrEnum):
    """Why an act was not taken. Nothing is stored then."""

    EXPIRED = "expired"
    PASSED = "passed"
    CANCELLED = "cancelled"
    CHANGED = "changed"
    """The invitation was changed since the page was opened."""
    TOO_MANY = "too many"
    NOT_YET = "not yet"
    NO_TIME = "no time"
    TIME_PAST = "time past"
    TIME_FAR = "time far"
    SAME_TIME = "same time"
    TOO_LONG = "too long"
    EMPTY = "empty"
    NO_ADDRESS = "no address"
    OTHER_FIRM = "other firm"
    ALREADY_INVITED = "already invited"
    ENOUGH_PEOPLE = "enough people"
    NOT_THERE = "not there"


class Refused(Exception):
    """An act that is not taken; `why` says it in one word, the page in a sentence."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


@contextmanager
def acting(guest: Guest, now: datetime, *, after_the_end: bool = False) -> Iterator[Invitation]:
    """The invitation as it stands, while nobody else acts on it; everything in one transaction.

    Raises Refused where the page is closed: expired, cancelled, passed (or, for what is asked afterwards, not yet).
    """
    with transaction.atomic():
        rows = Invitation.objects.in_workspace(guest.workspace_id)
        invitation = rows.select_for_update().get(pk=guest.invitation_id)
        why = closed_because(guest, invitation, now)
        if why is Refusal.PASSED and after_the_end:
            why = None
        elif why is None and after_the_end:
            why = Refusal.NOT_YET
        if why is None and _acts_too_often(guest, now):
            why = Refusal.TOO_MANY
        if why is not None:
            raise Refused(why)
        yield invitation
        keep_known(invitation)
        settle_untold(invitation)
        if invitation.meeting.account_id:
            settle_after_evidence(guest.workspace_id, [invitation.meeting.account_id], now=now)


def closed_because(guest: Guest, invitation: Invitation, now: datetime) -> Refusal | None:
    """Why this page takes no answer any more; None while it does."""
    if guest.expires_at <= now:
        return Refusal.EXPIRED
    if invitation.cancelled_at or invitation.meeting.status in {CalendarStatus.CANCELLED, CalendarStatus.GONE}:
        return Refusal.CANCELLED
    return Refusal.PASSED if invitation.ends_at <= now else None


def keep_act(
    guest: Guest,
    invitation: Invitation,
    kind: GuestActKind,
    said: dict[str, Any],
    now: datetime,
    *,
    sequence: int | None = None,
) -> GuestAct:
    """The row of an act; `sequence` where he saw another than the present. In the caller's transaction."""
    return GuestAct.objects.in_workspace(guest.workspace_id).create(
        invitation=invitation,
        guest=guest,
        kind=kind,
        sequence=invitation.sequence if sequence is None else sequence,
        level=level_of(guest).name,
        said=said,
        done_at=now,
    )


def remember_language(guest: Guest, language: str) -> None:
    """In which language he reads the page, for what is sent to him later."""
    if guest.address and language and guest.language != language:
        Guest.objects.in_workspace(guest.workspace_id).filter(pk=guest.pk).update(language=language)


def one_line(text: str) -> str:
    """A name as it may stand in a line of ours: no controls, nothing that turns the writing round."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text.translate(_OVERRIDES)).split())


def _acts_too_often(guest: Guest, now: datetime) -> bool:
    acts = GuestAct.objects.in_workspace(guest.workspace_id).filter(guest=guest, done_at__gt=now - WITHIN)
    return acts.count() >= MOST_ACTS
