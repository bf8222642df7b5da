"""What was booked here stands as its seller set it: what a file tells of it, and when that is taken back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Max, Q

from foothold.actions.keep_own_entry import say_as_written
from foothold.core.calendar_entries import Thread
from foothold.records.calendar_rows import thread_of
from foothold.records.in_parts import in_parts
from foothold.records.invitations import written
from foothold.records.models import CalendarEntry, Invitation, Membership
from foothold.records.models.booking import InvitationStepKind

_SAID_HERE = (InvitationStepKind.MOVED, InvitationStepKind.CHANGED, InvitationStepKind.CALLED_OFF)


@dataclass(frozen=True, slots=True)
class Booked:
    """An invitation, and the SEQUENCE under which its seller last moved, changed or called it off here, 0 if never."""

    invitation: Invitation
    said_under: int


def booked_of(seat: Membership, entries: Iterable[UUID]) -> dict[UUID, Booked]:
    """The person's own invitations to the meetings of these entries, by entry."""
    own = Invitation.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id)
    own = own.select_related("meeting", "seller", "workspace")
    said = own.annotate(said_under=Max("steps__sequence", filter=Q(steps__kind__in=_SAID_HERE)))
    found: dict[UUID, Booked] = {}
    for part in in_parts(entries):
        for each in said.filter(meeting__entry__in=part):
            if each.meeting.entry_id is not None:
                found[each.meeting.entry_id] = Booked(each, each.said_under or 0)
    return found


def stand_as_booked(row: CalendarEntry, booked: Booked) -> bool:
    """Say the booking anew in an entry that does not know of all that was done with it here; whether it was to be.

    Every act here is the next SEQUENCE (RFC 5546 2.1.4): an entry of a lower one is from before it. Nothing is stored.
    """
    knows = max((each.sequence for each in thread_of(row).entries), default=-1)
    if knows >= booked.said_under:
        return False
    invitation = booked.invitation
    say_as_written(row, written(invitation, text=""), cancelled=invitation.cancelled_at is not None)
    return True


def with_whom_we_invited(thread: Thread, before: Thread, booked: Booked) -> Thread:
    """What a calendar says of a booking's own entry, with those we invited whom it does not know of.

    The copy for his own calendar names nobody, and a published feed neither; one from before our last change here, or
    that has never shown somebody, took nobody out. Of one he marked as private only the time is read: what we
    wrote ourselves is no secret of his.
    """
    if thread.raw or len(thread.entries) != 1 or len(before.entries) != 1:
        return thread
    entry, known = thread.entries[0], before.entries[0]
    if entry.private and not known.private:
        seen = replace(entry, private=False, summary=known.summary, location=known.location, video=known.video)
        seen = replace(seen, organizer=known.organizer, attendees=known.attendees_at(entry.start))
        return replace(thread, entries=(seen,))
    organizer = entry.organizer or known.organizer
    named = {each.address for each in entry.attendees}
    ours = {"", organizer.address if organizer else ""}
    invited = [each for each in known.attendees_at(entry.start) if each.address not in ours]
    knows_nobody = entry.sequence < booked.said_under or not any(each.address in named for each in invited)
    missing = [each for each in invited if each.address not in named and (knows_nobody or each.not_shown)]
    if not missing:
        return thread
    people, created = (*entry.attendees, *missing), entry.created or known.created
    return replace(thread, entries=(replace(entry, attendees=people, organizer=organizer, created=created),))
